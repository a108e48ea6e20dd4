//! A quantity along a run, as a curve that stays short however long the run is.

/// The most values that are kept; beyond that every other one goes.
const MOST: usize = 400;

/// What a quantity was after 0, 1, 2, ... steps: of a long run evenly thinned, with the first and the
/// last value always.
#[derive(Clone, Debug, Default)]
pub struct Trace<T> {
    /// Every 2^`halvings`-th value.
    kept: Vec<T>,
    halvings: u32,
    last: Option<T>,
    len: usize,
}

impl<T: Copy> Trace<T> {
    /// A run at its start.
    pub fn from(value: T) -> Self {
        Self { kept: vec![value], halvings: 0, last: Some(value), len: 1 }
    }

    /// The value after one more step.
    pub fn push(&mut self, value: T) {
        if self.len.is_multiple_of(self.stride()) {
            self.kept.push(value);
        }
        self.last = Some(value);
        self.len += 1;
        if self.kept.len() > MOST {
            let mut places = 0..;
            self.kept.retain(|_| places.next().is_some_and(|place| place % 2 == 0));
            self.halvings += 1;
        }
    }

    /// Puts another value in place of the last: something changed without a step.
    pub fn amend(&mut self, value: T) {
        if self.len == 0 {
            return self.push(value);
        }
        if (self.len - 1).is_multiple_of(self.stride())
            && let Some(kept) = self.kept.last_mut()
        {
            *kept = value;
        }
        self.last = Some(value);
    }

    /// The value before the first step.
    pub fn first(&self) -> Option<T> {
        self.kept.first().copied()
    }

    /// The value now.
    pub fn last(&self) -> Option<T> {
        self.last
    }

    /// How many steps there have been.
    pub fn steps(&self) -> usize {
        self.len.saturating_sub(1)
    }

    /// The kept values with their steps, and the last.
    pub fn iter(&self) -> impl Iterator<Item = (f64, T)> {
        let stride = self.stride();
        let kept =
            self.kept.iter().enumerate().map(move |(i, &value)| ((i * stride) as f64, value));
        let last = self.last.filter(|_| !self.steps().is_multiple_of(stride));
        kept.chain(last.map(|value| (self.steps() as f64, value)))
    }

    /// A number of each value against the steps.
    pub fn curve(&self, number: impl Fn(T) -> f64) -> Vec<[f64; 2]> {
        self.iter().map(|(step, value)| [step, number(value)]).collect()
    }

    /// A length for the axis of steps: at least `least`, and with room for the run.
    pub fn span(&self, least: f64) -> f64 {
        room(self.steps() as f64, least)
    }

    fn stride(&self) -> usize {
        1 << self.halvings
    }
}

/// A length for an axis that grows with a run: `least`, or the first of its multiples by 1.5, 2, 3, 4,
/// 6, 8, 12, ... with room for what was reached. So the axis stands still for most steps.
pub fn room(reached: f64, least: f64) -> f64 {
    let multiples = (0..40).map(|i| f64::from(1_u32 << (i / 2)) * [1.0, 1.5][i % 2]);
    multiples.map(|m| m * least).find(|span| *span > 1.02 * reached).unwrap_or(1.1 * reached)
}

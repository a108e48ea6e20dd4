//! One control: what values it takes, and their forms in links, in words and on a slider's track.

use core::ops::RangeInclusive;

use crate::{
    demo::short,
    ebm::num::{exp, ln},
};

/// One control.
#[derive(Clone, Debug, PartialEq)]
pub struct Knob {
    /// The short name that links use.
    pub key: &'static str,
    /// The name that the page shows.
    pub label: &'static str,
    /// What values it takes.
    pub kind: Kind,
}

/// The values that a control takes. A toggle travels as 0 or 1, a choice as its index.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A number in a range, on a grid of `step`.
    Slider {
        /// The smallest and the largest value.
        range: RangeInclusive<f64>,
        /// The grid; also one press of an arrow key.
        step: f64,
        /// The unit; empty for pure numbers.
        unit: &'static str,
    },
    /// A positive number on a logarithmic track, and infinity beyond its upper end.
    Log {
        /// The smallest and the largest finite value.
        range: RangeInclusive<f64>,
        /// How many places the track has for each factor of ten.
        per_decade: f64,
    },
    /// On or off.
    Toggle,
    /// One of several: (the word that links use, the words that the page shows).
    Choice(&'static [(&'static str, &'static str)]),
    /// Several numbers in one range: a drawn curve, a cloud of points.
    List {
        /// The smallest and the largest number.
        range: RangeInclusive<f64>,
        /// Their grid.
        step: f64,
        /// How many there may be.
        count: RangeInclusive<usize>,
    },
}

/// What a control is set to.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number.
    Number(f64),
    /// Several.
    List(Vec<f64>),
}

impl Value {
    /// The number; NaN for a list.
    pub fn number(&self) -> f64 {
        match self {
            Self::Number(number) => *number,
            Self::List(_) => f64::NAN,
        }
    }

    /// All numbers in it.
    pub fn numbers(&self) -> &[f64] {
        match self {
            Self::Number(number) => core::slice::from_ref(number),
            Self::List(numbers) => numbers,
        }
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl Knob {
    /// The nearest value that the control takes. `None` for what it can make no sense of: NaN, an
    /// infinity it does not have, a list of the wrong length.
    pub fn clean(&self, value: &Value) -> Option<Value> {
        match (&self.kind, value) {
            (Kind::List { range, step, count }, Value::List(numbers)) => {
                let fits = count.contains(&numbers.len()) && numbers.iter().all(|v| v.is_finite());
                let clean = || numbers.iter().map(|&v| on_grid(v, range, *step)).collect();
                fits.then(|| Value::List(clean()))
            }
            (Kind::List { .. }, _) | (_, Value::List(_)) => None,
            (_, Value::Number(number)) => self.clean_number(*number).map(Value::Number),
        }
    }

    fn clean_number(&self, value: f64) -> Option<f64> {
        if value == f64::INFINITY && matches!(self.kind, Kind::Log { .. }) {
            return Some(value);
        }
        value.is_finite().then(|| match &self.kind {
            Kind::Slider { range, step, .. } | Kind::List { range, step, .. } => {
                on_grid(value, range, *step)
            }
            Kind::Log { range, .. } => three_digits(value.clamp(*range.start(), *range.end())),
            Kind::Toggle => f64::from(value != 0.0),
            Kind::Choice(options) => value.round().clamp(0.0, options.len() as f64 - 1.0),
        })
    }

    /// The value as links write it.
    pub fn to_link(&self, value: &Value) -> String {
        match (&self.kind, value) {
            (_, Value::List(numbers)) => {
                numbers.iter().map(f64::to_string).collect::<Vec<_>>().join(",")
            }
            (Kind::Toggle, value) => if value.number() == 0.0 { "off" } else { "on" }.into(),
            (Kind::Choice(options), value) => options[value.number() as usize].0.into(),
            (_, value) => value.number().to_string(),
        }
    }

    /// The value that a link's text names, before [`Knob::clean`].
    pub fn from_link(&self, text: &str) -> Option<Value> {
        let number = match &self.kind {
            Kind::Slider { .. } | Kind::Log { .. } => text.parse().ok(),
            Kind::Toggle => match text {
                "on" => Some(1.0),
                "off" => Some(0.0),
                _ => None,
            },
            Kind::Choice(options) => {
                options.iter().position(|(word, _)| *word == text).map(|index| index as f64)
            }
            Kind::List { .. } => {
                let numbers = text.split(',').filter(|part| !part.is_empty()).map(str::parse);
                return numbers.collect::<Result<_, _>>().ok().map(Value::List);
            }
        };
        number.map(Value::Number)
    }

    /// The value in words, as the static page and screen readers say it.
    pub fn in_words(&self, value: &Value) -> String {
        const MANY: usize = 6;
        match (&self.kind, value) {
            (_, Value::List(numbers)) if numbers.is_empty() => "none".into(),
            (_, Value::List(numbers)) if numbers.len() > MANY => {
                format!("{} numbers", numbers.len())
            }
            (_, Value::List(numbers)) => {
                numbers.iter().map(|&v| short(v)).collect::<Vec<_>>().join(", ")
            }
            (Kind::Toggle, value) => if value.number() == 0.0 { "off" } else { "on" }.into(),
            (Kind::Choice(options), value) => options[value.number() as usize].1.into(),
            (Kind::Log { .. }, Value::Number(f64::INFINITY)) => "∞".into(),
            (Kind::Slider { unit, .. }, value) if !unit.is_empty() => {
                format!("{} {unit}", short(value.number()))
            }
            (_, value) => short(value.number()),
        }
    }

    /// What it takes, in words: for messages.
    pub fn takes(&self) -> String {
        match &self.kind {
            Kind::Slider { range, .. } => {
                format!("a number from {} to {}", short(*range.start()), short(*range.end()))
            }
            Kind::Log { range, .. } => {
                format!("a number from {} to {}, or ∞", short(*range.start()), short(*range.end()))
            }
            Kind::Toggle => "on or off".into(),
            Kind::Choice(_) => "one of its options".into(),
            Kind::List { range, count, .. } => {
                let many = if count.start() == count.end() {
                    count.start().to_string()
                } else {
                    format!("{} to {}", count.start(), count.end())
                };
                let (low, high) = (short(*range.start()), short(*range.end()));
                format!("{many} numbers from {low} to {high}")
            }
        }
    }

    /// How far a value may be moved by [`Knob::clean`] without a word.
    pub fn tolerance(&self, value: f64) -> f64 {
        let digits = if matches!(self.kind, Kind::Log { .. }) { 5.1e-3 } else { 1e-9 };
        digits * value.abs().max(1.0)
    }

    /// The value at a fraction of the way from one end to the other.
    pub fn along(&self, fraction: f64) -> Value {
        if let Kind::List { range, count, .. } = &self.kind {
            let n = count.start().midpoint(*count.end());
            let span = range.end() - range.start();
            // Another height for each: a sawtooth that starts at the fraction.
            let at = |k: usize| range.start() + span * (fraction + 0.37 * k as f64).rem_euclid(1.0);
            return Value::List((0..n).map(at).collect());
        }
        let [low, high, _] = self.track();
        Value::Number(self.from_track(low + fraction * (high - low)))
    }

    /// The values at the two ends.
    pub fn extremes(&self) -> [Value; 2] {
        match &self.kind {
            Kind::List { range, count, .. } => [
                Value::List(vec![*range.start(); *count.start()]),
                Value::List(vec![*range.end(); *count.end()]),
            ],
            _ => [self.along(0.0), self.along(1.0)],
        }
    }

    /// The end of a slider's track, its other end, and the distance of neighbouring places.
    pub fn track(&self) -> [f64; 3] {
        match &self.kind {
            Kind::Slider { range, step, .. } | Kind::List { range, step, .. } => {
                [*range.start(), *range.end(), *step]
            }
            // One place more than the finite ones: infinity.
            Kind::Log { range, per_decade } => {
                [0.0, (per_decade * log10(range.end() / range.start())).round() + 1.0, 1.0]
            }
            Kind::Toggle => [0.0, 1.0, 1.0],
            Kind::Choice(options) => [0.0, options.len() as f64 - 1.0, 1.0],
        }
    }

    /// Where a value lies on the track.
    pub fn to_track(&self, value: f64) -> f64 {
        match &self.kind {
            Kind::Log { .. } if value == f64::INFINITY => self.track()[1],
            Kind::Log { range, per_decade } => per_decade * log10(value / range.start()),
            _ => value,
        }
    }

    /// The value at a place of the track.
    pub fn from_track(&self, place: f64) -> f64 {
        match &self.kind {
            Kind::Log { .. } if place > self.track()[1] - 0.5 => f64::INFINITY,
            Kind::Log { range, per_decade } => {
                let power = exp(place / per_decade * core::f64::consts::LN_10);
                three_digits((range.start() * power).min(*range.end()))
            }
            _ => place,
        }
    }
}

fn log10(x: f64) -> f64 {
    ln(x) / core::f64::consts::LN_10
}

/// The decimal number of three significant digits nearest to `value`.
fn three_digits(value: f64) -> f64 {
    format!("{value:.2e}").parse().expect("a printed number can be read")
}

fn on_grid(value: f64, range: &RangeInclusive<f64>, step: f64) -> f64 {
    let (low, high) = (*range.start(), *range.end());
    snap(value.clamp(low, high), step).clamp(low, high)
}

/// The multiple of `step` nearest to `value`, as the decimal number that prints shortest:
/// 3 × 0.1 becomes 0.3, not 0.30000000000000004.
fn snap(value: f64, step: f64) -> f64 {
    let count = (value / step).round();
    let per_unit = (1.0 / step).round();
    if (per_unit * step - 1.0).abs() < 1e-9 { count / per_unit } else { count * step }
}

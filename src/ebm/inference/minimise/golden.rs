//! Golden-section search:  shrink a bracket by 0.618 with each value. Kiefer (1953).

use crate::inference::minimise::line::{Bracket, GOLDEN};

/// A bracket [low, high] with two inner points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Golden {
    low: f64,
    high: f64,
    /// The inner points (x, f(x)), the left one first.
    inner: [[f64; 2]; 2],
}

// region: golden
impl Golden {
    /// Starts from three points, the middle one the lowest and at the golden section of the rest,
    /// as [`Bracket::widen`] leaves them. It asks for one value.
    pub fn start(bracket: &Bracket, f: &mut dyn FnMut(f64) -> f64) -> Self {
        let [a, b, c] = bracket.points;
        let (low, high) = (a[0].min(c[0]), a[0].max(c[0]));
        let mirrored = low + high - b[0];
        let other = [mirrored, f(mirrored)];
        Self { low, high, inner: if b[0] < mirrored { [b, other] } else { [other, b] } }
    }

    /// Drops the end beyond the higher inner point and asks for one new value.
    pub fn step(&mut self, f: &mut dyn FnMut(f64) -> f64) {
        let [left, right] = self.inner;
        if left[1] < right[1] {
            self.high = right[0];
            let x = self.high - (self.high - self.low) / GOLDEN;
            self.inner = [[x, f(x)], left];
        } else {
            self.low = left[0];
            let x = self.low + (self.high - self.low) / GOLDEN;
            self.inner = [right, [x, f(x)]];
        }
    }

    /// The better inner point (x, f(x)).
    pub fn best(&self) -> [f64; 2] {
        let [left, right] = self.inner;
        if left[1] < right[1] { left } else { right }
    }

    /// The ends between which the minimum lies.
    pub fn ends(&self) -> [f64; 2] {
        [self.low, self.high]
    }
}
// endregion: golden

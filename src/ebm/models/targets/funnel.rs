//! Neal's funnel: the width of one coordinate depends exponentially on the other.

use super::Energy;
use crate::math::num::exp;

/// The standard deviation of v.
const S: f64 = 3.0;

/// How far the funnel is moved up.
const SHIFT: f64 = 2.0;

/// v = x₂ - 2 ~ N(0, 3²) and x₁ | v ~ N(0, e^v), so E(x) = v²/18 + x₁² e^-v/2 + v/2 and
/// Z = 2π · 3 (Neal, 2003; moved up by 2).
#[derive(Clone, Copy, Debug)]
pub struct Funnel;

impl Energy for Funnel {
    fn energy(&self, x: [f64; 2]) -> f64 {
        let v = x[1] - SHIFT;
        v * v / (2.0 * S * S) + 0.5 * x[0] * x[0] * exp(-v) + 0.5 * v
    }

    fn gradient(&self, x: [f64; 2]) -> [f64; 2] {
        let v = x[1] - SHIFT;
        let narrow = exp(-v);
        [x[0] * narrow, v / (S * S) - 0.5 * x[0] * x[0] * narrow + 0.5]
    }
}

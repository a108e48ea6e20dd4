//! The squiggle: a normal distribution sheared by a sine.

use super::{Energy, Normal};
use crate::math::num::{cos, sin};

/// The straight distribution.
const STRAIGHT: Normal = Normal { mean: [0.0; 2], covariance: [2.0, 0.25, 0.5] };

/// E(x) = E_straight(x₁, x₂ + sin 5x₁). The shear keeps areas, so Z = 2π sqrt(det Σ).
#[derive(Clone, Copy, Debug)]
pub struct Squiggle;

impl Energy for Squiggle {
    fn energy(&self, x: [f64; 2]) -> f64 {
        STRAIGHT.energy([x[0], x[1] + sin(5.0 * x[0])])
    }

    fn gradient(&self, x: [f64; 2]) -> [f64; 2] {
        let [g1, g2] = STRAIGHT.gradient([x[0], x[1] + sin(5.0 * x[0])]);
        [g1 + g2 * 5.0 * cos(5.0 * x[0]), g2]
    }
}

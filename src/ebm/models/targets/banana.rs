//! The banana: a normal distribution bent along a parabola.

use super::{Energy, Normal};

/// How much x₁ is stretched, and how much the parabola bends.
const A: f64 = 2.0;
const B: f64 = 0.2;

/// The straight distribution: mean (0, 4), variances 1, covariance ½.
const STRAIGHT: Normal = Normal { mean: [0.0, 4.0], covariance: [1.0, 0.5, 1.0] };

/// E(x) = E_straight(y) with y₁ = x₁/a, y₂ = a x₂ + ab (x₁² + a²). The map keeps areas, so
/// Z = 2π sqrt(3/4).
#[derive(Clone, Copy, Debug)]
pub struct Banana;

fn straighten(x: [f64; 2]) -> [f64; 2] {
    [x[0] / A, A * x[1] + A * B * (x[0] * x[0] + A * A)]
}

impl Energy for Banana {
    fn energy(&self, x: [f64; 2]) -> f64 {
        STRAIGHT.energy(straighten(x))
    }

    fn gradient(&self, x: [f64; 2]) -> [f64; 2] {
        let [g1, g2] = STRAIGHT.gradient(straighten(x));
        [g1 / A + g2 * 2.0 * A * B * x[0], g2 * A]
    }
}

//! The horn of data:  y = (ρ₁(x) cos θ, ρ₂(x) sin θ) + noise, with the angle θ never observed.
//!
//! LeCun & Canziani, Deep Learning (NYU, spring 2020), week 15, with the lecture's own numbers
//! α = 1.5, β = 2, noise 1/20. The lecture writes one symbol ε in both rows; here each row draws
//! its own, so the noise has no preferred direction.

use crate::math::{
    num::{TAU, cos, exp, sin},
    rng::Rng,
};

/// The process that made the data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Horn {
    /// Half-width of the ellipse at x = 1, before the growth e^{2x}; half-height at x = 0.
    pub alpha: f64,
    /// Half-width of the ellipse at x = 0; half-height at x = 1, before the growth.
    pub beta: f64,
    /// Standard deviation of the noise in each row of y.
    pub noise: f64,
}

impl Default for Horn {
    fn default() -> Self {
        Self { alpha: 1.5, beta: 2.0, noise: 1.0 / 20.0 }
    }
}

impl Horn {
    /// The half-axes ρ(x) = (αx + β(1-x), βx + α(1-x)) e^{2x} of the ellipse at input x in [0, 1].
    pub fn radii(&self, x: f64) -> [f64; 2] {
        let growth = exp(2.0 * x);
        [
            (self.alpha * x + self.beta * (1.0 - x)) * growth,
            (self.beta * x + self.alpha * (1.0 - x)) * growth,
        ]
    }

    /// The noise-free y at input x and hidden angle θ.
    pub fn point(&self, x: f64, theta: f64) -> [f64; 2] {
        let [r1, r2] = self.radii(x);
        [r1 * cos(theta), r2 * sin(theta)]
    }

    /// One observation y at input x: θ ~ U(0, 2π), noise ~ N(0, noise²) in each row.
    pub fn sample(&self, x: f64, rng: &mut Rng) -> [f64; 2] {
        let [y1, y2] = self.point(x, TAU * rng.uniform());
        [y1 + self.noise * rng.normal(), y2 + self.noise * rng.normal()]
    }

    /// The conditional mean E[y | x]: the answer of a perfect least-squares regression.
    /// Both cos θ and sin θ average to zero over a turn, so it is the origin at every x.
    pub fn mean(&self, _x: f64) -> [f64; 2] {
        [0.0, 0.0]
    }
}

/// How many samples the lecture draws at x = 0.
pub const SAMPLES: usize = 24;

/// The seed of the book's 24 samples at x = 0. It was chosen so that sample 23 (counting from 1)
/// lies near the right end of the ellipse, as in the lecture's Figures 5 and 6; a test says so.
pub const LECTURE_SEED: u32 = 2634;

/// The 24 samples at x = 0.
pub fn samples(rng: &mut Rng) -> Vec<[f64; 2]> {
    let horn = Horn::default();
    (0..SAMPLES).map(|_| horn.sample(0.0, rng)).collect()
}

//! Two wells and a barrier between them.

use super::Energy;
use crate::math::num::{PI, exp};

/// E(x) = h ((x₁/1.5)² - 1)² + x₂²/2: wells at x₁ = ±1.5, a barrier of height h at 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DoubleWell {
    /// The height of the barrier h.
    pub barrier: f64,
}

impl DoubleWell {
    /// Where the right well lies.
    pub const WELL: f64 = 1.5;

    /// E along x₁, with x₂ = 0.
    pub fn profile(&self, x: f64) -> f64 {
        let u = x / Self::WELL;
        self.barrier * (u * u - 1.0) * (u * u - 1.0)
    }

    /// dE/dx₁.
    pub fn slope(&self, x: f64) -> f64 {
        let u = x / Self::WELL;
        4.0 * self.barrier * u * (u * u - 1.0) / Self::WELL
    }

    // region: kramers
    /// Kramers' mean time from one well to the other, 2π e^(h/T) / sqrt(E''(well) |E''(top)|), in
    /// units of step size times steps; right for h far above T (Kramers, 1940, eq. 17).
    pub fn kramers(&self, temperature: f64) -> f64 {
        let bend = 8.0 * self.barrier / (Self::WELL * Self::WELL);
        let top = 4.0 * self.barrier / (Self::WELL * Self::WELL);
        2.0 * PI / (bend * top).sqrt() * exp(self.barrier / temperature)
    }

    /// The exact mean time of first passage from the left well to the right one for η → 0,
    /// 1/T ∫_-1.5^1.5 dy e^(E(y)/T) ∫_-∞^y dz e^(-E(z)/T).
    pub fn passage(&self, temperature: f64) -> f64 {
        const CELLS: usize = 4000;
        const FAR: f64 = 3.0 * DoubleWell::WELL;
        let width = (Self::WELL + FAR) / CELLS as f64;
        let (mut below, mut time) = (0.0, 0.0);
        for i in 0..CELLS {
            let y = -FAR + width * (i as f64 + 0.5);
            let inner = width * exp(-self.profile(y) / temperature);
            // Half of this cell's own weight lies below its middle.
            if y > -Self::WELL {
                let weight = exp(self.profile(y) / temperature);
                time += width * weight * (below + 0.5 * inner);
            }
            below += inner;
        }
        time / temperature
    }
    // endregion: kramers
}

impl Energy for DoubleWell {
    fn energy(&self, x: [f64; 2]) -> f64 {
        self.profile(x[0]) + 0.5 * x[1] * x[1]
    }

    fn gradient(&self, x: [f64; 2]) -> [f64; 2] {
        [self.slope(x[0]), x[1]]
    }
}

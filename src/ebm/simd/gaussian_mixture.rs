//! Eight equal round Gaussians in the plane, as an energy, and Langevin dynamics in it.

use crate::{
    math::num::{TAU, cos, sin},
    simd::{Lanes, elementary::Elementary, generator::Generator, points_soa::Points},
};

/// How many Gaussians.
pub const K: usize = 8;

/// E(x) = -ln 1/K Σ_k exp(-|x - μ_k|² / 2σ²), so that e^-E is the density up to 2πσ².
#[derive(Clone, Debug)]
pub struct Mixture {
    means: [[f32; 2]; K],
    sigma: f32,
}

impl Mixture {
    /// Gaussians of width `sigma`, evenly spaced on a circle of radius `radius` about the origin.
    pub fn ring(radius: f32, sigma: f32) -> Self {
        let mean = |k: usize| {
            let turn = TAU * k as f64 / K as f64;
            [radius * cos(turn) as f32, radius * sin(turn) as f32]
        };
        Self::new(core::array::from_fn(mean), sigma)
    }

    /// A mixture with these means and the common width `sigma`.
    pub fn new(means: [[f32; 2]; K], sigma: f32) -> Self {
        Self { means, sigma }
    }

    // region: langevin
    /// `steps` steps of x ← x - η ∇E(x) + sqrt(2ηT) n for every point of the cloud, n a new standard
    /// normal each (Roberts & Tweedie, 1996, eq. 2; unadjusted).
    ///
    /// Here ∇E = (x - Σ_k p_k μ_k) / σ², where p_k is the share of Gaussian k at x.
    #[inline(never)]
    pub fn langevin(
        &self,
        cloud: &mut Points,
        steps: usize,
        eta: f32,
        temperature: f32,
        generator: &mut Generator,
    ) {
        let functions = Elementary::new();
        let shares = Shares::of(self);
        let pull = Lanes::splat(eta / (self.sigma * self.sigma));
        let noise = Lanes::splat((2.0 * eta * temperature).sqrt());
        for (px, py) in cloud.eights_mut() {
            let (mut x, mut y) = (Lanes::new(*px), Lanes::new(*py));
            for _ in 0..steps {
                let [mean_x, mean_y] = shares.mean([x, y], &functions);
                let (n, m) = generator.normals(&functions);
                x = x - pull * (x - mean_x) + noise * n;
                y = y - pull * (y - mean_y) + noise * m;
            }
            (*px, *py) = (x.to_array(), y.to_array());
        }
    }
    // endregion: langevin
}

/// The shares p_k = e^(u_k) / Σ e^(u_j). The part of u that all k have in common is left out, so u_k
/// is linear: (x·μ_k - |μ_k|²/2) / σ², times log₂ e because the exponential is a power of two.
struct Shares {
    slope_x: [Lanes; K],
    slope_y: [Lanes; K],
    start: [Lanes; K],
    mean_x: [Lanes; K],
    mean_y: [Lanes; K],
}

impl Shares {
    fn of(mixture: &Mixture) -> Self {
        let scale = core::f32::consts::LOG2_E / (mixture.sigma * mixture.sigma);
        let each = |f: &dyn Fn([f32; 2]) -> f32| mixture.means.map(|mean| Lanes::splat(f(mean)));
        Self {
            slope_x: each(&|m| scale * m[0]),
            slope_y: each(&|m| scale * m[1]),
            start: each(&|m| -0.5 * scale * (m[0] * m[0] + m[1] * m[1])),
            mean_x: each(&|m| m[0]),
            mean_y: each(&|m| m[1]),
        }
    }

    /// Σ_k p_k μ_k at eight points.
    #[inline]
    fn mean(&self, [x, y]: [Lanes; 2], functions: &Elementary) -> [Lanes; 2] {
        let u: [Lanes; K] =
            core::array::from_fn(|k| self.slope_x[k] * x + (self.slope_y[k] * y + self.start[k]));
        let pairs =
            [u[0].fast_max(u[1]), u[2].fast_max(u[3]), u[4].fast_max(u[5]), u[6].fast_max(u[7])];
        let most = pairs[0].fast_max(pairs[1]).fast_max(pairs[2].fast_max(pairs[3]));
        let (mut sum, mut sum_x, mut sum_y) = (Lanes::ZERO, Lanes::ZERO, Lanes::ZERO);
        // Two at a time: neither waits for the other.
        for k in 0..K / 2 {
            let j = k + K / 2;
            let [a, b] = [u[k], u[j]].map(|u| functions.exp2(functions.floor(u - most)));
            sum += a + b;
            sum_x += a * self.mean_x[k] + b * self.mean_x[j];
            sum_y += a * self.mean_y[k] + b * self.mean_y[j];
        }
        let share = Lanes::ONE / sum;
        [sum_x * share, sum_y * share]
    }
}

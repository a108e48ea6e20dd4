//! The variational free energy of one latent z with the prior p = N(0, 1) and a Gaussian q = N(m, s²):
//!
//!   F̃ = ⟨E⟩_q + KL(q ‖ p)/β = F + KL(q ‖ q*)/β,   F = -1/β ln ∫ p e^(-βE) dz,   q* ∝ p e^(-βE)
//!
//! (Neal & Hinton, 1998; LeCun, Deep Learning, NYU, spring 2023).

use crate::math::{
    num::{TAU, exp, ln},
    quadrature::{integrate, simpson},
};

/// Half the stretch of z over which the exact distribution is integrated.
pub const REACH: f64 = 6.0;

/// Intervals of the quadratures.
const INTERVALS: usize = 480;

/// An energy of z and its slope.
pub trait Landscape {
    /// E(z).
    fn energy(&self, z: f64) -> f64;
    /// dE/dz.
    fn slope(&self, z: f64) -> f64;
}

/// A Gaussian over z.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gaussian {
    /// The mean m.
    pub mean: f64,
    /// The standard deviation s.
    pub deviation: f64,
}

impl Gaussian {
    /// ln q(z).
    pub fn log_density(&self, z: f64) -> f64 {
        let t = (z - self.mean) / self.deviation;
        -0.5 * t * t - ln(self.deviation) - 0.5 * ln(TAU)
    }

    /// ⟨f(z)⟩ under q: Simpson's rule over eight standard deviations to either side.
    pub fn mean_of(&self, f: impl Fn(f64) -> f64) -> f64 {
        let (low, high) = (self.mean - 8.0 * self.deviation, self.mean + 8.0 * self.deviation);
        integrate(&simpson(low, high, INTERVALS), |z| exp(self.log_density(z)) * f(z))
    }

    // region: kl
    /// KL(q ‖ N(0, 1)) = ½ (m² + s² - ln s² - 1), in nats.
    pub fn divergence(&self) -> f64 {
        let (m, s) = (self.mean, self.deviation);
        0.5 * (m * m + s * s - ln(s * s) - 1.0)
    }

    /// Its slopes by m and by s: m and s - 1/s.
    pub fn divergence_slope(&self) -> [f64; 2] {
        [self.mean, self.deviation - 1.0 / self.deviation]
    }
    // endregion: kl

    /// S = ½ ln 2πe s², in nats.
    pub fn entropy(&self) -> f64 {
        0.5 * ln(TAU * core::f64::consts::E * self.deviation * self.deviation)
    }
}

// region: variational
/// F̃ = ⟨E⟩_q + KL(q ‖ p)/β.
pub fn variational(landscape: &dyn Landscape, beta: f64, q: &Gaussian) -> f64 {
    q.mean_of(|z| landscape.energy(z)) + q.divergence() / beta
}

/// Its slopes by m and by s: with z = m + s x, ∂⟨E⟩/∂m = ⟨E'⟩ and ∂⟨E⟩/∂s = ⟨x E'⟩.
pub fn variational_slope(landscape: &dyn Landscape, beta: f64, q: &Gaussian) -> [f64; 2] {
    let [dm, ds] = q.divergence_slope();
    let by_mean = q.mean_of(|z| landscape.slope(z));
    let by_deviation = q.mean_of(|z| (z - q.mean) / q.deviation * landscape.slope(z));
    [by_mean + dm / beta, by_deviation + ds / beta]
}
// endregion: variational

/// The Gibbs posterior q*(z) = p(z) e^(-βE(z))/Z on [-6, 6].
#[derive(Clone, Debug, PartialEq)]
pub struct Exact {
    /// F = -1/β ln Z.
    pub free_energy: f64,
    /// Its mean and standard deviation.
    pub moments: Gaussian,
    beta: f64,
}

const PRIOR: Gaussian = Gaussian { mean: 0.0, deviation: 1.0 };

impl Exact {
    /// By quadrature.
    pub fn new(landscape: &dyn Landscape, beta: f64) -> Self {
        let rule = simpson(-REACH, REACH, 2 * INTERVALS);
        let log = |z: f64| PRIOR.log_density(z) - beta * landscape.energy(z);
        let most = rule.iter().map(|n| log(n[0])).fold(f64::NEG_INFINITY, f64::max);
        let z = integrate(&rule, |z| exp(log(z) - most));
        let mean = integrate(&rule, |z| z * exp(log(z) - most)) / z;
        let square = integrate(&rule, |z| (z - mean) * (z - mean) * exp(log(z) - most)) / z;
        let moments = Gaussian { mean, deviation: square.sqrt() };
        Self { free_energy: -(ln(z) + most) / beta, moments, beta }
    }

    /// ln q*(z).
    pub fn log_density(&self, landscape: &dyn Landscape, z: f64) -> f64 {
        PRIOR.log_density(z) + self.beta * (self.free_energy - landscape.energy(z))
    }

    /// KL(q ‖ q*), in nats, by quadrature over q.
    pub fn gap(&self, landscape: &dyn Landscape, q: &Gaussian) -> f64 {
        q.mean_of(|z| q.log_density(z) - self.log_density(landscape, z))
    }
}

/// The information that a small cube of side s within a large one of side r gives, d ln(r/s), in nats.
pub fn cube_information(dimensions: f64, large: f64, small: f64) -> f64 {
    dimensions * ln(large / small)
}

//! A drawn energy:  a polygonal line over an interval, whose integrals have closed forms.
//!
//! On a segment of length h from E₀ to E₁, with x = β(E₁ - E₀),
//! ∫ e^(-βE) = h e^(-βE₀) φ(x) with φ(x) = (1 - e^(-x))/x, and
//! ∫ E e^(-βE) = h e^(-βE₀) (E₀ φ(x) + (E₁ - E₀) ψ(x)) with ψ(x) = ∫₀¹ t e^(-xt) dt.

use crate::{
    inference::gibbs::minimum,
    math::num::{exp, exp_m1, ln},
};

/// An energy on [low, high]: values at evenly spaced nodes, straight lines between them.
#[derive(Clone, Debug, PartialEq)]
pub struct PiecewiseLinear {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The energies at the nodes, at least two.
    pub energies: Vec<f64>,
}

/// What the Gibbs distribution of an energy amounts to at one temperature.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thermal {
    /// ln Z.
    pub log_z: f64,
    /// ⟨E⟩.
    pub mean_energy: f64,
    /// S = -∫ p ln p, in nats. For a density it may be negative.
    pub entropy: f64,
    /// F = -T ln Z = ⟨E⟩ - T S.
    pub free_energy: f64,
}

impl PiecewiseLinear {
    fn spacing(&self) -> f64 {
        (self.high - self.low) / (self.energies.len() - 1) as f64
    }

    /// The node positions.
    pub fn nodes(&self) -> Vec<f64> {
        (0..self.energies.len()).map(|k| self.low + self.spacing() * k as f64).collect()
    }

    /// E(y), for y in [low, high].
    pub fn energy(&self, y: f64) -> f64 {
        let last = self.energies.len() - 2;
        let place = ((y - self.low) / self.spacing()).clamp(0.0, (last + 1) as f64);
        let k = (place as usize).min(last);
        let t = place - k as f64;
        (1.0 - t) * self.energies[k] + t * self.energies[k + 1]
    }

    // region: thermal
    /// Z, ⟨E⟩, S and F at inverse temperature β > 0, exactly.
    pub fn thermal(&self, beta: f64) -> Thermal {
        let (h, least) = (self.spacing(), minimum(&self.energies));
        let (mut z, mut weighted) = (0.0, 0.0);
        for ends in self.energies.windows(2) {
            // Measured from the lower end, so that no exponent is positive.
            let (low, rise) = (ends[0].min(ends[1]) - least, (ends[1] - ends[0]).abs());
            let weight = h * exp(-beta * low);
            z += weight * phi(beta * rise);
            weighted += weight * (low * phi(beta * rise) + rise * psi(beta * rise));
        }
        let log_z = ln(z) - beta * least;
        let mean_energy = least + weighted / z;
        let free_energy = -log_z / beta;
        Thermal { log_z, mean_energy, entropy: beta * (mean_energy - free_energy), free_energy }
    }
    // endregion: thermal

    /// p(y) = e^(-βE(y)) / Z.
    pub fn density(&self, beta: f64, y: f64) -> f64 {
        exp(-beta * self.energy(y) - self.thermal(beta).log_z)
    }
}

/// φ(x) = (1 - e^(-x))/x = ∫₀¹ e^(-xt) dt, for x ≥ 0.
fn phi(x: f64) -> f64 {
    if x == 0.0 { 1.0 } else { -exp_m1(-x) / x }
}

/// ψ(x) = ∫₀¹ t e^(-xt) dt = (1 - (1 + x) e^(-x))/x², for x ≥ 0; its series where that cancels.
fn psi(x: f64) -> f64 {
    if x > 1.0 {
        return (1.0 - (1.0 + x) * exp(-x)) / (x * x);
    }
    let (mut sum, mut term) = (0.0, 1.0);
    for k in 0..20 {
        sum += term / f64::from(k + 2);
        term *= -x / f64::from(k + 1);
    }
    sum
}

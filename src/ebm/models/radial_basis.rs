//! A small parametric energy on [-3, 3]:  E_w(y) = Σ_j w_j φ_j(y), φ_j a bump at its centre c_j.
//!
//! Its negative log-likelihood is the mean energy of the data plus 1/β ln Z, and the gradient is
//! ⟨φ_j⟩ of the data less ⟨φ_j⟩ of the model. LeCun, Deep Learning (NYU, spring 2023), lecture on
//! energy-based models; LeCun et al. (2006), section 2.2.4.

use crate::math::{
    num::{exp, ln},
    quadrature::{integrate, simpson},
    rng::Rng,
};

/// The interval on which y lives.
pub const RANGE: [f64; 2] = [-3.0, 3.0];

/// How many bumps there are.
pub const BUMPS: usize = 9;

/// The standard width of a bump.
pub const WIDTH: f64 = 0.5;

/// How many intervals the quadrature has.
const INTERVALS: usize = 600;

/// The centre of the j-th bump: -2.8, -2.1, ..., 2.8.
pub fn centre(j: usize) -> f64 {
    0.7 * (j as f64 - (BUMPS - 1) as f64 / 2.0)
}

/// φ_j(y) = exp(-(y - c_j)² / 2·0.5²) = ∂E/∂w_j.
pub fn bump(j: usize, y: f64) -> f64 {
    let u = (y - centre(j)) / WIDTH;
    exp(-0.5 * u * u)
}

/// E_w(y) = Σ w_j φ_j(y).
pub fn energy(w: &[f64; BUMPS], y: f64) -> f64 {
    (0..BUMPS).map(|j| w[j] * bump(j, y)).sum()
}

/// The Gibbs distribution of E_w at one β, by quadrature.
#[derive(Clone, Debug)]
pub struct Model {
    rule: Vec<[f64; 2]>,
    beta: f64,
    /// ln Z.
    pub log_z: f64,
    /// p at the nodes of the rule.
    density: Vec<f64>,
}

impl Model {
    /// Computes Z and the density; 0 < β < ∞.
    pub fn new(w: &[f64; BUMPS], beta: f64) -> Self {
        let rule = simpson(RANGE[0], RANGE[1], INTERVALS);
        let energies: Vec<f64> = rule.iter().map(|&[y, _]| energy(w, y)).collect();
        let least = energies.iter().copied().fold(f64::INFINITY, f64::min);
        let weights: Vec<f64> = energies.iter().map(|e| exp(-beta * (e - least))).collect();
        let z: f64 = rule.iter().zip(&weights).map(|([_, weight], p)| weight * p).sum();
        let density = weights.into_iter().map(|p| p / z).collect();
        Self { rule, beta, log_z: ln(z) - beta * least, density }
    }

    /// The density as a curve (y, p(y)).
    pub fn curve(&self) -> Vec<[f64; 2]> {
        self.rule.iter().zip(&self.density).map(|(&[y, _], &p)| [y, p]).collect()
    }

    /// ⟨φ_j⟩ under the model, for all j.
    pub fn mean_bumps(&self) -> [f64; BUMPS] {
        let weights = self.rule.iter().zip(&self.density).map(|(&[y, w], &p)| [y, w * p]);
        let weights: Vec<[f64; 2]> = weights.collect();
        core::array::from_fn(|j| integrate(&weights, |y| bump(j, y)))
    }

    /// One draw, by inverting the distribution function on the nodes.
    pub fn sample(&self, rng: &mut Rng) -> f64 {
        let u = rng.uniform();
        let mut below = 0.0;
        for k in 1..self.rule.len() {
            let step = self.rule[k][0] - self.rule[k - 1][0];
            let mass = f64::midpoint(self.density[k - 1], self.density[k]) * step;
            if below + mass >= u && mass > 0.0 {
                return self.rule[k - 1][0] + step * (u - below) / mass;
            }
            below += mass;
        }
        RANGE[1]
    }

    // region: likelihood
    /// L(w) = ⟨E_w⟩_data + 1/β ln Z: the mean of -1/β ln p over the data.
    pub fn loss(&self, w: &[f64; BUMPS], data: &[f64]) -> f64 {
        let push = data.iter().map(|&y| energy(w, y)).sum::<f64>() / data.len() as f64;
        push + self.log_z / self.beta
    }

    /// ∂L/∂w_j = ⟨φ_j⟩_data - ⟨φ_j⟩_model.
    pub fn loss_dw(&self, data: &[f64]) -> [f64; BUMPS] {
        let (push, pull) = (data_bumps(data), self.mean_bumps());
        core::array::from_fn(|j| push[j] - pull[j])
    }
    // endregion: likelihood
}

/// ⟨φ_j⟩ over the data, for all j; at least one datum.
pub fn data_bumps(data: &[f64]) -> [f64; BUMPS] {
    core::array::from_fn(|j| data.iter().map(|&y| bump(j, y)).sum::<f64>() / data.len() as f64)
}

//! An energy with one parameter a cell: maximum likelihood in its barest form.

use crate::math::num::{exp, ln};

/// E_j for each of n cells of equal width, and p_j = e^(-E_j) / Σ e^(-E_i).
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The energies E_j.
    pub energies: Vec<f64>,
}

impl Table {
    /// ln Z = ln Σ e^(-E_j).
    pub fn log_z(&self) -> f64 {
        let least = self.energies.iter().copied().fold(f64::INFINITY, f64::min);
        let sum: f64 = self.energies.iter().map(|e| exp(least - e)).sum();
        ln(sum) - least
    }

    /// p_j, which adds up to one.
    pub fn probabilities(&self) -> Vec<f64> {
        let log_z = self.log_z();
        self.energies.iter().map(|e| exp(-e - log_z)).collect()
    }

    // region: loss
    /// The negative log-likelihood a datum, Σ d_j E_j + ln Z, where d_j is the share of the data in
    /// cell j.
    pub fn loss(&self, data: &[f64]) -> f64 {
        let energy: f64 = data.iter().zip(&self.energies).map(|(d, e)| d * e).sum();
        energy + self.log_z()
    }

    /// ∂loss/∂E_j = d_j - p_j: the push of the data less the pull of the model.
    pub fn gradient(&self, data: &[f64]) -> Vec<f64> {
        data.iter().zip(self.probabilities()).map(|(d, p)| d - p).collect()
    }
    // endregion: loss

    // region: step
    /// E ← E - η K (d - p). K shares each cell's slope with its neighbours, as parameters that act on
    /// more than one place do: K_ij ∝ exp(-(i - j)²/2r²), rows summing to one away from the ends.
    pub fn step(&mut self, data: &[f64], eta: f64, reach: f64) {
        let slope = self.gradient(data);
        let kernel = kernel(reach);
        let half = kernel.len() / 2;
        for (i, e) in self.energies.iter_mut().enumerate() {
            let near = kernel.iter().enumerate().filter_map(|(k, weight)| {
                (i + k).checked_sub(half).and_then(|j| slope.get(j)).map(|slope| weight * slope)
            });
            *e -= eta * near.sum::<f64>();
        }
    }
    // endregion: step
}

/// Weights of the neighbours up to three reaches away, the cell itself in the middle.
fn kernel(reach: f64) -> Vec<f64> {
    if reach == 0.0 {
        return vec![1.0];
    }
    let half = (3.0 * reach).ceil();
    let weight = |k: usize| {
        let gap = (k as f64 - half) / reach;
        exp(-0.5 * gap * gap)
    };
    let weights: Vec<f64> = (0..=2 * half as usize).map(weight).collect();
    let sum: f64 = weights.iter().sum();
    weights.into_iter().map(|w| w / sum).collect()
}

/// The entropy of shares, -Σ d ln d, in nats.
pub fn entropy(shares: &[f64]) -> f64 {
    -shares.iter().filter(|d| **d > 0.0).map(|d| d * ln(*d)).sum::<f64>()
}

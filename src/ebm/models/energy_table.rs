//! A small table of energies E(y, z) and its Gibbs distribution: joint, marginal, conditional.
//!
//! p(y, z) = e^(-βE(y, z)) / Z;  p(y) = Σ_z p(y, z) = e^(-βF(y)) / Z with the free energy
//! F(y) = -1/β ln Σ_z e^(-βE(y, z));  p(z | y) = p(y, z) / p(y) = e^(-β(E(y, z) - F(y))).

use crate::{
    inference::{free_energy::soft_min, gibbs::softargmax},
    math::num::ln,
};

/// A table of energies, one row for each y, one column for each z.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The energies, row by row.
    pub energies: Vec<f64>,
    /// How many z there are.
    pub columns: usize,
}

// region: joint
impl Table {
    /// p(y, z), row by row, for 0 ≤ β ≤ ∞.
    pub fn joint(&self, beta: f64) -> Vec<f64> {
        softargmax(&self.energies, beta)
    }

    /// p(y) = Σ_z p(y, z).
    pub fn marginal_y(&self, beta: f64) -> Vec<f64> {
        self.joint(beta).chunks(self.columns).map(|row| row.iter().sum()).collect()
    }

    /// p(z) = Σ_y p(y, z).
    pub fn marginal_z(&self, beta: f64) -> Vec<f64> {
        let joint = self.joint(beta);
        (0..self.columns).map(|z| joint.iter().skip(z).step_by(self.columns).sum()).collect()
    }

    /// p(z | y): the Gibbs distribution of one row, whatever the others hold.
    pub fn z_given_y(&self, y: usize, beta: f64) -> Vec<f64> {
        softargmax(self.row(y), beta)
    }

    /// p(y | z): the Gibbs distribution of one column.
    pub fn y_given_z(&self, z: usize, beta: f64) -> Vec<f64> {
        let column: Vec<f64> =
            self.energies.iter().copied().skip(z).step_by(self.columns).collect();
        softargmax(&column, beta)
    }

    /// F(y) = -1/β ln Σ_z e^(-βE(y, z)), with the sum; min_z E(y, z) at β = ∞.
    pub fn free_energy(&self, y: usize, beta: f64) -> f64 {
        soft_min(self.row(y), beta) - ln(self.columns as f64) / beta
    }
}
// endregion: joint

impl Table {
    fn row(&self, y: usize) -> &[f64] {
        &self.energies[y * self.columns..(y + 1) * self.columns]
    }

    /// ln Z = ln Σ e^(-βE), for finite β; ln of the number of cells at β = 0.
    pub fn log_z(&self, beta: f64) -> f64 {
        let n = self.energies.len() as f64;
        ln(n) - if beta == 0.0 { 0.0 } else { beta * soft_min(&self.energies, beta) }
    }
}

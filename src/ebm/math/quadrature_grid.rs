//! A mesh over a square, borders included, with weights: sums over its nodes are integrals, and a
//! picture shows the very numbers that are summed.

use crate::math::{
    num::{exp, ln},
    quadrature::gregory,
};

/// `side` × `side` nodes over [-half, half]², row by row from the bottom.
#[derive(Clone, Debug)]
pub struct QuadratureGrid {
    /// The nodes' coordinates along either axis.
    pub places: Vec<f64>,
    weights: Vec<f64>,
}

impl QuadratureGrid {
    /// A mesh of at least 6 × 6 nodes with the weights of Gregory's rule.
    pub fn new(half: f64, side: usize) -> Self {
        let rule = gregory(-half, half, side - 1);
        let along = |k: usize| rule.iter().map(move |node| node[k]);
        let weights = along(1).flat_map(|v| along(1).map(move |u| u * v)).collect();
        Self { places: along(0).collect(), weights }
    }

    /// The nodes.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = [f64; 2]> {
        let side = self.places.len();
        (0..side * side).map(move |i| [self.places[i % side], self.places[i / side]])
    }

    /// ∫ f over the square, of f at the nodes.
    pub fn integral(&self, f: impl Fn(usize) -> f64) -> f64 {
        self.weights.iter().enumerate().map(|(i, weight)| weight * f(i)).sum()
    }

    /// ln Z = ln ∫ e^-E over the square, from the energies at the nodes.
    #[inline(never)]
    pub fn log_z(&self, energies: &[f64]) -> f64 {
        let least = energies.iter().copied().fold(f64::INFINITY, f64::min);
        ln(self.integral(|i| exp(least - energies[i]))) - least
    }

    /// ∫ p (E + ln Z): the mean negative log-likelihood of data of density p under e^-E/Z, in nats, from
    /// both at the nodes.
    #[inline(never)]
    pub fn cross_entropy(&self, density: &[f64], energies: &[f64], log_z: f64) -> f64 {
        self.integral(|i| density[i] * (energies[i] + log_z))
    }

    /// ∫ f e^-E/Z: the mean of f under the model, from both at the nodes.
    #[inline(never)]
    pub fn mean(&self, f: &[f64], energies: &[f64], log_z: f64) -> f64 {
        self.integral(|i| f[i] * exp(-energies[i] - log_z))
    }
}

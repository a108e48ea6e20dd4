//! The truth beside an energy in training: integrals over the square.

use core::ops::Range;
use std::rc::Rc;

use crate::ebm::{
    math::{cell_grid::WALL, num::ln, quadrature_grid::QuadratureGrid},
    models::{datasets::Blurred, perceptron::Perceptron},
    simd::points_soa::Points,
};

/// The nodes along either side of pictures, and of the sums that the read-outs give: of a trained energy
/// KL comes out to 1e-4 and to 1e-6.
pub(super) const NODES: usize = 49;
pub(super) const FINE: usize = 97;

/// The distribution of the data, which stays as it is while an energy learns, on a mesh.
#[derive(Clone, Debug)]
pub(super) struct Target {
    mesh: QuadratureGrid,
    /// Its density p at the nodes.
    pub(super) density: Vec<f64>,
    /// Its entropy -∫ p ln p, in nats.
    entropy: f64,
    /// Where it is a thousandth as dense as at its densest, 1; elsewhere 0.
    far: Vec<f64>,
}

impl Target {
    fn of(data: &Blurred, side: usize) -> Self {
        let mesh = QuadratureGrid::new(WALL, side);
        let density = data.density_on(&mesh.places);
        let surprise = |p: f64| if p > 0.0 { -p * ln(p) } else { 0.0 };
        let entropy = mesh.integral(|i| surprise(density[i]));
        let most = density.iter().copied().fold(0.0, f64::max);
        let far = density.iter().map(|&p| f64::from(u8::from(p < 1e-3 * most))).collect();
        Self { mesh, density, entropy, far }
    }

    /// The energy at some of the nodes.
    pub(super) fn energies(&self, energy: &Perceptron, which: Range<usize>) -> Vec<f64> {
        let nodes = self.mesh.nodes().skip(which.start).take(which.len());
        let nodes = Points::of(nodes.map(|p| p.map(|v| v as f32)));
        energy.energies(&nodes).into_iter().map(f64::from).collect()
    }

    /// The truth beside an energy that takes these values at the nodes.
    pub(super) fn beside(&self, energies: &[f64]) -> Exact {
        let log_z = self.mesh.log_z(energies);
        let nll = self.mesh.cross_entropy(&self.density, energies, log_z);
        let far = self.mesh.mean(&self.far, energies, log_z);
        let low = energies.iter().copied().fold(f64::INFINITY, f64::min);
        let high = energies.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Exact { log_z, kl: nll - self.entropy, nll, far, range: [low, high] }
    }
}

/// The data on the mesh of the pictures and on the fine one.
pub(super) fn targets(data: &Blurred) -> Rc<[Target; 2]> {
    Rc::new([NODES, FINE].map(|side| Target::of(data, side)))
}

/// The truth beside an energy, by quadrature over the square.
#[derive(Clone, Copy, Debug, Default)]
pub struct Exact {
    /// ln Z.
    pub log_z: f64,
    /// KL(data ‖ model) in nats.
    pub kl: f64,
    /// The mean negative log-likelihood of the data, in nats.
    pub nll: f64,
    /// The share of the model's probability where data are a thousandth as dense as at their densest.
    pub far: f64,
    /// The lowest and the highest energy.
    pub range: [f64; 2],
}

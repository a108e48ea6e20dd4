//! What the auto-encoder approximates, exactly: with a plane of latents the free energy of a sample
//! and its posterior can be summed up over cells.

use super::{Code, Vae};
use crate::math::num::{TAU, argsort, exp, ln};

/// Beyond ±REACH the prior leaves nothing to find.
const REACH: f64 = 5.0;

/// Cells along a side of the first grid.
const CELLS: usize = 32;

/// Cells that matter are quartered until there are so many: then a cell is about half as wide as a
/// Gaussian's deviation or less. And not more often than this.
const ENOUGH: usize = 1100;
const TIMES: usize = 8;

/// A cell matters when its energy lies at most so many nats above the lowest.
const MATTERS: f64 = 25.0;

/// Nodes along a side for averages over a Gaussian, and how many deviations they reach.
const NODES: usize = 24;
const DEVIATIONS: f64 = 5.0;

/// The free energy of a sample and its posterior q* ∝ p(z) e^(-βE).
#[derive(Clone, Debug, Default)]
pub struct Exact {
    /// F = -1/β ln ∫ p(z) e^(-βE(z)) dz, in nats.
    pub free_energy: f64,
    /// The cells, the most probable first: middle, half side, probability.
    pub cells: Vec<([f64; 2], f64, f64)>,
}

impl Exact {
    /// The fewest cells that hold a share of the probability, as pairs of opposite corners.
    pub fn region(&self, share: f64) -> Vec<[[f64; 2]; 2]> {
        let mut held = 0.0;
        let inside = self.cells.iter().take_while(|cell| {
            let before = held;
            held += cell.2;
            before < share
        });
        inside.map(|&([x, y], half, _)| [[x - half, y - half], [x + half, y + half]]).collect()
    }
}

// region: exact
/// F and q* by the midpoint rule, on cells that are quartered where q* has its probability. Rectified
/// units give E kinks; with those of the chapter's digits F is right to 0.005 nats.
pub fn exact(vae: &mut Vae, sample: &[f32]) -> Exact {
    let side = 2.0 * REACH / CELLS as f64;
    let middle = |i: usize| -REACH + side * (i as f64 + 0.5);
    let mut cells: Vec<[f64; 2]> =
        (0..CELLS * CELLS).map(|k| [middle(k % CELLS), middle(k / CELLS)]).collect();
    let (mut half, mut actions) = (0.5 * side, actions(vae, &cells, sample));
    for _ in 0..TIMES {
        let least = actions.iter().copied().fold(f64::INFINITY, f64::min);
        let matters = cells.iter().zip(&actions).filter(|(_, action)| **action < least + MATTERS);
        let kept: Vec<[f64; 2]> = matters.map(|(cell, _)| *cell).collect();
        if kept.len() >= ENOUGH {
            break;
        }
        half *= 0.5;
        let quarters = |[x, y]: [f64; 2]| {
            [[x - half, y - half], [x + half, y - half], [x - half, y + half], [x + half, y + half]]
        };
        cells = kept.into_iter().flat_map(quarters).collect();
        actions = self::actions(vae, &cells, sample);
    }
    let least = actions.iter().copied().fold(f64::INFINITY, f64::min);
    let weights: Vec<f64> = actions.iter().map(|action| exp(least - action)).collect();
    let sum: f64 = weights.iter().sum();
    let area = 4.0 * half * half;
    // The lowest action first, which is the highest weight.
    let cell = |i: usize| (cells[i], half, weights[i] / sum);
    let cells = argsort(&actions).into_iter().map(cell).collect();
    let beta = f64::from(vae.beta);
    Exact { free_energy: (least - ln(sum * area)) / beta, cells }
}
// endregion: exact

/// βE(z) - ln p(z) at each point.
fn actions(vae: &mut Vae, points: &[[f64; 2]], sample: &[f32]) -> Vec<f64> {
    let beta = f64::from(vae.beta);
    let energies = vae.energies(&narrow(points), sample);
    let prior = |[x, y]: &[f64; 2]| 0.5 * (x * x + y * y) + ln(TAU);
    energies.iter().zip(points).map(|(e, z)| beta * f64::from(*e) + prior(z)).collect()
}

/// ⟨E⟩ over the Gaussian of a code, by the midpoint rule, in nats.
pub fn mean_energy(vae: &mut Vae, code: &Code, sample: &[f32]) -> f64 {
    let step = 2.0 * DEVIATIONS / NODES as f64;
    let node = |i: usize| -DEVIATIONS + step * (i as f64 + 0.5);
    let nodes: Vec<[f64; 2]> =
        (0..NODES * NODES).map(|k| [node(k % NODES), node(k / NODES)]).collect();
    let sigma = code.deviation();
    let place = |n: &[f64; 2]| [0, 1].map(|k| f64::from(code.mean[k]) + sigma[k] * n[k]);
    let points: Vec<[f64; 2]> = nodes.iter().map(place).collect();
    let energies = vae.energies(&narrow(&points), sample);
    let weight = |[x, y]: &[f64; 2]| exp(-0.5 * (x * x + y * y));
    let weights: f64 = nodes.iter().map(weight).sum();
    let sum: f64 = energies.iter().zip(&nodes).map(|(e, n)| f64::from(*e) * weight(n)).sum();
    sum / weights
}

impl Code {
    /// The deviations σ of q.
    pub fn deviation(&self) -> [f64; 2] {
        self.log_variance.map(|v| exp(0.5 * f64::from(v)))
    }

    /// KL(q || N(0, 1)) = Σ (μ² + σ² - 1 - ln σ²) / 2, in nats.
    pub fn divergence(&self) -> f64 {
        let one = |(m, v): (&f32, &f32)| {
            let (m, v) = (f64::from(*m), f64::from(*v));
            0.5 * (m * m + exp(v) - 1.0 - v)
        };
        self.mean.iter().zip(&self.log_variance).map(one).sum()
    }
}

fn narrow(points: &[[f64; 2]]) -> Vec<[f32; 2]> {
    points.iter().map(|z| z.map(|v| v as f32)).collect()
}

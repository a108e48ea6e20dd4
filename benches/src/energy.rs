//! W3: one step of contrastive divergence on an energy 2-128-128-1: 256 data, 256 negatives by 20
//! steps of Langevin dynamics from noise, the gradient with its regulariser, Adam.

use ebm::{
    learning::adam::Adam,
    math::num,
    models::perceptron::{Perceptron, Step, Workspace},
    simd::{generator::Generator, points_soa::Points},
};

use crate::{Congruential, Workload};

const HIDDEN: usize = 128;
const BATCH: usize = 256;
const ETA: f32 = 0.02;
const ALPHA: f32 = 0.1;

/// The energy in training.
pub struct Contrastive {
    energy: Perceptron,
    adam: Adam,
    gradient: Vec<f32>,
    negatives: Points,
    work: Workspace,
    generator: Generator,
    step: u32,
}

impl Default for Contrastive {
    fn default() -> Self {
        Self::new()
    }
}

impl Contrastive {
    /// Before its first step.
    pub fn new() -> Self {
        let mut uniform = Congruential::new(12_345);
        let mut parameters = Vec::new();
        let widths =
            [(3 * HIDDEN, 1.0), (HIDDEN * HIDDEN, 0.15), (HIDDEN, 0.0), (HIDDEN, 0.15), (1, 0.0)];
        for (n, width) in widths {
            let draw = |_| if width > 0.0 { uniform.around_zero(width) } else { 0.0 };
            parameters.extend((0..n).map(draw));
        }
        Self {
            adam: Adam::new(parameters.len()),
            energy: Perceptron::with(HIDDEN, parameters),
            gradient: Vec::new(),
            negatives: Points::at_origin(BATCH),
            work: Workspace::default(),
            generator: Generator::new(1),
            step: 0,
        }
    }

    /// Point `t` of a noisy circle.
    fn datum(t: u32) -> [f32; 2] {
        let turn = f64::from(t.wrapping_mul(2_654_435_761) >> 8) / 16_777_216.0 * num::TAU;
        let jitter = f64::from((t.wrapping_mul(40_503) >> 4) & 1023) / 512.0 - 1.0;
        let radius = 1.5 + 0.1 * jitter;
        [(radius * num::cos(turn)) as f32, (radius * num::sin(turn)) as f32]
    }
}

impl Workload for Contrastive {
    fn run(&mut self) -> f32 {
        self.step += 1;
        self.negatives.draw(&mut self.generator);
        let step = Step::at(ETA, 1.0);
        self.energy.langevin(&mut self.negatives, 20, step, &mut self.generator);
        let first = self.step * BATCH as u32;
        let data: Vec<_> = (0..BATCH as u32).map(|i| Self::datum(first + i)).collect();
        let all: Vec<_> = data.into_iter().chain(self.negatives.points()).collect();
        let sign = |s: usize| if s < BATCH { 1.0 } else { -1.0 };
        let weight = |s: usize, e: f32| (sign(s) + 2.0 * ALPHA * e) / BATCH as f32;
        let all = Points::of(all.into_iter());
        let energies = self.energy.gradient(&all, &weight, &mut self.gradient, &mut self.work);
        self.energy.change(|w| self.adam.step(w, &self.gradient, 1e-3));
        energies.iter().enumerate().map(|(s, e)| sign(s) * e).sum::<f32>() / BATCH as f32
    }
}

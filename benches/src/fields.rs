//! W1: F_∞ and F_β at every point of a grid, 96 latents on an ellipse.

use ebm::{math::num, simd::soft_field::SoftField};

use crate::Workload;

const LATENTS: usize = 96;
const BETA: f32 = 4.0;

/// Both free energies on a square of `side` by `side` points, [-2, 2]².
pub struct FreeEnergies {
    side: usize,
    decoded: Vec<[f32; 2]>,
    f_inf: Vec<f32>,
    f_beta: Vec<f32>,
}

impl FreeEnergies {
    /// `side` is a multiple of 32.
    pub fn new(side: usize) -> Self {
        let decode = |k: usize| {
            let z = num::TAU * k as f64 / LATENTS as f64;
            [(1.5 * num::cos(z)) as f32, (0.8 * num::sin(z)) as f32]
        };
        let decoded = (0..LATENTS).map(decode).collect();
        let (f_inf, f_beta) = (vec![0.0; side * side], vec![0.0; side * side]);
        Self { side, decoded, f_inf, f_beta }
    }
}

impl Workload for FreeEnergies {
    fn run(&mut self) -> f32 {
        let spacing = 4.0 / self.side as f32;
        let first = -2.0 + 0.5 * spacing;
        let mut field = SoftField::new(&self.decoded, BETA, first, spacing);
        let rows = self.f_inf.chunks_exact_mut(self.side);
        for (j, (inf, beta)) in rows.zip(self.f_beta.chunks_exact_mut(self.side)).enumerate() {
            field.row(first + j as f32 * spacing, inf, beta);
        }
        let places = (0..64).map(|k| (k * 4099 + 77) % (self.side * self.side));
        places.map(|p| self.f_inf[p] + self.f_beta[p]).sum()
    }
}

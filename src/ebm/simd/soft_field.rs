//! F_∞ and F_β of squared distances on a grid, row by row.
//!
//! With E = |y - g|² the weight of a latent is e^(-βE) = e^(-β|y|²) e^(β(2y·g - |g|²)). Along a row
//! of the grid y·g grows evenly, so the weight of each latent is a geometric progression: one
//! exponential starts it, and multiplications carry it on.

use crate::{
    math::num,
    simd::{LANES, Lanes, elementary::Elementary},
};

/// How many vectors of points one exponential serves.
const RUN: usize = 4;

/// A weight of 2^-LEAST of the largest is none: thousands of them do not reach its last digit.
const LEAST: f32 = 40.0;

/// The points of a row come in blocks of this many.
pub const BLOCK: usize = RUN * LANES;

/// E = |y - g_k|² at one β, ready for the rows of a grid.
#[derive(Clone, Debug)]
pub struct SoftField {
    latents: Vec<Latent>,
    /// β log₂ e.
    scale: f32,
    first: f32,
    spacing: f32,
    /// Whether every weight grows by less than 2^20 over a block, so that a progression is safe.
    gentle: bool,
}

/// log₂ of a latent's weight, less what all have in common: u = `slope` y₁ + `start`.
#[derive(Clone, Copy, Debug)]
struct Latent {
    decoded: [f32; 2],
    slope: f32,
    start: f32,
    /// What the weight has grown by at each vector of a block.
    ratio: [f32; RUN],
}

impl SoftField {
    /// For latents decoded to `decoded` and 0 < β < ∞; the points of a row have the first
    /// coordinates `first`, `first + spacing`, ...
    pub fn new(decoded: &[[f32; 2]], beta: f32, first: f32, spacing: f32) -> Self {
        let scale = beta * core::f32::consts::LOG2_E;
        let growth = |slope: f32, vectors: usize| slope * spacing * (vectors * LANES) as f32;
        let two_to = |x: f32| num::exp(core::f64::consts::LN_2 * f64::from(x)) as f32;
        let latent = |&decoded: &[f32; 2]| {
            let slope = 2.0 * scale * decoded[0];
            let ratio = core::array::from_fn(|v| two_to(growth(slope, v)));
            Latent { decoded, slope, start: 0.0, ratio }
        };
        let latents: Vec<Latent> = decoded.iter().map(latent).collect();
        let gentle = latents.iter().all(|latent| growth(latent.slope, RUN).abs() < 20.0);
        Self { latents, scale, first, spacing, gentle }
    }

    // region: row
    /// F_∞ and F_β, with the mean over the latents, along the row whose second coordinate is `y2`.
    ///
    /// # Panics
    /// Where the slices differ in length or hold no whole number of [`BLOCK`]s.
    #[inline(never)]
    pub fn row(&mut self, y2: f32, f_inf: &mut [f32], f_beta: &mut [f32]) {
        let (inf, rest) = f_inf.as_chunks_mut::<BLOCK>();
        assert!(rest.is_empty() && inf.len() * BLOCK == f_beta.len(), "a row of whole blocks");
        let functions = Elementary::new();
        for Latent { decoded: g, start, .. } in &mut self.latents {
            *start = self.scale * (2.0 * y2 * g[1] - g[0] * g[0] - g[1] * g[1]);
        }
        let unit = Lanes::splat(1.0 / self.scale);
        let share = Lanes::splat(1.0 / self.latents.len() as f32);
        for (b, (inf, beta)) in inf.iter_mut().zip(f_beta.as_chunks_mut::<BLOCK>().0).enumerate() {
            let y1 = self.block(b);
            let (most, sums) = if self.gentle {
                self.progressions(&y1, &functions)
            } else {
                self.weights(&y1, &functions)
            };
            for (v, place) in inf.as_chunks_mut().0.iter_mut().enumerate() {
                let square = y1[v] * y1[v] + Lanes::splat(y2 * y2);
                *place = (square - most[v] * unit).to_array();
            }
            for (v, place) in beta.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
                let square = y1[v] * y1[v] + Lanes::splat(y2 * y2);
                *place = (square - sums[v].log2(share, &functions) * unit).to_array();
            }
        }
    }
    // endregion: row

    /// First coordinates of the points of block `b`.
    fn block(&self, b: usize) -> [Lanes; RUN] {
        let place: [f32; LANES] = core::array::from_fn(|lane| lane as f32);
        let place = Lanes::new(place) * self.spacing;
        core::array::from_fn(|v| {
            let start = self.first + ((b * RUN + v) * LANES) as f32 * self.spacing;
            Lanes::splat(start) + place
        })
    }

    /// The largest u and Σ 2^u of each point, by progressions. One reference for the whole block is
    /// enough, since nothing grows by more than 2^20 in it.
    #[inline]
    fn progressions(
        &self,
        y1: &[Lanes; RUN],
        functions: &Elementary,
    ) -> ([Lanes; RUN], [Sum; RUN]) {
        let middle = y1[RUN / 2].as_array()[0];
        let u = |latent: &Latent| latent.slope * middle + latent.start;
        let reference = self.latents.iter().map(u).fold(f32::NEG_INFINITY, f32::max);
        let mut most = [Lanes::splat(f32::NEG_INFINITY); RUN];
        let mut sums = [Lanes::ZERO; RUN];
        for Latent { slope, start, ratio, .. } in &self.latents {
            let (slope, start) = (Lanes::splat(*slope), Lanes::splat(start - reference));
            let first = functions.exp2(functions.floor(slope * y1[0] + start));
            for v in 0..RUN {
                most[v] = most[v].fast_max(slope * y1[v] + start);
                sums[v] += first * ratio[v];
            }
        }
        let reference = Lanes::splat(reference);
        (most.map(|u| u + reference), sums.map(|sum| Sum { sum, reference }))
    }

    /// The same for any β: an exponential for every weight, each point with its own reference.
    fn weights(&self, y1: &[Lanes; RUN], functions: &Elementary) -> ([Lanes; RUN], [Sum; RUN]) {
        let u = |latent: &Latent, y1: Lanes| {
            Lanes::splat(latent.slope) * y1 + Lanes::splat(latent.start)
        };
        let most = y1.map(|y1| {
            let least = Lanes::splat(f32::NEG_INFINITY);
            self.latents.iter().fold(least, |most, latent| most.fast_max(u(latent, y1)))
        });
        let least = Lanes::splat(-LEAST);
        let sums = core::array::from_fn(|v| {
            let mut sum = Lanes::ZERO;
            for latent in &self.latents {
                let below = u(latent, y1[v]) - most[v];
                if below.simd_gt(least).any() {
                    sum += functions.exp2(functions.floor(below));
                }
            }
            Sum { sum, reference: most[v] }
        });
        (most, sums)
    }
}

/// Σ 2^u as 2^reference times a number of moderate size.
#[derive(Clone, Copy)]
struct Sum {
    sum: Lanes,
    reference: Lanes,
}

impl Sum {
    fn log2(self, share: Lanes, functions: &Elementary) -> Lanes {
        functions.log2(self.sum * share) + self.reference
    }
}

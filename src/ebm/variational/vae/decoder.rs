//! From codes to pixels, and the gradient back.

use super::{
    Vae, Workspace,
    layout::Layout,
    rows::{add_scaled, affine, exp, halves, inner, rectified, slope_back, slope_of, sum_rows},
};
use crate::simd::{LANES, Lanes, elementary::Elementary, load, store, sum};

impl Vae {
    /// Σ -ln p(x | z), and its slope at the output, (p - x) / samples.
    pub(super) fn decode(&mut self, batch: &[f32], samples: usize) -> f32 {
        let (functions, pixels) = (Elementary::new(), self.layout.pixels);
        let points: Vec<[f32; 2]> = self.work.codes.iter().map(|code| code.z).collect();
        let mut out = core::mem::take(&mut self.work.out);
        out.resize(samples * pixels, 0.0);
        let (mut energy, share) = (Lanes::ZERO, Lanes::splat(1.0 / samples as f32));
        self.log_odds(&points, |s, i, u| {
            let x = load(batch, s * pixels + i);
            let pixel = Pixel::of(u, &functions);
            energy += pixel.energy(x, &functions);
            store(&mut out, s * pixels + i, (pixel.chance() - x) * share);
        });
        self.work.out = out;
        sum(energy)
    }

    /// The picture at each point of the latent plane: every pixel's chance to be 1, by rows.
    pub fn pictures(&mut self, points: &[[f32; 2]]) -> Vec<f32> {
        let (functions, pixels) = (Elementary::new(), self.layout.pixels);
        let mut pictures = vec![0.0; points.len() * pixels];
        self.log_odds(points, |s, i, u| {
            store(&mut pictures, s * pixels + i, Pixel::of(u, &functions).chance());
        });
        pictures
    }

    /// The energy -ln p(x | z) of one sample at each point of the latent plane, in nats.
    #[inline(never)]
    pub fn energies(&mut self, points: &[[f32; 2]], sample: &[f32]) -> Vec<f32> {
        let functions = Elementary::new();
        let mut sums = vec![Lanes::ZERO; points.len()];
        self.log_odds(points, |s, i, u| {
            sums[s] += Pixel::of(u, &functions).energy(load(sample, i), &functions);
        });
        sums.into_iter().map(sum).collect()
    }

    /// Eight log odds of pixels at a time: `put(point, first pixel, numbers)`.
    #[inline]
    fn log_odds(&mut self, points: &[[f32; 2]], put: impl FnMut(usize, usize, Lanes)) {
        let Self { layout, parameters, work, .. } = self;
        let Workspace { decoded, factors, .. } = work;
        decoded.resize_with(layout.decoder.len(), Vec::new);
        innermost_units(layout, parameters, points, &mut decoded[0]);
        for (l, layer) in layout.decoder.iter().enumerate() {
            if l + 1 == layout.decoder.len() {
                return affine(layer, parameters, &decoded[l], factors, put);
            }
            let (inner, outer) = decoded.split_at_mut(l + 1);
            rectified(layer, parameters, &inner[l], &mut outer[0], factors);
        }
    }

    /// Back through the decoder, to the means and log variances.
    pub(super) fn back_to_codes(&mut self, samples: usize) {
        let Self { layout, parameters, work, .. } = self;
        work.back.clone_from(&work.out);
        for (layer, inputs) in layout.decoder.iter().zip(&work.decoded).rev() {
            slope_of(layer, inputs, &work.back, &mut work.gradient, &mut work.factors);
            slope_back(layer, parameters, inputs, &mut work.back, &mut work.factors);
        }
        sum_rows(&work.back, &mut work.gradient[layout.latent.bias.clone()]);
        let (functions, width) = (Elementary::new(), layout.innermost());
        let weights = halves(&parameters[layout.latent.weights.clone()]);
        let gradient = &mut work.gradient[layout.latent.weights.clone()];
        let (share, weight) = (1.0 / samples as f32, 1.0 / self.beta);
        gradient.fill(0.0);
        for (code, slopes) in work.codes.iter_mut().zip(work.back.chunks_exact(width)) {
            for (k, weights) in weights.into_iter().enumerate() {
                add_scaled(&mut gradient[k * width..(k + 1) * width], code.z[k], slopes);
                let slope = inner(slopes, weights);
                let variance = exp(code.log_variance[k], &functions);
                let prior = share * weight;
                code.slope[k] = slope + code.mean[k] * prior;
                code.slope[2 + k] =
                    0.5 * (slope * code.noise[k] * variance.sqrt() + (variance - 1.0) * prior);
            }
        }
    }
}

/// max(0, W z + b) of each point, by rows.
fn innermost_units(layout: &Layout, parameters: &[f32], points: &[[f32; 2]], units: &mut Vec<f32>) {
    let width = layout.innermost();
    units.resize(points.len() * width, 0.0);
    let [to_x, to_y] = halves(&parameters[layout.latent.weights.clone()]);
    let bias = &parameters[layout.latent.bias.clone()];
    for ([x, y], units) in points.iter().zip(units.chunks_exact_mut(width)) {
        for at in (0..width).step_by(LANES) {
            let u = load(to_x, at) * *x + load(to_y, at) * *y + load(bias, at);
            store(units, at, u.fast_max(Lanes::ZERO));
        }
    }
}

/// A pixel's log odds u, and e^-|u|, from which all else comes without overflow.
#[derive(Clone, Copy)]
struct Pixel {
    u: Lanes,
    e: Lanes,
}

impl Pixel {
    #[inline]
    fn of(u: Lanes, functions: &Elementary) -> Self {
        Self { u, e: functions.exp(u.fast_min(-u)) }
    }

    /// The chance to be 1: 1 / (1 + e), or e / (1 + e) where u is negative.
    #[inline]
    fn chance(self) -> Lanes {
        self.u.simd_lt(Lanes::ZERO).select(self.e, Lanes::ONE) / (Lanes::ONE + self.e)
    }

    /// -ln p(x) = max(u, 0) - ux + ln(1 + e).
    #[inline]
    fn energy(self, x: Lanes, functions: &Elementary) -> Lanes {
        self.u.fast_max(Lanes::ZERO) - self.u * x + functions.ln(Lanes::ONE + self.e)
    }
}

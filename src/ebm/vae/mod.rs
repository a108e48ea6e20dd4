//! The variational auto-encoder with a latent plane: D - h - (mean, log variance) in the plane - h - D
//! (Kingma & Welling, Auto-encoding variational Bayes, 2014), rectified units, Bernoulli pixels.

mod layout;

use layout::{CODE, Layout};

use crate::{
    adam::Adam,
    lanes::{
        LANES, Lanes,
        elementary::Elementary,
        generator::Generator,
        load,
        product::{Left, Matrix, Right, product, product_into},
        store, sum,
    },
};

/// The auto-encoder and its optimiser.
#[derive(Clone, Debug)]
pub struct Vae {
    layout: Layout,
    /// All parameters. Matrices lie by rows, one row an input.
    pub parameters: Vec<f32>,
    adam: Adam,
    work: Workspace,
}

/// What one step keeps: units by rows, one row a sample.
#[derive(Clone, Debug, Default)]
struct Workspace {
    encoded: Vec<f32>,
    /// Mean, log variance and noise of each sample.
    codes: Vec<Code>,
    decoded: Vec<f32>,
    /// The slope at the decoder's output, at its hidden layer, at the encoder's.
    out: Vec<f32>,
    back: Vec<f32>,
    gradient: Vec<f32>,
    left: Left,
    right: Right,
}

/// q(z | x) of one sample, and the z that was drawn from it.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// The mean μ.
    pub mean: [f32; 2],
    /// ln σ².
    pub log_variance: [f32; 2],
    /// The noise n.
    pub noise: [f32; 2],
    /// z = μ + σ n.
    pub z: [f32; 2],
    /// ∂loss/∂(μ, ln σ²).
    slope: [f32; CODE],
}

impl Vae {
    /// An auto-encoder of `pixels` pixels with `hidden` units on either side, both multiples of eight.
    pub fn new(pixels: usize, hidden: usize, parameters: Vec<f32>) -> Self {
        assert!(pixels.is_multiple_of(LANES) && hidden.is_multiple_of(LANES), "whole lanes");
        let layout = Layout { pixels, hidden };
        assert_eq!(
            parameters.len(),
            layout.decoder_bias().end,
            "as many parameters as the layers have"
        );
        let adam = Adam::new(parameters.len());
        Self { layout, parameters, adam, work: Workspace::default() }
    }

    // region: step
    /// One step of Adam with step size `alpha` down the gradient of the batch's mean loss
    ///   -ln p(x | z) + KL(q(z | x) || N(0, 1)),  z = μ + σ n;
    /// returns that loss, in nats a sample. `batch` holds the samples by rows.
    pub fn step(&mut self, batch: &[f32], alpha: f32, generator: &mut Generator) -> f32 {
        let loss = self.gradient(batch, generator);
        self.adam.step(&mut self.parameters, &self.work.gradient, alpha);
        loss
    }
    // endregion: step

    /// The loss of a batch and its gradient, which [`Self::slope`] reads.
    #[inline(never)]
    pub fn gradient(&mut self, batch: &[f32], generator: &mut Generator) -> f32 {
        let samples = batch.len() / self.layout.pixels;
        self.work.gradient.resize(self.parameters.len(), 0.0);
        self.encode(batch);
        let divergence = self.draw(generator);
        let distortion = self.decode(batch, samples);
        self.back_to_codes(samples);
        self.back_to_pixels(batch);
        (distortion + divergence) / samples as f32
    }

    /// The gradient that was computed last.
    pub fn slope(&self) -> &[f32] {
        &self.work.gradient
    }

    /// The codes of a batch, as the last step or [`Self::encode`] left them.
    pub fn codes(&self) -> &[Code] {
        &self.work.codes
    }

    /// Mean and log variance of every sample of a batch.
    pub fn encode(&mut self, batch: &[f32]) {
        let (Layout { pixels, hidden }, work) = (self.layout, &mut self.work);
        let bias = &self.parameters[self.layout.encoder_bias()];
        work.encoded.resize(batch.len() / pixels * hidden, 0.0);
        work.left.pack_left(Matrix::by_rows(batch, pixels));
        work.right.pack_right(Matrix::by_rows(&self.parameters[self.layout.encoder()], hidden));
        product(&work.left, &work.right, |s, j, u| {
            store(&mut work.encoded, s * hidden + j, (u + load(bias, j)).fast_max(Lanes::ZERO));
        });
        let weights = self.parameters[self.layout.code()].as_chunks::<CODE>().0;
        let bias: [f32; CODE] =
            core::array::from_fn(|k| self.parameters[self.layout.code_bias()][k]);
        work.codes.clear();
        work.codes.extend(work.encoded.chunks_exact(hidden).map(|units| {
            let [m0, m1, v0, v1] = weighted(units, weights, bias);
            let (mean, log_variance) = ([m0, m1], [v0, v1]);
            Code { mean, log_variance, noise: [0.0; 2], z: mean, slope: [0.0; CODE] }
        }));
    }

    /// z = μ + σ n, and Σ KL(q || N(0, 1)) = Σ (μ² + σ² - 1 - ln σ²) / 2.
    fn draw(&mut self, generator: &mut Generator) -> f32 {
        let functions = Elementary::new();
        let mut divergence = 0.0;
        for codes in self.work.codes.chunks_mut(LANES) {
            let noise = generator.normals(&functions);
            for (lane, code) in codes.iter_mut().enumerate() {
                code.noise = [noise.0.as_array()[lane], noise.1.as_array()[lane]];
                for k in 0..2 {
                    let (mean, variance) = (code.mean[k], exp(code.log_variance[k], &functions));
                    code.z[k] = mean + variance.sqrt() * code.noise[k];
                    divergence += 0.5 * (mean * mean + variance - 1.0 - code.log_variance[k]);
                }
            }
        }
        divergence
    }

    /// Σ -ln p(x | z), and its slope at the output, (p - x) / samples.
    fn decode(&mut self, batch: &[f32], samples: usize) -> f32 {
        let (functions, Layout { pixels, hidden }) = (Elementary::new(), self.layout);
        let work = &mut self.work;
        work.decoded.resize(samples * hidden, 0.0);
        let [to_x, to_y] = halves(&self.parameters[self.layout.latent()]);
        let bias = &self.parameters[self.layout.latent_bias()];
        for (code, units) in work.codes.iter().zip(work.decoded.chunks_exact_mut(hidden)) {
            for at in (0..hidden).step_by(LANES) {
                let u = load(to_x, at) * code.z[0] + load(to_y, at) * code.z[1] + load(bias, at);
                store(units, at, u.fast_max(Lanes::ZERO));
            }
        }
        let bias = &self.parameters[self.layout.decoder_bias()];
        work.out.resize(samples * pixels, 0.0);
        work.left.pack_left(Matrix::by_rows(&work.decoded, hidden));
        work.right.pack_right(Matrix::by_rows(&self.parameters[self.layout.decoder()], pixels));
        let (mut distortion, share) = (Lanes::ZERO, Lanes::splat(1.0 / samples as f32));
        product(&work.left, &work.right, |s, i, u| {
            let (u, x) = (u + load(bias, i), load(batch, s * pixels + i));
            // With e = e^-|u|: p = 1 / (1 + e) or e / (1 + e), -ln p(x) = max(u, 0) - ux + ln(1 + e).
            let e = functions.exp(u.fast_min(-u));
            let (more, positive) = (Lanes::ONE + e, u.fast_max(Lanes::ZERO));
            distortion += positive - u * x + functions.ln(more);
            let p = u.simd_lt(Lanes::ZERO).select(e, Lanes::ONE) / more;
            store(&mut work.out, s * pixels + i, (p - x) * share);
        });
        sum(distortion)
    }

    /// Back through the decoder, to the means and log variances.
    fn back_to_codes(&mut self, samples: usize) {
        let (functions, Layout { pixels, hidden }) = (Elementary::new(), self.layout);
        let (work, layout) = (&mut self.work, self.layout);
        work.left.pack_left(Matrix::by_rows(&work.decoded, hidden).transposed());
        work.right.pack_right(Matrix::by_rows(&work.out, pixels));
        product_into(&work.left, &work.right, &mut work.gradient[layout.decoder()]);
        sum_rows(&work.out, &mut work.gradient[layout.decoder_bias()]);

        work.back.resize(samples * hidden, 0.0);
        let decoder = Matrix::by_rows(&self.parameters[layout.decoder()], pixels);
        work.left.pack_left(Matrix::by_rows(&work.out, pixels));
        work.right.pack_right(decoder.transposed());
        product(&work.left, &work.right, |s, j, slope| {
            let at = s * hidden + j;
            store(&mut work.back, at, where_positive(load(&work.decoded, at), slope));
        });
        sum_rows(&work.back, &mut work.gradient[layout.latent_bias()]);
        let weights = halves(&self.parameters[layout.latent()]);
        work.gradient[layout.latent()].fill(0.0);
        for (code, slopes) in work.codes.iter_mut().zip(work.back.chunks_exact(hidden)) {
            for (k, weights) in weights.into_iter().enumerate() {
                add_scaled(
                    &mut work.gradient[layout.latent()][k * hidden..(k + 1) * hidden],
                    code.z[k],
                    slopes,
                );
                let slope = inner(slopes, weights);
                let variance = exp(code.log_variance[k], &functions);
                let share = 1.0 / samples as f32;
                code.slope[k] = slope + code.mean[k] * share;
                code.slope[2 + k] =
                    0.5 * (slope * code.noise[k] * variance.sqrt() + (variance - 1.0) * share);
            }
        }
    }

    /// Back through the encoder, to the pixels.
    fn back_to_pixels(&mut self, batch: &[f32]) {
        let (Layout { pixels, hidden }, layout) = (self.layout, self.layout);
        let work = &mut self.work;
        let weights = self.parameters[layout.code()].as_chunks::<CODE>().0;
        work.gradient[layout.code()].fill(0.0);
        work.gradient[layout.code_bias()].fill(0.0);
        let rows = work.encoded.chunks_exact(hidden).zip(work.back.chunks_exact_mut(hidden));
        for (code, (units, slopes)) in work.codes.iter().zip(rows) {
            add_scaled(&mut work.gradient[layout.code_bias()], 1.0, &code.slope);
            let gradient = work.gradient[layout.code()].as_chunks_mut::<CODE>().0;
            let each = units.iter().zip(slopes).zip(weights).zip(gradient);
            for (((unit, slope), w), g) in each {
                let mut total = 0.0;
                for k in 0..CODE {
                    g[k] += unit * code.slope[k];
                    total += w[k] * code.slope[k];
                }
                *slope = if *unit > 0.0 { total } else { 0.0 };
            }
        }
        sum_rows(&work.back, &mut work.gradient[layout.encoder_bias()]);
        work.left.pack_left(Matrix::by_rows(batch, pixels).transposed());
        work.right.pack_right(Matrix::by_rows(&work.back, hidden));
        product_into(&work.left, &work.right, &mut work.gradient[layout.encoder()]);
    }
}

/// The slope where the unit is at work, 0 where it is cut off.
#[inline]
fn where_positive(unit: Lanes, slope: Lanes) -> Lanes {
    unit.simd_gt(Lanes::ZERO).select(slope, Lanes::ZERO)
}

/// e^x of one number, with the bits that a lane gives.
fn exp(x: f32, functions: &Elementary) -> f32 {
    functions.exp(Lanes::splat(x)).as_array()[0]
}

/// bias + Σ_j units[j] weights[j].
fn weighted(units: &[f32], weights: &[[f32; CODE]], bias: [f32; CODE]) -> [f32; CODE] {
    units.iter().zip(weights).fold(bias, |mut sums, (unit, w)| {
        for k in 0..CODE {
            sums[k] += unit * w[k];
        }
        sums
    })
}

fn halves(numbers: &[f32]) -> [&[f32]; 2] {
    let (a, b) = numbers.split_at(numbers.len() / 2);
    [a, b]
}

fn add_scaled(to: &mut [f32], scale: f32, numbers: &[f32]) {
    to.iter_mut().zip(numbers).for_each(|(t, number)| *t += scale * number);
}

/// Σ_j a_j b_j of two rows of whole lanes.
fn inner(a: &[f32], b: &[f32]) -> f32 {
    sum((0..a.len()).step_by(LANES).fold(Lanes::ZERO, |sum, at| sum + load(a, at) * load(b, at)))
}

/// Σ_s rows[s] into `out`.
fn sum_rows(rows: &[f32], out: &mut [f32]) {
    out.fill(0.0);
    rows.chunks_exact(out.len()).for_each(|row| add_scaled(out, 1.0, row));
}

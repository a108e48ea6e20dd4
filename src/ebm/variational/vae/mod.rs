//! The variational auto-encoder with a latent plane (Kingma & Welling, Auto-encoding variational Bayes,
//! 2014): pixels - rectified layers - mean and log variance in the plane - the same layers in reverse
//! order - Bernoulli pixels.

mod decoder;
mod encoder;
mod layout;
pub mod packed;
pub mod posterior;
mod rows;

use layout::{CODE, Layout};
use rows::{Factors, exp};

use crate::{
    learning::adam::Adam,
    math::rng::Rng,
    simd::{LANES, elementary::Elementary, generator::Generator},
};

/// The auto-encoder and its optimiser.
#[derive(Clone, Debug)]
pub struct Vae {
    layout: Layout,
    /// All parameters. Matrices lie by rows, one row an input.
    pub parameters: Vec<f32>,
    /// β, the weight of the energy against the divergence from the prior: F̃ = ⟨E⟩ + KL/β. 1 at first.
    pub beta: f32,
    adam: Adam,
    work: Workspace,
}

/// What one step keeps: units by rows, one row a sample. A clone starts with none of it.
#[derive(Debug, Default)]
struct Workspace {
    /// The rectified units of each layer of the encoder, from the pixels inwards.
    encoded: Vec<Vec<f32>>,
    /// Mean, log variance and noise of each sample.
    codes: Vec<Code>,
    /// The rectified units of each layer of the decoder, from the plane outwards.
    decoded: Vec<Vec<f32>>,
    /// The slope at the decoder's output, and at the layer that the way back has reached.
    out: Vec<f32>,
    back: Vec<f32>,
    gradient: Vec<f32>,
    factors: Factors,
}

impl Clone for Workspace {
    fn clone(&self) -> Self {
        Self::default()
    }
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

/// The two terms of the variational free energy, in nats a sample.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Terms {
    /// The mean energy, ⟨-ln p(x | z)⟩.
    pub energy: f32,
    /// KL(q(z | x) || N(0, 1)).
    pub divergence: f32,
}

impl Terms {
    /// F̃ = ⟨E⟩ + KL/β.
    pub fn free_energy(self, beta: f32) -> f32 {
        self.energy + self.divergence / beta
    }
}

impl Vae {
    /// An auto-encoder of `pixels` pixels with rectified layers of the given widths, the outermost
    /// first, on either side; all are multiples of eight.
    ///
    /// # Panics
    ///
    /// Where a width is no positive multiple of eight, there is none, or the parameters are not as many as the
    /// layers have.
    pub fn new(pixels: usize, widths: &[usize], parameters: Vec<f32>) -> Self {
        let whole = |width: &usize| *width > 0 && width.is_multiple_of(LANES);
        assert!(whole(&pixels) && !widths.is_empty() && widths.iter().all(whole), "whole lanes");
        let layout = Layout::new(pixels, widths);
        assert_eq!(parameters.len(), layout.len(), "as many parameters as the layers have");
        let adam = Adam::new(parameters.len());
        Self { layout, parameters, beta: 1.0, adam, work: Workspace::default() }
    }

    /// One that knows nothing: weights from N(0, 2/inputs) (He et al., Delving deep into rectifiers,
    /// 2015), a tenth of that before the codes and the pixels. The units next to the plane have biases from
    /// N(0, 1.5²), so that they bend all over it; the others have none.
    pub fn untrained(pixels: usize, widths: &[usize], rng: &mut Rng) -> Self {
        let layout = Layout::new(pixels, widths);
        let mut parameters = vec![0.0; layout.len()];
        let inner = layout.encoder.iter().chain([&layout.code, &layout.latent]);
        for layer in inner.chain(&layout.decoder) {
            let last = layer.outputs == CODE || layer.outputs == pixels;
            let part = if last { 0.1 } else { 1.0 };
            let scale = part * (2.0 / layer.inputs as f64).sqrt();
            parameters[layer.weights.clone()].fill_with(|| (scale * rng.normal()) as f32);
        }
        parameters[layout.latent.bias].fill_with(|| (1.5 * rng.normal()) as f32);
        Self::new(pixels, widths, parameters)
    }

    /// A copy to ask, without the optimiser's memory: it cannot learn.
    #[must_use]
    pub fn to_ask(&self) -> Self {
        let Self { layout, parameters, beta, .. } = self;
        let (layout, parameters, beta) = (layout.clone(), parameters.clone(), *beta);
        Self { layout, parameters, beta, adam: Adam::new(0), work: Workspace::default() }
    }

    // region: step
    /// One step of Adam with step size `alpha` down the gradient of the batch's mean
    ///   F̃ = -ln p(x | z) + KL(q(z | x) || N(0, 1))/β,  z = μ + σ n;
    /// returns its terms. `batch` holds the samples by rows.
    pub fn step(&mut self, batch: &[f32], alpha: f32, generator: &mut Generator) -> Terms {
        let terms = self.gradient(batch, generator);
        self.adam.step(&mut self.parameters, &self.work.gradient, alpha);
        terms
    }
    // endregion: step

    /// The terms of a batch, with one draw a sample, and the gradient of F̃, which [`Self::slope`] reads.
    #[inline(never)]
    pub fn gradient(&mut self, batch: &[f32], generator: &mut Generator) -> Terms {
        self.work.gradient.resize(self.parameters.len(), 0.0);
        let terms = self.terms(batch, generator);
        self.back_to_codes(batch.len() / self.layout.pixels);
        self.back_to_pixels(batch);
        terms
    }

    /// The terms of a batch, with one draw a sample.
    #[inline(never)]
    pub fn terms(&mut self, batch: &[f32], generator: &mut Generator) -> Terms {
        let samples = batch.len() / self.layout.pixels;
        self.encode(batch);
        let divergence = self.draw(generator);
        let energy = self.decode(batch, samples);
        Terms { energy: energy / samples as f32, divergence: divergence / samples as f32 }
    }

    /// The gradient that was computed last.
    pub fn slope(&self) -> &[f32] {
        &self.work.gradient
    }

    /// The codes of a batch, as the last step or [`Self::encode`] left them.
    pub fn codes(&self) -> &[Code] {
        &self.work.codes
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
}

//! One layer of a network: its value, and the two transposed Jacobians that a backward pass needs.

use crate::math::{num::tanh, rng::Rng};

/// One layer: g(z) = tanh(W z + b), or W z + b where it is the last.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// W by rows, a row an output.
    pub weights: Vec<f64>,
    /// b.
    pub bias: Vec<f64>,
    /// Whether tanh follows.
    pub bent: bool,
}

impl Layer {
    /// Normal weights of standard deviation 1.2/√inputs, small biases.
    pub fn random(inputs: usize, outputs: usize, bent: bool, rng: &mut Rng) -> Self {
        let scale = 1.2 / (inputs as f64).sqrt();
        let weights = (0..inputs * outputs).map(|_| scale * rng.normal()).collect();
        Self { weights, bias: (0..outputs).map(|_| 0.3 * rng.normal()).collect(), bent }
    }

    // region: layer
    /// g(z).
    pub fn value(&self, z: &[f64]) -> Vec<f64> {
        let row = |(w, b): (&[f64], &f64)| {
            let sum = b + w.iter().zip(z).map(|(w, z)| w * z).sum::<f64>();
            if self.bent { tanh(sum) } else { sum }
        };
        self.weights.chunks(z.len()).zip(&self.bias).map(row).collect()
    }

    /// λ times the slope of the bend: λ_i (1 - g_i²), or λ_i.
    fn bent_back(&self, z: &[f64], lambda: &[f64]) -> Vec<f64> {
        let slope = |(g, l): (f64, &f64)| if self.bent { l * (1.0 - g * g) } else { *l };
        self.value(z).into_iter().zip(lambda).map(slope).collect()
    }

    /// (∂g/∂z)ᵀ λ.
    pub fn pull_back(&self, z: &[f64], lambda: &[f64]) -> Vec<f64> {
        let delta = self.bent_back(z, lambda);
        let mut back = vec![0.0; z.len()];
        for (row, d) in self.weights.chunks(z.len()).zip(delta) {
            for (b, w) in back.iter_mut().zip(row) {
                *b += w * d;
            }
        }
        back
    }

    /// (∂g/∂w)ᵀ λ: for W by rows, then for b.
    pub fn pull_back_to_weights(&self, z: &[f64], lambda: &[f64]) -> Vec<f64> {
        let delta = self.bent_back(z, lambda);
        let weights = delta.iter().flat_map(|d| z.iter().map(move |z| d * z));
        weights.chain(delta.iter().copied()).collect()
    }
    // endregion: layer
}

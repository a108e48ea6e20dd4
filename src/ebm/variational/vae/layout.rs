//! Where the layers of the auto-encoder lie among its parameters.

use core::ops::Range;

/// What the encoder says of a sample: two means and two logarithms of variances.
pub(super) const CODE: usize = 4;

/// One layer's weights, by rows, one row an input, and its biases.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    pub(super) inputs: usize,
    pub(super) outputs: usize,
    pub(super) weights: Range<usize>,
    pub(super) bias: Range<usize>,
}

/// Where each layer lies, from pixels to codes and from codes to pixels.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) pixels: usize,
    /// From the pixels inwards.
    pub(super) encoder: Vec<Layer>,
    pub(super) code: Layer,
    pub(super) latent: Layer,
    /// From the latent plane outwards; the last one leads to the pixels.
    pub(super) decoder: Vec<Layer>,
}

impl Layout {
    /// For rectified layers of the given widths, the outermost first, on either side.
    pub(super) fn new(pixels: usize, widths: &[usize]) -> Self {
        let mut end = 0;
        let mut layer = |inputs: usize, outputs: usize| {
            let weights = end..end + inputs * outputs;
            let bias = weights.end..weights.end + outputs;
            end = bias.end;
            Layer { inputs, outputs, weights, bias }
        };
        let inwards: Vec<usize> = [&[pixels], widths].concat();
        let innermost = inwards[inwards.len() - 1];
        let encoder = inwards.windows(2).map(|pair| layer(pair[0], pair[1])).collect();
        let (code, latent) = (layer(innermost, CODE), layer(2, innermost));
        let decoder = inwards.windows(2).rev().map(|pair| layer(pair[1], pair[0])).collect();
        Self { pixels, encoder, code, latent, decoder }
    }

    /// The width of the innermost rectified layers.
    pub(super) fn innermost(&self) -> usize {
        self.latent.outputs
    }

    /// How many parameters there are.
    pub(super) fn len(&self) -> usize {
        self.decoder.last().map_or(self.latent.bias.end, |layer| layer.bias.end)
    }
}

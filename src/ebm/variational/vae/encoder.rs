//! From pixels to codes, and the gradient back.

use super::{
    Code, Vae,
    layout::CODE,
    rows::{add_scaled, rectified, slope_back, slope_of, weighted},
};

impl Vae {
    /// Mean and log variance of every sample of a batch.
    pub fn encode(&mut self, batch: &[f32]) {
        let Self { layout, parameters, work, .. } = self;
        work.encoded.resize_with(layout.encoder.len(), Vec::new);
        for (l, layer) in layout.encoder.iter().enumerate() {
            let (inner, outer) = work.encoded.split_at_mut(l);
            let inputs = inner.last().map_or(batch, |units| units.as_slice());
            rectified(layer, parameters, inputs, &mut outer[0], &mut work.factors);
        }
        let units = work.encoded.last().map_or(batch, |units| units.as_slice());
        let weights = parameters[layout.code.weights.clone()].as_chunks::<CODE>().0;
        let bias = &parameters[layout.code.bias.clone()];
        let bias: [f32; CODE] = core::array::from_fn(|k| bias[k]);
        work.codes.clear();
        work.codes.extend(units.chunks_exact(layout.innermost()).map(|units| {
            let [m0, m1, v0, v1] = weighted(units, weights, bias);
            let (mean, log_variance) = ([m0, m1], [v0, v1]);
            Code { mean, log_variance, noise: [0.0; 2], z: mean, slope: [0.0; CODE] }
        }));
    }

    /// Back through the encoder, to the pixels.
    pub(super) fn back_to_pixels(&mut self, batch: &[f32]) {
        self.back_from_codes();
        let Self { layout, parameters, work, .. } = self;
        for (l, layer) in layout.encoder.iter().enumerate().rev() {
            let inputs = if l == 0 { batch } else { &work.encoded[l - 1] };
            slope_of(layer, inputs, &work.back, &mut work.gradient, &mut work.factors);
            if l > 0 {
                slope_back(layer, parameters, inputs, &mut work.back, &mut work.factors);
            }
        }
    }

    /// Back from the codes to the innermost layer of the encoder.
    fn back_from_codes(&mut self) {
        let Self { layout, parameters, work, .. } = self;
        let (code, inner) = (&layout.code, layout.innermost());
        let weights = parameters[code.weights.clone()].as_chunks::<CODE>().0;
        work.gradient[code.weights.start..code.bias.end].fill(0.0);
        work.back.resize(work.codes.len() * inner, 0.0);
        let units = work.encoded.last().map_or(&[][..], |units| units.as_slice());
        let rows = units.chunks_exact(inner).zip(work.back.chunks_exact_mut(inner));
        for (one, (units, slopes)) in work.codes.iter().zip(rows) {
            add_scaled(&mut work.gradient[code.bias.clone()], 1.0, &one.slope);
            let gradient = work.gradient[code.weights.clone()].as_chunks_mut::<CODE>().0;
            for (((unit, slope), w), g) in units.iter().zip(slopes).zip(weights).zip(gradient) {
                let mut total = 0.0;
                for k in 0..CODE {
                    g[k] += unit * one.slope[k];
                    total += w[k] * one.slope[k];
                }
                *slope = if *unit > 0.0 { total } else { 0.0 };
            }
        }
    }
}

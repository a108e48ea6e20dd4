//! Samples and decoder (the lecture's Figure 2): 24 samples at x = 0, 48 latents, the curve that
//! the decoder g(z) = (w₁ cos z, w₂ sin z) traces, and the direction in which it runs.

use crate::{
    demo::{Demo, Field, Ink, Knobs, Layer, Mark, Plot, Preset, Readout, Text},
    demos::shared::ellipse_plane,
    ebm::{
        inference::{grid_search::latent, latent_minimum::closest},
        math::{
            num::{add_scaled, wrap},
            rng::Rng,
        },
        models::{
            ellipse::{Decoder, UNTRAINED},
            horn::{self, LECTURE_SEED},
        },
    },
    fields, text,
};

/// The figure's state.
#[derive(Clone)]
pub struct DecoderFigure {
    decoder: Decoder,
    z: f64,
    samples: Vec<[f64; 2]>,
}

impl Default for DecoderFigure {
    fn default() -> Self {
        Self { decoder: UNTRAINED, z: 0.5, samples: Vec::new() }
    }
}

impl DecoderFigure {
    /// The mean over the samples of F∞, the squared distance to the curve.
    fn mean_free_energy(&self) -> f64 {
        let sum: f64 = self.samples.iter().map(|&y| closest(&self.decoder, y).energy).sum();
        sum / self.samples.len().max(1) as f64
    }

    fn direction(&self) -> Text {
        match self.decoder.w[0] * self.decoder.w[1] {
            product if product > 0.0 => text!("counter-clockwise"),
            product if product < 0.0 => text!("clockwise"),
            _ => text!("to and fro"),
        }
    }
}

impl Demo for DecoderFigure {
    fn title(&self) -> Text {
        text!("Samples and decoder")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        ellipse_plane::latent_knob(k, self.z);
        ellipse_plane::weight_knobs(k, self.decoder.w);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "z" => self.z, "w1" => self.decoder.w[0], "w2" => self.decoder.w[1])
    }

    fn reset(&mut self, rng: &mut Rng) {
        self.samples = horn::samples(rng);
    }

    fn step(&mut self, _rng: &mut Rng) {
        self.z = wrap(self.z + latent(1));
    }

    fn step_label(&self) -> Text {
        text!("Next latent")
    }

    fn plots(&self) -> Vec<Plot> {
        let at = self.decoder.decode(self.z);
        let ahead = add_scaled(at, 0.35, self.decoder.decode_dz(self.z));
        let [curve, points] = ellipse_plane::model_layers(&self.decoder);
        let plot = ellipse_plane::plane(text!("The y-plane at x = 0"))
            .with(curve)
            .with(points)
            .with(Layer::discs(self.samples.clone(), Ink::Data, 4.0))
            .with(Layer::arrow(at, ahead, Ink::Latent))
            .with(Layer::mark(at, Ink::Latent, Mark::Disc, 6.0))
            .handle(ellipse_plane::latent_handle(at));
        vec![plot]
    }

    fn readouts(&self) -> Vec<Readout> {
        let [y1, y2] = self.decoder.decode(self.z);
        vec![
            Readout::with_unit("z", text!("z"), self.z, text!("rad")),
            Readout::new("yt1", text!("ỹ₁ = w₁ cos z"), y1),
            Readout::new("yt2", text!("ỹ₂ = w₂ sin z"), y2),
            Readout::new(
                "meanF",
                text!("mean squared distance, sample to curve"),
                self.mean_free_energy(),
            ),
        ]
    }

    fn caption(&self) -> Text {
        text!(
            "At z = {z} rad the decoder points to {decoded}; as z grows it runs {direction}. On average a sample lies {distance} (squared distance) from the curve.",
            z = self.z,
            decoded = ellipse_plane::point_text(self.decoder.decode(self.z)),
            direction = self.direction(),
            distance = self.mean_free_energy()
        )
    }

    fn move_handle(&mut self, _plot: usize, _handle: usize, at: [f64; 2]) {
        if let Some(z) = ellipse_plane::angle_of(&self.decoder, at) {
            self.z = z;
        }
    }

    fn presets(&self) -> &'static [Preset] {
        ellipse_plane::WEIGHT_PRESETS
    }

    fn seed(&self) -> u32 {
        LECTURE_SEED
    }
}

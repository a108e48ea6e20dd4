//! Points roll down an energy landscape: y ← y - η ∂F∞/∂y, with a pinch of noise if you like.
//! The picture on the landing page.

use crate::{
    demo::{Axis, Demo, Field, Handle, Ink, Knobs, Layer, Plot, Preset, Readout, Text},
    demos::{energies::landscape, shared::ellipse_plane},
    ebm::{
        inference::latent_minimum::{closest, free_energy_dy},
        math::{num::add_scaled, rng::Rng},
        models::ellipse::Decoder,
    },
    fields, text,
};

/// Half the width and height of the plot.
const REACH: [f64; 2] = [4.0, 2.4];

/// How many points roll.
const POINTS: usize = 300;

/// The figure's state.
#[derive(Clone)]
pub struct Downhill {
    w: [f64; 2],
    noise: f64,
    points: Vec<[f64; 2]>,
}

impl Default for Downhill {
    fn default() -> Self {
        Self { w: [2.0, 1.5], noise: 0.0, points: Vec::new() }
    }
}

impl Downhill {
    /// The share of the slope taken in one step.
    const ETA: f64 = 0.03;

    fn decoder(&self) -> Decoder {
        Decoder { w: self.w }
    }

    fn mean_energy(&self) -> f64 {
        let sum: f64 = self.points.iter().map(|&y| closest(&self.decoder(), y).energy).sum();
        sum / self.points.len().max(1) as f64
    }
}

impl Demo for Downhill {
    fn title(&self) -> Text {
        text!("Rolling downhill")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.slider(("w1", text!("half-width of the valley")), self.w[0], 0.2..=3.5, 0.01);
        k.slider(("w2", text!("half-height of the valley")), self.w[1], 0.2..=2.2, 0.01);
        k.slider(("T", text!("noise (temperature T)")), self.noise, 0.0..=1.0, 0.01);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "w1" => self.w[0], "w2" => self.w[1], "T" => self.noise)
    }

    fn reset(&mut self, rng: &mut Rng) {
        let mut along = |reach: f64| reach * (2.0 * rng.uniform() - 1.0);
        self.points = (0..POINTS).map(|_| [along(REACH[0]), along(REACH[1])]).collect();
    }

    fn step(&mut self, rng: &mut Rng) {
        let (decoder, kick) = (self.decoder(), (2.0 * Self::ETA * self.noise).sqrt());
        for y in &mut self.points {
            // On the ridge there is no slope, and the point waits for noise.
            let slope = free_energy_dy(&decoder, *y).unwrap_or_default();
            *y = add_scaled(*y, -Self::ETA, slope);
            if kick > 0.0 {
                *y = [y[0] + kick * rng.normal(), y[1] + kick * rng.normal()];
            }
        }
    }

    fn step_label(&self) -> Text {
        text!("Step downhill")
    }

    fn done(&self) -> bool {
        self.noise == 0.0 && self.mean_energy() < 1e-6
    }

    fn plots(&self) -> Vec<Plot> {
        let grid = [81, 49];
        let values = landscape::field(&self.decoder(), REACH, grid);
        let [w1, w2] = self.w;
        let plot = Plot::new(
            text!("{POINTS} guesses on an energy landscape", POINTS),
            Axis::new(text!("y₁"), -REACH[0], REACH[0]),
            Axis::new(text!("y₂"), -REACH[1], REACH[1]),
        )
        .with(Layer::Field { values: values.clone(), columns: grid[0], range: [0.0, 5.0] })
        .with(Layer::Contours {
            values,
            columns: grid[0],
            levels: vec![0.25, 1.0, 2.25, 4.0],
            ink: Ink::Paper,
        })
        .with(Layer::line(ellipse_plane::curve(&self.decoder()), Ink::Paper, 4.5))
        .with(Layer::line(ellipse_plane::curve(&self.decoder()), Ink::Best, 2.5))
        .with(Layer::discs(self.points.clone(), Ink::Data, 3.0))
        .handle(Handle::new(text!("width of the valley"), [w1, 0.0], Ink::Best, [("w1", 0.1); 2]))
        .handle(Handle::new(
            text!("height of the valley"),
            [0.0, w2],
            Ink::Best,
            [("w2", 0.1); 2],
        ));
        vec![plot]
    }

    fn readouts(&self) -> Vec<Readout> {
        vec![Readout::new("meanE", text!("mean energy of the points"), self.mean_energy())]
    }

    fn caption(&self) -> Text {
        text!(
            "{POINTS} points on a landscape whose valley is an ellipse; their mean energy is {mean_energy}.",
            POINTS,
            mean_energy = self.mean_energy()
        )
    }

    fn move_handle(&mut self, _plot: usize, handle: usize, at: [f64; 2]) {
        self.w[handle.min(1)] = at[handle.min(1)].abs();
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("the chapters’ ellipse"), "w1:2;w2:1.5;T:0"),
                Preset::new(text!("a circle, warm"), "w1:1.5;w2:1.5;T:0.1"),
                Preset::new(text!("hot"), "T:0.6"),
            ]
        }
    }
}

//! An energy landscape: E(x, y), the squared distance from y to the nearest possible answer at x.
//! One point rolls down it. Its minimisers are a whole curve.

use crate::{
    demo::{Axis, Demo, Field, Handle, Ink, Knobs, Layer, Mark, Plot, Preset, Readout, Text},
    demos::shared::{
        ellipse_plane,
        grid::{even_field, remembered},
    },
    ebm::{
        inference::latent_minimum::{closest, free_energy_dy},
        math::{
            num::{add_scaled, norm},
            rng::Rng,
        },
        models::{ellipse::Decoder, horn::Horn},
    },
    fields, text,
};

/// Half the width and height of the plot.
const REACH: [f64; 2] = [4.0, 3.0];

/// The figure's state.
#[derive(Clone)]
pub struct Landscape {
    x: f64,
    y: [f64; 2],
    eta: f64,
    path: Vec<[f64; 2]>,
}

impl Default for Landscape {
    fn default() -> Self {
        Self { x: 0.0, y: [3.2, 2.2], eta: 0.1, path: Vec::new() }
    }
}

impl Landscape {
    /// At input x the possible answers are the ellipse with half-axes ρ(x).
    fn answers(&self) -> Decoder {
        Decoder { w: Horn::default().radii(self.x) }
    }

    fn slope(&self) -> Option<[f64; 2]> {
        free_energy_dy(&self.answers(), self.y)
    }
}

/// F∞ of the decoder on a grid of columns × rows nodes over [-reach, reach], rows from the bottom.
pub fn field(decoder: &Decoder, reach: [f64; 2], size: [usize; 2]) -> Vec<f64> {
    let [columns, rows] = size.map(|n| n as f64);
    let key = [decoder.w[0], decoder.w[1], reach[0], reach[1], columns, rows];
    remembered("F∞", &key, || even_field(reach, size, |y| closest(decoder, y).energy))
}

impl Demo for Landscape {
    fn title(&self) -> Text {
        text!("An energy landscape")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.point([("y1", text!("candidate y₁")), ("y2", text!("candidate y₂"))], self.y, REACH);
        k.slider(("x", text!("input x")), self.x, 0.0..=0.25, 0.01);
        k.slider(("eta", text!("step size η")), self.eta, 0.01..=0.9, 0.01);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "y1" => self.y[0], "y2" => self.y[1], "x" => self.x, "eta" => self.eta)
    }

    fn changed(&mut self, key: &str) {
        if key != "eta" {
            self.path.clear();
        }
    }

    fn reset(&mut self, _rng: &mut Rng) {
        self.path.clear();
    }

    fn step(&mut self, _rng: &mut Rng) {
        if self.path.is_empty() {
            self.path.push(self.y);
        }
        if let Some(slope) = self.slope() {
            self.y = add_scaled(self.y, -self.eta, slope);
            self.path.push(self.y);
        }
    }

    fn step_label(&self) -> Text {
        text!("Step downhill")
    }

    fn done(&self) -> bool {
        self.slope().is_none_or(|slope| norm(slope) < 1e-9)
    }

    fn plots(&self) -> Vec<Plot> {
        let grid = [97, 73];
        let values = field(&self.answers(), REACH, grid);
        let mut plot = Plot::new(
            text!("Energy E(x, y) at x = {x}", x = self.x),
            Axis::new(text!("y₁"), -REACH[0], REACH[0]),
            Axis::new(text!("y₂"), -REACH[1], REACH[1]),
        )
        .with(Layer::Field { values: values.clone(), columns: grid[0], range: [0.0, 6.0] })
        .with(Layer::Contours {
            values,
            columns: grid[0],
            levels: vec![0.25, 1.0, 2.25, 4.0, 6.25],
            ink: Ink::Paper,
        })
        .with(Layer::line(ellipse_plane::curve(&self.answers()), Ink::Paper, 5.0))
        .with(Layer::line(ellipse_plane::curve(&self.answers()), Ink::Best, 2.5))
        .with(Layer::line(self.path.clone(), Ink::Picked, 2.0))
        .with(Layer::discs(self.path.clone(), Ink::Picked, 2.5));
        if let Some(slope) = self.slope() {
            let ahead = add_scaled(self.y, -0.25, slope);
            plot = plot.with(Layer::arrow(self.y, ahead, Ink::Gradient));
        }
        let handle =
            Handle::new(text!("candidate y"), self.y, Ink::Picked, [("y1", 0.1), ("y2", 0.1)]);
        vec![plot.with(Layer::mark(self.y, Ink::Picked, Mark::Disc, 7.0)).handle(handle)]
    }

    fn readouts(&self) -> Vec<Readout> {
        let energy = closest(&self.answers(), self.y).energy;
        vec![
            Readout::new("y1", text!("y₁"), self.y[0]),
            Readout::new("y2", text!("y₂"), self.y[1]),
            Readout::new("E", text!("energy E(x, y)"), energy),
            Readout::new("distance", text!("distance to the nearest answer"), energy.sqrt()),
            Readout::new("slope", text!("steepness |∂E/∂y|"), self.slope().map_or(0.0, norm)),
        ]
    }

    fn caption(&self) -> Text {
        let energy = closest(&self.answers(), self.y).energy;
        let place = text!(
            "At y = {y} the energy is {energy}",
            y = ellipse_plane::point_text(self.y),
            energy
        );
        match self.slope() {
            None => text!(
                "{place}. Two answers are equally near: this is a ridge, and no direction is the downhill one.",
                place
            ),
            Some(slope) if norm(slope) < 1e-6 => {
                text!("{place}: y lies on the curve of answers, the valley floor.", place)
            }
            Some(_) => {
                text!(
                    "{place}: the nearest possible answer is {sqrt} away.",
                    place,
                    sqrt = energy.sqrt()
                )
            }
        }
    }

    fn move_handle(&mut self, _plot: usize, _handle: usize, at: [f64; 2]) {
        self.y = at;
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("far outside"), "y1:3.2;y2:2.2"),
                Preset::new(text!("on the ridge"), "y1:0.3;y2:0"),
                Preset::new(text!("the regression’s answer"), "y1:0;y2:0"),
            ]
        }
    }
}

//! The computation graph (the lecture's Figure 3), live: z → g → ỹ → C ← y, and E = C(y, g(z)).
//! A toggle shows the gradients that flow back through it.

use crate::{
    demo::{
        Axis, Demo, Field, Ink, Knobs, Layer, Mark, Plot, Preset, Readout, Side, Text, Ticks,
        Verbatim,
    },
    demos::shared::ellipse_plane,
    ebm::{
        inference::grid_search::latent,
        math::{
            num::{TAU, wrap},
            rng::Rng,
        },
        models::ellipse::{Decoder, TRAINED},
    },
    fields, text,
};

/// Centres of the nodes, on a sheet of 10 × 5.
const Z: [f64; 2] = [1.0, 1.9];
const G: [f64; 2] = [3.3, 1.9];
const Y_TILDE: [f64; 2] = [5.4, 1.9];
const C: [f64; 2] = [7.3, 1.9];
const Y: [f64; 2] = [9.2, 1.9];
const E: [f64; 2] = [7.3, 4.0];
/// The segment on which z lives: its left end, right end and height.
const SEGMENT: ([f64; 2], f64) = ([0.4, 3.4], 3.6);

/// The figure's state.
#[derive(Clone)]
pub struct Graph {
    decoder: Decoder,
    z: f64,
    y: [f64; 2],
    backward: bool,
}

impl Default for Graph {
    fn default() -> Self {
        Self { decoder: TRAINED, z: 0.8, y: [1.0, 0.5], backward: false }
    }
}

impl Graph {
    fn energy(&self) -> f64 {
        self.decoder.energy(self.y, self.z)
    }

    /// Where z stands on its segment.
    fn on_segment(&self) -> [f64; 2] {
        let ([left, right], height) = SEGMENT;
        [left + (right - left) * self.z / TAU, height]
    }

    fn sheet(&self) -> Plot {
        let ([left, right], height) = SEGMENT;
        let edge = |from: [f64; 2], to: [f64; 2]| [from, to];
        let forward = vec![
            edge([Z[0] + 0.45, Z[1]], [G[0] - 0.7, G[1]]),
            edge([G[0] + 0.7, G[1]], [Y_TILDE[0] - 0.5, Y_TILDE[1]]),
            edge([Y_TILDE[0] + 0.5, Y_TILDE[1]], [C[0] - 0.5, C[1]]),
            edge([Y[0] - 0.5, Y[1]], [C[0] + 0.5, C[1]]),
            edge([C[0], C[1] + 0.45], [E[0], E[1] - 0.45]),
        ];
        let yt = self.decoder.decode(self.z);
        let mut plot = Plot::new(
            text!("From a latent to an energy"),
            Axis::new(text!(""), 0.0, 10.0).ticks(Ticks::None),
            Axis::new(text!(""), 0.0, 5.0).ticks(Ticks::None),
        )
        .with(Layer::Arrows { ends: forward, ink: Ink::Text })
        .with(Layer::line(vec![[left, height], [right, height]], Ink::Latent, 2.0))
        .with(Layer::mark(self.on_segment(), Ink::Latent, Mark::Disc, 6.0))
        .with(Layer::text([left, height], text!("0"), Ink::Text, Side::Below))
        .with(Layer::text([right, height], text!("2π"), Ink::Text, Side::Below));
        for (at, name, ink, mark) in [
            (Z, text!("z"), Ink::Latent, Mark::Ring),
            (G, text!("g"), Ink::Model, Mark::Square),
            (Y_TILDE, text!("ỹ"), Ink::Model, Mark::Ring),
            (C, text!("C"), Ink::Energy, Mark::Square),
            (Y, text!("y"), Ink::Picked, Mark::Ring),
            (E, text!("E"), Ink::Energy, Mark::Ring),
        ] {
            plot = plot.with(Layer::mark(at, ink, mark, 14.0)).with(Layer::text(
                at,
                name,
                ink,
                Side::Centre,
            ));
        }
        let [w1, w2] = self.decoder.w;
        for (at, text, ink) in [
            (Z, text!("{z} rad", z = self.z), Ink::Latent),
            (Y_TILDE, ellipse_plane::point_text(yt), Ink::Model),
            (C, text!("|y − ỹ|²"), Ink::Energy),
            (Y, ellipse_plane::point_text(self.y), Ink::Picked),
        ] {
            plot = plot.with(Layer::text([at[0], at[1] - 0.55], text, ink, Side::Below));
        }
        let weights = text!("w = ({w1}, {w2})", w1, w2);
        plot = plot.with(Layer::text([G[0], G[1] + 0.5], weights, Ink::Model, Side::Above));
        let [d1, d2] = [self.y[0] - yt[0], self.y[1] - yt[1]];
        let squares = text!(
            "{d1} + {d2}",
            d1 = Verbatim(format!("{:.2}", d1 * d1)),
            d2 = Verbatim(format!("{:.2}", d2 * d2))
        );
        let beside_the_arrow = [C[0], f64::midpoint(C[1], E[1])];
        plot = plot.with(Layer::text(beside_the_arrow, squares, Ink::Energy, Side::Right));
        let value = text!("= {energy}", energy = self.energy());
        plot = plot.with(Layer::text([E[0] + 0.5, E[1]], value, Ink::Energy, Side::Right));
        if self.backward {
            plot = self.with_gradients(plot);
        }
        plot.aspect(2.0).handle(ellipse_plane::latent_handle(self.on_segment()))
    }

    /// The gradients under the nodes, and the arrows along which they flow.
    fn with_gradients(&self, plot: Plot) -> Plot {
        let dyt = self.decoder.energy_dy(self.y, self.z).map(|v| -v);
        let dz = self.decoder.energy_dz(self.y, self.z);
        let low = Z[1] - 1.1;
        plot.with(Layer::arrow([Y_TILDE[0] - 0.3, low], [Z[0] + 0.3, low], Ink::Gradient))
            .with(Layer::arrow([C[0], low], [Y_TILDE[0] + 0.3, low], Ink::Gradient))
            .with(Layer::text(
                [Y_TILDE[0], low - 0.15],
                text!("∂E/∂ỹ {dyt}", dyt = ellipse_plane::point_text(dyt)),
                Ink::Gradient,
                Side::Below,
            ))
            .with(Layer::text(
                [Z[0], low - 0.15],
                text!("∂E/∂z {dz}", dz),
                Ink::Gradient,
                Side::Below,
            ))
    }

    fn plane_plot(&self) -> Plot {
        let at = self.decoder.decode(self.z);
        ellipse_plane::plane(text!("y and ỹ in their plane"))
            .with(Layer::line(ellipse_plane::curve(&self.decoder), Ink::Model, 1.5))
            .with(Layer::dashes(vec![self.y, at], Ink::Energy, 2.0))
            .with(Layer::mark(at, Ink::Latent, Mark::Disc, 6.0))
            .with(Layer::mark(self.y, Ink::Picked, Mark::Disc, 6.0))
            .handle(ellipse_plane::observation_handle(self.y))
            .handle(ellipse_plane::latent_handle(at))
    }
}

impl Demo for Graph {
    fn title(&self) -> Text {
        text!("The computation graph")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        ellipse_plane::latent_knob(k, self.z);
        ellipse_plane::observation_knob(k, self.y);
        ellipse_plane::weight_knobs(k, self.decoder.w);
        k.toggle(("backward", text!("show the gradients")), self.backward);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "z" => self.z, "y1" => self.y[0], "y2" => self.y[1], "w1" => self.decoder.w[0], "w2" => self.decoder.w[1], "backward" => self.backward)
    }

    fn reset(&mut self, _rng: &mut Rng) {}

    fn step(&mut self, _rng: &mut Rng) {
        self.z = wrap(self.z + latent(1));
    }

    fn step_label(&self) -> Text {
        text!("Next latent")
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.sheet(), self.plane_plot()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let yt = self.decoder.decode(self.z);
        let dyt = self.decoder.energy_dy(self.y, self.z).map(|v| -v);
        vec![
            Readout::with_unit("z", text!("z"), self.z, text!("rad")),
            Readout::new("yt1", text!("ỹ₁ = w₁ cos z"), yt[0]),
            Readout::new("yt2", text!("ỹ₂ = w₂ sin z"), yt[1]),
            Readout::new("y1", text!("y₁"), self.y[0]),
            Readout::new("y2", text!("y₂"), self.y[1]),
            Readout::new("E", text!("E = C(y, ỹ)"), self.energy()),
            Readout::new("dyt1", text!("∂E/∂ỹ₁"), dyt[0]),
            Readout::new("dyt2", text!("∂E/∂ỹ₂"), dyt[1]),
            Readout::new("dz", text!("∂E/∂z"), self.decoder.energy_dz(self.y, self.z)),
        ]
    }

    fn caption(&self) -> Text {
        text!(
            "z = {z} rad is decoded to ỹ = {decoded}; its squared distance to y = {y} is E = {energy}.",
            z = self.z,
            decoded = ellipse_plane::point_text(self.decoder.decode(self.z)),
            y = ellipse_plane::point_text(self.y),
            energy = self.energy()
        )
    }

    fn move_handle(&mut self, plot: usize, handle: usize, at: [f64; 2]) {
        match (plot, handle) {
            (0, _) => {
                let ([left, right], _) = SEGMENT;
                self.z = TAU * ((at[0] - left) / (right - left)).clamp(0.0, 1.0);
            }
            (_, 0) => self.y = at,
            _ => {
                if let Some(z) = ellipse_plane::angle_of(&self.decoder, at) {
                    self.z = z;
                }
            }
        }
    }

    fn presets(&self) -> &'static [Preset] {
        ellipse_plane::WEIGHT_PRESETS
    }
}

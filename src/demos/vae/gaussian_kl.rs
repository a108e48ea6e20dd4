//! The information of a Gaussian code: KL as a surface over (m, s), in nats and in bits; and of a cube.

use crate::{
    demo::{
        Axis, Demo, Field, Handle, Ink, Knobs, Layer, Mark, Options, Plot, Preset, Readout, Side,
        Text,
    },
    ebm::{
        math::{
            num::{LN_2, ln},
            rng::Rng,
        },
        variational::gaussian_free_energy::{Gaussian, cube_information},
    },
    fields, text,
};

const FORMULAS: Options = &[
    ("right", text!("½ (m² + s² − ln s² − 1)")),
    ("printed", text!("½ (m² + s² − log₂ s² − 1), as one slide has it")),
];

/// The figure's state.
#[derive(Clone)]
pub struct GaussianKl {
    q: Gaussian,
    formula: usize,
    large: f64,
    small: f64,
    dimensions: f64,
    way: Vec<[f64; 2]>,
}

impl Default for GaussianKl {
    fn default() -> Self {
        Self {
            q: Gaussian { mean: 1.5, deviation: 0.4 },
            formula: 0,
            large: 4.0,
            small: 0.5,
            dimensions: 2.0,
            way: Vec::new(),
        }
    }
}

/// The step size of the descent.
const ETA: f64 = 0.05;

/// The widest and the narrowest q of the picture, and the largest mean.
const WIDE: [f64; 2] = [0.1, 2.5];
const FAR: f64 = 2.5;

impl GaussianKl {
    /// The formula that was chosen; the printed one mixes nats and bits.
    fn value(&self, q: &Gaussian) -> f64 {
        if self.formula == 0 {
            return q.divergence();
        }
        let square = q.deviation * q.deviation;
        0.5 * (q.mean * q.mean + square - ln(square) / LN_2 - 1.0)
    }

    fn slope(&self) -> [f64; 2] {
        let s = self.q.deviation;
        let log = if self.formula == 0 { 1.0 } else { 1.0 / LN_2 };
        [self.q.mean, s - log / s]
    }

    fn surface(&self) -> Plot {
        const NODES: [usize; 2] = [49, 33];
        let at = |i: usize, j: usize| Gaussian {
            mean: FAR * (2.0 * i as f64 / (NODES[0] - 1) as f64 - 1.0),
            deviation: WIDE[0] + (WIDE[1] - WIDE[0]) * j as f64 / (NODES[1] - 1) as f64,
        };
        let all = (0..NODES[1]).flat_map(|j| (0..NODES[0]).map(move |i| (i, j)));
        let values: Vec<f64> = all.map(|(i, j)| self.value(&at(i, j))).collect();
        let here = [self.q.mean, self.q.deviation];
        Plot::new(
            text!("KL(q ‖ N(0, 1)) over the mean and the width of q"),
            Axis::new(text!("mean m"), -FAR, FAR),
            Axis::new(text!("standard deviation s"), WIDE[0], WIDE[1]),
        )
        .aspect(1.5)
        .with(Layer::Field { values: values.clone(), columns: NODES[0], range: [0.0, 4.0] })
        .with(Layer::Contours {
            values,
            columns: NODES[0],
            levels: vec![0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0],
            ink: Ink::Paper,
        })
        .with(Layer::line(self.way.clone(), Ink::Paper, 4.0))
        .with(Layer::line(self.way.clone(), Ink::Gradient, 2.0))
        .with(Layer::mark([0.0, 1.0], Ink::Best, Mark::Cross, 7.0))
        .with(Layer::mark(here, Ink::Model, Mark::Disc, 6.0))
        .handle(Handle::new(text!("q"), here, Ink::Model, [("m", 0.1), ("s", 0.05)]))
    }

    fn section() -> Plot {
        let along = |value: &dyn Fn(&Gaussian) -> f64| -> Vec<[f64; 2]> {
            let s = (0..=96).map(|i| WIDE[0] + (WIDE[1] - WIDE[0]) * f64::from(i) / 96.0);
            s.map(|s| [s, value(&Gaussian { mean: 0.0, deviation: s })]).collect()
        };
        let nats = along(&Gaussian::divergence);
        let mixed = along(&|q| {
            let square = q.deviation * q.deviation;
            0.5 * (square - ln(square) / LN_2 - 1.0)
        });
        Plot::new(
            text!("At m = 0: right, and as printed (dashed)"),
            Axis::new(text!("standard deviation s"), WIDE[0], WIDE[1]),
            Axis::new(text!("KL, nats"), -0.3, 2.0),
        )
        .aspect(1.5)
        .with(Layer::line(vec![[WIDE[0], 0.0], [WIDE[1], 0.0]], Ink::Text, 1.0))
        .with(Layer::dashes(mixed, Ink::Rejected, 2.0))
        .with(Layer::line(nats, Ink::Energy, 2.5))
        .with(Layer::mark([1.0, 0.0], Ink::Best, Mark::Disc, 5.0))
    }

    fn cubes(&self) -> Plot {
        let (r, s) = (0.5 * self.large, 0.5 * self.small.min(self.large));
        let corner = r - s;
        Plot::new(
            text!("A small cube in a large one"),
            Axis::new(text!("z₁"), -4.2, 4.2),
            Axis::new(text!("z₂"), -4.2, 4.2),
        )
        .with(Layer::Boxes { corners: vec![[[-r, -r], [r, r]]], ink: Ink::Best, opacity: 0.15 })
        .with(Layer::Boxes {
            corners: vec![[
                [0.4 * corner - s, 0.3 * corner - s],
                [0.4 * corner + s, 0.3 * corner + s],
            ]],
            ink: Ink::Latent,
            opacity: 0.8,
        })
        .with(Layer::text([0.0, r], text!("r"), Ink::Best, Side::Above))
        .with(Layer::text(
            [0.4 * corner, 0.3 * corner + s],
            text!("s"),
            Ink::Latent,
            Side::Above,
        ))
    }
}

impl Demo for GaussianKl {
    fn title(&self) -> Text {
        text!("KL of a Gaussian code, in nats and bits")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.slider(("m", text!("mean m")), self.q.mean, -FAR..=FAR, 0.01);
        k.slider(("s", text!("standard deviation s")), self.q.deviation, WIDE[0]..=WIDE[1], 0.01);
        k.choice(("formula", text!("formula")), self.formula, FORMULAS);
        k.slider(("r", text!("side r of the large cube")), self.large, 1.0..=8.0, 0.1);
        k.slider(("small", text!("side s of the small cube")), self.small, 0.1..=8.0, 0.1);
        k.slider(("d", text!("dimensions d")), self.dimensions, 1.0..=20.0, 1.0);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "m" => self.q.mean, "s" => self.q.deviation, "formula" => self.formula, "r" => self.large, "small" => self.small, "d" => self.dimensions)
    }

    fn changed(&mut self, key: &str) {
        if ["m", "s", "formula"].contains(&key) {
            self.way = vec![[self.q.mean, self.q.deviation]];
        }
    }

    fn reset(&mut self, _rng: &mut Rng) {
        self.way = vec![[self.q.mean, self.q.deviation]];
    }

    fn step(&mut self, _rng: &mut Rng) {
        let [dm, ds] = self.slope();
        self.q.mean -= ETA * dm;
        self.q.deviation = (self.q.deviation - ETA * ds).clamp(WIDE[0], WIDE[1]);
        self.way.push([self.q.mean, self.q.deviation]);
        if self.way.len() > 500 {
            self.way.remove(0);
        }
    }

    fn step_label(&self) -> Text {
        text!("Gradient step")
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.surface(), Self::section(), self.cubes()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let (nats, cube) = (
            self.value(&self.q),
            cube_information(self.dimensions, self.large, self.small.min(self.large)),
        );
        vec![
            Readout::new("nats", text!("KL by the formula, nats"), nats),
            Readout::new("bits", text!("divided by ln 2: bits"), nats / LN_2),
            Readout::new("width", text!("s"), self.q.deviation),
            Readout::new("cubenats", text!("d ln(r/s), nats"), cube),
            Readout::new("cubebits", text!("d log₂(r/s), bits"), cube / LN_2),
        ]
    }

    fn caption(&self) -> Text {
        let small = self.small.min(self.large);
        let gaussian = text!(
            "q = N({mean}, {deviation}²) carries {nats} nats.",
            mean = self.q.mean,
            deviation = self.q.deviation,
            nats = self.value(&self.q),
        );
        let cube = text!(
            "A cube of side {small} in one of side {large}, in {dimensions} dimensions: {bits} bits.",
            small,
            large = self.large,
            dimensions = self.dimensions,
            bits = cube_information(self.dimensions, self.large, small) / LN_2,
        );
        Text::sentences([gaussian, cube])
    }

    fn move_handle(&mut self, _plot: usize, _handle: usize, at: [f64; 2]) {
        self.q.mean = at[0].clamp(-FAR, FAR);
        self.q.deviation = at[1].clamp(WIDE[0], WIDE[1]);
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("a sharp code"), "m:1.5;s:0.1"),
                Preset::new(text!("no information"), "m:0;s:1"),
                Preset::new(text!("the printed formula"), "formula:printed;m:0;s:1"),
            ]
        }
    }
}

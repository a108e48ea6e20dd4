//! The race to ž: six ways to minimise E(y, ·), one iteration at a time. Figure 7 of the lecture,
//! with the starts that end in the wrong valley shown as such.

mod pictures;

use core::cell::OnceCell;

use crate::{
    demo::{
        Axis, Demo, Field, Ink, Knobs, Layer, Mark, Options, Plot, Preset, Readout, Side, Text,
        Ticks,
    },
    demos::shared::ellipse_plane::{self, Chosen},
    ebm::{
        inference::{
            latent_minimum::closest,
            six_methods::{self, Inference, Method, in_the_best_valley},
        },
        math::{
            num::{PI, TAU, log10, wrap},
            rng::Rng,
        },
        models::ellipse::Decoder,
    },
    fields, text,
};

const METHODS: Options = &[
    ("search", text!("exhaustive search")),
    ("golden", text!("golden-section line search")),
    ("brent", text!("Brent’s line search")),
    ("descent", text!("gradient descent")),
    ("cg", text!("nonlinear conjugate gradients")),
    ("lbfgs", text!("L-BFGS")),
];

/// Their names on the score board.
const SHORT: [Text; 6] = [
    text!("search"),
    text!("golden"),
    text!("Brent"),
    text!("descent"),
    text!("CG"),
    text!("L-BFGS"),
];

/// How many starts the strip of basins tries, and how long each may take.
const STARTS: usize = 120;
const LONGEST: usize = 400;

/// The figure's state.
#[derive(Clone)]
pub struct OptimizerComparison {
    method: usize,
    start: f64,
    chosen: Chosen,
    y: [f64; 2],
    eta: f64,
    search: Inference,
    /// The best z after each iteration.
    path: Vec<f64>,
    /// For each start of the strip, whether the method ends from there in the wrong valley.
    trapped: OnceCell<Vec<bool>>,
}

impl Default for OptimizerComparison {
    fn default() -> Self {
        let (start, y) = (0.5, [1.98, 0.06]);
        let search = Inference::new(Method::all(0.05)[3], Chosen::UNTRAINED.decoder(), y, start);
        Self {
            method: 3,
            start,
            chosen: Chosen::UNTRAINED,
            y,
            eta: 0.05,
            search,
            path: Vec::new(),
            trapped: OnceCell::new(),
        }
    }
}

impl OptimizerComparison {
    fn decoder(&self) -> Decoder {
        self.chosen.decoder()
    }

    fn from(&self, start: f64) -> Inference {
        Inference::new(Method::all(self.eta)[self.method], self.decoder(), self.y, start)
    }

    /// What each method asks until it arrives, from the same start, and whether it arrives at ž.
    fn score(&self) -> Vec<(f64, bool)> {
        let run = |method: Method| {
            let end = Inference::new(method, self.decoder(), self.y, self.start).finish(LONGEST);
            let asked = (end.tried.len() + end.slopes) as f64;
            (asked, in_the_best_valley(&self.decoder(), self.y, end.z()))
        };
        Method::all(self.eta).map(run).to_vec()
    }

    fn restart(&mut self) {
        self.search = self.from(self.start);
        self.path.clear();
        self.trapped.take();
    }

    fn energy(&self, z: f64) -> f64 {
        self.decoder().energy(self.y, z)
    }

    fn trapped(&self) -> &[bool] {
        let method = Method::all(self.eta)[self.method];
        let compute = || six_methods::trapped(method, self.decoder(), self.y, STARTS, LONGEST);
        self.trapped.get_or_init(compute)
    }
}

impl Demo for OptimizerComparison {
    fn title(&self) -> Text {
        text!("Comparison of optimizers")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.choice(("method", text!("method")), self.method, METHODS);
        ellipse_plane::latent_knob(k, self.start);
        self.chosen.knobs(k);
        ellipse_plane::observation_knob(k, self.y);
        k.slider(("eta", text!("step size η of the descent")), self.eta, 0.01..=0.3, 0.01);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(
            key;
            "method" => self.method,
            "z" => self.start,
            "y1" => self.y[0],
            "y2" => self.y[1],
            "eta" => self.eta;
            self.chosen.field(key)
        )
    }

    fn changed(&mut self, _key: &str) {
        self.restart();
    }

    fn reset(&mut self, _rng: &mut Rng) {
        self.restart();
    }

    fn step(&mut self, _rng: &mut Rng) {
        if self.done() {
            return;
        }
        self.search.step();
        self.path.push(self.search.z());
    }

    fn step_label(&self) -> Text {
        text!("One iteration")
    }

    fn done(&self) -> bool {
        self.search.done() || self.path.len() >= LONGEST
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.energy_plot(), self.plane_plot(), self.score_plot()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let exact = closest(&self.decoder(), self.y);
        let energy = self.energy(self.search.z());
        // The centre of curvature at the end of each half-axis.
        let tip = |axis: usize| {
            let end = [0.0, PI / 2.0][axis];
            self.decoder().evolute(end).map_or(0.0, |centre| centre[axis].abs())
        };
        let wrong = self.trapped().iter().filter(|trapped| **trapped).count();
        vec![
            Readout::with_unit("z", text!("current z"), wrap(self.search.z()), text!("rad")),
            Readout::new("E", text!("current energy E"), energy),
            Readout::new("F", text!("free energy F∞"), exact.energy),
            Readout::with_unit("zcheck", text!("ž"), exact.z, text!("rad")),
            Readout::new("excess", text!("energy above F∞"), energy - exact.energy),
            Readout::new("iterations", text!("iterations"), self.path.len() as f64),
            Readout::new("energies", text!("energy evaluations"), self.search.tried.len() as f64),
            Readout::new("slopes", text!("gradient evaluations"), self.search.slopes as f64),
            Readout::new(
                "valleys",
                text!("valleys of the energy"),
                if self.decoder().has_two_valleys(self.y) { 2.0 } else { 1.0 },
            ),
            Readout::new("tip1", text!("tip of the evolute on y₁"), tip(0)),
            Readout::new("tip2", text!("tip of the evolute on y₂"), tip(1)),
            Readout::new(
                "wrong",
                text!("starts that end in the wrong valley"),
                100.0 * wrong as f64 / STARTS as f64,
            )
            .percent(),
        ]
    }

    fn caption(&self) -> Text {
        let (z, energy) = (self.search.z(), self.energy(self.search.z()));
        let method = &METHODS[self.method].1;
        let valleys = if self.decoder().has_two_valleys(self.y) {
            text!("The energy of this y has two valleys.")
        } else {
            text!("The energy of this y has one valley.")
        };
        let (z, start) = (wrap(z), self.start);
        let ends = if self.path.is_empty() {
            text!(
                "{method} starts at z̃ = {start} rad, with energy {energy}.",
                method,
                start,
                energy
            )
        } else if !self.done() {
            text!("{method} is at z = {z} rad, with energy {energy}.", method, z, energy)
        } else if !in_the_best_valley(&self.decoder(), self.y, z) {
            text!(
                "{method} has stopped in the wrong valley, at z = {z} rad, with energy {energy}.",
                method,
                z,
                energy,
            )
        } else {
            text!("{method} has found ž = {z} rad, with energy {energy}.", method, z, energy)
        };
        let evaluations = text!(
            "So far: iterations {iterations}, energy evaluations {energies}, gradient evaluations {gradients}.",
            iterations = self.path.len(),
            energies = self.search.tried.len(),
            gradients = self.search.slopes,
        );
        Text::sentences([valleys, ends, evaluations])
    }

    fn move_handle(&mut self, plot: usize, handle: usize, at: [f64; 2]) {
        match (plot, handle) {
            (0, _) => self.start = wrap(at[0]),
            (_, 0) => self.y = at,
            _ => {
                if let Some(z) = ellipse_plane::angle_of(&self.decoder(), at) {
                    self.start = z;
                }
            }
        }
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("sample 23"), "decoder:untrained;y1:1.98;y2:0.06;z:0.5"),
                Preset::new(
                    text!("the wrong valley"),
                    "decoder:trained;method:descent;y1:0;y2:-0.5;z:1.2;eta:0.05",
                ),
            ]
        }
    }
}

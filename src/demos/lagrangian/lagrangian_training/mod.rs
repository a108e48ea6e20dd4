//! Training with nothing but three moves: forward, backward, weights; beside back-propagation.

mod pictures;

use crate::{
    demo::{
        Arrow, Axis, Beyond, Demo, Field, Handle, Ink, Knobs, Layer, Mark, Options, Plot, Preset,
        Reach, Readout, Text, Trace,
    },
    demos::shared::grid::nodes,
    ebm::{
        constraints::lagrangian::{
            Layer as Net, descend,
            training::{Example, answer, mean_cost, slopes_by_back_propagation, slopes_by_moves},
        },
        math::rng::Rng,
        models::datasets,
    },
    fields, text,
};

const TASKS: Options = &[("moons", text!("two moons")), ("curve", text!("a drawn curve"))];

/// Points of either moon; nodes of the drawn curve; units of a hidden layer.
const EACH: usize = 30;
const CURVE: usize = 21;
const UNITS: usize = 8;

/// Half the side of the plane.
const HALF: f64 = 3.0;

/// Passes over the data in a step of the figure.
const PASSES: usize = 5;

/// The figure's state.
#[derive(Clone)]
pub struct LagrangianTraining {
    task: usize,
    eta: f64,
    curve: Vec<f64>,
    data: Vec<Example>,
    /// What chance gave the moons.
    moons: Vec<[f64; 2]>,
    /// By the three moves, and by back-propagation.
    layers: Vec<Net>,
    other: Vec<Net>,
    /// Where the first weights come from.
    seed: u64,
    history: Trace<[f64; 2]>,
}

impl Default for LagrangianTraining {
    fn default() -> Self {
        let wave = |i: usize| {
            let x = place(i) / HALF;
            (100.0 * (2.2 * x - 3.0 * x * x * x) + 0.5).floor() / 100.0
        };
        Self {
            task: 0,
            eta: 0.15,
            curve: (0..CURVE).map(wave).collect(),
            data: Vec::new(),
            moons: Vec::new(),
            layers: Vec::new(),
            other: Vec::new(),
            seed: 0,
            history: Trace::default(),
        }
    }
}

/// Where the i-th node of the curve lies.
fn place(i: usize) -> f64 {
    HALF * (2.0 * i as f64 / (CURVE - 1) as f64 - 1.0)
}

/// A network with two hidden layers.
fn network(inputs: usize, rng: &mut Rng) -> Vec<Net> {
    vec![
        Net::random(inputs, UNITS, true, rng),
        Net::random(UNITS, UNITS, true, rng),
        Net::random(UNITS, 1, false, rng),
    ]
}

impl LagrangianTraining {
    fn fill(&mut self) {
        let moons = self.moons.iter().enumerate();
        let moon = |(i, p): (usize, &[f64; 2])| {
            let side = if i % 2 == 0 { 1.0 } else { -1.0 };
            Example { x: p.to_vec(), y: vec![side] }
        };
        let node = |(i, y): (usize, &f64)| Example { x: vec![place(i)], y: vec![*y] };
        self.data = if self.task == 0 {
            moons.map(moon).collect()
        } else {
            self.curve.iter().enumerate().map(node).collect()
        };
    }

    /// New weights, from the numbers that chance gave at the start.
    fn begin(&mut self) {
        let mut rng = Rng::new(self.seed);
        self.layers = network(if self.task == 0 { 2 } else { 1 }, &mut rng);
        self.other = self.layers.clone();
        self.history = Trace::from(self.losses());
    }

    fn losses(&self) -> [f64; 2] {
        [&self.layers, &self.other].map(|layers| mean_cost(layers, &self.data))
    }

    /// The largest difference of a weight between the two trainings.
    fn gap(&self) -> f64 {
        let weights = |layers: &[Net]| -> Vec<f64> {
            layers.iter().flat_map(|l| l.weights.iter().chain(&l.bias).copied()).collect()
        };
        let both = weights(&self.layers).into_iter().zip(weights(&self.other));
        both.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
    }

    fn answer(&self, x: &[f64]) -> f64 {
        answer(&self.layers, x)[0]
    }

    /// The share of the moons' points on the right side.
    fn right(&self) -> f64 {
        let right = |one: &&Example| self.answer(&one.x) * one.y[0] > 0.0;
        self.data.iter().filter(right).count() as f64 / self.data.len().max(1) as f64
    }
}

impl Demo for LagrangianTraining {
    fn title(&self) -> Text {
        text!("Training by the Lagrangian")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.choice(("task", text!("task")), self.task, TASKS);
        k.log(("eta", text!("step size η")), self.eta, 0.01..=0.5, Beyond::Nothing);
        k.list(("curve", text!("the drawn curve")), &self.curve, -2.0..=2.0, 0.01, CURVE..=CURVE);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "task" => self.task, "eta" => self.eta, "curve" => self.curve)
    }

    fn changed(&mut self, key: &str) {
        if ["task", "curve"].contains(&key) {
            self.fill();
        }
        if key == "task" {
            self.begin();
        }
    }

    fn reset(&mut self, rng: &mut Rng) {
        let data = datasets::two_moons();
        let half = data.centres.len() / 2;
        // Centres of the two moons alternate.
        let point = |i: usize, rng: &mut Rng| {
            let at = 2 * rng.index(half) + i % 2;
            data.centres[at].map(|c| c + data.sigma * rng.normal())
        };
        self.moons = (0..2 * EACH).map(|i| point(i, rng)).collect();
        self.seed = rng.seed();
        self.fill();
        self.begin();
    }

    fn step(&mut self, _rng: &mut Rng) {
        for _ in 0..PASSES {
            let slopes = slopes_by_moves(&self.layers, &self.data);
            descend(&mut self.layers, &slopes, self.eta);
            let slopes = slopes_by_back_propagation(&self.other, &self.data);
            descend(&mut self.other, &slopes, self.eta);
        }
        self.history.push(self.losses());
    }

    fn step_label(&self) -> Text {
        text!("Train 5 epochs")
    }

    fn heavy(&self) -> bool {
        true
    }

    fn plots(&self) -> Vec<Plot> {
        let picture = if self.task == 0 { self.landscape() } else { self.fit() };
        vec![picture, self.curve_plot()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let [own, other] = self.losses();
        let mut all = vec![
            Readout::new("loss", text!("mean cost, by the Lagrangian"), own),
            Readout::new("other", text!("mean cost, back-propagation"), other),
            Readout::new("gap", text!("largest difference of a weight"), self.gap()),
        ];
        if self.task == 0 {
            let right =
                Readout::new("right", text!("points on the right side"), 100.0 * self.right());
            all.push(right.percent());
        }
        all
    }

    fn caption(&self) -> Text {
        let [cost, _] = self.losses();
        let passes = text!(
            "After {epochs} epochs the mean cost is {cost}.",
            epochs = self.history.steps() * PASSES,
            cost,
        );
        let gap = text!(
            "The weights differ from those of back-propagation by at most {gap}.",
            gap = self.gap(),
        );
        let right = match self.task {
            0 => text!(
                "{right} % of the points are on the right side.",
                right = 100.0 * self.right()
            ),
            _ => Text::default(),
        };
        Text::sentences([passes, gap, right])
    }

    fn move_handle(&mut self, _plot: usize, _handle: usize, at: [f64; 2]) {
        let slot = ((at[0] + HALF) / (2.0 * HALF) * (CURVE - 1) as f64).round();
        let slot = slot.clamp(0.0, (CURVE - 1) as f64) as usize;
        self.curve[slot] = at[1].clamp(-2.0, 2.0);
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("two moons"), "task:moons;eta:0.15"),
                Preset::new(text!("a drawn curve"), "task:curve;eta:0.1"),
                Preset::new(text!("step size too large"), "eta:0.5"),
            ]
        }
    }
}

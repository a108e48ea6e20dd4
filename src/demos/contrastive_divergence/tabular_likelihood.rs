//! Push down, pull up, cell by cell: the exact gradient of the likelihood of an energy that has one
//! parameter a cell.

use crate::{
    demo::{
        Axis, Demo, Field, Handle, Ink, Knobs, Layer, Options, Plot, Preset, Readout, Text, Trace,
    },
    ebm::{
        math::rng::Rng,
        models::energy_per_cell::{Table, entropy},
    },
    fields, text,
};

/// Half the length of the line, the number of cells on it and the width of one.
const REACH: f64 = 3.0;
const CELLS: usize = 24;
const WIDTH: f64 = 2.0 * REACH / CELLS as f64;

const DATA: [f64; 10] = [-1.9, -1.85, -1.6, -1.55, -1.3, 0.9, 1.1, 1.15, 1.2, 1.65];
const MOST: usize = 24;

const BEGINNINGS: Options =
    &[("flat", text!("flat")), ("wrong", text!("a valley in the wrong place"))];

/// The energies that the plot shows, at least.
const SHOWN: [f64; 2] = [-4.0, 3.0];

/// The figure's state.
#[derive(Clone)]
pub struct TabularLikelihood {
    eta: f64,
    reach: f64,
    beginning: usize,
    data: Vec<f64>,
    table: Table,
    /// KL(data ‖ model) after each step.
    history: Trace<f64>,
}

impl Default for TabularLikelihood {
    fn default() -> Self {
        let table = Table { energies: vec![0.0; CELLS] };
        Self {
            eta: 2.0,
            reach: 0.0,
            beginning: 1,
            data: DATA.to_vec(),
            table,
            history: Trace::default(),
        }
    }
}

fn middle(cell: usize) -> f64 {
    WIDTH * (cell as f64 + 0.5) - REACH
}

fn cell(y: f64) -> usize {
    ((y + REACH) / WIDTH).floor().clamp(0.0, CELLS as f64 - 1.0) as usize
}

impl TabularLikelihood {
    /// The share of the data in each cell.
    fn shares(&self) -> Vec<f64> {
        let mut shares = vec![0.0; CELLS];
        for &y in &self.data {
            shares[cell(y)] += 1.0 / self.data.len() as f64;
        }
        shares
    }

    /// KL(data ‖ model): the loss less the least that any energy can reach.
    fn divergence(&self) -> f64 {
        let shares = self.shares();
        self.table.loss(&shares) - entropy(&shares)
    }

    fn energy_plot(&self) -> Plot {
        const SCALE: f64 = 8.0;
        let (push, pull) = (self.shares(), self.table.probabilities());
        let energies = &self.table.energies;
        let low = energies.iter().copied().fold(SHOWN[0], f64::min).floor();
        let high = energies.iter().copied().fold(SHOWN[1], f64::max).ceil();
        let scale = SCALE * (high - low) / (SHOWN[1] - SHOWN[0]);
        let arrows = |shift: f64, up: &dyn Fn(usize) -> f64| {
            let arrow = |j: usize| {
                let from = [middle(j) + shift * WIDTH, energies[j]];
                [from, [from[0], from[1] + scale * up(j)]]
            };
            (0..CELLS).filter(|&j| up(j).abs() > 1e-3).map(arrow).collect::<Vec<_>>()
        };
        let steps = energies
            .iter()
            .enumerate()
            .flat_map(|(j, &e)| [[middle(j) - WIDTH / 2.0, e], [middle(j) + WIDTH / 2.0, e]]);
        let floor = low + 0.04 * (high - low);
        let mut plot = Plot::new(
            text!("The energy of each cell, and the two forces on it"),
            Axis::new(text!("y"), -REACH, REACH),
            Axis::new(text!("energy E(y)"), low, high),
        )
        .aspect(1.5)
        .with(Layer::line(steps.collect(), Ink::Energy, 2.5))
        .with(Layer::Arrows { ends: arrows(-0.25, &|j| -push[j]), ink: Ink::Data })
        .with(Layer::Arrows { ends: arrows(0.25, &|j| pull[j]), ink: Ink::Model })
        .with(Layer::Arrows { ends: arrows(0.0, &|j| pull[j] - push[j]), ink: Ink::Gradient })
        .with(Layer::discs(
            self.data.iter().map(|&y| [y, floor]).collect(),
            Ink::Data,
            5.0,
        ));
        for (i, &y) in self.data.iter().enumerate() {
            let label = text!("datum {i}", i = i + 1);
            plot = plot.handle(Handle::new(label, [y, floor], Ink::Data, [WIDTH, WIDTH]));
        }
        plot
    }

    fn density_plot(&self) -> Plot {
        let bars = |shift: f64, shares: &[f64]| {
            let bar = |(j, p): (usize, &f64)| [middle(j) + shift * WIDTH, p / WIDTH];
            shares.iter().enumerate().map(bar).collect::<Vec<_>>()
        };
        let [data, model] = [bars(-0.22, &self.shares()), bars(0.22, &self.table.probabilities())];
        let top = data.iter().chain(&model).fold(0.5, |top: f64, b| top.max(1.1 * b[1]));
        Plot::new(
            text!("Density of the data and of the model"),
            Axis::new(text!("y"), -REACH, REACH),
            Axis::new(text!("density p(y)"), 0.0, top),
        )
        .aspect(1.5)
        .with(Layer::bars(&data, 0.42 * WIDTH, Ink::Data))
        .with(Layer::bars(&model, 0.42 * WIDTH, Ink::Model))
    }

    fn divergence_plot(&self) -> Plot {
        let curve = self.history.curve(|kl| kl);
        let top = curve.iter().fold(0.5, |top: f64, p| top.max(1.1 * p[1]));
        let span = self.history.span(20.0);
        let last = curve.last().copied().into_iter().collect();
        Plot::new(
            text!("Divergence of the data from the model"),
            Axis::new(text!("step"), 0.0, span),
            Axis::new(text!("KL(data ‖ model), nats"), 0.0, top),
        )
        .aspect(1.5)
        .with(Layer::line(curve, Ink::Best, 2.5))
        .with(Layer::discs(last, Ink::Best, 5.0))
    }
}

impl Demo for TabularLikelihood {
    fn title(&self) -> Text {
        text!("Maximum likelihood with an energy per cell")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.slider(("eta", text!("step size η")), self.eta, 0.1..=8.0, 0.1);
        k.slider_in(
            ("reach", text!("Smoothing width")),
            self.reach,
            0.0..=3.0,
            0.5,
            text!("cells"),
        );
        k.choice(("begin", text!("Initial energy")), self.beginning, BEGINNINGS);
        k.list(("data", text!("data")), &self.data, -REACH..=REACH, 0.05, 1..=MOST);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "eta" => self.eta, "reach" => self.reach, "begin" => self.beginning, "data" => self.data)
    }

    fn changed(&mut self, key: &str) {
        if key == "data" {
            self.history.amend(self.divergence());
        }
    }

    fn reset(&mut self, _rng: &mut Rng) {
        let start = |j: usize| match self.beginning {
            0 => 0.0,
            _ => (middle(j) * middle(j)).min(4.0) - 2.0,
        };
        self.table = Table { energies: (0..CELLS).map(start).collect() };
        self.history = Trace::from(self.divergence());
    }

    fn step(&mut self, _rng: &mut Rng) {
        self.table.step(&self.shares(), self.eta, self.reach);
        self.history.push(self.divergence());
    }

    fn step_label(&self) -> Text {
        text!("Gradient step")
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.energy_plot(), self.density_plot(), self.divergence_plot()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let shares = self.shares();
        let slope = self.table.gradient(&shares);
        let largest = slope.iter().fold(0.0, |most: f64, g| most.max(g.abs()));
        let high = self.table.energies.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let low = self.table.energies.iter().copied().fold(f64::INFINITY, f64::min);
        vec![
            Readout::new("L", text!("loss per datum"), self.table.loss(&shares)),
            Readout::new("KL", text!("KL(data ‖ model), nats"), self.divergence()),
            Readout::new("entropy", text!("entropy of the data, nats"), entropy(&shares)),
            Readout::new("force", text!("largest |push − pull|"), largest),
            Readout::new("gap", text!("energy range"), high - low),
        ]
    }

    fn caption(&self) -> Text {
        let shares = self.shares();
        let empty = shares.iter().filter(|d| **d == 0.0).count();
        text!(
            "{data} data lie in {full} of {cells} cells; the loss is {loss}, and {divergence} nats of it could still go.",
            data = self.data.len(),
            full = CELLS - empty,
            cells = CELLS,
            loss = self.table.loss(&shares),
            divergence = self.divergence(),
        )
    }

    fn move_handle(&mut self, _plot: usize, handle: usize, at: [f64; 2]) {
        if let Some(y) = self.data.get_mut(handle) {
            *y = at[0].clamp(-REACH, REACH);
        }
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("no smoothing"), "reach:0"),
                Preset::new(text!("smoothing"), "reach:1.5"),
                Preset::new(text!("from a flat energy"), "begin:flat"),
            ]
        }
    }
}

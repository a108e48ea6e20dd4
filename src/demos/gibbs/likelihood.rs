//! Negative log-likelihood: an energy of nine bumps is pushed down at the data and pulled up under
//! the model, exactly or by Monte Carlo.

use crate::{
    demo::{
        Axis, Beyond, Demo, Field, Handle, Ink, Knobs, Layer, Options, Plot, Preset, Readout, Text,
        Trace,
    },
    ebm::{
        math::{monte_carlo::Estimate, rng::Rng},
        models::radial_basis::{BUMPS, Model, RANGE, bump, centre, data_bumps, energy},
    },
    fields, text,
};

const EXPECTATIONS: Options =
    &[("exact", text!("exact, by quadrature")), ("draws", text!("Monte Carlo, from draws"))];

/// The data that the figure starts with, and how many there may be.
const DATA: [f64; 8] = [-1.9, -1.6, -1.5, -1.1, 0.9, 1.2, 1.3, 1.8];
const MOST: usize = 24;

/// The energies that the plot shows.
const LOW: f64 = -4.0;
const HIGH: f64 = 3.0;

/// The figure's state.
#[derive(Clone)]
pub struct Likelihood {
    eta: f64,
    expectation: usize,
    draws: f64,
    beta: f64,
    data: Vec<f64>,
    w: [f64; BUMPS],
    /// The last draws from the model.
    sample: Vec<f64>,
    /// The loss after each step.
    losses: Trace<f64>,
}

impl Default for Likelihood {
    fn default() -> Self {
        Self {
            eta: 0.5,
            expectation: 0,
            draws: 50.0,
            beta: 1.0,
            data: DATA.to_vec(),
            w: [0.0; BUMPS],
            sample: Vec::new(),
            losses: Trace::default(),
        }
    }
}

impl Likelihood {
    fn model(&self) -> Model {
        Model::new(&self.w, self.beta)
    }

    fn redraw(&mut self, rng: &mut Rng) {
        let model = self.model();
        self.sample = (0..self.draws as usize).map(|_| model.sample(rng)).collect();
    }

    /// ⟨φ_j⟩ under the model from the last draws.
    fn estimate(&self, j: usize) -> Estimate {
        self.sample.iter().map(|&y| bump(j, y)).collect()
    }

    /// ⟨φ⟩ under the model as the next step will use it.
    fn pull(&self) -> [f64; BUMPS] {
        if self.expectation == 0 {
            return self.model().mean_bumps();
        }
        core::array::from_fn(|j| self.estimate(j).mean())
    }

    fn gradient(&self) -> [f64; BUMPS] {
        let (push, pull) = (data_bumps(&self.data), self.pull());
        core::array::from_fn(|j| push[j] - pull[j])
    }

    fn loss(&self) -> f64 {
        self.model().loss(&self.w, &self.data)
    }

    /// The energy, and at each bump's centre the push of the data, the pull of the model, their sum.
    fn energy_plot(&self) -> Plot {
        const SCALE: f64 = 3.0;
        let y = |i: u32| RANGE[0] + f64::from(i) / 40.0;
        let curve: Vec<_> = (0..=240).map(|i| [y(i), energy(&self.w, y(i))]).collect();
        let least = curve.iter().fold(LOW, |low: f64, p| low.min(p[1]));
        let most = curve.iter().fold(HIGH, |high: f64, p| high.max(p[1]));
        let arrows = |shift: f64, length: &dyn Fn(usize) -> f64| {
            let arrow = |j: usize| {
                let from = [centre(j) + shift, energy(&self.w, centre(j))];
                [from, [from[0], from[1] + SCALE * length(j)]]
            };
            (0..BUMPS).map(arrow).collect()
        };
        let (push, pull) = (data_bumps(&self.data), self.pull());
        let mut plot = Plot::new(
            text!("The energy, and how a step will move it"),
            Axis::new(text!("y"), RANGE[0], RANGE[1]),
            Axis::new(text!("energy E(y)"), least.floor(), most.ceil()),
        )
        .aspect(1.5)
        .with(Layer::line(curve, Ink::Energy, 2.5))
        .with(Layer::Arrows { ends: arrows(-0.09, &|j| -push[j]), ink: Ink::Data })
        .with(Layer::Arrows { ends: arrows(0.09, &|j| pull[j]), ink: Ink::Model })
        .with(Layer::Arrows { ends: arrows(0.0, &|j| pull[j] - push[j]), ink: Ink::Gradient });
        let floor = least.floor() + 0.3;
        plot = plot.with(Layer::discs(
            self.data.iter().map(|&y| [y, floor]).collect(),
            Ink::Data,
            5.0,
        ));
        for (i, &y) in self.data.iter().enumerate() {
            plot = plot.handle(Handle::new(
                text!("datum {i}", i = i + 1),
                [y, floor],
                Ink::Data,
                [0.1, 0.1],
            ));
        }
        plot
    }

    fn density_plot(&self) -> Plot {
        let curve = self.model().curve();
        let top = curve.iter().fold(0.5, |top: f64, p| top.max(1.1 * p[1])).min(20.0);
        let mut under = curve.clone();
        under.extend([[RANGE[1], 0.0], [RANGE[0], 0.0]]);
        let at = |height: f64| move |&y: &f64| [y, height];
        Plot::new(
            text!("The model’s density, the data and the last draws"),
            Axis::new(text!("y"), RANGE[0], RANGE[1]),
            Axis::new(text!("density p(y)"), 0.0, top),
        )
        .aspect(1.5)
        .with(Layer::Area { points: under, ink: Ink::Model })
        .with(Layer::line(curve, Ink::Model, 2.5))
        .with(Layer::discs(self.sample.iter().map(at(0.09 * top)).collect(), Ink::Latent, 2.5))
        .with(Layer::discs(self.data.iter().map(at(0.03 * top)).collect(), Ink::Data, 5.0))
    }

    /// ⟨φ_j⟩ of the data, of the model exactly, and of the model from draws with its error bar.
    fn expectation_plot(&self) -> Plot {
        let points = |shift: f64, values: [f64; BUMPS]| {
            (0..BUMPS).map(|j| [centre(j) + shift, values[j]]).collect::<Vec<_>>()
        };
        let estimates: Vec<Estimate> = (0..BUMPS).map(|j| self.estimate(j)).collect();
        let mut plot = Plot::new(
            text!("⟨φ⟩ of the data, of the model, and from draws"),
            Axis::new(text!("centre of the bump φ"), RANGE[0], RANGE[1]),
            Axis::new(text!("mean of φ"), 0.0, 1.0),
        )
        .aspect(1.5)
        .with(Layer::bars(&points(-0.1, data_bumps(&self.data)), 0.18, Ink::Data))
        .with(Layer::bars(&points(0.1, self.model().mean_bumps()), 0.18, Ink::Model));
        for (j, estimate) in estimates.iter().enumerate() {
            let (x, mean, error) = (centre(j) + 0.26, estimate.mean(), estimate.error());
            plot = plot
                .with(Layer::line(vec![[x, mean - error], [x, mean + error]], Ink::Latent, 2.0))
                .with(Layer::discs(vec![[x, mean]], Ink::Latent, 3.5));
        }
        plot
    }

    fn loss_plot(&self) -> Plot {
        let curve = self.losses.curve(|loss| loss);
        let span = self.losses.span(20.0);
        let high = curve.iter().fold(f64::NEG_INFINITY, |high, p| high.max(p[1]));
        let low = curve.iter().fold(f64::INFINITY, |low, p| low.min(p[1]));
        let last = curve.last().copied();
        Plot::new(
            text!("Negative log-likelihood"),
            Axis::new(text!("step"), 0.0, span),
            Axis::new(text!("loss L"), low - 0.2, high + 0.2),
        )
        .aspect(1.5)
        .with(Layer::line(curve, Ink::Best, 2.5))
        .with(Layer::discs(last.into_iter().collect(), Ink::Best, 5.0))
    }
}

impl Demo for Likelihood {
    fn title(&self) -> Text {
        text!("Push down, pull up")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.slider(("eta", text!("step size η")), self.eta, 0.05..=2.0, 0.05);
        k.choice(("model", text!("expectation under the model")), self.expectation, EXPECTATIONS);
        k.slider(("draws", text!("draws per step")), self.draws, 5.0..=500.0, 5.0);
        k.log(("beta", text!("inverse temperature β")), self.beta, 0.2..=5.0, Beyond::Nothing);
        k.list(("data", text!("data")), &self.data, RANGE[0]..=RANGE[1], 0.05, 1..=MOST);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "eta" => self.eta, "model" => self.expectation, "draws" => self.draws, "beta" => self.beta, "data" => self.data)
    }

    fn changed(&mut self, key: &str) {
        if ["data", "beta"].contains(&key) {
            self.losses = Trace::from(self.loss());
        }
    }

    fn reset(&mut self, rng: &mut Rng) {
        self.w = [0.0; BUMPS];
        self.redraw(rng);
        self.losses = Trace::from(self.loss());
    }

    fn step(&mut self, rng: &mut Rng) {
        let gradient = self.gradient();
        for (w, slope) in self.w.iter_mut().zip(gradient) {
            *w -= self.eta * slope;
        }
        self.redraw(rng);
        self.losses.push(self.loss());
    }

    fn step_label(&self) -> Text {
        text!("Gradient step")
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.energy_plot(), self.density_plot(), self.expectation_plot(), self.loss_plot()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let model = self.model();
        let exact = model.loss_dw(&self.data);
        let length = |v: [f64; BUMPS]| v.iter().map(|x| x * x).sum::<f64>().sqrt();
        let used = self.gradient();
        let gap: [f64; BUMPS] = core::array::from_fn(|j| used[j] - exact[j]);
        let push = self.data.iter().map(|&y| energy(&self.w, y)).sum::<f64>();
        vec![
            Readout::new("L", text!("loss L"), model.loss(&self.w, &self.data)),
            Readout::new("push", text!("mean energy of the data"), push / self.data.len() as f64),
            Readout::new("lnZ", text!("ln Z"), model.log_z),
            Readout::new("gradient", text!("length of the exact gradient"), length(exact)),
            Readout::new("gap", text!("error of the gradient in use"), length(gap)),
            Readout::new("w5", text!("weight of the middle bump"), self.w[4]),
        ]
    }

    fn caption(&self) -> Text {
        let steps = self.losses.steps();
        let gradient = self.gradient();
        let j = (0..BUMPS)
            .fold(0, |best, j| if gradient[j].abs() > gradient[best].abs() { j } else { best });
        let loss = text!("After {steps} steps the loss is {loss}.", steps, loss = self.loss());
        let y = centre(j);
        let next = if gradient[j] > 0.0 {
            text!("The next step lowers the energy most at y = {y}.", y)
        } else {
            text!("The next step raises the energy most at y = {y}.", y)
        };
        Text::sentences([loss, next])
    }

    fn move_handle(&mut self, _plot: usize, handle: usize, at: [f64; 2]) {
        if let Some(datum) = self.data.get_mut(handle) {
            *datum = at[0];
        }
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("20 draws per step"), "model:draws;draws:20"),
                Preset::new(text!("one datum"), "data:0.7"),
                Preset::new(text!("an even spread"), "data:-2.6,-2,-1.3,-0.7,0,0.7,1.3,2,2.6"),
            ]
        }
    }
}

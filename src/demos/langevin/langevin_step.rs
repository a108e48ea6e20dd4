//! Descent, then noise: one particle, each step taken apart.

use crate::{
    demo::{
        Axis, Demo, Field, Handle, Ink, Knobs, Layer, Mark, Plot, Preset, Readout, Text, Trace,
    },
    demos::{
        langevin::chains::{Health, Scene, Truth, square_plot, tempo_knobs},
        shared::ellipse_plane::point_text,
    },
    ebm::{
        math::{
            num::{add_scaled, norm},
            rng::Rng,
        },
        sampling::samplers::{Place, Tempo, langevin},
    },
    fields, text,
};

/// How many places of the trail are drawn.
const TRAIL: usize = 400;

/// A step taken apart: from where, to where the gradient led, to where the noise led.
#[derive(Clone, Copy)]
struct Parts {
    from: [f64; 2],
    drifted: [f64; 2],
    to: [f64; 2],
}

/// The figure's state.
#[derive(Clone)]
pub struct LangevinStep {
    scene: Scene,
    tempo: Tempo,
    start: [f64; 2],
    truth: Truth,
    now: [Place; 1],
    last: Option<Parts>,
    trail: Vec<[f64; 2]>,
    /// E after each step.
    history: Trace<f64>,
    health: Health,
}

impl Default for LangevinStep {
    fn default() -> Self {
        let scene = Scene::new("three");
        Self {
            truth: Truth::new(&scene, 1.0),
            scene,
            tempo: Tempo { eta: 0.05, temperature: 1.0 },
            start: [3.0, -3.0],
            now: [Place::default()],
            last: None,
            trail: Vec::new(),
            history: Trace::default(),
            health: Health::default(),
        }
    }
}

impl LangevinStep {
    fn restart(&mut self) {
        let inside = |v: f64| v.clamp(-self.scene.half(), self.scene.half());
        self.now = [Place::of(self.scene.energy(), &[self.start.map(inside)])[0]];
        self.last = None;
        self.trail = vec![self.now[0].at];
        self.history = Trace::from(self.now[0].energy);
        self.health = Health::default();
    }

    /// Where the gradient alone would lead from here.
    fn ahead(&self) -> [f64; 2] {
        add_scaled(self.now[0].at, -self.tempo.eta, self.now[0].slope)
    }

    fn plane(&self) -> Plot {
        let here = self.now[0].at;
        let mut plot = self
            .truth
            .landscape(text!("The walk on the energy; dark is low"))
            .with(Layer::line(self.trail.clone(), Ink::Paper, 3.0))
            .with(Layer::line(self.trail.clone(), Ink::Model, 1.2));
        if self.last.is_none() {
            plot = plot.with(Layer::arrow(here, self.ahead(), Ink::Gradient));
        }
        plot = plot.with(Layer::mark(here, Ink::Picked, Mark::Disc, 6.0));
        let arrows = [("x1", 0.25), ("x2", 0.25)];
        plot.handle(Handle::new(text!("the start"), self.trail[0], Ink::Picked, arrows))
    }

    /// The last step, enlarged: its gradient part, its noise, its sum.
    fn close_up(&self) -> Plot {
        let Some(Parts { from, drifted, to }) = self.last else {
            return square_plot(text!("The last step, enlarged"), 1.0).with(Layer::mark(
                [0.0, 0.0],
                Ink::Picked,
                Mark::Disc,
                6.0,
            ));
        };
        let less = |p: [f64; 2]| [p[0] - from[0], p[1] - from[1]];
        let (drift, sum) = (less(drifted), less(to));
        let reach = [drift, sum].iter().flatten().fold(0.05, |m: f64, v| m.max(v.abs()));
        square_plot(text!("The last step, enlarged"), 1.2 * reach)
            .with(Layer::arrow([0.0, 0.0], sum, Ink::Model))
            .with(Layer::arrow(drift, sum, Ink::Latent))
            .with(Layer::arrow([0.0, 0.0], drift, Ink::Gradient))
            .with(Layer::mark([0.0, 0.0], Ink::Picked, Mark::Disc, 5.0))
    }

    fn energies(&self) -> Plot {
        let curve = self.history.curve(|e| e);
        let span = self.history.span(100.0);
        let numbers = || curve.iter().map(|p| p[1]).chain([self.truth.mean_energy()]);
        let (low, high) = (numbers().fold(0.0, f64::min), numbers().fold(1.0, f64::max));
        let mean = self.truth.mean_energy();
        Plot::new(
            text!("Energy along the walk; dashed: the mean of the density"),
            Axis::new(text!("step"), 0.0, span),
            Axis::new(text!("energy E"), low.floor(), high.min(low + 30.0).ceil()),
        )
        .aspect(1.5)
        .with(Layer::dashes(vec![[0.0, mean], [span, mean]], Ink::Best, 2.0))
        .with(Layer::line(curve, Ink::Energy, 2.0))
    }

    /// The lengths of the last step's gradient part, of its noise and of their sum.
    fn lengths(&self) -> [f64; 3] {
        self.last.map_or([0.0; 3], |Parts { from, drifted, to }| {
            let gap = |a: [f64; 2], b: [f64; 2]| norm([a[0] - b[0], a[1] - b[1]]);
            [gap(from, drifted), gap(drifted, to), gap(from, to)]
        })
    }
}

impl Demo for LangevinStep {
    fn title(&self) -> Text {
        text!("One Langevin step: gradient, then noise")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        tempo_knobs(k, self.tempo);
        self.scene.knob(k);
        k.point([("x1", text!("start x₁")), ("x2", text!("start x₂"))], self.start, [6.0; 2]);
        self.scene.own_knob(k);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(
            key;
            "eta" => self.tempo.eta,
            "T" => self.tempo.temperature,
            "x1" => self.start[0],
            "x2" => self.start[1];
            self.scene.field(key)
        )
    }

    fn changed(&mut self, key: &str) {
        let other = self.scene.changed(key);
        if other || key == "T" {
            self.truth = Truth::new(&self.scene, self.tempo.temperature);
        }
        if other || ["x1", "x2"].contains(&key) {
            self.restart();
        }
    }

    fn reset(&mut self, _rng: &mut Rng) {
        self.restart();
    }

    fn step(&mut self, rng: &mut Rng) {
        let (from, drifted) = (self.now[0].at, self.ahead());
        langevin::step(self.scene.energy(), &mut self.now, self.tempo, rng);
        let to = self.now[0].at;
        self.health.note(&[to], 1, 1);
        self.last = self.now[0].finite().then_some(Parts { from, drifted, to });
        self.trail.push(to);
        if self.trail.len() > TRAIL {
            // The first place stays: it is the handle.
            self.trail.remove(1);
        }
        let energy = self.now[0].energy;
        self.history.push(if energy.is_finite() { energy.min(1e6) } else { 1e6 });
    }

    fn step_label(&self) -> Text {
        text!("Step")
    }

    fn done(&self) -> bool {
        !self.now[0].finite()
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.plane(), self.close_up(), self.energies()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let mut all = self.guarded_readouts();
        all.extend(self.health.readouts());
        all
    }

    fn guarded_readouts(&self) -> Vec<Readout> {
        let [drift, noise, sum] = self.lengths();
        let at = self.now[0].at;
        vec![
            Readout::new("E", text!("energy E"), self.history.last().unwrap_or(0.0)),
            Readout::new("drift", text!("length of the gradient step"), drift),
            Readout::new("noise", text!("length of the noise"), noise),
            Readout::new("sum", text!("length of their sum"), sum),
            Readout::new("sigma", text!("noise per coordinate, σ = √(2ηT)"), self.tempo.sigma()),
            Readout::new("at1", text!("x₁"), at[0]),
            Readout::new("at2", text!("x₂"), at[1]),
            Readout::new("mean", text!("mean energy of the density"), self.truth.mean_energy()),
        ]
    }

    fn caption(&self) -> Text {
        if self.done() {
            return text!(
                "The particle has flown off: the steps are too long for slopes this steep. Choose a smaller step size η and reset."
            );
        }
        let here = point_text(self.now[0].at);
        let energy = self.now[0].energy;
        if self.last.is_none() {
            return text!(
                "The particle starts at {here} with energy {energy}; the arrow is its first gradient step.",
                here,
                energy
            );
        }
        let [drift, noise, _] = self.lengths();
        text!(
            "The particle is at {here} with energy {energy}. Its last step went {drift} along the gradient, and {noise} by the noise.",
            here,
            energy,
            drift,
            noise
        )
    }

    fn move_handle(&mut self, _plot: usize, _handle: usize, at: [f64; 2]) {
        self.start = at.map(|v| v.clamp(-6.0, 6.0));
    }

    fn seed(&self) -> u32 {
        3
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("low noise"), "T:0.05"),
                Preset::new(text!("warm"), "T:3"),
                Preset::new(text!("step size too large"), "eta:0.5;T:1"),
                Preset::new(text!("along the ring"), "energy:donut;eta:0.005;T:1"),
            ]
        }
    }
}

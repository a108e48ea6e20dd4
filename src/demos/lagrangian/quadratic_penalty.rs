//! Penalty instead of multiplier: springs of strength ρ hold the states to their layers; stiff springs
//! lead to the forward pass, and their tension to the multipliers.

use crate::{
    demo::{
        Axis, Beyond, Demo, Field, Ink, Knobs, Layer, Options, Plot, Preset, Readout, Text, Ticks,
        Trace, knob::next_place,
    },
    demos::lagrangian::chain::{
        HIGHEST, LAYERS, WEIGHTS, chain, chain_handles, chain_plot, cost_plot,
    },
    ebm::{
        constraints::lagrangian::{Lagrangian, Sign, descend, relax},
        math::{num::log10, rng::Rng},
    },
    fields, text,
};

/// The ends of the strength of the springs.
const SOFT: f64 = 0.01;
const STIFF: f64 = 1e4;

const PLANS: Options = &[
    ("stiffen", text!("stiffen the springs, weights held")),
    ("learn", text!("hold the springs, move the weights")),
];

/// The figure's state.
#[derive(Clone)]
pub struct QuadraticPenalty {
    rho: f64,
    plan: usize,
    eta: f64,
    x: f64,
    y: f64,
    states: [f64; LAYERS],
    weights: [f64; LAYERS],
    /// ρ, the violations, and the least penalty form.
    seen: Vec<(f64, [f64; LAYERS], f64)>,
    /// The cost of the forward pass after each change of the weights.
    history: Trace<f64>,
}

impl Default for QuadraticPenalty {
    fn default() -> Self {
        Self {
            rho: 0.1,
            plan: 0,
            eta: 0.1,
            x: 0.8,
            y: 1.5,
            states: [0.0; LAYERS],
            weights: WEIGHTS,
            seen: Vec::new(),
            history: Trace::default(),
        }
    }
}

impl QuadraticPenalty {
    fn problem(&self) -> Lagrangian {
        let mut problem = chain(self.weights, self.x, self.y, Sign::Minus);
        problem.states = self.states.map(|z| vec![z]).to_vec();
        problem
    }

    /// The forward pass and its multipliers.
    fn exact(&self) -> Lagrangian {
        let mut problem = self.problem();
        problem.forward();
        problem.backward();
        problem
    }

    fn violations(&self) -> [f64; LAYERS] {
        let problem = self.problem();
        core::array::from_fn(|k| problem.violation(k)[0])
    }

    /// Lets the states come to rest between the springs.
    fn rest(&mut self) {
        const MOST: usize = 200;
        let mut problem = self.problem();
        for _ in 0..MOST {
            if relax(&mut problem, self.rho) < 1e-13 {
                break;
            }
        }
        self.states = core::array::from_fn(|k| problem.states[k][0]);
        let now = (self.rho, self.violations(), problem.penalised(self.rho));
        self.seen.retain(|(rho, _, _)| *rho != self.rho);
        self.seen.insert(self.seen.partition_point(|(rho, _, _)| *rho < self.rho), now);
    }

    fn begin(&mut self) {
        self.states = core::array::from_fn(|k| self.exact().states[k][0]);
        self.seen.clear();
        self.rest();
        self.history = Trace::from(self.exact().cost());
    }

    /// The largest gap between the tension of a spring, -ρ v, and the multiplier of its layer.
    fn gap(&self) -> f64 {
        let exact = self.exact();
        let gaps = self.violations().into_iter().zip(exact.multipliers);
        gaps.map(|(v, l)| (-self.rho * v - l[0]).abs()).fold(0.0, f64::max)
    }

    fn log_axis() -> Axis {
        Axis::new(text!("strength ρ of the springs"), log10(SOFT), log10(STIFF))
            .ticks(Ticks::Powers)
    }

    /// Along ρ, a curve for each layer.
    fn curves(&self, of: &dyn Fn(f64, f64) -> f64) -> Vec<Vec<[f64; 2]>> {
        let at = |k: usize, (rho, v, _): &(f64, [f64; LAYERS], f64)| [log10(*rho), of(*rho, v[k])];
        (0..LAYERS).map(|k| self.seen.iter().map(|seen| at(k, seen)).collect()).collect()
    }

    fn violation_plot(&self) -> Plot {
        let mut plot = Plot::new(
            text!("Violations |z − g| of the four layers"),
            Self::log_axis(),
            Axis::new(text!("violation"), -6.0, 1.0).ticks(Ticks::Powers),
        )
        .aspect(1.5);
        for curve in self.curves(&|_, v| log10(v.abs().max(1e-9))) {
            let end = curve.iter().rev().take(1).copied().collect();
            plot = plot.with(Layer::line(curve, Ink::Rejected, 2.0)).with(Layer::discs(
                end,
                Ink::Rejected,
                3.5,
            ));
        }
        plot
    }

    fn tension_plot(&self) -> Plot {
        let exact = self.exact();
        let curves = self.curves(&|rho, v| -rho * v);
        let multipliers = exact.multipliers.iter().map(|l| l[0]);
        let all = curves.iter().flatten().map(|p| p[1]).chain(multipliers.clone());
        let reach = all.fold(0.2, |m: f64, v| m.max(1.15 * v.abs()));
        let mut plot = Plot::new(
            text!("Tensions −ρ(z − g); dashed: the multipliers"),
            Self::log_axis(),
            Axis::new(text!("tension, λ"), -reach, reach),
        )
        .aspect(1.5);
        for lambda in multipliers {
            let ends = vec![[log10(SOFT), lambda], [log10(STIFF), lambda]];
            plot = plot.with(Layer::dashes(ends, Ink::Gradient, 1.5));
        }
        for curve in curves {
            let ends = curve.clone();
            plot = plot.with(Layer::line(curve, Ink::Latent, 2.5)).with(Layer::discs(
                ends,
                Ink::Latent,
                2.5,
            ));
        }
        plot
    }
}

impl Demo for QuadraticPenalty {
    fn title(&self) -> Text {
        text!("The quadratic penalty method")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.log(("rho", text!("strength ρ of the springs")), self.rho, SOFT..=STIFF, Beyond::Nothing);
        k.choice(("plan", text!("Each step does")), self.plan, PLANS);
        k.slider(("eta", text!("step size η")), self.eta, 0.01..=0.5, 0.01);
        k.slider(("x", text!("input x")), self.x, -HIGHEST..=HIGHEST, 0.01);
        k.slider(("y", text!("target y")), self.y, -HIGHEST..=HIGHEST, 0.01);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "rho" => self.rho, "plan" => self.plan, "eta" => self.eta, "x" => self.x, "y" => self.y)
    }

    fn changed(&mut self, key: &str) {
        match key {
            "x" | "y" => self.begin(),
            "rho" => self.rest(),
            _ => {}
        }
    }

    fn reset(&mut self, _rng: &mut Rng) {
        self.weights = WEIGHTS;
        self.begin();
    }

    fn step(&mut self, _rng: &mut Rng) {
        if self.plan == 0 {
            self.rho = next_place(self.rho, SOFT, STIFF).min(STIFF);
            self.rest();
            return;
        }
        // ∂/∂w of ρ/2 (z - g)² is -ρ (z - g) ∂g/∂w: tension in the place of λ, with the sign of L = C - ...
        let mut problem = self.problem();
        problem.multipliers = self.violations().map(|v| vec![-self.rho * v]).to_vec();
        let slopes = problem.slopes_of_weights();
        descend(&mut problem.layers, &slopes, self.eta);
        self.weights = core::array::from_fn(|k| problem.layers[k].weights[0]);
        self.seen.clear();
        self.rest();
        self.history.push(self.exact().cost());
    }

    fn step_label(&self) -> Text {
        text!("Step")
    }

    fn done(&self) -> bool {
        self.plan == 0 && self.rho >= STIFF
    }

    fn plots(&self) -> Vec<Plot> {
        let problem = self.problem();
        let ends = chain_handles(&problem).into_iter().skip(LAYERS);
        let picture = chain_plot(text!("States at rest between springs"), &problem, false);
        let picture = ends.fold(picture, Plot::handle);
        vec![picture, self.tension_plot(), self.violation_plot(), cost_plot(&self.history)]
    }

    fn readouts(&self) -> Vec<Readout> {
        let (problem, exact) = (self.problem(), self.exact());
        let largest = self.violations().into_iter().fold(0.0, |m: f64, v| m.max(v.abs()));
        vec![
            Readout::new("rho", text!("strength ρ"), self.rho),
            Readout::new("violation", text!("largest violation"), largest),
            Readout::new("gap", text!("largest |tension − λ|"), self.gap()),
            Readout::new(
                "tension",
                text!("tension of the last spring"),
                -self.rho * self.violations()[LAYERS - 1],
            ),
            Readout::new("lambda", text!("last λ"), exact.multipliers[LAYERS - 1][0]),
            Readout::new("penalised", text!("least penalty form"), problem.penalised(self.rho)),
            Readout::new("C", text!("cost of the forward pass"), exact.cost()),
        ]
    }

    fn caption(&self) -> Text {
        let largest = self.violations().into_iter().fold(0.0, |m: f64, v| m.max(v.abs()));
        let violation = text!(
            "With ρ = {rho} the largest violation is {largest}; tensions differ from the multipliers by at most {gap}.",
            rho = self.rho,
            largest,
            gap = self.gap(),
        );
        let costs = text!(
            "The penalty form is {penalised}, the cost of the forward pass {cost}.",
            penalised = self.problem().penalised(self.rho),
            cost = self.exact().cost(),
        );
        Text::sentences([violation, costs])
    }

    fn move_handle(&mut self, _plot: usize, handle: usize, at: [f64; 2]) {
        let z = at[1].clamp(-HIGHEST, HIGHEST);
        if handle == 0 {
            self.x = z;
        } else {
            self.y = z;
        }
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("soft springs"), "rho:0.01;plan:stiffen"),
                Preset::new(text!("stiff springs"), "rho:1e4;plan:stiffen"),
                Preset::new(text!("learn, stiff"), "rho:100;plan:learn"),
                Preset::new(text!("learn, soft"), "rho:0.1;plan:learn"),
            ]
        }
    }
}

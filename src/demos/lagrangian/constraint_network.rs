//! A network as constraints: states that may be dragged off their layers, and three moves that set the
//! partials of the Lagrangian to zero.

use crate::{
    demo::{Demo, Field, Ink, Knobs, Options, Plot, Preset, Readout, Text, Trace},
    demos::lagrangian::chain::{
        HIGHEST, LAYERS, WEIGHTS, bars_of_three, chain, chain_handles, chain_plot, cost_plot, sign,
        sign_knob,
    },
    ebm::{
        constraints::lagrangian::{Lagrangian, descend},
        math::rng::Rng,
    },
    fields, text,
};

const MOVES: Options = &[
    ("all", text!("all three in turn")),
    ("forward", text!("∂L/∂λ = 0: run forward")),
    ("backward", text!("∂L/∂z = 0: run backward")),
    ("weights", text!("step down ∂L/∂w")),
];

/// States before the first move: off their layers.
const OFF: [f64; LAYERS] = [-0.6, 0.9, 0.4, -1.2];

/// The figure's state.
#[derive(Clone)]
pub struct ConstraintNetwork {
    next: usize,
    sign: usize,
    eta: f64,
    x: f64,
    y: f64,
    states: [f64; LAYERS],
    weights: [f64; LAYERS],
    multipliers: [f64; LAYERS],
    /// C of the forward pass after each change of the weights.
    history: Trace<f64>,
}

impl Default for ConstraintNetwork {
    fn default() -> Self {
        Self {
            next: 0,
            sign: 0,
            eta: 0.1,
            x: 0.8,
            y: 1.0,
            states: OFF,
            weights: WEIGHTS,
            multipliers: [0.0; LAYERS],
            history: Trace::default(),
        }
    }
}

impl ConstraintNetwork {
    fn problem(&self) -> Lagrangian {
        let mut problem = chain(self.weights, self.x, self.y, sign(self.sign));
        problem.states = self.states.map(|z| vec![z]).to_vec();
        problem.multipliers = self.multipliers.map(|l| vec![l]).to_vec();
        problem
    }

    fn keep(&mut self, problem: &Lagrangian) {
        self.states = core::array::from_fn(|k| problem.states[k][0]);
        self.multipliers = core::array::from_fn(|k| problem.multipliers[k][0]);
        self.weights = core::array::from_fn(|k| problem.layers[k].weights[0]);
    }

    /// C where the constraints hold.
    fn true_cost(&self) -> f64 {
        let mut problem = self.problem();
        problem.forward();
        problem.cost()
    }

    /// ∂L/∂λ, ∂L/∂z and ∂L/∂w of the layers 1 to K.
    fn partials(&self) -> [[f64; LAYERS]; 3] {
        let problem = self.problem();
        [
            core::array::from_fn(|k| problem.sign.factor() * problem.violation(k)[0]),
            core::array::from_fn(|k| problem.slope_of_state(k + 1)[0]),
            core::array::from_fn(|k| problem.slope_of_weights(k)[0]),
        ]
    }

    fn partial_plot(&self) -> Plot {
        let [by_lambda, by_z, by_w] = self.partials();
        let series =
            [(&by_lambda[..], Ink::Rejected), (&by_z[..], Ink::Latent), (&by_w[..], Ink::Best)];
        let title = text!("The partials of L: by λ, by z, by w");
        bars_of_three(title, [text!("k"), text!("slope of L")], series)
    }
}

/// The largest of some numbers in size.
fn largest(numbers: &[f64]) -> f64 {
    numbers.iter().fold(0.0, |m: f64, v| m.max(v.abs()))
}

/// The controls of the states.
const STATES: [(&str, Text); LAYERS] = [
    ("z1", text!("state z₁")),
    ("z2", text!("state z₂")),
    ("z3", text!("state z₃")),
    ("z4", text!("state z₄")),
];

const NAMES: [[(&str, Text); LAYERS]; 5] = [
    [
        ("l1", text!("∂L/∂λ₁")),
        ("l2", text!("∂L/∂λ₂")),
        ("l3", text!("∂L/∂λ₃")),
        ("l4", text!("∂L/∂λ₄")),
    ],
    [
        ("s1", text!("∂L/∂z₁")),
        ("s2", text!("∂L/∂z₂")),
        ("s3", text!("∂L/∂z₃")),
        ("s4", text!("∂L/∂z₄")),
    ],
    [
        ("v1", text!("∂L/∂w₀")),
        ("v2", text!("∂L/∂w₁")),
        ("v3", text!("∂L/∂w₂")),
        ("v4", text!("∂L/∂w₃")),
    ],
    [("m1", text!("λ₁")), ("m2", text!("λ₂")), ("m3", text!("λ₃")), ("m4", text!("λ₄"))],
    [("u1", text!("w₀")), ("u2", text!("w₁")), ("u3", text!("w₂")), ("u4", text!("w₃"))],
];

impl Demo for ConstraintNetwork {
    fn title(&self) -> Text {
        text!("A network as constraints")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.choice(("move", text!("Each step does")), self.next, MOVES);
        sign_knob(k, self.sign);
        k.slider(("eta", text!("step size η")), self.eta, 0.01..=0.5, 0.01);
        k.slider(("x", text!("input x")), self.x, -HIGHEST..=HIGHEST, 0.01);
        k.slider(("y", text!("target y")), self.y, -HIGHEST..=HIGHEST, 0.01);
        for (name, z) in STATES.into_iter().zip(self.states) {
            k.slider(name, z, -HIGHEST..=HIGHEST, 0.01);
        }
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        if let Some(place) = STATES.iter().position(|(name, _)| *name == key) {
            return Some(Field::from(&mut self.states[place]));
        }
        fields!(key; "move" => self.next, "sign" => self.sign, "eta" => self.eta, "x" => self.x, "y" => self.y)
    }

    fn changed(&mut self, key: &str) {
        if ["x", "y"].contains(&key) {
            self.history = Trace::from(self.true_cost());
        }
    }

    fn reset(&mut self, _rng: &mut Rng) {
        self.weights = WEIGHTS;
        self.multipliers = [0.0; LAYERS];
        self.history = Trace::from(self.true_cost());
    }

    fn step(&mut self, _rng: &mut Rng) {
        let mut problem = self.problem();
        if self.next < 2 {
            problem.forward();
        }
        if self.next == 0 || self.next == 2 {
            problem.backward();
        }
        if self.next == 0 || self.next == 3 {
            let slopes = problem.slopes_of_weights();
            descend(&mut problem.layers, &slopes, self.eta);
        }
        self.keep(&problem);
        if self.next == 0 || self.next == 3 {
            self.history.push(self.true_cost());
        }
    }

    fn step_label(&self) -> Text {
        text!("Step")
    }

    fn plots(&self) -> Vec<Plot> {
        let problem = self.problem();
        let title = text!("States, what their layers ask for, and springs between");
        let chain = chain_handles(&problem)
            .into_iter()
            .fold(chain_plot(title, &problem, true), Plot::handle);
        vec![chain, self.partial_plot(), cost_plot(&self.history)]
    }

    fn readouts(&self) -> Vec<Readout> {
        let problem = self.problem();
        let [by_lambda, by_z, by_w] = self.partials();
        let values = [by_lambda, by_z, by_w, self.multipliers, self.weights];
        let mut all = vec![
            Readout::new("C", text!("cost C of the states"), problem.cost()),
            Readout::new("L", text!("Lagrangian L"), problem.value()),
            Readout::new("true", text!("cost C of the forward pass"), self.true_cost()),
        ];
        for (names, values) in NAMES.into_iter().zip(values) {
            let one = |((key, name), v)| Readout::new(key, name, v);
            all.extend(names.into_iter().zip(values).map(one));
        }
        all
    }

    fn caption(&self) -> Text {
        let [by_lambda, by_z, by_w] = self.partials().map(|values| largest(&values));
        let states = if by_lambda < 1e-12 {
            text!("All states obey their layers (largest ∂L/∂λ: {slope}).", slope = by_lambda)
        } else {
            text!("Springs are stretched (largest ∂L/∂λ: {slope}).", slope = by_lambda)
        };
        let multipliers = if by_z < 1e-12 {
            text!("The multipliers are in balance (∂L/∂z: {slope}).", slope = by_z)
        } else {
            text!("The multipliers are not in balance (∂L/∂z: {slope}).", slope = by_z)
        };
        let weights = text!(
            "∂L/∂w is at most {slope}, and C is {cost}.",
            slope = by_w,
            cost = self.problem().cost(),
        );
        Text::sentences([states, multipliers, weights])
    }

    fn move_handle(&mut self, _plot: usize, handle: usize, at: [f64; 2]) {
        let z = at[1].clamp(-HIGHEST, HIGHEST);
        match handle {
            LAYERS => self.x = z,
            k if k < LAYERS => self.states[k] = z,
            _ => self.y = z,
        }
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("∂L/∂λ = 0: forward"), "move:forward;+1"),
                Preset::new(text!("∂L/∂z = 0: backward"), "move:backward;+1"),
                Preset::new(text!("step down ∂L/∂w"), "move:weights;+1"),
                Preset::new(text!("all three in turn"), "move:all;+1"),
                Preset::new(text!("pull the states off"), "z1:-0.6;z2:0.9;z3:0.4;z4:-1.2"),
            ]
        }
    }
}

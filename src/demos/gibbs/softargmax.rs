//! The Gibbs distribution of five outcomes: drag energies, turn β, add a constant.

use crate::{
    demo::{
        Arrow, Axis, Beyond, Demo, Field, Handle, Ink, Knobs, Layer, Plot, Preset, Readout, Side,
        Text, knob::next_place,
    },
    demos::shared::ellipse_plane::place_axis,
    ebm::{
        inference::gibbs::{entropy, log_sum_exp, mean_energy, minimum, softargmax},
        math::rng::Rng,
    },
    fields, text,
};

const NAMES: [Text; 5] = [text!("A"), text!("B"), text!("C"), text!("D"), text!("E")];
const KEYS: [(&str, Text); 5] = [
    ("e1", text!("energy of A")),
    ("e2", text!("energy of B")),
    ("e3", text!("energy of C")),
    ("e4", text!("energy of D")),
    ("e5", text!("energy of E")),
];
const SHARES: [(&str, Text); 5] = [
    ("p1", text!("p(A)")),
    ("p2", text!("p(B)")),
    ("p3", text!("p(C)")),
    ("p4", text!("p(D)")),
    ("p5", text!("p(E)")),
];

/// The positive, finite ends of the control.
const HOTTEST: f64 = 0.01;
const COLDEST: f64 = 100.0;

/// The figure's state.
#[derive(Clone)]
pub struct Softargmax {
    energies: [f64; 5],
    beta: f64,
    constant: f64,
}

impl Default for Softargmax {
    fn default() -> Self {
        Self { energies: [1.0, 2.0, 0.5, 3.0, 1.5], beta: 1.0, constant: 0.0 }
    }
}

impl Softargmax {
    fn shifted(&self) -> [f64; 5] {
        self.energies.map(|energy| energy + self.constant)
    }

    fn shares(&self) -> Vec<f64> {
        softargmax(&self.shifted(), self.beta)
    }

    fn energy_plot(&self) -> Plot {
        let tops: Vec<_> = self
            .shifted()
            .iter()
            .enumerate()
            .map(|(i, &energy)| [i as f64 + 1.0, energy])
            .collect();
        let mut plot = Plot::new(
            text!("Energies"),
            place_axis(text!("outcome"), NAMES.len()),
            Axis::new(text!("energy E"), -3.0, 8.0),
        )
        .aspect(1.4)
        .with(Layer::bars(&tops, 0.6, Ink::Energy));
        for (i, &top) in tops.iter().enumerate() {
            let arrows = [Arrow::Knob(KEYS[i].0, 0.1); 2];
            plot = plot
                .with(Layer::text([top[0], -2.5], NAMES[i].clone(), Ink::Text, Side::Centre))
                .handle(Handle::new(KEYS[i].1.clone(), top, Ink::Energy, arrows));
        }
        plot
    }

    fn share_plot(&self) -> Plot {
        let tops: Vec<_> =
            self.shares().iter().enumerate().map(|(i, &p)| [i as f64 + 1.0, p]).collect();
        let mut plot = Plot::new(
            text!("Probabilities"),
            place_axis(text!("outcome"), NAMES.len()),
            Axis::new(text!("probability p"), -0.1, 1.1),
        )
        .aspect(1.4)
        .with(Layer::bars(&tops, 0.6, Ink::Model));
        for (i, &top) in tops.iter().enumerate() {
            plot = plot
                .with(Layer::text([top[0], -0.05], NAMES[i].clone(), Ink::Text, Side::Centre))
                .with(Layer::text(top, text!("{share}", share = top[1]), Ink::Text, Side::Above));
        }
        plot
    }
}

impl Demo for Softargmax {
    fn title(&self) -> Text {
        text!("Softargmax")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        let name = ("beta", text!("inverse temperature β"));
        k.log(name, self.beta, HOTTEST..=COLDEST, Beyond::ZeroAndInfinity);
        k.slider(("c", text!("add a constant to all energies")), self.constant, -3.0..=3.0, 0.1);
        for (name, energy) in KEYS.into_iter().zip(self.energies) {
            k.slider(name, energy, 0.0..=5.0, 0.05);
        }
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        if let Some(place) = KEYS.iter().position(|(name, _)| *name == key) {
            return Some(Field::from(&mut self.energies[place]));
        }
        fields!(key; "beta" => self.beta, "c" => self.constant)
    }

    fn reset(&mut self, _rng: &mut Rng) {}

    fn step(&mut self, _rng: &mut Rng) {
        self.beta = next_place(self.beta, HOTTEST, COLDEST);
    }

    fn step_label(&self) -> Text {
        text!("Lower T")
    }

    fn done(&self) -> bool {
        self.beta == f64::INFINITY
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.energy_plot(), self.share_plot()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let (energies, p) = (self.shifted(), self.shares());
        let mut all: Vec<_> = SHARES
            .into_iter()
            .zip(&p)
            .map(|((key, name), &p)| Readout::new(key, name, p))
            .collect();
        all.push(Readout::new("E", text!("mean energy ⟨E⟩"), mean_energy(&p, &energies)));
        all.push(Readout::with_unit("S", text!("entropy S"), entropy(&p), text!("nats")));
        if self.beta == f64::INFINITY {
            all.push(Readout::new("F", text!("free energy F"), minimum(&energies)));
        } else {
            let log_z = log_sum_exp(&energies.map(|energy| -self.beta * energy));
            all.push(Readout::new("lnZ", text!("ln Z"), log_z));
            if self.beta > 0.0 {
                all.push(Readout::new("F", text!("free energy F = −T ln Z"), -log_z / self.beta));
            }
        }
        all
    }

    fn caption(&self) -> Text {
        let p = self.shares();
        let likely = (0..5).fold(0, |best, i| if p[i] > p[best] { i } else { best });
        let beta = if self.beta == f64::INFINITY {
            text!("β = ∞")
        } else {
            text!("β = {beta}", beta = self.beta)
        };
        if p.iter().all(|&v| (v - p[0]).abs() < 1e-12) {
            return text!("At {beta} all five outcomes have probability 0.2.", beta);
        }
        let ties = p.iter().filter(|&&v| (v - p[likely]).abs() < 1e-12).count();
        let (outcome, share) = (&NAMES[likely], p[likely]);
        if ties > 1 {
            text!(
                "At {beta} {ties} outcomes are the most probable, {outcome} among them, with probability {share} each.",
                beta,
                ties,
                outcome,
                share,
            )
        } else {
            text!(
                "At {beta} the most probable outcome is {outcome}, with probability {share}.",
                beta,
                outcome,
                share,
            )
        }
    }

    fn move_handle(&mut self, _plot: usize, handle: usize, at: [f64; 2]) {
        if let Some(energy) = self.energies.get_mut(handle) {
            *energy = at[1] - self.constant;
        }
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("β = 0"), "beta:0"),
                Preset::new(text!("β = ∞"), "beta:inf"),
                Preset::new(text!("tie"), "e1:0.5;e3:0.5"),
                Preset::new(text!("all equal"), "e1:1;e2:1;e3:1;e4:1;e5:1"),
            ]
        }
    }
}

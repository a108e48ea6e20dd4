//! The Gibbs distribution of five outcomes: drag energies, turn β, add a constant.

use crate::{
    demo::{
        Arrow, Axis, Beyond, Demo, Handle, Ink, Knobs, Layer, Plot, Preset, Readout, Side,
        knobs::next_place, short,
    },
    demos::shared::ellipse_plane::place_axis,
    ebm::{
        inference::gibbs::{entropy, log_sum_exp, mean_energy, minimum, softargmax},
        math::rng::Rng,
    },
};

const NAMES: [&str; 5] = ["A", "B", "C", "D", "E"];
const KEYS: [(&str, &str); 5] = [
    ("e1", "energy of A"),
    ("e2", "energy of B"),
    ("e3", "energy of C"),
    ("e4", "energy of D"),
    ("e5", "energy of E"),
];
const SHARES: [(&str, &str); 5] =
    [("p1", "p(A)"), ("p2", "p(B)"), ("p3", "p(C)"), ("p4", "p(D)"), ("p5", "p(E)")];

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
            "Energies",
            place_axis("outcome", NAMES.len()),
            Axis::new("energy E", -3.0, 8.0),
        )
        .aspect(1.4)
        .with(Layer::bars(&tops, 0.6, Ink::Energy));
        for (i, &top) in tops.iter().enumerate() {
            let arrows = [Arrow::Knob(KEYS[i].0, 0.1); 2];
            plot = plot
                .with(Layer::text([top[0], -2.5], NAMES[i], Ink::Text, Side::Centre))
                .handle(Handle::new(KEYS[i].1, top, Ink::Energy, arrows));
        }
        plot
    }

    fn share_plot(&self) -> Plot {
        let tops: Vec<_> =
            self.shares().iter().enumerate().map(|(i, &p)| [i as f64 + 1.0, p]).collect();
        let mut plot = Plot::new(
            "Probabilities",
            place_axis("outcome", NAMES.len()),
            Axis::new("probability p", -0.1, 1.1),
        )
        .aspect(1.4)
        .with(Layer::bars(&tops, 0.6, Ink::Model));
        for (i, &top) in tops.iter().enumerate() {
            plot = plot
                .with(Layer::text([top[0], -0.05], NAMES[i], Ink::Text, Side::Centre))
                .with(Layer::text(top, short(top[1]), Ink::Text, Side::Above));
        }
        plot
    }
}

impl Demo for Softargmax {
    fn title(&self) -> &'static str {
        "Softargmax"
    }

    fn knobs(&mut self, k: &mut dyn Knobs) {
        let name = ("beta", "inverse temperature β");
        k.log(name, &mut self.beta, HOTTEST..=COLDEST, Beyond::ZeroAndInfinity);
        k.slider(("c", "add a constant to all energies"), &mut self.constant, -3.0..=3.0, 0.1, "");
        for (name, energy) in KEYS.into_iter().zip(&mut self.energies) {
            k.slider(name, energy, 0.0..=5.0, 0.05, "");
        }
    }

    fn reset(&mut self, _rng: &mut Rng) {}

    fn step(&mut self, _rng: &mut Rng) {
        self.beta = next_place(self.beta, HOTTEST, COLDEST);
    }

    fn step_label(&self) -> &'static str {
        "Cool a little"
    }

    fn done(&self) -> bool {
        self.beta == f64::INFINITY
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.energy_plot(), self.share_plot()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let (energies, p) = (self.shifted(), self.shares());
        let mut all: Vec<_> =
            SHARES.iter().zip(&p).map(|(&(key, name), &p)| Readout::new(key, name, p)).collect();
        all.push(Readout::new("E", "mean energy ⟨E⟩", mean_energy(&p, &energies)));
        all.push(Readout::with_unit("S", "entropy S", entropy(&p), "nats"));
        if self.beta == f64::INFINITY {
            all.push(Readout::new("F", "free energy F", minimum(&energies)));
        } else {
            let log_z = log_sum_exp(&energies.map(|energy| -self.beta * energy));
            all.push(Readout::new("lnZ", "ln Z", log_z));
            if self.beta > 0.0 {
                all.push(Readout::new("F", "free energy F = −T ln Z", -log_z / self.beta));
            }
        }
        all
    }

    fn caption(&self) -> String {
        let p = self.shares();
        let likely = (0..5).fold(0, |best, i| if p[i] > p[best] { i } else { best });
        let beta = if self.beta == f64::INFINITY { "∞".into() } else { short(self.beta) };
        if p.iter().all(|&v| (v - p[0]).abs() < 1e-12) {
            return format!("At β = {beta} all five outcomes have probability 0.2.");
        }
        let ties = p.iter().filter(|&&v| (v - p[likely]).abs() < 1e-12).count();
        let also = if ties > 1 { format!(", shared by {ties} outcomes") } else { String::new() };
        format!(
            "At β = {beta} the most probable outcome is {}, with probability {}{also}.",
            NAMES[likely],
            short(p[likely])
        )
    }

    fn poke(&mut self, _plot: usize, handle: usize, at: [f64; 2]) {
        if let Some(energy) = self.energies.get_mut(handle) {
            *energy = at[1] - self.constant;
        }
    }

    fn presets(&self) -> &'static [Preset] {
        &[
            Preset { name: "β = 0", settings: "beta:0" },
            Preset { name: "β = ∞", settings: "beta:inf" },
            Preset { name: "two tie", settings: "e1:0.5;e3:0.5" },
            Preset { name: "all alike", settings: "e1:1;e2:1;e3:1;e4:1;e5:1" },
        ]
    }
}

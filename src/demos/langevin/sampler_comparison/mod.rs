//! Four samplers, one target: equally many evaluations of the energy for each.

mod pictures;

use crate::{
    demo::{
        Axis, Beyond, Demo, Field, Ink, Knobs, Layer, Mark, Plot, Preset, Readout, Side, Text,
        Ticks,
    },
    demos::langevin::chains::{Health, LEAPS, Scene, Truth, sampler, sampler_text},
    ebm::{
        math::{num::log10, rng::Rng},
        sampling::samplers::{Place, Tempo},
    },
    fields, text,
};

/// The samplers in the order of the panes, as choices of [`sampler`].
const ORDER: [usize; 4] = [2, 0, 1, 3];
const KEYS: [[&str; 4]; 4] = [
    ["walkKL", "walkAccepted", "walkRhat", "walkEss"],
    ["ulaKL", "ulaAccepted", "ulaRhat", "ulaEss"],
    ["malaKL", "malaAccepted", "malaRhat", "malaEss"],
    ["hmcKL", "hmcAccepted", "hmcRhat", "hmcEss"],
];
const NAMES: [[Text; 4]; 4] = [
    [
        text!("random walk: KL"),
        text!("random walk: accepted"),
        text!("random walk: split R̂"),
        text!("random walk: effective draws in 1,000 evaluations"),
    ],
    [
        text!("Langevin: KL"),
        text!("Langevin: accepted"),
        text!("Langevin: split R̂"),
        text!("Langevin: effective draws in 1,000 evaluations"),
    ],
    [
        text!("MALA: KL"),
        text!("MALA: accepted"),
        text!("MALA: split R̂"),
        text!("MALA: effective draws in 1,000 evaluations"),
    ],
    [
        text!("HMC: KL"),
        text!("HMC: accepted"),
        text!("HMC: split R̂"),
        text!("HMC: effective draws in 1,000 evaluations"),
    ],
];
const TITLES: [Text; 4] = [
    text!("Random-walk Metropolis"),
    text!("Langevin, unadjusted"),
    text!("MALA"),
    text!("Hamiltonian Monte Carlo"),
];
const INKS: [Ink; 4] = [Ink::Rejected, Ink::Latent, Ink::Best, Ink::Model];

/// Chains of each sampler; draws of them that the histogram remembers.
const CHAINS: usize = 8;
const DRAWS: usize = 8000;

/// Places of the first chain that are drawn.
const TRAIL: usize = 40;

/// One sampler's chains and what they did.
#[derive(Clone, Default)]
struct Lane {
    chains: Vec<Place>,
    draws: Vec<[f64; 2]>,
    health: Health,
    /// Evaluations a chain, and KL(draws ‖ exact).
    history: Vec<[f64; 2]>,
}

/// The figure's state.
#[derive(Clone)]
pub struct SamplerComparison {
    scene: Scene,
    truth: Truth,
    temperature: f64,
    etas: [f64; 4],
    lanes: [Lane; 4],
    rounds: usize,
}

impl Default for SamplerComparison {
    fn default() -> Self {
        let scene = Scene::new("banana");
        Self {
            truth: Truth::new(&scene, 1.0),
            scene,
            temperature: 1.0,
            etas: [0.5, 0.05, 0.15, 0.03],
            lanes: Default::default(),
            rounds: 0,
        }
    }
}

impl Lane {
    fn new(scene: &Scene, starts: &[[f64; 2]]) -> Self {
        Self { chains: Place::of(scene.energy(), starts), ..Self::default() }
    }

    /// Ten evaluations a chain, and one draw of each kept.
    fn round(&mut self, choice: usize, scene: &Scene, tempo: Tempo, rng: &mut Rng) {
        let kind = sampler(choice);
        let (mut proposed, mut accepted) = (0, 0);
        for _ in 0..LEAPS / kind.cost() {
            accepted += kind.step(scene.energy(), &mut self.chains, tempo, rng);
            proposed += self.chains.len();
        }
        let points: Vec<_> = self.chains.iter().map(|place| place.at).collect();
        self.health.note(&points, proposed, accepted);
        self.draws.extend(points);
        if self.draws.len() > DRAWS {
            self.draws.drain(..CHAINS);
        }
    }

    /// The places of the first chain.
    fn trail(&self) -> Vec<[f64; 2]> {
        let first: Vec<_> = self.draws.iter().step_by(CHAINS).copied().collect();
        first[first.len().saturating_sub(TRAIL)..].to_vec()
    }
}

impl SamplerComparison {
    /// Effective draws in a thousand evaluations of a chain.
    fn efficiency(&self, i: usize) -> Option<f64> {
        let [size, of] = self.lanes[i].health.effective()?;
        Some(1000.0 * size / (of * LEAPS as f64))
    }
}

impl Demo for SamplerComparison {
    fn title(&self) -> Text {
        text!("Comparison of four samplers")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        self.scene.knob(k);
        let [walk, ula, mala, hmc] = self.etas;
        k.log(("walk", text!("η of the random walk")), walk, 1e-3..=3.0, Beyond::Nothing);
        k.log(("ula", text!("η of Langevin")), ula, 1e-3..=1.0, Beyond::Nothing);
        k.log(("mala", text!("η of MALA")), mala, 1e-3..=1.0, Beyond::Nothing);
        k.log(("hmc", text!("η of HMC")), hmc, 1e-3..=1.0, Beyond::Nothing);
        k.slider(("T", text!("temperature T")), self.temperature, 0.25..=3.0, 0.05);
        self.scene.own_knob(k);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(
            key;
            "walk" => self.etas[0],
            "ula" => self.etas[1],
            "mala" => self.etas[2],
            "hmc" => self.etas[3],
            "T" => self.temperature;
            self.scene.field(key)
        )
    }

    fn changed(&mut self, key: &str) {
        if !(self.scene.changed(key) || key == "T") {
            return;
        }
        self.truth = Truth::new(&self.scene, self.temperature);
        let half = self.scene.half();
        for lane in &mut self.lanes {
            let at = |place: &Place| place.at.map(|v| v.clamp(-half, half));
            let starts: Vec<_> = lane.chains.iter().map(at).collect();
            *lane = Lane::new(&self.scene, &starts);
        }
        self.rounds = 0;
    }

    fn reset(&mut self, rng: &mut Rng) {
        let starts: Vec<_> = (0..CHAINS).map(|_| [rng.normal(), rng.normal()]).collect();
        self.lanes = [(); 4].map(|()| Lane::new(&self.scene, &starts));
        self.rounds = 0;
    }

    fn step(&mut self, rng: &mut Rng) {
        for ((lane, choice), eta) in self.lanes.iter_mut().zip(ORDER).zip(self.etas) {
            let tempo = Tempo { eta, temperature: self.temperature };
            lane.round(choice, &self.scene, tempo, rng);
        }
        self.rounds += 1;
        // Often at first, then less so: the curves have some hundred points.
        if self.rounds.is_multiple_of(self.rounds / 100 + 1) {
            for lane in &mut self.lanes {
                let kl = self.truth.divergence(&lane.draws);
                lane.history.push([(self.rounds * LEAPS) as f64, kl]);
            }
        }
    }

    fn pace(&self) -> f64 {
        60.0
    }

    fn step_label(&self) -> Text {
        text!("+10 evaluations")
    }

    fn heavy(&self) -> bool {
        true
    }

    fn plots(&self) -> Vec<Plot> {
        let mut all: Vec<_> = (0..4).map(|i| self.pane(i)).collect();
        all.push(self.race());
        all
    }

    fn readouts(&self) -> Vec<Readout> {
        let mut all = self.guarded_readouts();
        let floor = self.truth.floor(&self.lanes[0].draws);
        all.push(Readout::new("floor", text!("sampling floor"), floor));
        for (i, lane) in self.lanes.iter().enumerate() {
            let [_, accepted, rhat, size] = KEYS[i];
            let [_, accepted_name, rhat_name, size_name] = NAMES[i].clone();
            let acceptance = lane.health.acceptance();
            all.extend(
                acceptance.map(|a| Readout::new(accepted, accepted_name, 100.0 * a).percent()),
            );
            all.extend(lane.health.rhat().map(|r| Readout::new(rhat, rhat_name, r)));
            all.extend(self.efficiency(i).map(|e| Readout::new(size, size_name, e)));
        }
        all
    }

    fn guarded_readouts(&self) -> Vec<Readout> {
        let kl = |i: usize| self.truth.divergence(&self.lanes[i].draws);
        let mut all: Vec<_> =
            (0..4).map(|i| Readout::new(KEYS[i][0], NAMES[i][0].clone(), kl(i))).collect();
        all.push(Readout::new(
            "cost",
            text!("evaluations per chain"),
            (self.rounds * LEAPS) as f64,
        ));
        let tempo = Tempo { eta: self.etas[3], temperature: self.temperature };
        let glide = LEAPS as f64 * tempo.sigma();
        all.push(Readout::new("glide", text!("time of a trajectory of HMC"), glide));
        all
    }

    fn caption(&self) -> Text {
        let energy = self.scene.text();
        if self.rounds == 0 {
            return text!(
                "Four samplers, {chains} chains each, start from the same places on {energy}.",
                chains = CHAINS,
                energy,
            );
        }
        let divergence = |i: usize| {
            let kl = self.truth.divergence(&self.lanes[i].draws);
            text!("{sampler} {kl}", sampler = sampler_text(ORDER[i]), kl)
        };
        text!(
            "After {evaluations} evaluations per chain on {energy}, KL(draws ‖ exact) in nats is: {divergences}.",
            evaluations = self.rounds * LEAPS,
            energy,
            divergences = Text::list((0..4).map(divergence)),
        )
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("banana"), "energy:banana;walk:0.5;ula:0.05;mala:0.15;hmc:0.03"),
                Preset::new(text!("donut"), "energy:donut;walk:0.05;ula:0.005;mala:0.01;hmc:0.01"),
                Preset::new(
                    text!("three Gaussians"),
                    "energy:three;walk:1;ula:0.2;mala:0.5;hmc:0.1",
                ),
                Preset::new(text!("equal steps"), "walk:0.05;ula:0.05;mala:0.05;hmc:0.05"),
            ]
        }
    }
}

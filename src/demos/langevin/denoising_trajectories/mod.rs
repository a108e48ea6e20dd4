//! From noise to data: samples of a trained energy, on their way from noise.

mod pictures;
mod truth;

use std::rc::Rc;

use truth::{Truth, data};

use crate::{
    demo::{Beyond, Demo, Field, Knobs, Options, Plot, Preset, Readout, Text, Trace},
    demos::langevin::chains::Health,
    ebm::{
        math::{
            cell_grid::{CellGrid, WALL},
            histogram::{divergence, divergence_of_exact_draws},
            num::norm,
            rng::Rng,
        },
        models::{
            datasets::Blurred,
            targets::{Learned, learned::LEARNED},
        },
        sampling::samplers::{Place, Tempo, langevin},
    },
    fields, text,
};

const ENERGIES: Options = &[
    ("eight", text!("trained on eight Gaussians")),
    ("moons", text!("trained on two moons")),
    ("rings", text!("trained on rings")),
];

const STARTS: Options =
    &[("noise", text!("noise: anywhere in the square")), ("data", text!("data with noise added"))];

const PLANS: Options = &[
    ("sample", text!("sample: T = 1 all the way")),
    ("cool", text!("sample, then cool to T = 0")),
    ("descend", text!("descend: T = 0 all the way")),
];

/// How many points there are, and cells of their histogram along a side.
const POINTS: usize = 600;
const COARSE: usize = 14;

/// After so many steps cooling begins, and after so many it is done.
const COOLING: [f64; 2] = [150.0, 250.0];

/// Ways that are drawn, and how many places of each.
const WAYS: usize = 24;
const WAY: usize = 30;

/// The figure's state.
#[derive(Clone)]
pub struct DenoisingTrajectories {
    choice: usize,
    start: usize,
    noise: f64,
    plan: usize,
    eta: f64,
    energy: Learned,
    truth: Rc<Truth>,
    /// Where each point comes from before the noise, and the draws of chance.
    clean: Vec<[f64; 2]>,
    draws: Vec<[[f64; 2]; 3]>,
    points: Vec<Place>,
    ways: Vec<Vec<[f64; 2]>>,
    steps: usize,
    /// Mean energy, and the mean squared distance from the clean points.
    history: Trace<[f64; 2]>,
    health: Health,
}

impl Default for DenoisingTrajectories {
    fn default() -> Self {
        Self {
            choice: 0,
            start: 0,
            noise: 0.5,
            plan: 0,
            eta: 0.01,
            energy: Learned::new(LEARNED[0].1),
            truth: Rc::new(Truth::new(0)),
            clean: Vec::new(),
            draws: Vec::new(),
            points: Vec::new(),
            ways: Vec::new(),
            steps: 0,
            history: Trace::default(),
            health: Health::default(),
        }
    }
}

impl DenoisingTrajectories {
    fn data(&self) -> Blurred {
        data(self.choice)
    }

    fn temperature(&self) -> f64 {
        let part = (self.steps as f64 - COOLING[0]) / (COOLING[1] - COOLING[0]);
        [1.0, 1.0 - part.clamp(0.0, 1.0), 0.0][self.plan]
    }

    fn restart(&mut self) {
        let data = self.data();
        let inside = |v: f64| v.clamp(-WALL, WALL);
        // A clean point: one of the data, blurred as they are.
        let clean = |d: &[[f64; 2]; 3]| {
            let centre = (d[0][0] * data.centres.len() as f64) as usize;
            let at = data.centres[centre.min(data.centres.len() - 1)];
            [0, 1].map(|k| at[k] + data.sigma * d[1][k])
        };
        self.clean = self.draws.iter().map(clean).collect();
        let from = |(d, c): (&[[f64; 2]; 3], &[f64; 2])| {
            let noisy = [0, 1].map(|k| inside(c[k] + self.noise * d[2][k]));
            if self.start == 0 { d[0].map(|u| WALL * (2.0 * u - 1.0)) } else { noisy }
        };
        let starts: Vec<_> = self.draws.iter().zip(&self.clean).map(from).collect();
        self.points = Place::of(&self.energy, &starts);
        self.ways = starts.into_iter().take(WAYS).map(|at| vec![at]).collect();
        self.steps = 0;
        self.health = Health::default();
        self.history = Trace::default();
        self.note();
    }

    fn note(&mut self) {
        let n = self.points.len().max(1) as f64;
        let energy = self.points.iter().map(|place| place.energy).sum::<f64>() / n;
        let square = |(place, c): (&Place, &[f64; 2])| {
            let gap = norm([place.at[0] - c[0], place.at[1] - c[1]]);
            gap * gap
        };
        let error = self.points.iter().zip(&self.clean).map(square).sum::<f64>() / n;
        self.history.push([energy, error]);
    }

    fn at(&self) -> Vec<[f64; 2]> {
        self.points.iter().map(|place| place.at).collect()
    }

    /// KL(points ‖ model), KL(points ‖ data), and what exact draws of the model would have.
    fn divergences(&self) -> [f64; 3] {
        let cells = CellGrid { half: WALL, side: COARSE };
        let mut counts = vec![0; COARSE * COARSE];
        self.at().into_iter().for_each(|at| counts[cells.cell(at)] += 1);
        let Truth { model, data, .. } = &*self.truth;
        [
            divergence(&counts, model),
            divergence(&counts, data),
            divergence_of_exact_draws(model, self.points.len()),
        ]
    }
}

impl Demo for DenoisingTrajectories {
    fn title(&self) -> Text {
        text!("Trajectories from noise to data")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.choice(("energy", text!("energy")), self.choice, ENERGIES);
        k.choice(("start", text!("start")), self.start, STARTS);
        k.choice(("plan", text!("plan")), self.plan, PLANS);
        k.slider(("noise", text!("noise added to the data")), self.noise, 0.0..=1.5, 0.05);
        k.log(("eta", text!("step size η")), self.eta, 1e-3..=0.05, Beyond::Nothing);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "energy" => self.choice, "start" => self.start, "plan" => self.plan, "noise" => self.noise, "eta" => self.eta)
    }

    fn changed(&mut self, key: &str) {
        if key == "energy" {
            self.energy = Learned::new(LEARNED[self.choice].1);
            self.truth = Rc::new(Truth::new(self.choice));
        }
        if ["energy", "start", "noise"].contains(&key) {
            self.restart();
        }
    }

    fn reset(&mut self, rng: &mut Rng) {
        let mut three = || {
            let even = [rng.uniform(), rng.uniform()];
            let mut normal = || [rng.normal(), rng.normal()];
            [even, normal(), normal()]
        };
        self.draws = (0..POINTS).map(|_| three()).collect();
        self.restart();
    }

    fn step(&mut self, rng: &mut Rng) {
        let tempo = Tempo { eta: self.eta, temperature: self.temperature() };
        langevin::step(&self.energy, &mut self.points, tempo, rng);
        for (way, place) in self.ways.iter_mut().zip(&self.points) {
            way.push(place.at);
            if way.len() > WAY {
                way.remove(0);
            }
        }
        self.steps += 1;
        self.health.note(&self.at(), POINTS, POINTS);
        self.note();
    }

    fn step_label(&self) -> Text {
        text!("Step")
    }

    fn heavy(&self) -> bool {
        true
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.plane(), self.beside_data(), self.curve()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let [model, data, floor] = self.divergences();
        let mut all = self.guarded_readouts();
        all.extend([
            Readout::new("model", text!("KL(samples ‖ model), nats"), model),
            Readout::new("data", text!("KL(samples ‖ data), nats"), data),
            Readout::new("floor", text!("sampling floor"), floor),
            Readout::new("exact", text!("mean energy of the model"), self.truth.mean_energy),
            Readout::new("T", text!("temperature now"), self.temperature()),
        ]);
        all.extend(self.health.readouts());
        if self.start == 1 {
            let [first, last] =
                [self.history.first(), self.history.last()].map(|h| h.map_or(0.0, |h| h[1]));
            all.push(Readout::new("noisy", text!("mean squared error at the start"), first));
            all.push(Readout::new("error", text!("mean squared error now"), last));
        }
        all
    }

    fn guarded_readouts(&self) -> Vec<Readout> {
        let energy = self.history.last().map_or(0.0, |h| h[0]);
        vec![Readout::new("E", text!("mean energy of the samples"), energy)]
    }

    fn caption(&self) -> Text {
        let [model, data, _] = self.divergences();
        let run = text!(
            "{samples} samples have taken {steps} steps; T = {temperature}.",
            samples = POINTS,
            steps = self.steps,
            temperature = self.temperature(),
        );
        let divergence = text!("KL to the model is {model} nats, to the data {data}.", model, data);
        let error = match (self.start, self.history.first(), self.history.last()) {
            (1, Some(first), Some(last)) => text!(
                "Their mean squared distance from the clean points was {first} and is {last}.",
                first = first[1],
                last = last[1],
            ),
            _ => Text::default(),
        };
        Text::sentences([run, divergence, error])
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("sample"), "start:noise;plan:sample"),
                Preset::new(text!("sample, then cool"), "start:noise;plan:cool"),
                Preset::new(text!("descend"), "start:noise;plan:descend"),
                Preset::new(text!("denoise"), "start:data;noise:0.5;plan:descend"),
                Preset::new(text!("two moons"), "energy:moons"),
            ]
        }
    }
}

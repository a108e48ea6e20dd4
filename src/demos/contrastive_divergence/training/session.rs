//! A run of training with the exact truth beside it, and its pictures.

use std::{cell::OnceCell, rc::Rc};

use super::{
    Settings,
    truth::{Exact, FINE, NODES, Target, targets},
};
use crate::{
    demo::{Axis, Ink, Layer, Plot, Readout, Text, Trace},
    ebm::{
        learning::contrastive::{Recipe, Trainer},
        math::{cell_grid::WALL, num::exp, rng::Rng},
        models::datasets::Blurred,
        simd::{LANES, points_soa::Points},
    },
    text,
};

/// Nodes of the fine mesh that are computed at a time.
const SOME: usize = 1024;

/// After how many updates training is over; by then the learning rate is a 37th of what it was.
pub const LAST: usize = 6000;

/// A run of training.
#[derive(Clone)]
pub struct Session {
    seed: u64,
    data: Blurred,
    hidden: usize,
    targets: Rc<[Target; 2]>,
    /// The energy, its data and its negatives.
    pub trainer: Trainer,
    /// The updates of this step that are still to come: the seed of each, the last one first.
    due: Vec<u64>,
    /// Whether the chains of the first of them have started.
    sampling: bool,
    /// The ways of eight chains of the last update, a cloud a step.
    ways: Vec<Points>,
    /// The energy at the nodes of the pictures, and the truth there.
    energies: Vec<f64>,
    picture: Exact,
    /// The energy at the first nodes of the fine mesh, and the truth there once it was asked for.
    fine: Vec<f64>,
    exact: OnceCell<Exact>,
    /// After how many updates KL(data ‖ model) was how large.
    pub history: Trace<[f64; 2]>,
}

impl Session {
    /// Training before its first update.
    pub fn new(settings: &Settings, seed: u64) -> Self {
        let data = settings.dataset();
        Self::at_first(targets(&data), data, settings.hidden(), seed)
    }

    /// Other training before its first update.
    #[must_use]
    pub fn anew(&self, settings: &Settings, seed: u64) -> Self {
        let data = settings.dataset();
        let targets = if data == self.data { self.targets.clone() } else { targets(&data) };
        Self::at_first(targets, data, settings.hidden(), seed)
    }

    fn at_first(targets: Rc<[Target; 2]>, data: Blurred, hidden: usize, seed: u64) -> Self {
        let mut new = Self {
            seed,
            targets,
            trainer: Trainer::new(hidden, &data, seed),
            data,
            hidden,
            due: Vec::new(),
            sampling: false,
            ways: Vec::new(),
            energies: Vec::new(),
            picture: Exact::default(),
            fine: Vec::new(),
            exact: OnceCell::new(),
            history: Trace::default(),
        };
        new.look();
        new.history.push(new.moment());
        new
    }

    /// Follows a change of the data or of the number of units; the latter starts training anew.
    pub fn follow(&mut self, settings: &Settings) {
        if settings.hidden() != self.hidden {
            *self = self.anew(settings, self.seed);
        }
        let data = settings.dataset();
        if data != self.data {
            self.targets = targets(&data);
            self.data = data;
            self.look();
            self.history.amend(self.moment());
        }
    }

    /// A step of a figure: as many updates as its settings say.
    pub fn step(&mut self, settings: &Settings, rng: &mut Rng) {
        while !self.step_slice(settings, rng) {}
    }

    /// A slice of such a step; returns whether the step is complete.
    pub fn step_slice(&mut self, settings: &Settings, rng: &mut Rng) -> bool {
        if self.idle() {
            if self.done() {
                return true;
            }
            self.schedule(settings.seeds(rng));
        }
        self.train_slice(&settings.recipe())
    }

    /// Whether no update is under way or scheduled.
    pub fn idle(&self) -> bool {
        self.due.is_empty()
    }

    /// Schedules updates, each with a seed of its own.
    pub fn schedule(&mut self, mut seeds: Vec<u64>) {
        seeds.reverse();
        self.due = seeds;
    }

    /// Does a slice of the scheduled updates: moves some chains (the negative phase), or changes the weights.
    /// Returns whether all are done.
    pub fn train_slice(&mut self, recipe: &Recipe) -> bool {
        let Some(&seed) = self.due.last() else { return true };
        if !self.sampling {
            self.trainer.start_chains(recipe, &self.data, seed);
            self.sampling = true;
        }
        let chains = self.chains_per_slice(recipe);
        if !self.trainer.run_chains(recipe, chains) {
            return false;
        }
        if self.due.len() == 1 {
            self.ways = self.trainer.ways(recipe, seed);
        }
        self.trainer.learn(recipe);
        self.sampling = false;
        self.due.pop();
        if self.idle() {
            self.look();
            self.history.push(self.moment());
        }
        self.idle()
    }

    /// How many chains a slice moves: those of a step of the figure as it opens make four slices.
    fn chains_per_slice(&self, recipe: &Recipe) -> usize {
        const WORK: usize = 32 * 20 * 64 * 64;
        let each = recipe.k.max(1) * self.hidden * self.hidden;
        (WORK / each / LANES * LANES).max(LANES)
    }

    /// Whether the last update is done.
    pub fn done(&self) -> bool {
        self.idle() && self.trainer.updates >= LAST
    }

    /// How many updates there have been, and KL(data ‖ model).
    fn moment(&self) -> [f64; 2] {
        [self.trainer.updates as f64, self.picture.kl]
    }

    fn look(&mut self) {
        let [target, _] = &*self.targets;
        self.energies = target.energies(&self.trainer.energy, 0..NODES * NODES);
        self.picture = target.beside(&self.energies);
        self.fine.clear();
        self.exact.take();
    }

    /// Computes the energy at some more nodes of the fine mesh; whether nothing is left.
    pub fn precompute(&mut self) -> bool {
        if self.exact.get().is_some() {
            return true;
        }
        let (known, [_, fine]) = (self.fine.len(), &*self.targets);
        self.fine
            .extend(fine.energies(&self.trainer.energy, known..(known + SOME).min(FINE * FINE)));
        self.fine.len() == FINE * FINE
    }

    /// The truth about the energy now.
    pub fn exact(&self) -> Exact {
        let (known, [_, fine]) = (self.fine.len(), &*self.targets);
        let rest = || fine.energies(&self.trainer.energy, known..FINE * FINE);
        *self.exact.get_or_init(|| fine.beside(&[&self.fine[..], &rest()].concat()))
    }

    fn mean_energy(&self, cloud: &Points) -> f64 {
        let energies = self.trainer.energy.energies(cloud);
        energies.iter().map(|e| f64::from(*e)).sum::<f64>() / energies.len() as f64
    }

    /// KL, likelihood, energies.
    pub fn readouts(&self) -> Vec<Readout> {
        let [data, negatives] =
            [&self.trainer.data, &self.trainer.negatives].map(|cloud| self.mean_energy(cloud));
        let exact = self.exact();
        vec![
            Readout::new("updates", text!("updates"), self.trainer.updates as f64),
            Readout::new("KL", text!("KL(data ‖ model), nats"), exact.kl),
            Readout::new("loglik", text!("exact log-likelihood per datum"), -exact.nll),
            Readout::new("far", text!("probability far from the data"), 100.0 * exact.far)
                .percent(),
            Readout::new("lnZ", text!("ln Z"), exact.log_z),
            Readout::new("low", text!("lowest energy"), exact.range[0]),
            Readout::new("high", text!("highest energy"), exact.range[1]),
            Readout::new("Edata", text!("mean energy of the data"), data),
            Readout::new("Enegatives", text!("mean energy of the model samples"), negatives),
        ]
    }

    /// What must stay finite.
    pub fn guarded_readouts(&self) -> Vec<Readout> {
        let [low, high] = self.picture.range;
        vec![
            Readout::new("KL", text!("KL(data ‖ model), nats"), self.picture.kl),
            Readout::new("low", text!("lowest energy"), low),
            Readout::new("high", text!("highest energy"), high),
        ]
    }

    /// The landscape with data and negatives, the ways of eight chains and the two forces.
    pub fn landscape(&self, title: Text) -> Plot {
        const HEIGHT: f64 = 12.0;
        const SHOWN: usize = 20;
        const ARROW: f64 = 0.4;
        let trainer = &self.trainer;
        let [low, _] = self.picture.range;
        let lift = |e: f64| (e - low).min(HEIGHT);
        let values = self.energies.iter().copied().map(lift).collect();
        let [data, negatives] = [&trainer.data, &trainer.negatives].map(points);
        let mut plot =
            square(title).with(Layer::Field { values, columns: NODES, range: [0.0, HEIGHT] });
        for chain in 0..self.ways.first().map_or(0, Points::len) {
            let at = |cloud: &Points| [cloud.x[chain], cloud.y[chain]].map(f64::from);
            let way = self.ways.iter().map(at).collect();
            plot = plot.with(Layer::line(way, Ink::Model, 1.0));
        }
        // The forces act on the energy, not on the points: down at data, up at negatives.
        let force = |points: &[[f64; 2]], from: f64, to: f64| {
            points.iter().take(SHOWN).map(|&[x, y]| [[x, y + from], [x, y + to]]).collect()
        };
        let [down, up] = [force(&data, ARROW, 0.0), force(&negatives, 0.0, ARROW)];
        plot.with(Layer::discs(data, Ink::Data, 2.5))
            .with(Layer::discs(negatives, Ink::Model, 2.5))
            .with(Layer::Arrows { ends: down, ink: Ink::Data })
            .with(Layer::Arrows { ends: up, ink: Ink::Model })
    }

    /// The exact density of the model, with level lines of that of the data.
    pub fn density(&self, title: Text) -> Plot {
        let truth = &self.targets[0].density;
        let most = truth.iter().copied().fold(0.0, f64::max);
        let density = |e: &f64| exp(-e - self.picture.log_z).min(1e6);
        let values = self.energies.iter().map(density).collect();
        let levels = vec![0.15 * most, 0.5 * most];
        square(title)
            .with(Layer::Field { values, columns: NODES, range: [0.0, 1.1 * most] })
            .with(Layer::Contours { values: truth.clone(), columns: NODES, levels, ink: Ink::Text })
    }
}

fn square(title: Text) -> Plot {
    Plot::new(title, Axis::new(text!("x₁"), -WALL, WALL), Axis::new(text!("x₂"), -WALL, WALL))
}

fn points(cloud: &Points) -> Vec<[f64; 2]> {
    cloud.points().map(|p| p.map(f64::from)).collect()
}

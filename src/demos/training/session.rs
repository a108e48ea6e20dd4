//! A run of training with the exact truth beside it, and its pictures.

use std::rc::Rc;

use crate::{
    demo::{Axis, Ink, Layer, Plot, Readout},
    demos::{grid::nodes, training::Settings},
    ebm::{
        cloud::Cloud,
        contrastive::{Recipe, Trainer},
        datasets::Blurred,
        square::{Square, WALL},
        tabular::entropy,
    },
};

/// The cells over which integrals are taken.
pub const CELLS: Square = Square { half: WALL, side: 64 };

/// The nodes of a picture of a field, along either side.
const NODES: usize = 41;

/// After how many updates training is over; by then the learning rate is a 37th of what it was.
pub const LAST: usize = 6000;

/// The truth beside an energy, by quadrature over the square.
#[derive(Clone, Copy, Debug, Default)]
pub struct Exact {
    /// ln Z.
    pub log_z: f64,
    /// KL(data ‖ model) in nats.
    pub kl: f64,
    /// The mean negative log-likelihood of the data, in nats.
    pub nll: f64,
    /// The share of the model's probability where data are a thousandth as dense as at their densest.
    pub far: f64,
    /// The lowest and the highest energy.
    pub range: [f64; 2],
}

/// A run of training.
#[derive(Clone)]
pub struct Session {
    seed: u64,
    data: Blurred,
    hidden: usize,
    truth: Rc<Vec<f64>>,
    /// The energy, its data and its negatives.
    pub trainer: Trainer,
    /// The truth about it now.
    pub exact: Exact,
    /// After how many updates KL(data ‖ model) was how large.
    pub history: Vec<[f64; 2]>,
}

impl Session {
    /// Training before its first update.
    pub fn new(settings: &Settings, seed: u64) -> Self {
        let (data, hidden) = (settings.dataset(), settings.hidden());
        let trainer = Trainer::new(hidden, &data, seed);
        let truth = Rc::new(data.density_on(CELLS));
        let exact = Exact::default();
        let mut new = Self { seed, data, hidden, truth, trainer, exact, history: Vec::new() };
        new.look();
        new
    }

    /// Follows a change of the data or of the number of units; the latter starts training anew.
    pub fn follow(&mut self, settings: &Settings) {
        if settings.hidden() != self.hidden {
            *self = Self::new(settings, self.seed);
        }
        let data = settings.dataset();
        if data != self.data {
            self.truth = Rc::new(data.density_on(CELLS));
            self.data = data;
            self.history.pop();
            self.look();
        }
    }

    /// Some updates, each with a seed of its own.
    pub fn train(&mut self, recipe: &Recipe, seeds: impl Iterator<Item = u64>) {
        for seed in seeds {
            self.trainer.update(recipe, &self.data, seed);
        }
        self.look();
    }

    /// Whether the last update is done.
    pub fn done(&self) -> bool {
        self.trainer.updates >= LAST
    }

    fn look(&mut self) {
        let energies = self.energies(CELLS.middles());
        let log_z = CELLS.log_z(&energies, 1.0);
        let kl = CELLS.divergence(&self.truth, |c| -energies[c] - log_z);
        let low = energies.iter().copied().fold(f64::INFINITY, f64::min);
        let high = energies.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let model = CELLS.density(&energies, 1.0);
        let most = self.truth.iter().copied().fold(0.0, f64::max);
        let far = CELLS.mean(&model, |c| f64::from(u8::from(self.truth[c] < 1e-3 * most)));
        let area = CELLS.spacing() * CELLS.spacing();
        let shares: Vec<f64> = self.truth.iter().map(|p| p * area).collect();
        // H(p) = -∫ p ln p, from the shares of cells: ln p = ln share - ln area.
        let nll = kl + entropy(&shares) + crate::ebm::num::ln(area);
        self.exact = Exact { log_z, kl, nll, far, range: [low, high] };
        self.history.push([self.trainer.updates as f64, kl]);
    }

    fn energies(&self, at: impl ExactSizeIterator<Item = [f64; 2]>) -> Vec<f64> {
        let cloud = Cloud::of(at.map(|p| p.map(|v| v as f32)));
        self.trainer.energy.energies(&cloud).into_iter().map(f64::from).collect()
    }

    fn mean_energy(&self, cloud: &Cloud) -> f64 {
        let energies = self.trainer.energy.energies(cloud);
        energies.iter().map(|e| f64::from(*e)).sum::<f64>() / energies.len() as f64
    }

    /// KL, likelihood, energies.
    pub fn readouts(&self) -> Vec<Readout> {
        let exact = &self.exact;
        vec![
            Readout::new("updates", "updates", self.trainer.updates as f64),
            Readout::new("KL", "KL(data ‖ model), nats", exact.kl),
            Readout::new("loglik", "exact log-likelihood a datum", -exact.nll),
            Readout::new("far", "probability far from the data", 100.0 * exact.far).percent(),
            Readout::new("lnZ", "ln Z", exact.log_z),
            Readout::new("low", "lowest energy", exact.range[0]),
            Readout::new("high", "highest energy", exact.range[1]),
            Readout::new("Edata", "mean energy of the data", self.mean_energy(&self.trainer.data)),
            Readout::new(
                "Enegatives",
                "mean energy of the negatives",
                self.mean_energy(&self.trainer.negatives),
            ),
        ]
    }

    /// The landscape with data and negatives, the ways of eight chains and the two forces.
    pub fn landscape(&self, title: &str) -> Plot {
        const HEIGHT: f64 = 12.0;
        const SHOWN: usize = 20;
        const ARROW: f64 = 0.4;
        let trainer = &self.trainer;
        let [low, _] = self.exact.range;
        let lift = |e: f64| (e - low).min(HEIGHT);
        let all = nodes([WALL; 2], [NODES; 2]);
        let values: Vec<f64> = self.energies(all.into_iter()).into_iter().map(lift).collect();
        let [data, negatives] = [&trainer.data, &trainer.negatives].map(points);
        let mut plot =
            square(title).with(Layer::Field { values, columns: NODES, range: [0.0, HEIGHT] });
        for chain in 0..trainer.ways.first().map_or(0, Cloud::len) {
            let at = |cloud: &Cloud| [cloud.x[chain], cloud.y[chain]].map(f64::from);
            let way = trainer.ways.iter().map(at).collect();
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
    pub fn density(&self, title: &str) -> Plot {
        let all = nodes([WALL; 2], [NODES; 2]);
        let truth: Vec<f64> = all.iter().map(|&at| self.data.density(at)).collect();
        let most = truth.iter().copied().fold(0.0, f64::max);
        let density = |e: f64| crate::ebm::num::exp(-e - self.exact.log_z).min(1e6);
        let values = self.energies(all.into_iter()).into_iter().map(density).collect();
        let levels = vec![0.15 * most, 0.5 * most];
        square(title)
            .with(Layer::Field { values, columns: NODES, range: [0.0, 1.1 * most] })
            .with(Layer::Contours { values: truth, columns: NODES, levels, ink: Ink::Text })
    }
}

fn square(title: &str) -> Plot {
    Plot::new(title, Axis::new("x₁", -WALL, WALL), Axis::new("x₂", -WALL, WALL))
}

fn points(cloud: &Cloud) -> Vec<[f64; 2]> {
    cloud.points().map(|p| p.map(f64::from)).collect()
}

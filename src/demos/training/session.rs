//! A run of training with the exact truth beside it, and its pictures.

use std::{cell::OnceCell, rc::Rc};

use crate::{
    demo::{Axis, Ink, Layer, Plot, Readout, Trace},
    demos::training::Settings,
    ebm::{
        cloud::Cloud,
        contrastive::{Recipe, Trainer},
        datasets::Blurred,
        mesh::Mesh,
        num::{exp, ln},
        perceptron::Perceptron,
        rng::Rng,
        square::WALL,
    },
};

/// The nodes along either side of pictures, and of the sums that the read-outs give: of a trained energy
/// KL comes out to 1e-4 and to 1e-6.
const NODES: usize = 49;
const FINE: usize = 97;

/// After how many updates training is over; by then the learning rate is a 37th of what it was.
pub const LAST: usize = 6000;

/// The distribution of the data, which stays as it is while an energy learns, on a mesh.
#[derive(Clone, Debug)]
struct Target {
    mesh: Mesh,
    /// Its density p at the nodes.
    density: Vec<f64>,
    /// Its entropy -∫ p ln p, in nats.
    entropy: f64,
    /// Where it is a thousandth as dense as at its densest, 1; elsewhere 0.
    far: Vec<f64>,
}

impl Target {
    fn of(data: &Blurred, side: usize) -> Self {
        let mesh = Mesh::new(WALL, side);
        let density = data.density_on(&mesh.places);
        let surprise = |p: f64| if p > 0.0 { -p * ln(p) } else { 0.0 };
        let entropy = mesh.integral(|i| surprise(density[i]));
        let most = density.iter().copied().fold(0.0, f64::max);
        let far = density.iter().map(|&p| f64::from(u8::from(p < 1e-3 * most))).collect();
        Self { mesh, density, entropy, far }
    }

    /// The energy at the nodes.
    fn energies(&self, energy: &Perceptron) -> Vec<f64> {
        let nodes = Cloud::of(self.mesh.nodes().map(|p| p.map(|v| v as f32)));
        energy.energies(&nodes).into_iter().map(f64::from).collect()
    }

    /// The truth beside an energy that takes these values at the nodes.
    fn beside(&self, energies: &[f64]) -> Exact {
        let log_z = self.mesh.log_z(energies);
        let nll = self.mesh.cross_entropy(&self.density, energies, log_z);
        let far = self.mesh.mean(&self.far, energies, log_z);
        let low = energies.iter().copied().fold(f64::INFINITY, f64::min);
        let high = energies.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Exact { log_z, kl: nll - self.entropy, nll, far, range: [low, high] }
    }
}

/// The data on the mesh of the pictures and on the fine one.
fn targets(data: &Blurred) -> Rc<[Target; 2]> {
    Rc::new([NODES, FINE].map(|side| Target::of(data, side)))
}

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
    targets: Rc<[Target; 2]>,
    /// The energy, its data and its negatives.
    pub trainer: Trainer,
    /// The ways of eight chains of the last update, a cloud a step.
    ways: Vec<Cloud>,
    /// The energy at the nodes of the pictures, and the truth there.
    energies: Vec<f64>,
    picture: Exact,
    /// The truth on the fine mesh, once it was asked for.
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
            ways: Vec::new(),
            energies: Vec::new(),
            picture: Exact::default(),
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
        self.train(&settings.recipe(), &settings.seeds(rng));
    }

    /// Some updates, each with a seed of its own.
    pub fn train(&mut self, recipe: &Recipe, seeds: &[u64]) {
        let Some((&last, seeds)) = seeds.split_last() else { return };
        for &seed in seeds {
            self.trainer.update(recipe, &self.data, seed);
        }
        self.trainer.dream(recipe, &self.data, last);
        self.ways = self.trainer.ways(recipe, last);
        self.trainer.learn(recipe);
        self.look();
        self.history.push(self.moment());
    }

    /// Whether the last update is done.
    pub fn done(&self) -> bool {
        self.trainer.updates >= LAST
    }

    /// How many updates there have been, and KL(data ‖ model).
    fn moment(&self) -> [f64; 2] {
        [self.trainer.updates as f64, self.picture.kl]
    }

    fn look(&mut self) {
        let [target, _] = &*self.targets;
        self.energies = target.energies(&self.trainer.energy);
        self.picture = target.beside(&self.energies);
        self.exact.take();
    }

    /// The truth about the energy now.
    pub fn exact(&self) -> Exact {
        let [_, fine] = &*self.targets;
        *self.exact.get_or_init(|| fine.beside(&fine.energies(&self.trainer.energy)))
    }

    fn mean_energy(&self, cloud: &Cloud) -> f64 {
        let energies = self.trainer.energy.energies(cloud);
        energies.iter().map(|e| f64::from(*e)).sum::<f64>() / energies.len() as f64
    }

    /// KL, likelihood, energies.
    pub fn readouts(&self) -> Vec<Readout> {
        let [data, negatives] =
            [&self.trainer.data, &self.trainer.negatives].map(|cloud| self.mean_energy(cloud));
        let exact = self.exact();
        vec![
            Readout::new("updates", "updates", self.trainer.updates as f64),
            Readout::new("KL", "KL(data ‖ model), nats", exact.kl),
            Readout::new("loglik", "exact log-likelihood a datum", -exact.nll),
            Readout::new("far", "probability far from the data", 100.0 * exact.far).percent(),
            Readout::new("lnZ", "ln Z", exact.log_z),
            Readout::new("low", "lowest energy", exact.range[0]),
            Readout::new("high", "highest energy", exact.range[1]),
            Readout::new("Edata", "mean energy of the data", data),
            Readout::new("Enegatives", "mean energy of the negatives", negatives),
        ]
    }

    /// What must stay finite.
    pub fn vitals(&self) -> Vec<Readout> {
        let [low, high] = self.picture.range;
        vec![
            Readout::new("KL", "KL(data ‖ model), nats", self.picture.kl),
            Readout::new("low", "lowest energy", low),
            Readout::new("high", "highest energy", high),
        ]
    }

    /// The landscape with data and negatives, the ways of eight chains and the two forces.
    pub fn landscape(&self, title: &str) -> Plot {
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
        for chain in 0..self.ways.first().map_or(0, Cloud::len) {
            let at = |cloud: &Cloud| [cloud.x[chain], cloud.y[chain]].map(f64::from);
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
    pub fn density(&self, title: &str) -> Plot {
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

fn square(title: &str) -> Plot {
    Plot::new(title, Axis::new("x₁", -WALL, WALL), Axis::new("x₂", -WALL, WALL))
}

fn points(cloud: &Cloud) -> Vec<[f64; 2]> {
    cloud.points().map(|p| p.map(f64::from)).collect()
}

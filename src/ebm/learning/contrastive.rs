//! Learning an energy from data by maximum likelihood, with negatives from Langevin chains:
//! contrastive divergence (Hinton, 2002), persistent chains (Tieleman, 2008), chains from noise.

use crate::{
    learning::adam::Adam,
    math::{cell_grid::WALL, rng::Rng},
    models::{
        datasets::Blurred,
        perceptron::{Perceptron, Step, Workspace},
    },
    simd::{LANES, generator::Generator, points_soa::Points},
};

/// How many data, and how many negatives, an update looks at.
pub const BATCH: usize = 128;

/// Updates after which the learning rate has halved.
pub const HALVED: f64 = 1000.0;

/// Where the chains of the negatives start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// At the data of this update: CD-k.
    Data,
    /// Where they ended at the last update: persistent contrastive divergence.
    Persistent,
    /// Anywhere in the square, evenly.
    Noise,
}

/// How to learn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recipe {
    /// Where the chains start.
    pub start: Start,
    /// How many steps they take in an update.
    pub k: usize,
    /// Their step size η.
    pub eta: f64,
    /// The temperature T that their noise is right for: σ = sqrt(2ηT).
    pub temperature: f64,
    /// Adam's learning rate at the start; it falls as 1/(1 + (t/1000)²) with the update t.
    pub rate: f64,
    /// The weight α of the penalty α/2 · (mean E² of the data + mean E² of the negatives).
    pub alpha: f64,
    /// The share of persistent chains that start anew from noise at each update.
    pub fresh: f64,
    /// Whether data are pulled up and negatives pushed down, as by a slip of the sign.
    pub flipped: bool,
}

impl Recipe {
    /// A step of the chains, within the walls.
    fn step(&self) -> Step {
        Step { wall: WALL as f32, ..Step::at(self.eta as f32, self.temperature as f32) }
    }
}

/// A neural energy in training, on the square of half side [`WALL`].
#[derive(Clone, Debug)]
pub struct Trainer {
    /// The energy.
    pub energy: Perceptron,
    /// The data of the last update.
    pub data: Points,
    /// Where its negatives started.
    pub starts: Points,
    /// Where they ended.
    pub negatives: Points,
    /// How many updates there have been.
    pub updates: usize,
    adam: Adam,
    /// What moves the negatives, and how many of them have come to their ends.
    chance: Generator,
    arrived: usize,
}

impl Trainer {
    /// An untrained energy with `hidden` units in each layer, a first batch of data, and chains
    /// anywhere. Equal seeds give equal trainers.
    pub fn new(hidden: usize, data: &Blurred, seed: u64) -> Self {
        let energy = Perceptron::new(hidden, &mut Generator::new(seed));
        let adam = Adam::new(energy.parameters().len());
        let rng = &mut Rng::new(seed);
        let (data, starts) = (batch(data, rng), noise(rng));
        let (negatives, chance) = (starts.clone(), Generator::new(seed));
        Self { energy, data, negatives, starts, updates: 0, adam, chance, arrived: BATCH }
    }

    // region: update
    /// One update: fresh data, k Langevin steps for the negatives, one step of Adam. All its chance
    /// comes from `seed`.
    pub fn update(&mut self, recipe: &Recipe, data: &Blurred, seed: u64) {
        self.start_chains(recipe, data, seed);
        self.run_chains(recipe, BATCH);
        self.learn(recipe);
    }

    /// Fresh data, and the negatives at their starts.
    pub fn start_chains(&mut self, recipe: &Recipe, data: &Blurred, seed: u64) {
        let rng = &mut Rng::new(seed);
        self.data = batch(data, rng);
        self.starts = match recipe.start {
            Start::Data => self.data.clone(),
            Start::Persistent => renewed(&self.negatives, recipe.fresh, rng),
            Start::Noise => noise(rng),
        };
        self.negatives = self.starts.clone();
        (self.chance, self.arrived) = (Generator::new(seed), 0);
    }

    /// k Langevin steps for the next `chains` negatives, a multiple of [`LANES`]; whether all have come
    /// to their ends. However they are divided, they end at the same places.
    pub fn run_chains(&mut self, recipe: &Recipe, chains: usize) -> bool {
        let part = self.arrived..(self.arrived + chains).min(BATCH);
        let mut some = self.negatives.part(part.clone());
        self.energy.langevin(&mut some, recipe.k, recipe.step(), &mut self.chance);
        self.negatives.put(part.start, &some);
        self.arrived = part.end;
        self.arrived == BATCH
    }

    /// One step of Adam down the gradient of the last data and negatives.
    pub fn learn(&mut self, recipe: &Recipe) {
        let gradient = self.gradient(recipe);
        let age = self.updates as f64 / HALVED;
        let rate = recipe.rate / (1.0 + age * age);
        let adam = &mut self.adam;
        self.energy.change(|theta| adam.step(theta, &gradient, rate as f32));
        self.updates += 1;
    }
    // endregion: update

    /// The ways of the first [`LANES`] chains in the last dream, a cloud a step; to be asked before
    /// learning from it. They come first in the generator's stream, so the same steps one at a time
    /// lead through the same places.
    pub fn ways(&self, recipe: &Recipe, seed: u64) -> Vec<Points> {
        let generator = &mut Generator::new(seed);
        let first: Vec<_> = self.starts.points().take(LANES).collect();
        let mut now = Points::of(first.into_iter());
        let mut ways = vec![now.clone()];
        for _ in 0..recipe.k {
            self.energy.langevin(&mut now, 1, recipe.step(), generator);
            ways.push(now.clone());
        }
        ways
    }

    // region: gradient
    /// mean ∂E(data)/∂θ - mean ∂E(negatives)/∂θ, plus the penalty's α (mean E ∂E/∂θ of both).
    pub fn gradient(&self, recipe: &Recipe) -> Vec<f32> {
        let both: Vec<_> = self.data.points().chain(self.negatives.points()).collect();
        let push = if recipe.flipped { -1.0 } else { 1.0 };
        let alpha = recipe.alpha as f32;
        let weight = |s: usize, e: f32| {
            let sign = if s < BATCH { push } else { -push };
            (sign + alpha * e) / BATCH as f32
        };
        let mut gradient = Vec::new();
        let cloud = Points::of(both.into_iter());
        self.energy.gradient(&cloud, &weight, &mut gradient, &mut Workspace::default());
        gradient
    }
    // endregion: gradient
}

fn batch(data: &Blurred, rng: &mut Rng) -> Points {
    let inside = |v: f64| v.clamp(-WALL, WALL) as f32;
    Points::of((0..BATCH).map(|_| data.draw(rng).map(inside)))
}

fn noise(rng: &mut Rng) -> Points {
    Points::of((0..BATCH).map(|_| anywhere(rng)))
}

fn anywhere(rng: &mut Rng) -> [f32; 2] {
    [(); 2].map(|()| (WALL * (2.0 * rng.uniform() - 1.0)) as f32)
}

/// The same points, a share of them anywhere in the square.
fn renewed(points: &Points, share: f64, rng: &mut Rng) -> Points {
    let old: Vec<_> = points.points().collect();
    let each = |p| if rng.uniform() < share { anywhere(rng) } else { p };
    Points::of(old.into_iter().map(each))
}

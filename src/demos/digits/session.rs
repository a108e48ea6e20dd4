//! A run of training on the digits, and how well it does on those that were held out.

use std::{cell::RefCell, rc::Rc};

use super::files::{WIDTHS, digits, weights};
use crate::ebm::{
    digits::{PIXELS, nearest_neighbours},
    lanes::generator::Generator,
    rng::Rng,
    vae::{Terms, Vae},
};

/// Samples of a batch.
const BATCH: usize = 64;

/// After how many updates training is over.
pub const LAST: u64 = 6000;

/// After so many updates the learning rate is half of what it was.
const HALVED: f64 = 1000.0;

/// Held-out digits are looked at after every so many updates, their neighbours after every so many.
const LOOK: u64 = 40;
const VOTE: u64 = 400;

/// How many neighbours vote.
const VOTERS: usize = 15;

/// Names the noise for the held-out digits, the same at each look.
const NOISE: u64 = 9;

/// What was seen at one moment of training.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// After how many updates.
    pub updates: u64,
    /// The terms on the held-out digits, one draw of z each.
    pub held: Terms,
    /// F̃ on the held-out digits, and on the batches since the moment before, at the β of that time.
    pub free_energy: [f32; 2],
}

/// A run of training.
#[derive(Clone)]
pub struct Session {
    seed: u64,
    /// The auto-encoder.
    vae: Rc<Vae>,
    generator: Generator,
    /// Updates so far.
    pub updates: u64,
    /// F̃ of the batches since the last look.
    batches: Vec<f32>,
    /// What was seen, from the start.
    pub history: Vec<Moment>,
    /// The share of held-out digits whose class the nearest training code names, and the share that
    /// the fifteen nearest name by majority, when last counted.
    pub right: [f64; 2],
}

impl Session {
    /// Training before its first update, from scratch or from the trained weights. The last one of
    /// either kind is kept, since every control that moves before the first step starts the run anew.
    pub fn new(trained: bool, beta: f64, seed: u64) -> Self {
        type Kept = Option<((u64, bool), Session)>;
        thread_local!(static KEPT: RefCell<[Kept; 2]> = const { RefCell::new([None, None]) });
        let key = (seed, digits().is_some());
        let mut new = KEPT.with_borrow_mut(|kept| match &mut kept[usize::from(trained)] {
            Some((old, session)) if *old == key => session.clone(),
            other => other.insert((key, Self::start(trained, seed))).1.clone(),
        });
        // What was seen does not depend on β; what it amounts to does.
        let beta = beta as f32;
        Rc::make_mut(&mut new.vae).beta = beta;
        for moment in &mut new.history {
            moment.free_energy = [moment.held.free_energy(beta); 2];
        }
        new
    }

    fn start(trained: bool, seed: u64) -> Self {
        let mut rng = Rng::new(seed);
        let untrained = || Vae::untrained(PIXELS, &WIDTHS, &mut rng);
        let kept = weights().filter(|_| trained);
        let vae = kept.map_or_else(untrained, |w| Vae::new(PIXELS, &WIDTHS, w));
        let mut new = Self {
            seed,
            vae: Rc::new(vae),
            generator: Generator::new(seed),
            updates: 0,
            batches: Vec::new(),
            history: Vec::new(),
            right: [0.0; 2],
        };
        new.look();
        new.vote();
        new
    }

    /// The same training from its start, from scratch or from the trained weights.
    #[must_use]
    pub fn again(&self, trained: bool, beta: f64) -> Self {
        Self::new(trained, beta, self.seed)
    }

    // region: train
    /// Some updates on random digits.
    pub fn train(&mut self, updates: u64, rate: f64, beta: f64, rng: &mut Rng) {
        let Some([training, _]) = digits() else { return };
        let before = self.updates;
        let vae = Rc::make_mut(&mut self.vae);
        vae.beta = beta as f32;
        for _ in 0..updates {
            let pick = |_| (rng.uniform() * training.len() as f64) as usize;
            let picks: Vec<usize> = (0..BATCH).map(pick).collect();
            let batch: Vec<f32> = picks.iter().flat_map(|i| training.digit(*i)).copied().collect();
            let alpha = rate / (1.0 + self.updates as f64 / HALVED);
            let terms = vae.step(&batch, alpha as f32, &mut self.generator);
            self.batches.push(terms.free_energy(vae.beta));
            self.updates += 1;
        }
        let due = |every: u64| before / every < self.updates / every || self.done();
        let [look, vote] = [LOOK, VOTE].map(due);
        if look {
            self.look();
        }
        if vote {
            self.vote();
        }
    }
    // endregion: train

    /// Whether the last update is done.
    pub fn done(&self) -> bool {
        self.updates >= LAST
    }

    /// The auto-encoder, to ask it what it makes of things.
    pub fn vae(&self) -> Vae {
        Vae::clone(&self.vae)
    }

    /// What was seen last.
    pub fn now(&self) -> Moment {
        let none = Moment { updates: 0, held: Terms::default(), free_energy: [0.0; 2] };
        self.history.last().copied().unwrap_or(none)
    }

    /// The terms of the held-out digits.
    fn look(&mut self) {
        let Some([_, held]) = digits() else { return };
        let vae = Rc::make_mut(&mut self.vae);
        let terms = vae.terms(&held.pixels, &mut Generator::new(NOISE));
        let now = terms.free_energy(vae.beta);
        let batches: f32 = self.batches.iter().sum();
        let training =
            if self.batches.is_empty() { now } else { batches / self.batches.len() as f32 };
        self.batches.clear();
        let moment = Moment { updates: self.updates, held: terms, free_energy: [now, training] };
        self.history.push(moment);
    }

    /// Lets the nearest training codes name each held-out digit.
    fn vote(&mut self) {
        let Some([training, held]) = digits() else { return };
        let vae = Rc::make_mut(&mut self.vae);
        let [known, asked] = [training, held].map(|digits| {
            vae.encode(&digits.pixels);
            vae.codes().iter().map(|code| code.mean).collect::<Vec<_>>()
        });
        let count = |k| nearest_neighbours((&known, &training.classes), (&asked, &held.classes), k);
        self.right = [1, VOTERS].map(count);
    }
}

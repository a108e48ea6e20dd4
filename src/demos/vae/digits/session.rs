//! A run of training on the digits, and how well it does on those that were held out.

use std::{cell::RefCell, rc::Rc};

use super::{
    files::{WIDTHS, digits, weights},
    vote::Vote,
};
use crate::ebm::{
    math::rng::Rng,
    models::digits::PIXELS,
    simd::generator::Generator,
    variational::vae::{Terms, Vae},
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

/// Held-out digits that are looked at in a part of a step.
const SOME: usize = 256;

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
    /// Updates so far, before the step that it is amid, and what is left of that.
    pub updates: u64,
    before: u64,
    left: Left,
    /// F̃ of the batches since the last look.
    batches: Vec<f32>,
    /// What was seen, from the start.
    pub history: Vec<Moment>,
    /// How well the nearest training codes named the held-out digits, when last counted.
    pub vote: Rc<Vote>,
}

/// What is left of a step.
#[derive(Clone)]
enum Left {
    /// Nothing.
    None,
    /// So many updates.
    Updates(u64),
    /// The rest of the held-out digits.
    Look(Look),
}

/// A look at the held-out digits.
#[derive(Clone)]
struct Look {
    generator: Generator,
    seen: usize,
    /// The sums of the terms over those seen.
    sums: Terms,
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
        let vae = Rc::new(vae);
        let mut new = Self {
            seed,
            vote: Rc::new(Vote::new(&vae)),
            vae,
            generator: Generator::new(seed),
            updates: 0,
            before: 0,
            left: Left::Look(Look::new()),
            batches: Vec::new(),
            history: Vec::new(),
        };
        while !new.look() {}
        new
    }

    /// The same training from its start, from scratch or from the trained weights.
    #[must_use]
    pub fn again(&self, trained: bool, beta: f64) -> Self {
        Self::new(trained, beta, self.seed)
    }

    /// Some updates on random digits, and looks at the others when they are due.
    pub fn train(&mut self, updates: u64, rate: f64, beta: f64, rng: &mut Rng) {
        self.schedule(updates);
        while !self.train_slice(rate, beta, rng) {}
    }

    /// Whether no update is under way or scheduled.
    pub fn idle(&self) -> bool {
        matches!(self.left, Left::None)
    }

    /// Schedules some updates.
    pub fn schedule(&mut self, updates: u64) {
        (self.before, self.left) = (self.updates, Left::Updates(updates));
    }

    /// Does a slice of what is scheduled, an update or a part of an evaluation; returns whether nothing is left.
    pub fn train_slice(&mut self, rate: f64, beta: f64, rng: &mut Rng) -> bool {
        match self.left {
            Left::None => return true,
            Left::Look(_) => return self.look(),
            Left::Updates(left) => {
                self.update(rate, beta, rng);
                self.left = if left > 1 {
                    Left::Updates(left - 1)
                } else if self.due(LOOK) {
                    Left::Look(Look::new())
                } else {
                    Left::None
                };
            }
        }
        self.idle()
    }

    // region: train
    /// One update on random digits.
    fn update(&mut self, rate: f64, beta: f64, rng: &mut Rng) {
        let Some([training, _]) = digits() else { return };
        let vae = Rc::make_mut(&mut self.vae);
        vae.beta = beta as f32;
        let pick = |_| rng.index(training.len());
        let picks: Vec<usize> = (0..BATCH).map(pick).collect();
        let batch: Vec<f32> = picks.iter().flat_map(|i| training.digit(*i)).copied().collect();
        let alpha = rate / (1.0 + self.updates as f64 / HALVED);
        let terms = vae.step(&batch, alpha as f32, &mut self.generator);
        self.batches.push(terms.free_energy(vae.beta));
        self.updates += 1;
    }
    // endregion: train

    /// Whether this step has come past a multiple of `every` updates, or to the last one.
    fn due(&self, every: u64) -> bool {
        self.before / every < self.updates / every || self.updates >= LAST
    }

    /// Whether the last update is done.
    pub fn done(&self) -> bool {
        self.idle() && self.updates >= LAST
    }

    /// The auto-encoder, to ask it what it makes of things.
    pub fn vae(&self) -> Vae {
        self.vae.to_ask()
    }

    /// What was seen last.
    pub fn now(&self) -> Moment {
        let none = Moment { updates: 0, held: Terms::default(), free_energy: [0.0; 2] };
        self.history.last().copied().unwrap_or(none)
    }

    /// Goes on with a look; whether it is over.
    fn look(&mut self) -> bool {
        let (Left::Look(look), Some([_, held])) = (&mut self.left, digits()) else {
            self.left = Left::None;
            return true;
        };
        let vae = Rc::make_mut(&mut self.vae);
        let some = look.seen..(look.seen + SOME).min(held.len());
        let pixels = &held.pixels[some.start * PIXELS..some.end * PIXELS];
        let terms = vae.terms(pixels, &mut look.generator);
        look.seen = some.end;
        look.sums.energy += terms.energy * some.len() as f32;
        look.sums.divergence += terms.divergence * some.len() as f32;
        if look.seen < held.len() {
            return false;
        }
        let mean = |sum: f32| sum / held.len() as f32;
        let Terms { energy, divergence } = look.sums;
        let held = Terms { energy: mean(energy), divergence: mean(divergence) };
        self.left = Left::None;
        self.note(held);
        true
    }

    /// Notes the terms of the held-out digits.
    fn note(&mut self, held: Terms) {
        let now = held.free_energy(self.vae.beta);
        let batches: f32 = self.batches.iter().sum();
        let training =
            if self.batches.is_empty() { now } else { batches / self.batches.len() as f32 };
        self.batches.clear();
        self.history.push(Moment { updates: self.updates, held, free_energy: [now, training] });
        if self.updates > 0 && self.due(VOTE) {
            self.vote = Rc::new(Vote::new(&self.vae));
        }
    }
}

impl Look {
    fn new() -> Self {
        Self { generator: Generator::new(NOISE), seen: 0, sums: Terms::default() }
    }
}

//! A run of a demo: its seed, its step, every change of a control, and the way back.
//!
//! The state is a function of (controls before the run, seed, changes during it, step). Going back
//! restores the nearest checkpoint and replays from there; a link carries exactly these four.

mod checkpoints;
pub mod link;
mod seek;

use checkpoints::Checkpoints;
use seek::PendingSeek;

use crate::{
    demo::{
        Demo, Knob, Text, Value,
        guard::{self, Fault},
        hash::hash,
        knob,
    },
    ebm::math::rng::Rng,
};

/// Makes a demo in its default state.
pub type Make = fn() -> Box<dyn Demo>;

/// A demo with its history.
pub struct Run {
    /// The demo as it is made, and its seed and controls then.
    pristine: Pristine,
    demo: Box<dyn Demo>,
    rng: Rng,
    seed: u32,
    step: u64,
    /// Whether it stands in the middle of a step, of which slices are left.
    mid_step: bool,
    furthest: u64,
    /// Controls set before the run.
    base: Vec<(&'static str, Value)>,
    /// Controls set during it, in the order of their steps.
    changes: Vec<Change>,
    checkpoints: Checkpoints,
    pending: PendingSeek,
}

/// A demo before its first reset, as the chapter has it. A copy of it costs less than a new one: what is
/// computed in advance is shared.
struct Pristine {
    demo: Box<dyn Demo>,
    knobs: Vec<(Knob, Value)>,
}

impl Pristine {
    fn of(demo: Box<dyn Demo>) -> Self {
        Self { knobs: knob::declared(&*demo), demo }
    }

    fn seed(&self) -> u32 {
        self.demo.seed()
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Change {
    step: u64,
    key: &'static str,
    value: Value,
}

impl Run {
    /// A run at step 0 with the demo's own seed and defaults.
    pub fn new(make: Make) -> Self {
        Self::at_first(Pristine::of(make()))
    }

    fn at_first(pristine: Pristine) -> Self {
        let (demo, seed) = (pristine.demo.clone_demo(), pristine.seed());
        let mut run = Self {
            pristine,
            demo,
            rng: Rng::new(u64::from(seed)),
            seed,
            step: 0,
            mid_step: false,
            furthest: 0,
            base: Vec::new(),
            changes: Vec::new(),
            checkpoints: Checkpoints::default(),
            pending: PendingSeek::default(),
        };
        run.start();
        run
    }

    /// A run in the state that a link names, with a sentence for each thing that was wrong in it.
    pub fn from_link(make: Make, text: &str) -> (Self, Vec<Text>) {
        let mut run = Self::new(make);
        let notices = run.apply(text);
        (run, notices)
    }

    /// The demo as it is now.
    pub fn demo(&self) -> &dyn Demo {
        &*self.demo
    }

    /// Every control with its value now.
    pub fn knobs(&self) -> Vec<(Knob, Value)> {
        knob::declared(&*self.demo)
    }

    /// The seed.
    pub fn seed(&self) -> u32 {
        self.seed
    }

    /// How many steps lie behind.
    pub fn step(&self) -> u64 {
        self.step
    }

    /// The furthest step that was reached since the last reset or change.
    pub fn furthest(&self) -> u64 {
        self.furthest
    }

    /// Takes one step. On a fault the run stands at the faulty step; [`Run::seek`] leads back.
    ///
    /// # Errors
    ///
    /// A number that the step made infinite or no number.
    pub fn advance(&mut self) -> Result<(), Fault> {
        while !self.advance_slice()? {}
        Ok(())
    }

    /// Takes a slice of a step; returns whether the step is complete. If it is not, [`Run::complete`]
    /// comes before anything else that is asked of the run.
    ///
    /// # Errors
    ///
    /// A number that the step made infinite or no number.
    pub fn advance_slice(&mut self) -> Result<bool, Fault> {
        if !self.mid_step {
            self.save();
        }
        self.mid_step = !self.demo.step_slice(&mut self.rng);
        if self.mid_step {
            return Ok(false);
        }
        self.step += 1;
        self.furthest = self.furthest.max(self.step);
        for change in self.changes.iter().filter(|change| change.step == self.step) {
            knob::set(&mut *self.demo, change.key, &change.value);
        }
        guard::check_readouts(&self.demo.guarded_readouts()).map(|()| true)
    }

    /// Whether it stands in the middle of a step.
    pub fn mid_step(&self) -> bool {
        self.mid_step
    }

    /// Takes what is left of a step that was begun. A fault shows in the numbers of that step.
    pub fn complete(&mut self) {
        if self.mid_step {
            let _ = self.advance();
        }
    }

    /// Computes a slice of what is to be shown; returns whether nothing is left.
    pub fn precompute(&mut self, words: bool) -> bool {
        self.demo.precompute(words)
    }

    /// Sets a control to the nearest value that it takes; unknown keys and NaN change nothing.
    /// What lay ahead of this step is forgotten.
    pub fn set(&mut self, key: &str, value: impl Into<Value>) {
        let Some((knob, old)) = self.knobs().into_iter().find(|(knob, _)| knob.key == key) else {
            return;
        };
        let clean = knob.clean(&value.into());
        let Some(value) = clean.filter(|value| *value != old) else { return };
        self.furthest = self.step;
        self.changes.retain(|c| c.step < self.step || (c.step == self.step && c.key != knob.key));
        self.checkpoints.forget_from(self.step);
        if self.step == 0 {
            self.set_base(knob.key, value);
            self.start();
        } else {
            knob::set(&mut *self.demo, knob.key, &value);
            self.changes.push(Change { step: self.step, key: knob.key, value });
        }
    }

    /// Moves a control by `places` on its track; one that runs around leads from its upper end to
    /// its lower.
    pub fn nudge(&mut self, key: &str, places: f64, around: bool) {
        let found = self.knobs().into_iter().find(|(knob, _)| knob.key == key);
        let Some((knob, Value::Number(value))) = found else { return };
        let [low, high, _] = knob.track();
        let mut place = knob.to_track(value) + places;
        if around && !(low..=high).contains(&place) {
            place -= (high - low) * ((place - low) / (high - low)).floor();
        }
        self.set(knob.key, knob.from_track(place));
    }

    /// Moves a handle of the picture; the controls that it stands for follow.
    pub fn move_handle(&mut self, plot: usize, handle: usize, at: [f64; 2]) {
        if !at.iter().all(|v| v.is_finite()) {
            return;
        }
        let mut moved = self.demo.clone_demo();
        moved.move_handle(plot, handle, at);
        for ((knob, old), (_, new)) in self.knobs().into_iter().zip(knob::declared(&*moved)) {
            if old != new {
                self.set(knob.key, new);
            }
        }
    }

    /// Back to step 0 with the controls as the reader last set them.
    pub fn reset(&mut self) {
        for change in core::mem::take(&mut self.changes) {
            self.set_base(change.key, change.value);
        }
        self.cancel_seek();
        self.furthest = 0;
        self.start();
    }

    /// Back to step 0 with every control and the seed as the chapter has them.
    pub fn restore_defaults(&mut self) {
        *self = Self::at_first(Pristine::of(self.pristine.demo.clone_demo()));
    }

    /// Back to step 0 with another seed.
    pub fn reseed(&mut self, seed: u32) {
        self.seed = seed;
        self.reset();
    }

    /// A hash of everything that the figure shows, bit for bit.
    pub fn hash(&self) -> u64 {
        let knobs = self.knobs().into_iter().flat_map(|(_, value)| value.numbers().to_vec());
        let readouts = self.demo.readouts().into_iter().map(|readout| readout.value);
        let layers = self.demo.plots().into_iter().flat_map(|plot| plot.layers);
        let numbers = layers.flat_map(|layer| layer.numbers());
        hash(knobs.chain(readouts).chain(numbers).flat_map(|v| v.to_bits().to_le_bytes()))
    }

    fn start(&mut self) {
        self.demo = self.pristine.demo.clone_demo();
        self.mid_step = false;
        for (key, value) in &self.base {
            knob::set(&mut *self.demo, key, value);
        }
        self.rng = Rng::new(u64::from(self.seed));
        self.demo.reset(&mut self.rng);
        self.step = 0;
        self.checkpoints.clear();
    }

    fn set_base(&mut self, key: &'static str, value: Value) {
        self.base.retain(|(old, _)| *old != key);
        self.base.push((key, value));
    }

    /// Keeps the present state, if a checkpoint is due at this step.
    fn save(&mut self) {
        if self.checkpoints.due(self.step) {
            self.checkpoints.keep(self.step, self.demo.clone_demo(), self.rng.clone());
        }
    }

    /// The state of the last checkpoint at or before `target`, or the start.
    fn restore(&mut self, target: u64) {
        match self.checkpoints.last_before(target) {
            Some(checkpoint) => {
                self.mid_step = false;
                self.demo = checkpoint.demo.clone_demo();
                self.rng = checkpoint.rng.clone();
                self.step = checkpoint.step;
            }
            None => self.start(),
        }
    }
}

//! The states that a run keeps on its way, so that going back replays little.

use crate::{demo::Demo, ebm::math::rng::Rng};

/// How many checkpoints are kept; beyond that every other one goes.
const MOST: usize = 64;

/// The state at a step, after that step's changes.
pub(super) struct Checkpoint {
    pub(super) step: u64,
    pub(super) demo: Box<dyn Demo>,
    pub(super) rng: Rng,
}

/// Checkpoints at multiples of a stride that doubles as the run grows.
pub(super) struct Checkpoints {
    /// In the order of their steps.
    kept: Vec<Checkpoint>,
    stride: u64,
}

impl Default for Checkpoints {
    fn default() -> Self {
        Self { kept: Vec::new(), stride: 1 }
    }
}

impl Checkpoints {
    /// Whether the state at `step` is to be kept: it lies on the stride and after all that are kept.
    pub(super) fn due(&self, step: u64) -> bool {
        let last = self.kept.last().map(|checkpoint| checkpoint.step);
        step.is_multiple_of(self.stride) && last < Some(step)
    }

    /// Keeps a state.
    pub(super) fn keep(&mut self, step: u64, demo: Box<dyn Demo>, rng: Rng) {
        self.kept.push(Checkpoint { step, demo, rng });
        if self.kept.len() > MOST {
            self.stride *= 2;
            let stride = self.stride;
            self.kept.retain(|checkpoint| checkpoint.step.is_multiple_of(stride));
        }
    }

    /// Forgets the states at `step` and after it.
    pub(super) fn forget_from(&mut self, step: u64) {
        self.kept.retain(|checkpoint| checkpoint.step < step);
    }

    /// The last state at or before `step`.
    pub(super) fn last_before(&self, step: u64) -> Option<&Checkpoint> {
        self.kept.iter().rev().find(|checkpoint| checkpoint.step <= step)
    }

    /// Forgets all.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

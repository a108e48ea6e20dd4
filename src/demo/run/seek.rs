//! Going to a step or to the state of a link, over several frames, and the link of a state.

use super::{
    Run,
    link::{self, Setting},
};
use crate::{
    demo::{Text, guard::Fault},
    text,
};

/// What is left to do to reach a state that was asked for.
#[derive(Debug, Default)]
pub(super) struct PendingSeek {
    /// Controls to set.
    settings: Vec<Setting>,
    /// The step to arrive at.
    target: u64,
}

impl Run {
    /// Applies the settings of a link, a preset or a link in the prose on top of the present state.
    /// Returns a sentence for each thing that was wrong; everything else is applied.
    pub fn apply(&mut self, text: &str) -> Vec<Text> {
        let mut notices = self.start_seek(text);
        match self.seek_for(|| true) {
            Ok(more) => notices.extend(more),
            Err(fault) => notices.push(fault.message),
        }
        notices
    }

    /// Goes to a step, back or forth.
    ///
    /// # Errors
    ///
    /// The fault that ended it on the way.
    pub fn seek(&mut self, target: u64) -> Result<(), Fault> {
        self.seek_to(target);
        self.seek_for(|| true).map(drop)
    }

    /// Starts seeking the state of a link: [`Run::seek_for`] leads there. Returns a sentence for each thing
    /// that is wrong with it.
    pub fn start_seek(&mut self, text: &str) -> Vec<Text> {
        let (link, mut notices) = link::parse(text);
        if let Some(seed) = link.seed {
            self.reseed(seed);
        }
        let target = link.step.unwrap_or(self.step);
        if link.step.is_some() {
            self.reset();
        }
        let mut settings = link.settings;
        let all = settings.len();
        settings.retain(|setting| setting.step <= target);
        if settings.len() < all {
            notices.push(text!(
                "The link changes a control after its own last step, {step}; this was left out.",
                step = target,
            ));
        }
        self.pending = PendingSeek { settings, target: target + link.more };
        notices
    }

    /// Starts seeking a step, back or forth: [`Run::seek_for`] leads there.
    pub fn seek_to(&mut self, target: u64) {
        if target < self.step {
            self.restore(target);
        }
        self.pending = PendingSeek { settings: Vec::new(), target };
    }

    /// Takes steps and slices of steps towards the state that is sought, as long as there is `time`.
    /// Returns a sentence for each setting that could not be applied. A fault ends the seek.
    ///
    /// # Errors
    ///
    /// The fault that ended it on the way.
    pub fn seek_for(&mut self, mut time: impl FnMut() -> bool) -> Result<Vec<Text>, Fault> {
        let mut notices = Vec::new();
        while !self.arrived() {
            if let Some(setting) = self.due() {
                notices.extend(self.apply_setting(&setting.key, &setting.text));
            } else if !time() {
                break;
            } else if let Err(fault) = self.advance_slice() {
                self.cancel_seek();
                return Err(fault);
            }
        }
        Ok(notices)
    }

    /// Takes the first of the earliest settings off the list, if its step has come.
    fn due(&mut self) -> Option<Setting> {
        if self.mid_step() {
            return None;
        }
        let settings = &mut self.pending.settings;
        let steps = settings.iter().map(|setting| setting.step).enumerate();
        let (place, step) = steps.min_by_key(|(_, step)| *step)?;
        (step <= self.step).then(|| settings.remove(place))
    }

    /// Whether the state that was sought is reached.
    pub fn arrived(&self) -> bool {
        self.pending.settings.is_empty() && self.step >= self.pending.target
    }

    /// The step that it is on its way to, or stands at.
    pub fn destination(&self) -> u64 {
        self.pending.target.max(self.step)
    }

    /// Gives the seek up, and stays at the present step.
    pub fn cancel_seek(&mut self) {
        self.pending = PendingSeek::default();
    }

    fn apply_setting(&mut self, key: &str, text: &str) -> Option<Text> {
        let Some((knob, old)) = self.knobs().into_iter().find(|(knob, _)| knob.key == key) else {
            return Some(text!("This figure has no control “{name}”.", name = link::clip(key)));
        };
        let named = knob.from_link(text);
        let clean = named.as_ref().and_then(|value| knob.clean(value));
        let (Some(named), Some(clean)) = (named, clean) else {
            return Some(text!(
                "“{text}” is no value for “{control}”, which takes {values}; it stays at {old}.",
                text = link::clip(text),
                control = &knob.label,
                values = knob.takes(),
                old = knob.in_words(&old),
            ));
        };
        self.set(knob.key, clean.clone());
        let both = named.numbers().iter().zip(clean.numbers());
        let mut gaps = both.map(|(a, b)| (*a, if a == b { 0.0 } else { (a - b).abs() }));
        gaps.any(|(a, gap)| gap > knob.tolerance(a)).then(|| {
            text!(
                "{control} cannot be {text}; it was set to {value}.",
                control = &knob.label,
                text = link::clip(text),
                value = knob.in_words(&clean),
            )
        })
    }

    /// The link to this state; empty when it is the default. `None` when the run is longer or has
    /// seen more changes than a link can carry.
    pub fn to_link(&self) -> Option<String> {
        let mut parts = Vec::new();
        if self.seed != self.pristine.seed() {
            parts.push(format!("seed:{}", self.seed));
        }
        if self.step != 0 {
            parts.push(format!("step:{}", self.step));
        }
        let knobs = &self.pristine.knobs;
        let find = |key: &str| knobs.iter().find(|(knob, _)| knob.key == key);
        for (key, value) in &self.base {
            if let Some((knob, _)) = find(key).filter(|(_, default)| default != value) {
                parts.push(format!("{key}:{}", knob.to_link(value)));
            }
        }
        for change in self.changes.iter().filter(|change| change.step <= self.step) {
            if let Some((knob, _)) = find(change.key) {
                let text = knob.to_link(&change.value);
                parts.push(format!("{}@{}:{text}", change.step, change.key));
            }
        }
        if parts.is_empty() {
            return Some(String::new());
        }
        let fits = parts.len() <= link::MAX_CHANGES && self.step <= link::MAX_STEP;
        fits.then(|| format!("{};{}", link::VERSION, parts.join(";")))
    }
}

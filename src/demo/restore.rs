//! The way between a run and the text of its link.

use super::{
    guard::Fault,
    link::{self, Setting},
    run::Run,
};

/// What is left to do on the way to a state that was asked for.
#[derive(Debug, Default)]
pub(super) struct Errand {
    /// Controls to set.
    settings: Vec<Setting>,
    /// The step to arrive at.
    target: u64,
}

impl Run {
    /// Applies the settings of a link, a preset or a link in the prose on top of the present state.
    /// Returns a sentence for each thing that was wrong; everything else is applied.
    pub fn apply(&mut self, text: &str) -> Vec<String> {
        let mut notices = self.set_out(text);
        match self.go_on(|| true) {
            Ok(more) => notices.extend(more),
            Err(fault) => notices.push(fault.message),
        }
        notices
    }

    /// Goes to a step, back or forth.
    pub fn seek(&mut self, target: u64) -> Result<(), Fault> {
        self.aim(target);
        self.go_on(|| true).map(drop)
    }

    /// Sets out for what a link says: [`Run::go_on`] leads there. Returns a sentence for each thing
    /// that is wrong with it.
    pub fn set_out(&mut self, text: &str) -> Vec<String> {
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
            notices.push(format!(
                "The link changes a control after its own last step, {target}; this was left out."
            ));
        }
        self.errand = Errand { settings, target: target + link.more };
        notices
    }

    /// Sets out for a step, back or forth: [`Run::go_on`] leads there.
    pub fn aim(&mut self, target: u64) {
        if target < self.step {
            self.restore(target);
        }
        self.errand = Errand { settings: Vec::new(), target };
    }

    /// Takes steps and parts of steps towards what was set out for, as long as there is `time`. Returns a
    /// sentence for each setting that could not be applied. A fault ends the errand.
    pub fn go_on(&mut self, mut time: impl FnMut() -> bool) -> Result<Vec<String>, Fault> {
        let mut notices = Vec::new();
        while !self.arrived() {
            if let Some(setting) = self.due() {
                notices.extend(self.apply_setting(&setting.key, &setting.text));
            } else if !time() {
                break;
            } else if let Err(fault) = self.advance_in_part() {
                self.stay();
                return Err(fault);
            }
        }
        Ok(notices)
    }

    /// Takes the first of the earliest settings off the errand, if its step has come.
    fn due(&mut self) -> Option<Setting> {
        if self.begun() {
            return None;
        }
        let settings = &mut self.errand.settings;
        let steps = settings.iter().map(|setting| setting.step).enumerate();
        let (place, step) = steps.min_by_key(|(_, step)| *step)?;
        (step <= self.step).then(|| settings.remove(place))
    }

    /// Whether nothing is left of what was set out for.
    pub fn arrived(&self) -> bool {
        self.errand.settings.is_empty() && self.step >= self.errand.target
    }

    /// The step that it is on its way to, or stands at.
    pub fn destination(&self) -> u64 {
        self.errand.target.max(self.step)
    }

    /// Forgets what it had set out for, and stays where it is.
    pub fn stay(&mut self) {
        self.errand = Errand::default();
    }

    fn apply_setting(&mut self, key: &str, text: &str) -> Option<String> {
        let Some((knob, old)) = self.knobs().into_iter().find(|(knob, _)| knob.key == key) else {
            return Some(format!("This figure has no control “{}”.", link::clip(key)));
        };
        let named = knob.from_link(text);
        let clean = named.as_ref().and_then(|value| knob.clean(value));
        let (Some(named), Some(clean)) = (named, clean) else {
            return Some(format!(
                "“{}” is no value for “{}”, which takes {}; it stays at {}.",
                link::clip(text),
                knob.label,
                knob.takes(),
                knob.in_words(&old)
            ));
        };
        self.set(knob.key, clean.clone());
        let both = named.numbers().iter().zip(clean.numbers());
        let mut gaps = both.map(|(a, b)| (*a, if a == b { 0.0 } else { (a - b).abs() }));
        gaps.any(|(a, gap)| gap > knob.tolerance(a)).then(|| {
            format!(
                "{} cannot be {}; it was set to {}.",
                knob.label,
                link::clip(text),
                knob.in_words(&clean)
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

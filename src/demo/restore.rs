//! The way between a run and the text of its link.

use super::{link, run::Run};

impl Run {
    /// Applies the settings of a link, a preset or a link in the prose on top of the present state.
    /// Returns a sentence for each thing that was wrong; everything else is applied.
    pub fn apply(&mut self, text: &str) -> Vec<String> {
        let (link, mut notices) = link::parse(text);
        if let Some(seed) = link.seed {
            self.reseed(seed);
        }
        let target = link.step.unwrap_or(self.step);
        if link.step.is_some() {
            self.reset();
        }
        let mut settings = link.settings;
        settings.sort_by_key(|setting| setting.step);
        for setting in settings {
            if setting.step > target {
                notices.push(format!("The link changes a control after its own last step, {target}; this was left out."));
                break;
            }
            if let Err(fault) = self.seek(setting.step.max(self.step)) {
                notices.push(fault.message);
                return notices;
            }
            notices.extend(self.apply_setting(&setting.key, &setting.text));
        }
        if let Err(fault) = self.seek(target + link.more) {
            notices.push(fault.message);
        }
        notices
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
        let default = Self::new(self.make);
        let mut parts = Vec::new();
        if self.seed != default.seed {
            parts.push(format!("seed:{}", self.seed));
        }
        if self.step != 0 {
            parts.push(format!("step:{}", self.step));
        }
        let knobs = default.knobs();
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

//! Controls, declared once: the page makes widgets of them, links write them, tests fuzz them.

use core::ops::RangeInclusive;

/// One control.
#[derive(Clone, Debug, PartialEq)]
pub struct Knob {
    /// The short name that links use.
    pub key: &'static str,
    /// The name that the page shows.
    pub label: &'static str,
    /// What values it takes.
    pub kind: Kind,
}

/// The values that a control takes. All travel as `f64`: a toggle as 0 or 1, a choice as its index.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A number in a range, on a grid of `step`.
    Slider {
        /// The smallest and the largest value.
        range: RangeInclusive<f64>,
        /// The grid; also one press of an arrow key.
        step: f64,
        /// The unit; empty for pure numbers.
        unit: &'static str,
    },
    /// On or off.
    Toggle,
    /// One of several: (the word that links use, the words that the page shows).
    Choice(&'static [(&'static str, &'static str)]),
}

impl Knob {
    /// The nearest value that the control takes. `None` for a number that is not finite.
    pub fn clean(&self, value: f64) -> Option<f64> {
        if !value.is_finite() {
            return None;
        }
        Some(match &self.kind {
            Kind::Slider { range, step, .. } => {
                let on_grid = snap(value.clamp(*range.start(), *range.end()), *step);
                on_grid.clamp(*range.start(), *range.end())
            }
            Kind::Toggle => f64::from(value != 0.0),
            Kind::Choice(options) => value.round().clamp(0.0, options.len() as f64 - 1.0),
        })
    }

    /// The value as links write it.
    pub fn to_link(&self, value: f64) -> String {
        match &self.kind {
            Kind::Slider { .. } => format!("{value}"),
            Kind::Toggle => if value == 0.0 { "off" } else { "on" }.into(),
            Kind::Choice(options) => options[value as usize].0.into(),
        }
    }

    /// The value that a link's text names, before [`Knob::clean`].
    pub fn from_link(&self, text: &str) -> Option<f64> {
        match &self.kind {
            Kind::Slider { .. } => text.parse().ok(),
            Kind::Toggle => match text {
                "on" => Some(1.0),
                "off" => Some(0.0),
                _ => None,
            },
            Kind::Choice(options) => {
                options.iter().position(|(word, _)| *word == text).map(|index| index as f64)
            }
        }
    }

    /// The value in words, as the static page and screen readers say it.
    pub fn in_words(&self, value: f64) -> String {
        match &self.kind {
            Kind::Slider { unit: "", .. } => super::short(value),
            Kind::Slider { unit, .. } => format!("{} {unit}", super::short(value)),
            Kind::Toggle => if value == 0.0 { "off" } else { "on" }.into(),
            Kind::Choice(options) => options[value as usize].1.into(),
        }
    }

    /// The values at the two ends.
    pub fn extremes(&self) -> [f64; 2] {
        match &self.kind {
            Kind::Slider { range, .. } => [*range.start(), *range.end()],
            Kind::Toggle => [0.0, 1.0],
            Kind::Choice(options) => [0.0, options.len() as f64 - 1.0],
        }
    }
}

/// The multiple of `step` nearest to `value`, as the decimal number that prints shortest:
/// 3 × 0.1 becomes 0.3, not 0.30000000000000004.
fn snap(value: f64, step: f64) -> f64 {
    let count = (value / step).round();
    let per_unit = (1.0 / step).round();
    if (per_unit * step - 1.0).abs() < 1e-9 { count / per_unit } else { count * step }
}

/// A visitor of controls: it sees each control with its value and answers with the value to keep.
pub trait Knobs {
    /// Sees one control.
    fn visit(&mut self, knob: Knob, value: f64) -> f64;
}

impl<F: FnMut(Knob, f64) -> f64> Knobs for F {
    fn visit(&mut self, knob: Knob, value: f64) -> f64 {
        self(knob, value)
    }
}

impl dyn Knobs + '_ {
    /// A number in `range` on a grid of `step`, in `unit`.
    pub fn slider(
        &mut self,
        (key, label): (&'static str, &'static str),
        value: &mut f64,
        range: RangeInclusive<f64>,
        step: f64,
        unit: &'static str,
    ) {
        *value = self.visit(Knob { key, label, kind: Kind::Slider { range, step, unit } }, *value);
    }

    /// On or off.
    pub fn toggle(&mut self, (key, label): (&'static str, &'static str), value: &mut bool) {
        let knob = Knob { key, label, kind: Kind::Toggle };
        *value = self.visit(knob, f64::from(*value)) != 0.0;
    }

    /// One of several options: (the word that links use, the words that the page shows).
    pub fn choice(
        &mut self,
        (key, label): (&'static str, &'static str),
        value: &mut usize,
        options: &'static [(&'static str, &'static str)],
    ) {
        let knob = Knob { key, label, kind: Kind::Choice(options) };
        *value = self.visit(knob, *value as f64) as usize;
    }

    /// A point of the plane that the reader can drag: one slider a coordinate, from -limit to limit.
    pub fn point(
        &mut self,
        names: [(&'static str, &'static str); 2],
        value: &mut [f64; 2],
        limits: [f64; 2],
    ) {
        for ((name, v), limit) in names.into_iter().zip(value).zip(limits) {
            self.slider(name, v, -limit..=limit, 0.01, "");
        }
    }
}

/// Every control of a demo with its value.
pub fn values(demo: &mut dyn super::Demo) -> Vec<(Knob, f64)> {
    let mut all = Vec::new();
    demo.knobs(&mut |knob: Knob, value: f64| {
        all.push((knob, value));
        value
    });
    all
}

/// Sets the control `key` to `value`, which must be clean; other controls keep theirs.
pub fn set(demo: &mut dyn super::Demo, key: &str, value: f64) {
    demo.knobs(&mut |knob: Knob, old: f64| if knob.key == key { value } else { old });
}

//! One control: what values it takes, and their forms in links, in words and on a slider's track.

use core::ops::RangeInclusive;

mod track;
pub mod typed;
mod value;
mod visitor;

pub use value::{Field, Value};
pub use visitor::{Knobs, NOTCH, declared, next_place, set};

use super::{
    decimal::{self, short, three_digits},
    text::{Text, Verbatim},
};
use crate::text;

/// One control.
#[derive(Clone, Debug, PartialEq)]
pub struct Knob {
    /// The short name that links use.
    pub key: &'static str,
    /// The name that the page shows.
    pub label: Text,
    /// What values it takes.
    pub kind: Kind,
}

/// The options of a choice: (the word that links use, the words that the page shows).
pub type Options = &'static [(&'static str, Text)];

/// The values that a control takes. A toggle travels as 0 or 1, a choice as its index.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A number in a range, on a grid of `step`.
    Slider {
        /// The smallest and the largest value.
        range: RangeInclusive<f64>,
        /// The grid; also one press of an arrow key.
        step: f64,
        /// The unit; empty for pure numbers.
        unit: Text,
    },
    /// A positive number on a logarithmic track.
    Log {
        /// The smallest and the largest positive, finite value.
        range: RangeInclusive<f64>,
        /// How many places the track has for each factor of ten.
        per_decade: f64,
        /// What lies beyond its ends.
        beyond: Beyond,
    },
    /// On or off.
    Toggle,
    /// One of several: (the word that links use, the words that the page shows).
    Choice(Options),
    /// Several numbers in one range: a drawn curve, a cloud of points.
    List {
        /// The smallest and the largest number.
        range: RangeInclusive<f64>,
        /// Their grid.
        step: f64,
        /// How many there may be.
        count: RangeInclusive<usize>,
        /// Whether they are points of the plane, two numbers each.
        pairs: bool,
    },
}

/// What a logarithmic track has beyond its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// Nothing.
    Nothing,
    /// Infinity at the upper end.
    Infinity,
    /// Zero at the lower end, infinity at the upper.
    ZeroAndInfinity,
}

impl Knob {
    /// The nearest value that the control takes. `None` for what it can make no sense of: NaN, an
    /// infinity it does not have, a list of the wrong length.
    pub fn clean(&self, value: &Value) -> Option<Value> {
        match (&self.kind, value) {
            (Kind::List { range, step, count, pairs }, Value::List(numbers)) => {
                let whole = !pairs || numbers.len().is_multiple_of(2);
                let fits = count.contains(&numbers.len())
                    && whole
                    && numbers.iter().all(|v| v.is_finite());
                let clean = || numbers.iter().map(|&v| on_grid(v, range, *step)).collect();
                fits.then(|| Value::List(clean()))
            }
            (Kind::List { .. }, _) | (_, Value::List(_)) => None,
            (_, Value::Number(number)) => self.clean_number(*number).map(Value::Number),
        }
    }

    fn clean_number(&self, value: f64) -> Option<f64> {
        if let Kind::Log { beyond, .. } = self.kind
            && (value == f64::INFINITY && beyond != Beyond::Nothing
                || value == 0.0 && beyond == Beyond::ZeroAndInfinity)
        {
            return Some(value);
        }
        value.is_finite().then(|| match &self.kind {
            Kind::Slider { range, step, .. } | Kind::List { range, step, .. } => {
                on_grid(value, range, *step)
            }
            Kind::Log { range, .. } => three_digits(value.clamp(*range.start(), *range.end())),
            Kind::Toggle => f64::from(value != 0.0),
            Kind::Choice(options) => value.round().clamp(0.0, options.len() as f64 - 1.0),
        })
    }

    /// The value as links write it.
    pub fn to_link(&self, value: &Value) -> String {
        match (&self.kind, value) {
            (_, Value::List(numbers)) => {
                numbers.iter().map(f64::to_string).collect::<Vec<_>>().join(",")
            }
            (Kind::Toggle, value) => if value.number() == 0.0 { "off" } else { "on" }.into(),
            (Kind::Choice(options), value) => options[value.number() as usize].0.into(),
            (_, value) => value.number().to_string(),
        }
    }

    /// The value that a link's text names, before [`Knob::clean`].
    pub fn from_link(&self, text: &str) -> Option<Value> {
        let number = match &self.kind {
            Kind::Slider { .. } | Kind::Log { .. } => decimal::parse(text),
            Kind::Toggle => match text {
                "on" => Some(1.0),
                "off" => Some(0.0),
                _ => None,
            },
            Kind::Choice(options) => {
                options.iter().position(|(word, _)| *word == text).map(|index| index as f64)
            }
            Kind::List { .. } => {
                let parts = text.split(',').filter(|part| !part.is_empty());
                return parts.map(decimal::parse).collect::<Option<_>>().map(Value::List);
            }
        };
        number.map(Value::Number)
    }

    /// The value in words, as the static page and screen readers say it.
    pub fn in_words(&self, value: &Value) -> Text {
        const MANY: usize = 6;
        let print = |numbers: &[f64]| numbers.iter().map(|&v| short(v)).collect::<Vec<_>>();
        match (&self.kind, value) {
            (_, Value::List(numbers)) if numbers.is_empty() => text!("none"),
            (Kind::List { pairs: true, .. }, Value::List(numbers)) => {
                text!("points: {count}", count = numbers.len() / 2)
            }
            (_, Value::List(numbers)) if numbers.len() > MANY => {
                text!("numbers: {count}", count = numbers.len())
            }
            (_, Value::List(numbers)) => {
                text!("{numbers}", numbers = Verbatim(print(numbers).join(", ")))
            }
            (Kind::Toggle, value) if value.number() == 0.0 => text!("off"),
            (Kind::Toggle, _) => text!("on"),
            (Kind::Choice(options), value) => options[value.number() as usize].1.clone(),
            (Kind::Log { .. }, Value::Number(f64::INFINITY)) => text!("∞"),
            (Kind::Slider { unit, .. }, value) if !unit.is_empty() => {
                text!("{number} {unit}", number = value.number(), unit)
            }
            (_, value) => text!("{number}", number = value.number()),
        }
    }

    /// What it takes, in words: for messages.
    pub fn takes(&self) -> Text {
        match &self.kind {
            Kind::Slider { range, .. } => {
                text!("a number from {low} to {high}", low = *range.start(), high = *range.end())
            }
            Kind::Log { range, beyond, .. } => {
                let (low, high) = (*range.start(), *range.end());
                match beyond {
                    Beyond::Nothing => text!("a number from {low} to {high}", low, high),
                    Beyond::Infinity => text!("a number from {low} to {high}, or ∞", low, high),
                    Beyond::ZeroAndInfinity => {
                        text!("a number from {low} to {high}, or 0, or ∞", low, high)
                    }
                }
            }
            Kind::Toggle => text!("on or off"),
            Kind::Choice(_) => text!("one of its options"),
            Kind::List { range, count, pairs, .. } => {
                let (low, high) = (*range.start(), *range.end());
                let (least, most) = (*count.start(), *count.end());
                match (pairs, least == most) {
                    (true, _) => text!(
                        "up to {most} points, with numbers from {low} to {high}",
                        most = most / 2,
                        low,
                        high,
                    ),
                    (_, true) => text!("{most} numbers from {low} to {high}", most, low, high),
                    _ => text!(
                        "{least} to {most} numbers from {low} to {high}",
                        least,
                        most,
                        low,
                        high,
                    ),
                }
            }
        }
    }

    /// How far a value may be moved by [`Knob::clean`] without a word.
    pub fn tolerance(&self, value: f64) -> f64 {
        let digits = if matches!(self.kind, Kind::Log { .. }) { 5.1e-3 } else { 1e-9 };
        digits * value.abs().max(1.0)
    }

    /// The value at a fraction of the way from one end to the other.
    pub fn along(&self, fraction: f64) -> Value {
        if let Kind::List { range, count, .. } = &self.kind {
            // Even, for points.
            let n = count.start().midpoint(*count.end()).next_multiple_of(2).min(*count.end());
            let span = range.end() - range.start();
            // Another height for each: a sawtooth that starts at the fraction.
            let at = |k: usize| range.start() + span * (fraction + 0.37 * k as f64).rem_euclid(1.0);
            return Value::List((0..n).map(at).collect());
        }
        let [low, high, _] = self.track();
        Value::Number(self.from_track(low + fraction * (high - low)))
    }

    /// The values at the two ends.
    pub fn extremes(&self) -> [Value; 2] {
        match &self.kind {
            Kind::List { range, count, .. } => [
                Value::List(vec![*range.start(); *count.start()]),
                Value::List(vec![*range.end(); *count.end()]),
            ],
            _ => [self.along(0.0), self.along(1.0)],
        }
    }
}

fn on_grid(value: f64, range: &RangeInclusive<f64>, step: f64) -> f64 {
    let (low, high) = (*range.start(), *range.end());
    snap(value.clamp(low, high), step).clamp(low, high)
}

/// The multiple of `step` nearest to `value`, as the decimal number that prints shortest:
/// 3 × 0.1 becomes 0.3, not 0.30000000000000004.
fn snap(value: f64, step: f64) -> f64 {
    let count = (value / step).round();
    let per_unit = (1.0 / step).round();
    if (per_unit * step - 1.0).abs() < 1e-9 { count / per_unit } else { count * step }
}

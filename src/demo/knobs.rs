//! Controls, declared once: the page makes widgets of them, links write them, tests fuzz them.

use core::ops::RangeInclusive;

use super::knob::{Beyond, Kind, Knob, Value};

/// How many places a logarithmic track has for each factor of ten.
const NOTCHES: f64 = 20.0;

/// From one place of a logarithmic track to the next: 10^(1/20).
pub const NOTCH: f64 = 1.122_018_454_301_963_3;

/// One place up a logarithmic track from `first` to `last`: from zero to the first, from the last to
/// infinity.
pub fn next_place(value: f64, first: f64, last: f64) -> f64 {
    let next = if value == 0.0 { first } else { value * NOTCH };
    if next > last { f64::INFINITY } else { next }
}

/// A visitor of controls: it sees each control with its value and answers with the value to keep.
pub trait Knobs {
    /// Sees one control.
    fn visit(&mut self, knob: Knob, value: Value) -> Value;
}

impl<F: FnMut(Knob, Value) -> Value> Knobs for F {
    fn visit(&mut self, knob: Knob, value: Value) -> Value {
        self(knob, value)
    }
}

/// The key that links use and the label that the page shows.
type Name = (&'static str, &'static str);

impl dyn Knobs + '_ {
    fn number(&mut self, (key, label): Name, value: f64, kind: Kind) -> f64 {
        self.visit(Knob { key, label, kind }, Value::Number(value)).number()
    }

    /// A number in `range` on a grid of `step`, in `unit`.
    pub fn slider(
        &mut self,
        name: Name,
        value: &mut f64,
        range: RangeInclusive<f64>,
        step: f64,
        unit: &'static str,
    ) {
        *value = self.number(name, *value, Kind::Slider { range, step, unit });
    }

    /// A positive number in `range` on a logarithmic track, and what lies beyond its ends.
    pub fn log(&mut self, name: Name, value: &mut f64, range: RangeInclusive<f64>, beyond: Beyond) {
        *value = self.number(name, *value, Kind::Log { range, per_decade: NOTCHES, beyond });
    }

    /// On or off.
    pub fn toggle(&mut self, name: Name, value: &mut bool) {
        *value = self.number(name, f64::from(*value), Kind::Toggle) != 0.0;
    }

    /// One of several options: (the word that links use, the words that the page shows).
    pub fn choice(
        &mut self,
        name: Name,
        value: &mut usize,
        options: &'static [(&'static str, &'static str)],
    ) {
        *value = self.number(name, *value as f64, Kind::Choice(options)) as usize;
    }

    /// `count` numbers in `range` on a grid of `step`.
    pub fn list(
        &mut self,
        (key, label): Name,
        values: &mut Vec<f64>,
        range: RangeInclusive<f64>,
        step: f64,
        count: RangeInclusive<usize>,
    ) {
        let kind = Kind::List { range, step, count, pairs: false };
        let old = Value::List(core::mem::take(values));
        *values = self.visit(Knob { key, label, kind }, old).numbers().to_vec();
    }

    /// Up to `most` points of the plane, x and y in turn, within ±`limit`.
    pub fn points(&mut self, (key, label): Name, values: &mut Vec<f64>, limit: f64, most: usize) {
        let (range, count) = (-limit..=limit, 0..=2 * most);
        let kind = Kind::List { range, step: 0.01, count, pairs: true };
        let old = Value::List(core::mem::take(values));
        *values = self.visit(Knob { key, label, kind }, old).numbers().to_vec();
    }

    /// A point of the plane that the reader can drag: one slider a coordinate, from -limit to limit.
    pub fn point(&mut self, names: [Name; 2], value: &mut [f64; 2], limits: [f64; 2]) {
        for ((name, v), limit) in names.into_iter().zip(value).zip(limits) {
            self.slider(name, v, -limit..=limit, 0.01, "");
        }
    }
}

/// Every control of a demo with its value.
pub fn values(demo: &mut dyn super::Demo) -> Vec<(Knob, Value)> {
    let mut all = Vec::new();
    demo.knobs(&mut |knob: Knob, value: Value| {
        all.push((knob, value.clone()));
        value
    });
    all
}

/// Sets the control `key` to `value`, which must be clean; other controls keep theirs.
pub fn set(demo: &mut dyn super::Demo, key: &str, value: &Value) {
    demo.knobs(&mut |knob: Knob, old: Value| if knob.key == key { value.clone() } else { old });
}

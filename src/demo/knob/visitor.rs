//! Declarations of controls: the page makes widgets of them, links write them, tests fuzz them.

use core::ops::RangeInclusive;

use super::{Beyond, Kind, Knob, Options, Value};
use crate::demo::{Demo, Text};

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

/// Sees each control of a figure with its value.
pub trait Knobs {
    /// Sees one control.
    fn visit(&mut self, knob: Knob, value: Value);
}

impl<F: FnMut(Knob, Value)> Knobs for F {
    fn visit(&mut self, knob: Knob, value: Value) {
        self(knob, value);
    }
}

/// The key that links use and the label that the page shows.
pub type Name = (&'static str, Text);

impl dyn Knobs + '_ {
    fn see(&mut self, (key, label): Name, value: impl Into<Value>, kind: Kind) {
        self.visit(Knob { key, label, kind }, value.into());
    }

    /// A number in `range` on a grid of `step`.
    pub fn slider(&mut self, name: Name, value: f64, range: RangeInclusive<f64>, step: f64) {
        self.slider_in(name, value, range, step, Text::default());
    }

    /// A number in `range` on a grid of `step`, in `unit`.
    pub fn slider_in(
        &mut self,
        name: Name,
        value: f64,
        range: RangeInclusive<f64>,
        step: f64,
        unit: Text,
    ) {
        self.see(name, value, Kind::Slider { range, step, unit });
    }

    /// A positive number in `range` on a logarithmic track, and what lies beyond its ends.
    pub fn log(&mut self, name: Name, value: f64, range: RangeInclusive<f64>, beyond: Beyond) {
        self.see(name, value, Kind::Log { range, per_decade: NOTCHES, beyond });
    }

    /// On or off.
    pub fn toggle(&mut self, name: Name, value: bool) {
        self.see(name, f64::from(value), Kind::Toggle);
    }

    /// One of several options: (the word that links use, the words that the page shows).
    pub fn choice(&mut self, name: Name, value: usize, options: Options) {
        self.see(name, value as f64, Kind::Choice(options));
    }

    /// `count` numbers in `range` on a grid of `step`.
    pub fn list(
        &mut self,
        name: Name,
        values: &[f64],
        range: RangeInclusive<f64>,
        step: f64,
        count: RangeInclusive<usize>,
    ) {
        self.see(name, values.to_vec(), Kind::List { range, step, count, pairs: false });
    }

    /// Up to `most` points of the plane, x and y in turn, within ±`limit`.
    pub fn points(&mut self, name: Name, values: &[f64], limit: f64, most: usize) {
        let (range, count) = (-limit..=limit, 0..=2 * most);
        self.see(name, values.to_vec(), Kind::List { range, step: 0.01, count, pairs: true });
    }

    /// A point of the plane that the reader can drag: one slider a coordinate, from -limit to limit.
    pub fn point(&mut self, names: [Name; 2], value: [f64; 2], limits: [f64; 2]) {
        for ((name, v), limit) in names.into_iter().zip(value).zip(limits) {
            self.slider(name, v, -limit..=limit, 0.01);
        }
    }
}

/// Every control of a figure with its value.
pub fn declared(demo: &dyn Demo) -> Vec<(Knob, Value)> {
    let mut all = Vec::new();
    demo.knobs(&mut |knob: Knob, value: Value| all.push((knob, value)));
    all
}

/// Sets the control `key` to `value`, which must be clean, and lets the figure follow. A value that it
/// has already changes nothing.
pub fn set(demo: &mut dyn Demo, key: &str, value: &Value) {
    if demo.field(key).is_some_and(|field| field.set(value)) {
        demo.changed(key);
    }
}

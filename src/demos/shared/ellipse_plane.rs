//! What the figures of the ellipse share: the y-plane, its curve, its two named decoders.

use crate::{
    demo::{Axis, Field, Handle, Ink, Knobs, Layer, Options, Plot, Preset, Text, Ticks},
    ebm::{
        inference::grid_search::latents,
        math::num::{PI, TAU, atan2, wrap},
        models::ellipse::Decoder,
    },
    fields, text,
};

const UNTRAINED: (&str, Text) = ("untrained", text!("untrained (−1.45, 0.36)"));
const TRAINED: (&str, Text) = ("trained", text!("trained (2, 1.5)"));

/// The decoders that the figures switch between, as (word in links, words on the page).
pub const DECODERS: Options = &[UNTRAINED, TRAINED];

/// The decoder that a choice among [`DECODERS`] names.
pub fn decoder(choice: usize) -> Decoder {
    [crate::ebm::models::ellipse::UNTRAINED, crate::ebm::models::ellipse::TRAINED][choice.min(1)]
}

/// A decoder to choose: one of the named ones, or one's own weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chosen {
    choice: usize,
    own: [f64; 2],
}

impl Chosen {
    /// The untrained decoder.
    pub const UNTRAINED: Self = Self { choice: 0, own: [1.5, 1.5] };

    /// The trained decoder.
    pub const TRAINED: Self = Self { choice: 1, ..Self::UNTRAINED };

    /// Declares its controls.
    pub fn knobs(&self, k: &mut dyn Knobs) {
        k.choice(("decoder", text!("decoder")), self.choice, CHOICES);
        k.slider(("w1", text!("your own weight w₁")), self.own[0], -2.5..=2.5, 0.05);
        k.slider(("w2", text!("your own weight w₂")), self.own[1], -2.5..=2.5, 0.05);
    }

    /// Where a control's value is kept.
    pub fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "decoder" => self.choice, "w1" => self.own[0], "w2" => self.own[1])
    }

    /// The decoder.
    pub fn decoder(&self) -> Decoder {
        if self.choice < DECODERS.len() { decoder(self.choice) } else { Decoder { w: self.own } }
    }
}

const CHOICES: Options = &[UNTRAINED, TRAINED, ("own", text!("your own weights, below"))];

/// The two settings of the weights that the lecture shows.
pub const WEIGHT_PRESETS: &[Preset] = &[
    Preset::new(text!("untrained decoder"), "w1:-1.45;w2:0.36"),
    Preset::new(text!("trained decoder"), "w1:2;w2:1.5"),
];

/// Declares the slider of a latent angle.
pub fn latent_knob(k: &mut dyn Knobs, value: f64) {
    // The last hundredth below a full turn.
    let last = (100.0 * TAU).floor() / 100.0;
    k.slider_in(("z", text!("latent z")), value, 0.0..=last, 0.01, text!("rad"));
}

/// Declares the observation y as a point that can be dragged; its fields are `y1` and `y2`.
pub fn observation_knob(k: &mut dyn Knobs, value: [f64; 2]) {
    let names = [("y1", text!("observed y₁")), ("y2", text!("observed y₂"))];
    k.point(names, value, [3.0, 2.0]);
}

/// Declares the two weights of the decoder; their fields are `w1` and `w2`.
pub fn weight_knobs(k: &mut dyn Knobs, w: [f64; 2]) {
    k.slider(("w1", text!("weight w₁")), w[0], -2.5..=2.5, 0.01);
    k.slider(("w2", text!("weight w₂")), w[1], -2.5..=2.5, 0.01);
}

/// An empty y-plane with the lecture's extent.
pub fn plane(title: Text) -> Plot {
    Plot::new(title, Axis::new(text!("y₁"), -3.0, 3.0), Axis::new(text!("y₂"), -2.0, 2.0))
}

/// The closed curve that the decoder traces.
pub fn curve(decoder: &Decoder) -> Vec<[f64; 2]> {
    const PIECES: usize = 144;
    (0..=PIECES).map(|i| decoder.decode(TAU * i as f64 / PIECES as f64)).collect()
}

/// The evolute of that curve, closed; empty for a flat one.
pub fn evolute(decoder: &Decoder) -> Vec<[f64; 2]> {
    const PIECES: usize = 96;
    (0..=PIECES).filter_map(|i| decoder.evolute(TAU * i as f64 / PIECES as f64)).collect()
}

/// The way along the curve from one latent to the next, the shorter way round each time.
pub fn way(decoder: &Decoder, stops: &[f64]) -> Vec<[f64; 2]> {
    const PIECE: f64 = 0.05;
    let leg = |ends: &[f64]| {
        let (from, turn) = (ends[0], wrap(ends[1] - ends[0] + PI) - PI);
        let pieces = (turn.abs() / PIECE).ceil().max(1.0);
        (0..=pieces as usize).map(move |i| decoder.decode(from + turn * i as f64 / pieces))
    };
    stops.windows(2).flat_map(leg).collect()
}

/// The 48 decoded points.
pub fn decoded(decoder: &Decoder) -> Vec<[f64; 2]> {
    latents().into_iter().map(|z| decoder.decode(z)).collect()
}

/// The decoder's curve and its 48 points.
pub fn model_layers(decoder: &Decoder) -> [Layer; 2] {
    [Layer::line(curve(decoder), Ink::Model, 1.5), Layer::discs(decoded(decoder), Ink::Model, 2.5)]
}

/// The energy E(y, z) as a curve over [from, to].
pub fn energy_curve(decoder: &Decoder, y: [f64; 2], from: f64, to: f64) -> Vec<[f64; 2]> {
    const PER_TURN: f64 = 96.0;
    let pieces = ((to - from) / TAU * PER_TURN).round().max(1.0) as usize;
    (0..=pieces)
        .map(|i| from + (to - from) * i as f64 / pieces as f64)
        .map(|z| [z, decoder.energy(y, z)])
        .collect()
}

/// A z axis over whole turns.
pub fn latent_axis(from: f64, to: f64) -> Axis {
    Axis::new(text!("latent z (rad)"), from, to).ticks(Ticks::Pi)
}

/// The angle z whose decoded point lies in the direction of `at`; `None` for a decoder without
/// extent.
pub fn angle_of(decoder: &Decoder, at: [f64; 2]) -> Option<f64> {
    let [w1, w2] = decoder.w;
    let (c, s) = match (w1 == 0.0, w2 == 0.0) {
        (true, true) => return None,
        (true, false) => (0.0, at[1] / w2),
        (false, true) => (at[0] / w1, 0.0),
        (false, false) => (at[0] / w1, at[1] / w2),
    };
    Some(wrap(atan2(s, c)))
}

/// The handle of a latent, at its place in some plot.
pub fn latent_handle(at: [f64; 2]) -> Handle {
    Handle::around(text!("latent z"), at, Ink::Latent, ("z", PI / 24.0))
}

/// The handle of the observation.
pub fn observation_handle(y: [f64; 2]) -> Handle {
    Handle::new(text!("observed y"), y, Ink::Picked, [("y1", 0.1), ("y2", 0.1)])
}

/// A point in words: (1.23, −0.45).
pub fn point_text([a, b]: [f64; 2]) -> Text {
    text!("({a}, {b})", a, b)
}

/// A round top for the energy axis of curves that reach `highest`.
pub fn energy_top(highest: f64) -> f64 {
    if highest <= 12.0 { 12.0 } else { 5.0 * (highest / 5.0).ceil() }
}

/// An axis of `count` places, 1 to `count`, that carry their own names.
pub fn place_axis(label: Text, count: usize) -> Axis {
    Axis::new(label, 0.4, count as f64 + 0.6).ticks(Ticks::None)
}

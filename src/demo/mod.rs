//! The vocabulary between the core and the page: a [`Demo`] declares [`Knobs`] and draws [`Plot`]s.
//!
//! Nothing here knows a DOM, a signal or a clock. The page's host and the tests both drive a demo
//! through [`run::Run`], which adds steps, seeds, scrubbing and links.

pub mod file;
pub mod guard;
pub mod ink;
pub mod knob;
pub mod knobs;
pub mod layer;
pub mod link;
pub mod plot;
pub mod run;
pub mod trace;
pub mod typed;

mod restore;
mod track;

pub use ink::Ink;
pub use knob::{Beyond, Kind, Knob, Value};
pub use knobs::Knobs;
pub use layer::{Layer, Mark, Side};
pub use plot::{Arrow, Axis, Handle, Plot, Reach, Ticks};
pub use trace::Trace;

use crate::ebm::math::rng::Rng;

/// A live figure: plain state.
///
/// The figure on the page is a function of (knobs, seed, step count), so a link can restore it and
/// a reader can scrub through it.
pub trait Demo: CloneDemo {
    /// The figure's name, a short noun phrase.
    fn title(&self) -> &'static str;

    /// Declares every control once, in the order in which the page shows them.
    fn knobs(&mut self, k: &mut dyn Knobs);

    /// Forgets the run and keeps the knobs; draws whatever data the figure needs.
    fn reset(&mut self, rng: &mut Rng);

    /// One iteration of the algorithm in the text.
    fn step(&mut self, rng: &mut Rng);

    /// A part of a step, where a whole one would fill a frame; whether the step is complete. Until it is,
    /// nothing else is asked of the figure. One that has parts takes them all in [`Demo::step`].
    fn part(&mut self, rng: &mut Rng) -> bool {
        self.step(rng);
        true
    }

    /// Computes a part of what the picture is going to show, and the words where they are wanted, if all
    /// of it would fill a frame; whether nothing is left. What was not prepared is computed when asked
    /// for.
    fn prepare(&mut self, words: bool) -> bool {
        let _ = words;
        true
    }

    /// What one step does, as the label of its button.
    fn step_label(&self) -> &'static str;

    /// How many steps a second it takes when it is first played: as many as a reader can follow, or
    /// 60 where many small ones make one motion.
    fn pace(&self) -> f64 {
        15.0
    }

    /// Whether the algorithm has nothing left to do; the page then stops playing.
    fn done(&self) -> bool {
        false
    }

    /// Whether a step is thousands of times an ordinary one, as in training or of a whole cloud: tests
    /// then take fewer.
    fn heavy(&self) -> bool {
        false
    }

    /// Whether the time that a step takes is part of the story; the page then measures and shows it.
    fn timed(&self) -> bool {
        false
    }

    /// The files that the figure needs; a page fetches them before it makes the figure.
    fn files(&self) -> &'static [&'static file::File] {
        &[]
    }

    /// What to draw now: one plot, or several linked ones side by side.
    fn plots(&self) -> Vec<Plot>;

    /// Named numbers with units.
    fn readouts(&self) -> Vec<Readout>;

    /// The read-outs that the guard looks at after every step: all of them, unless some are costly.
    fn vitals(&self) -> Vec<Readout> {
        self.readouts()
    }

    /// What the picture shows now, in words.
    fn caption(&self) -> String;

    /// Moves the `handle`-th handle of the `plot`-th plot to `at`, in data coordinates.
    /// It may change knobs and nothing else, so that links and replays see the change.
    fn poke(&mut self, plot: usize, handle: usize, at: [f64; 2]) {
        let _ = (plot, handle, at);
    }

    /// Named settings.
    fn presets(&self) -> &'static [Preset] {
        &[]
    }

    /// The seed that the figure starts from.
    fn seed(&self) -> u32 {
        1
    }
}

/// Clones a boxed demo; implemented for every `Clone` demo.
pub trait CloneDemo {
    /// A copy of the whole state.
    fn clone_demo(&self) -> Box<dyn Demo>;
}

impl<D: Demo + Clone + 'static> CloneDemo for D {
    fn clone_demo(&self) -> Box<dyn Demo> {
        Box::new(self.clone())
    }
}

/// Named settings of a figure, in the grammar of links: `w1:2;w2:1.5`. One that ends in `+1` is a
/// button that takes a step.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    /// What the page calls them.
    pub name: &'static str,
    /// The settings; knobs that are not named keep their values.
    pub settings: &'static str,
}

/// A named number under a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Readout {
    /// The short name that links and tests use.
    pub key: &'static str,
    /// The name that the page shows.
    pub name: &'static str,
    /// The value, in `unit`.
    pub value: f64,
    /// The unit; empty for pure numbers.
    pub unit: &'static str,
}

impl Readout {
    /// A pure number.
    pub fn new(key: &'static str, name: &'static str, value: f64) -> Self {
        Self { key, name, value, unit: "" }
    }

    /// An angle or another number with a unit.
    pub fn with_unit(
        key: &'static str,
        name: &'static str,
        value: f64,
        unit: &'static str,
    ) -> Self {
        Self { key, name, value, unit }
    }

    /// The same number in percent.
    #[must_use]
    pub fn percent(self) -> Self {
        Self { unit: "%", ..self }
    }

    /// The value and unit as the page prints them, to four significant digits.
    pub fn text(&self) -> String {
        let number = short(self.value);
        if self.unit.is_empty() { number } else { format!("{number} {}", self.unit) }
    }
}

/// A number to four significant digits, without trailing zeros, with a true minus sign.
pub fn short(value: f64) -> String {
    if !value.is_finite() {
        return if value.is_nan() { "not a number".into() } else { "infinite".into() };
    }
    let size = value.abs();
    let text = if size != 0.0 && !(1e-4..1e6).contains(&size) {
        let text = format!("{value:.3e}");
        let (mantissa, exponent) = text.split_once('e').expect("{:e} prints an e");
        let mantissa = mantissa.trim_end_matches('0').trim_end_matches('.');
        let power = power_of_ten(exponent.parse().expect("{:e} prints a whole exponent"));
        match mantissa {
            "1" => power,
            "-1" => format!("-{power}"),
            _ => format!("{mantissa} × {power}"),
        }
    } else {
        // The digits left of the point decide how many go right of it; the counting is on text,
        // because a logarithm would be the platform's.
        let whole = format!("{size:.0}").len();
        let decimals = if size >= 1.0 { 4_usize.saturating_sub(whole) } else { 4 };
        let text = format!("{value:.decimals$}");
        if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.').to_string()
        } else {
            text
        }
    };
    if text == "-0" { "0".into() } else { text.replace('-', "−") }
}

/// 10 to a whole power, as text: 10⁶, 10⁻⁴.
pub fn power_of_ten(exponent: i32) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digits = exponent.unsigned_abs().to_string();
    let raised: String = digits.bytes().map(|digit| RAISED[usize::from(digit - b'0')]).collect();
    format!("10{}{raised}", if exponent < 0 { "⁻" } else { "" })
}

//! The vocabulary between the core and the page: a [`Demo`] declares [`Knobs`] and draws [`Plot`]s.
//!
//! Nothing here knows a DOM, a signal or a clock. The page's host and the tests both drive a demo
//! through [`run::Run`], which adds steps, seeds, scrubbing and links.

mod catalogue;
pub mod decimal;
pub mod file;
pub mod guard;
pub mod hash;
pub mod knob;
pub mod plot;
pub mod readout;
pub mod run;
pub mod text;
pub mod trace;

pub use catalogue::Catalogue;
pub use decimal::short;
pub use knob::{Beyond, Field, Kind, Knob, Knobs, Options, Value};
pub use plot::{Arrow, Axis, Handle, Ink, Layer, Mark, Plot, Reach, Side, Ticks};
pub use readout::Readout;
pub use text::{Text, Verbatim};
pub use trace::Trace;

use crate::ebm::math::rng::Rng;
pub use crate::text;

/// A live figure: plain state.
///
/// The figure on the page is a function of (knobs, seed, step count), so a link can restore it and
/// a reader can scrub through it.
pub trait Demo: CloneDemo {
    /// The figure's name, a short noun phrase.
    fn title(&self) -> Text;

    /// Declares every control with its value now, in the order in which the page shows them. It changes
    /// nothing.
    fn knobs(&self, k: &mut dyn Knobs);

    /// Where the value of the control `key` is kept; `None` for a key that [`Demo::knobs`] does not
    /// declare.
    fn field(&mut self, key: &str) -> Option<Field<'_>>;

    /// Follows a change of the control `key`, whose new value is in its field: computes again what
    /// depends on it. The run alone calls it.
    fn changed(&mut self, key: &str) {
        let _ = key;
    }

    /// Forgets the run and keeps the knobs; draws whatever data the figure needs.
    fn reset(&mut self, rng: &mut Rng);

    /// One iteration of the algorithm in the text.
    fn step(&mut self, rng: &mut Rng);

    /// A slice of a step, where a whole one would fill a frame; returns whether the step is complete.
    /// Until it is, nothing else is asked of the figure. [`Demo::step`] takes all slices at once.
    fn step_slice(&mut self, rng: &mut Rng) -> bool {
        self.step(rng);
        true
    }

    /// Computes a slice of what the plots are going to show, and the read-outs and caption if `words`,
    /// where all of it would fill a frame; returns whether nothing is left. What was not computed in
    /// advance is computed when it is asked for.
    fn precompute(&mut self, words: bool) -> bool {
        let _ = words;
        true
    }

    /// What one step does, as the label of its button.
    fn step_label(&self) -> Text;

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

    /// The read-outs that the guard checks after every step: all of them, unless some are costly.
    fn guarded_readouts(&self) -> Vec<Readout> {
        self.readouts()
    }

    /// What the picture shows now, in words.
    fn caption(&self) -> Text;

    /// Moves the `handle`-th handle of the `plot`-th plot to `at`, in data coordinates.
    /// It may change knobs and nothing else, so that links and replays see the change.
    fn move_handle(&mut self, plot: usize, handle: usize, at: [f64; 2]) {
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
#[derive(Clone, Debug)]
pub struct Preset {
    /// What the page calls them.
    pub name: Text,
    /// The settings; knobs that are not named keep their values.
    pub settings: &'static str,
}

impl Preset {
    /// These settings under this name.
    pub const fn new(name: Text, settings: &'static str) -> Self {
        Self { name, settings }
    }
}

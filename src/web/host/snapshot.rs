//! What a figure shows at one moment, as plain data between the run and the page.

use crate::{
    demo::{
        Handle, Knob, Plot, Readout, Text, Value,
        guard::{self, Fault},
        run::Run,
    },
    plot::layout::Layout,
};

/// Where a run is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Progress {
    /// The step now.
    pub step: u64,
    /// The step that it is on its way to; the step now, if it has arrived.
    pub destination: u64,
    /// The furthest step reached.
    pub furthest: u64,
    /// The seed.
    pub seed: u32,
    /// Whether nothing is left to do.
    pub done: bool,
    /// How many steps a second it has taken lately; 0 while it rests.
    pub pace: f64,
    /// How many pictures a second it has shown lately; 0 while it rests.
    pub pictures: f64,
}

/// What overlays need to know of a plot.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Its title.
    pub title: Text,
    /// The names of its axes.
    pub labels: [Text; 2],
    /// The way between data and pixels; `None` before the first drawing.
    pub layout: Option<Layout>,
    /// Its width in pixels.
    pub width: f64,
    /// What can be moved in it.
    pub handles: Vec<Handle>,
}

impl Frame {
    /// What overlays need to know of a plot that is not drawn yet.
    pub fn of(plot: &Plot, width: f64) -> Self {
        let labels = [plot.x.label.clone(), plot.y.label.clone()];
        let (title, handles) = (plot.title.clone(), plot.handles.clone());
        Self { title, labels, layout: None, width, handles }
    }
}

/// What a figure says beside its picture, computed in one go.
pub(super) struct Words {
    pub(super) readouts: Vec<Readout>,
    pub(super) caption: Text,
    pub(super) knobs: Vec<(Knob, Value)>,
    pub(super) step_label: Text,
}

/// What a figure shows: its picture, and its words where they are asked for.
pub(super) struct Snapshot {
    pub(super) plots: Vec<Plot>,
    pub(super) progress: Progress,
    pub(super) words: Option<Words>,
}

impl Progress {
    pub(super) fn of(run: &Run) -> Self {
        Self {
            step: run.step(),
            destination: run.destination(),
            furthest: run.furthest(),
            seed: run.seed(),
            done: run.demo().done(),
            pace: 0.0,
            pictures: 0.0,
        }
    }
}

impl Words {
    pub(super) fn of(run: &Run) -> Self {
        let demo = run.demo();
        Self {
            readouts: demo.readouts(),
            caption: demo.caption(),
            knobs: run.knobs(),
            step_label: demo.step_label(),
        }
    }

    /// Whether every number in them is finite.
    pub(super) fn check(&self) -> Result<(), Fault> {
        guard::check_readouts(&self.readouts)
    }
}

impl Snapshot {
    pub(super) fn take(run: &Run, words: bool) -> Self {
        let words = words.then(|| Words::of(run));
        Self { plots: run.demo().plots(), progress: Progress::of(run), words }
    }

    /// Whether every number that it shows is finite.
    pub(super) fn check(&self) -> Result<(), Fault> {
        self.words.iter().try_for_each(Words::check)?;
        guard::check_plots(&self.plots)
    }
}

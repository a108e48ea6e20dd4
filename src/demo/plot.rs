//! A picture as data: axes, layers, handles. Tests inspect it; a pen draws it as SVG or on a
//! canvas.

use super::{ink::Ink, layer::Layer};

/// One pair of axes with layers on it, first layer at the back.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// What the plot is called, for the line above it and for screen readers.
    pub title: String,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// Width over height of the data area; `None`: one unit is as long on both axes.
    pub aspect: Option<f64>,
    /// What is drawn, from back to front.
    pub layers: Vec<Layer>,
    /// What the reader can move.
    pub handles: Vec<Handle>,
}

/// An axis: a range and what it measures.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// What it measures, with the unit in brackets where there is one.
    pub label: String,
    /// The lower end.
    pub min: f64,
    /// The upper end.
    pub max: f64,
    /// Where numbers stand.
    pub ticks: Ticks,
}

/// Where an axis carries numbers.
#[derive(Clone, Debug, PartialEq)]
pub enum Ticks {
    /// At round numbers.
    Round,
    /// At multiples of π.
    Pi,
    /// At powers of ten; the axis carries the decimal logarithm.
    Powers,
    /// Nowhere: the layers label themselves.
    None,
}

/// Something that the reader can move with a finger, the mouse or the arrow keys.
#[derive(Clone, Debug, PartialEq)]
pub struct Handle {
    /// What it is, for screen readers and the tooltip.
    pub label: String,
    /// Where it is, in data coordinates.
    pub at: [f64; 2],
    /// Its meaning.
    pub ink: Ink,
    /// What the left and right arrow keys do, and the keys up and down.
    pub arrows: [Arrow; 2],
    /// Whether the control runs around a circle, so that its upper end leads back to the lower.
    pub around: bool,
    /// Where it may be grabbed, and what a drag does.
    pub reach: Reach,
}

/// What a press of an arrow key does to a handle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Arrow {
    /// It changes a control by so much.
    Knob(&'static str, f64),
    /// It moves the handle by so much, in data coordinates.
    Move(f64),
}

/// Where a handle may be grabbed, and what a drag does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// At its place; it follows the pointer.
    Spot,
    /// Anywhere on the plot; a drag tells how far, for turning the picture as a whole.
    Turn,
    /// Anywhere on the plot; it jumps to the pointer and draws along its path.
    Draw,
}

impl From<(&'static str, f64)> for Arrow {
    fn from((key, by): (&'static str, f64)) -> Self {
        Self::Knob(key, by)
    }
}

impl From<f64> for Arrow {
    fn from(by: f64) -> Self {
        Self::Move(by)
    }
}

impl Handle {
    /// A handle that moves in the plane.
    pub fn new(
        label: impl Into<String>,
        at: [f64; 2],
        ink: Ink,
        arrows: [impl Into<Arrow>; 2],
    ) -> Self {
        let arrows = arrows.map(Into::into);
        Self { label: label.into(), at, ink, arrows, around: false, reach: Reach::Spot }
    }

    /// A handle with one control, which runs around a circle.
    pub fn around(label: &str, at: [f64; 2], ink: Ink, arrow: (&'static str, f64)) -> Self {
        Self { around: true, ..Self::new(label, at, ink, [arrow; 2]) }
    }
}

impl Axis {
    /// An axis with numbers at round values.
    pub fn new(label: impl Into<String>, min: f64, max: f64) -> Self {
        Self { label: label.into(), min, max, ticks: Ticks::Round }
    }

    /// The same axis with other ticks.
    #[must_use]
    pub fn ticks(mut self, ticks: Ticks) -> Self {
        self.ticks = ticks;
        self
    }
}

impl Plot {
    /// An empty plot on which one unit is as long on both axes.
    pub fn new(title: impl Into<String>, x: Axis, y: Axis) -> Self {
        Self { title: title.into(), x, y, aspect: None, layers: Vec::new(), handles: Vec::new() }
    }

    /// The same plot with a data area of width over height `aspect`.
    #[must_use]
    pub fn aspect(mut self, aspect: f64) -> Self {
        self.aspect = Some(aspect);
        self
    }

    /// The same plot with one layer more, in front.
    #[must_use]
    pub fn with(mut self, layer: Layer) -> Self {
        self.layers.push(layer);
        self
    }

    /// The same plot with one handle more.
    #[must_use]
    pub fn handle(mut self, handle: Handle) -> Self {
        self.handles.push(handle);
        self
    }

    /// Width over height of the data area.
    pub fn data_aspect(&self) -> f64 {
        self.aspect.unwrap_or((self.x.max - self.x.min) / (self.y.max - self.y.min))
    }

    /// Whether the point lies within both axes.
    pub fn contains(&self, [x, y]: [f64; 2]) -> bool {
        (self.x.min..=self.x.max).contains(&x) && (self.y.min..=self.y.max).contains(&y)
    }
}

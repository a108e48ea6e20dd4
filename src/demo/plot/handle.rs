//! What the reader can move in a plot.

use super::ink::Ink;
use crate::demo::Text;

/// Something that the reader can move with a finger, the mouse or the arrow keys.
#[derive(Clone, Debug, PartialEq)]
pub struct Handle {
    /// What it is, for screen readers and the tooltip.
    pub label: Text,
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
    pub fn new(label: Text, at: [f64; 2], ink: Ink, arrows: [impl Into<Arrow>; 2]) -> Self {
        let arrows = arrows.map(Into::into);
        Self { label, at, ink, arrows, around: false, reach: Reach::Spot }
    }

    /// A handle with one control, which runs around a circle.
    pub fn around(label: Text, at: [f64; 2], ink: Ink, arrow: (&'static str, f64)) -> Self {
        Self { around: true, ..Self::new(label, at, ink, [arrow; 2]) }
    }
}

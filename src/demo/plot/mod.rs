//! A picture as data: axes, layers, handles. Tests inspect it; a pen draws it as SVG or on a
//! canvas.

mod axis;
mod handle;
mod ink;
mod layer;

pub use axis::{Axis, Ticks};
pub use handle::{Arrow, Handle, Reach};
pub use ink::Ink;
pub use layer::{Layer, Mark, Side};

use super::text::Text;

/// One pair of axes with layers on it, first layer at the back.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// What the plot is called, for the line above it and for screen readers.
    pub title: Text,
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

impl Plot {
    /// An empty plot on which one unit is as long on both axes.
    pub fn new(title: Text, x: Axis, y: Axis) -> Self {
        Self { title, x, y, aspect: None, layers: Vec::new(), handles: Vec::new() }
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

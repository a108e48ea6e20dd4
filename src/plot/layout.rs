//! Where things go: margins, the data area, and the way between data and pixels.

use crate::{
    demo::{Plot, Ticks},
    plot::pen::Rect,
};

/// The layout of one plot at one width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layout {
    /// The data area, in pixels.
    pub area: Rect,
    /// The height of the whole picture, in pixels.
    pub height: f64,
    x: [f64; 2],
    y: [f64; 2],
}

impl Layout {
    /// The layout of `plot` in a picture `width` pixels wide.
    pub fn new(plot: &Plot, width: f64) -> Self {
        let numbered = plot.y.ticks != Ticks::None;
        let labelled = !plot.x.label.is_empty();
        let [left, right] = if numbered { [38.0, 10.0] } else { [4.0, 4.0] };
        let top = if numbered { 26.0 } else { 4.0 };
        let bottom = match (plot.x.ticks == Ticks::None, labelled) {
            (false, _) => 40.0,
            (true, true) => 24.0,
            (true, false) => 4.0,
        };
        let inner = (width - left - right).max(1.0);
        let height = inner / plot.data_aspect();
        Self {
            area: Rect { x: left, y: top, width: inner, height },
            height: top + height + bottom,
            x: [plot.x.min, plot.x.max],
            y: [plot.y.min, plot.y.max],
        }
    }

    /// From data coordinates to pixels.
    pub fn to_pixels(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let [u, v] =
            [(x - self.x[0]) / (self.x[1] - self.x[0]), (y - self.y[0]) / (self.y[1] - self.y[0])];
        [self.area.x + u * self.area.width, self.area.y + (1.0 - v) * self.area.height]
    }

    /// From pixels to data coordinates.
    pub fn to_data(&self, [px, py]: [f64; 2]) -> [f64; 2] {
        let (u, v) =
            ((px - self.area.x) / self.area.width, 1.0 - (py - self.area.y) / self.area.height);
        [self.x[0] + u * (self.x[1] - self.x[0]), self.y[0] + v * (self.y[1] - self.y[0])]
    }
}

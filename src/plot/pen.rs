//! What a drawing surface must do. Coordinates are CSS pixels from the upper left corner.

use crate::demo::{Catalogue, Ink};

/// A drawing surface.
pub trait Pen {
    /// The words of the reader's language.
    fn catalogue(&self) -> &Catalogue;
    /// Polygonal lines of one stroke.
    fn lines(&mut self, lines: &[Vec<[f64; 2]>], stroke: Stroke);
    /// A polygonal line.
    fn line(&mut self, points: &[[f64; 2]], stroke: Stroke) {
        self.lines(&[points.to_vec()], stroke);
    }
    /// Many separate segments of one stroke.
    fn segments(&mut self, ends: &[[[f64; 2]; 2]], stroke: Stroke);
    /// Filled polygons; where they overlap, they count once.
    fn polygons(&mut self, shapes: &[Vec<[f64; 2]>], fill: Fill, opacity: f64);
    /// Filled discs of one radius, each with a halo in the colour of the page.
    fn discs(&mut self, centres: &[[f64; 2]], fill: Fill, radius: f64);
    /// Words.
    fn text(&mut self, at: [f64; 2], text: &str, style: TextStyle);
    /// A smooth field from 0 to 1 over a rectangle: `columns` nodes a row, rows from the top.
    fn field(&mut self, area: Rect, values: &[f64], columns: usize);
    /// A picture of square pixels from 0 to 1 over a rectangle: `columns` a row, rows from the top.
    fn picture(&mut self, area: Rect, values: &[f64], columns: usize);
    /// Restricts what follows to a rectangle, or lifts the restriction.
    fn clip(&mut self, area: Option<Rect>);
}

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// The left edge.
    pub x: f64,
    /// The upper edge.
    pub y: f64,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Its meaning.
    pub ink: Ink,
    /// Its width in pixels.
    pub width: f64,
    /// Whether it is dashed.
    pub dashed: bool,
}

impl Stroke {
    /// A stroke that is not dashed.
    pub fn plain(ink: Ink, width: f64) -> Self {
        Self { ink, width, dashed: false }
    }
}

/// The colour of a disc or a polygon.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fill {
    /// By meaning.
    Ink(Ink),
    /// From the colour map.
    Colour([u8; 3]),
}

/// How words are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextStyle {
    /// Their meaning.
    pub ink: Ink,
    /// Their horizontal anchor: -1 starts at the point, 0 is centred on it, 1 ends at it.
    pub anchor: i8,
    /// Whether a halo in the colour of the page sets them off from what lies behind.
    pub halo: bool,
}

/// The size of all words in figures, in pixels.
pub const TEXT_SIZE: f64 = 13.0;

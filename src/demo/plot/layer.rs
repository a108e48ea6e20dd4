//! What a plot is made of: fields, lines, marks, arrows, words, each in an ink.

use super::ink::Ink;
use crate::{demo::Text, text};

/// The shape of a mark. Shapes differ where colours might be confused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A filled disc.
    Disc,
    /// A circle.
    Ring,
    /// A cross.
    Cross,
    /// A square.
    Square,
}

/// Something drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Layer {
    /// A scalar field over the whole data area, on a grid of nodes that includes the borders; rows
    /// from the lower end up. Low values are dark, high ones light, in both themes.
    Field {
        /// The values, `columns` a row.
        values: Vec<f64>,
        /// How many nodes a row has.
        columns: usize,
        /// The value of the darkest colour and of the lightest.
        range: [f64; 2],
    },
    /// Level lines of a field on the same grid.
    Contours {
        /// The values, `columns` a row.
        values: Vec<f64>,
        /// How many nodes a row has.
        columns: usize,
        /// The levels to draw.
        levels: Vec<f64>,
        /// Their ink; any but paper's is set off by a seam of paper.
        ink: Ink,
    },
    /// A polygonal line.
    Line {
        /// Its points, in data coordinates.
        points: Vec<[f64; 2]>,
        /// Its meaning.
        ink: Ink,
        /// Its width in pixels.
        width: f64,
        /// Whether it is dashed.
        dashed: bool,
    },
    /// A closed polygon, filled faintly.
    Area {
        /// Its corners, in data coordinates.
        points: Vec<[f64; 2]>,
        /// Its meaning.
        ink: Ink,
    },
    /// Marks.
    Dots {
        /// Their centres, in data coordinates.
        points: Vec<[f64; 2]>,
        /// Their meaning.
        ink: Ink,
        /// Their shape.
        mark: Mark,
        /// Their radius in pixels.
        radius: f64,
    },
    /// Discs coloured by a number in [0, 1], dark to light.
    Shaded {
        /// Their centres, in data coordinates.
        points: Vec<[f64; 2]>,
        /// Their numbers.
        shades: Vec<f64>,
        /// Their radius in pixels.
        radius: f64,
    },
    /// Rectangles: bars, cells.
    Boxes {
        /// Two opposite corners of each, in data coordinates.
        corners: Vec<[[f64; 2]; 2]>,
        /// Their meaning.
        ink: Ink,
        /// From 0, not to be seen, to 1, solid.
        opacity: f64,
    },
    /// A picture of square pixels on a rectangle, by rows from the top, from 0, dark, to 1, light.
    Picture {
        /// Two opposite corners, in data coordinates.
        corners: [[f64; 2]; 2],
        /// The pixels, `columns` a row.
        values: Vec<f64>,
        /// How many pixels a row has.
        columns: usize,
    },
    /// Points of ten classes, a colour each, with an ellipse of one deviation around each.
    Classes {
        /// Their centres, in data coordinates.
        points: Vec<[f64; 2]>,
        /// The half axes of the ellipses, in data coordinates.
        axes: Vec<[f64; 2]>,
        /// Their classes, 0 to 9.
        classes: Vec<u8>,
    },
    /// Discs of different sizes.
    Bubbles {
        /// Their centres, in data coordinates.
        points: Vec<[f64; 2]>,
        /// Their radii in pixels.
        radii: Vec<f64>,
        /// Their meaning.
        ink: Ink,
    },
    /// Quadrilaterals coloured by a number in [0, 1], dark to light, the first at the back.
    Facets {
        /// Their corners, in data coordinates.
        corners: Vec<[[f64; 2]; 4]>,
        /// Their numbers.
        shades: Vec<f64>,
    },
    /// Arrows.
    Arrows {
        /// Tail and head of each, in data coordinates.
        ends: Vec<[[f64; 2]; 2]>,
        /// Their meaning.
        ink: Ink,
    },
    /// Words.
    Text {
        /// Where, in data coordinates.
        at: [f64; 2],
        /// What.
        text: Text,
        /// Meaning.
        ink: Ink,
        /// Where the words stand as seen from the point.
        side: Side,
    },
}

/// Where words stand as seen from their point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// On it.
    Centre,
    /// Above it.
    Above,
    /// Below it.
    Below,
    /// To its right.
    Right,
}

impl Layer {
    /// A solid line.
    pub fn line(points: Vec<[f64; 2]>, ink: Ink, width: f64) -> Self {
        Self::Line { points, ink, width, dashed: false }
    }

    /// A dashed line.
    pub fn dashes(points: Vec<[f64; 2]>, ink: Ink, width: f64) -> Self {
        Self::Line { points, ink, width, dashed: true }
    }

    /// Filled discs.
    pub fn discs(points: Vec<[f64; 2]>, ink: Ink, radius: f64) -> Self {
        Self::Dots { points, ink, mark: Mark::Disc, radius }
    }

    /// One mark.
    pub fn mark(at: [f64; 2], ink: Ink, mark: Mark, radius: f64) -> Self {
        Self::Dots { points: vec![at], ink, mark, radius }
    }

    /// Solid bars that stand on zero, `width` wide, centred on their first coordinate.
    pub fn bars(tops: &[[f64; 2]], width: f64, ink: Ink) -> Self {
        let bar = |&[x, top]: &[f64; 2]| [[x - width / 2.0, 0.0], [x + width / 2.0, top]];
        Self::Boxes { corners: tops.iter().map(bar).collect(), ink, opacity: 0.75 }
    }

    /// One arrow.
    pub fn arrow(from: [f64; 2], to: [f64; 2], ink: Ink) -> Self {
        Self::Arrows { ends: vec![[from, to]], ink }
    }

    /// Words.
    pub fn text(at: [f64; 2], text: Text, ink: Ink, side: Side) -> Self {
        Self::Text { at, text, ink, side }
    }

    /// Every number in the layer, in a fixed order.
    pub fn numbers(&self) -> Vec<f64> {
        let flat = |points: &[[f64; 2]]| points.iter().flatten().copied().collect::<Vec<_>>();
        match self {
            Self::Field { values, range, .. } => values.iter().chain(range).copied().collect(),
            Self::Contours { values, levels, .. } => values.iter().chain(levels).copied().collect(),
            Self::Line { points, .. } | Self::Area { points, .. } | Self::Dots { points, .. } => {
                flat(points)
            }
            Self::Shaded { points, shades, .. } => {
                points.iter().flatten().chain(shades).copied().collect()
            }
            Self::Bubbles { points, radii, .. } => {
                points.iter().flatten().chain(radii).copied().collect()
            }
            Self::Picture { corners, values, .. } => {
                corners.iter().flatten().chain(values).copied().collect()
            }
            Self::Classes { points, axes, .. } => {
                points.iter().chain(axes).flatten().copied().collect()
            }
            Self::Boxes { corners, .. } => corners.iter().flatten().flatten().copied().collect(),
            Self::Facets { corners, shades } => {
                corners.iter().flatten().flatten().chain(shades).copied().collect()
            }
            Self::Arrows { ends, .. } => ends.iter().flatten().flatten().copied().collect(),
            Self::Text { at, .. } => at.to_vec(),
        }
    }

    /// What the layer is called in an error message.
    pub fn name(&self) -> Text {
        match self {
            Self::Field { .. } => text!("the field"),
            Self::Contours { .. } => text!("the level lines"),
            Self::Line { .. } => text!("a line"),
            Self::Area { .. } => text!("an area"),
            Self::Dots { .. }
            | Self::Shaded { .. }
            | Self::Classes { .. }
            | Self::Bubbles { .. } => text!("the points"),
            Self::Picture { .. } => text!("the picture"),
            Self::Boxes { .. } => text!("the bars"),
            Self::Facets { .. } => text!("the surface"),
            Self::Arrows { .. } => text!("the arrows"),
            Self::Text { .. } => text!("a label"),
        }
    }
}

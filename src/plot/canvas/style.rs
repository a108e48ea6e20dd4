//! What plotters' backend is told: lengths in its units, how lines are drawn, how words are set.

use plotters_backend::{
    BackendColor, BackendStyle, BackendTextStyle, FontFamily, text_anchor::Pos,
};

use crate::plot::pen::{Rect, TEXT_SIZE};

/// How many units of the backend, whose coordinates are whole, are a CSS pixel.
pub(super) const UNIT: f64 = 16.0;

/// A length or coordinate in units of the backend.
pub(super) fn units(pixels: f64) -> i32 {
    (UNIT * pixels).round() as i32
}

/// Points in units of the backend.
pub(super) fn whole(points: &[[f64; 2]]) -> impl Iterator<Item = (i32, i32)> {
    points.iter().map(|&[x, y]| (units(x), units(y)))
}

/// A rectangle in units of the backend.
pub(super) fn enlarged(Rect { x, y, width, height }: Rect) -> Rect {
    Rect { x: UNIT * x, y: UNIT * y, width: UNIT * width, height: UNIT * height }
}

/// How plotters' backend draws lines, fills and discs.
pub(super) struct LineStyle {
    pub(super) colour: BackendColor,
    pub(super) width: u32,
}

impl BackendStyle for LineStyle {
    fn color(&self) -> BackendColor {
        self.colour
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

/// How plotters' backend writes words.
pub(super) struct TypeStyle<'a> {
    pub(super) colour: BackendColor,
    pub(super) face: &'a str,
    pub(super) anchor: Pos,
}

impl BackendTextStyle for TypeStyle<'_> {
    type FontError = core::convert::Infallible;

    fn color(&self) -> BackendColor {
        self.colour
    }

    fn size(&self) -> f64 {
        UNIT * TEXT_SIZE
    }

    fn anchor(&self) -> Pos {
        self.anchor
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name(self.face)
    }

    /// Captions, legends and right-hand axes measure words and pixels; this site draws none of these
    /// through plotters.
    fn layout_box(&self, _text: &str) -> Result<((i32, i32), (i32, i32)), Self::FontError> {
        Ok(((0, 0), (0, 0)))
    }

    /// Only bitmaps are drawn pixel by pixel.
    fn draw<E, Draw: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _text: &str,
        _at: (i32, i32),
        _draw: Draw,
    ) -> Result<Result<(), E>, Self::FontError> {
        Ok(Ok(()))
    }
}

//! What plotters' backend is told: lengths in its units, how lines are drawn, how words are set.

use plotters_backend::{
    BackendColor, BackendStyle, BackendTextStyle, FontFamily, text_anchor::Pos,
};

use web_sys::CanvasRenderingContext2d;

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
    pub(super) size: f64,
    pub(super) anchor: Pos,
}

impl BackendTextStyle for TypeStyle<'_> {
    type FontError = core::convert::Infallible;

    fn color(&self) -> BackendColor {
        self.colour
    }

    fn size(&self) -> f64 {
        UNIT * self.size
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

/// The font of words this high.
pub(super) fn font(size: f64, face: &str) -> String {
    format!("{}px {face}", UNIT * size)
}

/// No letter is wider than this part of its height.
const WIDEST: f64 = 1.1;

/// Where words that are anchored at `x` start to fit on a canvas of this width, and how high they may be
/// then: words that would stick out move in, and become smaller where even that is not enough.
pub(super) fn fit(
    context: &CanvasRenderingContext2d,
    face: &str,
    text: &str,
    [x, width]: [f64; 2],
    anchor: i8,
) -> (f64, f64) {
    let share = f64::from(anchor + 1) / 2.0; // of the words that is to the left of x
    let sticks_out = |long: f64| x - share * long < 0.0 || x + (1.0 - share) * long > width;
    if !sticks_out(WIDEST * TEXT_SIZE * text.chars().count() as f64) {
        return (x, TEXT_SIZE);
    }
    context.set_font(&font(TEXT_SIZE, face));
    let Ok(metrics) = context.measure_text(text) else { return (x, TEXT_SIZE) };
    let long = metrics.width() / UNIT;
    if !sticks_out(long) || long == 0.0 {
        return (x, TEXT_SIZE);
    }
    let shrunk = (width / long).min(1.0);
    let (before, after) = (share * shrunk * long, (1.0 - share) * shrunk * long);
    (x.min(width - after).max(before), TEXT_SIZE * shrunk)
}

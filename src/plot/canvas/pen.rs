//! The canvas pen: plotters' canvas backend, with a unit of a sixteenth of a CSS pixel, and what it lacks.

use std::{cell::RefCell, rc::Rc};

use plotters_backend::{
    BackendColor, BackendStyle, BackendTextStyle, DrawingBackend, FontFamily,
    text_anchor::{HPos, Pos, VPos},
};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsValue;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::{Theme, lru::Lru, offscreen};
use crate::{
    demo::{Catalogue, Ink},
    ebm::simd::disc_sprites::Stamp,
    plot::pen::{Fill, Pen, Rect, Stroke, TEXT_SIZE, TextStyle},
};

/// More discs than this are drawn pixel by pixel, which is quicker for many.
const MANY: usize = 24;

/// Lines through more points than this, and thinner ones than that, have plain joints: round ones cost more
/// and would not show.
const DENSE: usize = 12;
const THIN: f64 = 2.0;

/// How wide the halo of a disc is.
const HALO: f64 = 0.7;

/// What a stamp is made for: its sizes in pixels and its colours.
type Cut = ([f32; 2], [[u8; 3]; 2]);

thread_local! {
    static SPRITES: RefCell<Lru<(Cut, Rc<Stamp>), 16>> = const { RefCell::new(Lru::new()) };
}

/// A stamp for discs of these sizes and colours, the one of an earlier frame if there is one.
fn stamp(sizes: [f32; 2], colours: [[u8; 3]; 2]) -> Result<Rc<Stamp>, JsValue> {
    let cut = (sizes, colours);
    let new = || Ok((cut, Rc::new(Stamp::new(sizes, colours))));
    Ok(SPRITES.with_borrow_mut(|all| all.get_or_insert(|(old, _)| *old == cut, new))?.1)
}

/// How many units of the backend, whose coordinates are whole, are a CSS pixel.
const UNIT: f64 = 16.0;

/// A length or coordinate in units of the backend.
fn units(pixels: f64) -> i32 {
    (UNIT * pixels).round() as i32
}

/// Points in units of the backend.
fn whole(points: &[[f64; 2]]) -> impl Iterator<Item = (i32, i32)> {
    points.iter().map(|&[x, y]| (units(x), units(y)))
}

/// The canvas pen. One stroke or fill of a single part goes through plotters' backend. Where it has many
/// parts, they are one path on the same context: so translucent parts leave no seams, and many arrows are
/// one stroke. Clip, dashes, caps and joints are set around the backend and stay in force.
pub(super) struct CanvasPen<'a> {
    backend: CanvasBackend,
    context: &'a CanvasRenderingContext2d,
    theme: &'a Theme,
    scale: f64,
    clipped: bool,
}

/// How plotters' backend draws lines, fills and discs.
struct Style {
    colour: BackendColor,
    width: u32,
}

impl BackendStyle for Style {
    fn color(&self) -> BackendColor {
        self.colour
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

/// How plotters' backend writes words.
struct Type<'a> {
    colour: BackendColor,
    face: &'a str,
    anchor: Pos,
}

impl BackendTextStyle for Type<'_> {
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

impl<'a> CanvasPen<'a> {
    /// A pen that draws in CSS pixels, `scale` pixels of the canvas each.
    pub(super) fn new(
        canvas: &HtmlCanvasElement,
        context: &'a CanvasRenderingContext2d,
        theme: &'a Theme,
        scale: f64,
    ) -> Option<Self> {
        let backend = CanvasBackend::with_canvas_object(canvas.clone())?;
        let unit = scale / UNIT;
        context.set_transform(unit, 0.0, 0.0, unit, 0.0, 0.0).ok()?;
        Some(Self { backend, context, theme, scale, clipped: false })
    }

    /// Makes the canvas, which has this size, transparent.
    pub(super) fn wipe(&self, [width, height]: [u32; 2]) {
        let side = |pixels: u32| UNIT * f64::from(pixels) / self.scale;
        self.context.clear_rect(0.0, 0.0, side(width), side(height));
    }

    /// Adds a line to the path of the context, in units of the backend.
    fn trace(&self, points: &[[f64; 2]]) {
        for (i, (x, y)) in whole(points).enumerate() {
            if i == 0 {
                self.context.move_to(x.into(), y.into());
            } else {
                self.context.line_to(x.into(), y.into());
            }
        }
    }

    /// A colour as plotters has them.
    fn backend_colour(&self, fill: Fill, alpha: f64) -> BackendColor {
        let [r, g, b] = match fill {
            Fill::Ink(ink) => self.bytes(self.theme.colour(ink)),
            Fill::Colour(rgb) => rgb,
        };
        BackendColor { alpha, rgb: (r, g, b) }
    }

    fn style(&self, ink: Ink, width: f64) -> Style {
        let width = units(width).unsigned_abs();
        Style { colour: self.backend_colour(Fill::Ink(ink), 1.0), width }
    }

    /// A disc with a halo in the colour of the page.
    fn disc(&mut self, [x, y]: [f64; 2], radius: f64, fill: Fill) {
        for (radius, fill) in [(radius + HALO, Fill::Ink(Ink::Paper)), (radius, fill)] {
            let style = Style { colour: self.backend_colour(fill, 1.0), width: 1 };
            let radius = units(radius).unsigned_abs();
            // The backend fails only for a negative radius.
            let _ = self.backend.draw_circle((units(x), units(y)), radius, &style, true);
        }
    }

    fn colour(&self, fill: Fill) -> String {
        match fill {
            Fill::Ink(ink) => self.theme.colour(ink).to_string(),
            Fill::Colour([r, g, b]) => format!("rgb({r},{g},{b})"),
        }
    }

    /// Draws many discs as one picture, from a sprite.
    fn press(&self, centres: &[[f64; 2]], colour: &str, radius: f64) -> Result<(), JsValue> {
        let scale = self.scale;
        let colours = [colour, self.theme.colour(Ink::Paper)].map(|colour| self.bytes(colour));
        let stamp = stamp([radius, HALO].map(|r| (r * scale) as f32), colours)?;
        // The smallest picture that holds them, within the canvas.
        let canvas = self.context.canvas().ok_or(JsValue::NULL)?;
        let (reach, most) = (stamp.reach() as f64 + 1.0, [canvas.width(), canvas.height()]);
        let [[left, right], [top, bottom]] = [0, 1].map(|axis| {
            let along = || centres.iter().map(|at| scale * at[axis]);
            let (low, high) = (along().fold(f64::MAX, f64::min), along().fold(f64::MIN, f64::max));
            [(low - reach).floor(), (high + reach).ceil()].map(|v| v.clamp(0.0, most[axis].into()))
        });
        let [width, height] = [right - left, bottom - top].map(|side| side as usize);
        if width == 0 || height == 0 {
            return Ok(());
        }
        let within = |at: &[f64; 2]| [scale * at[0] - left, scale * at[1] - top].map(|v| v as f32);
        let mut pixels = vec![0; width * height];
        stamp.press(&centres.iter().map(within).collect::<Vec<_>>(), width, &mut pixels);
        let picture = offscreen::picture(&pixels, width)?;
        self.context.save();
        let drawn = self
            .context
            .reset_transform()
            .and_then(|()| self.context.draw_image_with_html_canvas_element(&picture, left, top));
        self.context.restore();
        drawn
    }

    /// The bytes of an opaque colour of the style sheet, which the canvas reads as the page does.
    fn bytes(&self, colour: &str) -> [u8; 3] {
        self.context.set_fill_style_str(colour);
        let named = self.context.fill_style().as_string().unwrap_or_default();
        let digits = u32::from_str_radix(named.trim_start_matches('#'), 16).unwrap_or(0);
        let [_, r, g, b] = digits.to_be_bytes();
        [r, g, b]
    }

    /// Sets what the backend does not: caps, dashes, joints.
    fn prepare(&self, stroke: Stroke, dense: bool) {
        self.context.set_line_cap(if stroke.dashed { "round" } else { "butt" });
        let plain = dense || stroke.width < THIN;
        self.context.set_line_join(if plain { "bevel" } else { "round" });
        let dash = if stroke.dashed { [5.0, 4.0].as_slice() } else { &[] };
        let dash: js_sys::Array = dash.iter().map(|v| JsValue::from_f64(UNIT * v)).collect();
        // A list of positive numbers is always accepted.
        let _ = self.context.set_line_dash(&dash);
    }

    /// Several lines as one path and one stroke.
    fn stroke_batch<'p>(&self, lines: impl Iterator<Item = &'p [[f64; 2]]>, stroke: Stroke) {
        self.context.begin_path();
        lines.for_each(|points| self.trace(points));
        self.context.set_stroke_style_str(self.theme.colour(stroke.ink));
        self.context.set_line_width(UNIT * stroke.width);
        self.context.stroke();
    }
}

impl Pen for CanvasPen<'_> {
    fn catalogue(&self) -> &Catalogue {
        &self.theme.words
    }

    fn lines(&mut self, lines: &[Vec<[f64; 2]>], stroke: Stroke) {
        self.prepare(stroke, lines.iter().any(|points| points.len() > DENSE));
        if let [line] = lines {
            let style = self.style(stroke.ink, stroke.width);
            // A path of finite numbers is always accepted.
            let _ = self.backend.draw_path(whole(line), &style);
        } else {
            self.stroke_batch(lines.iter().map(Vec::as_slice), stroke);
        }
    }

    fn segments(&mut self, ends: &[[[f64; 2]; 2]], stroke: Stroke) {
        self.prepare(stroke, false);
        self.stroke_batch(ends.iter().map(<[_; 2]>::as_slice), stroke);
    }

    fn polygons(&mut self, shapes: &[Vec<[f64; 2]>], fill: Fill, opacity: f64) {
        if let [shape] = shapes {
            let style = Style { colour: self.backend_colour(fill, opacity), width: 1 };
            let _ = self.backend.fill_polygon(whole(shape), &style);
            return;
        }
        self.context.begin_path();
        for points in shapes {
            self.trace(points);
            self.context.close_path();
        }
        self.context.set_global_alpha(opacity);
        self.context.set_fill_style_str(&self.colour(fill));
        self.context.fill();
        self.context.set_global_alpha(1.0);
    }

    fn discs(&mut self, centres: &[[f64; 2]], fill: Fill, radius: f64) {
        let colour = self.colour(fill);
        let pressed = centres.len() > MANY && self.press(centres, &colour, radius).is_ok();
        if !pressed {
            for at in centres {
                self.disc(*at, radius, fill);
            }
        }
    }

    fn text(&mut self, [x, y]: [f64; 2], text: &str, style: TextStyle) {
        let (horizontal, align) = match style.anchor {
            -1 => (HPos::Left, "start"),
            0 => (HPos::Center, "center"),
            _ => (HPos::Right, "end"),
        };
        let face = &self.theme.face;
        if style.halo {
            self.context.set_font(&format!("{}px {face}", UNIT * TEXT_SIZE));
            self.context.set_text_align(align);
            self.context.set_text_baseline("middle");
            self.context.set_stroke_style_str(self.theme.colour(Ink::Paper));
            self.context.set_line_width(UNIT * 3.0);
            self.context.set_line_join("round");
            let _ = self.context.set_line_dash(&js_sys::Array::new());
            // Drawing text fails only for a context without a canvas.
            let _ = self.context.stroke_text(text, UNIT * x, UNIT * y);
        }
        let colour = self.backend_colour(Fill::Ink(style.ink), 1.0);
        let words = Type { colour, face, anchor: Pos::new(horizontal, VPos::Center) };
        let _ = self.backend.draw_text(text, &words, (units(x), units(y)));
    }

    fn field(&mut self, area: Rect, values: &[f64], columns: usize) {
        // A field that cannot be made into a picture leaves the paper blank; the marks remain.
        let _ = offscreen::paint(self.context, enlarged(area), values, columns, true);
    }

    fn picture(&mut self, area: Rect, values: &[f64], columns: usize) {
        let _ = offscreen::paint(self.context, enlarged(area), values, columns, false);
    }

    fn clip(&mut self, area: Option<Rect>) {
        if self.clipped {
            self.context.restore();
        }
        self.clipped = area.is_some();
        if let Some(area) = area {
            let Rect { x, y, width, height } = enlarged(area);
            self.context.save();
            self.context.begin_path();
            self.context.rect(x, y, width, height);
            self.context.clip();
        }
    }
}

/// A rectangle in units of the backend.
fn enlarged(Rect { x, y, width, height }: Rect) -> Rect {
    Rect { x: UNIT * x, y: UNIT * y, width: UNIT * width, height: UNIT * height }
}

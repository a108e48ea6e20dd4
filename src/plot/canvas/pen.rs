//! The canvas pen: plotters' canvas backend, with a unit of a sixteenth of a CSS pixel, and what it lacks.

use plotters_backend::{
    BackendColor, DrawingBackend,
    text_anchor::{HPos, Pos, VPos},
};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::JsValue;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::{
    Theme, offscreen, sprites,
    style::{LineStyle, TypeStyle, UNIT, enlarged, fit, font, units, whole},
};
use crate::{
    demo::{Catalogue, Ink},
    plot::pen::{Fill, Pen, Rect, Stroke, TextStyle},
};

/// More discs than this are drawn pixel by pixel, which is quicker for many.
const MANY: usize = 24;

/// How wide the halo of a disc is.
const HALO: f64 = 0.7;

/// Lines through more points than this, and thinner ones than that, have plain joints: round ones cost more
/// and would not show.
const DENSE: usize = 12;
const THIN: f64 = 2.0;

/// The canvas pen. One stroke or fill of a single part goes through plotters' backend. Where it has many
/// parts, they are one path on the same context: so translucent parts leave no seams, and many arrows are
/// one stroke. Clip, dashes, caps and joints are set around the backend and stay in force.
pub(super) struct CanvasPen<'a> {
    backend: CanvasBackend,
    context: &'a CanvasRenderingContext2d,
    theme: &'a Theme,
    scale: f64,
    /// Of the canvas, in CSS pixels.
    width: f64,
    clipped: bool,
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
        let width = f64::from(canvas.width()) / scale;
        Some(Self { backend, context, theme, scale, width, clipped: false })
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

    fn bytes(&self, fill: Fill) -> [u8; 3] {
        match fill {
            Fill::Ink(ink) => self.theme.bytes(ink),
            Fill::Colour(rgb) => rgb,
        }
    }

    /// A colour as plotters has them.
    fn backend_colour(&self, fill: Fill, alpha: f64) -> BackendColor {
        let [r, g, b] = self.bytes(fill);
        BackendColor { alpha, rgb: (r, g, b) }
    }

    fn style(&self, ink: Ink, width: f64) -> LineStyle {
        let width = units(width).unsigned_abs();
        LineStyle { colour: self.backend_colour(Fill::Ink(ink), 1.0), width }
    }

    /// A disc with a halo in the colour of the page.
    fn disc(&mut self, [x, y]: [f64; 2], radius: f64, fill: Fill) {
        for (radius, fill) in [(radius + HALO, Fill::Ink(Ink::Paper)), (radius, fill)] {
            let style = LineStyle { colour: self.backend_colour(fill, 1.0), width: 1 };
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
    fn blit(&self, centres: &[[f64; 2]], fill: Fill, radius: f64) -> Result<(), JsValue> {
        let sizes = [radius, HALO].map(|r| (r * self.scale) as f32);
        let colours = [fill, Fill::Ink(Ink::Paper)].map(|fill| self.bytes(fill));
        let centres: Vec<_> = centres.iter().map(|at| at.map(|v| self.scale * v)).collect();
        let sprite = sprites::sprite(sizes, colours)?;
        sprites::blit(self.context, &sprite, &centres)
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
            let style = LineStyle { colour: self.backend_colour(fill, opacity), width: 1 };
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
        let blitted = centres.len() > MANY && self.blit(centres, fill, radius).is_ok();
        if !blitted {
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
        let (x, size) = fit(self.context, face, text, [x, self.width], style.anchor);
        if style.halo {
            self.context.set_font(&font(size, face));
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
        let words = TypeStyle { colour, face, size, anchor: Pos::new(horizontal, VPos::Center) };
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

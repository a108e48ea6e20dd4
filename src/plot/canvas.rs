//! The canvas pen. It draws in CSS pixels on a backing store of device pixels.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::{
    demo::{Catalogue, Ink, Plot},
    ebm::simd::disc_sprites::Stamp,
    plot::{
        backdrop::Backdrop,
        draw::{back, front, middle, shapes},
        kept::Kept,
        layout::Layout,
        pen::{Fill, Pen, Rect, Stroke, TEXT_SIZE, TextStyle},
        scratch,
    },
};

/// The style sheet's colours and type, read once a theme.
#[derive(Clone, Debug)]
pub struct Theme {
    inks: Vec<String>,
    font: String,
    words: Rc<Catalogue>,
}

impl Theme {
    /// The theme that is in force at an element.
    pub fn read(element: &web_sys::Element, words: Rc<Catalogue>) -> Self {
        let style = web_sys::window().and_then(|w| w.get_computed_style(element).ok().flatten());
        let get = |name: &str| {
            style.as_ref().and_then(|s| s.get_property_value(name).ok()).unwrap_or_default()
        };
        let inks = Ink::ALL.map(|ink| get(&format!("--ink-{}", ink.name())).trim().to_string());
        let face = get("--face-sans");
        Self { inks: inks.to_vec(), font: format!("{TEXT_SIZE}px {face}"), words }
    }

    fn colour(&self, ink: Ink) -> &str {
        &self.inks[ink as usize]
    }
}

/// Draws the plot on the canvas at a width of `width` CSS pixels. What has not changed since the last
/// time at the plot's back and front comes from `backdrop`.
pub fn draw_on(
    canvas: &HtmlCanvasElement,
    context: &CanvasRenderingContext2d,
    plot: Plot,
    width: f64,
    theme: &Theme,
    backdrop: &mut Backdrop,
) {
    let layout = Layout::new(&plot, width);
    let scale = web_sys::window().map_or(1.0, |w| w.device_pixel_ratio()).clamp(1.0, 4.0);
    let size = [(width * scale).round() as u32, (layout.height * scale).round() as u32];
    if [canvas.width(), canvas.height()] != size {
        canvas.set_width(size[0]);
        canvas.set_height(size[1]);
    }
    if backdrop.shows(&plot, size) {
        return;
    }
    let mut pen = CanvasPen::new(context, theme, scale);
    context.clear_rect(0.0, 0.0, width, layout.height);
    let [first, last] = backdrop.unchanged(&plot, size);
    if !backdrop.back.show(first, context) {
        back(&plot, &layout, first, &mut pen);
        backdrop.back.keep(canvas, first);
    }
    let end = shapes(&plot).count() - last;
    middle(&plot, &layout, first..end, &mut pen);
    if last == 0 {
        front(&plot, &layout, end, &mut pen);
    } else if !backdrop.cover.show(last, context) {
        if let Some(cover) = backdrop.cover.fresh(canvas, last) {
            front(&plot, &layout, end, &mut CanvasPen::new(cover, theme, scale));
        }
        backdrop.cover.show(last, context);
    }
    backdrop.remember(plot, size);
}

/// The way to draw on a canvas.
pub fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}

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
    static STAMPS: RefCell<Kept<(Cut, Rc<Stamp>), 16>> = const { RefCell::new(Kept::new()) };
}

/// A stamp for discs of these sizes and colours, the one of an earlier frame if there is one.
fn stamp(sizes: [f32; 2], colours: [[u8; 3]; 2]) -> Result<Rc<Stamp>, JsValue> {
    let cut = (sizes, colours);
    let new = || Ok((cut, Rc::new(Stamp::new(sizes, colours))));
    Ok(STAMPS.with_borrow_mut(|all| all.find_or(|(old, _)| *old == cut, new))?.1)
}

/// A disc with a halo in the colour of the page.
fn disc(
    context: &CanvasRenderingContext2d,
    [x, y]: [f64; 2],
    radius: f64,
    colour: &str,
    paper: &str,
) {
    for (radius, colour) in [(radius + HALO, paper), (radius, colour)] {
        context.set_fill_style_str(colour);
        context.begin_path();
        // An arc's radius is never negative here.
        let _ = context.arc(x, y, radius, 0.0, crate::ebm::math::num::TAU);
        context.fill();
    }
}

struct CanvasPen<'a> {
    context: &'a CanvasRenderingContext2d,
    theme: &'a Theme,
    clipped: bool,
}

impl<'a> CanvasPen<'a> {
    /// A pen that draws in CSS pixels, `scale` pixels of the canvas each.
    fn new(context: &'a CanvasRenderingContext2d, theme: &'a Theme, scale: f64) -> Self {
        let set = context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0);
        debug_assert!(set.is_ok(), "a diagonal matrix is a transform");
        context.set_font(&theme.font);
        context.set_text_baseline("middle");
        Self { context, theme, clipped: false }
    }
    fn trace(&self, points: &[[f64; 2]]) {
        for (i, &[x, y]) in points.iter().enumerate() {
            if i == 0 {
                self.context.move_to(x, y);
            } else {
                self.context.line_to(x, y);
            }
        }
    }

    fn colour(&self, fill: Fill) -> String {
        match fill {
            Fill::Ink(ink) => self.theme.colour(ink).to_string(),
            Fill::Colour([r, g, b]) => format!("rgb({r},{g},{b})"),
        }
    }

    /// Draws discs as one picture.
    fn press(&self, centres: &[[f64; 2]], colour: &str, radius: f64) -> Result<(), JsValue> {
        let scale = self.context.get_transform()?.a();
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
        let picture = scratch::picture(&pixels, width)?;
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

    fn stroke(&self, stroke: Stroke) {
        self.context.set_stroke_style_str(self.theme.colour(stroke.ink));
        self.context.set_line_width(stroke.width);
        self.context.set_line_cap(if stroke.dashed { "round" } else { "butt" });
        let dash = if stroke.dashed { [5.0, 4.0].as_slice() } else { &[] };
        let dash: js_sys::Array = dash.iter().map(|&v: &f64| JsValue::from_f64(v)).collect();
        // A list of positive numbers is always accepted.
        let _ = self.context.set_line_dash(&dash);
        self.context.stroke();
    }
}

impl Pen for CanvasPen<'_> {
    fn catalogue(&self) -> &Catalogue {
        &self.theme.words
    }

    fn lines(&mut self, lines: &[Vec<[f64; 2]>], stroke: Stroke) {
        self.context.begin_path();
        for points in lines {
            self.trace(points);
        }
        let dense = lines.iter().any(|points| points.len() > DENSE);
        let plain = dense || stroke.width < THIN;
        self.context.set_line_join(if plain { "bevel" } else { "round" });
        self.stroke(stroke);
    }

    fn segments(&mut self, ends: &[[[f64; 2]; 2]], stroke: Stroke) {
        self.context.begin_path();
        for pair in ends {
            self.trace(pair);
        }
        self.stroke(stroke);
    }

    fn polygons(&mut self, shapes: &[Vec<[f64; 2]>], fill: Fill, opacity: f64) {
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
            let paper = self.theme.colour(Ink::Paper);
            for at in centres {
                disc(self.context, *at, radius, &colour, paper);
            }
        }
    }

    fn text(&mut self, [x, y]: [f64; 2], text: &str, style: TextStyle) {
        self.context.set_text_align(["left", "center", "right"][(style.anchor + 1) as usize]);
        if style.halo {
            self.context.set_stroke_style_str(self.theme.colour(Ink::Paper));
            self.context.set_line_width(3.0);
            self.context.set_line_join("round");
            let _ = self.context.set_line_dash(&js_sys::Array::new());
            // Drawing text fails only for a context without a canvas.
            let _ = self.context.stroke_text(text, x, y);
        }
        self.context.set_fill_style_str(self.theme.colour(style.ink));
        let _ = self.context.fill_text(text, x, y);
    }

    fn field(&mut self, area: Rect, values: &[f64], columns: usize) {
        // A field that cannot be made into a picture leaves the paper blank; the marks remain.
        let _ = scratch::paint(self.context, area, values, columns, true);
    }

    fn picture(&mut self, area: Rect, values: &[f64], columns: usize) {
        let _ = scratch::paint(self.context, area, values, columns, false);
    }

    fn clip(&mut self, area: Option<Rect>) {
        if self.clipped {
            self.context.restore();
        }
        self.clipped = area.is_some();
        if let Some(Rect { x, y, width, height }) = area {
            self.context.save();
            self.context.begin_path();
            self.context.rect(x, y, width, height);
            self.context.clip();
        }
    }
}

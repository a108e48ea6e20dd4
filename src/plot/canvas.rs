//! The canvas pen. It draws in CSS pixels on a backing store of device pixels.

use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use crate::{
    demo::{Ink, Plot},
    plot::{
        backdrop::Backdrop,
        colormap::colour,
        draw::{back, front},
        layout::Layout,
        pen::{Fill, Pen, Rect, Stroke, TEXT_SIZE, TextStyle},
    },
};

/// The style sheet's colours and type, read once a theme.
#[derive(Clone, Debug)]
pub struct Theme {
    inks: Vec<String>,
    font: String,
}

impl Theme {
    /// The theme that is in force at an element.
    pub fn read(element: &web_sys::Element) -> Self {
        let style = web_sys::window().and_then(|w| w.get_computed_style(element).ok().flatten());
        let get = |name: &str| {
            style.as_ref().and_then(|s| s.get_property_value(name).ok()).unwrap_or_default()
        };
        let inks = Ink::ALL.map(|ink| get(&format!("--ink-{}", ink.name())).trim().to_string());
        let face = get("--face-sans");
        Self { inks: inks.to_vec(), font: format!("{TEXT_SIZE}px {face}") }
    }

    fn colour(&self, ink: Ink) -> &str {
        &self.inks[ink as usize]
    }
}

/// Draws the plot on the canvas at a width of `width` CSS pixels; returns the layout. What has not
/// changed at the plot's back since the last time comes from `backdrop`.
pub fn draw_on(
    canvas: &HtmlCanvasElement,
    plot: Plot,
    width: f64,
    theme: &Theme,
    backdrop: &mut Backdrop,
) -> Layout {
    let layout = Layout::new(&plot, width);
    let scale = web_sys::window().map_or(1.0, |w| w.device_pixel_ratio()).clamp(1.0, 4.0);
    let size = [(width * scale).round() as u32, (layout.height * scale).round() as u32];
    if [canvas.width(), canvas.height()] != size {
        canvas.set_width(size[0]);
        canvas.set_height(size[1]);
    }
    let Some(context) = context(canvas) else { return layout };
    let set = context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0);
    debug_assert!(set.is_ok(), "a diagonal matrix is a transform");
    context.clear_rect(0.0, 0.0, width, layout.height);
    context.set_line_join("round");
    context.set_line_cap("round");
    let mut pen = CanvasPen { context: &context, theme, clipped: false };
    let unchanged = backdrop.unchanged(&plot, size);
    if unchanged == 0 || unchanged != backdrop.holds() || !backdrop.show(&context) {
        back(&plot, &layout, unchanged, &mut pen);
        backdrop.keep(canvas, unchanged);
    }
    front(&plot, &layout, unchanged, &mut pen);
    backdrop.remember(plot, size);
    layout
}

pub(super) fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}

/// More discs than this are stamped.
const MANY: usize = 60;

/// A disc with a halo in the colour of the page.
fn disc(
    context: &CanvasRenderingContext2d,
    [x, y]: [f64; 2],
    radius: f64,
    colour: &str,
    paper: &str,
) {
    for (radius, colour) in [(radius + 0.7, paper), (radius, colour)] {
        context.set_fill_style_str(colour);
        context.begin_path();
        // An arc's radius is never negative here.
        let _ = context.arc(x, y, radius, 0.0, crate::ebm::num::TAU);
        context.fill();
    }
}

struct CanvasPen<'a> {
    context: &'a CanvasRenderingContext2d,
    theme: &'a Theme,
    clipped: bool,
}

impl CanvasPen<'_> {
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

    /// Draws one disc aside and copies it to every place, which is quicker for many.
    fn stamp(&self, centres: &[[f64; 2]], colour: &str, radius: f64) -> Option<()> {
        let scale = self.context.get_transform().ok()?.a();
        let pixels = (2.0 * (radius + 1.5) * scale).ceil();
        let (document, side) = (web_sys::window()?.document()?, pixels / scale);
        let small: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
        small.set_width(pixels as u32);
        small.set_height(pixels as u32);
        let brush = self::context(&small)?;
        brush.scale(scale, scale).ok()?;
        disc(&brush, [side / 2.0; 2], radius, colour, self.theme.colour(Ink::Paper));
        for [x, y] in centres {
            let (x, y) = (x - side / 2.0, y - side / 2.0);
            self.context
                .draw_image_with_html_canvas_element_and_dw_and_dh(&small, x, y, side, side)
                .ok()?;
        }
        Some(())
    }

    fn stroke(&self, stroke: Stroke) {
        self.context.set_stroke_style_str(self.theme.colour(stroke.ink));
        self.context.set_line_width(stroke.width);
        let dash = if stroke.dashed { [5.0, 4.0].as_slice() } else { &[] };
        let dash: js_sys::Array = dash.iter().map(|&v: &f64| JsValue::from_f64(v)).collect();
        // A list of positive numbers is always accepted.
        let _ = self.context.set_line_dash(&dash);
        self.context.stroke();
    }
}

impl Pen for CanvasPen<'_> {
    fn line(&mut self, points: &[[f64; 2]], stroke: Stroke) {
        self.context.begin_path();
        self.trace(points);
        self.stroke(stroke);
    }

    fn segments(&mut self, ends: &[[[f64; 2]; 2]], stroke: Stroke) {
        self.context.begin_path();
        for pair in ends {
            self.trace(pair);
        }
        self.stroke(stroke);
    }

    fn polygon(&mut self, points: &[[f64; 2]], fill: Fill, opacity: f64) {
        self.context.begin_path();
        self.trace(points);
        self.context.close_path();
        self.context.set_global_alpha(opacity);
        self.context.set_fill_style_str(&self.colour(fill));
        self.context.fill();
        self.context.set_global_alpha(1.0);
    }

    fn discs(&mut self, centres: &[[f64; 2]], fill: Fill, radius: f64) {
        let colour = self.colour(fill);
        let stamped = centres.len() > MANY && self.stamp(centres, &colour, radius).is_some();
        if !stamped {
            let paper = self.theme.colour(Ink::Paper);
            for at in centres {
                disc(self.context, *at, radius, &colour, paper);
            }
        }
    }

    fn text(&mut self, [x, y]: [f64; 2], text: &str, style: TextStyle) {
        self.context.set_font(&self.theme.font);
        self.context.set_text_align(["left", "center", "right"][(style.anchor + 1) as usize]);
        self.context.set_text_baseline("middle");
        if style.halo {
            self.context.set_stroke_style_str(self.theme.colour(Ink::Paper));
            self.context.set_line_width(3.0);
            let _ = self.context.set_line_dash(&js_sys::Array::new());
            // Drawing text fails only for a context without a canvas.
            let _ = self.context.stroke_text(text, x, y);
        }
        self.context.set_fill_style_str(self.theme.colour(style.ink));
        let _ = self.context.fill_text(text, x, y);
    }

    fn field(&mut self, area: Rect, colours: &[[u8; 3]], columns: usize) {
        // A field that cannot be made into a picture leaves the paper blank; the marks remain.
        let _ = paint(self.context, area, colours, columns, true);
    }

    fn picture(&mut self, area: Rect, values: &[f64], columns: usize) {
        let colours: Vec<_> = values.iter().map(|value| colour(*value)).collect();
        let _ = paint(self.context, area, &colours, columns, false);
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

/// Paints colours at their own resolution and lets the canvas enlarge them, smoothly or not.
fn paint(
    context: &CanvasRenderingContext2d,
    area: Rect,
    colours: &[[u8; 3]],
    columns: usize,
    smooth: bool,
) -> Result<(), JsValue> {
    let rows = colours.len() / columns.max(1);
    let rgba: Vec<u8> = colours.iter().flat_map(|&[r, g, b]| [r, g, b, 255]).collect();
    let image =
        ImageData::new_with_u8_clamped_array_and_sh(Clamped(&rgba), columns as u32, rows as u32)?;
    let document = web_sys::window().and_then(|w| w.document()).ok_or(JsValue::NULL)?;
    let small: HtmlCanvasElement = document.create_element("canvas")?.dyn_into()?;
    small.set_width(columns as u32);
    small.set_height(rows as u32);
    let brush = self::context(&small).ok_or(JsValue::NULL)?;
    brush.put_image_data(&image, 0.0, 0.0)?;
    context.set_image_smoothing_enabled(smooth);
    // The nodes of a field sit on the borders: half a cell on each side lies outside the data area.
    let edge = if smooth { 0.5 } else { 0.0 };
    let (w, h) = (columns as f64, rows as f64);
    context.draw_image_with_html_canvas_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
        &small,
        edge,
        edge,
        w - 2.0 * edge,
        h - 2.0 * edge,
        area.x,
        area.y,
        area.width,
        area.height,
    )
}

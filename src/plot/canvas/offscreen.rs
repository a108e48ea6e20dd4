//! Offscreen canvases: pixels are put on them, and drawn from there.

use std::cell::RefCell;

use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use super::lru::Lru;
use crate::{
    ebm::simd::{field_pixels::colour, padded},
    plot::{colormap::table, pen::Rect},
};

thread_local! {
    static OFFSCREEN: RefCell<Lru<Offscreen, 12>> = const { RefCell::new(Lru::new()) };
}

#[derive(Clone)]
struct Offscreen {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

/// A canvas with these pixels, words of red, green, blue and opacity, `width` a row. The next picture
/// of the same size may take its place.
pub fn picture(pixels: &[u32], width: usize) -> Result<HtmlCanvasElement, JsValue> {
    let size = [width as u32, (pixels.len() / width.max(1)) as u32];
    let Offscreen { canvas, context } = of_size(size)?;
    let bytes = Clamped(bytemuck::cast_slice(pixels));
    let image = ImageData::new_with_u8_clamped_array_and_sh(bytes, size[0], size[1])?;
    context.put_image_data(&image, 0.0, 0.0)?;
    Ok(canvas)
}

fn of_size(size: [u32; 2]) -> Result<Offscreen, JsValue> {
    let same = |old: &Offscreen| [old.canvas.width(), old.canvas.height()] == size;
    OFFSCREEN.with_borrow_mut(|all| all.get_or_insert(same, || new(size)))
}

fn new(size: [u32; 2]) -> Result<Offscreen, JsValue> {
    let document = web_sys::window().and_then(|w| w.document()).ok_or(JsValue::NULL)?;
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.dyn_into()?;
    canvas.set_width(size[0]);
    canvas.set_height(size[1]);
    let context = context(&canvas).ok_or(JsValue::NULL)?;
    Ok(Offscreen { canvas, context })
}

/// Paints values at their own resolution and lets the canvas enlarge them, smoothly or not.
pub fn paint(
    context: &CanvasRenderingContext2d,
    area: Rect,
    values: &[f64],
    columns: usize,
    smooth: bool,
) -> Result<(), JsValue> {
    let rows = values.len() / columns.max(1);
    let mut numbers: Vec<f32> = values.iter().map(|value| *value as f32).collect();
    numbers.resize(padded(values.len()), 0.0);
    let mut pixels = vec![0; numbers.len()];
    colour(&numbers, table(), &mut pixels);
    pixels.truncate(values.len());
    let small = picture(&pixels, columns)?;
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

/// The drawing context of a canvas.
pub fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}

//! What lies unchanged at the back of a plot from one frame to the next is drawn once and copied then.

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::{canvas::context, draw::shapes};
use crate::demo::{Layer, Plot};

/// A plot's last frame, and a picture of the part of it that did not change.
#[derive(Debug, Default)]
pub struct Backdrop {
    last: Option<(Plot, [u32; 2])>,
    picture: Option<HtmlCanvasElement>,
    shapes: usize,
}

impl Backdrop {
    /// How many of the plot's first shapes are as they were in the last frame.
    pub fn unchanged(&self, plot: &Plot, size: [u32; 2]) -> usize {
        let Some((last, was)) = &self.last else { return 0 };
        let on_a_field =
            |plot: &Plot| shapes(plot).any(|layer| matches!(layer, Layer::Field { .. }));
        let frame = |plot: &Plot| (plot.x.clone(), plot.y.clone(), plot.aspect, on_a_field(plot));
        if *was != size || frame(last) != frame(plot) {
            return 0;
        }
        shapes(last).zip(shapes(plot)).take_while(|(old, new)| old == new).count()
    }

    /// How many shapes the picture holds.
    pub fn holds(&self) -> usize {
        self.shapes
    }

    /// Copies the picture onto a canvas of its size; whether that went well.
    pub fn show(&self, context: &CanvasRenderingContext2d) -> bool {
        self.picture.as_ref().is_some_and(|picture| copy(picture, context))
    }

    /// Keeps what stands on the canvas, which is the plot's first `shapes` shapes.
    pub fn keep(&mut self, canvas: &HtmlCanvasElement, shapes: usize) {
        self.shapes = 0;
        if shapes == 0 {
            return;
        }
        let picture = self.picture.take().or_else(|| canvas.clone_node().ok()?.dyn_into().ok());
        self.picture = picture.filter(|picture: &HtmlCanvasElement| {
            // A new size also wipes it.
            picture.set_width(canvas.width());
            picture.set_height(canvas.height());
            context(picture).is_some_and(|context| copy(canvas, &context))
        });
        self.shapes = if self.picture.is_some() { shapes } else { 0 };
    }

    /// Remembers a frame for the next one.
    pub fn remember(&mut self, plot: Plot, size: [u32; 2]) {
        self.last = Some((plot, size));
    }
}

/// Copies pixel by pixel, whatever the transform.
fn copy(from: &HtmlCanvasElement, to: &CanvasRenderingContext2d) -> bool {
    to.save();
    let done = to.reset_transform().is_ok()
        && to.draw_image_with_html_canvas_element(from, 0.0, 0.0).is_ok();
    to.restore();
    done
}

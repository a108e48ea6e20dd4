//! The layer cache: layers at the back and at the front of a plot that are the same from one frame to the
//! next are drawn once, and copied after that.

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::offscreen::context;
use crate::{
    demo::{Axis, Layer, Plot},
    plot::draw::shapes,
};

/// Shapes at the front with more numbers than this are worth a copy of their own.
const WORTH: usize = 400;

/// A plot's last frame, and copies of the layers of it that did not change.
#[derive(Debug, Default)]
pub struct LayerCache {
    last: Option<(Plot, [u32; 2])>,
    /// What stood at the back.
    pub back: Sheet,
    /// What stood at the front: shapes, words and axes.
    pub cover: Sheet,
}

/// How many shapes of a plot are as they were in the last frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unchanged {
    /// Of the first ones, at the back.
    pub back: usize,
    /// Of the last ones, at the front; 0 where a word has changed, or where they are not worth a copy.
    pub front: usize,
}

/// A picture of some shapes at one end of a plot.
#[derive(Debug, Default)]
pub struct Sheet {
    picture: Option<(HtmlCanvasElement, CanvasRenderingContext2d)>,
    shapes: usize,
}

impl LayerCache {
    /// Whether the last frame was this very plot.
    pub fn shows(&self, plot: &Plot, size: [u32; 2]) -> bool {
        self.last.as_ref().is_some_and(|(last, was)| *was == size && last == plot)
    }

    /// Which of the plot's shapes are as they were in the last frame.
    pub fn unchanged(&self, plot: &Plot, size: [u32; 2]) -> Unchanged {
        let Some((last, was)) = &self.last else { return Unchanged::default() };
        if *was != size || frame(last) != frame(plot) {
            return Unchanged::default();
        }
        let (old, new): (Vec<_>, Vec<_>) = (shapes(last).collect(), shapes(plot).collect());
        let first = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
        let rest = (&old[first.min(old.len())..], &new[first..]);
        let last_ones = rest.0.iter().rev().zip(rest.1.iter().rev());
        let end = last_ones.take_while(|(old, new)| old == new).count();
        let numbers: usize = new[new.len() - end..].iter().map(|layer| layer.numbers().len()).sum();
        let worth = numbers > WORTH && old.len() == new.len() && words(last).eq(words(plot));
        Unchanged { back: first, front: if worth { end } else { 0 } }
    }

    /// The plot of the last frame.
    pub fn shown(&self) -> Option<&Plot> {
        self.last.as_ref().map(|(plot, _)| plot)
    }

    /// Forgets the last frame, so that the next one is drawn whole, and hands its plot over.
    pub fn forget(&mut self) -> Option<Plot> {
        self.last.take().map(|(plot, _)| plot)
    }

    /// Remembers a frame for the next one.
    pub fn remember(&mut self, plot: Plot, size: [u32; 2]) {
        self.last = Some((plot, size));
    }
}

impl Sheet {
    /// Copies the picture onto a canvas of its size, if it is one of this many shapes; whether it was.
    pub fn show(&self, shapes: usize, context: &CanvasRenderingContext2d) -> bool {
        let picture = self.picture.as_ref().filter(|_| shapes > 0 && shapes == self.shapes);
        picture.is_some_and(|(picture, _)| copy(picture, context))
    }

    /// An empty picture of the canvas's size for this many shapes, to be drawn on.
    pub fn fresh(
        &mut self,
        canvas: &HtmlCanvasElement,
        shapes: usize,
    ) -> Option<(&HtmlCanvasElement, &CanvasRenderingContext2d)> {
        self.shapes = shapes;
        if self.picture.is_none() {
            let new: HtmlCanvasElement = canvas.clone_node().ok()?.dyn_into().ok()?;
            let context = context(&new)?;
            self.picture = Some((new, context));
        }
        let (picture, context) = self.picture.as_ref()?;
        // A new size also wipes it.
        picture.set_width(canvas.width());
        picture.set_height(canvas.height());
        Some((picture, context))
    }

    /// Keeps what stands on the canvas, which is this many shapes.
    pub fn keep(&mut self, canvas: &HtmlCanvasElement, shapes: usize) {
        let kept = shapes > 0
            && self.fresh(canvas, shapes).is_some_and(|(_, context)| copy(canvas, context));
        self.shapes = if kept { shapes } else { 0 };
    }
}

/// What all layers depend on: the axes, the aspect, and whether a field hides the grid.
fn frame(plot: &Plot) -> (&Axis, &Axis, Option<f64>, bool) {
    let on_a_field = shapes(plot).any(|layer| matches!(layer, Layer::Field { .. }));
    (&plot.x, &plot.y, plot.aspect, on_a_field)
}

fn words(plot: &Plot) -> impl Iterator<Item = &Layer> {
    plot.layers.iter().filter(|layer| matches!(layer, Layer::Text { .. }))
}

/// Copies pixel by pixel, whatever the transform.
fn copy(from: &HtmlCanvasElement, to: &CanvasRenderingContext2d) -> bool {
    to.save();
    let done = to.reset_transform().is_ok()
        && to.draw_image_with_html_canvas_element(from, 0.0, 0.0).is_ok();
    to.restore();
    done
}

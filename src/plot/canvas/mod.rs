//! Draws a plot on a canvas, through plotters' canvas backend.

mod layer_cache;
mod lru;
mod offscreen;
mod pen;
mod sprites;
mod style;

use std::rc::Rc;

pub use layer_cache::LayerCache;
pub use offscreen::context;
use pen::CanvasPen;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::{
    demo::{Catalogue, Ink, Plot},
    plot::{
        draw::{Grid, back, front, middle, shapes},
        layout::Layout,
    },
};

/// The style sheet's colours and type, and the words of the page, read once a theme.
#[derive(Clone, Debug)]
pub struct Theme {
    /// As the canvas takes them, and as bytes of red, green and blue.
    inks: Vec<(String, [u8; 3])>,
    face: String,
    words: Rc<Catalogue>,
}

impl Theme {
    /// The theme that is in force at an element.
    pub fn read(element: &web_sys::Element, words: Rc<Catalogue>) -> Self {
        let style = web_sys::window().and_then(|w| w.get_computed_style(element).ok().flatten());
        let get = |name: &str| {
            style.as_ref().and_then(|s| s.get_property_value(name).ok()).unwrap_or_default()
        };
        let inks = Ink::ALL.map(|ink| {
            let colour = get(&format!("--ink-{}", ink.name())).trim().to_string();
            let bytes = bytes(&colour);
            (colour, bytes)
        });
        Self { inks: inks.to_vec(), face: get("--face-sans"), words }
    }

    fn colour(&self, ink: Ink) -> &str {
        &self.inks[ink as usize].0
    }

    fn bytes(&self, ink: Ink) -> [u8; 3] {
        self.inks[ink as usize].1
    }
}

/// The bytes of a colour that the style sheet gives in six digits, as it does for every ink.
fn bytes(colour: &str) -> [u8; 3] {
    let digits = u32::from_str_radix(colour.trim_start_matches('#'), 16).unwrap_or(0);
    let [_, r, g, b] = digits.to_be_bytes();
    [r, g, b]
}

/// Draws the plot on the canvas at a width of `width` CSS pixels. Layers that have not changed since the
/// last time come from the `cache`.
pub fn draw_on(
    canvas: &HtmlCanvasElement,
    context: &CanvasRenderingContext2d,
    plot: Plot,
    width: f64,
    theme: &Theme,
    cache: &mut LayerCache,
) {
    let layout = Layout::new(&plot, width);
    let scale = web_sys::window().map_or(1.0, |w| w.device_pixel_ratio()).clamp(1.0, 4.0);
    let size = [(width * scale).round() as u32, (layout.height * scale).round() as u32];
    if [canvas.width(), canvas.height()] != size {
        canvas.set_width(size[0]);
        canvas.set_height(size[1]);
    }
    if cache.shows(&plot, size) {
        return;
    }
    let Some(mut pen) = CanvasPen::new(canvas, context, theme, scale) else { return };
    pen.wipe(size);
    let grid = Grid::of(&plot, &layout);
    let same = cache.unchanged(&plot, size);
    if !cache.back.show(same.back, context) {
        back(&plot, &layout, &grid, same.back, &mut pen);
        cache.back.keep(canvas, same.back);
    }
    let end = shapes(&plot).count() - same.front;
    middle(&plot, &layout, same.back..end, &mut pen);
    if same.front == 0 {
        front(&plot, &layout, &grid, end, &mut pen);
    } else if !cache.cover.show(same.front, context) {
        if let Some((sheet, on)) = cache.cover.fresh(canvas, same.front)
            && let Some(mut pen) = CanvasPen::new(sheet, on, theme, scale)
        {
            front(&plot, &layout, &grid, end, &mut pen);
        }
        cache.cover.show(same.front, context);
    }
    cache.remember(plot, size);
}

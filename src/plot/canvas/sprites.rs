//! Many discs at once: a sprite, copied into one picture at every centre.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::JsValue;
use web_sys::CanvasRenderingContext2d;

use super::{lru::Lru, offscreen};
use crate::ebm::simd::disc_sprites::DiscSprite;

/// What a sprite is made for: radius and width of the halo in pixels, and the two colours.
type Look = ([f32; 2], [[u8; 3]; 2]);

thread_local! {
    static SPRITES: RefCell<Lru<(Look, Rc<DiscSprite>), 16>> = const { RefCell::new(Lru::new()) };
}

/// A sprite for discs of these sizes and colours, the one of an earlier frame if there is one.
pub(super) fn sprite(sizes: [f32; 2], colours: [[u8; 3]; 2]) -> Result<Rc<DiscSprite>, JsValue> {
    let look = (sizes, colours);
    let new = || Ok((look, Rc::new(DiscSprite::new(sizes, colours))));
    Ok(SPRITES.with_borrow_mut(|all| all.get_or_insert(|(old, _)| *old == look, new))?.1)
}

/// Draws the sprite at these centres, in pixels of the canvas: as the smallest picture that holds them all.
pub(super) fn blit(
    context: &CanvasRenderingContext2d,
    sprite: &DiscSprite,
    centres: &[[f64; 2]],
) -> Result<(), JsValue> {
    let canvas = context.canvas().ok_or(JsValue::NULL)?;
    let (reach, most) = (sprite.reach() as f64 + 1.0, [canvas.width(), canvas.height()]);
    let [[left, right], [top, bottom]] = [0, 1].map(|axis| {
        let along = || centres.iter().map(|at| at[axis]);
        let (low, high) = (along().fold(f64::MAX, f64::min), along().fold(f64::MIN, f64::max));
        [(low - reach).floor(), (high + reach).ceil()].map(|v| v.clamp(0.0, most[axis].into()))
    });
    let [width, height] = [right - left, bottom - top].map(|side| side as usize);
    if width == 0 || height == 0 {
        return Ok(());
    }
    let within = |at: &[f64; 2]| [at[0] - left, at[1] - top].map(|v| v as f32);
    let mut pixels = vec![0; width * height];
    sprite.blit(&centres.iter().map(within).collect::<Vec<_>>(), width, &mut pixels);
    let picture = offscreen::picture(&pixels, width)?;
    context.save();
    let drawn = context
        .reset_transform()
        .and_then(|()| context.draw_image_with_html_canvas_element(&picture, left, top));
    context.restore();
    drawn
}

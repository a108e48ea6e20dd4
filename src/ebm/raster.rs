//! Fields and clouds as pixels: words of red, green, blue and opacity, one byte each, red lowest.

use wide::{f32x8, i32x8, u32x8};

use crate::{
    cloud::Cloud,
    lanes::{LANES, eights},
};

/// How many colours a table has.
pub const COLOURS: usize = 1024;

// region: colour
/// The colour of each number of a field: 0 is the table's first, 1 its last, and what lies outside
/// is brought in. `pixels` is as long as the field, a multiple of eight.
#[inline(never)]
pub fn colour(field: &[f32], table: &[u32; COLOURS], pixels: &mut [u32]) {
    let top = f32x8::splat((COLOURS - 1) as f32);
    for (numbers, pixels) in eights(field).iter().zip(pixels.as_chunks_mut::<8>().0) {
        let t = f32x8::new(*numbers).fast_max(f32x8::ZERO).fast_min(f32x8::ONE);
        // 2²³ added, the nearest integer lies in the low bits of the mantissa.
        let places = (t * top + f32x8::splat(8_388_608.0)).to_bits();
        let places = (places & u32x8::splat(COLOURS as u32 - 1)).to_array();
        for (pixel, place) in pixels.iter_mut().zip(places) {
            *pixel = table[place as usize % COLOURS];
        }
    }
}
// endregion: colour

/// Every point of a cloud as a square of three by three pixels in the first colour, on a picture
/// `width` pixels wide that is else of the second.
/// Points are in pixels; those whose square would cross the edge are left out.
#[inline(never)]
pub fn scatter(cloud: &Cloud, [colour, background]: [u32; 2], width: usize, pixels: &mut [u32]) {
    pixels.fill(background);
    let height = pixels.len() / width;
    let [right, below] = [width, height].map(|most| f32x8::splat(most.saturating_sub(1) as f32));
    let square = [colour; 3];
    for (eight, [x, y]) in cloud.eights().enumerate() {
        let inside = x.simd_ge(f32x8::ONE) & y.simd_ge(f32x8::ONE);
        let inside = inside & x.simd_lt(right) & y.simd_lt(below);
        let there = inside.to_bitmask();
        let first = x.fast_trunc_int() + y.fast_trunc_int() * i32x8::splat(width as i32);
        let points = (cloud.len() - eight * LANES).min(LANES);
        for (lane, place) in first.to_array().into_iter().enumerate().take(points) {
            if there >> lane & 1 == 0 {
                continue;
            }
            let above = place as usize - width - 1;
            let rows = &mut pixels[above..above + 2 * width + 3];
            for start in [0, width, 2 * width] {
                rows[start..start + 3].copy_from_slice(&square);
            }
        }
    }
}

//! Fields as pixels: words of red, green, blue and opacity, one byte each, red lowest.

use wide::{f32x8, u32x8};

use crate::simd::eights;

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

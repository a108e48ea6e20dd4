//! Fields and clouds as pixels: words of red, green, blue and opacity, one byte each, red lowest.

use wide::{f32x8, u32x8};

use crate::{cloud::Cloud, lanes::eights};

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

/// Every point of a cloud as a square of three by three pixels, on a picture `width` pixels wide.
/// Points are in pixels; those whose square would cross the edge are left out.
#[inline(never)]
pub fn scatter(cloud: &Cloud, colour: u32, width: usize, pixels: &mut [u32]) {
    let height = pixels.len() / width;
    for [x, y] in cloud.points() {
        // A negative number or NaN becomes 0, which is at the edge.
        let (i, j) = (x as usize, y as usize);
        if i == 0 || j == 0 || i + 1 >= width || j + 1 >= height {
            continue;
        }
        let above = (j - 1) * width + i - 1;
        for start in [above, above + width, above + 2 * width] {
            pixels[start..start + 3].copy_from_slice(&[colour; 3]);
        }
    }
}

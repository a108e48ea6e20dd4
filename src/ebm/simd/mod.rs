//! Eight single-precision numbers at once, for work that has thousands of them: clouds of particles,
//! batches of samples, fields.
//!
//! Always eight, whatever the machine: two vectors of 128 bits in the browser, one of 256 bits where
//! there is one, eight plain numbers where there is none. A sum over lanes has one order and nothing
//! is fused, so all give the same bits.

pub mod disc_sprites;
pub mod elementary;
pub mod field_pixels;
pub mod gaussian_mixture;
pub mod generator;
pub mod points_soa;
pub mod product;
pub mod soft_field;

use wide::f32x8;

/// Eight numbers.
pub type Lanes = f32x8;

/// How many numbers [`Lanes`] holds.
pub const LANES: usize = 8;

/// The multiple of [`LANES`] at or above `n`: what an array of `n` numbers is padded to.
pub const fn padded(n: usize) -> usize {
    n.div_ceil(LANES) * LANES
}

/// The slice eight numbers at a time. Its length is a multiple of [`LANES`], or the rest is left out.
#[inline]
pub fn eights(numbers: &[f32]) -> &[[f32; LANES]] {
    numbers.as_chunks().0
}

/// As [`eights`], to be written.
#[inline]
pub fn eights_mut(numbers: &mut [f32]) -> &mut [[f32; LANES]] {
    numbers.as_chunks_mut().0
}

/// The sum over the lanes, in one order: pairs four apart, then two apart, then the last two.
#[inline]
pub fn sum(lanes: Lanes) -> f32 {
    let [a, b, c, d, e, f, g, h] = lanes.to_array();
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}

/// The eight numbers from place `at` on.
#[inline]
pub fn load(numbers: &[f32], at: usize) -> Lanes {
    let mut lanes = [0.0; LANES];
    lanes.copy_from_slice(&numbers[at..at + LANES]);
    Lanes::new(lanes)
}

/// Writes eight numbers from place `at` on.
#[inline]
pub fn store(numbers: &mut [f32], at: usize, lanes: Lanes) {
    numbers[at..at + LANES].copy_from_slice(lanes.as_array());
}

//! The one colour map of fields: dark where energy is low, light where it is high, in both themes.
//!
//! A path through the `OKLab` colour space whose lightness rises evenly from 0.24 to 0.95, from indigo
//! through teal to sand. Even lightness keeps it readable in print and without colour vision.

use std::sync::OnceLock;

use crate::ebm::simd::field_pixels::COLOURS;

const STOPS: [[u8; 3]; 17] = [
    [29, 26, 58],
    [30, 38, 77],
    [25, 52, 95],
    [6, 67, 111],
    [4, 83, 115],
    [4, 99, 121],
    [9, 114, 126],
    [4, 130, 131],
    [0, 147, 132],
    [34, 163, 128],
    [85, 175, 124],
    [123, 185, 122],
    [158, 195, 125],
    [189, 204, 134],
    [216, 213, 149],
    [240, 223, 170],
    [255, 236, 205],
];

/// The colour of `t` in [0, 1]; values outside take the nearest end, NaN the dark one.
pub fn colour(t: f64) -> [u8; 3] {
    let last = STOPS.len() - 1;
    let place = if t.is_nan() { 0.0 } else { t.clamp(0.0, 1.0) } * last as f64;
    let below = (place as usize).min(last - 1);
    let part = place - below as f64;
    core::array::from_fn(|i| {
        let (a, b) = (f64::from(STOPS[below][i]), f64::from(STOPS[below + 1][i]));
        (a + part * (b - a)).round() as u8
    })
}

/// The colours of 1024 values from 0 to 1, opaque: the table of [`crate::ebm::simd::field_pixels::colour`].
pub fn table() -> &'static [u32; COLOURS] {
    static TABLE: OnceLock<[u32; COLOURS]> = OnceLock::new();
    let entry = |i: usize| {
        let [r, g, b] = colour(i as f64 / (COLOURS - 1) as f64);
        u32::from_le_bytes([r, g, b, 255])
    };
    TABLE.get_or_init(|| core::array::from_fn(entry))
}

/// The colours of ten classes, of middle lightness, so that they show on paper of either theme. Ten
/// hues cannot all be told apart by every eye; pictures write the classes beside them.
pub const CLASSES: [[u8; 3]; 10] = [
    [64, 120, 192],
    [230, 126, 34],
    [205, 60, 70],
    [20, 160, 150],
    [86, 160, 60],
    [200, 160, 20],
    [150, 90, 190],
    [235, 110, 160],
    [150, 105, 75],
    [125, 130, 140],
];

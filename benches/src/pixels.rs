//! W6: a field of 512 by 512 numbers as colours, and 10,000 points as pixels.

use ebm::{
    cloud::Cloud,
    num,
    raster::{COLOURS, colour, scatter},
};

use crate::Workload;

const SIDE: usize = 512;

/// Viridis, at nine places.
const STOPS: [[f32; 3]; 9] = [
    [68.0, 1.0, 84.0],
    [71.0, 44.0, 122.0],
    [59.0, 81.0, 139.0],
    [44.0, 113.0, 142.0],
    [33.0, 144.0, 141.0],
    [39.0, 173.0, 129.0],
    [92.0, 200.0, 99.0],
    [170.0, 220.0, 50.0],
    [253.0, 231.0, 37.0],
];

fn viridis(t: f32) -> u32 {
    let place = t * 8.0;
    let i = (place as usize).min(7);
    let part = place - i as f32;
    let byte = |k: usize| (STOPS[i][k] + part * (STOPS[i + 1][k] - STOPS[i][k])) as u32;
    0xFF00_0000 | byte(2) << 16 | byte(1) << 8 | byte(0)
}

/// A field to colours.
pub struct Field {
    numbers: Vec<f32>,
    table: [u32; COLOURS],
    pixels: Vec<u32>,
}

impl Default for Field {
    fn default() -> Self {
        Self::new()
    }
}

impl Field {
    /// Waves.
    pub fn new() -> Self {
        let wave = |p: usize| {
            let (i, j) = ((p % SIDE) as f64, (p / SIDE) as f64);
            ((num::sin(i * 0.05) * num::cos(j * 0.031) + 1.0) * 0.5) as f32
        };
        Self {
            numbers: (0..SIDE * SIDE).map(wave).collect(),
            table: core::array::from_fn(|i| viridis(i as f32 / (COLOURS - 1) as f32)),
            pixels: vec![0; SIDE * SIDE],
        }
    }
}

impl Workload for Field {
    fn run(&mut self) -> f32 {
        colour(&self.numbers, &self.table, &mut self.pixels);
        (self.pixels[77_777] & 255) as f32
    }

    fn pixels(&self) -> &[u32] {
        &self.pixels
    }
}

/// A cloud to pixels.
pub struct Scatter {
    cloud: Cloud,
    pixels: Vec<u32>,
}

impl Default for Scatter {
    fn default() -> Self {
        Self::new()
    }
}

impl Scatter {
    /// 10,000 points all over the picture.
    pub fn new() -> Self {
        let point =
            |i: usize| [((i * 7919) % 5077) as f32 / 10.0, ((i * 104_729) % 5081) as f32 / 10.0];
        Self { cloud: Cloud::of((0..10_000).map(point)), pixels: vec![0; SIDE * SIDE] }
    }
}

impl Workload for Scatter {
    fn run(&mut self) -> f32 {
        scatter(&self.cloud, [0xFF30_C0FF, 0xFF20_1010], SIDE, &mut self.pixels);
        (self.pixels[77_777] & 255) as f32
    }

    fn pixels(&self) -> &[u32] {
        &self.pixels
    }
}

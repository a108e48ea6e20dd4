//! W6: a field of 512 by 512 numbers as colours, and a cloud of 10,000 discs as pixels.

use ebm::{
    math::num,
    simd::{
        disc_sprites::DiscSprite,
        field_pixels::{COLOURS, colour},
    },
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
    let byte = |k: usize| (STOPS[i][k] + part * (STOPS[i + 1][k] - STOPS[i][k])) as u8;
    u32::from_le_bytes([byte(0), byte(1), byte(2), 255])
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

/// A cloud to pixels: each point a disc with a halo, as the figures draw it.
pub struct Discs {
    stamp: DiscSprite,
    centres: Vec<[f32; 2]>,
    pixels: Vec<u32>,
}

impl Default for Discs {
    fn default() -> Self {
        Self::new()
    }
}

impl Discs {
    /// 10,000 discs all over the picture.
    pub fn new() -> Self {
        let point =
            |i: usize| [((i * 7919) % 5077) as f32 / 10.0, ((i * 104_729) % 5081) as f32 / 10.0];
        Self {
            stamp: DiscSprite::new([2.0, 0.7], [[104, 0, 130], [255, 253, 248]]),
            centres: (0..10_000).map(point).collect(),
            pixels: vec![0; SIDE * SIDE],
        }
    }
}

impl Workload for Discs {
    fn run(&mut self) -> f32 {
        self.stamp.blit(&self.centres, SIDE, &mut self.pixels);
        // Every 97th pixel counts.
        let chosen = self.pixels.iter().step_by(97).flat_map(|pixel| pixel.to_le_bytes());
        chosen.map(u32::from).sum::<u32>() as f32
    }

    fn pixels(&self) -> &[u32] {
        &self.pixels
    }
}

//! Energies that were trained in the figure "Wake and dream"; their weights come with the book.

use super::Energy;
use crate::{math::cell_grid::WALL, models::perceptron::Perceptron, simd::points_soa::Points};

/// Hidden units of the trained energies.
const HIDDEN: usize = 32;

/// The data that the energies were trained on, and their weights as [`pack`] packs them;
/// `examples/learned.rs` makes them.
pub const LEARNED: [(&str, &[u8]); 3] = [
    ("eight", include_bytes!("eight.i16")),
    ("moons", include_bytes!("moons.i16")),
    ("rings", include_bytes!("rings.i16")),
];

/// What one stands for in a packed weight.
const ONE: f32 = 4096.0;

/// Weights as whole multiples of 1/4096 within ±8, two bytes each, the lower first.
pub fn pack(weights: &[f32]) -> Vec<u8> {
    weights.iter().flat_map(|w| ((w * ONE).round() as i16).to_le_bytes()).collect()
}

/// A trained energy on the square of half side 3.5.
#[derive(Clone, Debug)]
pub struct Learned(Perceptron);

impl Learned {
    /// The energy whose packed weights these bytes are.
    pub fn new(bytes: &[u8]) -> Self {
        let weight = |b: &[u8]| f32::from(i16::from_le_bytes([b[0], b[1]])) / ONE;
        Self(Perceptron::with(HIDDEN, bytes.chunks_exact(2).map(weight).collect()))
    }
}

fn cloud(points: &[[f64; 2]]) -> Points {
    Points::of(points.iter().map(|x| x.map(|v| v as f32)))
}

impl Energy for Learned {
    fn energy(&self, x: [f64; 2]) -> f64 {
        self.energies(&[x])[0]
    }

    fn gradient(&self, x: [f64; 2]) -> [f64; 2] {
        self.gradients(&[x])[0]
    }

    fn wall(&self) -> f64 {
        WALL
    }

    fn energies(&self, points: &[[f64; 2]]) -> Vec<f64> {
        self.0.energies(&cloud(points)).into_iter().map(f64::from).collect()
    }

    fn gradients(&self, points: &[[f64; 2]]) -> Vec<[f64; 2]> {
        self.0.gradients(&cloud(points)).points().map(|g| g.map(f64::from)).collect()
    }
}

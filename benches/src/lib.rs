//! The six workloads that are measured against plain JavaScript, TensorFlow.js and native code.
//!
//! Each has a peer of the same name in `peers/`. All start from the same parameters and data, made by
//! the same congruential generator, so that a check value shows that all compute the same thing.

pub mod clouds;
pub mod energy;
pub mod fields;
pub mod images;
pub mod pixels;

#[cfg(target_arch = "wasm32")]
pub mod browser;

/// One workload: state that was set up, and a unit of work on it.
pub trait Workload {
    /// Does one unit and returns a number that shows it was done right.
    fn run(&mut self) -> f32;

    /// The picture, for the workloads that make one.
    fn pixels(&self) -> &[u32] {
        &[]
    }
}

/// The names of the workloads, in the table's order.
pub const NAMES: [&str; 7] = ["W1", "W2", "W3", "W4", "W5", "W6 field", "W6 cloud"];

/// The workload of that name, at `size` (0: the table's own size), set up.
pub fn workload(name: &str, size: usize) -> Option<Box<dyn Workload>> {
    let or = |own: usize| if size == 0 { own } else { size };
    Some(match name {
        "W1" => Box::new(fields::FreeEnergies::new(or(512))),
        "W2" => Box::new(clouds::Langevin::new(or(10_000))),
        "W3" => Box::new(energy::Contrastive::new()),
        "W4" => Box::new(images::AutoEncoder::new()),
        "W5" => Box::new(images::Boltzmann::new()),
        "W6 field" => Box::new(pixels::Field::new()),
        "W6 cloud" => Box::new(pixels::Discs::new()),
        _ => return None,
    })
}

/// The generator that all peers share: s ← 1664525 s + 1013904223 mod 2³², upper 24 bits.
pub struct Congruential(u32);

impl Congruential {
    /// From this seed.
    pub fn new(seed: u32) -> Self {
        Self(seed)
    }

    /// Uniform on [0, 1).
    pub fn uniform(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as f32 / 16_777_216.0
    }

    /// Uniform on [-`width`, `width`).
    pub fn around_zero(&mut self, width: f32) -> f32 {
        (2.0 * self.uniform() - 1.0) * width
    }
}

//! The one source of randomness: xoshiro256++ (Blackman & Vigna, 2021), seeded by `SplitMix64`.
//!
//! It is plain integer arithmetic, so a seed names the same numbers on every machine, for ever.

use rand_core::{Rng as _, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::math::num;

/// A seeded stream of random numbers. A clone continues the same stream.
#[derive(Clone, Debug)]
pub struct Rng(Xoshiro256PlusPlus);

impl Rng {
    /// The stream that `seed` names.
    pub fn new(seed: u64) -> Self {
        Self(Xoshiro256PlusPlus::seed_from_u64(seed))
    }

    /// A seed for another stream.
    pub fn seed(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Uniform on [0, 1), a multiple of 2⁻⁵³.
    pub fn uniform(&mut self) -> f64 {
        const ULP: f64 = 1.0 / (1_u64 << 53) as f64;
        (self.0.next_u64() >> 11) as f64 * ULP
    }

    /// Standard normal, by Box & Muller (1958): sqrt(-2 ln u) cos 2πv. Two uniforms a call.
    pub fn normal(&mut self) -> f64 {
        // 1 - u lies in (0, 1], so the logarithm is finite.
        let radius = (-2.0 * num::ln(1.0 - self.uniform())).sqrt();
        radius * num::cos(num::TAU * self.uniform())
    }
}

//! The one source of randomness: xoshiro256++ (Blackman & Vigna, 2021), seeded by `SplitMix64`, with the
//! traits of the crate rand.
//!
//! It is plain integer arithmetic, so a seed names the same numbers on every machine, for ever.

use core::convert::Infallible;

use rand::{Rng as _, RngExt, SeedableRng, TryRng, distr::Distribution};
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::math::num;

/// A seeded stream of random numbers. A clone continues the same stream. As a generator of the crate
/// rand it also has `random`, `random_range`, `sample`, and shuffles slices.
#[derive(Clone, Debug)]
pub struct Rng(Xoshiro256PlusPlus);

impl TryRng for Rng {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.0.try_next_u32()
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.0.try_next_u64()
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.try_fill_bytes(bytes)
    }
}

/// The standard normal distribution N(0, 1), by Box & Muller (1958): √(−2 ln u) cos 2πv. It takes two
/// uniforms a draw.
///
/// It stands in place of `rand_distr::StandardNormal`, whose bits depend on a feature that any other crate may
/// turn on: a hash of 2·10⁷ of its draws starts with 1786cea2, and with 10be147b once `num-traits/std` is on.
#[derive(Clone, Copy, Debug)]
pub struct StandardNormal;

impl Distribution<f64> for StandardNormal {
    fn sample<R: rand::Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        // 1 - u lies in (0, 1], so the logarithm is finite.
        let radius = (-2.0 * num::ln(1.0 - rng.random::<f64>())).sqrt();
        radius * num::cos(num::TAU * rng.random::<f64>())
    }
}

impl Rng {
    /// The stream that `seed` names.
    pub fn new(seed: u64) -> Self {
        Self(Xoshiro256PlusPlus::seed_from_u64(seed))
    }

    /// A seed for another stream: 64 random bits.
    pub fn seed(&mut self) -> u64 {
        self.next_u64()
    }

    /// Uniform on [0, 1), a multiple of 2⁻⁵³.
    pub fn uniform(&mut self) -> f64 {
        self.random()
    }

    /// Standard normal: a draw of [`StandardNormal`].
    pub fn normal(&mut self) -> f64 {
        self.sample(StandardNormal)
    }

    /// Uniform on 0, 1, ..., `count` − 1; 0 for a count of 0. The floor of a uniform number times `count`, not
    /// `random_range`, whose numbers for a seed have changed with versions of rand.
    pub fn index(&mut self, count: usize) -> usize {
        (self.uniform() * count as f64) as usize
    }
}

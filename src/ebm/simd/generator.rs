//! Eight streams of random numbers side by side: xoshiro128+ (Blackman & Vigna, 2021), one a lane.

use rand::{Rng as _, SeedableRng};
use rand_xoshiro::SplitMix64;
use wide::u32x8;

use super::{LANES, Lanes, elementary::Elementary};

/// A seeded generator of eight numbers at a time. A clone continues the same streams.
#[derive(Clone, Debug)]
pub struct Generator([u32x8; 4]);

impl Generator {
    /// The streams that `seed` names: 32 words of `SplitMix64`, the high halves.
    pub fn new(seed: u64) -> Self {
        let mut seeds = SplitMix64::seed_from_u64(seed);
        Self(core::array::from_fn(|_| {
            u32x8::new(core::array::from_fn::<_, LANES, _>(|_| (seeds.next_u64() >> 32) as u32))
        }))
    }

    /// The next word of each stream. Its lowest bits are the weakest, so the rest is used first.
    #[inline]
    pub fn words(&mut self) -> u32x8 {
        let [mut a, mut b, mut c, mut d] = self.0;
        let word = a + d;
        let shifted = b << 9;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = (d << 11) | (d >> 21);
        self.0 = [a, b, c, d];
        word
    }

    /// Uniform on [0, 1), multiples of 2⁻²³.
    #[inline]
    pub fn uniform(&mut self) -> Lanes {
        mantissa(self.words()) - Lanes::splat(1.0)
    }

    /// Two independent standard normals a lane, by Box & Muller (1958). The smallest uniform is 2⁻²³,
    /// so none is beyond ±5.65, where a normal is once in 6·10⁷ draws.
    #[inline]
    pub fn normals(&mut self, functions: &Elementary) -> (Lanes, Lanes) {
        // 2 - [1, 2) lies in (0, 1], so the logarithm is finite and not above 0.
        let u = Lanes::splat(2.0) - mantissa(self.words());
        let word = self.words();
        // A quarter turn to either side, then one more bit says which half of the circle.
        let t = (mantissa(word) - Lanes::splat(1.5)) * Lanes::splat(0.5);
        let (cos, sin) = functions.half_turn(t);
        let half = Lanes::from_bits((word << 23) & u32x8::splat(1 << 31));
        let minus_two_ln_u = functions.log2(u) * Lanes::splat(-2.0 * core::f32::consts::LN_2);
        // The logarithm of 1 comes out as 0 or -0, never as a positive number.
        let radius = minus_two_ln_u.sqrt();
        (radius * (cos ^ half), radius * sin)
    }
}

/// The upper 23 bits of each word as the mantissa of a number in [1, 2).
#[inline]
fn mantissa(words: u32x8) -> Lanes {
    Lanes::from_bits((words >> 9) | u32x8::splat(0x3F80_0000))
}

//! exp, log, tanh, the logistic function and sine and cosine of eight numbers, by polynomials of
//! least largest error (Remez's exchange), in arithmetic that every target rounds alike.
//!
//! `tests/core/lanes.rs` measures every error quoted here against double precision.

#![allow(
    clippy::approx_constant,
    clippy::excessive_precision,
    reason = "the coefficients are near famous numbers, and not they"
)]

use std::hint::black_box;

use wide::u32x8;

use super::Lanes;

/// 1.5 · 2²³: added to x, it leaves the nearest integer to x in the low bits of the mantissa.
const ROUND: f32 = 12_582_912.0;

/// 2^f on [-1/2, 1/2]: relative error 2.6e-6 with five coefficients ...
const EXP2: [f32; 5] = [0.999_999_26, 0.693_121_8, 0.240_247_45, 0.055_917_86, 0.009_570_102];

/// ... and 7.5e-8 with six, 2e-7 once rounded.
const EXP2_FINE: [f32; 6] =
    [1.000_000_1, 0.693_147, 0.240_221_2, 0.055_507_13, 0.009_675_541, 0.001_327_647_2];

/// log₂(1 + f) / f on [-1/4, 1/2]: relative error 1.7e-7.
const LOG2: [f32; 8] = [
    1.442_695_3,
    -0.721_350_6,
    0.480_846_85,
    -0.360_338_93,
    0.290_097_6,
    -0.250_628_18,
    0.203_879_7,
    -0.095_882_356,
];

/// sin(2πt) / t and cos(2πt) in powers of t², |t| ≤ 1/4: absolute errors below 2e-7.
const SIN: [f32; 5] = [6.283_185, -41.341_656, 81.601_02, -76.550_11, 39.538_87];
const COS: [f32; 5] = [0.999_999_95, -19.739_172, 64.934_59, -85.240_33, 56.242_38];

/// The constants of the functions, made once before a loop: read from memory they cost one
/// instruction where they are used, written into the code three.
#[derive(Clone, Copy)]
pub struct Elementary {
    round: Lanes,
    least: Lanes,
    most: Lanes,
    log2_e: Lanes,
    one: Lanes,
    two: Lanes,
    exp2: [Lanes; 5],
    exp2_fine: [Lanes; 6],
    log2: [Lanes; 8],
    sin: [Lanes; 5],
    cos: [Lanes; 5],
}

impl Default for Elementary {
    fn default() -> Self {
        Self::new()
    }
}

impl Elementary {
    /// The constants, in registers or near.
    #[inline]
    pub fn new() -> Self {
        let constant = |x: f32| Lanes::splat(black_box(x));
        Self {
            round: constant(ROUND),
            least: constant(-126.0),
            most: constant(126.0),
            log2_e: constant(core::f32::consts::LOG2_E),
            one: constant(1.0),
            two: constant(2.0),
            exp2: black_box(EXP2).map(Lanes::splat),
            exp2_fine: black_box(EXP2_FINE).map(Lanes::splat),
            log2: black_box(LOG2).map(Lanes::splat),
            sin: black_box(SIN).map(Lanes::splat),
            cos: black_box(COS).map(Lanes::splat),
        }
    }

    /// 2^x to 2.6e-6, relative, for -126 ≤ x ≤ 126. Outside, any number at all: see [`Self::floor`].
    #[inline]
    pub fn exp2(&self, x: Lanes) -> Lanes {
        self.scale(x, |f| polynomial(&self.exp2, f))
    }

    /// 2^x to 2e-7, relative, for every x; below -126 it stays at 2^-126, above 126 at 2^126.
    #[inline]
    pub fn exp2_fine(&self, x: Lanes) -> Lanes {
        let x = x.fast_max(self.least).fast_min(self.most);
        self.scale(x, |f| polynomial(&self.exp2_fine, f))
    }

    /// 2^x = 2^n 2^f with n the integer nearest to x: n is added to the exponent's bits.
    #[inline]
    fn scale(&self, x: Lanes, fraction: impl Fn(Lanes) -> Lanes) -> Lanes {
        let rounded = x + self.round;
        let f = x - (rounded - self.round);
        Lanes::from_bits(fraction(f).to_bits() + (rounded.to_bits() << 23))
    }

    /// max(x, -126): what [`Self::exp2`] may be given.
    #[inline]
    pub fn floor(&self, x: Lanes) -> Lanes {
        x.fast_max(self.least)
    }

    /// e^x to 2e-7 + 1e-7 |x|, relative.
    #[inline]
    pub fn exp(&self, x: Lanes) -> Lanes {
        self.exp2_fine(x * self.log2_e)
    }

    /// tanh x = 1 - 2 / (e^(2x) + 1), to 3e-7.
    #[inline]
    pub fn tanh(&self, x: Lanes) -> Lanes {
        let turned = (x + x) * self.log2_e;
        // From 2^60 on the quotient vanishes against 1, and below 2^-60 the sum is 1.
        self.one - self.two / (self.exp2_fine(turned) + self.one)
    }

    /// The logistic function 1 / (1 + e^-x), to 2e-7.
    #[inline]
    pub fn logistic(&self, x: Lanes) -> Lanes {
        self.one / (self.exp(-x) + self.one)
    }

    /// log₂ x for positive normal x: absolute error 1e-7 + 1e-7 |log₂ x|.
    #[inline]
    pub fn log2(&self, x: Lanes) -> Lanes {
        // x = 2^n (1 + f) with 1 + f in [3/4, 3/2): half a mantissa added makes the exponent round.
        let exponent = (x.to_bits() + u32x8::splat(0x0040_0000)) >> 23;
        let n = Lanes::from_bits(exponent | u32x8::splat(0x4B00_0000)) - Lanes::splat(8_388_735.0);
        let mantissa = x.to_bits() + u32x8::splat(127 << 23) - (exponent << 23);
        let f = Lanes::from_bits(mantissa) - self.one;
        n + f * polynomial(&self.log2, f)
    }

    /// ln x for positive normal x, as [`Self::log2`].
    #[inline]
    pub fn ln(&self, x: Lanes) -> Lanes {
        self.log2(x) * Lanes::splat(core::f32::consts::LN_2)
    }

    /// (cos 2πt, sin 2πt) for |t| ≤ 1/4, the right half of the circle; to 2e-7.
    #[inline]
    pub fn half_turn(&self, t: Lanes) -> (Lanes, Lanes) {
        let square = t * t;
        (polynomial(&self.cos, square), t * polynomial(&self.sin, square))
    }
}

/// c₀ + c₁x + c₂x² + ..., by Horner's rule.
#[inline]
fn polynomial<const N: usize>(coefficients: &[Lanes; N], x: Lanes) -> Lanes {
    let (last, lower) = coefficients.split_last().expect("a polynomial has coefficients");
    lower.iter().rev().fold(*last, |sum, c| sum * x + *c)
}

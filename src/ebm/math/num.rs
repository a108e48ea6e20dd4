//! Elementary functions that give the same bits on every target.
//!
//! The platform's `sin` or `exp` may differ in the last bit between an x86 laptop, an ARM phone and
//! a browser's engine; the crate `libm` (a port of musl's) does not. `+ - * /` and `sqrt` are exact
//! by IEEE 754 everywhere. `clippy.toml` forbids the platform's versions.

/// The full turn, 2π.
pub const TAU: f64 = core::f64::consts::TAU;

/// Half a turn, π.
pub const PI: f64 = core::f64::consts::PI;

/// ln 2: nats in a bit.
pub const LN_2: f64 = core::f64::consts::LN_2;

/// Sine of `x` radians.
pub fn sin(x: f64) -> f64 {
    libm::sin(x)
}

/// Cosine of `x` radians.
pub fn cos(x: f64) -> f64 {
    libm::cos(x)
}

/// Exponential e^x.
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// Hyperbolic tangent.
pub fn tanh(x: f64) -> f64 {
    libm::tanh(x)
}

/// Natural logarithm; -∞ at 0, NaN below.
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// e^x - 1, accurate also near 0.
pub fn exp_m1(x: f64) -> f64 {
    libm::expm1(x)
}

/// Decimal logarithm; -∞ at 0, NaN below.
pub fn log10(x: f64) -> f64 {
    libm::log10(x)
}

/// 10^x.
pub fn exp10(x: f64) -> f64 {
    libm::exp10(x)
}

/// ln(1 + x), accurate also near 0.
pub fn ln_1p(x: f64) -> f64 {
    libm::log1p(x)
}

/// The cube root.
pub fn cbrt(x: f64) -> f64 {
    libm::cbrt(x)
}

/// The angle of the point (x, y) in (-π, π], radians.
pub fn atan2(y: f64, x: f64) -> f64 {
    libm::atan2(y, x)
}

/// The angle in [-π/2, π/2] whose sine is `x`, radians.
pub fn asin(x: f64) -> f64 {
    libm::asin(x)
}

/// Inner product of two plane vectors.
pub fn dot(a: [f64; 2], b: [f64; 2]) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

/// a + t b in the plane.
pub fn add_scaled(a: [f64; 2], t: f64, b: [f64; 2]) -> [f64; 2] {
    [a[0] + t * b[0], a[1] + t * b[1]]
}

/// Euclidean length of a plane vector.
pub fn norm(a: [f64; 2]) -> f64 {
    dot(a, a).sqrt()
}

/// The angle `z` brought into [0, 2π). A non-finite angle stays as it is.
pub fn wrap(z: f64) -> f64 {
    let turned = z - TAU * (z / TAU).floor();
    if turned >= TAU { 0.0 } else { turned }
}

/// The places of some numbers in rising order; of equal ones the first comes first. All sorting goes
/// through here: one sort for the whole program, not one for each type.
#[inline(never)]
pub fn argsort(numbers: &[f64]) -> Vec<usize> {
    let mut places: Vec<(f64, usize)> = numbers.iter().copied().zip(0..).collect();
    places.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    places.into_iter().map(|(_, place)| place).collect()
}

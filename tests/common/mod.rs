//! What the tests of the mathematics share.

#![allow(dead_code, reason = "each test file uses its part")]

/// Asserts that `found` is within `tolerance` of `expected`; NaN is not.
pub fn close(found: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((found - expected).abs() <= tolerance, "{what}: found {found}, expected {expected}");
}

/// The central difference of `f` at `x`.
pub fn slope(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    const H: f64 = 1e-5;
    (f(x + H) - f(x - H)) / (2.0 * H)
}

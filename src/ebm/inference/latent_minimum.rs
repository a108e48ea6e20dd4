//! The continuous minimum over z:  ž = argmin_z |y - g(z)|²,  F∞(y) = E(y, ž).
//!
//! g(ž) is the point of the ellipse nearest to y. By symmetry y may be taken in the first quadrant,
//! where the nearest point (a² y₁/(t + a²), b² y₂/(t + b²)) belongs to the largest root t of
//! (a y₁/(t + a²))² + (b y₂/(t + b²))² = 1. Eberly, "Distance from a point to an ellipse" (2013).

use crate::{
    math::num::{atan2, wrap},
    models::ellipse::Decoder,
};

/// The result of minimising E(y, ·) over all z in [0, 2π).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LatentMinimum {
    /// ž, in [0, 2π). Where several z tie, one of them.
    pub z: f64,
    /// A second minimiser with the same energy, where y lies on the ridge between two valleys.
    /// F∞ has no gradient there.
    pub tie: Option<f64>,
    /// F∞(y) = E(y, ž) ≥ 0.
    pub energy: f64,
}

/// Minimises E(y, ·) exactly, up to rounding.
pub fn closest(decoder: &Decoder, y: [f64; 2]) -> LatentMinimum {
    let [a, b] = decoder.w.map(f64::abs);
    let [p, q] = y.map(f64::abs);
    let (c, s) = if a >= b {
        unit_point(a, b, p, q)
    } else {
        let (s, c) = unit_point(b, a, q, p);
        (c, s)
    };
    // Back to the quadrant of y, through the signs of the weights.
    let angle = |c: f64, s: f64| {
        wrap(atan2(s * sign(y[1]) * sign(decoder.w[1]), c * sign(y[0]) * sign(decoder.w[0])))
    };
    let z = angle(c, s);
    let tie = tied(a, b, [p, q], [c, s]).map(|[c, s]| angle(c, s));
    LatentMinimum { z, tie, energy: decoder.energy(y, z) }
}

// region: slope
/// ∂F∞/∂y = 2 (y - g(ž)), Danskin's theorem; `None` on the ridge, where two z tie.
pub fn free_energy_dy(decoder: &Decoder, y: [f64; 2]) -> Option<[f64; 2]> {
    let closest = closest(decoder, y);
    closest.tie.is_none().then(|| decoder.energy_dy(y, closest.z))
}
// endregion: slope

/// (cos t, sin t) of the point (a cos t, b sin t) nearest to (p, q), for a ≥ b ≥ 0 and p, q ≥ 0.
fn unit_point(a: f64, b: f64, p: f64, q: f64) -> (f64, f64) {
    if b == 0.0 || q == 0.0 {
        // On the long axis (or for a flat ellipse): y is nearest to a point off the axis only
        // between the centres of curvature, |p| < (a² - b²)/a.
        let c = if p * a < a * a - b * b { p * a / (a * a - b * b) } else { 1.0 };
        return (c, (1.0 - c * c).max(0.0).sqrt());
    }
    let t = largest_root(a, b, p, q);
    let (c, s) = (a * p / (t + a * a), b * q / (t + b * b));
    let length = (c * c + s * s).sqrt();
    (c / length, s / length)
}

/// The largest root of h(t) = (ap/(t + a²))² + (bq/(t + b²))² - 1, by Newton's method.
/// h falls and is convex right of -b², and h ≥ 0 at the start, so the iterates rise to the root.
fn largest_root(a: f64, b: f64, p: f64, q: f64) -> f64 {
    let mut t = (b * q - b * b).max(a * p - a * a);
    // Quadratic convergence takes under ten; the bound only guards against rounding at the root.
    for _ in 0..200 {
        let (u, v) = (a * p / (t + a * a), b * q / (t + b * b));
        let h = u * u + v * v - 1.0;
        let slope = -2.0 * (u * u / (t + a * a) + v * v / (t + b * b));
        let next = t - h / slope;
        if next.is_nan() || next <= t {
            break;
        }
        t = next;
    }
    t
}

/// The mirrored minimiser (cos, sin), where y lies on an axis and the nearest point does not.
fn tied(a: f64, b: f64, [p, q]: [f64; 2], [c, s]: [f64; 2]) -> Option<[f64; 2]> {
    // A flat ellipse is a segment run through twice, there and back: each inner point has two z.
    // A point has them all; half a turn on is as good as any.
    if a == 0.0 && b == 0.0 {
        return Some([-c, -s]);
    }
    if (q == 0.0 || b == 0.0) && s > 0.0 {
        return Some([c, -s]);
    }
    ((p == 0.0 || a == 0.0) && c > 0.0).then_some([-c, s])
}

fn sign(x: f64) -> f64 {
    if x < 0.0 { -1.0 } else { 1.0 }
}

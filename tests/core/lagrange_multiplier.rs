//! A minimum on a curve of the plane: gradients, the price of the constraint, a closed form.

#![allow(clippy::disallowed_methods, reason = "the oracles may use the platform's functions")]

use crate::common::close;
use downhill::ebm::{
    constraints::lagrange_multiplier::{Bowl, Curve, along_the_curve, multiplier, solve},
    math::num::norm,
};

/// The slope of `f` along axis `k` at `x`, by differences.
fn partial(f: impl Fn([f64; 2]) -> f64, x: [f64; 2], k: usize) -> f64 {
    let along = |v| {
        let mut moved = x;
        moved[k] = v;
        f(moved)
    };
    crate::common::slope(along, x[k])
}

#[test]
fn constrained_minima_are_what_they_should_be() {
    let bowl = Bowl { bottom: [1.6, 0.8] };
    for x in [[0.3, -0.2], [2.0, 1.0]] {
        for k in 0..2 {
            close(bowl.gradient(x)[k], partial(|x| bowl.value(x), x, k), 1e-8, "∇f");
            for curve in [Curve::Circle, Curve::Line, Curve::Parabola] {
                close(curve.gradient(x)[k], partial(|x| curve.value(x), x, k), 1e-8, "∇g");
            }
        }
    }
    for curve in [Curve::Circle, Curve::Line, Curve::Parabola] {
        let at = |c: f64| solve(&bowl, curve, c, [1.5, 1.0]);
        for c in [0.3, 0.6, 1.0] {
            let x = at(c);
            close(curve.value(x), c, 1e-9, "on the curve");
            assert!(norm(along_the_curve(&bowl, curve, x)) < 1e-8, "gradients line up");
            // The multiplier is the price: df*/dc.
            let price = (bowl.value(at(c + 1e-4)) - bowl.value(at(c - 1e-4))) / 2e-4;
            close(multiplier(&bowl, curve, x), price, 1e-5, "λ = df*/dc");
            // No point of the curve nearby is lower.
            for (dx, dy) in [(0.05, 0.0), (-0.05, 0.0), (0.0, 0.05), (0.0, -0.05)] {
                let near = curve.project([x[0] + dx, x[1] + dy], c);
                assert!(bowl.value(near) >= bowl.value(x) - 1e-9, "{curve:?} at {c}");
            }
        }
    }
    // On the line the minimum has a closed form: x = m - H⁻¹∇g (g(m) - c)/(∇gᵀH⁻¹∇g).
    let (cos, sin) = (f64::cos(std::f64::consts::FRAC_PI_6), 0.5);
    let inverse = |v: [f64; 2]| {
        let (a, b) = (cos * v[0] + sin * v[1], (-sin * v[0] + cos * v[1]) / 3.0);
        [cos * a - sin * b, sin * a + cos * b]
    };
    let direction = inverse([1.0, 0.5]);
    let scale = (1.6 + 0.4 - 0.5) / (direction[0] + 0.5 * direction[1]);
    let exact = [1.6 - scale * direction[0], 0.8 - scale * direction[1]];
    let found = solve(&bowl, Curve::Line, 0.5, [0.0, 0.0]);
    close(found[0], exact[0], 1e-8, "x₁");
    close(found[1], exact[1], 1e-8, "x₂");
}

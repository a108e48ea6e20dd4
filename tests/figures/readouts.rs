//! Read-outs of the figures against arithmetic that shares nothing with them.

#![allow(clippy::disallowed_methods, reason = "the oracles may use the platform's functions")]

use crate::common::{close, read};
use downhill::demos::shared::grid;

/// The least squared distance from y to 2,000 points of the ellipse (2, 1.5), and a parabola
/// through the best three.
fn squared_distance(y: [f64; 2], points: &[[f64; 2]]) -> f64 {
    let n = points.len();
    let at = |k: usize| (y[0] - points[k][0]).powi(2) + (y[1] - points[k][1]).powi(2);
    let k = (0..n).min_by(|&a, &b| at(a).total_cmp(&at(b))).expect("there are points");
    let (before, here, after) = (at((k + n - 1) % n), at(k), at((k + 1) % n));
    let bend = before - 2.0 * here + after;
    here - (after - before).powi(2) / (8.0 * bend)
}

/// Z of e^(-3F∞) has no closed form; the midpoint rule over the whole box, with F∞ by search.
#[test]
fn the_hard_density_is_normalised() {
    let points: Vec<[f64; 2]> = (0..720)
        .map(|k| std::f64::consts::TAU * f64::from(k) / 720.0)
        .map(|z| [2.0 * z.cos(), 1.5 * z.sin()])
        .collect();
    let (n, [a, b]) = (240, [4.6, 4.1]);
    let mut z = 0.0;
    for i in 0..n {
        for j in 0..n {
            let y =
                [(f64::from(i) + 0.5) / f64::from(n) * a, (f64::from(j) + 0.5) / f64::from(n) * b];
            z += (-3.0 * squared_distance(y, &points)).exp();
        }
    }
    z *= 4.0 * a * b / f64::from(n * n);
    let found = read("density;energy:hard;beta:3 -> Z");
    close(found / z, 1.0, 2e-4, "Z of the hard free energy");
    let (mc, error) =
        (read("density;energy:hard;step:99 -> mc"), read("density;energy:hard;step:99 -> error"));
    close(mc, z, 4.0 * error, "Z by Monte Carlo");
}

/// The marginal density is a mixture of Gaussians on the curve.
#[test]
fn the_soft_density_is_a_mixture_of_gaussians() {
    for (y1, y2) in [(1.4, 1.0), (0.0, 0.0), (-2.1, 0.3)] {
        let n = 5000;
        let p = (0..n)
            .map(|k| std::f64::consts::TAU * f64::from(k) / f64::from(n))
            .map(|z| (y1 - 2.0 * z.cos()).powi(2) + (y2 - 1.5 * z.sin()).powi(2))
            .map(|e| (-3.0 * e).exp() * 3.0 / std::f64::consts::PI)
            .sum::<f64>()
            / f64::from(n);
        close(read(&format!("density;y1:{y1};y2:{y2} -> p")), p, 1e-9, "p(y)");
    }
}

/// Against an even sketch the divergence is ln 6 - S.
#[test]
fn the_score_of_a_sketch_is_the_divergence() {
    let even = ["1"; 41].join(",");
    for temperature in ["0.5", "1", "5"] {
        let at = format!("draw_energy;T:{temperature};reveal:on;p:{even}");
        let expected = 6.0_f64.ln() - read(&format!("{at} -> S"));
        close(read(&format!("{at} -> KL")), expected, 2e-5, "KL(p ‖ even)");
    }
    let (e, s, f) =
        (read("draw_energy;T:2 -> E"), read("draw_energy;T:2 -> S"), read("draw_energy;T:2 -> F"));
    close(f, e - 2.0 * s, 1e-12, "F = ⟨E⟩ - TS");
    close(read("draw_energy;T:2 -> lnZ"), -f / 2.0, 1e-12, "F = -T ln Z");
}

/// A chain without field has ⟨E⟩ = -(n - 1) J tanh βJ.
#[test]
fn the_mean_energy_of_the_chain_is_a_hyperbolic_tangent() {
    for (n, beta, j) in [(8, 0.5, 1.0), (15, 1.5, 0.4), (5, 0.2, -0.8)] {
        let found = read(&format!("partition_function;shape:chain;n:{n};beta:{beta};J:{j} -> E"));
        close(found, -f64::from(n - 1) * j * f64::tanh(beta * j), 1e-10, "⟨E⟩");
    }
    close(
        read("partition_function;rate:1e6 -> log_seconds"),
        2.0_f64.powi(100).log10() - 6.0,
        1e-9,
        "seconds",
    );
}

#[test]
fn the_share_of_the_latents_has_its_limits() {
    close(
        read("temperature;decoder:own;w1:1.5;w2:1.5;y1:0;y2:0 -> share"),
        100.0,
        1e-9,
        "a circle",
    );
    assert_eq!(read("temperature;beta:inf -> share"), 0.0);
    // A sharp Gibbs weight is a Gaussian of variance T/E'': exp(S) = sqrt(2πe T/E''), of a turn 2π.
    // At y = (0, 1) the nearest point is (0, 1.5), where E'' = 2 (|g'|² + r·g) = 2 (4 - 0.75).
    let variance = 1.0 / (1000.0 * 2.0 * (4.0 - 0.75));
    let spread = (std::f64::consts::TAU * std::f64::consts::E * variance).sqrt();
    let found = read("temperature;beta:1000;y1:0;y2:1 -> share");
    close(found / (100.0 * spread / std::f64::consts::TAU), 1.0, 2e-3, "a sharp weight");
}

/// The gradient of the likelihood in use is off by what the draws make it: about 1/√draws.
#[test]
fn the_error_of_the_gradient_falls_with_the_root_of_the_draws() {
    let off = |draws: u32| {
        let at =
            |seed: u32| read(&format!("likelihood;seed:{seed};model:draws;draws:{draws} -> gap"));
        (1..=20).map(|seed| at(seed).powi(2)).sum::<f64>()
    };
    // The ratio of two mean squares of 20 seeds, nine directions each.
    close((off(20) / off(500)).sqrt(), 5.0, 1.5, "25 times the draws");
    assert_eq!(read("likelihood -> gap"), 0.0, "quadrature is exact");
}

/// A mirrored field is the field itself, for odd and even numbers of nodes.
#[test]
fn even_fields_are_mirrored_rightly() {
    let f = |[a, b]: [f64; 2]| (a * a + 0.3).sqrt() + (0.7 * b).cos();
    for size in [[7, 5], [8, 6], [61, 41], [2, 2]] {
        let all = grid::nodes([3.0, 2.0], size);
        let mirrored = grid::even_field([3.0, 2.0], size, f);
        assert_eq!(all.len(), mirrored.len());
        for (y, found) in all.into_iter().zip(mirrored) {
            close(found, f(y), 1e-12, "the field");
        }
    }
}

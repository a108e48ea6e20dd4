//! The algorithms of the chapter “Free energy” against brute force, closed forms, finite
//! differences and functions whose minima are known.

#![allow(clippy::disallowed_methods, reason = "the oracles may use the platform's functions")]

use crate::common::{close, slope};
use downhill::ebm::{
    inference::{
        free_energy::{FreeEnergy, Measure, soft_min},
        grid_search::latents,
        latent_minimum::closest,
        six_methods::{Inference, Method},
    },
    math::{
        num::{PI, TAU},
        rng::Rng,
    },
    models::ellipse::{Decoder, TRAINED, UNTRAINED},
};

const DECODERS: [Decoder; 3] = [TRAINED, UNTRAINED, Decoder { w: [-0.7, -1.9] }];
const BETAS: [f64; 6] = [0.1, 0.5, 1.0, 5.0, 30.0, 300.0];

fn points(seed: u64, count: usize) -> Vec<[f64; 2]> {
    let mut rng = Rng::new(seed);
    (0..count).map(|_| [6.0 * rng.uniform() - 3.0, 4.0 * rng.uniform() - 2.0]).collect()
}

#[test]
fn the_second_derivative_and_the_evolute() {
    for decoder in DECODERS {
        for y in points(1, 50) {
            for z in [0.3, 1.9, 4.4] {
                let difference = slope(|z| decoder.energy_dz(y, z), z);
                close(decoder.energy_dzz(y, z), difference, 1e-8, "∂²E/∂z²");
            }
        }
        for k in 0..40 {
            let z = 0.05 + f64::from(k) * 0.15;
            let centre = decoder.evolute(z).expect("the curve is not flat");
            close(decoder.energy_dz(centre, z), 0.0, 1e-10, "slope at the centre of curvature");
            close(decoder.energy_dzz(centre, z), 0.0, 1e-10, "curvature there");
        }
    }
    assert_eq!(Decoder { w: [2.0, 0.0] }.evolute(1.0), None);
}

#[test]
fn inside_the_evolute_there_are_two_valleys() {
    let n = 20_000;
    for decoder in DECODERS {
        for y in points(2, 60) {
            let e: Vec<f64> =
                (0..n).map(|k| decoder.energy(y, TAU * f64::from(k) / f64::from(n))).collect();
            let n = e.len();
            let valleys =
                (0..n).filter(|&k| e[k] < e[(k + 1) % n] && e[k] < e[(k + n - 1) % n]).count();
            assert_eq!(decoder.has_two_valleys(y), valleys == 2, "{decoder:?} {y:?}: {valleys}");
        }
    }
}

/// Misprint 8: a local method can stop in the wrong valley.
#[test]
fn a_descent_can_end_in_the_wrong_valley() {
    let (y, mut z) = ([0.0, -0.5], 1.2);
    for _ in 0..10_000 {
        z = downhill::ebm::inference::gradient_descent::step_z(&TRAINED, y, z, 0.02);
    }
    close(z, PI / 2.0, 1e-9, "the wrong valley");
    close(TRAINED.energy(y, z), 4.0, 1e-12, "its energy");
    close(closest(&TRAINED, y).energy, 1.0, 1e-12, "the right one");
}

#[test]
fn the_soft_minimum_lies_between_minimum_and_mean() {
    let energies = [3.0, 1.0, 4.0, 1.5, 9.0];
    let naive =
        |beta: f64| -(energies.iter().map(|e| (-beta * e).exp()).sum::<f64>() / 5.0).ln() / beta;
    let mut last = f64::INFINITY;
    for beta in BETAS {
        let found = soft_min(&energies, beta);
        if beta < 100.0 {
            close(found, naive(beta), 1e-12, "the definition");
        }
        assert!((1.0..=3.7).contains(&found) && found < last, "it falls with β");
        last = found;
    }
    close(soft_min(&energies, 1e-9), 3.7, 1e-7, "towards the mean");
    assert_eq!(soft_min(&energies, 0.0), 3.7, "the mean");
    assert_eq!(soft_min(&energies, f64::INFINITY), 1.0, "the minimum");
    close(soft_min(&[1e6, 1e6 + 1.0], 1e6), 1e6 + 2.0_f64.ln() / 1e6, 1e-9, "no underflow");
    assert_eq!(soft_min(&[2.0; 7], 5.0), 2.0, "equal energies");
}

/// F_β at the centre of a circle of radius a is a² exactly, and off it a Bessel function:
/// ⟨e^(-βE)⟩ = e^(-β(a² + r²)) I₀(2βar).
#[test]
fn the_free_energy_of_a_circle_is_a_bessel_function() {
    let bessel0 = |x: f64| {
        let mut term = 1.0;
        (1..200).fold(1.0, |sum, k| {
            term *= x * x / (4.0 * f64::from(k * k));
            sum + term
        })
    };
    let circle = Decoder { w: [1.3, 1.3] };
    for beta in [0.1, 1.0, 5.0, 20.0] {
        for y in [[0.0, 0.0], [0.7, -0.2], [2.0, 1.0]] {
            let r2 = y[0] * y[0] + y[1] * y[1];
            let r = f64::sqrt(r2);
            let exact = 1.69 + r2 - bessel0(2.0 * beta * 1.3 * r).ln() / beta;
            let found = FreeEnergy::over_all_latents(circle, beta).value(y);
            close(found, exact, 1e-11, "F_β on a circle");
        }
    }
}

#[test]
fn more_latents_change_nothing() {
    for decoder in DECODERS {
        for beta in BETAS {
            let free = FreeEnergy::over_all_latents(decoder, beta);
            for y in points(3, 20) {
                let n = 20_011;
                let fine: Vec<f64> =
                    (0..n).map(|k| decoder.energy(y, TAU * f64::from(k) / f64::from(n))).collect();
                let least = fine.iter().copied().fold(f64::INFINITY, f64::min);
                let sum: f64 = fine.iter().map(|e| (-beta * (e - least)).exp()).sum();
                let exact = least - (sum / f64::from(n)).ln() / beta;
                close(free.value(y), exact, 1e-10, "the mean over z");
            }
        }
    }
}

#[test]
fn the_free_energy_falls_to_its_limits() {
    for decoder in DECODERS {
        for y in points(4, 30) {
            let hard = closest(&decoder, y).energy;
            let [a, b] = decoder.w;
            // ⟨E⟩ over z: |y|² + (a² + b²)/2, since ⟨cos⟩ = ⟨sin⟩ = 0.
            let mean = y[0] * y[0] + y[1] * y[1] + 0.5 * (a * a + b * b);
            let mut last = mean;
            for beta in BETAS {
                let soft = FreeEnergy::over_all_latents(decoder, beta).value(y);
                assert!(hard <= soft && soft <= last, "F_β falls from ⟨E⟩ to F_∞");
                last = soft;
            }
            close(FreeEnergy::over_all_latents(decoder, 1e-7).value(y), mean, 1e-5, "β → 0");
            assert_eq!(FreeEnergy::over_all_latents(decoder, f64::INFINITY).value(y), hard);
            let tried = latents().into_iter().map(|z| decoder.energy(y, z));
            let least = tried.fold(f64::INFINITY, f64::min);
            let found = FreeEnergy::over_48_latents(decoder, f64::INFINITY).value(y);
            close(found, least, 1e-14, "the best of 48");
        }
    }
}

#[test]
fn the_slope_of_the_free_energy_is_the_mean_slope() {
    for decoder in DECODERS {
        for beta in BETAS {
            for free in [
                FreeEnergy::over_all_latents(decoder, beta),
                FreeEnergy::over_48_latents(decoder, beta),
            ] {
                for y in points(5, 10) {
                    let found = free.dy(y).expect("at finite β there is a gradient everywhere");
                    close(found[0], slope(|v| free.value([v, y[1]]), y[0]), 1e-6, "∂F/∂y₁");
                    close(found[1], slope(|v| free.value([y[0], v]), y[1]), 1e-6, "∂F/∂y₂");
                    close(free.posterior(y).iter().sum(), 1.0, 1e-12, "p(z|y) sums to one");
                }
            }
        }
    }
    let hard = FreeEnergy::over_all_latents(TRAINED, f64::INFINITY);
    assert_eq!(hard.dy([0.3, 0.0]), None, "two z tie");
    let tried = FreeEnergy::over_48_latents(TRAINED, f64::INFINITY);
    assert_eq!(tried.dy([0.0, 0.0]), None, "two of the 48 tie");
    assert!(tried.dy([3.0, 0.4]).is_some());
}

#[test]
fn the_measure_moves_the_free_energy_by_a_constant() {
    let energies = FreeEnergy::over_48_latents(TRAINED, 2.0).energies([0.4, 1.0]);
    let naive =
        |weight: f64| -energies.iter().map(|e| weight * (-2.0 * e).exp()).sum::<f64>().ln() / 2.0;
    let mean = soft_min(&energies, 2.0);
    close(mean + Measure::Mean.offset(2.0), naive(1.0 / 48.0), 1e-12, "mean");
    close(mean + Measure::Sum.offset(2.0), naive(1.0), 1e-12, "sum");
    close(mean + Measure::Integral.offset(2.0), naive(PI / 24.0), 1e-12, "integral");
    assert_eq!(Measure::Sum.offset(f64::INFINITY), 0.0, "no difference at T = 0");
}

/// A decoder that has collapsed to a point, and one to a segment.
#[test]
fn degenerate_decoders_have_a_free_energy() {
    let y = [0.6, -0.8];
    for beta in [0.1, 10.0, f64::INFINITY] {
        let point = FreeEnergy::over_all_latents(Decoder { w: [0.0; 2] }, beta);
        close(point.value(y), 1.0, 1e-14, "|y|², whatever β");
        let segment = FreeEnergy::over_all_latents(Decoder { w: [2.0, 0.0] }, beta);
        assert!(segment.value(y) >= 0.64 - 1e-14, "nothing of the segment is nearer");
        assert!(segment.posterior(y).iter().all(|p| p.is_finite()));
    }
    assert!(!Decoder { w: [0.0; 2] }.has_two_valleys(y));
    for method in Method::all(0.05) {
        let end = Inference::new(method, Decoder { w: [0.0; 2] }, y, 1.0).finish(100);
        close(Decoder { w: [0.0; 2] }.energy(y, end.z()), 1.0, 1e-15, "every z is as good");
    }
}

#[test]
fn the_field_and_the_section_for_pictures_are_the_free_energy() {
    for decoder in [TRAINED, Decoder { w: [0.3, 2.0] }] {
        for beta in [0.0, 0.1, 1.0, 7.0, 1000.0, f64::INFINITY] {
            let free = FreeEnergy::over_all_latents(decoder, beta);
            let (reach, size) = ([3.0, 2.0], [64, 9]);
            let field = free.field(reach, size);
            assert_eq!(field.len(), 64 * 9);
            for (k, found) in field.iter().enumerate() {
                let at = |i: usize, n: usize, reach: f64| {
                    -reach + 2.0 * reach * i as f64 / (n - 1) as f64
                };
                let y = [at(k % 64, 64, reach[0]), at(k / 64, 9, reach[1])];
                let tolerance = if beta.is_finite() { 2e-5 + 2e-5 / beta.max(0.1) } else { 1e-9 };
                close(*found, free.value(y), tolerance, &format!("F_{beta} at {y:?}"));
            }
            for (k, found) in free.section(0.7, 2.0, 32).iter().enumerate() {
                let y = [0.7, -2.0 + 4.0 * k as f64 / 31.0];
                let tolerance = if beta.is_finite() { 2e-5 + 2e-5 / beta.max(0.1) } else { 1e-9 };
                close(*found, free.value(y), tolerance, &format!("section of F_{beta} at {y:?}"));
            }
        }
    }
}

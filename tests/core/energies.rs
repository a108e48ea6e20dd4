//! The core against closed forms, finite differences, quadrature and enumeration.

#![allow(clippy::disallowed_methods, reason = "the oracles may use the platform's functions")]

use crate::common::{close, slope};
use downhill::ebm::{
    inference::{
        gradient_descent,
        grid_search::{LATENTS, argmin, latent, latents},
        latent_minimum::{closest, free_energy_dy},
    },
    math::{
        least_squares::{evaluate, polynomial},
        num::{self, PI, TAU},
        rng::Rng,
    },
    models::{
        ellipse::{Decoder, TRAINED, UNTRAINED},
        horn::{Horn, LECTURE_SEED, SAMPLES, samples},
    },
};

const DECODERS: [Decoder; 4] =
    [TRAINED, UNTRAINED, Decoder { w: [-0.7, -1.9] }, Decoder { w: [1.3, 1.3] }];

/// Points of the plane: on and off the axes, inside and outside.
fn points() -> Vec<[f64; 2]> {
    let mut rng = Rng::new(11);
    let mut all: Vec<_> =
        (0..200).map(|_| [6.0 * rng.uniform() - 3.0, 4.0 * rng.uniform() - 2.0]).collect();
    all.extend([
        [0.0, 0.0],
        [0.5, 0.0],
        [0.0, 0.5],
        [3.0, 0.0],
        [0.0, -2.0],
        [2.0, 0.0],
        [1e-9, 0.3],
    ]);
    all
}

#[test]
fn elementary_functions_agree_with_the_platform() {
    for i in -400..=400 {
        let x = f64::from(i) * 0.05;
        close(num::sin(x), x.sin(), 1e-15, "sin");
        close(num::cos(x), x.cos(), 1e-15, "cos");
        close(num::exp(x) / x.exp(), 1.0, 1e-15, "exp");
        close(num::ln(x.abs() + 0.1), (x.abs() + 0.1).ln(), 1e-15, "ln");
        close(num::atan2(x, 1.5), x.atan2(1.5), 1e-15, "atan2");
        let turned = num::wrap(x);
        assert!((0.0..TAU).contains(&turned));
        close(turned.cos(), x.cos(), 1e-14, "wrap keeps the angle");
    }
    assert_eq!(num::wrap(-1e-20), 0.0, "rounding may not reach 2π");
}

#[test]
fn gradients_agree_with_finite_differences() {
    const TOLERANCE: f64 = 1e-8; // h² and rounding at h = 1e-5
    for decoder in DECODERS {
        for (k, y) in points().into_iter().enumerate() {
            let z = 0.1 * k as f64;
            close(decoder.energy_dz(y, z), slope(|z| decoder.energy(y, z), z), TOLERANCE, "∂E/∂z");
            let dy = decoder.energy_dy(y, z);
            close(dy[0], slope(|v| decoder.energy([v, y[1]], z), y[0]), TOLERANCE, "∂E/∂y₁");
            close(dy[1], slope(|v| decoder.energy([y[0], v], z), y[1]), TOLERANCE, "∂E/∂y₂");
            let dg = decoder.decode_dz(z);
            close(dg[0], slope(|z| decoder.decode(z)[0], z), TOLERANCE, "dg₁/dz");
            close(dg[1], slope(|z| decoder.decode(z)[1], z), TOLERANCE, "dg₂/dz");
        }
    }
}

/// The minimum over z by brute force: 2000 starts, each refined by golden section.
fn brute_minimum(decoder: &Decoder, y: [f64; 2]) -> f64 {
    const N: usize = 2000;
    let energy = |z: f64| {
        let (dx, dy) = (y[0] - decoder.w[0] * z.cos(), y[1] - decoder.w[1] * z.sin());
        dx * dx + dy * dy
    };
    let cell = TAU / N as f64;
    let k = (0..N).min_by(|&a, &b| energy(a as f64 * cell).total_cmp(&energy(b as f64 * cell)));
    let middle = k.unwrap() as f64 * cell;
    let (mut a, mut b) = (middle - cell, middle + cell);
    let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
    for _ in 0..60 {
        let (c, d) = (b - golden * (b - a), a + golden * (b - a));
        if energy(c) < energy(d) { b = d } else { a = c }
    }
    energy(f64::midpoint(a, b))
}

#[test]
fn closest_point_agrees_with_brute_force() {
    let flat = [[2.0, 0.0], [0.0, 1.2], [-1.5, 0.0], [0.0, 0.0]].map(|w| Decoder { w });
    for decoder in DECODERS.into_iter().chain(flat) {
        for y in points() {
            let found = closest(&decoder, y);
            let what = format!("w = {:?}, y = {y:?}", decoder.w);
            close(found.energy, brute_minimum(&decoder, y), 1e-12, &what);
            close(found.energy, decoder.energy(y, found.z), 0.0, "the energy is the one at ž");
            close(decoder.energy_dz(y, found.z), 0.0, 1e-7, &format!("stationary, {what}"));
            if let Some(other) = found.tie {
                close(decoder.energy(y, other), found.energy, 1e-12, &format!("tie, {what}"));
            }
        }
    }
}

#[test]
fn free_energy_has_its_closed_forms() {
    for decoder in DECODERS {
        let [a, b] = decoder.w.map(f64::abs);
        close(closest(&decoder, [0.0, 0.0]).energy, a.min(b).powi(2), 1e-15, "F∞(0) = min w²");
        close(closest(&decoder, [a + 1.5, 0.0]).energy, 2.25, 1e-12, "beyond the right end");
        close(closest(&decoder, [0.0, -b - 0.5]).energy, 0.25, 1e-12, "below the lower end");
        for z in latents() {
            close(closest(&decoder, decoder.decode(z)).energy, 0.0, 1e-24, "0 on the curve");
        }
    }
    let circle = Decoder { w: [1.3, 1.3] };
    for y in points() {
        let expected = (y[0].hypot(y[1]) - 1.3).powi(2);
        close(closest(&circle, y).energy, expected, 1e-12, "a circle: (|y| - r)²");
    }
    // In the text: the five points' orange one, at distance 1 from (0, -1.5).
    close(closest(&TRAINED, [0.0, -0.5]).energy, 1.0, 1e-15, "(0, -0.5)");
}

#[test]
fn free_energy_gradient_agrees_with_finite_differences_off_the_ridge() {
    for decoder in DECODERS {
        for y in points() {
            // Differences must not reach across the ridge, which lies on the axes.
            if y[0].abs() < 1e-3 || y[1].abs() < 1e-3 {
                continue;
            }
            let slope_at = free_energy_dy(&decoder, y).expect("there is no ridge off the axes");
            let f = |y: [f64; 2]| closest(&decoder, y).energy;
            close(slope_at[0], slope(|v| f([v, y[1]]), y[0]), 1e-6, "∂F/∂y₁");
            close(slope_at[1], slope(|v| f([y[0], v]), y[1]), 1e-6, "∂F/∂y₂");
        }
    }
}

/// The lecture's grid has 425 points; on those between the centres of curvature two z tie.
#[test]
fn ties_on_the_lectures_grid_are_counted() {
    for (decoder, expected) in [(TRAINED, 7), (UNTRAINED, 11)] {
        let grid = (0..25).flat_map(|i| {
            (0..17).map(move |j| [f64::from(i) * 0.25 - 3.0, f64::from(j) * 0.25 - 2.0])
        });
        let ties = grid.filter(|&y| free_energy_dy(&decoder, y).is_none());
        assert_eq!(ties.count(), expected, "w = {:?}", decoder.w);
    }
    // (a² - b²)/a = 0.875 for the trained decoder.
    assert!(closest(&TRAINED, [0.874, 0.0]).tie.is_some());
    assert!(closest(&TRAINED, [0.876, 0.0]).tie.is_none());
}

#[test]
fn exhaustive_search_is_the_lectures() {
    assert_eq!(latents().len(), 48);
    close(latent(1), PI / 24.0, 1e-15, "the spacing");
    close(latent(24), PI, 1e-15, "half way");
    for decoder in DECODERS {
        for y in points() {
            let (k, found) = argmin(latents().into_iter().map(|z| decoder.energy(y, z))).unwrap();
            close(found, decoder.energy(y, latent(k)), 0.0, "the value is the one at the index");
            let exact = closest(&decoder, y).energy;
            // |E''| ≤ 2 (|y| max w + max w²), and a latent lies within π/48 of ž.
            let w = decoder.w[0].abs().max(decoder.w[1].abs());
            let bound = (y[0].hypot(y[1]) * w + w * w) * (PI / 48.0).powi(2);
            assert!((-1e-12..=bound).contains(&(found - exact)), "{found} against {exact}");
        }
    }
    assert_eq!(argmin([3.0, f64::NAN, 1.0, 1.0]), Some((2, 1.0)));
    assert_eq!(argmin([]), None);
    assert_eq!(argmin([f64::NAN]), None);
}

#[test]
fn descent_contracts_as_the_closed_form_says() {
    let (y, z, eta) = ([1.0, 1.7], 0.6, 0.2);
    let g = TRAINED.decode(z);
    let next = gradient_descent::step_y(&TRAINED, y, z, eta);
    for i in 0..2 {
        close(next[i] - g[i], (1.0 - 2.0 * eta) * (y[i] - g[i]), 1e-15, "1 - 2η");
    }
    let (mut y, mut z) = (y, z);
    for _ in 0..4000 {
        (y, z) = gradient_descent::step_both(&TRAINED, y, z, 0.02);
    }
    close(TRAINED.energy(y, z), 0.0, 1e-20, "both: the descent ends on the curve");
    let mut z = 0.6;
    for _ in 0..4000 {
        z = gradient_descent::step_z(&TRAINED, [2.5, 1.0], z, 0.02);
    }
    close(TRAINED.energy([2.5, 1.0], z), closest(&TRAINED, [2.5, 1.0]).energy, 1e-12, "z alone");
}

#[test]
fn horn_has_the_lectures_numbers() {
    let horn = Horn::default();
    assert_eq!(horn.radii(0.0), [2.0, 1.5]);
    let growth = 2.0_f64.exp();
    close(horn.radii(1.0)[0], 1.5 * growth, 1e-12, "ρ₁(1) = α e² = 11.08");
    close(horn.radii(1.0)[1], 2.0 * growth, 1e-12, "ρ₂(1) = β e² = 14.78");
    let [a, b] = horn.radii(0.5);
    close(a, b, 1e-12, "a circle half way");
    close(a, 1.75 * 1.0_f64.exp(), 1e-12, "of radius 1.75 e = 4.757");
    for x in [0.0, 0.3, 1.0] {
        // The mean over θ by the trapezoid rule, exact for trigonometric polynomials.
        let n = 64;
        let sum = (0..n).fold([0.0; 2], |sum, k| {
            let y = horn.point(x, TAU * f64::from(k) / f64::from(n));
            [sum[0] + y[0], sum[1] + y[1]]
        });
        for (total, mean) in sum.into_iter().zip(horn.mean(x)) {
            close(total / f64::from(n), mean, 1e-12, "the conditional mean is 0");
        }
    }
}

#[test]
fn horn_samples_have_their_exact_moments() {
    const N: usize = 200_000;
    let horn = Horn::default();
    let mut rng = Rng::new(5);
    let all: Vec<_> = (0..N).map(|_| horn.sample(0.0, &mut rng)).collect();
    let mean = |f: &dyn Fn(&[f64; 2]) -> f64| all.iter().map(f).sum::<f64>() / N as f64;
    // Five standard errors; the variance of y₁ is 2²/2 + 1/400, that of y₂ 1.5²/2 + 1/400.
    let error = |sd: f64| 5.0 * sd / (N as f64).sqrt();
    close(mean(&|y| y[0]), 0.0, error(1.42), "E y₁");
    close(mean(&|y| y[1]), 0.0, error(1.07), "E y₂");
    close(mean(&|y| y[0] * y[0]), 2.0 + 1.0 / 400.0, error(1.5), "Var y₁");
    close(mean(&|y| y[1] * y[1]), 1.125 + 1.0 / 400.0, error(0.9), "Var y₂");
    close(mean(&|y| y[0] * y[1]), 0.0, error(1.1), "the rows' noise is independent");
}

#[test]
fn generator_has_its_moments_and_never_changes() {
    const N: usize = 200_000;
    let mut rng = Rng::new(3);
    let uniform: Vec<f64> = (0..N).map(|_| rng.uniform()).collect();
    assert!(uniform.iter().all(|u| (0.0..1.0).contains(u)));
    let normal: Vec<f64> = (0..N).map(|_| rng.normal()).collect();
    let moment = |all: &[f64], k: i32| all.iter().map(|v| v.powi(k)).sum::<f64>() / N as f64;
    let error = |variance: f64| 5.0 * (variance / N as f64).sqrt();
    close(moment(&uniform, 1), 0.5, error(1.0 / 12.0), "uniform mean");
    close(moment(&uniform, 2), 1.0 / 3.0, error(4.0 / 45.0), "uniform second moment");
    close(moment(&normal, 1), 0.0, error(1.0), "normal mean");
    close(moment(&normal, 2), 1.0, error(2.0), "normal variance");
    close(moment(&normal, 3), 0.0, error(15.0), "normal skewness");
    close(moment(&normal, 4), 3.0, error(96.0), "normal fourth moment");
    // xoshiro256++ of SplitMix64(0): the first output of the authors' C code.
    assert_eq!(Rng::new(0).uniform(), (0x5317_5d61_490b_23df_u64 >> 11) as f64 / 2_f64.powi(53));
}

#[test]
fn sample_23_tells_the_lectures_story() {
    let all = samples(&mut Rng::new(u64::from(LECTURE_SEED)));
    assert_eq!(all.len(), SAMPLES);
    let y = all[22];
    assert!(y[0] > 1.8 && y[1].abs() < 0.1, "sample 23 is {y:?}");
    let energies: Vec<_> = latents().into_iter().map(|z| UNTRAINED.energy(y, z)).collect();
    let (low, _) = argmin(energies.iter().copied()).unwrap();
    let (high, _) = argmin(energies.iter().map(|e| -e)).unwrap();
    assert_eq!((low, high), (LATENTS / 2, 0), "the minimum near π, the maximum near 0");
    // Symmetric about the axis: E(z) - E(-z) = -4 w₂ y₂ sin z.
    for z in latents() {
        let odd = UNTRAINED.energy(y, z) - UNTRAINED.energy(y, -z);
        close(odd, -4.0 * UNTRAINED.w[1] * y[1] * z.sin(), 1e-13, "the odd part");
    }
}

#[test]
fn regression_recovers_a_cubic_and_leaves_orthogonal_residuals() {
    let xs: Vec<f64> = (0..50).map(|i| f64::from(i) / 49.0).collect();
    let truth = [0.5, -2.0, 3.0, 1.25];
    let ys: Vec<f64> = xs.iter().map(|&x| evaluate(&truth, x)).collect();
    let found = polynomial::<4>(&xs, &ys).unwrap();
    for k in 0..4 {
        close(found[k], truth[k], 1e-9, "coefficient");
    }
    let noisy: Vec<f64> = xs.iter().map(|x| (9.0 * x).sin()).collect();
    let fit = polynomial::<4>(&xs, &noisy).unwrap();
    for k in 0..4 {
        let product: f64 =
            xs.iter().zip(&noisy).map(|(x, y)| (y - evaluate(&fit, *x)) * x.powi(k)).sum();
        close(product, 0.0, 1e-9, "residuals are orthogonal to every power");
    }
    assert_eq!(polynomial::<4>(&[0.5; 9], &[1.0; 9]), None, "one x does not determine a cubic");
    assert_eq!(polynomial::<4>(&[], &[]), None);
    assert_eq!(polynomial::<2>(&[0.0, 1.0], &[f64::NAN, 1.0]), None);
}

#[test]
fn places_rise_with_the_numbers_and_ties_keep_their_order() {
    let mut rng = Rng::new(3);
    for n in [0, 1, 2, 7, 40, 300] {
        let numbers: Vec<f64> = (0..n).map(|_| (4.0 * rng.normal()).round() + 0.0).collect();
        let places = num::argsort(&numbers);
        let mut seen = places.clone();
        seen.sort_unstable();
        assert!(seen.into_iter().eq(0..n), "each place once");
        let rises = |pair: &[usize]| (numbers[pair[0]], pair[0]) < (numbers[pair[1]], pair[1]);
        assert!(places.windows(2).all(rises), "{numbers:?}");
    }
    assert_eq!(num::argsort(&[f64::INFINITY, 1.0, f64::NEG_INFINITY, -0.0, 0.0]), [2, 3, 4, 1, 0]);
}

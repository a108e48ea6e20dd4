//! The algorithms of the chapter “The Gibbs distribution” against closed forms, enumeration,
//! finite differences and the spread of Monte Carlo.

#![allow(clippy::disallowed_methods, reason = "the oracles may use the platform's functions")]

use crate::common::close;
use downhill::ebm::{
    inference::gibbs::{entropy, log_sum_exp, mean_energy, softargmax},
    math::{
        monte_carlo::Estimate,
        num::PI,
        quadrature::{gregory, integrate, simpson, trapezoid},
        rng::Rng,
    },
    models::{
        energy_table::Table,
        ising::{Lattice, log_z},
        piecewise_linear::PiecewiseLinear,
        radial_basis::{self, BUMPS, Model, data_bumps},
    },
};

#[test]
fn softargmax_is_the_ratio_of_exponentials() {
    let energies = [0.3, -1.2, 2.0, 0.3];
    for beta in [0.0, 0.1, 1.0, 7.0] {
        let z: f64 = energies.iter().map(|e: &f64| (-beta * e).exp()).sum();
        let p = softargmax(&energies, beta);
        for (p, e) in p.iter().zip(energies) {
            close(*p, (-beta * e).exp() / z, 1e-15, "p");
        }
        close(p.iter().sum(), 1.0, 1e-15, "they sum to one");
        let moved: Vec<f64> = energies.iter().map(|e| e + 1000.0).collect();
        for (a, b) in softargmax(&moved, beta).iter().zip(&p) {
            close(*a, *b, 1e-12, "a constant changes nothing");
        }
    }
    assert_eq!(softargmax(&energies, f64::INFINITY), [0.0, 1.0, 0.0, 0.0]);
    assert_eq!(softargmax(&[1.0, 1.0, 5.0], f64::INFINITY), [0.5, 0.5, 0.0]);
    assert_eq!(softargmax(&energies, 0.0), [0.25; 4]);
    assert_eq!(softargmax(&[1e6, 0.0], 1e6), [0.0, 1.0], "all in one cell at β = 10⁶");
    close(log_sum_exp(&[1000.0, 1000.0]), 1000.0 + 2.0_f64.ln(), 1e-12, "no overflow");
    assert_eq!(log_sum_exp(&[]), f64::NEG_INFINITY);
}

#[test]
fn entropy_has_its_closed_forms() {
    close(entropy(&[0.25; 4]), 4.0_f64.ln(), 1e-15, "even shares");
    assert_eq!(entropy(&[1.0, 0.0]), 0.0);
    close(entropy(&[0.5, 0.25, 0.25]), 1.5 * 2.0_f64.ln(), 1e-15, "three halves of a bit");
    let energies = [0.3, -1.2, 2.0];
    for beta in [0.2, 1.0, 4.0] {
        let p = softargmax(&energies, beta);
        let log_z = log_sum_exp(&energies.map(|e| -beta * e));
        let helmholtz = mean_energy(&p, &energies) - entropy(&p) / beta;
        close(helmholtz, -log_z / beta, 1e-14, "F = ⟨E⟩ - TS");
    }
}

/// The double well h(y² - 1)² has Z = π/2 e^(-x) (I_(1/4)(x) + I_(-1/4)(x)) with x = βh/2.
#[test]
fn simpson_meets_the_bessel_functions_of_the_double_well() {
    const GAMMA_3_4: f64 = 1.225_416_702_465_177_6;
    const GAMMA_5_4: f64 = 0.906_402_477_055_477;
    let bessel = |nu: f64, gamma: f64, x: f64| {
        let mut term = (x / 2.0).powf(nu) / gamma;
        (1..80).fold(term, |sum, k| {
            let k = f64::from(k);
            term *= x * x / 4.0 / (k * (k + nu));
            sum + term
        })
    };
    let rule = simpson(-5.0, 5.0, 4000);
    for depth in [0.5, 1.0, 4.0, 10.0] {
        let x = depth / 2.0;
        let exact =
            PI / 2.0 * f64::exp(-x) * (bessel(0.25, GAMMA_5_4, x) + bessel(-0.25, GAMMA_3_4, x));
        let found = integrate(&rule, |y| (-depth * (y * y - 1.0).powi(2)).exp());
        close(found / exact, 1.0, 1e-11, "Z of the double well");
    }
    let parabola = |y: f64| y * y * y - y + 2.0;
    close(integrate(&simpson(-1.0, 2.0, 3), parabola), 8.25, 1e-14, "exact for cubics, odd count");
}

#[test]
fn gregorys_rule_is_the_trapezoids_with_better_ends() {
    // Exact for cubics but for the fourth order's rest, which falls sixteenfold as the spacing halves.
    let error = |n: usize| integrate(&gregory(0.0, 1.0, n), f64::exp) - (1.0_f64.exp() - 1.0);
    for n in [10, 20, 40] {
        let ratio = error(n) / error(2 * n);
        assert!((12.0..20.0).contains(&ratio), "{n} intervals: {ratio}");
    }
    // A Gaussian two and a half intervals wide, far from the ends: to all digits.
    let rule = gregory(-3.5, 3.5, 48);
    let bell = |x: f64| (-0.5 * (x / 0.35) * (x / 0.35)).exp();
    let exact = 0.35 * std::f64::consts::TAU.sqrt();
    close(integrate(&rule, bell), exact, 1e-12, "a bell");
    close(
        rule.iter().map(|node| node[1]).sum::<f64>(),
        7.0,
        1e-12,
        "the weights sum to the length",
    );
    // Half a bell, even about its middle: the plain rule needs no better end.
    let half = trapezoid(0.0, 3.5, 24);
    close(integrate(&half, bell), 0.5 * exact, 1e-12, "half a bell");
    close(half.iter().map(|node| node[1]).sum::<f64>(), 3.5, 1e-12, "its weights");
}

#[test]
fn a_drawn_energy_is_integrated_exactly() {
    let energies = vec![2.0, 0.0, 3.0, 3.0, 0.5, 0.500_001, 5.0];
    let drawn = PiecewiseLinear { low: -3.0, high: 3.0, energies };
    for beta in [0.01, 0.3, 1.0, 5.0, 40.0] {
        // The midpoint rule, from nothing but the energy itself.
        let n = 600_000;
        let h = 6.0 / f64::from(n);
        let (mut z, mut weighted) = (0.0, 0.0);
        for k in 0..n {
            let e = drawn.energy(-3.0 + h * (f64::from(k) + 0.5));
            z += h * (-beta * e).exp();
            weighted += h * e * (-beta * e).exp();
        }
        let thermal = drawn.thermal(beta);
        close(thermal.log_z, z.ln(), 1e-7, "ln Z");
        close(thermal.mean_energy, weighted / z, 1e-7, "⟨E⟩");
        close(thermal.free_energy, -z.ln() / beta, 1e-6, "F");
        let minus_p_ln_p: f64 = (0..n)
            .map(|k| drawn.density(beta, -3.0 + h * (f64::from(k) + 0.5)))
            .step_by(50)
            .map(|p| if p > 0.0 { -50.0 * h * p * p.ln() } else { 0.0 })
            .sum();
        close(thermal.entropy, minus_p_ln_p, 2e-3, "S = -∫ p ln p");
        // dF/dT = -S, by a central difference.
        let f = |t: f64| drawn.thermal(1.0 / t).free_energy;
        let (t, step) = (1.0 / beta, 1e-4 / beta);
        let slope = (f(t + step) - f(t - step)) / (2.0 * step);
        close(slope, -thermal.entropy, 1e-5, "dF/dT = -S");
    }
    let flat = PiecewiseLinear { low: -3.0, high: 3.0, energies: vec![1.5; 5] };
    let thermal = flat.thermal(2.0);
    close(thermal.entropy, 6.0_f64.ln(), 1e-14, "flat: the logarithm of the length");
    assert_eq!(thermal.mean_energy, 1.5);
    close(flat.density(2.0, 0.3), 1.0 / 6.0, 1e-15, "an even density");
    let line = PiecewiseLinear { low: 0.0, high: 1.0, energies: vec![0.0, 3.0] };
    close(line.thermal(2.0).log_z, ((1.0 - (-6.0_f64).exp()) / 6.0).ln(), 1e-14, "a ramp");
}

#[test]
fn a_table_obeys_bayes_and_its_marginal_is_gibbs_of_the_free_energy() {
    let table = Table { energies: vec![0.5, 2.0, 1.0, 3.0, 0.0, 1.5], columns: 3 };
    for beta in [0.2, 1.0, 6.0] {
        let joint = table.joint(beta);
        let z: f64 = table.energies.iter().map(|e| (-beta * e).exp()).sum();
        close(table.log_z(beta), z.ln(), 1e-13, "ln Z");
        close(table.marginal_z(beta).iter().sum(), 1.0, 1e-14, "the marginals sum to one");
        for y in 0..2 {
            let p_y = table.marginal_y(beta)[y];
            close(p_y, (-beta * table.free_energy(y, beta)).exp() / z, 1e-14, "p(y) = e^(-βF)/Z");
            for x in 0..3 {
                let cell = joint[3 * y + x];
                close(cell, (-beta * table.energies[3 * y + x]).exp() / z, 1e-15, "the joint");
                let p_z = table.marginal_z(beta)[x];
                close(table.z_given_y(y, beta)[x] * p_y, cell, 1e-15, "p(z|y) p(y)");
                close(table.y_given_z(x, beta)[y] * p_z, cell, 1e-15, "p(y|z) p(z)");
            }
        }
    }
    assert_eq!(table.joint(1e6), [0.0, 0.0, 0.0, 0.0, 1.0, 0.0], "all in one cell");
    assert_eq!(table.free_energy(0, f64::INFINITY), 0.5);
    assert_eq!(table.joint(0.0), [1.0 / 6.0; 6]);
    close(table.log_z(0.0), 6.0_f64.ln(), 1e-15, "β = 0");
}

#[test]
fn the_gray_code_meets_every_state_once() {
    for (n, columns) in [(1, 1), (2, 2), (5, 5), (9, 3), (10, 4), (12, 4)] {
        let lattice = Lattice { n, columns };
        let levels = lattice.enumerate();
        assert_eq!(levels.iter().map(|level| level.count).sum::<u64>(), 1 << n);
        for (beta, j, h) in [(0.4, 1.0, 0.0), (1.0, -0.7, 0.3)] {
            let mut z = 0.0;
            for state in 0..1_u32 << n {
                let s: Vec<f64> = (0..n).map(|i| 1.0 - 2.0 * f64::from(state >> i & 1)).collect();
                let mut bonds = 0.0;
                for i in 0..n {
                    if i % columns + 1 < columns && i + 1 < n {
                        bonds += s[i] * s[i + 1];
                    }
                    if i + columns < n {
                        bonds += s[i] * s[i + columns];
                    }
                }
                z += f64::exp(beta * (j * bonds + h * s.iter().sum::<f64>()));
            }
            close(log_z(&levels, beta, j, h), z.ln(), 1e-12, "ln Z by a plain sum");
        }
    }
}

/// The open chain: Z = 2 (2 cosh βJ)^(n-1). With a field: the transfer matrix.
#[test]
fn the_ising_chain_has_its_closed_form() {
    for n in [2, 7, 20] {
        let levels = Lattice { n, columns: n }.enumerate();
        for beta in [0.1, 0.7, 2.0] {
            let exact = 2.0_f64.ln() + (n as f64 - 1.0) * (2.0 * f64::cosh(1.3 * beta)).ln();
            close(log_z(&levels, beta, 1.3, 0.0), exact, 1e-11, "the chain");
            let (j, h) = (0.8, 0.4);
            // The sum over one spin after the other: a vector times a 2 × 2 matrix.
            let mut v = [f64::exp(beta * h), f64::exp(-beta * h)];
            for _ in 1..n {
                let (up, down) = (f64::exp(beta * j), f64::exp(-beta * j));
                v = [
                    (v[0] * up + v[1] * down) * f64::exp(beta * h),
                    (v[0] * down + v[1] * up) * f64::exp(-beta * h),
                ];
            }
            close(log_z(&levels, beta, j, h), (v[0] + v[1]).ln(), 1e-11, "the chain in a field");
        }
    }
}

#[test]
fn estimates_have_mean_and_error() {
    let estimate: Estimate = [1.0, 4.0, 2.0, 5.0].into_iter().collect();
    close(estimate.mean(), 3.0, 1e-15, "mean");
    close(estimate.error(), (10.0_f64 / 3.0 / 4.0).sqrt(), 1e-15, "standard error");
    assert_eq!(Estimate::default().error(), 0.0);
    let mut rng = Rng::new(5);
    let inside = (0..1000)
        .filter(|_| {
            let e: Estimate = (0..100).map(|_| rng.uniform()).collect();
            (e.mean() - 0.5).abs() < e.error()
        })
        .count();
    // Binomial(1000, 0.683): three standard deviations are 44.
    close(inside as f64, 683.0, 44.0, "the error bar holds the truth in 68 of 100");
}

fn weights() -> [f64; BUMPS] {
    core::array::from_fn(|j| f64::sin(1.7 * j as f64) * 1.5)
}

#[test]
fn the_gradient_of_the_likelihood_is_data_less_model() {
    let data = [-2.0, -1.1, 0.4, 0.5, 2.9];
    for beta in [0.5, 1.0, 3.0] {
        let w = weights();
        let found = Model::new(&w, beta).loss_dw(&data);
        for j in 0..BUMPS {
            let loss = |step: f64| {
                let mut w = w;
                w[j] += step;
                Model::new(&w, beta).loss(&w, &data)
            };
            close(found[j], (loss(1e-5) - loss(-1e-5)) / 2e-5, 1e-8, "∂L/∂w");
            // And ∂E/∂w is the bump itself.
            let energy = |step: f64| {
                let mut w = w;
                w[j] += step;
                radial_basis::energy(&w, 0.3)
            };
            close((energy(1e-5) - energy(-1e-5)) / 2e-5, radial_basis::bump(j, 0.3), 1e-9, "∂E/∂w");
        }
        // The loss is the mean of -1/β ln p, with Z from another rule.
        let n = 200_000;
        let h = 6.0 / f64::from(n);
        let z: f64 = (0..n)
            .map(|k| h * (-beta * radial_basis::energy(&w, -3.0 + h * (f64::from(k) + 0.5))).exp())
            .sum();
        let nll = |y: &f64| radial_basis::energy(&w, *y) + z.ln() / beta;
        let mean = data.iter().map(nll).sum::<f64>() / 5.0;
        close(Model::new(&w, beta).loss(&w, &data), mean, 1e-9, "L");
    }
    close(data_bumps(&[0.7])[5], 1.0, 1e-15, "a datum at a centre");
}

#[test]
fn draws_from_the_model_have_its_moments() {
    let w = weights();
    let model = Model::new(&w, 1.0);
    let mut rng = Rng::new(8);
    let draws: Vec<f64> = (0..40_000).map(|_| model.sample(&mut rng)).collect();
    let exact = model.mean_bumps();
    for (j, exact) in exact.into_iter().enumerate() {
        let estimate: Estimate = draws.iter().map(|&y| radial_basis::bump(j, y)).collect();
        close(estimate.mean(), exact, 4.0 * estimate.error(), "⟨φ⟩ by Monte Carlo");
    }
    let rule = simpson(-3.0, 3.0, 600);
    let p = |y: f64| (-radial_basis::energy(&w, y) - model.log_z).exp();
    close(integrate(&rule, p), 1.0, 1e-9, "p integrates to one");
    let [mean, square] = [1, 2].map(|k| integrate(&rule, |y| y.powi(k) * p(y)));
    let estimate: Estimate = draws.iter().copied().collect();
    close(estimate.mean(), mean, 4.0 * estimate.error(), "⟨y⟩");
    let estimate: Estimate = draws.iter().map(|y| y * y).collect();
    close(estimate.mean(), square, 4.0 * estimate.error(), "⟨y²⟩");
    let flat = Model::new(&[0.0; BUMPS], 1.0);
    close(flat.log_z, 6.0_f64.ln(), 1e-12, "no energy: the length of the interval");
    assert!((-3.0..=3.0).contains(&flat.sample(&mut rng)));
}

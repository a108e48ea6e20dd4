//! Variational free energies: bounds, gaps, gradients, and the models with closed forms.

#![allow(clippy::disallowed_methods, reason = "the oracles may use the platform's functions")]

use crate::common::close;
use downhill::ebm::{
    math::rng::Rng,
    variational::{
        gaussian_free_energy::{
            Exact, Gaussian, Landscape, cube_information, variational, variational_slope,
        },
        latent_balls::{Ball, Forces, energy, forces_on, information, overlap},
        linear_gaussian::{Encoder, Model},
    },
};

struct Parabola(f64, f64);

impl Landscape for Parabola {
    fn energy(&self, z: f64) -> f64 {
        0.5 * self.0 * (z - self.1) * (z - self.1)
    }
    fn slope(&self, z: f64) -> f64 {
        self.0 * (z - self.1)
    }
}

struct Wells;

impl Landscape for Wells {
    fn energy(&self, z: f64) -> f64 {
        (z * z - 2.0).powi(2) + 0.3 * z
    }
    fn slope(&self, z: f64) -> f64 {
        4.0 * z * (z * z - 2.0) + 0.3
    }
}

#[test]
fn the_variational_free_energy_is_never_below_the_free_energy() {
    let rng = &mut Rng::new(1);
    for beta in [0.3, 1.0, 4.0] {
        let exact = Exact::new(&Wells, beta);
        for _ in 0..200 {
            let q = Gaussian { mean: 1.5 * rng.normal(), deviation: (0.6 * rng.normal()).exp() };
            let bound = variational(&Wells, beta, &q);
            let gap = exact.gap(&Wells, &q);
            assert!(bound >= exact.free_energy - 1e-9 && gap >= -1e-9, "{bound}, {q:?}");
            close(
                bound,
                exact.free_energy + gap / beta,
                1e-8 * bound.abs().max(1.0),
                "F̃ = F + KL/β",
            );
        }
    }
}

#[test]
fn the_gap_closes_where_q_can_equal_the_posterior() {
    for (k, c, beta) in [(4.0, 1.0, 1.0), (0.5, -2.0, 3.0)] {
        let landscape = Parabola(k, c);
        let exact = Exact::new(&landscape, beta);
        // p e^-βE is Gaussian: precision 1 + βk, mean βkc/(1 + βk).
        let precision = 1.0 + beta * k;
        let q = Gaussian { mean: beta * k * c / precision, deviation: 1.0 / precision.sqrt() };
        close(exact.moments.mean, q.mean, 1e-10, "the mean of q*");
        close(exact.moments.deviation, q.deviation, 1e-10, "its deviation");
        let closed = 0.5 * k * c * c / precision + precision.ln() / (2.0 * beta);
        close(exact.free_energy, closed, 1e-10, "F in closed form");
        close(variational(&landscape, beta, &q), closed, 1e-10, "equality at q*");
        close(exact.gap(&landscape, &q), 0.0, 1e-10, "no gap");
        for slope in variational_slope(&landscape, beta, &q) {
            close(slope, 0.0, 1e-9, "at rest");
        }
    }
}

#[test]
fn every_slope_is_a_difference() {
    let rng = &mut Rng::new(3);
    for _ in 0..20 {
        let q = Gaussian { mean: rng.normal(), deviation: (0.4 * rng.normal()).exp() };
        let [dm, ds] = variational_slope(&Wells, 1.5, &q);
        let by_mean =
            crate::common::slope(|mean| variational(&Wells, 1.5, &Gaussian { mean, ..q }), q.mean);
        let by_deviation = crate::common::slope(
            |deviation| variational(&Wells, 1.5, &Gaussian { deviation, ..q }),
            q.deviation,
        );
        close(dm, by_mean, 1e-6 * (1.0 + by_mean.abs()), "∂F̃/∂m");
        close(ds, by_deviation, 1e-6 * (1.0 + by_deviation.abs()), "∂F̃/∂s");
    }
    let model = Model { weight: 1.3, noise: 0.6 };
    for y in [-1.0, 0.4, 2.0] {
        let q = Encoder { weight: 0.3, deviation: 0.9 };
        let whole = |q: &Encoder| model.variational(q, y).iter().sum::<f64>();
        let [da, ds] = model.encoder_slope(&q, y);
        close(
            da,
            crate::common::slope(|weight| whole(&Encoder { weight, ..q }), q.weight),
            1e-8,
            "∂/∂a",
        );
        let by_s =
            crate::common::slope(|deviation| whole(&Encoder { deviation, ..q }), q.deviation);
        close(ds, by_s, 1e-8, "∂/∂s");
    }
}

#[test]
fn the_linear_gaussian_model_is_in_closed_form() {
    for (weight, noise) in [(1.0, 0.5), (-2.0, 1.0), (0.1, 0.3)] {
        let model = Model { weight, noise };
        let q = model.posterior();
        for y in [-2.0, 0.0, 0.7, 3.0] {
            // -ln ∫ p(z) e^-E dz by a plain sum.
            let n = 200_000;
            let sum: f64 = (0..n)
                .map(|i| -12.0 + 24.0 * (f64::from(i) + 0.5) / f64::from(n))
                .map(|z| (-0.5 * z * z - model.energy(y, z)).exp() / std::f64::consts::TAU.sqrt())
                .sum::<f64>()
                * 24.0
                / f64::from(n);
            close(model.free_energy(y), -sum.ln(), 1e-9, "F");
            let [energy, divergence] = model.variational(&q, y);
            close(energy + divergence, model.free_energy(y), 1e-10, "the ELBO is tight");
            for slope in model.encoder_slope(&q, y) {
                close(slope, 0.0, 1e-9, "at rest");
            }
            let other = Encoder { weight: q.weight + 0.2, deviation: 1.3 * q.deviation };
            assert!(model.variational(&other, y).iter().sum::<f64>() > model.free_energy(y));
        }
    }
}

#[test]
fn divergences_of_gaussians_are_closed() {
    for (mean, deviation) in [(0.0, 1.0), (1.2, 0.4), (-0.5, 2.0)] {
        let q = Gaussian { mean, deviation };
        let prior = Gaussian { mean: 0.0, deviation: 1.0 };
        let numeric = q.mean_of(|z| q.log_density(z) - prior.log_density(z));
        close(q.divergence(), numeric, 1e-9, "KL");
        close(q.entropy(), -q.mean_of(|z| q.log_density(z)), 1e-9, "entropy");
        let [dm, ds] = q.divergence_slope();
        close(
            dm,
            crate::common::slope(|mean| Gaussian { mean, ..q }.divergence(), mean),
            1e-8,
            "∂/∂m",
        );
        let by_s =
            crate::common::slope(|deviation| Gaussian { deviation, ..q }.divergence(), deviation);
        close(ds, by_s, 1e-8, "∂/∂s");
    }
    // The slide's cubes: d log₂(r/s) bits.
    close(cube_information(3.0, 4.0, 0.5) / 2.0_f64.ln(), 9.0, 1e-12, "nine bits");
}

#[test]
fn the_forces_on_balls_are_slopes() {
    let rng = &mut Rng::new(5);
    let balls: Vec<Ball> = (0..5)
        .map(|_| Ball { mean: [rng.normal(), rng.normal()], size: 0.3 + rng.uniform() })
        .collect();
    let forces = Forces { flight: 1.7, springs: 0.6, sizes: 0.8 };
    let moved = |i: usize, change: &dyn Fn(&mut Ball)| {
        let mut balls = balls.clone();
        change(&mut balls[i]);
        energy(&balls, &forces)
    };
    for i in 0..balls.len() {
        let (flight, pull, size) = forces_on(&balls, i, &forces);
        for k in 0..2 {
            let slope =
                crate::common::slope(|v| moved(i, &|ball| ball.mean[k] = v), balls[i].mean[k]);
            close(flight[k] + pull[k], -slope, 1e-8, "the force on a mean");
        }
        let slope = crate::common::slope(|v| moved(i, &|ball| ball.size = v), balls[i].size);
        close(size[0] + size[1], -slope, 1e-7, "the push on a size");
    }
    // ∫ q q' is the overlap but for a factor that equal balls share; KL is that of two coordinates.
    assert_eq!(overlap(&balls[0], &balls[0]), 1.0);
    let ball = balls[1];
    let one = |mean: f64| Gaussian { mean, deviation: ball.size }.divergence();
    close(information(&ball), one(ball.mean[0]) + one(ball.mean[1]), 1e-12, "information");
}

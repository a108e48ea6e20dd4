//! Targets and samplers: gradients by finite differences, partition functions by quadrature, samplers
//! by exact moments.

#![allow(clippy::disallowed_methods, reason = "the oracles may use the platform's functions")]

use crate::common::{Moments, close};
use downhill::ebm::{
    inference::free_energy::FreeEnergy,
    math::{cell_grid::CellGrid, rng::Rng},
    models::{
        datasets,
        ellipse::TRAINED,
        targets::{
            Banana, Donut, DoubleWell, Energy, Funnel, Learned, Normal, RoundMixture, Squiggle,
            learned::LEARNED,
        },
    },
    sampling::{
        langevin_density::{Kernel, Profile, Walk, acceptance, held, middle, normal, spacing},
        samplers::{Place, Sampler, Tempo},
    },
};

/// A target with a name; Z in closed form, where there is one; half the side of a square that holds
/// nearly all of it.
type Target = (&'static str, Box<dyn Energy>, Option<f64>, f64);

fn targets() -> Vec<Target> {
    use std::f64::consts::{PI, TAU};
    let sheared = TAU * (2.0_f64 * 0.5 - 0.25 * 0.25).sqrt();
    // ∫ e^-(r - 2.6)²/0.033 r dr over the ring: the tail at r = 0 is below 10⁻⁸⁸.
    let ring = TAU * 2.6 * (PI * 0.033).sqrt();
    vec![
        ("banana", Box::new(Banana), Some(TAU * 0.75_f64.sqrt()), 14.0),
        ("donut", Box::new(Donut), Some(ring), 5.0),
        ("normal", Box::new(Normal::standard()), Some(TAU), 8.0),
        ("three", Box::new(RoundMixture::three()), Some(1.0), 9.0),
        ("funnel", Box::new(Funnel), Some(TAU * 3.0), f64::NAN),
        ("squiggle", Box::new(Squiggle), Some(sheared), 10.0),
        ("well", Box::new(DoubleWell { barrier: 3.0 }), None, 6.0),
        ("eight", Box::new(RoundMixture::of(&datasets::eight_gaussians())), Some(1.0), 5.0),
        // Z of the ellipse's e^-βF is (π/β): the chapter on Gibbs derives it; β = 1.
        ("ellipse", Box::new(FreeEnergy::over_all_latents(TRAINED, 1.0)), Some(PI), 9.0),
    ]
}

#[test]
fn every_target_has_the_gradient_of_its_energy() {
    // Trained energies are of single precision: differences with a wide stencil.
    const H: f64 = 0.01;
    let mut rng = Rng::new(11);
    for (name, target, _, _) in targets() {
        for _ in 0..40 {
            let x = [2.0 * rng.normal(), 1.5 * rng.normal()];
            let [gx, gy] = target.gradient(x);
            let scale = 1.0 + gx.abs() + gy.abs();
            let sx = crate::common::slope(|a| target.energy([a, x[1]]), x[0]);
            let sy = crate::common::slope(|b| target.energy([x[0], b]), x[1]);
            close(gx / scale, sx / scale, 1e-6, &format!("{name}, along x₁ at {x:?}"));
            close(gy / scale, sy / scale, 1e-6, &format!("{name}, along x₂ at {x:?}"));
        }
        let points = [[0.3, -1.0], [1.0, 2.0]];
        assert_eq!(target.energies(&points), points.map(|x| target.energy(x)), "{name}");
        assert_eq!(target.gradients(&points), points.map(|x| target.gradient(x)), "{name}");
    }
    for (name, bytes) in LEARNED {
        let target = Learned::new(bytes);
        for _ in 0..20 {
            let x = [1.5 * rng.normal(), 1.5 * rng.normal()];
            let at = |dx: f64, dy: f64| target.energy([x[0] + dx, x[1] + dy]);
            let slope = [at(H, 0.0) - at(-H, 0.0), at(0.0, H) - at(0.0, -H)].map(|d| d / (2.0 * H));
            let found = target.gradient(x);
            let scale = 1.0 + slope[0].abs() + slope[1].abs();
            close(found[0] / scale, slope[0] / scale, 5e-3, name);
            close(found[1] / scale, slope[1] / scale, 5e-3, name);
        }
    }
}

#[test]
fn every_partition_function_is_its_closed_form() {
    for (name, target, z, half) in targets() {
        let Some(z) = z.filter(|_| half.is_finite()) else { continue };
        let square = CellGrid { half, side: 600 };
        let points: Vec<_> = square.middles().collect();
        let log_z = square.log_z(&target.energies(&points), 1.0);
        close(log_z, z.ln(), 2e-5, &format!("ln Z of {name}"));
    }
    // The funnel is as wide as e^(v/2): the integral over x₁ in closed form, the rest by sums.
    let rows = (-3000..3000).map(|i| f64::from(i) * 0.01);
    let row = |x2: f64| {
        // At x₁ = 0 the energy is v²/18 + v/2; the Gaussian along x₁ has the variance e^v.
        let width = ((x2 - 2.0) / 2.0).exp();
        let narrow = Funnel.energy([width, x2]) - Funnel.energy([0.0, x2]);
        close(narrow, 0.5, 1e-9, "one standard deviation away");
        std::f64::consts::TAU.sqrt() * width * (-Funnel.energy([0.0, x2])).exp()
    };
    close(rows.map(row).sum::<f64>() * 0.01, std::f64::consts::TAU * 3.0, 1e-9, "Z of the funnel");
}

#[test]
fn the_shapes_are_those_of_mcmc_demo() {
    // Written out from its sources, up to the constants that it leaves out.
    let normal = |x: [f64; 2], [a, b, c]: [f64; 3]| {
        (c * x[0] * x[0] - 2.0 * b * x[0] * x[1] + a * x[1] * x[1]) / (2.0 * (a * c - b * b))
    };
    for x in [[0.0, 0.0], [1.3, -0.4], [-2.0, 1.1]] {
        let straight = [x[0] / 2.0, x[1] * 2.0 + 0.4 * (x[0] * x[0] + 4.0) - 4.0];
        close(Banana.energy(x), normal(straight, [1.0, 0.5, 1.0]), 1e-12, "banana");
        let sheared = [x[0], x[1] + (5.0 * x[0]).sin()];
        close(Squiggle.energy(x), normal(sheared, [2.0, 0.25, 0.5]), 1e-12, "squiggle");
        let v = x[1] - 2.0;
        let funnel = v * v / 18.0 + x[0] * x[0] / (2.0 * v.exp()) + v / 2.0;
        close(Funnel.energy(x), funnel, 1e-12, "funnel");
    }
    close(Donut.energy([2.6, 0.0]), 0.0, 1e-12, "the ring's bottom");
    close(Donut.energy([0.0, 2.6 + 0.033_f64.sqrt()]), 1.0, 1e-12, "one unit up");
}

/// Moments of one coordinate over many chains after a burn-in, each chain read once a while.
fn moments(
    sampler: Sampler,
    target: &dyn Energy,
    tempo: Tempo,
    [burn, reads, gap]: [usize; 3],
    of: impl Fn([f64; 2]) -> f64,
) -> Moments {
    let rng = &mut Rng::new(5);
    let starts: Vec<_> = (0..400).map(|_| [rng.normal(), rng.normal()]).collect();
    let mut places = Place::of(target, &starts);
    let mut all = Moments::default();
    for t in 0..burn + reads * gap {
        sampler.step(target, &mut places, tempo, rng);
        if t >= burn && (t - burn).is_multiple_of(gap) {
            for place in &places {
                all.add(of(place.at));
            }
        }
    }
    all
}

#[test]
fn the_exact_samplers_have_exact_moments() {
    let square = CellGrid { half: 16.0, side: 400 };
    for (sampler, eta) in
        [(Sampler::Metropolis, 0.5), (Sampler::Mala, 0.4), (Sampler::Hamiltonian(8), 0.05)]
    {
        let at = |t: f64| Tempo { eta, temperature: t };
        // The standard normal at T = 1 and T = 2: variance T, fourth moment 3T².
        for t in [1.0, 2.0] {
            let found = moments(sampler, &Normal::standard(), at(t), [60, 60, 12], |x| x[0]);
            found.assert([0.0, t, 0.0, 3.0 * t * t], &format!("{sampler:?} at T = {t}"));
        }
        // The banana's second coordinate against quadrature.
        let energies = Banana.energies(&square.middles().collect::<Vec<_>>());
        let density = square.density(&energies, 1.0);
        let power = |k: i32| square.mean(&density, |c| square.middle(c / 400).powi(k));
        let (m, v) = (power(1), power(2) - power(1) * power(1));
        let third = power(3) - 3.0 * m * power(2) + 2.0 * m * m * m;
        let fourth = power(4) - 4.0 * m * power(3) + 6.0 * m * m * power(2) - 3.0 * m.powi(4);
        let found = moments(sampler, &Banana, at(1.0), [1500, 40, 150], |x| x[1]);
        found.assert([m, v, third, fourth], &format!("{sampler:?} on the banana"));
    }
}

#[test]
fn unadjusted_langevin_has_the_variance_of_its_closed_form() {
    for (eta, t) in [(0.1, 1.0), (0.5, 1.0), (1.0, 0.5), (1.5, 1.0), (1.8, 2.0)] {
        let tempo = Tempo { eta, temperature: t };
        let found = moments(Sampler::Langevin, &Normal::standard(), tempo, [200, 80, 20], |x| x[1]);
        let v = t / (1.0 - eta / 2.0);
        found.assert([0.0, v, 0.0, 3.0 * v * v], &format!("ULA at η = {eta}, T = {t}"));
        let walk = Walk { profile: Profile::Parabola, eta, temperature: t, tested: false };
        close(walk.parabola_variance().expect("stable"), v, 1e-12, "the closed form");
    }
}

#[test]
fn a_move_and_its_reverse_are_equally_frequent() {
    // Detailed balance of the test: p(x) q(x→y) α(x→y) = p(y) q(y→x) α(y→x).
    for profile in [Profile::Parabola, Profile::TwoWells, Profile::Tent] {
        let (eta, t) = (0.3, 0.7);
        let walk = Walk { profile, eta, temperature: t, tested: true };
        let q = |x: f64, y: f64| {
            let mean = x - eta * profile.slope(x);
            (-(y - mean) * (y - mean) / (4.0 * eta * t)).exp()
        };
        for (x, y) in [(0.3, 1.2), (-2.0, 0.4), (1.6, 1.4)] {
            let flow =
                |x: f64, y: f64| (-profile.energy(x) / t).exp() * q(x, y) * walk.acceptance(x, y);
            close(flow(x, y) / flow(y, x), 1.0, 1e-12, "detailed balance");
        }
    }
}

#[test]
fn the_law_on_the_grid_is_the_law_of_the_chains() {
    for profile in [Profile::Parabola, Profile::TwoWells, Profile::Tent] {
        for x in [-2.2, -0.3, 0.7, 1.9] {
            let exact = crate::common::slope(|x| profile.energy(x), x);
            close(profile.slope(x), exact, 1e-8, "E'");
        }
    }
    // The parabola: a Gaussian stays one, V ← (1 - η)² V + 2ηT.
    let walk = Walk { profile: Profile::Parabola, eta: 0.7, temperature: 0.8, tested: false };
    let kernel = Kernel::new(&walk);
    let (mut law, mut v) = (normal(0.0, 1.5), 1.5 * 1.5);
    for _ in 0..12 {
        law = kernel.step(&law);
        v = 0.3 * 0.3 * v + 2.0 * 0.7 * 0.8;
        let [mass, variance] = held(&law);
        close(mass, 1.0, 1e-10, "all of it is on the grid");
        close(variance, v, 1e-9, "V");
    }
    // Any profile: chains started from the law's start follow it; and with the test the target stays.
    for profile in [Profile::TwoWells, Profile::Tent] {
        let walk = Walk { profile, eta: 0.3, temperature: 1.0, tested: false };
        let kernel = Kernel::new(&walk);
        let rng = &mut Rng::new(3);
        let mut chains: Vec<f64> = (0..100_000).map(|_| rng.normal()).collect();
        let mut law = normal(0.0, 1.0);
        for _ in 0..6 {
            law = kernel.step(&law);
            for x in &mut chains {
                *x = walk.step(*x, rng).0;
            }
        }
        let power = |k: i32| {
            law.iter().enumerate().map(|(i, p)| p * middle(i).powi(k)).sum::<f64>() * spacing()
        };
        let mut found = Moments::default();
        for x in &chains {
            found.add(*x);
        }
        found.assert([0.0, power(2), 0.0, power(4)], &format!("{profile:?}"));

        let target = profile.density(1.0);
        let tested = Kernel::new(&Walk { tested: true, ..walk });
        let after = tested.step(&target);
        for (a, b) in after.iter().zip(&target) {
            close(*a, *b, 1e-6, "the test keeps the target");
        }
        let [_, biased] = held(&law);
        let [_, exact] = held(&target);
        assert!((biased - exact).abs() > 0.02, "without it there is a bias: {biased}, {exact}");
        // The acceptance on the grid is that of chains.
        let walk = Walk { tested: true, ..walk };
        let mut accepted = 0.0;
        for _ in 0..40 {
            for x in &mut chains[..20_000] {
                let (next, moved) = walk.step(*x, rng);
                *x = next;
                accepted += f64::from(u8::from(moved));
            }
        }
        let rate = accepted / (40.0 * 20_000.0);
        close(rate, acceptance(&walk), 0.01, "acceptance");
    }
}

#[test]
fn hops_take_the_time_of_first_passage() {
    // Against chains with small steps.
    let (well, t) = (DoubleWell { barrier: 2.0 }, 0.8);
    let tempo = Tempo { eta: 0.002, temperature: t };
    let rng = &mut Rng::new(8);
    let mut places = Place::of(&well, &[[-DoubleWell::WELL, 0.0]; 300]);
    let (mut steps, mut hops) = (0.0, 0.0);
    for _ in 0..20_000 {
        Sampler::Langevin.step(&well, &mut places, tempo, rng);
        for place in &mut places {
            steps += 1.0;
            if place.at[0] >= DoubleWell::WELL {
                hops += 1.0;
                *place = Place::of(&well, &[[-DoubleWell::WELL, 0.0]])[0];
            }
        }
    }
    let found = steps * tempo.eta / hops;
    let error = 3.0 * found / f64::sqrt(hops) + 0.02 * found;
    close(found, well.passage(t), error, "mean time of first passage");
    // Kramers' formula is its limit for high barriers.
    for (barrier, within) in [(4.0, 0.15), (8.0, 0.06), (14.0, 0.03)] {
        let well = DoubleWell { barrier };
        close(well.passage(1.0) / well.kramers(1.0), 1.0, within, &format!("barrier {barrier}"));
    }
}

//! Learning from data and model samples: every gradient by finite differences, densities by sums, the small
//! machine by enumeration.

#![allow(clippy::disallowed_methods, reason = "the oracles may use the platform's functions")]

use crate::common::{Moments, close};
use downhill::ebm::{
    learning::{
        contrastive::{BATCH, Recipe, Start, Trainer},
        exact_rbm::{HIDDEN, PARAMETERS, Rbm, STATES, VISIBLE, angle, bars_and_stripes},
    },
    math::{
        cell_grid::{CellGrid, WALL},
        quadrature_grid::QuadratureGrid,
        rng::Rng,
    },
    models::{
        datasets::{self, Blurred},
        energy_per_cell::{Table, entropy},
        valley::{Limits, Valley},
    },
};

#[test]
fn the_loss_of_a_table_has_its_gradient_and_its_least() {
    let mut rng = Rng::new(1);
    let table = Table { energies: (0..6).map(|_| 2.0 * rng.normal()).collect() };
    let data = [0.1, 0.3, 0.0, 0.2, 0.4, 0.0];
    let z: f64 = table.energies.iter().map(|e| (-e).exp()).sum();
    close(table.log_z(), z.ln(), 1e-12, "ln Z");
    let likelihood: f64 =
        data.iter().zip(&table.energies).map(|(d, e)| -d * ((-e).exp() / z).ln()).sum();
    close(table.loss(&data), likelihood, 1e-12, "the loss");
    for (j, found) in table.gradient(&data).into_iter().enumerate() {
        let loss = |e: f64| {
            let mut moved = table.clone();
            moved.energies[j] = e;
            moved.loss(&data)
        };
        close(found, crate::common::slope(loss, table.energies[j]), 1e-8, "∂loss/∂E");
    }
    // The least loss is the entropy of the data, where p = d.
    let even = [0.25; 4];
    close(entropy(&even), 4.0_f64.ln(), 1e-12, "entropy");
    close(Table { energies: vec![1.0; 4] }.loss(&even), entropy(&even), 1e-12, "p = d");
    // Neighbours share a step and lose none of it, away from the ends.
    let mut table = Table { energies: vec![0.0; 41] };
    let data: Vec<f64> = (0..41).map(|j| f64::from(u8::from(j == 20))).collect();
    table.step(&data, 1.0, 1.5);
    let moved: f64 = table.energies[10..31].iter().sum();
    close(moved, -(1.0 - 21.0 / 41.0), 2e-2, "the sum of a shared step");
    assert!(table.energies[20] < table.energies[21] && table.energies[21] < table.energies[25]);
}

#[test]
fn the_canyons_gradient_is_that_of_its_loss() {
    for (log_depth, log_width) in [(0.0, -0.2), (2.0, -1.5), (-1.0, 0.5), (4.0, -4.0)] {
        let canyon = Valley { log_depth, log_width };
        for y in [-1.0, 0.02, 0.5] {
            let exact = crate::common::slope(|y| canyon.energy(y), y);
            close(canyon.slope(y), exact, 1e-6 * (1.0 + exact.abs()), "E'");
        }
        // Z by a plain sum of many cells.
        let n = 2_000_000;
        let z: f64 = (0..n)
            .map(|i| -3.0 + 6.0 * (f64::from(i) + 0.5) / f64::from(n))
            .map(|y| (-canyon.energy(y) - canyon.depth()).exp())
            .sum::<f64>()
            * 6.0
            / f64::from(n);
        close(canyon.log_z(), z.ln() + canyon.depth(), 1e-6, "ln Z");
        for limits in [
            Limits { noise: 0.0, smooth: 0.0 },
            Limits { noise: 0.1, smooth: 0.0 },
            Limits { noise: 0.0, smooth: 0.01 },
        ] {
            let loss = |a: f64, w: f64| Valley { log_depth: a, log_width: w }.loss(&limits);
            let [ga, gw] = canyon.gradient(&limits);
            let exact = [
                crate::common::slope(|a| loss(a, log_width), log_depth),
                crate::common::slope(|w| loss(log_depth, w), log_width),
            ];
            close(ga, exact[0], 1e-4 * (1.0 + exact[0].abs()), "∂loss/∂ln a");
            close(gw, exact[1], 1e-4 * (1.0 + exact[1].abs()), "∂loss/∂ln w");
        }
    }
    let mut steep = Valley { log_depth: 4.0, log_width: -1.0 };
    steep.limit_slope(5.0);
    let steepest = (1..3000).map(|i| steep.slope(f64::from(i) * 1e-3)).fold(0.0, f64::max);
    close(steepest, 5.0, 1e-4, "the steepest slope");
}

/// E of a state of both layers, from its formula.
fn joint_energy(rbm: &Rbm, v: usize, h: usize) -> f64 {
    let on = |state: usize, i: usize| (state >> i & 1) as f64;
    let mut energy = 0.0;
    for i in 0..VISIBLE {
        energy -= on(v, i) * rbm.theta[VISIBLE * HIDDEN + i];
        for j in 0..HIDDEN {
            energy -= on(v, i) * on(h, j) * rbm.theta[i * HIDDEN + j];
        }
    }
    for j in 0..HIDDEN {
        energy -= on(h, j) * rbm.theta[VISIBLE * HIDDEN + VISIBLE + j];
    }
    energy
}

#[test]
fn the_small_machine_is_what_enumeration_says() {
    let rbm = Rbm::random(1.0, &mut Rng::new(4));
    let data = bars_and_stripes();
    close(data.iter().sum::<f64>(), 1.0, 1e-12, "shares");
    let weight =
        |v: usize| -> f64 { (0..1 << HIDDEN).map(|h| (-joint_energy(&rbm, v, h)).exp()).sum() };
    let z: f64 = (0..STATES).map(weight).sum();
    for (v, p) in rbm.model().into_iter().enumerate() {
        close(rbm.free_energy(v), -weight(v).ln(), 1e-10, "F(v)");
        close(p, weight(v) / z, 1e-12, "p(v)");
    }
    let gradient = rbm.gradient(&data);
    for (j, found) in gradient.into_iter().enumerate() {
        let likelihood = |theta: f64| {
            let mut moved = rbm.clone();
            moved.theta[j] = theta;
            moved.log_likelihood(&data)
        };
        close(found, crate::common::slope(likelihood, rbm.theta[j]), 1e-8, "the gradient");
    }
    // Gibbs sampling keeps the model and forgets everything else.
    let model = rbm.model();
    for (a, b) in rbm.gibbs(&model).iter().zip(&model) {
        close(*a, *b, 1e-12, "the model stays");
    }
    for (k, direction) in (1..).zip(rbm.contrastives(&data, 7)) {
        assert_eq!(direction, rbm.contrastive(&data, k), "CD-{k}, in one walk and alone");
    }
    let late = rbm.contrastive(&data, 4000);
    for (a, b) in late.iter().zip(&gradient) {
        close(*a, *b, 1e-9, "CD-k for large k");
    }
    // One sweep against sums over both layers.
    let mut after = [0.0; STATES];
    for (v, share) in data.iter().enumerate() {
        for h in 0..1 << HIDDEN {
            let hidden = (-joint_energy(&rbm, v, h)).exp() / weight(v);
            let all: f64 = (0..STATES).map(|u| (-joint_energy(&rbm, u, h)).exp()).sum();
            for (u, cell) in after.iter_mut().enumerate() {
                *cell += share * hidden * (-joint_energy(&rbm, u, h)).exp() / all;
            }
        }
    }
    for (a, b) in rbm.gibbs(&data).iter().zip(&after) {
        close(*a, *b, 1e-12, "one sweep");
    }
    // A gradient field has a symmetric Jacobian, E[CD-1] has not.
    assert!(rbm.asymmetry(|rbm| rbm.gradient(&data)) < 1e-7);
    assert!(rbm.asymmetry(|rbm| rbm.contrastive(&data, 1)) > 1e-3);
    let mut axis = [[0.0; PARAMETERS]; 2];
    (axis[0][0], axis[1][0], axis[1][1]) = (2.0, 1.0, 1.0);
    close(angle(&axis[0], &axis[1]), std::f64::consts::FRAC_PI_4, 1e-12, "an angle of 45°");
}

fn all_data() -> Vec<(&'static str, Blurred)> {
    vec![
        ("eight Gaussians", datasets::eight_gaussians()),
        ("two moons", datasets::two_moons()),
        ("rings", datasets::rings()),
        ("checkerboard", datasets::checkerboard()),
        ("spiral", datasets::spiral()),
        ("pinwheel", datasets::pinwheel()),
        ("ellipse", datasets::ellipse()),
        ("corner", datasets::corner()),
        ("own", datasets::own(&[[0.5, 1.0], [9.0, -9.0]])),
    ]
}

#[test]
fn data_follow_their_density() {
    let square = CellGrid { half: WALL, side: 64 };
    let area = square.spacing() * square.spacing();
    for (name, data) in all_data() {
        let density = data.density_on(&square.places());
        for (c, x) in square.middles().enumerate().step_by(37) {
            close(density[c], data.density(x), 1e-12, name);
        }
        let mass = density.iter().sum::<f64>() * area;
        close(mass, 1.0, 0.02, &format!("{name} lies within the walls"));
        // Moments of the draws: those of the centres plus the blur.
        let n = data.centres.len() as f64;
        let s2 = data.sigma * data.sigma;
        for axis in 0..2 {
            let power = |k: i32| data.centres.iter().map(|c| c[axis].powi(k)).sum::<f64>() / n;
            let (m, raw2) = (power(1), power(2) + s2);
            let raw3 = power(3) + 3.0 * m * s2;
            let raw4 = power(4) + 6.0 * power(2) * s2 + 3.0 * s2 * s2;
            let v = raw2 - m * m;
            let third = raw3 - 3.0 * m * raw2 + 2.0 * m * m * m;
            let fourth = raw4 - 4.0 * m * raw3 + 6.0 * m * m * raw2 - 3.0 * m.powi(4);
            let (mut found, rng) = (Moments::default(), &mut Rng::new(6));
            for _ in 0..40_000 {
                found.add(data.draw(rng)[axis]);
            }
            found.assert([m, v, third, fourth], name);
        }
    }
}

#[test]
fn sums_over_the_square_are_integrals() {
    // Two Gaussians well within: ln Z, KL and mean in closed form.
    let square = CellGrid { half: 6.0, side: 200 };
    let energy = |[x, y]: [f64; 2], s: f64, m: f64| ((x - m) * (x - m) + y * y) / (2.0 * s * s);
    let p: Vec<f64> = square.middles().map(|x| energy(x, 0.8, 0.3)).collect();
    let q: Vec<f64> = square.middles().map(|x| energy(x, 1.0, 0.0)).collect();
    let tau = std::f64::consts::TAU;
    close(square.log_z(&p, 1.0), (tau * 0.64).ln(), 1e-9, "ln Z");
    close(square.log_z(&p, 2.0), (tau * 0.32).ln(), 1e-9, "ln Z at β = 2");
    let density = square.density(&p, 1.0);
    let log_z = square.log_z(&q, 1.0);
    let kl = square.divergence(&density, |c| -q[c] - log_z);
    let exact = 2.0 * ((1.0_f64 / 0.8).ln() + 0.32 - 0.5) + 0.5 * 0.09;
    close(kl, exact, 1e-8, "KL of two Gaussians");
    let mean = square.mean(&density, |c| square.middle(c % 200));
    close(mean, 0.3, 1e-9, "the mean");
    for x in [[-5.9, 5.9], [0.01, -0.01], [3.0, 2.0]] {
        let middle = square.middles().nth(square.cell(x)).expect("a cell");
        let within = (0..2).all(|k| (middle[k] - x[k]).abs() <= 0.5 * square.spacing() + 1e-12);
        assert!(within, "{x:?} lies in the cell about {middle:?}");
    }
}

#[test]
fn sums_over_a_mesh_are_integrals() {
    let mesh = QuadratureGrid::new(WALL, 49);
    // Two Gaussians within the walls, and an energy whose density is large at them.
    let bell = |[x, y]: [f64; 2]| ((x - 0.4) * (x - 0.4) + y * y) / (2.0 * 0.5 * 0.5);
    let energies: Vec<f64> = mesh.nodes().map(bell).collect();
    let tau = std::f64::consts::TAU;
    close(mesh.log_z(&energies), (tau * 0.25).ln(), 1e-9, "ln Z of a Gaussian");
    let slope: Vec<f64> = mesh.nodes().map(|[x, y]| 0.5 * x - 0.3 * y + 900.0).collect();
    let side = |a: f64| 2.0 * (a * WALL).sinh() / a;
    close(mesh.log_z(&slope), (side(0.5) * side(0.3)).ln() - 900.0, 1e-5, "ln Z of a slope");
    let nodes: Vec<_> = mesh.nodes().collect();
    assert_eq!(
        (nodes[0], nodes[48], nodes[49]),
        ([-WALL; 2], [WALL, -WALL], [-WALL, mesh.places[1]])
    );
    close(
        mesh.integral(|i| nodes[i][0] * nodes[i][0]),
        2.0 * WALL * 2.0 * WALL.powi(3) / 3.0,
        1e-9,
        "x²",
    );
}

const RECIPE: Recipe = Recipe {
    start: Start::Persistent,
    k: 5,
    eta: 0.01,
    temperature: 1.0,
    rate: 0.005,
    alpha: 0.05,
    fresh: 0.1,
    flipped: false,
};

#[test]
fn the_gradient_of_training_is_that_of_its_loss() {
    let data = datasets::two_moons();
    let mut trainer = Trainer::new(16, &data, 3);
    for seed in 0..5 {
        trainer.update(&RECIPE, &data, seed);
    }
    for flipped in [false, true] {
        let recipe = Recipe { flipped, ..RECIPE };
        let gradient = trainer.gradient(&recipe);
        let loss = |trainer: &Trainer| {
            let mean = |cloud, f: &dyn Fn(f64) -> f64| {
                let energies = trainer.energy.energies(cloud);
                energies.iter().map(|e| f(f64::from(*e))).sum::<f64>() / energies.len() as f64
            };
            let sign = if flipped { -1.0 } else { 1.0 };
            let gap = mean(&trainer.data, &|e| e) - mean(&trainer.negatives, &|e| e);
            let squares = mean(&trainer.data, &|e| e * e) + mean(&trainer.negatives, &|e| e * e);
            sign * gap + 0.5 * recipe.alpha * squares
        };
        for j in (0..gradient.len()).step_by(29) {
            const H: f32 = 0.01;
            let at = |h: f32| {
                let mut moved = trainer.clone();
                moved.energy.change(|theta| theta[j] += h);
                loss(&moved)
            };
            let exact = (at(H) - at(-H)) / f64::from(2.0 * H);
            close(f64::from(gradient[j]), exact, 2e-3 * (1.0 + exact.abs()), "∂loss/∂θ");
        }
    }
}

#[test]
fn chains_in_slices_are_the_same_chains() {
    let data = datasets::two_moons();
    let mut whole = Trainer::new(16, &data, 5);
    let mut parts = whole.clone();
    for seed in 0..3 {
        whole.update(&RECIPE, &data, seed);
        parts.start_chains(&RECIPE, &data, seed);
        let calls = (1..=BATCH).find(|_| parts.run_chains(&RECIPE, 24));
        assert_eq!(calls, Some(BATCH.div_ceil(24)), "24 chains a part");
        parts.learn(&RECIPE);
        let all = |trainer: &Trainer| trainer.negatives.points().collect::<Vec<_>>();
        assert_eq!(all(&whole), all(&parts));
        assert_eq!(whole.energy.parameters(), parts.energy.parameters());
    }
}

#[test]
fn chains_start_where_the_recipe_says() {
    let data = datasets::corner();
    for start in [Start::Data, Start::Persistent, Start::Noise] {
        let mut trainer = Trainer::new(16, &data, 7);
        let before: Vec<_> = trainer.negatives.points().collect();
        let recipe = Recipe { start, fresh: 0.0, ..RECIPE };
        trainer.start_chains(&recipe, &data, 1);
        assert!(trainer.run_chains(&recipe, BATCH), "all at once");
        let starts: Vec<_> = trainer.starts.points().collect();
        let batch: Vec<_> = trainer.data.points().collect();
        assert_eq!(starts == batch, start == Start::Data, "{start:?}");
        assert_eq!(starts == before, start == Start::Persistent, "{start:?}");
        // The ways that are drawn end where the negatives are.
        let ways = trainer.ways(&recipe, 1);
        let (way, end) = (ways.last().expect("k steps"), &trainer.negatives);
        let ends: Vec<_> = end.points().take(way.len()).collect();
        assert_eq!(way.points().collect::<Vec<_>>(), ends, "{start:?}");
        assert_eq!(ways.len(), RECIPE.k + 1);
        let inside = |p: [f32; 2]| p.iter().all(|v| f64::from(v.abs()) <= WALL + 1e-6);
        assert!(end.points().all(inside), "the walls hold");
    }
}

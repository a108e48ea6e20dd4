//! The minimisers and the searches for ž, on functions whose minima are known.

#![allow(clippy::disallowed_methods, reason = "the oracles may use the platform's functions")]

use crate::common::close;
use downhill::ebm::{
    inference::{
        latent_minimum::closest,
        minimise::{
            Counted,
            brent::{Brent, line_minimum},
            conjugate_gradient::ConjugateGradient,
            golden::Golden,
            lbfgs::Lbfgs,
            line::{Bracket, GOLDEN, backtrack},
        },
        six_methods::{Inference, Method, trapped},
    },
    math::rng::Rng,
    models::ellipse::{Decoder, TRAINED, UNTRAINED},
};

const DECODERS: [Decoder; 3] = [TRAINED, UNTRAINED, Decoder { w: [-0.7, -1.9] }];

fn points(seed: u64, count: usize) -> Vec<[f64; 2]> {
    let mut rng = Rng::new(seed);
    (0..count).map(|_| [6.0 * rng.uniform() - 3.0, 4.0 * rng.uniform() - 2.0]).collect()
}

#[test]
fn brackets_hold_a_minimum_and_line_searches_find_it() {
    let mut asked = 0;
    for (x, stride) in [(0.0, 0.1), (7.0, 0.5), (-3.0, -0.2), (2.0, 0.3)] {
        let mut f = |x: f64| {
            asked += 1;
            (x - 2.0).powi(2) + 0.1 * (x - 2.0).powi(4)
        };
        let mut bracket = Bracket::start(x, stride, &mut f);
        while !bracket.holds() {
            bracket.widen(&mut f);
        }
        let [a, b, c] = bracket.points;
        assert!((a[0] - 2.0) * (c[0] - 2.0) <= 0.0 && b[1] <= a[1] && b[1] <= c[1]);
        let mut golden = Golden::start(&bracket, &mut f);
        let width = golden.ends()[1] - golden.ends()[0];
        for _ in 0..30 {
            golden.step(&mut f);
        }
        let left = golden.ends()[1] - golden.ends()[0];
        close(left / width * GOLDEN.powi(30), 1.0, 1e-6, "0.618 a value");
        close(golden.best()[0], 2.0, 1e-5, "golden section");
        let mut brent = Brent::start(&bracket, 1e-8);
        let mut steps = 0;
        while !brent.done() {
            brent.step(&mut f);
            steps += 1;
        }
        close(brent.best()[0], 2.0, 1e-6, "Brent");
        assert!(steps < 40, "Brent took {steps}");
        close(line_minimum(stride, 1e-8, &mut |t| f(x + t))[0], 2.0 - x, 1e-6, "a line search");
    }
    assert!(asked > 100);
    let (t, value) = backtrack(1.0, -2.0, 8.0, &mut |t| (t - 1.0) * (t - 1.0));
    assert!(value < 1.0 && (value - (t - 1.0) * (t - 1.0)).abs() < 1e-15);
    close(t, 1.0, 0.25, "backtracking lands near the parabola's vertex");
}

/// Rosenbrock's valley, whose minimum is (1, 1), and a quadratic.
#[test]
fn the_minimisers_find_known_minima_in_two_dimensions() {
    let value = |[x, y]: [f64; 2]| 100.0 * (y - x * x).powi(2) + (1.0 - x).powi(2);
    let gradient =
        |[x, y]: [f64; 2]| [-400.0 * x * (y - x * x) - 2.0 * (1.0 - x), 200.0 * (y - x * x)];
    let mut f = Counted::new(&value, &gradient);
    let mut lbfgs = Lbfgs::start([-1.2, 1.0], &mut f);
    for _ in 0..60 {
        lbfgs.step(0.1, &mut f);
    }
    close(lbfgs.x()[0], 1.0, 1e-6, "L-BFGS");
    let mut cg = ConjugateGradient::start([-1.2, 1.0], &mut f);
    for _ in 0..60 {
        cg.step(0.1, &mut f);
    }
    close(cg.x()[0], 1.0, 1e-4, "conjugate gradients");

    let value = |[x, y]: [f64; 2]| 3.0 * x * x + 2.0 * x * y + y * y - x;
    let gradient = |[x, y]: [f64; 2]| [6.0 * x + 2.0 * y - 1.0, 2.0 * x + 2.0 * y];
    let mut f = Counted::new(&value, &gradient);
    let mut cg = ConjugateGradient::start([3.0, -4.0], &mut f);
    cg.step(0.3, &mut f);
    cg.step(0.3, &mut f);
    close(cg.x()[0], 0.25, 1e-5, "two lines are enough for a quadratic of two variables");
    close(cg.x()[1], -0.25, 1e-5, "two lines");
    assert_eq!(f.gradients, 3, "every gradient is counted");
}

/// Every local method ends where the slope vanishes; the best of them agrees with the closed form.
#[test]
fn the_minimisers_find_the_nearest_point_of_the_ellipse() {
    for decoder in DECODERS {
        for y in points(6, 40) {
            let exact = closest(&decoder, y);
            let value = |[z]: [f64; 1]| decoder.energy(y, z);
            let gradient = |[z]: [f64; 1]| [decoder.energy_dz(y, z)];
            let mut best = f64::INFINITY;
            for start in [0.1, 1.7, 3.3, 4.9] {
                let mut f = Counted::new(&value, &gradient);
                let mut lbfgs = Lbfgs::start([start], &mut f);
                let mut cg = ConjugateGradient::start([start], &mut f);
                for _ in 0..60 {
                    lbfgs.step(0.3, &mut f);
                    cg.step(0.3, &mut f);
                }
                close(lbfgs.gradient()[0], 0.0, 1e-6, "L-BFGS stops at a level place");
                close(cg.gradient()[0], 0.0, 1e-4, "CG stops at a level place");
                best = best.min(value(lbfgs.x())).min(value(cg.x()));
                assert!(best >= exact.energy - 1e-12, "nothing lies below F∞");
            }
            close(best, exact.energy, 1e-9, "the best of four starts");
        }
    }
}

/// What each method asks is what it is said to ask, and it ends where the slope vanishes.
#[test]
fn every_method_of_inference_counts_and_arrives() {
    let (y, start) = ([1.98, 0.06], 0.5);
    for method in Method::all(0.05) {
        let end = Inference::new(method, UNTRAINED, y, start).finish(400);
        assert!(end.done(), "{method:?} arrives");
        match method {
            Method::Exhaustive => assert_eq!((end.tried.len(), end.slopes), (48, 0)),
            Method::Golden | Method::Brent => assert_eq!(end.slopes, 0, "{method:?}"),
            Method::Descent { .. } => assert!(end.tried.is_empty() && end.slopes > 50),
            Method::ConjugateGradient | Method::Lbfgs => {
                assert!(end.slopes > 1 && end.tried.len() > 1);
            }
        }
        let best = end.tried.iter().map(|&z| UNTRAINED.energy(y, z)).fold(f64::INFINITY, f64::min);
        assert!(UNTRAINED.energy(y, end.z()) <= best + 1e-12, "{method:?} answers with its best");
        let gap = UNTRAINED.energy(y, end.z()) - closest(&UNTRAINED, y).energy;
        assert!(gap < if method == Method::Exhaustive { 1e-3 } else { 1e-9 }, "{method:?}: {gap}");
    }
    // One valley: no start is trapped. Two: some are, for every local method.
    for method in Method::all(0.05) {
        assert!(trapped(method, UNTRAINED, y, 40, 400).iter().all(|t| !t), "{method:?}");
        let count = trapped(method, TRAINED, [0.0, -0.5], 40, 400).iter().filter(|t| **t).count();
        assert_eq!(count > 0, method != Method::Exhaustive, "{method:?}: {count}");
    }
}

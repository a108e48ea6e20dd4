//! The multipliers against reverse-mode differentiation written here, against finite differences, and
//! the solutions of small problems in closed form.

#![allow(clippy::disallowed_methods, reason = "the oracles may use the platform's functions")]

use crate::common::close;
use downhill::ebm::{
    constraints::lagrangian::{
        Lagrangian, Layer, Sign, back_propagation, descend, differences, relax,
        training::{Example, mean_cost, slopes_by_back_propagation, slopes_by_moves},
    },
    math::rng::Rng,
};

fn problem(sign: Sign, seed: u64) -> Lagrangian {
    let rng = &mut Rng::new(seed);
    let layers = vec![
        Layer::random(2, 4, true, rng),
        Layer::random(4, 3, true, rng),
        Layer::random(3, 3, true, rng),
        Layer::random(3, 2, false, rng),
    ];
    Lagrangian::new(layers, vec![0.7, -0.4], vec![0.5, -1.0], sign)
}

/// A tape of operations on single numbers: reverse-mode differentiation, written out here.
#[derive(Default)]
struct Tape {
    /// Value, and (parent, slope) pairs.
    nodes: Vec<(f64, Vec<(usize, f64)>)>,
}

impl Tape {
    fn push(&mut self, value: f64, parents: Vec<(usize, f64)>) -> usize {
        self.nodes.push((value, parents));
        self.nodes.len() - 1
    }

    fn add(&mut self, a: usize, b: usize) -> usize {
        self.push(self.nodes[a].0 + self.nodes[b].0, vec![(a, 1.0), (b, 1.0)])
    }

    fn mul(&mut self, a: usize, b: usize) -> usize {
        let (x, y) = (self.nodes[a].0, self.nodes[b].0);
        self.push(x * y, vec![(a, y), (b, x)])
    }

    fn tanh(&mut self, a: usize) -> usize {
        let t = self.nodes[a].0.tanh();
        self.push(t, vec![(a, 1.0 - t * t)])
    }

    fn slopes(&self, from: usize) -> Vec<f64> {
        let mut slopes = vec![0.0; self.nodes.len()];
        slopes[from] = 1.0;
        for node in (0..=from).rev() {
            for &(parent, slope) in &self.nodes[node].1 {
                slopes[parent] += slope * slopes[node];
            }
        }
        slopes
    }
}

/// ∂C/∂z_k and ∂C/∂w_k by the tape.
fn by_tape(problem: &Lagrangian) -> (Vec<Vec<f64>>, Vec<Vec<f64>>) {
    let mut tape = Tape::default();
    let mut z: Vec<usize> = problem.x.iter().map(|&v| tape.push(v, vec![])).collect();
    let (mut states, mut weights) = (Vec::new(), Vec::new());
    for layer in &problem.layers {
        let w: Vec<usize> = layer.weights.iter().map(|&v| tape.push(v, vec![])).collect();
        let b: Vec<usize> = layer.bias.iter().map(|&v| tape.push(v, vec![])).collect();
        let mut next = Vec::new();
        for (row, bias) in w.chunks(z.len()).zip(&b) {
            let mut sum = *bias;
            for (w, z) in row.iter().zip(&z) {
                let product = tape.mul(*w, *z);
                sum = tape.add(sum, product);
            }
            next.push(if layer.bent { tape.tanh(sum) } else { sum });
        }
        weights.push([w, b].concat());
        states.push(next.clone());
        z = next;
    }
    let half = tape.push(0.5, vec![]);
    let mut cost = tape.push(0.0, vec![]);
    for (z, y) in z.into_iter().zip(&problem.y) {
        let minus = tape.push(-y, vec![]);
        let gap = tape.add(z, minus);
        let square = tape.mul(gap, gap);
        let term = tape.mul(half, square);
        cost = tape.add(cost, term);
    }
    let slopes = tape.slopes(cost);
    let of = |ids: Vec<Vec<usize>>| {
        ids.into_iter().map(|ids| ids.into_iter().map(|i| slopes[i]).collect()).collect()
    };
    (of(states), of(weights))
}

#[test]
fn the_multipliers_are_the_gradients() {
    for seed in 0..20 {
        for sign in [Sign::Minus, Sign::Plus] {
            let mut problem = problem(sign, seed);
            problem.forward();
            problem.backward();
            let (states, weights) = by_tape(&problem);
            let textbook = back_propagation(&problem.layers, &problem.x, &problem.y);
            for k in 1..=problem.layers.len() {
                let numeric = differences(&problem, k, 1e-5);
                for (i, l) in problem.multipliers[k - 1].iter().enumerate() {
                    let slope = -sign.factor() * l;
                    close(slope, states[k - 1][i], 1e-12, "λ by the tape");
                    close(slope, textbook[k - 1].state[i], 1e-12, "λ by back-propagation");
                    close(slope, numeric[i], 1e-6, "λ by differences");
                }
                for (i, found) in problem.slope_of_weights(k - 1).into_iter().enumerate() {
                    close(found, weights[k - 1][i], 1e-12, "∂L/∂w is ∂C/∂w");
                    close(found, textbook[k - 1].weights[i], 1e-12, "by back-propagation");
                }
                let largest = |all: Vec<f64>| all.into_iter().fold(0.0, |m: f64, v| m.max(v.abs()));
                assert!(largest(problem.violation(k - 1)) == 0.0, "forward solves ∂L/∂λ = 0");
                assert!(largest(problem.slope_of_state(k)) < 1e-15, "backward solves ∂L/∂z = 0");
            }
            close(problem.value(), problem.cost(), 1e-15, "without violation L is C");
        }
    }
}

#[test]
fn every_partial_of_the_lagrangian_is_its_slope() {
    let rng = &mut Rng::new(9);
    for sign in [Sign::Minus, Sign::Plus] {
        let mut problem = problem(sign, 4);
        // Anywhere, not only where the constraints hold.
        for row in problem.states.iter_mut().chain(&mut problem.multipliers) {
            for v in row {
                *v = rng.normal();
            }
        }
        for k in 1..=problem.layers.len() {
            for i in 0..problem.states[k - 1].len() {
                let at = |change: &dyn Fn(&mut Lagrangian, f64)| {
                    crate::common::slope(
                        |v| {
                            let mut moved = problem.clone();
                            change(&mut moved, v);
                            moved.value()
                        },
                        0.0,
                    )
                };
                let by_state = at(&|p, v| p.states[k - 1][i] += v);
                close(problem.slope_of_state(k)[i], by_state, 1e-8, "∂L/∂z");
                let by_multiplier = at(&|p, v| p.multipliers[k - 1][i] += v);
                let violation = sign.factor() * problem.violation(k - 1)[i];
                close(violation, by_multiplier, 1e-8, "∂L/∂λ");
                let penalty = crate::common::slope(
                    |v| {
                        let mut moved = problem.clone();
                        moved.states[k - 1][i] += v;
                        moved.penalised(3.0)
                    },
                    0.0,
                );
                close(problem.penalised_slope(k, 3.0)[i], penalty, 1e-7, "∂(penalty form)/∂z");
            }
            let slope = problem.slope_of_weights(k - 1);
            let inputs = problem.layers[k - 1].weights.len();
            for (i, found) in slope.into_iter().enumerate() {
                let by_weight = crate::common::slope(
                    |v| {
                        let mut moved = problem.clone();
                        let layer = &mut moved.layers[k - 1];
                        if i < inputs {
                            layer.weights[i] += v;
                        } else {
                            layer.bias[i - inputs] += v;
                        }
                        moved.value()
                    },
                    0.0,
                );
                close(found, by_weight, 1e-8, "∂L/∂w");
            }
        }
    }
}

#[test]
fn a_step_of_the_lagrangian_is_a_step_of_gradient_descent() {
    let mut problem = problem(Sign::Minus, 3);
    for _ in 0..20 {
        problem.forward();
        problem.backward();
        let (_, weights) = by_tape(&problem);
        let mut expected = problem.layers.clone();
        for (layer, slope) in expected.iter_mut().zip(weights) {
            for (w, s) in layer.weights.iter_mut().chain(&mut layer.bias).zip(slope) {
                *w -= 0.1 * s;
            }
        }
        let slopes = problem.slopes_of_weights();
        descend(&mut problem.layers, &slopes, 0.1);
        for (a, b) in problem.layers.iter().zip(&expected) {
            let both = a.weights.iter().chain(&a.bias).zip(b.weights.iter().chain(&b.bias));
            both.for_each(|(a, b)| close(*a, *b, 1e-13, "the same weights"));
        }
    }
}

#[test]
fn a_large_penalty_leads_to_the_multipliers() {
    let layer = |w: f64, bent: bool| Layer { weights: vec![w], bias: vec![0.1], bent };
    let layers = vec![layer(1.2, true), layer(-0.8, true), layer(1.5, true), layer(1.0, false)];
    let mut exact = Lagrangian::new(layers.clone(), vec![0.8], vec![1.0], Sign::Minus);
    exact.forward();
    exact.backward();
    let mut last = f64::INFINITY;
    for rho in [1.0, 10.0, 100.0, 1e4, 1e6] {
        let mut chain = Lagrangian::new(layers.clone(), vec![0.8], vec![1.0], Sign::Minus);
        let moved = (0..200).map(|_| relax(&mut chain, rho)).last();
        assert!(moved.is_some_and(|m| m < 1e-9), "it comes to rest");
        for k in 1..=4 {
            let slope = chain.penalised_slope(k, rho)[0];
            close(slope, 0.0, 1e-7, "at rest there is no slope");
        }
        // ρ v_k is minus the multiplier that is the gradient, up to a term like 1/ρ.
        let gap = (0..4)
            .map(|k| (rho * chain.violation(k)[0] + exact.multipliers[k][0]).abs())
            .fold(0.0, f64::max);
        // Like 1/ρ once ρ is large, and smaller from one ρ to the next before.
        let expected = if rho > 1e3 { 0.02 } else { 0.5 };
        assert!(gap < expected * last, "{gap} after {last}");
        last = gap;
        assert!(chain.penalised(rho) <= exact.cost() + 1e-12, "the relaxed minimum is lower");
    }
    assert!(last < 1e-5, "{last}");
}

#[test]
fn training_by_moves_is_training_by_back_propagation() {
    let rng = &mut Rng::new(2);
    let mut layers = vec![Layer::random(2, 6, true, rng), Layer::random(6, 1, false, rng)];
    let examples: Vec<Example> = (0..20)
        .map(|_| [rng.normal(), rng.normal()])
        .map(|[a, b]| Example { x: vec![a, b], y: vec![if a * b > 0.0 { 1.0 } else { -1.0 }] })
        .collect();
    let before = mean_cost(&layers, &examples);
    for _ in 0..300 {
        let slopes = slopes_by_moves(&layers, &examples);
        assert_eq!(slopes, slopes_by_back_propagation(&layers, &examples), "bit for bit");
        // Against differences of the mean cost, for one weight.
        let cost = |w: f64| {
            let mut moved = layers.clone();
            moved[0].weights[3] = w;
            mean_cost(&moved, &examples)
        };
        close(
            slopes[0][3],
            crate::common::slope(cost, layers[0].weights[3]),
            1e-8,
            "∂(mean cost)/∂w",
        );
        descend(&mut layers, &slopes, 0.3);
    }
    assert!(mean_cost(&layers, &examples) < 0.3 * before, "it learns");
}

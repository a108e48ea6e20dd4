//! What judges chains, against another program and against draws that are exact.

#![allow(clippy::disallowed_methods, reason = "the oracles may use the platform's functions")]

use crate::common::close;
use downhill::ebm::{
    math::{
        histogram::{divergence, divergence_of_exact_draws},
        rng::Rng,
    },
    sampling::diagnostics::{autocorrelation, effective_size, occupancy, split_rhat},
};

/// The stored chains of a case, in the file's order.
fn chains(name: &str) -> Vec<Vec<f64>> {
    let text = std::fs::read_to_string("tests/reference/chains.csv").expect("stored chains");
    let row = |line: &str| {
        let (head, numbers) = line.split_once(',')?;
        let numbers = numbers.split(',').map(|v| v.parse().expect("a number")).collect();
        (head == name).then_some(numbers)
    };
    text.lines().filter_map(row).collect()
}

#[test]
fn r_hat_and_ess_are_those_of_arviz() {
    let text = std::fs::read_to_string("tests/reference/chains.txt").expect("stored truths");
    let mut cases = 0;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (name, numbers) = line.split_once(' ').expect("a name");
        let truths: Vec<f64> = numbers.split(' ').map(|v| v.parse().expect("a number")).collect();
        let chains = chains(name);
        let chains: Vec<&[f64]> = chains.iter().map(Vec::as_slice).collect();
        let rhat = split_rhat(&chains).expect("enough draws");
        close(rhat / truths[0], 1.0, 1e-9, &format!("split R-hat of {name}"));
        let size = effective_size(&chains).expect("enough draws");
        close(size / truths[1], 1.0, 1e-9, &format!("effective size of {name}"));
        for (lag, rho) in autocorrelation(chains[0], 3).into_iter().enumerate() {
            close(rho, truths[2 + lag], 1e-9, &format!("autocorrelation of {name} at {lag}"));
        }
        cases += 1;
    }
    assert_eq!(cases, 9);
}

#[test]
fn shares_of_basins_add_up() {
    assert_eq!(occupancy([0, 2, 2, 1].into_iter(), 4), [0.25, 0.25, 0.5, 0.0]);
    assert_eq!(occupancy(std::iter::empty(), 2), [0.0, 0.0]);
}

#[test]
fn exact_draws_have_the_divergence_that_is_promised() {
    const RUNS: usize = 3000;
    // Cells of very different shares, some hardly ever met.
    let shares = [0.4, 0.3, 0.2, 0.06, 0.03, 0.009, 0.0009, 0.0001];
    assert_eq!(divergence(&[3, 1], &[0.75, 0.25]), 0.0);
    close(divergence(&[1, 1], &[0.75, 0.25]), 0.5 * (4.0_f64 / 3.0).ln(), 1e-12, "by hand");
    let never = divergence_of_exact_draws(&[0.5, 0.5, 0.0, 1e-312], 100);
    close(never, divergence_of_exact_draws(&[0.5, 0.5], 100), 1e-12, "cells that are never met");
    let rng = &mut Rng::new(2);
    for n in [50, 400, 4000] {
        let mut sum = 0.0;
        for _ in 0..RUNS {
            let mut counts = [0; 8];
            for _ in 0..n {
                let (mut u, mut cell) = (rng.uniform(), 0);
                while cell < 7 && u >= shares[cell] {
                    u -= shares[cell];
                    cell += 1;
                }
                counts[cell] += 1;
            }
            sum += divergence(&counts, &shares);
        }
        let (found, promised) = (sum / RUNS as f64, divergence_of_exact_draws(&shares, n));
        close(found / promised, 1.0, 0.06, &format!("{n} draws"));
    }
}

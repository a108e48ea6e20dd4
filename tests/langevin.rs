//! Targets, samplers and diagnostics: gradients by finite differences, partition functions by
//! quadrature, samplers by exact moments, diagnostics by another program.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::disallowed_methods, reason = "the oracles may use the platform's functions")]

mod common;

use common::close;
use downhill::ebm::diagnostics::{autocorrelation, effective_size, split_rhat};

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

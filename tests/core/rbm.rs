//! The restricted Boltzmann machine, eight lanes wide, against enumeration.

#![allow(clippy::disallowed_methods, reason = "the oracles may use the platform's functions")]

use crate::common::{Moments, close};
use downhill::ebm::{learning::rbm::Rbm, math::rng::Rng, simd::generator::Generator};

/// Four binary pictures of eight pixels.
const DATA: [f32; 32] = [
    1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0,
    0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0,
];

#[test]
fn the_boltzmann_machines_step_is_right_on_average() {
    // With v8 x h8 units all 2^8 hidden states can be enumerated, and so can E[ΔW] of CD-1.
    let mut rng = Rng::new(6);
    let weights: Vec<f32> = (0..64).map(|_| 0.7 * rng.normal() as f32).collect();
    let w = |i: usize, j: usize| f64::from(weights[8 * i + j]);
    let logistic = |x: f64| 1.0 / (1.0 + (-x).exp());
    let hidden = |v: &[f64]| -> Vec<f64> {
        (0..8).map(|j| logistic((0..8).map(|i| v[i] * w(i, j)).sum())).collect()
    };
    let bits =
        |state: usize| -> Vec<f64> { (0..8).map(|b| f64::from(state as u32 >> b & 1)).collect() };
    let chance = |p: &[f64], s: &[f64]| -> f64 {
        p.iter().zip(s).map(|(p, s)| if *s > 0.5 { *p } else { 1.0 - p }).product()
    };
    let mut exact = [0.0; 64];
    for sample in DATA.chunks(8) {
        let v0: Vec<f64> = sample.iter().map(|v| f64::from(*v)).collect();
        let h0 = hidden(&v0);
        let mut negative = [0.0; 64];
        for h in (0..256).map(bits) {
            let p_h = chance(&h0, &h);
            let p: Vec<f64> =
                (0..8).map(|i| logistic((0..8).map(|j| w(i, j) * h[j]).sum())).collect();
            for v in (0..256).map(bits) {
                let (p_v, h1) = (chance(&p, &v), hidden(&v));
                for at in 0..64 {
                    negative[at] += p_h * p_v * v[at / 8] * h1[at % 8];
                }
            }
        }
        for at in 0..64 {
            exact[at] += (v0[at / 8] * h0[at % 8] - negative[at]) / 4.0;
        }
    }
    let mut generator = Generator::new(8);
    let mut found = [Moments::default(); 64];
    for _ in 0..4000 {
        let mut machine = Rbm::new(8, 8, weights.clone());
        let error = machine.step(&DATA, 1.0, &mut generator);
        assert!(error > 0.0 && error < 8.0);
        for (at, moments) in found.iter_mut().enumerate() {
            moments.add(f64::from(machine.weights[at]) - f64::from(weights[at]));
        }
    }
    for (at, moments) in found.iter().enumerate() {
        let error = ((moments.raw(2) - moments.mean() * moments.mean()) / 4000.0).sqrt();
        close(moments.mean(), exact[at], 5.0 * error, &format!("ΔW {at}"));
    }
}

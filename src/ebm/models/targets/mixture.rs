//! Mixtures of round Gaussians: three unequal ones, eight on a circle, or whatever a reader drew.

use super::Energy;
use crate::{
    math::num::{TAU, exp, ln},
    models::datasets::Blurred,
};

/// E(x) = -ln Σ_k w_k N(x; μ_k, σ_k² I) with Σ w_k = 1, so that Z = 1.
#[derive(Clone, Debug, PartialEq)]
pub struct RoundMixture {
    /// Mean, variance and weight of each part.
    parts: Vec<([f64; 2], f64, f64)>,
}

impl RoundMixture {
    /// Three Gaussians of equal weight: two of variance 0.8 at ∓(1.5, 1.5), one of 0.5 at (-2, 2).
    pub fn three() -> Self {
        let third = 1.0 / 3.0;
        let parts =
            vec![([-1.5, -1.5], 0.8, third), ([1.5, 1.5], 0.8, third), ([-2.0, 2.0], 0.5, third)];
        Self { parts }
    }

    /// The density of a data set as an energy.
    pub fn of(data: &Blurred) -> Self {
        let (square, weight) = (data.sigma * data.sigma, 1.0 / data.centres.len() as f64);
        Self { parts: data.centres.iter().map(|&centre| (centre, square, weight)).collect() }
    }

    /// ln of each part's density times its weight, and the largest of them.
    fn logs(&self, x: [f64; 2]) -> (Vec<f64>, f64) {
        let log = |&(mean, square, weight): &([f64; 2], f64, f64)| {
            let [dx, dy] = [x[0] - mean[0], x[1] - mean[1]];
            ln(weight / (TAU * square)) - 0.5 * (dx * dx + dy * dy) / square
        };
        let logs: Vec<f64> = self.parts.iter().map(log).collect();
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        (logs, most)
    }
}

impl Energy for RoundMixture {
    fn energy(&self, x: [f64; 2]) -> f64 {
        let (logs, most) = self.logs(x);
        -most - ln(logs.iter().map(|log| exp(log - most)).sum::<f64>())
    }

    fn gradient(&self, x: [f64; 2]) -> [f64; 2] {
        let (logs, most) = self.logs(x);
        let (mut sum, mut pull) = (0.0, [0.0; 2]);
        for (log, (mean, square, _)) in logs.iter().zip(&self.parts) {
            let share = exp(log - most);
            sum += share;
            pull[0] += share * (x[0] - mean[0]) / square;
            pull[1] += share * (x[1] - mean[1]) / square;
        }
        pull.map(|v| v / sum)
    }
}

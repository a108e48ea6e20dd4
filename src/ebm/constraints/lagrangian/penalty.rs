//! A penalty in place of multipliers: the method of auxiliary coordinates.

use super::{Lagrangian, cost_slope};

impl Lagrangian {
    // region: penalty
    /// The penalty form C(z_K) + ρ/2 Σ|z_{k+1} - g_k(z_k)|² (the method of auxiliary coordinates,
    /// Carreira-Perpiñán & Wang, 2014), which has no multipliers.
    pub fn penalised(&self, rho: f64) -> f64 {
        let square = |k: usize| self.violation(k).iter().map(|v| v * v).sum::<f64>();
        self.cost() + 0.5 * rho * (0..self.layers.len()).map(square).sum::<f64>()
    }

    /// Its slope at z_k: ρ (v_k - (∂g_k/∂z_k)ᵀ v_{k+1}), where v_k is the violation of z_k; at z_K
    /// ∂C/∂z_K in place of the second term.
    pub fn penalised_slope(&self, k: usize, rho: f64) -> Vec<f64> {
        let own = self.violation(k - 1).into_iter().map(|v| rho * v);
        if k == self.layers.len() {
            return own.zip(cost_slope(self.state(k), &self.y)).map(|(a, b)| a + b).collect();
        }
        let back = self.layers[k].pull_back(self.state(k), &self.violation(k));
        own.zip(back).map(|(v, b)| v - rho * b).collect()
    }
    // endregion: penalty
}

// region: relax
/// One step of Gauss and Newton towards the least penalty form of a chain of single units, all weights
/// held: the residuals are √ρ v_k and z_K - y, so the system is tridiagonal. Says how far it went.
pub fn relax(chain: &mut Lagrangian, rho: f64) -> f64 {
    let last = chain.layers.len();
    let slope = |k: usize| chain.layers[k].pull_back(chain.state(k), &[1.0])[0];
    // H z = -slope, H_kk = ρ (1 + g_k'²), H_k,k+1 = -ρ g_k'; at the end ρ + 1.
    let diagonal: Vec<f64> = (1..=last)
        .map(|k| if k == last { rho + 1.0 } else { rho * (1.0 + slope(k) * slope(k)) })
        .collect();
    let beside: Vec<f64> = (1..last).map(|k| -rho * slope(k)).collect();
    let right: Vec<f64> = (1..=last).map(|k| -chain.penalised_slope(k, rho)[0]).collect();
    let step = tridiagonal(&diagonal, &beside, &right);
    // Halved until it leads downhill.
    let (before, start) = (chain.penalised(rho), chain.states.clone());
    for halvings in 0..30 {
        let part = 1.0 / f64::from(1_u32 << halvings);
        for ((state, from), step) in chain.states.iter_mut().zip(&start).zip(&step) {
            state[0] = from[0] + part * step;
        }
        if chain.penalised(rho) <= before {
            return part * step.iter().fold(0.0, |m: f64, s| m.max(s.abs()));
        }
    }
    chain.states = start;
    0.0
}
// endregion: relax

/// Solves a symmetric tridiagonal system (Thomas).
fn tridiagonal(diagonal: &[f64], beside: &[f64], right: &[f64]) -> Vec<f64> {
    let (mut d, mut r) = (diagonal.to_vec(), right.to_vec());
    for i in 1..d.len() {
        let factor = beside[i - 1] / d[i - 1];
        d[i] -= factor * beside[i - 1];
        r[i] -= factor * r[i - 1];
    }
    for i in (0..d.len()).rev() {
        let next = if i + 1 < d.len() { beside[i] * r[i + 1] } else { 0.0 };
        r[i] = (r[i] - next) / d[i];
    }
    r
}

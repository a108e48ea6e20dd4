//! The Gibbs distribution:  p_k = e^(-βE_k) / Z,  Z = Σ_k e^(-βE_k).
//!
//! LeCun, Chopra, Hadsell, Ranzato, Huang, "A tutorial on energy-based learning" (2006), equation 20.
//! Everything goes through the smallest energy first (log-sum-exp), so that no exponential
//! overflows and not all of them vanish.

use crate::math::num::{exp, ln};

// region: softargmax
/// p_k = e^(-β(E_k - E_min)) / Σ_j e^(-β(E_j - E_min)), for 0 ≤ β ≤ ∞.
///
/// β = 0 gives equal shares; β = ∞ shares everything among the smallest energies.
pub fn softargmax(energies: &[f64], beta: f64) -> Vec<f64> {
    let least = minimum(energies);
    let weights = energies.iter().map(|&energy| boltzmann(energy - least, beta));
    let weights: Vec<f64> = weights.collect();
    let z: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / z).collect()
}

/// e^(-β gap) for a gap ≥ 0; at β = ∞ it is 1 for no gap and 0 for any.
fn boltzmann(gap: f64, beta: f64) -> f64 {
    if gap == 0.0 { 1.0 } else { exp(-beta * gap) }
}
// endregion: softargmax

/// ln Σ_k e^(x_k); -∞ for none.
pub fn log_sum_exp(xs: &[f64]) -> f64 {
    let top = xs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if top == f64::NEG_INFINITY {
        return top;
    }
    top + ln(xs.iter().map(|x| exp(x - top)).sum::<f64>())
}

/// The smallest energy; ∞ for none.
pub fn minimum(energies: &[f64]) -> f64 {
    energies.iter().copied().fold(f64::INFINITY, f64::min)
}

/// ⟨E⟩ = Σ p E.
pub fn mean_energy(p: &[f64], energies: &[f64]) -> f64 {
    p.iter().zip(energies).map(|(p, energy)| p * energy).sum()
}

/// The entropy S = -Σ p ln p, in nats; 0 ln 0 = 0.
pub fn entropy(p: &[f64]) -> f64 {
    -p.iter().filter(|&&p| p > 0.0).map(|&p| p * ln(p)).sum::<f64>()
}

//! Histograms of draws beside exact shares: KL(draws ‖ exact), and how much of it even exact draws
//! would have.

use crate::num::{exp, ln};

/// Shares below this count as this, so that one stray draw does not make the divergence infinite.
const LEAST: f64 = 1e-12;

// region: divergence
/// KL(counts/n ‖ shares) in nats; 0 while there are no counts.
pub fn divergence(counts: &[u32], shares: &[f64]) -> f64 {
    let n: f64 = counts.iter().map(|&k| f64::from(k)).sum();
    let term = |(&k, &p): (&u32, &f64)| {
        let share = f64::from(k) / n;
        share * ln(share / p.max(LEAST))
    };
    counts.iter().zip(shares).filter(|(k, _)| **k > 0).map(term).sum()
}
// endregion: divergence

/// What that divergence is on average for `n` independent draws from the shares themselves; about
/// (cells - 1)/2n. The counts are taken as independent and Poisson, less the one freedom that their
/// sum does not have.
pub fn divergence_of_exact_draws(shares: &[f64], n: usize) -> f64 {
    if n == 0 {
        return 0.0;
    }
    let all: f64 = shares.iter().map(|p| excess(p * n as f64)).sum();
    ((all - 0.5) / n as f64).max(0.0)
}

/// ⟨k ln(k/λ)⟩ for a Poisson k of mean λ; ½ + 1/12λ + ... for large λ.
fn excess(mean: f64) -> f64 {
    // Of a cell that is never met nothing is to be expected, and k/λ might overflow.
    if mean < 1e-100 {
        return 0.0;
    }
    if mean > 60.0 {
        return 0.5 + 1.0 / (12.0 * mean);
    }
    let last = mean + 12.0 * mean.sqrt() + 20.0;
    let (mut weight, mut sum) = (exp(-mean), 0.0);
    for k in 1..=last as u32 {
        let k = f64::from(k);
        weight *= mean / k;
        sum += weight * k * ln(k / mean);
    }
    sum
}

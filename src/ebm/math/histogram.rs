//! Histograms of draws beside exact shares: KL(draws ‖ exact), and how much of it even exact draws
//! would have.

use crate::math::num::{exp, ln};

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

/// Cells with a mean count above this follow a series; below it, Poisson's weights are summed.
const MANY: f64 = 60.0;

/// What that divergence is on average for `n` independent draws from the shares themselves; about
/// (cells - 1)/2n. The counts are taken as independent and Poisson, less the one freedom that their
/// sum does not have.
pub fn divergence_of_exact_draws(shares: &[f64], n: usize) -> f64 {
    if n == 0 {
        return 0.0;
    }
    let logarithms: Vec<f64> = (0..=last(MANY)).map(|k| ln(f64::from(k))).collect();
    let all: f64 = shares.iter().map(|p| excess(p * n as f64, &logarithms)).sum();
    ((all - 0.5) / n as f64).max(0.0)
}

/// The largest count that weighs anything.
fn last(mean: f64) -> u32 {
    (mean + 12.0 * mean.sqrt() + 20.0) as u32
}

/// ⟨k ln(k/λ)⟩ for a Poisson k of mean λ; ½ + 1/12λ + ... for large λ. ln k comes from a table.
fn excess(mean: f64, logarithms: &[f64]) -> f64 {
    // Of a cell that is never met nothing is to be expected, and k/λ might overflow.
    if mean < 1e-100 {
        return 0.0;
    }
    if mean > MANY {
        return 0.5 + 1.0 / (12.0 * mean);
    }
    let (mut weight, mut sum, middle) = (exp(-mean), 0.0, ln(mean));
    for k in 1..=last(mean) {
        let count = f64::from(k);
        weight *= mean / count;
        sum += weight * count * (logarithms[k as usize] - middle);
    }
    sum
}

//! How well chains have mixed: split R-hat, effective sample size, autocorrelation (Gelman et al.,
//! *Bayesian Data Analysis*, 3rd edition, section 11.4; Geyer, 1992). As arviz computes them with
//! `rhat(method="split")` and `ess(method="mean")`.

use crate::math::num::log10;

fn mean(x: &[f64]) -> f64 {
    x.iter().sum::<f64>() / x.len() as f64
}

/// The variance with the divisor n - 1.
fn variance(x: &[f64]) -> f64 {
    let middle = mean(x);
    x.iter().map(|v| (v - middle) * (v - middle)).sum::<f64>() / (x.len() as f64 - 1.0)
}

/// Each chain as its first and its last half; of an odd number of draws the middle one is dropped.
fn split<'a>(chains: &[&'a [f64]]) -> Vec<&'a [f64]> {
    let halves = |chain: &&'a [f64]| {
        let half = chain.len() / 2;
        [&chain[..half], &chain[chain.len() - half..]]
    };
    chains.iter().flat_map(halves).collect()
}

/// Whether there is enough to judge: four draws in each chain, equally many in all, not all equal.
fn enough(chains: &[&[f64]]) -> bool {
    let Some(first) = chains.first() else { return false };
    let all = || chains.iter().flat_map(|chain| chain.iter().copied());
    let low = all().fold(f64::INFINITY, f64::min);
    let high = all().fold(f64::NEG_INFINITY, f64::max);
    first.len() >= 4
        && chains.iter().all(|chain| chain.len() == first.len())
        && high - low > 1e-15
        && all().all(f64::is_finite)
}

// region: rhat
/// Split R-hat: sqrt of (the variance of all halves together) / (the mean variance within a half).
/// Near 1 when the halves agree. None while there are fewer than four draws a chain.
pub fn split_rhat(chains: &[&[f64]]) -> Option<f64> {
    if !enough(chains) {
        return None;
    }
    let halves = split(chains);
    let n = halves[0].len() as f64;
    let means: Vec<f64> = halves.iter().map(|half| mean(half)).collect();
    let variances: Vec<f64> = halves.iter().map(|half| variance(half)).collect();
    let (between, within) = (n * variance(&means), mean(&variances));
    let rhat = ((between / within + n - 1.0) / n).sqrt();
    rhat.is_finite().then_some(rhat)
}
// endregion: rhat

/// x less its mean.
fn deviations(x: &[f64]) -> Vec<f64> {
    let middle = mean(x);
    x.iter().map(|v| v - middle).collect()
}

/// Σ a b, as eight sums side by side, which vectors can take up.
#[inline(never)]
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<8>(), b.as_chunks::<8>());
    let mut sums = [0.0; 8];
    for (a, b) in a.iter().zip(b) {
        for (sum, (a, b)) in sums.iter_mut().zip(a.iter().zip(b)) {
            *sum += a * b;
        }
    }
    let rest: f64 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f64>() + rest
}

/// The autocovariance at `lag` of a chain's deviations from its mean, with the divisor n.
fn autocovariance(deviations: &[f64], lag: usize) -> f64 {
    let n = deviations.len();
    dot(&deviations[..n - lag], &deviations[lag..]) / n as f64
}

/// The autocorrelation of one chain at the lags 0 to `most`; none for a chain that never moved.
pub fn autocorrelation(x: &[f64], most: usize) -> Vec<f64> {
    if x.is_empty() {
        return Vec::new();
    }
    let x = deviations(x);
    let scale = autocovariance(&x, 0);
    if scale.is_nan() || scale <= 0.0 {
        return Vec::new();
    }
    (0..=most.min(x.len() - 1)).map(|lag| autocovariance(&x, lag) / scale).collect()
}

// region: ess
/// The effective sample size for the mean: the number of independent draws whose mean would be as
/// certain. Correlations are summed in pairs as long as the pairs are positive, and made to fall
/// (Geyer's initial monotone sequence). None while there are fewer than eight draws a chain.
pub fn effective_size(chains: &[&[f64]]) -> Option<f64> {
    if !enough(chains) || chains[0].len() < 8 {
        return None;
    }
    let halves = split(chains);
    let n = halves[0].len();
    let means: Vec<f64> = halves.iter().map(|half| mean(half)).collect();
    let centred: Vec<_> = halves.iter().map(|half| deviations(half)).collect();
    let covariance = |lag: usize| {
        let each = centred.iter().map(|half| autocovariance(half, lag));
        each.sum::<f64>() / halves.len() as f64
    };
    let at_once = covariance(0);
    let within = at_once * n as f64 / (n as f64 - 1.0);
    let total = at_once + variance(&means);
    let rho = |lag: usize| 1.0 - (within - covariance(lag)) / total;

    let (mut even, mut odd) = (1.0, rho(1));
    let mut pairs = vec![even, odd];
    let mut t = 1;
    while t + 3 < n && even + odd > 0.0 {
        (even, odd) = (rho(t + 1), rho(t + 2));
        if even + odd >= 0.0 {
            pairs.extend([even, odd]);
        }
        t += 2;
    }
    // The pairs that count end before t - 1; one even term more may stand alone.
    let end = t - 1;
    let alone = if even > 0.0 { even } else { pairs.get(end).copied().unwrap_or(0.0) };
    pairs.truncate(end);
    for t in (1..end.saturating_sub(2)).step_by(2) {
        let before = pairs[t - 1] + pairs[t];
        if pairs[t + 1] + pairs[t + 2] > before {
            (pairs[t + 1], pairs[t + 2]) = (before / 2.0, before / 2.0);
        }
    }
    let count = (halves.len() * n) as f64;
    let time = (-1.0 + 2.0 * pairs.iter().sum::<f64>() + alone).max(1.0 / log10(count));
    Some(count / time)
}
// endregion: ess

/// The share of the draws in each of `basins` basins.
pub fn occupancy(draws: impl Iterator<Item = usize>, basins: usize) -> Vec<f64> {
    let mut counts = vec![0.0; basins];
    let mut all = 0.0;
    for basin in draws {
        counts[basin] += 1.0;
        all += 1.0;
    }
    if all > 0.0 {
        for count in &mut counts {
            *count /= all;
        }
    }
    counts
}

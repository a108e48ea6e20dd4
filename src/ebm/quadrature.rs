//! Quadrature:  ∫ f ≈ Σ weight · f(node).

/// Nodes and weights of Simpson's rule on [low, high] with an even number of intervals.
/// The error falls with the fourth power of the spacing.
pub fn simpson(low: f64, high: f64, intervals: usize) -> Vec<[f64; 2]> {
    let n = intervals + intervals % 2;
    let h = (high - low) / n as f64;
    let weight = |k: usize| if k == 0 || k == n { 1.0 } else { 2.0 + 2.0 * (k % 2) as f64 };
    (0..=n).map(|k| [low + h * k as f64, weight(k) * h / 3.0]).collect()
}

/// ∫ f over the nodes of a rule.
pub fn integrate(rule: &[[f64; 2]], f: impl Fn(f64) -> f64) -> f64 {
    rule.iter().map(|&[x, weight]| weight * f(x)).sum()
}

//! Quadrature:  ∫ f ≈ Σ weight · f(node).

/// Nodes and weights of Simpson's rule on [low, high] with an even number of intervals.
/// The error falls with the fourth power of the spacing.
pub fn simpson(low: f64, high: f64, intervals: usize) -> Vec<[f64; 2]> {
    let n = intervals + intervals % 2;
    let h = (high - low) / n as f64;
    let weight = |k: usize| if k == 0 || k == n { 1.0 } else { 2.0 + 2.0 * (k % 2) as f64 };
    (0..=n).map(|k| [low + h * k as f64, weight(k) * h / 3.0]).collect()
}

/// Nodes and weights of the trapezoid's rule on [low, high]. Where a smooth function is even about one
/// end and has vanished at the other, its error falls faster than any power of the spacing.
pub fn trapezoid(low: f64, high: f64, intervals: usize) -> Vec<[f64; 2]> {
    let h = (high - low) / intervals as f64;
    let weight = |k: usize| if k == 0 || k == intervals { 0.5 * h } else { h };
    (0..=intervals).map(|k| [low + h * k as f64, weight(k)]).collect()
}

/// Nodes and weights of Gregory's rule on [low, high], of at least 5 intervals: equal weights but for
/// the three nodes at either end. Within it is as good as the trapezoid's, and the error of the ends
/// falls with the fourth power of the spacing.
///
/// # Panics
///
/// For fewer than 5 intervals.
pub fn gregory(low: f64, high: f64, intervals: usize) -> Vec<[f64; 2]> {
    const ENDS: [f64; 3] = [3.0 / 8.0, 7.0 / 6.0, 23.0 / 24.0];
    assert!(intervals >= 5, "room for three corrections at either end");
    let h = (high - low) / intervals as f64;
    let weight = |k: usize| ENDS.get(k.min(intervals - k)).copied().unwrap_or(1.0);
    (0..=intervals).map(|k| [low + h * k as f64, h * weight(k)]).collect()
}

/// ∫ f over the nodes of a rule.
pub fn integrate(rule: &[[f64; 2]], f: impl Fn(f64) -> f64) -> f64 {
    rule.iter().map(|&[x, weight]| weight * f(x)).sum()
}

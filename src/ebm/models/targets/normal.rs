//! The correlated normal distribution, the base of others.

use super::Energy;

/// E(x) = ½ (x - μ)ᵀ P (x - μ), with the precision P = Σ⁻¹. Z = 2π sqrt(det Σ).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Normal {
    /// The mean μ.
    pub mean: [f64; 2],
    /// The covariance Σ: variance of x₁, covariance, variance of x₂.
    pub covariance: [f64; 3],
}

/// Mean 0 and covariance 1.
pub const STANDARD: Normal = Normal { mean: [0.0; 2], covariance: [1.0, 0.0, 1.0] };

impl Normal {
    /// The standard normal distribution.
    pub fn standard() -> Self {
        STANDARD
    }
}

impl Energy for Normal {
    fn energy(&self, x: [f64; 2]) -> f64 {
        let [dx, dy] = [x[0] - self.mean[0], x[1] - self.mean[1]];
        let [gx, gy] = self.gradient(x);
        0.5 * (dx * gx + dy * gy)
    }

    fn gradient(&self, x: [f64; 2]) -> [f64; 2] {
        let [dx, dy] = [x[0] - self.mean[0], x[1] - self.mean[1]];
        let [a, b, c] = self.covariance;
        let det = a * c - b * b;
        [(c * dx - b * dy) / det, (a * dy - b * dx) / det]
    }
}

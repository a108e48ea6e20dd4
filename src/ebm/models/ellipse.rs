//! The ellipse model:  g(z) = (w₁ cos z, w₂ sin z),  E(y, z) = |y - g(z)|².
//!
//! LeCun & Canziani, Deep Learning (NYU, spring 2020), week 15. Each function stands beside its
//! derivative.

use crate::math::num::{cbrt, cos, dot, sin};

/// The decoder g: a latent angle z to a point of the plane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decoder {
    /// The weights (w₁, w₂): signed half-axes of the decoded ellipse.
    pub w: [f64; 2],
}

/// The decoder that fits the data at x = 0.
pub const TRAINED: Decoder = Decoder { w: [2.0, 1.5] };

/// The decoder of the lecture's pictures, before training (read off Figure 2).
pub const UNTRAINED: Decoder = Decoder { w: [-1.45, 0.36] };

// region: energy
impl Decoder {
    /// g(z) = (w₁ cos z, w₂ sin z), z in radians.
    pub fn decode(&self, z: f64) -> [f64; 2] {
        [self.w[0] * cos(z), self.w[1] * sin(z)]
    }

    /// dg/dz = (-w₁ sin z, w₂ cos z).
    pub fn decode_dz(&self, z: f64) -> [f64; 2] {
        [-self.w[0] * sin(z), self.w[1] * cos(z)]
    }

    /// E(y, z) = |y - g(z)|², the squared Euclidean distance.
    pub fn energy(&self, y: [f64; 2], z: f64) -> f64 {
        let r = self.residual(y, z);
        dot(r, r)
    }

    /// ∂E/∂y = 2 (y - g(z)).
    pub fn energy_dy(&self, y: [f64; 2], z: f64) -> [f64; 2] {
        let r = self.residual(y, z);
        [2.0 * r[0], 2.0 * r[1]]
    }

    /// ∂E/∂z = -2 (y - g(z)) · dg/dz.
    pub fn energy_dz(&self, y: [f64; 2], z: f64) -> f64 {
        -2.0 * dot(self.residual(y, z), self.decode_dz(z))
    }

    /// y - g(z).
    fn residual(&self, y: [f64; 2], z: f64) -> [f64; 2] {
        let g = self.decode(z);
        [y[0] - g[0], y[1] - g[1]]
    }
}
// endregion: energy

impl Decoder {
    /// ∂²E/∂z² = 2 |dg/dz|² + 2 (y - g) · g, since d²g/dz² = -g.
    pub fn energy_dzz(&self, y: [f64; 2], z: f64) -> f64 {
        let slope = self.decode_dz(z);
        2.0 * dot(slope, slope) + 2.0 * dot(self.residual(y, z), self.decode(z))
    }

    /// The evolute of the curve at z: its centre of curvature,
    /// ((w₁² - w₂²)/w₁ cos³ z, (w₂² - w₁²)/w₂ sin³ z). There ∂E/∂z = ∂²E/∂z² = 0.
    /// `None` for a curve that is flat, whose centre of curvature is nowhere.
    pub fn evolute(&self, z: f64) -> Option<[f64; 2]> {
        let [a, b] = self.w;
        let (c, s) = (cos(z), sin(z));
        let difference = a * a - b * b;
        (a != 0.0 && b != 0.0).then(|| [difference / a * c * c * c, -difference / b * s * s * s])
    }

    /// Whether E(y, ·) has two valleys: y lies inside the evolute,
    /// |w₁y₁|^⅔ + |w₂y₂|^⅔ < |w₁² - w₂²|^⅔.
    pub fn has_two_valleys(&self, y: [f64; 2]) -> bool {
        let power = |v: f64| cbrt(v * v);
        let [a, b] = self.w;
        power(a * y[0]) + power(b * y[1]) < power(a * a - b * b)
    }
}

//! The linear Gaussian model, where all of variational inference is in closed form: z ~ N(0, 1),
//! y | z ~ N(w z, σ²), and an encoder q(z | y) = N(a y, s²).

use crate::math::num::{TAU, ln};

/// The model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Model {
    /// The decoder's weight w.
    pub weight: f64,
    /// The standard deviation σ of the noise.
    pub noise: f64,
}

/// The encoder.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Encoder {
    /// The weight a of its mean.
    pub weight: f64,
    /// Its standard deviation s.
    pub deviation: f64,
}

impl Model {
    /// The variance of y, w² + σ².
    fn variance(&self) -> f64 {
        self.weight * self.weight + self.noise * self.noise
    }

    /// E(y, z) = -ln p(y | z) = (y - w z)²/2σ² + ½ ln 2πσ².
    pub fn energy(&self, y: f64, z: f64) -> f64 {
        let gap = (y - self.weight * z) / self.noise;
        0.5 * gap * gap + 0.5 * ln(TAU * self.noise * self.noise)
    }

    // region: closed
    /// F(y) = -ln p(y) = y²/2(w² + σ²) + ½ ln 2π(w² + σ²).
    pub fn free_energy(&self, y: f64) -> f64 {
        0.5 * y * y / self.variance() + 0.5 * ln(TAU * self.variance())
    }

    /// The exact posterior as an encoder: a = w/(w² + σ²), s² = σ²/(w² + σ²).
    pub fn posterior(&self) -> Encoder {
        let variance = self.variance();
        Encoder { weight: self.weight / variance, deviation: self.noise / variance.sqrt() }
    }

    /// F̃(y) = ⟨E⟩ + KL(q ‖ p), each part: ((y - w a y)² + w² s²)/2σ² + ½ ln 2πσ², and
    /// ½ (a²y² + s² - ln s² - 1).
    pub fn variational(&self, q: &Encoder, y: f64) -> [f64; 2] {
        let (w, square) = (self.weight, self.noise * self.noise);
        let (m, s) = (q.weight * y, q.deviation);
        let energy = 0.5 * ((y - w * m) * (y - w * m) + w * w * s * s) / square;
        [energy + 0.5 * ln(TAU * square), 0.5 * (m * m + s * s - ln(s * s) - 1.0)]
    }
    // endregion: closed

    /// The slopes of F̃(y) by a and by s.
    pub fn encoder_slope(&self, q: &Encoder, y: f64) -> [f64; 2] {
        let (w, square) = (self.weight, self.noise * self.noise);
        let (m, s) = (q.weight * y, q.deviation);
        [y * (m - w * (y - w * m) / square), s * (1.0 + w * w / square) - 1.0 / s]
    }
}

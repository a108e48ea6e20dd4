//! A cut across a curve of data: one valley, whose depth and width maximum likelihood chooses.

use crate::math::{
    num::{PI, exp, ln},
    quadrature::{integrate, simpson},
};

/// Half the length of the cut.
pub const REACH: f64 = 3.0;

/// E(y) = -a exp(-y²/2w²) on [-3, 3].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Valley {
    /// ln a, of the depth.
    pub log_depth: f64,
    /// ln w, of the width.
    pub log_width: f64,
}

/// What keeps the valley from growing, and how far the data stray from the curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The standard deviation s of the data about y = 0.
    pub noise: f64,
    /// The weight λ of the penalty λ ∫ E'² dy.
    pub smooth: f64,
}

impl Valley {
    /// The depth a.
    pub fn depth(&self) -> f64 {
        exp(self.log_depth)
    }

    /// The width w.
    pub fn width(&self) -> f64 {
        exp(self.log_width)
    }

    /// The shape of the valley, exp(-y²/2w²).
    fn shape(&self, y: f64) -> f64 {
        let t = y / self.width();
        exp(-0.5 * t * t)
    }

    /// E(y).
    pub fn energy(&self, y: f64) -> f64 {
        -self.depth() * self.shape(y)
    }

    /// dE/dy.
    pub fn slope(&self, y: f64) -> f64 {
        self.depth() * self.shape(y) * y / (self.width() * self.width())
    }

    /// ∫ f(y) e^(-E(y) - a) dy over the cut, for even f. Three stretches, since the density may be far
    /// narrower than the valley and the valley far narrower than the cut.
    fn weighted(&self, f: impl Fn(f64) -> f64) -> f64 {
        let peak = 8.0 * self.width() / (1.0 + self.depth()).sqrt();
        let ends = [0.0, peak, peak.max(8.0 * self.width()), REACH].map(|end| end.min(REACH));
        let part = |ends: &[f64]| {
            let rule = simpson(ends[0], ends[1], 160);
            integrate(&rule, |y| f(y) * exp(-self.energy(y) - self.depth()))
        };
        2.0 * ends.windows(2).map(part).sum::<f64>()
    }

    /// ln Z.
    pub fn log_z(&self) -> f64 {
        ln(self.weighted(|_| 1.0)) + self.depth()
    }

    /// The density e^(-E)/Z.
    pub fn density(&self, y: f64) -> f64 {
        exp(-self.energy(y) - self.log_z())
    }

    /// The standard deviation of the density.
    pub fn spread(&self) -> f64 {
        (self.weighted(|y| y * y) / self.weighted(|_| 1.0)).sqrt()
    }

    // region: loss
    /// The negative log-likelihood a datum, mean E(data) + ln Z, plus the penalty; the integrals over
    /// the data N(0, s²) and of E'² are those over the whole line.
    pub fn loss(&self, limits: &Limits) -> f64 {
        let (a, w, s) = (self.depth(), self.width(), limits.noise);
        let data = -a * w / (w * w + s * s).sqrt();
        data + self.log_z() + limits.smooth * PI.sqrt() * a * a / (2.0 * w)
    }

    /// Its derivatives by ln a and by ln w.
    pub fn gradient(&self, limits: &Limits) -> [f64; 2] {
        let (a, w, s) = (self.depth(), self.width(), limits.noise);
        let z = self.weighted(|_| 1.0);
        // ∂E/∂ln a = E and ∂E/∂ln w = E y²/w², averaged over the model ...
        let model = [
            self.weighted(|y| self.energy(y)) / z,
            self.weighted(|y| self.energy(y) * y * y) / z / (w * w),
        ];
        // ... and over the data.
        let square = w * w + s * s;
        let first = -a * w / square.sqrt();
        let data = [first, first * s * s / square];
        let penalty = limits.smooth * PI.sqrt() * a * a / (2.0 * w);
        [data[0] - model[0] + 2.0 * penalty, data[1] - model[1] - penalty]
    }
    // endregion: loss

    /// One step of size η downhill in (ln a, ln w). Neither changes by more than a factor e, and the
    /// valley stays within the cut and does not vanish: 10⁻³ ≤ a, w ≤ 3.
    pub fn step(&mut self, limits: &Limits, eta: f64) {
        let [a, w] = self.gradient(limits).map(|slope| (eta * slope).clamp(-1.0, 1.0));
        self.log_depth = (self.log_depth - a).max(ln(1e-3));
        self.log_width = (self.log_width - w).min(ln(REACH));
    }

    /// Moves (ln a, ln w) to the nearest pair whose slopes stay within ±`most`, as a critic's are kept
    /// (Arjovsky et al., 2017). E is steepest at y = w, where |E'| = a/(w sqrt e).
    pub fn limit_slope(&mut self, most: f64) {
        let excess = (self.log_depth - self.log_width - 0.5 - ln(most)).max(0.0);
        self.log_depth -= 0.5 * excess;
        self.log_width += 0.5 * excess;
    }
}

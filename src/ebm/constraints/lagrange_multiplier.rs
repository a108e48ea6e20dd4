//! Minimise f on the curve g = c of the plane: the multiplier is the price of the constraint.

use crate::math::num::{add_scaled, cos, dot, norm, sin};

/// The curves g(x) = c.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curve {
    /// g = |x|²/4: a circle of radius 2√c.
    Circle,
    /// g = x₁ + x₂/2: a line.
    Line,
    /// g = x₂ - x₁²/2 + 1: a parabola.
    Parabola,
}

impl Curve {
    /// g(x).
    pub fn value(self, [a, b]: [f64; 2]) -> f64 {
        match self {
            Self::Circle => 0.25 * (a * a + b * b),
            Self::Line => a + 0.5 * b,
            Self::Parabola => b - 0.5 * a * a + 1.0,
        }
    }

    /// ∇g(x).
    pub fn gradient(self, [a, b]: [f64; 2]) -> [f64; 2] {
        match self {
            Self::Circle => [0.5 * a, 0.5 * b],
            Self::Line => [1.0, 0.5],
            Self::Parabola => [-a, 1.0],
        }
    }

    /// A point of the curve near x: Newton's steps along ∇g.
    pub fn project(self, x: [f64; 2], c: f64) -> [f64; 2] {
        const STEPS: usize = 40;
        // From the middle of a circle there is no way to go.
        let start = if norm(self.gradient(x)) < 1e-6 { [0.1, 0.0] } else { x };
        (0..STEPS).fold(start, |x, _| {
            let slope = self.gradient(x);
            let square = dot(slope, slope).max(1e-12);
            // No step may be long: near the middle of a circle ∇g vanishes.
            let step =
                ((c - self.value(x)) / square).clamp(-1.0 / square.sqrt(), 1.0 / square.sqrt());
            add_scaled(x, step, slope)
        })
    }
}

/// A tilted bowl, f(x) = ½ (x - m)ᵀ R diag(1, 3) Rᵀ (x - m), turned by 30°.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bowl {
    /// Where its bottom lies.
    pub bottom: [f64; 2],
}

impl Bowl {
    /// x - m along the bowl's axes.
    fn along(&self, x: [f64; 2]) -> ([f64; 2], [f64; 2], [f64; 2]) {
        const TURN: f64 = core::f64::consts::FRAC_PI_6;
        let (u, v) = ([cos(TURN), sin(TURN)], [-sin(TURN), cos(TURN)]);
        let gap = add_scaled(x, -1.0, self.bottom);
        ([dot(u, gap), dot(v, gap)], u, v)
    }

    /// f(x).
    pub fn value(&self, x: [f64; 2]) -> f64 {
        let ([a, b], _, _) = self.along(x);
        0.5 * (a * a + 3.0 * b * b)
    }

    /// ∇f(x).
    pub fn gradient(&self, x: [f64; 2]) -> [f64; 2] {
        let ([a, b], u, v) = self.along(x);
        add_scaled(u.map(|e| a * e), 3.0 * b, v)
    }
}

// region: slide
/// λ for which λ ∇g is nearest to ∇f; at a solution ∇f = λ ∇g.
pub fn multiplier(bowl: &Bowl, curve: Curve, x: [f64; 2]) -> f64 {
    let slope = curve.gradient(x);
    dot(bowl.gradient(x), slope) / dot(slope, slope).max(1e-12)
}

/// What is left of ∇f along the curve, ∇f - λ ∇g.
pub fn along_the_curve(bowl: &Bowl, curve: Curve, x: [f64; 2]) -> [f64; 2] {
    add_scaled(bowl.gradient(x), -multiplier(bowl, curve, x), curve.gradient(x))
}

/// One step of size η downhill along the curve, and back onto it.
pub fn slide(bowl: &Bowl, curve: Curve, c: f64, x: [f64; 2], eta: f64) -> [f64; 2] {
    curve.project(add_scaled(x, -eta, along_the_curve(bowl, curve, x)), c)
}
// endregion: slide

/// Where sliding from x comes to rest.
pub fn solve(bowl: &Bowl, curve: Curve, c: f64, x: [f64; 2]) -> [f64; 2] {
    const STEPS: usize = 2000;
    let mut x = curve.project(x, c);
    for _ in 0..STEPS {
        if norm(along_the_curve(bowl, curve, x)) < 1e-11 {
            break;
        }
        x = slide(bowl, curve, c, x, 0.2);
    }
    x
}

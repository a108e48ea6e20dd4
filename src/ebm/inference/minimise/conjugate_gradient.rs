//! Nonlinear conjugate gradients:  d ← -g' + b d,  b = max(0, g'·(g' - g) / g·g).
//!
//! Polak & Ribière (1969), with the restart of Powell (1986); each line search is Brent's.
//! On a quadratic of N variables it ends after N lines. In one dimension all directions are one
//! line, so it is a single line search, repeated.

use crate::inference::minimise::{Counted, add_scaled, brent::line_minimum, dot, minus};

/// The state: a point, its gradient, a direction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ConjugateGradient<const N: usize> {
    x: [f64; N],
    gradient: [f64; N],
    direction: [f64; N],
}

// region: cg
impl<const N: usize> ConjugateGradient<N> {
    /// Starts at x along the steepest descent; asks for one gradient.
    pub fn start(x: [f64; N], f: &mut Counted<N>) -> Self {
        let gradient = f.gradient(x);
        Self { x, gradient, direction: gradient.map(|g| -g) }
    }

    /// Minimises along the direction, then turns it.
    pub fn step(&mut self, stride: f64, f: &mut Counted<N>) {
        let length = dot(self.direction, self.direction).sqrt();
        if length == 0.0 {
            return;
        }
        let unit = self.direction.map(|d| d / length);
        let mut along = |t: f64| f.value(add_scaled(self.x, t, unit));
        let [t, _] = line_minimum(stride, 1e-7, &mut along);
        self.x = add_scaled(self.x, t, unit);
        let new = f.gradient(self.x);
        let b = dot(new, minus(new, self.gradient)) / dot(self.gradient, self.gradient);
        self.direction = add_scaled(new.map(|g| -g), b.max(0.0), self.direction);
        if dot(self.direction, new) >= 0.0 {
            self.direction = new.map(|g| -g);
        }
        self.gradient = new;
    }
}
// endregion: cg

impl<const N: usize> ConjugateGradient<N> {
    /// Where it is.
    pub fn x(&self) -> [f64; N] {
        self.x
    }

    /// The gradient there.
    pub fn gradient(&self) -> [f64; N] {
        self.gradient
    }
}

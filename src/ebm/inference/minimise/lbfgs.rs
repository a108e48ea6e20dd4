//! L-BFGS:  d = -H g, with the inverse Hessian H kept as the last few pairs (s, y) of moves and
//! changes of the gradient. Nocedal (1980); Nocedal & Wright (2006), algorithms 7.4 and 7.5.
//!
//! In one dimension H is s/y, the inverse of a difference quotient: the secant method.

use crate::inference::minimise::{Counted, add_scaled, dot, line::backtrack, minus};

/// How many pairs it keeps.
const MEMORY: usize = 5;

/// The state: a point, its value and gradient, the pairs.
#[derive(Clone, Debug, PartialEq)]
pub struct Lbfgs<const N: usize> {
    x: [f64; N],
    value: f64,
    gradient: [f64; N],
    /// The pairs (s, y), the oldest first.
    pairs: Vec<[[f64; N]; 2]>,
}

impl<const N: usize> Lbfgs<N> {
    /// Starts at x; asks for one value and one gradient.
    pub fn start(x: [f64; N], f: &mut Counted<N>) -> Self {
        Self { x, value: f.value(x), gradient: f.gradient(x), pairs: Vec::new() }
    }

    // region: lbfgs
    /// -H g by the two-loop recursion.
    fn direction(&self) -> [f64; N] {
        let mut q = self.gradient;
        let mut alphas = Vec::with_capacity(self.pairs.len());
        for [s, y] in self.pairs.iter().rev() {
            let alpha = dot(*s, q) / dot(*s, *y);
            q = add_scaled(q, -alpha, *y);
            alphas.push(alpha);
        }
        if let Some([s, y]) = self.pairs.last() {
            q = q.map(|v| v * dot(*s, *y) / dot(*y, *y));
        }
        for ([s, y], alpha) in self.pairs.iter().zip(alphas.into_iter().rev()) {
            let b = dot(*y, q) / dot(*s, *y);
            q = add_scaled(q, alpha - b, *s);
        }
        q.map(|v| -v)
    }

    /// One step along -H g, shortened until f falls. The first one moves by `stride`.
    pub fn step(&mut self, stride: f64, f: &mut Counted<N>) {
        let direction = self.direction();
        let slope = dot(direction, self.gradient);
        if slope == 0.0 {
            return;
        }
        let first = stride / dot(direction, direction).sqrt();
        let trial = if self.pairs.is_empty() { first } else { 1.0 };
        let mut along = |t: f64| f.value(add_scaled(self.x, t, direction));
        let (t, value) = backtrack(self.value, slope, trial, &mut along);
        let x = add_scaled(self.x, t, direction);
        let gradient = f.gradient(x);
        let (s, y) = (minus(x, self.x), minus(gradient, self.gradient));
        // Where f curves downwards the pair says nothing about a minimum, and is left out.
        if dot(s, y) > 1e-12 * dot(y, y) {
            self.pairs.push([s, y]);
            if self.pairs.len() > MEMORY {
                self.pairs.remove(0);
            }
        }
        (self.x, self.value, self.gradient) = (x, value, gradient);
    }
    // endregion: lbfgs

    /// Where it is.
    pub fn x(&self) -> [f64; N] {
        self.x
    }

    /// The gradient there.
    pub fn gradient(&self) -> [f64; N] {
        self.gradient
    }
}

//! Brent's method:  parabolas where they behave, golden sections where they do not.
//!
//! Brent, Algorithms for Minimization without Derivatives (1973), chapter 5.

use crate::inference::minimise::line::{Bracket, GOLDEN};

/// The state of a search.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Brent {
    low: f64,
    high: f64,
    /// The best point (x, f(x)), the second best, and the one that was second before.
    best: [[f64; 2]; 3],
    /// The last move and the one before it.
    moves: [f64; 2],
    tolerance: f64,
}

impl Brent {
    /// Starts from a bracket; it ends when the minimum is known to about `tolerance`.
    pub fn start(bracket: &Bracket, tolerance: f64) -> Self {
        let [a, b, c] = bracket.points;
        let (low, high) = (a[0].min(c[0]), a[0].max(c[0]));
        Self { low, high, best: [b; 3], moves: [0.0; 2], tolerance }
    }

    // region: brent
    /// Asks for one value: at the vertex of the parabola through the three best points if that lies
    /// in the bracket and moves less than half as far as the move before last; otherwise at a
    /// golden section of the larger part.
    pub fn step(&mut self, f: &mut dyn FnMut(f64) -> f64) {
        let x = self.best[0][0];
        let middle = f64::midpoint(self.low, self.high);
        let vertex = self.parabola().filter(|v| {
            (v - x).abs() < 0.5 * self.moves[1].abs() && self.low < *v && *v < self.high
        });
        let (mut move_, before) = if let Some(vertex) = vertex {
            (vertex - x, self.moves[0])
        } else {
            let part = if x < middle { self.high - x } else { self.low - x };
            (part * (2.0 - GOLDEN), part)
        };
        let near_an_end = |u: f64| (u - self.low).min(self.high - u) < 2.0 * self.tolerance;
        if vertex.is_some() && near_an_end(x + move_) {
            move_ = if x < middle { self.tolerance } else { -self.tolerance };
        }
        if move_.abs() < self.tolerance {
            move_ = if move_ < 0.0 { -self.tolerance } else { self.tolerance };
        }
        self.moves = [move_, before];
        let u = x + move_;
        self.learn([u, f(u)]);
    }
    // endregion: brent

    /// The vertex of the parabola through the three best points; `None` if they lie on a line.
    fn parabola(&self) -> Option<f64> {
        let [[x, fx], [w, fw], [v, fv]] = self.best;
        let (r, q) = ((x - w) * (fx - fv), (x - v) * (fx - fw));
        let below = 2.0 * (q - r);
        (below != 0.0).then(|| x - ((x - v) * q - (x - w) * r) / below)
    }

    /// Takes a new point into the bracket and among the best.
    fn learn(&mut self, new: [f64; 2]) {
        let [best, second, third] = self.best;
        let [u, fu] = new;
        if fu <= best[1] {
            *(if u < best[0] { &mut self.high } else { &mut self.low }) = best[0];
            self.best = [new, best, second];
            return;
        }
        *(if u < best[0] { &mut self.low } else { &mut self.high }) = u;
        if fu <= second[1] || second[0] == best[0] {
            self.best = [best, new, second];
        } else if fu <= third[1] || third[0] == best[0] || third[0] == second[0] {
            self.best = [best, second, new];
        }
    }

    /// The best point (x, f(x)).
    pub fn best(&self) -> [f64; 2] {
        self.best[0]
    }

    /// Whether the minimum is known to the tolerance.
    pub fn done(&self) -> bool {
        let (x, middle) = (self.best[0][0], f64::midpoint(self.low, self.high));
        (x - middle).abs() <= 2.0 * self.tolerance - 0.5 * (self.high - self.low)
    }
}

/// The minimum of f along a line, from 0 in steps that start at `stride`: (t, f(t)).
pub fn line_minimum(stride: f64, tolerance: f64, f: &mut dyn FnMut(f64) -> f64) -> [f64; 2] {
    let mut bracket = Bracket::start(0.0, stride, f);
    for _ in 0..40 {
        if bracket.holds() {
            break;
        }
        bracket.widen(f);
    }
    let mut search = Brent::start(&bracket, tolerance);
    for _ in 0..100 {
        if search.done() {
            break;
        }
        search.step(f);
    }
    search.best()
}

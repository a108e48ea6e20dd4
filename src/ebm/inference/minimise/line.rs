//! Searches along a line: a bracket around a minimum, and Armijo's backtracking.

/// The golden ratio, by which a bracket grows.
pub const GOLDEN: f64 = 1.618_033_988_749_895;

/// Three points of a line with the middle one the lowest: a minimum lies between the outer two.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bracket {
    /// The points (x, f(x)): two ends and the middle between them; the last two grow downhill.
    pub points: [[f64; 2]; 3],
}

impl Bracket {
    /// Two points, in the direction in which f falls, and the next one further on.
    pub fn start(x: f64, stride: f64, f: &mut dyn FnMut(f64) -> f64) -> Self {
        let (mut a, mut b) = ([x, f(x)], [x + stride, f(x + stride)]);
        if b[1] > a[1] {
            (a, b) = (b, a);
        }
        let next = b[0] + GOLDEN * (b[0] - a[0]);
        Self { points: [a, b, [next, f(next)]] }
    }

    /// Whether the middle point is the lowest.
    pub fn holds(&self) -> bool {
        self.points[1][1] <= self.points[2][1]
    }

    /// Goes on downhill in ever longer strides until f rises (Press et al., Numerical Recipes,
    /// section 10.1, without the parabolas).
    pub fn widen(&mut self, f: &mut dyn FnMut(f64) -> f64) {
        let [_, b, c] = self.points;
        let next = c[0] + GOLDEN * (c[0] - b[0]);
        self.points = [b, c, [next, f(next)]];
    }
}

/// Armijo's backtracking from a first step `t`: the step is shortened, to the minimum of the
/// parabola through what is known, until f has fallen by 10⁻⁴ of what the slope promised.
/// Nocedal & Wright, Numerical Optimization (2006), section 3.5. Returns (t, f(t)).
pub fn backtrack(f0: f64, slope: f64, mut t: f64, f: &mut dyn FnMut(f64) -> f64) -> (f64, f64) {
    const PROMISE: f64 = 1e-4;
    let mut value = f(t);
    // Fifty halvings leave nothing of a step; the bound guards against a slope that is all rounding.
    for _ in 0..50 {
        if value <= f0 + PROMISE * t * slope {
            break;
        }
        let parabola = -slope * t * t / (2.0 * (value - f0 - slope * t));
        t = parabola.clamp(0.1 * t, 0.5 * t);
        value = f(t);
    }
    (t, value)
}

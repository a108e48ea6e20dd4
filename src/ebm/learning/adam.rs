//! Adam (Kingma & Ba, 2015, algorithm 1): gradient descent with a step of its own for each parameter.

use crate::simd::{LANES, Lanes, eights, eights_mut};

/// The running means of the gradient and of its square.
#[derive(Clone, Debug)]
pub struct Adam {
    mean: Vec<f32>,
    square: Vec<f32>,
    steps: i32,
}

const BETA_1: f32 = 0.9;
const BETA_2: f32 = 0.999;
const EPSILON: f32 = 1e-8;

impl Adam {
    /// For `n` parameters; no step taken yet.
    pub fn new(n: usize) -> Self {
        Self { mean: vec![0.0; n], square: vec![0.0; n], steps: 0 }
    }

    // region: step
    /// w ← w - α m̂ / (sqrt v̂ + ε), with the bias of both means taken out as at the end of section 2:
    /// into the step and into ε.
    #[inline(never)]
    pub fn step(&mut self, w: &mut [f32], gradient: &[f32], alpha: f32) {
        self.steps = self.steps.saturating_add(1);
        let spread = (1.0 - power(BETA_2, self.steps)).sqrt();
        let alpha = alpha * spread / (1.0 - power(BETA_1, self.steps));
        let update = Update { alpha: Lanes::splat(alpha), epsilon: Lanes::splat(EPSILON * spread) };
        let whole = w.len() / LANES * LANES;
        let all = eights_mut(w).iter_mut().zip(eights(gradient));
        let all = all.zip(eights_mut(&mut self.mean)).zip(eights_mut(&mut self.square));
        for (((w, g), m), v) in all {
            update.apply(w, g, m, v);
        }
        // What does not fill eight lanes, in the first lanes.
        let rest = |from: &[f32]| {
            let mut lanes = [0.0; LANES];
            lanes[..from.len() - whole].copy_from_slice(&from[whole..]);
            lanes
        };
        let (mut lanes, g) = (rest(w), rest(gradient));
        let (mut m, mut v) = (rest(&self.mean), rest(&self.square));
        update.apply(&mut lanes, &g, &mut m, &mut v);
        let left = w.len() - whole;
        w[whole..].copy_from_slice(&lanes[..left]);
        self.mean[whole..].copy_from_slice(&m[..left]);
        self.square[whole..].copy_from_slice(&v[..left]);
    }
    // endregion: step
}

struct Update {
    alpha: Lanes,
    epsilon: Lanes,
}

impl Update {
    #[inline]
    fn apply(
        &self,
        w: &mut [f32; LANES],
        g: &[f32; LANES],
        m: &mut [f32; LANES],
        v: &mut [f32; LANES],
    ) {
        let g = Lanes::new(*g);
        let mean = Lanes::new(*m) * BETA_1 + g * (1.0 - BETA_1);
        let square = Lanes::new(*v) * BETA_2 + g * g * (1.0 - BETA_2);
        *m = mean.to_array();
        *v = square.to_array();
        *w = (Lanes::new(*w) - self.alpha * mean / (square.sqrt() + self.epsilon)).to_array();
    }
}

/// base^n by repeated squaring, the same bits everywhere.
fn power(base: f32, mut n: i32) -> f32 {
    let (mut result, mut square) = (1.0, base);
    while n > 0 {
        if n & 1 == 1 {
            result *= square;
        }
        square *= square;
        n >>= 1;
    }
    result
}

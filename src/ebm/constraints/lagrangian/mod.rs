//! A layered network as a problem with constraints (LeCun, 1988): minimise the cost C(z_K) subject to
//! z_{k+1} = g_k(z_k, w_k), z_0 = x. With multipliers λ the Lagrangian is
//!
//!   L = C(z_K) ∓ Σ_k λ_{k+1}ᵀ (z_{k+1} - g_k(z_k, w_k)),
//!
//! and its stationary points are a forward pass, a backward pass and a choice of weights.

mod back_propagation;
mod layer;
mod penalty;
pub mod training;

pub use back_propagation::{Slopes, back_propagation};
pub use layer::Layer;
pub use penalty::relax;

/// Which sign stands before the multipliers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// L = C - Σ λᵀ (z - g): then λ_k = ∂C/∂z_k.
    Minus,
    /// L = C + Σ λᵀ (z - g), as in the lecture: then λ_k = -∂C/∂z_k.
    Plus,
}

impl Sign {
    /// -1 or 1.
    pub fn factor(self) -> f64 {
        if self == Self::Minus { -1.0 } else { 1.0 }
    }
}

/// The cost of the last state, C = ½|z_K - y|².
pub fn cost(last: &[f64], y: &[f64]) -> f64 {
    0.5 * last.iter().zip(y).map(|(z, y)| (z - y) * (z - y)).sum::<f64>()
}

/// ∂C/∂z_K.
pub fn cost_slope(last: &[f64], y: &[f64]) -> Vec<f64> {
    last.iter().zip(y).map(|(z, y)| z - y).collect()
}

/// States and multipliers of one example, and the layers that they are to obey.
#[derive(Clone, Debug)]
pub struct Lagrangian {
    /// The layers g_0 ... g_{K-1}.
    pub layers: Vec<Layer>,
    /// The input x, which z_0 is.
    pub x: Vec<f64>,
    /// The target y.
    pub y: Vec<f64>,
    /// The states z_1 ... z_K; free to violate the constraints.
    pub states: Vec<Vec<f64>>,
    /// The multipliers λ_1 ... λ_K.
    pub multipliers: Vec<Vec<f64>>,
    /// The sign before the multipliers.
    pub sign: Sign,
}

impl Lagrangian {
    /// All states and multipliers zero.
    pub fn new(layers: Vec<Layer>, x: Vec<f64>, y: Vec<f64>, sign: Sign) -> Self {
        let states: Vec<_> = layers.iter().map(|layer| vec![0.0; layer.bias.len()]).collect();
        Self { multipliers: states.clone(), layers, x, y, states, sign }
    }

    /// z_k; z_0 is the input.
    pub fn state(&self, k: usize) -> &[f64] {
        if k == 0 { &self.x } else { &self.states[k - 1] }
    }

    /// C(z_K).
    pub fn cost(&self) -> f64 {
        cost(self.state(self.layers.len()), &self.y)
    }

    // region: partials
    /// The violation z_{k+1} - g_k(z_k, w_k); ±1 times it is ∂L/∂λ_{k+1}.
    pub fn violation(&self, k: usize) -> Vec<f64> {
        let g = self.layers[k].value(self.state(k));
        self.states[k].iter().zip(g).map(|(z, g)| z - g).collect()
    }

    /// L.
    pub fn value(&self) -> f64 {
        let term = |k: usize| -> f64 {
            self.violation(k).iter().zip(&self.multipliers[k]).map(|(v, l)| v * l).sum()
        };
        self.cost() + self.sign.factor() * (0..self.layers.len()).map(term).sum::<f64>()
    }

    /// ∂L/∂z_k for 1 ≤ k ≤ K: ±(λ_k - (∂g_k/∂z_k)ᵀ λ_{k+1}) between, ∂C/∂z_K ± λ_K at the end.
    pub fn slope_of_state(&self, k: usize) -> Vec<f64> {
        let sign = self.sign.factor();
        let own = self.multipliers[k - 1].iter().map(|l| sign * l);
        if k == self.layers.len() {
            return own.zip(cost_slope(self.state(k), &self.y)).map(|(a, b)| a + b).collect();
        }
        let back = self.layers[k].pull_back(self.state(k), &self.multipliers[k]);
        own.zip(back).map(|(l, b)| l - sign * b).collect()
    }

    /// ∂L/∂w_k = ∓ (∂g_k/∂w_k)ᵀ λ_{k+1}.
    pub fn slope_of_weights(&self, k: usize) -> Vec<f64> {
        let back = self.layers[k].pull_back_to_weights(self.state(k), &self.multipliers[k]);
        back.into_iter().map(|b| -self.sign.factor() * b).collect()
    }
    // endregion: partials

    // region: passes
    /// Solves ∂L/∂λ = 0, in the order of the layers: the forward pass.
    pub fn forward(&mut self) {
        for k in 0..self.layers.len() {
            self.states[k] = self.layers[k].value(self.state(k));
        }
    }

    /// Solves ∂L/∂z = 0, from the last layer on: the backward pass.
    pub fn backward(&mut self) {
        let (last, sign) = (self.layers.len(), self.sign.factor());
        let slope = cost_slope(self.state(last), &self.y);
        self.multipliers[last - 1] = slope.into_iter().map(|c| -sign * c).collect();
        for k in (1..last).rev() {
            self.multipliers[k - 1] = self.layers[k].pull_back(self.state(k), &self.multipliers[k]);
        }
    }

    /// ∂L/∂w of every layer, for the third step: w ← w - η ∂L/∂w.
    pub fn slopes_of_weights(&self) -> Vec<Vec<f64>> {
        (0..self.layers.len()).map(|k| self.slope_of_weights(k)).collect()
    }
    // endregion: passes
}

/// Moves all weights by η down their slopes.
pub fn descend(layers: &mut [Layer], slopes: &[Vec<f64>], eta: f64) {
    for (layer, slopes) in layers.iter_mut().zip(slopes) {
        let weights = layer.weights.iter_mut().chain(&mut layer.bias);
        for (w, slope) in weights.zip(slopes) {
            *w -= eta * slope;
        }
    }
}

/// ∂C/∂z_k by central differences of width 2h: z_k is moved, and what follows it runs forward.
pub fn differences(lagrangian: &Lagrangian, k: usize, h: f64) -> Vec<f64> {
    let cost_at = |i: usize, by: f64| {
        let mut z = lagrangian.state(k).to_vec();
        z[i] += by;
        for layer in &lagrangian.layers[k..] {
            z = layer.value(&z);
        }
        cost(&z, &lagrangian.y)
    };
    let slope = |i: usize| (cost_at(i, h) - cost_at(i, -h)) / (2.0 * h);
    (0..lagrangian.state(k).len()).map(slope).collect()
}

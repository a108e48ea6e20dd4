//! A layered network as a problem with constraints (LeCun, 1988): minimise the cost C(z_K) subject to
//! z_{k+1} = g_k(z_k, w_k), z_0 = x. With multipliers λ the Lagrangian is
//!
//!   L = C(z_K) ∓ Σ_k λ_{k+1}ᵀ (z_{k+1} - g_k(z_k, w_k)),
//!
//! and its stationary points are a forward pass, a backward pass and a choice of weights.

use crate::{
    num::{exp, tanh},
    rng::Rng,
};

/// One layer: g(z) = tanh(W z + b), or W z + b where it is the last.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// W by rows, a row an output.
    pub weights: Vec<f64>,
    /// b.
    pub bias: Vec<f64>,
    /// Whether tanh follows.
    pub bent: bool,
}

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

impl Layer {
    /// Normal weights of standard deviation 1.2/√inputs, small biases.
    pub fn random(inputs: usize, outputs: usize, bent: bool, rng: &mut Rng) -> Self {
        let scale = 1.2 / (inputs as f64).sqrt();
        let weights = (0..inputs * outputs).map(|_| scale * rng.normal()).collect();
        Self { weights, bias: (0..outputs).map(|_| 0.3 * rng.normal()).collect(), bent }
    }

    // region: layer
    /// g(z).
    pub fn value(&self, z: &[f64]) -> Vec<f64> {
        let row = |(w, b): (&[f64], &f64)| {
            let sum = b + w.iter().zip(z).map(|(w, z)| w * z).sum::<f64>();
            if self.bent { tanh(sum) } else { sum }
        };
        self.weights.chunks(z.len()).zip(&self.bias).map(row).collect()
    }

    /// λ times the slope of the bend: λ_i (1 - g_i²), or λ_i.
    fn bent_back(&self, z: &[f64], lambda: &[f64]) -> Vec<f64> {
        let slope = |(g, l): (f64, &f64)| if self.bent { l * (1.0 - g * g) } else { *l };
        self.value(z).into_iter().zip(lambda).map(slope).collect()
    }

    /// (∂g/∂z)ᵀ λ.
    pub fn pull_back(&self, z: &[f64], lambda: &[f64]) -> Vec<f64> {
        let delta = self.bent_back(z, lambda);
        let mut back = vec![0.0; z.len()];
        for (row, d) in self.weights.chunks(z.len()).zip(delta) {
            for (b, w) in back.iter_mut().zip(row) {
                *b += w * d;
            }
        }
        back
    }

    /// (∂g/∂w)ᵀ λ: for W by rows, then for b.
    pub fn pull_back_to_weights(&self, z: &[f64], lambda: &[f64]) -> Vec<f64> {
        let delta = self.bent_back(z, lambda);
        let weights = delta.iter().flat_map(|d| z.iter().map(move |z| d * z));
        weights.chain(delta.iter().copied()).collect()
    }
    // endregion: layer
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

    /// One step of size η down ∂L/∂w.
    pub fn descend(&mut self, eta: f64) {
        for k in 0..self.layers.len() {
            let slope = self.slope_of_weights(k);
            let layer = &mut self.layers[k];
            let weights = layer.weights.iter_mut().chain(&mut layer.bias);
            for (w, slope) in weights.zip(slope) {
                *w -= eta * slope;
            }
        }
    }
    // endregion: passes

    // region: penalty
    /// The penalty form C(z_K) + ρ/2 Σ|z_{k+1} - g_k(z_k)|² (the method of auxiliary coordinates,
    /// Carreira-Perpiñán & Wang, 2014), which has no multipliers.
    pub fn penalised(&self, rho: f64) -> f64 {
        let square = |k: usize| self.violation(k).iter().map(|v| v * v).sum::<f64>();
        self.cost() + 0.5 * rho * (0..self.layers.len()).map(square).sum::<f64>()
    }

    /// Its slope at z_k: ρ (v_k - (∂g_k/∂z_k)ᵀ v_{k+1}), where v_k is the violation of z_k; at z_K
    /// ∂C/∂z_K in place of the second term.
    pub fn penalised_slope(&self, k: usize, rho: f64) -> Vec<f64> {
        let own = self.violation(k - 1).into_iter().map(|v| rho * v);
        if k == self.layers.len() {
            return own.zip(cost_slope(self.state(k), &self.y)).map(|(a, b)| a + b).collect();
        }
        let back = self.layers[k].pull_back(self.state(k), &self.violation(k));
        own.zip(back).map(|(v, b)| v - rho * b).collect()
    }
    // endregion: penalty
}

/// ∂C/∂z_k for k = 1 ... K by back-propagation as textbooks have it: δ at the inputs of the units, from
/// the last layer to the first (Rumelhart et al., 1986). It shares nothing with the multipliers.
pub fn back_propagation(layers: &[Layer], x: &[f64], y: &[f64]) -> Vec<Vec<f64>> {
    let mut outputs = vec![x.to_vec()];
    for layer in layers {
        let next = layer.value(outputs.last().map_or(x, Vec::as_slice));
        outputs.push(next);
    }
    let mut slopes = vec![Vec::new(); layers.len()];
    let mut slope: Vec<f64> = outputs[layers.len()].iter().zip(y).map(|(z, y)| z - y).collect();
    for k in (0..layers.len()).rev() {
        let delta: Vec<f64> = slope
            .iter()
            .zip(&outputs[k + 1])
            .map(|(s, out)| if layers[k].bent { s * (1.0 - out * out) } else { *s })
            .collect();
        let inputs = outputs[k].len();
        let sum = |i: usize| {
            delta.iter().enumerate().map(|(j, d)| layers[k].weights[j * inputs + i] * d).sum()
        };
        slopes[k] = core::mem::replace(&mut slope, (0..inputs).map(sum).collect());
    }
    slopes
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

/// The logistic function, for decision landscapes.
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

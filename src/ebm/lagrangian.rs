//! A layered network as a problem with constraints (LeCun, 1988): minimise the cost C(z_K) subject to
//! z_{k+1} = g_k(z_k, w_k), z_0 = x. With multipliers λ the Lagrangian is
//!
//!   L = C(z_K) ∓ Σ_k λ_{k+1}ᵀ (z_{k+1} - g_k(z_k, w_k)),
//!
//! and its stationary points are a forward pass, a backward pass and a choice of weights.

use crate::{num::tanh, rng::Rng};

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

    /// ∂L/∂w of every layer, for the third step: w ← w - η ∂L/∂w.
    pub fn slopes_of_weights(&self) -> Vec<Vec<f64>> {
        (0..self.layers.len()).map(|k| self.slope_of_weights(k)).collect()
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

/// ∂C/∂z_{k+1} and ∂C/∂w_k for every layer k.
#[derive(Clone, Debug, PartialEq)]
pub struct Slopes {
    /// ∂C/∂z_{k+1}.
    pub state: Vec<f64>,
    /// ∂C/∂w_k, W by rows, then b.
    pub weights: Vec<f64>,
}

/// Back-propagation as textbooks have it: δ at the inputs of the units, from the last layer to the
/// first (Rumelhart et al., 1986). It shares nothing with the multipliers.
pub fn back_propagation(layers: &[Layer], x: &[f64], y: &[f64]) -> Vec<Slopes> {
    let mut outputs = vec![x.to_vec()];
    for layer in layers {
        let next = layer.value(outputs.last().map_or(x, Vec::as_slice));
        outputs.push(next);
    }
    let mut all = Vec::new();
    let mut slope: Vec<f64> = outputs[layers.len()].iter().zip(y).map(|(z, y)| z - y).collect();
    for (layer, ends) in layers.iter().zip(outputs.windows(2)).rev() {
        let [input, output] = ends else { unreachable!("windows of two") };
        let bend = |out: &f64| if layer.bent { 1.0 - out * out } else { 1.0 };
        let delta: Vec<f64> = slope.iter().zip(output).map(|(s, out)| s * bend(out)).collect();
        let mut weights: Vec<f64> =
            delta.iter().flat_map(|d| input.iter().map(move |z| d * z)).collect();
        weights.extend(&delta);
        let sum = |i: usize| {
            let column = layer.weights.iter().skip(i).step_by(input.len());
            column.zip(&delta).map(|(w, d)| w * d).sum()
        };
        let state = core::mem::replace(&mut slope, (0..input.len()).map(sum).collect());
        all.push(Slopes { state, weights });
    }
    all.reverse();
    all
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

// region: relax
/// One step of Gauss and Newton towards the least penalty form of a chain of single units, all weights
/// held: the residuals are √ρ v_k and z_K - y, so the system is tridiagonal. Says how far it went.
pub fn relax(chain: &mut Lagrangian, rho: f64) -> f64 {
    let last = chain.layers.len();
    let slope = |k: usize| chain.layers[k].pull_back(chain.state(k), &[1.0])[0];
    // H z = -slope, H_kk = ρ (1 + g_k'²), H_k,k+1 = -ρ g_k'; at the end ρ + 1.
    let diagonal: Vec<f64> = (1..=last)
        .map(|k| if k == last { rho + 1.0 } else { rho * (1.0 + slope(k) * slope(k)) })
        .collect();
    let beside: Vec<f64> = (1..last).map(|k| -rho * slope(k)).collect();
    let right: Vec<f64> = (1..=last).map(|k| -chain.penalised_slope(k, rho)[0]).collect();
    let step = tridiagonal(&diagonal, &beside, &right);
    // Halved until it leads downhill.
    let (before, start) = (chain.penalised(rho), chain.states.clone());
    for halvings in 0..30 {
        let part = 1.0 / f64::from(1_u32 << halvings);
        for ((state, from), step) in chain.states.iter_mut().zip(&start).zip(&step) {
            state[0] = from[0] + part * step;
        }
        if chain.penalised(rho) <= before {
            return part * step.iter().fold(0.0, |m: f64, s| m.max(s.abs()));
        }
    }
    chain.states = start;
    0.0
}
// endregion: relax

/// Solves a symmetric tridiagonal system (Thomas).
fn tridiagonal(diagonal: &[f64], beside: &[f64], right: &[f64]) -> Vec<f64> {
    let (mut d, mut r) = (diagonal.to_vec(), right.to_vec());
    for i in 1..d.len() {
        let factor = beside[i - 1] / d[i - 1];
        d[i] -= factor * beside[i - 1];
        r[i] -= factor * r[i - 1];
    }
    for i in (0..d.len()).rev() {
        let next = if i + 1 < d.len() { beside[i] * r[i + 1] } else { 0.0 };
        r[i] = (r[i] - next) / d[i];
    }
    r
}

//! Training a network on many examples with three moves, and with back-propagation.

use super::{Lagrangian, Layer, Sign, back_propagation, cost};

/// An input and what the network should answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The input x.
    pub x: Vec<f64>,
    /// The target y.
    pub y: Vec<f64>,
}

/// What the layers answer to x.
pub fn answer(layers: &[Layer], x: &[f64]) -> Vec<f64> {
    layers.iter().fold(x.to_vec(), |z, layer| layer.value(&z))
}

/// The mean cost of the examples.
pub fn mean_cost(layers: &[Layer], examples: &[Example]) -> f64 {
    let each = examples.iter().map(|one| cost(&answer(layers, &one.x), &one.y));
    each.sum::<f64>() / examples.len().max(1) as f64
}

// region: moves
/// The slopes of the mean cost in the weights of every layer by the moves of the Lagrangian: forward,
/// backward, and ∂L/∂w.
pub fn slopes_by_moves(layers: &[Layer], examples: &[Example]) -> Vec<Vec<f64>> {
    let slopes = |one: &Example| {
        let (x, y) = (one.x.clone(), one.y.clone());
        let mut lagrangian = Lagrangian::new(layers.to_vec(), x, y, Sign::Minus);
        lagrangian.forward();
        lagrangian.backward();
        lagrangian.slopes_of_weights()
    };
    mean(examples.iter().map(slopes))
}
// endregion: moves

/// The same by back-propagation.
pub fn slopes_by_back_propagation(layers: &[Layer], examples: &[Example]) -> Vec<Vec<f64>> {
    let slopes = |one: &Example| {
        let all = back_propagation(layers, &one.x, &one.y);
        all.into_iter().map(|slopes| slopes.weights).collect()
    };
    mean(examples.iter().map(slopes))
}

/// The mean over the examples of the slopes of each layer.
fn mean(mut all: impl ExactSizeIterator<Item = Vec<Vec<f64>>>) -> Vec<Vec<f64>> {
    let n = all.len().max(1) as f64;
    let mut sums = all.next().unwrap_or_default();
    for slopes in all {
        for (sum, slope) in sums.iter_mut().flatten().zip(slopes.iter().flatten()) {
            *sum += slope;
        }
    }
    for sum in sums.iter_mut().flatten() {
        *sum /= n;
    }
    sums
}

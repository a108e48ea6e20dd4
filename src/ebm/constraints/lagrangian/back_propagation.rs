//! Back-propagation without multipliers, to compare with.

use super::Layer;

/// ∂C/∂z_{k+1} and ∂C/∂w_k for every layer k.
#[derive(Clone, Debug, PartialEq)]
pub struct Slopes {
    /// ∂C/∂z_{k+1}.
    pub state: Vec<f64>,
    /// ∂C/∂w_k, W by rows, then b.
    pub weights: Vec<f64>,
}

// region: textbook
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
// endregion: textbook

//! Layers on rows of samples: the rectified ones by products of matrices, the narrow ones beside the
//! codes by single numbers.

use super::layout::{CODE, Layer};
use crate::simd::{
    LANES, Lanes,
    elementary::Elementary,
    load,
    product::{Left, Matrix, Right, product, product_into},
    store, sum,
};

/// The packed factors of a product.
#[derive(Clone, Debug, Default)]
pub(super) struct Factors {
    pub(super) left: Left,
    pub(super) right: Right,
}

/// units = max(0, inputs W + b).
pub(super) fn rectified(
    layer: &Layer,
    parameters: &[f32],
    inputs: &[f32],
    units: &mut Vec<f32>,
    factors: &mut Factors,
) {
    let width = layer.outputs;
    units.resize(inputs.len() / layer.inputs * width, 0.0);
    affine(layer, parameters, inputs, factors, |s, j, u| {
        store(units, s * width + j, u.fast_max(Lanes::ZERO));
    });
}

/// inputs W + b, eight numbers at a time: `put(row, first column, numbers)`.
#[inline]
pub(super) fn affine(
    layer: &Layer,
    parameters: &[f32],
    inputs: &[f32],
    factors: &mut Factors,
    mut put: impl FnMut(usize, usize, Lanes),
) {
    let bias = &parameters[layer.bias.clone()];
    factors.left.pack_left(Matrix::by_rows(inputs, layer.inputs));
    let weights = Matrix::by_rows(&parameters[layer.weights.clone()], layer.outputs);
    factors.right.pack_right(weights);
    product(&factors.left, &factors.right, |s, j, u| put(s, j, u + load(bias, j)));
}

/// ∂/∂W = inputsᵀ slopes and ∂/∂b = Σ slopes, into the layer's part of the gradient.
pub(super) fn slope_of(
    layer: &Layer,
    inputs: &[f32],
    slopes: &[f32],
    gradient: &mut [f32],
    factors: &mut Factors,
) {
    factors.left.pack_left(Matrix::by_rows(inputs, layer.inputs).transposed());
    factors.right.pack_right(Matrix::by_rows(slopes, layer.outputs));
    product_into(&factors.left, &factors.right, &mut gradient[layer.weights.clone()]);
    sum_rows(slopes, &mut gradient[layer.bias.clone()]);
}

/// slopes ← slopes Wᵀ where the input, a rectified unit, is at work, and 0 where it is cut off.
pub(super) fn slope_back(
    layer: &Layer,
    parameters: &[f32],
    inputs: &[f32],
    slopes: &mut Vec<f32>,
    factors: &mut Factors,
) {
    factors.left.pack_left(Matrix::by_rows(slopes, layer.outputs));
    let weights = Matrix::by_rows(&parameters[layer.weights.clone()], layer.outputs);
    factors.right.pack_right(weights.transposed());
    slopes.resize(inputs.len(), 0.0);
    product(&factors.left, &factors.right, |s, j, slope| {
        let at = s * layer.inputs + j;
        let working = load(inputs, at).simd_gt(Lanes::ZERO);
        store(slopes, at, working.select(slope, Lanes::ZERO));
    });
}

/// e^x of one number, with the bits that a lane gives.
pub(super) fn exp(x: f32, functions: &Elementary) -> f32 {
    functions.exp(Lanes::splat(x)).as_array()[0]
}

/// bias + Σ_j units[j] weights[j].
pub(super) fn weighted(units: &[f32], weights: &[[f32; CODE]], bias: [f32; CODE]) -> [f32; CODE] {
    units.iter().zip(weights).fold(bias, |mut sums, (unit, w)| {
        for k in 0..CODE {
            sums[k] += unit * w[k];
        }
        sums
    })
}

pub(super) fn halves(numbers: &[f32]) -> [&[f32]; 2] {
    let (a, b) = numbers.split_at(numbers.len() / 2);
    [a, b]
}

pub(super) fn add_scaled(to: &mut [f32], scale: f32, numbers: &[f32]) {
    to.iter_mut().zip(numbers).for_each(|(t, number)| *t += scale * number);
}

/// Σ_j a_j b_j of two rows of whole lanes.
pub(super) fn inner(a: &[f32], b: &[f32]) -> f32 {
    sum((0..a.len()).step_by(LANES).fold(Lanes::ZERO, |sum, at| sum + load(a, at) * load(b, at)))
}

/// Σ_s rows[s] into `out`.
pub(super) fn sum_rows(rows: &[f32], out: &mut [f32]) {
    out.fill(0.0);
    rows.chunks_exact(out.len()).for_each(|row| add_scaled(out, 1.0, row));
}

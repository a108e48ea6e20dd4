//! The binary restricted Boltzmann machine, E(v, h) = -b·v - c·h - v·W h, and contrastive divergence
//! (Hinton, Training products of experts by minimizing contrastive divergence, 2002).

use crate::simd::{
    LANES, Lanes,
    elementary::Elementary,
    generator::Generator,
    load,
    product::{Left, Matrix, Right, product},
    store, sum,
};

/// A machine with visible and hidden units; both counts are multiples of eight.
#[derive(Clone, Debug)]
pub struct Rbm {
    visible: usize,
    hidden: usize,
    /// W, by rows: one row a visible unit.
    pub weights: Vec<f32>,
    /// b, of the visible units.
    pub visible_bias: Vec<f32>,
    /// c, of the hidden units.
    pub hidden_bias: Vec<f32>,
    work: Workspace,
}

/// Data and reconstruction one after the other, and what the units were, sample by sample.
#[derive(Clone, Debug, Default)]
struct Workspace {
    visible: Vec<f32>,
    hidden: Vec<f32>,
    drawn: Vec<f32>,
    left: Left,
    by_hidden: Right,
    by_visible: Right,
}

impl Rbm {
    /// A machine with these weights (by rows, one a visible unit) and no bias.
    ///
    /// # Panics
    ///
    /// Where either size is no multiple of eight, or there are not `visible` × `hidden` weights.
    pub fn new(visible: usize, hidden: usize, weights: Vec<f32>) -> Self {
        assert!(visible.is_multiple_of(LANES) && hidden.is_multiple_of(LANES), "whole lanes");
        assert_eq!(weights.len(), visible * hidden, "one weight a pair");
        let (visible_bias, hidden_bias) = (vec![0.0; visible], vec![0.0; hidden]);
        let work = Workspace::default();
        Self { visible, hidden, weights, visible_bias, hidden_bias, work }
    }

    // region: contrastive-divergence
    /// One step of CD-1 on a batch of binary data (by rows) with learning rate `rate`:
    ///   ΔW = rate (⟨v h⟩_data - ⟨v h⟩_one step later),
    /// hidden units by their probabilities in both means, drawn on the way. Returns the mean squared
    /// error of the reconstruction's probabilities, summed over units.
    #[inline(never)]
    pub fn step(&mut self, data: &[f32], rate: f32, generator: &mut Generator) -> f32 {
        let functions = Elementary::new();
        let (visible, hidden) = (self.visible, self.hidden);
        let batch = data.len() / visible;
        let work = &mut self.work;
        work.visible.resize(2 * batch * visible, 0.0);
        work.hidden.resize(2 * batch * hidden, 0.0);
        work.drawn.resize(batch * hidden, 0.0);
        let (v0, v1) = work.visible.split_at_mut(batch * visible);
        let (h0, h1) = work.hidden.split_at_mut(batch * hidden);
        v0.copy_from_slice(data);

        let weights = Matrix::by_rows(&self.weights, hidden);
        work.by_hidden.pack_right(weights);
        work.by_visible.pack_right(weights.transposed());
        // p(h | v) of the data, and a draw from it.
        work.left.pack_left(Matrix::by_rows(v0, visible));
        product(&work.left, &work.by_hidden, |s, j, u| {
            let p = functions.logistic(u + load(&self.hidden_bias, j));
            store(h0, s * hidden + j, p);
            store(&mut work.drawn, s * hidden + j, draw(p, generator));
        });
        // p(v | h), a draw from it, and how far the probabilities are from the data.
        let mut error = Lanes::ZERO;
        work.left.pack_left(Matrix::by_rows(&work.drawn, hidden));
        product(&work.left, &work.by_visible, |s, i, u| {
            let p = functions.logistic(u + load(&self.visible_bias, i));
            let miss = load(v0, s * visible + i) - p;
            error += miss * miss;
            store(v1, s * visible + i, draw(p, generator));
        });
        // p(h | v) of the draw, with the sign that it has in ΔW.
        let share = rate / batch as f32;
        work.left.pack_left(Matrix::by_rows(v1, visible));
        product(&work.left, &work.by_hidden, |s, j, u| {
            let p = functions.logistic(u + load(&self.hidden_bias, j));
            store(h1, s * hidden + j, p * -share);
        });
        for p in h0 {
            *p *= share;
        }

        add_columns(&mut self.hidden_bias, &work.hidden, 1.0);
        add_columns(&mut self.visible_bias, v0, share);
        add_columns(&mut self.visible_bias, v1, -share);
        // Both halves of ΔW in one product over 2 · batch samples.
        work.left.pack_left(Matrix::by_rows(&work.visible, visible).transposed());
        work.by_hidden.pack_right(Matrix::by_rows(&work.hidden, hidden));
        product(&work.left, &work.by_hidden, |i, j, slope| {
            let at = i * hidden + j;
            let weight = load(&self.weights, at) + slope;
            store(&mut self.weights, at, weight);
        });
        sum(error) / batch as f32
    }
    // endregion: contrastive-divergence
}

/// 1 with probability p, else 0.
#[inline]
fn draw(p: Lanes, generator: &mut Generator) -> Lanes {
    generator.uniform().simd_lt(p).select(Lanes::ONE, Lanes::ZERO)
}

/// bias += scale · Σ_s rows[s].
fn add_columns(bias: &mut [f32], rows: &[f32], scale: f32) {
    for row in rows.chunks_exact(bias.len()) {
        for (b, number) in bias.iter_mut().zip(row) {
            *b += scale * number;
        }
    }
}

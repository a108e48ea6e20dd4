//! Local minimisers that take one iteration at a time, so that a figure can show each.
//!
//! They know a function by its values and gradients alone, and count how often they ask.

pub mod brent;

pub mod conjugate_gradient;

pub mod golden;

pub mod lbfgs;

pub mod line;

/// A function of N numbers that counts how often it is asked.
pub struct Counted<'a, const N: usize> {
    value: &'a dyn Fn([f64; N]) -> f64,
    gradient: &'a dyn Fn([f64; N]) -> [f64; N],
    /// How many values were asked for.
    pub values: usize,
    /// How many gradients were asked for.
    pub gradients: usize,
}

impl<'a, const N: usize> Counted<'a, N> {
    /// A function and its gradient, both counts at zero.
    pub fn new(
        value: &'a dyn Fn([f64; N]) -> f64,
        gradient: &'a dyn Fn([f64; N]) -> [f64; N],
    ) -> Self {
        Self { value, gradient, values: 0, gradients: 0 }
    }

    /// The value at x.
    pub fn value(&mut self, x: [f64; N]) -> f64 {
        self.values += 1;
        (self.value)(x)
    }

    /// The gradient at x.
    pub fn gradient(&mut self, x: [f64; N]) -> [f64; N] {
        self.gradients += 1;
        (self.gradient)(x)
    }
}

/// Inner product.
pub(crate) fn dot<const N: usize>(a: [f64; N], b: [f64; N]) -> f64 {
    (0..N).map(|i| a[i] * b[i]).sum()
}

/// a + t b.
pub(crate) fn add_scaled<const N: usize>(a: [f64; N], t: f64, b: [f64; N]) -> [f64; N] {
    core::array::from_fn(|i| a[i] + t * b[i])
}

/// a - b.
pub(crate) fn minus<const N: usize>(a: [f64; N], b: [f64; N]) -> [f64; N] {
    add_scaled(a, -1.0, b)
}

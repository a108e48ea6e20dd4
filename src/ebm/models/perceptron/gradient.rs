//! The gradient of the perceptron's energy with respect to its parameters, by back-propagation.

use crate::simd::{
    LANES, Lanes,
    elementary::Elementary,
    points_soa::Points,
    product::{Left, Matrix, ROWS, Right, product_into, tile},
    sum,
};

use super::{Layout, Perceptron};

/// Working memory of [`Perceptron::gradient`], kept from step to step.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    h1: Vec<f32>,
    d1: Vec<f32>,
    d2: Vec<f32>,
    left: Left,
    right: Right,
}

impl Perceptron {
    // region: grad-parameters
    /// Σ_s c_s ∂E(x_s)/∂θ into `gradient`, where `weight(s, E(x_s))` says c_s; returns the energies.
    #[inline(never)]
    pub fn gradient(
        &self,
        cloud: &Points,
        weight: &dyn Fn(usize, f32) -> f32,
        gradient: &mut Vec<f32>,
        work: &mut Workspace,
    ) -> Vec<f32> {
        let (functions, layout, hidden) = (Elementary::new(), self.layout(), self.hidden);
        let samples = cloud.x.len();
        gradient.clear();
        gradient.resize(self.parameters.len(), 0.0);
        for part in [&mut work.h1, &mut work.d1, &mut work.d2] {
            part.resize(samples * hidden, 0.0);
        }
        let mut sums = Sums::new(hidden);
        let mut h1 = vec![[0.0; LANES]; hidden];
        let (mut h2, mut delta) = (h1.clone(), h1.clone());
        let mut energies = Vec::with_capacity(samples);
        let w3 = &self.parameters[layout.w3()];
        for (block, point) in cloud.eights().enumerate() {
            self.first(point, &functions, &mut h1);
            let mut energy = Lanes::splat(self.parameters[layout.b3()]);
            self.second(&functions, &h1, |i, units| {
                for (r, unit) in units.into_iter().enumerate() {
                    h2[i + r] = unit.to_array();
                    energy += w3[i + r] * unit;
                }
            });
            let energy = energy.to_array();
            energies.extend(energy);
            let c = Lanes::new(core::array::from_fn(|lane| {
                let s = block * LANES + lane;
                if s < cloud.len() { weight(s, energy[lane]) } else { 0.0 }
            }));
            sums.b3 += c;
            for i in 0..hidden {
                let h = Lanes::new(h2[i]);
                sums.w3[i] += c * h;
                let d = c * w3[i] * (Lanes::ONE - h * h);
                sums.b2[i] += d;
                delta[i] = d.to_array();
            }
            let at = block * LANES * hidden;
            by_sample(&h1, &mut work.h1[at..at + LANES * hidden]);
            by_sample(&delta, &mut work.d2[at..at + LANES * hidden]);
            let w1 = &mut sums.w1;
            for (j, panel) in self.backward.panels().enumerate() {
                for (r, back) in tile(panel, &delta).into_iter().enumerate() {
                    let unit = j * ROWS + r;
                    let h = Lanes::new(h1[unit]);
                    let d = back - back * h * h;
                    w1[unit][0] += d * point[0];
                    w1[unit][1] += d * point[1];
                    sums.b1[unit] += d;
                }
            }
        }
        sums.write(layout, gradient);
        // ∂/∂W₂ = Σ_s δ₂ h₁ᵀ is itself a product, over the samples.
        work.left.pack_left(Matrix::by_rows(&work.d2, hidden).transposed());
        work.right.pack_right(Matrix::by_rows(&work.h1, hidden));
        product_into(&work.left, &work.right, &mut gradient[layout.w2()]);
        energies.truncate(cloud.len());
        energies
    }
    // endregion: grad-parameters
}

/// rows[s][i] = units[i][s].
fn by_sample(units: &[[f32; LANES]], rows: &mut [f32]) {
    let hidden = units.len();
    for (block, eight) in units.as_chunks::<LANES>().0.iter().enumerate() {
        let turned = Lanes::transpose(eight.map(Lanes::new));
        for (s, row) in turned.into_iter().enumerate() {
            let at = s * hidden + block * LANES;
            rows[at..at + LANES].copy_from_slice(&row.to_array());
        }
    }
}

/// Sums over samples, lane by lane until the end.
struct Sums {
    w1: Vec<[Lanes; 2]>,
    b1: Vec<Lanes>,
    b2: Vec<Lanes>,
    w3: Vec<Lanes>,
    b3: Lanes,
}

impl Sums {
    fn new(hidden: usize) -> Self {
        let zeros = vec![Lanes::ZERO; hidden];
        let w1 = vec![[Lanes::ZERO; 2]; hidden];
        Self { w1, b1: zeros.clone(), b2: zeros.clone(), w3: zeros, b3: Lanes::ZERO }
    }

    fn write(&self, layout: Layout, gradient: &mut [f32]) {
        let w1 = self.w1.as_flattened();
        let parts = [
            (layout.w1(), w1),
            (layout.b1(), &self.b1[..]),
            (layout.b2(), &self.b2),
            (layout.w3(), &self.w3),
        ];
        for (range, lanes) in parts {
            for (g, lanes) in gradient[range].iter_mut().zip(lanes) {
                *g = sum(*lanes);
            }
        }
        gradient[layout.b3()] = sum(self.b3);
    }
}

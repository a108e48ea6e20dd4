//! A neural energy of the plane: a perceptron 2-h-h-1 with tanh,
//!   E(x) = w₃ · tanh(W₂ tanh(W₁ x + b₁) + b₂) + b₃,
//! its gradients and Langevin dynamics in it. Samples lie along the lanes.

use core::ops::Range;

use crate::{
    cloud::Cloud,
    lanes::{
        LANES, Lanes,
        elementary::Elementary,
        generator::Generator,
        product::{Left, Matrix, ROWS, Right, product_into, tile},
        sum,
    },
};

/// The energy and its h² + 5h + 1 parameters.
#[derive(Clone, Debug)]
pub struct Perceptron {
    hidden: usize,
    parameters: Vec<f32>,
    /// W₂ and its transpose, packed for products from the left.
    forward: Left,
    backward: Left,
}

/// Where each part lies among the parameters; matrices by rows, one row a unit.
#[derive(Clone, Copy, Debug)]
struct Layout {
    hidden: usize,
}

impl Layout {
    fn w1(self) -> Range<usize> {
        0..2 * self.hidden
    }
    fn b1(self) -> Range<usize> {
        let start = self.w1().end;
        start..start + self.hidden
    }
    fn w2(self) -> Range<usize> {
        let start = self.b1().end;
        start..start + self.hidden * self.hidden
    }
    fn b2(self) -> Range<usize> {
        let start = self.w2().end;
        start..start + self.hidden
    }
    fn w3(self) -> Range<usize> {
        let start = self.b2().end;
        start..start + self.hidden
    }
    fn b3(self) -> usize {
        self.w3().end
    }
}

/// What Langevin dynamics does: x ← x - `eta` ∇E + `sigma` n.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// The step size η.
    pub eta: f32,
    /// The width of the noise σ. It samples at temperature σ²/2η.
    pub sigma: f32,
}

impl Perceptron {
    /// A perceptron with `hidden` units in each layer (a multiple of eight). Uniform parameters, in
    /// ±1 for the first layer and ±1.7/√h for the others, as keeps the units' inputs near one.
    pub fn new(hidden: usize, generator: &mut Generator) -> Self {
        let width = 1.7 / (hidden as f32).sqrt();
        let layout = Layout { hidden };
        let mut parameters = vec![0.0; layout.b3() + 1];
        for eight in parameters[..layout.b3()].chunks_mut(LANES) {
            let uniform = (generator.uniform() * 2.0 - Lanes::ONE).to_array();
            eight.copy_from_slice(&uniform[..eight.len()]);
        }
        let scaled = [(layout.w2(), width), (layout.b2(), 0.0), (layout.w3(), width)];
        for (range, width) in scaled {
            parameters[range].iter_mut().for_each(|w| *w *= width);
        }
        Self::with(hidden, parameters)
    }

    /// A perceptron with these parameters: W₁ by rows, b₁, W₂ by rows, b₂, w₃, b₃.
    pub fn with(hidden: usize, parameters: Vec<f32>) -> Self {
        assert!(hidden > 0 && hidden.is_multiple_of(LANES), "whole lanes of hidden units");
        assert_eq!(parameters.len(), Layout { hidden }.b3() + 1, "h² + 5h + 1 parameters");
        let (forward, backward) = Default::default();
        let mut new = Self { hidden, parameters, forward, backward };
        new.pack();
        new
    }

    /// The parameters.
    pub fn parameters(&self) -> &[f32] {
        &self.parameters
    }

    /// Changes the parameters.
    pub fn change(&mut self, change: impl FnOnce(&mut [f32])) {
        change(&mut self.parameters);
        self.pack();
    }

    fn pack(&mut self) {
        let w2 = Matrix::by_rows(&self.parameters[self.layout().w2()], self.hidden);
        self.forward.pack_left(w2);
        self.backward.pack_left(w2.transposed());
    }

    fn layout(&self) -> Layout {
        Layout { hidden: self.hidden }
    }

    /// tanh(W₁ x + b₁) at eight points, one unit a place.
    #[inline]
    fn first(&self, [x, y]: [Lanes; 2], functions: &Elementary, h1: &mut [[f32; LANES]]) {
        let w1 = self.parameters[self.layout().w1()].as_chunks::<2>().0;
        let b1 = &self.parameters[self.layout().b1()];
        for ((w, b), h) in w1.iter().zip(b1).zip(h1) {
            *h = functions.tanh(w[0] * x + (w[1] * y + Lanes::splat(*b))).to_array();
        }
    }

    /// Four units of the second layer at a time: `each(first unit, tanh(W₂ h₁ + b₂))`.
    #[inline]
    fn second(
        &self,
        functions: &Elementary,
        h1: &[[f32; LANES]],
        mut each: impl FnMut(usize, [Lanes; ROWS]),
    ) {
        let b2 = self.parameters[self.layout().b2()].as_chunks::<ROWS>().0;
        for (i, (panel, b)) in self.forward.panels().zip(b2).enumerate() {
            let sums = tile(panel, h1);
            let units = core::array::from_fn(|r| functions.tanh(sums[r] + Lanes::splat(b[r])));
            each(i * ROWS, units);
        }
    }

    /// E at every point of the cloud.
    #[inline(never)]
    pub fn energies(&self, cloud: &Cloud) -> Vec<f32> {
        let functions = Elementary::new();
        let w3 = &self.parameters[self.layout().w3()];
        let mut h1 = vec![[0.0; LANES]; self.hidden];
        let mut energies = Vec::with_capacity(cloud.x.len());
        for point in cloud.eights() {
            self.first(point, &functions, &mut h1);
            let mut energy = Lanes::splat(self.parameters[self.layout().b3()]);
            self.second(&functions, &h1, |i, units| {
                for (unit, w) in units.into_iter().zip(&w3[i..]) {
                    energy += *w * unit;
                }
            });
            energies.extend(energy.to_array());
        }
        energies.truncate(cloud.len());
        energies
    }

    // region: grad-x
    /// ∇E at eight points: δ₂ = w₃ (1 - h₂²), δ₁ = W₂ᵀ δ₂ (1 - h₁²), ∇E = W₁ᵀ δ₁.
    #[inline]
    fn gradient_at(
        &self,
        point: [Lanes; 2],
        functions: &Elementary,
        h1: &mut [[f32; LANES]],
        delta: &mut [[f32; LANES]],
    ) -> [Lanes; 2] {
        self.first(point, functions, h1);
        let w3 = self.parameters[self.layout().w3()].as_chunks::<ROWS>().0;
        self.second(functions, h1, |i, units| {
            let w = &w3[i / ROWS];
            for r in 0..ROWS {
                let w = Lanes::splat(w[r]);
                delta[i + r] = (w - w * units[r] * units[r]).to_array();
            }
        });
        let w1 = self.parameters[self.layout().w1()].as_chunks::<{ 2 * ROWS }>().0;
        let (h1, _) = h1.as_chunks::<ROWS>();
        let (mut dx, mut dy) = (Lanes::ZERO, Lanes::ZERO);
        for ((panel, w), h) in self.backward.panels().zip(w1).zip(h1) {
            let sums = tile(panel, delta);
            for r in 0..ROWS {
                let h = Lanes::new(h[r]);
                let delta = sums[r] - sums[r] * h * h;
                dx += w[2 * r] * delta;
                dy += w[2 * r + 1] * delta;
            }
        }
        [dx, dy]
    }
    // endregion: grad-x

    /// ∇E at every point of the cloud, as a cloud of vectors.
    #[inline(never)]
    pub fn gradients(&self, cloud: &Cloud) -> Cloud {
        let functions = Elementary::new();
        let mut h1 = vec![[0.0; LANES]; self.hidden];
        let mut delta = h1.clone();
        let mut gradients = Cloud::at_origin(cloud.len());
        for (point, (gx, gy)) in cloud.eights().zip(gradients.eights_mut()) {
            let [x, y] = self.gradient_at(point, &functions, &mut h1, &mut delta);
            (*gx, *gy) = (x.to_array(), y.to_array());
        }
        gradients
    }

    /// `steps` steps of x ← x - η ∇E(x) + σ n for every point, n a new standard normal each.
    #[inline(never)]
    pub fn langevin(&self, cloud: &mut Cloud, steps: usize, step: Step, generator: &mut Generator) {
        let functions = Elementary::new();
        let mut h1 = vec![[0.0; LANES]; self.hidden];
        let mut delta = h1.clone();
        for (px, py) in cloud.eights_mut() {
            let mut point = [Lanes::new(*px), Lanes::new(*py)];
            for _ in 0..steps {
                let [dx, dy] = self.gradient_at(point, &functions, &mut h1, &mut delta);
                let (n, m) = generator.normals(&functions);
                point[0] = point[0] - dx * step.eta + n * step.sigma;
                point[1] = point[1] - dy * step.eta + m * step.sigma;
            }
            (*px, *py) = (point[0].to_array(), point[1].to_array());
        }
    }
}

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
        cloud: &Cloud,
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

//! A neural energy of the plane: a perceptron 2-h-h-1 with tanh,
//!   E(x) = w₃ · tanh(W₂ tanh(W₁ x + b₁) + b₂) + b₃,
//! its gradients and Langevin dynamics in it. Samples lie along the lanes.

mod gradient;
mod layout;

pub use gradient::Workspace;
use layout::Layout;

use crate::simd::{
    LANES, Lanes,
    elementary::Elementary,
    generator::Generator,
    points_soa::Points,
    product::{Left, Matrix, ROWS, tile},
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

/// What Langevin dynamics does: x ← x - `eta` ∇E + `sigma` n.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// The step size η.
    pub eta: f32,
    /// The width of the noise σ. It samples at temperature σ²/2η.
    pub sigma: f32,
    /// Half the side of the square whose walls send the points back; infinite for none.
    pub wall: f32,
}

impl Step {
    /// η, and the noise that samples at `temperature`: σ = sqrt(2ηT); no walls.
    pub fn at(eta: f32, temperature: f32) -> Self {
        Self { eta, sigma: (2.0 * eta * temperature).sqrt(), wall: f32::INFINITY }
    }
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
    ///
    /// # Panics
    ///
    /// Where `hidden` is no positive multiple of eight, or there are not h² + 5h + 1 parameters.
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
    pub fn energies(&self, cloud: &Points) -> Vec<f32> {
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
    pub fn gradients(&self, cloud: &Points) -> Points {
        let functions = Elementary::new();
        let mut h1 = vec![[0.0; LANES]; self.hidden];
        let mut delta = h1.clone();
        let mut gradients = Points::at_origin(cloud.len());
        for (point, (gx, gy)) in cloud.eights().zip(gradients.eights_mut()) {
            let [x, y] = self.gradient_at(point, &functions, &mut h1, &mut delta);
            (*gx, *gy) = (x.to_array(), y.to_array());
        }
        gradients
    }

    /// `steps` steps of x ← x - η ∇E(x) + σ n for every point, n a new standard normal each; what
    /// would leave the walls is mirrored at them.
    #[inline(never)]
    pub fn langevin(
        &self,
        cloud: &mut Points,
        steps: usize,
        step: Step,
        generator: &mut Generator,
    ) {
        let functions = Elementary::new();
        let mut h1 = vec![[0.0; LANES]; self.hidden];
        let mut delta = h1.clone();
        for (px, py) in cloud.eights_mut() {
            let mut point = [Lanes::new(*px), Lanes::new(*py)];
            for _ in 0..steps {
                let [dx, dy] = self.gradient_at(point, &functions, &mut h1, &mut delta);
                let (n, m) = generator.normals(&functions);
                point[0] = bounce(point[0] - dx * step.eta + n * step.sigma, step.wall);
                point[1] = bounce(point[1] - dy * step.eta + m * step.sigma, step.wall);
            }
            (*px, *py) = (point[0].to_array(), point[1].to_array());
        }
    }
}

/// A coordinate beyond ±`wall`, mirrored there; what flies even farther than the opposite wall stops
/// at it.
#[inline]
fn bounce(v: Lanes, wall: f32) -> Lanes {
    let within = v.fast_max(Lanes::splat(-wall)).fast_min(Lanes::splat(wall));
    let mirrored = if wall.is_finite() { within + within - v } else { v };
    mirrored.fast_max(Lanes::splat(-wall)).fast_min(Lanes::splat(wall))
}

//! A restricted Boltzmann machine so small that everything about it is a finite sum: the gradient of
//! the likelihood, and the direction in which CD-k goes on average.

use crate::math::{
    num::{exp, ln},
    rng::Rng,
};

/// Visible units, the pixels of 2 × 2.
pub const VISIBLE: usize = 4;

/// Hidden units.
pub const HIDDEN: usize = 3;

/// States of the visible units.
pub const STATES: usize = 1 << VISIBLE;

/// Parameters: weights by visible unit, visible biases, hidden biases.
pub const PARAMETERS: usize = VISIBLE * HIDDEN + VISIBLE + HIDDEN;

/// A distribution over the visible states; bit i of a state is unit i.
pub type Shares = [f64; STATES];

/// E(v, h) = -v·b - h·c - vᵀWh with v, h in {0, 1}.
#[derive(Clone, Debug, PartialEq)]
pub struct Rbm {
    /// W by visible unit, then b, then c.
    pub theta: [f64; PARAMETERS],
}

fn unit(state: usize, i: usize) -> f64 {
    (state >> i & 1) as f64
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

impl Rbm {
    /// Normal parameters of standard deviation `scale`.
    pub fn random(scale: f64, rng: &mut Rng) -> Self {
        Self { theta: core::array::from_fn(|_| scale * rng.normal()) }
    }

    fn weight(&self, i: usize, j: usize) -> f64 {
        self.theta[i * HIDDEN + j]
    }

    /// What hidden unit j receives from v.
    fn input(&self, v: usize, j: usize) -> f64 {
        let sum: f64 = (0..VISIBLE).map(|i| unit(v, i) * self.weight(i, j)).sum();
        sum + self.theta[VISIBLE * HIDDEN + VISIBLE + j]
    }

    /// F(v) = -v·b - Σ_j ln(1 + e^(input_j)), the energy with the hidden units summed out.
    pub fn free_energy(&self, v: usize) -> f64 {
        let visible: f64 =
            (0..VISIBLE).map(|i| unit(v, i) * self.theta[VISIBLE * HIDDEN + i]).sum();
        let hidden: f64 = (0..HIDDEN).map(|j| ln(1.0 + exp(self.input(v, j)))).sum();
        -visible - hidden
    }

    /// p(v) = e^(-F(v))/Z, by enumeration.
    pub fn model(&self) -> Shares {
        let weights: Shares = core::array::from_fn(|v| exp(-self.free_energy(v)));
        let z: f64 = weights.iter().sum();
        weights.map(|w| w / z)
    }

    /// The mean log-likelihood of the data, in nats.
    pub fn log_likelihood(&self, data: &Shares) -> f64 {
        let model = self.model();
        data.iter().zip(model).filter(|(d, _)| **d > 0.0).map(|(d, p)| d * ln(p)).sum()
    }

    /// ⟨-∂F/∂θ⟩ over `shares`: vᵢ P(h_j | v), vᵢ, P(h_j | v).
    pub fn statistics(&self, shares: &Shares) -> [f64; PARAMETERS] {
        let mut mean = [0.0; PARAMETERS];
        for (v, share) in shares.iter().enumerate() {
            for j in 0..HIDDEN {
                let on = share * logistic(self.input(v, j));
                for i in 0..VISIBLE {
                    mean[i * HIDDEN + j] += unit(v, i) * on;
                }
                mean[VISIBLE * HIDDEN + VISIBLE + j] += on;
            }
            for i in 0..VISIBLE {
                mean[VISIBLE * HIDDEN + i] += share * unit(v, i);
            }
        }
        mean
    }

    /// `shares` after one step of Gibbs sampling: all hidden units given the visible ones, then all
    /// visible ones given the hidden.
    pub fn gibbs(&self, shares: &Shares) -> Shares {
        let mut hidden = [0.0; 1 << HIDDEN];
        for (v, share) in shares.iter().enumerate() {
            let on: [f64; HIDDEN] = core::array::from_fn(|j| logistic(self.input(v, j)));
            for (h, weight) in hidden.iter_mut().enumerate() {
                *weight += share * product(&on, h);
            }
        }
        let mut after = [0.0; STATES];
        for (h, weight) in hidden.into_iter().enumerate() {
            let on: [f64; VISIBLE] = core::array::from_fn(|i| {
                let sum: f64 = (0..HIDDEN).map(|j| unit(h, j) * self.weight(i, j)).sum();
                logistic(sum + self.theta[VISIBLE * HIDDEN + i])
            });
            for (v, share) in after.iter_mut().enumerate() {
                *share += weight * product(&on, v);
            }
        }
        after
    }

    // region: directions
    /// The gradient of the mean log-likelihood: ⟨-∂F/∂θ⟩ over the data less that over the model.
    pub fn gradient(&self, data: &Shares) -> [f64; PARAMETERS] {
        difference(&self.statistics(data), &self.statistics(&self.model()))
    }

    /// Where CD-k goes on average: the model gives way to the data after k steps of Gibbs sampling.
    pub fn contrastive(&self, data: &Shares, k: usize) -> [f64; PARAMETERS] {
        let after = (0..k).fold(*data, |shares, _| self.gibbs(&shares));
        difference(&self.statistics(data), &self.statistics(&after))
    }

    /// That of k = 1, 2, ..., `most`, in one walk.
    pub fn contrastives(&self, data: &Shares, most: usize) -> Vec<[f64; PARAMETERS]> {
        let walk = core::iter::successors(Some(*data), |shares| Some(self.gibbs(shares)));
        let wake = self.statistics(data);
        let direction = |shares| difference(&wake, &self.statistics(&shares));
        walk.skip(1).take(most).map(direction).collect()
    }
    // endregion: directions

    // region: asymmetry
    /// ‖J - Jᵀ‖ / ‖J‖ for the Jacobian J = ∂(direction)/∂θ, by central differences. The Jacobian of a
    /// gradient is symmetric, so anything above 0 says that `direction` is the gradient of nothing.
    pub fn asymmetry(&self, direction: impl Fn(&Self) -> [f64; PARAMETERS]) -> f64 {
        const H: f64 = 1e-5;
        let column = |j: usize| {
            let [plus, minus] = [H, -H].map(|h| {
                let mut moved = self.clone();
                moved.theta[j] += h;
                direction(&moved)
            });
            difference(&plus, &minus).map(|d| d / (2.0 * H))
        };
        let jacobian: [[f64; PARAMETERS]; PARAMETERS] = core::array::from_fn(column);
        let pairs = (0..PARAMETERS).flat_map(|i| (0..PARAMETERS).map(move |j| (i, j)));
        let (twist, all) = pairs.fold((0.0, 0.0), |(twist, all), (i, j)| {
            let gap = jacobian[i][j] - jacobian[j][i];
            (twist + gap * gap, all + jacobian[i][j] * jacobian[i][j])
        });
        (twist / all).sqrt()
    }
    // endregion: asymmetry
}

/// The probability of a state whose units are on independently.
fn product(on: &[f64], state: usize) -> f64 {
    on.iter().enumerate().map(|(i, p)| if unit(state, i) == 1.0 { *p } else { 1.0 - p }).product()
}

fn difference(a: &[f64; PARAMETERS], b: &[f64; PARAMETERS]) -> [f64; PARAMETERS] {
    core::array::from_fn(|i| a[i] - b[i])
}

/// Data: the pictures of 2 × 2 whose rows are each all on or all off, or whose columns are.
pub fn bars_and_stripes() -> Shares {
    const PICTURES: [usize; 6] = [0b0000, 0b1111, 0b0011, 0b1100, 0b0101, 0b1010];
    core::array::from_fn(|v| if PICTURES.contains(&v) { 1.0 / 6.0 } else { 0.0 })
}

/// The angle between two directions, in radians; 0 where one of them vanishes.
pub fn angle(a: &[f64; PARAMETERS], b: &[f64; PARAMETERS]) -> f64 {
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>();
    let lengths = (dot(a, a) * dot(b, b)).sqrt();
    if lengths == 0.0 {
        return 0.0;
    }
    // |a/|a| - b/|b|| = 2 sin(angle/2): exact for small angles, where the cosine is not.
    let (la, lb) = (dot(a, a).sqrt(), dot(b, b).sqrt());
    let chord: f64 = a.iter().zip(b).map(|(x, y)| (x / la - y / lb) * (x / la - y / lb)).sum();
    2.0 * crate::math::num::asin((0.5 * chord.sqrt()).min(1.0))
}

/// The length of a direction.
pub fn length(a: &[f64; PARAMETERS]) -> f64 {
    a.iter().map(|x| x * x).sum::<f64>().sqrt()
}

//! The free energy of the ellipse model:  F_β(y) = -1/β ln ⟨e^(-βE(y, z))⟩_z.
//!
//! The mean over z is taken with evenly spaced latents: on a circle this rule (the trapezoid's)
//! converges faster than any power of the spacing. Canziani & LeCun, Deep Learning (NYU, spring
//! 2020), weeks 15-1 and 15-2.

use crate::{
    inference::{
        gibbs::{minimum, softargmax},
        grid_search::{LATENTS, argmin},
        latent_minimum::{closest, free_energy_dy},
    },
    math::num::{TAU, add_scaled, exp_m1, ln, ln_1p},
    models::ellipse::Decoder,
    simd::soft_field::SoftField,
};

// region: soft-min
/// F_β = E_min - 1/β ln( 1/n Σ_k e^(-β(E_k - E_min)) ): the soft minimum of n energies, for
/// 0 ≤ β ≤ ∞. It is their mean at β = 0 and their minimum at β = ∞.
pub fn soft_min(energies: &[f64], beta: f64) -> f64 {
    let (least, n) = (minimum(energies), energies.len() as f64);
    if beta == 0.0 {
        return energies.iter().sum::<f64>() / n;
    }
    if beta == f64::INFINITY {
        return least;
    }
    // ln(mean of e^x) as ln(1 + mean of (e^x - 1)) keeps its digits when β is small.
    let mean = energies.iter().map(|energy| exp_m1(-beta * (energy - least))).sum::<f64>() / n;
    least - ln_1p(mean) / beta
}
// endregion: soft-min

/// What stands before the e^(-βE): it moves F_β by a constant and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// 1/n Σ: the mean over z.
    Mean,
    /// Σ over the lecture's 48 latents.
    Sum,
    /// ∫ dz over a turn.
    Integral,
}

impl Measure {
    /// F with this measure less F with the mean: -ln(volume)/β; 0 at β = ∞.
    pub fn offset(self, beta: f64) -> f64 {
        let volume = match self {
            Self::Mean => return 0.0,
            Self::Sum => LATENTS as f64,
            Self::Integral => TAU,
        };
        -ln(volume) / beta
    }
}

/// F_β of a decoder at one β, with its latents decoded once.
#[derive(Clone, Debug)]
pub struct FreeEnergy {
    decoder: Decoder,
    beta: f64,
    decoded: Vec<[f64; 2]>,
    exact: bool,
}

impl FreeEnergy {
    /// The mean over the whole circle of z, to rounding for |y|, |w| up to about 4.
    pub fn over_all_latents(decoder: Decoder, beta: f64) -> Self {
        // The Gibbs weight of a latent has width 1/sqrt(β E''), so √β latents more for each.
        let fold = if beta.is_finite() { beta.sqrt().ceil().clamp(2.0, 40.0) } else { 2.0 };
        Self::new(decoder, beta, LATENTS * fold as usize, true)
    }

    /// The mean over the lecture's 48 latents.
    pub fn over_48_latents(decoder: Decoder, beta: f64) -> Self {
        Self::new(decoder, beta, LATENTS, false)
    }

    fn new(decoder: Decoder, beta: f64, n: usize, exact: bool) -> Self {
        let decoded = (0..n).map(|k| decoder.decode(TAU * k as f64 / n as f64)).collect();
        Self { decoder, beta, decoded, exact }
    }

    /// The latents that it averages over.
    pub fn latents(&self) -> Vec<f64> {
        let n = self.decoded.len();
        (0..n).map(|k| TAU * k as f64 / n as f64).collect()
    }

    /// E(y, z) at each of its latents.
    pub fn energies(&self, y: [f64; 2]) -> Vec<f64> {
        let squared = |g: &[f64; 2]| (y[0] - g[0]) * (y[0] - g[0]) + (y[1] - g[1]) * (y[1] - g[1]);
        self.decoded.iter().map(squared).collect()
    }

    /// F_β(y), with the mean over z.
    pub fn value(&self, y: [f64; 2]) -> f64 {
        if self.exact && self.beta == f64::INFINITY {
            return closest(&self.decoder, y).energy;
        }
        soft_min(&self.energies(y), self.beta)
    }

    /// F_β at columns × rows nodes over [-reach, reach], rows from the bottom, for pictures: single
    /// precision at 0 < β < ∞. It is even in both coordinates, so that one quadrant of it is computed.
    /// `columns` is a multiple of 2 × [`crate::simd::soft_field::BLOCK`].
    pub fn field(&self, reach: [f64; 2], [columns, rows]: [usize; 2]) -> Vec<f64> {
        let (right, up) = (columns / 2, rows / 2);
        let spacing = 2.0 * reach[0] / (columns - 1) as f64;
        let height = |j: usize| reach[1] * (2.0 * j as f64 / (rows - 1) as f64 - 1.0);
        let line = self.line([0, 1], 0.5 * spacing, spacing, right);
        let quadrant: Vec<_> = (up..rows).map(height).map(line).collect();
        let mirrored = |i: usize, n: usize| i.max(n - 1 - i);
        let row = |j| &quadrant[mirrored(j, rows) - up];
        let at = |j| (0..columns).map(move |i| row(j)[mirrored(i, columns) - right]);
        (0..rows).flat_map(at).collect()
    }

    /// F_β at `count` values of y₂ over [-reach, reach], at this y₁, for pictures: single precision at
    /// 0 < β < ∞. `count` is a multiple of [`crate::simd::soft_field::BLOCK`].
    pub fn section(&self, y1: f64, reach: f64, count: usize) -> Vec<f64> {
        self.line([1, 0], -reach, 2.0 * reach / (count - 1) as f64, count)(y1)
    }

    /// F_β along the first of two axes, at `count` places from `first` on, for each place on the second.
    fn line(
        &self,
        [along, across]: [usize; 2],
        first: f64,
        spacing: f64,
        count: usize,
    ) -> impl FnMut(f64) -> Vec<f64> {
        let turned = |g: &[f64; 2]| [g[along] as f32, g[across] as f32];
        let decoded: Vec<[f32; 2]> = self.decoded.iter().map(turned).collect();
        let soft = self.beta > 0.0 && self.beta < f64::INFINITY;
        let field = || SoftField::new(&decoded, self.beta as f32, first as f32, spacing as f32);
        let mut field = soft.then(field);
        let (mut hard, mut values) = (vec![0.0; count], vec![0.0; count]);
        move |place| {
            if let Some(field) = &mut field {
                field.row(place as f32, &mut hard, &mut values);
                return values.iter().map(|f| f64::from(*f)).collect();
            }
            let at = |i: usize| {
                let mut y = [place; 2];
                y[along] = first + spacing * i as f64;
                self.value(y)
            };
            (0..count).map(at).collect()
        }
    }

    // region: slope
    /// p(z | y) = e^(-βE(y, z)) / Σ e^(-βE(y, z')), the share of each latent.
    pub fn posterior(&self, y: [f64; 2]) -> Vec<f64> {
        softargmax(&self.energies(y), self.beta)
    }

    /// ∂F_β/∂y = Σ_z p(z | y) ∂E/∂y = 2 (y - ⟨g(z)⟩). At β = ∞ there is none where two z tie.
    pub fn dy(&self, y: [f64; 2]) -> Option<[f64; 2]> {
        if self.exact && self.beta == f64::INFINITY {
            return free_energy_dy(&self.decoder, y);
        }
        let energies = self.energies(y);
        if self.beta == f64::INFINITY {
            let (first, least) = argmin(energies.iter().copied())?;
            let tied = energies[first + 1..].iter().any(|energy| energy - least < 1e-12);
            let g = self.decoded[first];
            return (!tied).then(|| [2.0 * (y[0] - g[0]), 2.0 * (y[1] - g[1])]);
        }
        let shares = softargmax(&energies, self.beta);
        let mean = self.decoded.iter().zip(shares).fold([0.0; 2], |m, (g, p)| add_scaled(m, p, *g));
        Some([2.0 * (y[0] - mean[0]), 2.0 * (y[1] - mean[1])])
    }
    // endregion: slope
}

//! Exhaustive search:  evaluate E at every latent of a grid and keep the smallest.
//!
//! The lecture's grid is z = 0, π/24, 2π/24, ... below 2π: 48 latents.

use crate::math::num::TAU;

/// How many latents the lecture tries.
pub const LATENTS: usize = 48;

/// The k-th of the 48 latents, 2πk/48 = kπ/24.
pub fn latent(k: usize) -> f64 {
    TAU * k as f64 / LATENTS as f64
}

/// All 48 latents, in order.
pub fn latents() -> Vec<f64> {
    (0..LATENTS).map(latent).collect()
}

// region: argmin
/// The index and value of the smallest energy; the first where several tie.
/// `None` when there are no energies or none is a number.
pub fn argmin(energies: impl IntoIterator<Item = f64>) -> Option<(usize, f64)> {
    let mut best: Option<(usize, f64)> = None;
    for (k, energy) in energies.into_iter().enumerate() {
        if !energy.is_nan() && best.is_none_or(|(_, least)| energy < least) {
            best = Some((k, energy));
        }
    }
    best
}
// endregion: argmin

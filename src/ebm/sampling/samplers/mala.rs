//! The Metropolis-adjusted Langevin algorithm.

use super::{Place, Tempo, normals, settle};
use crate::{
    math::{
        num::{add_scaled, norm},
        rng::Rng,
    },
    models::targets::Energy,
};

// region: step
/// A Langevin step as a proposal, accepted with probability
/// min(1, e^(-(E(x') - E(x))/T) q(x | x') / q(x' | x)), where
/// q(x' | x) ∝ e^(-|x' - x + η ∇E(x)|² / 4ηT) (Roberts & Tweedie, 1996). It samples e^(-E/T) at any η.
pub fn step(target: &dyn Energy, places: &mut [Place], tempo: Tempo, rng: &mut Rng) -> usize {
    let propose = |place: &Place| {
        let drifted = add_scaled(place.at, -tempo.eta, place.slope);
        add_scaled(drifted, tempo.sigma(), normals(rng))
    };
    let points: Vec<_> = places.iter().map(propose).collect();
    let proposals = Place::of(target, &points);
    let log_ratio = |_, from: &Place, to: &Place| {
        (from.energy - to.energy) / tempo.temperature + log_q(to, from, tempo)
            - log_q(from, to, tempo)
    };
    settle(target, places, proposals, log_ratio, rng)
}

/// ln q(to | from), up to a constant.
fn log_q(from: &Place, to: &Place, tempo: Tempo) -> f64 {
    let mean = add_scaled(from.at, -tempo.eta, from.slope);
    let miss = norm([to.at[0] - mean[0], to.at[1] - mean[1]]);
    -miss * miss / (4.0 * tempo.eta * tempo.temperature)
}
// endregion: step

//! Random-walk Metropolis.

use super::{Place, Tempo, normals, settle};
use crate::{
    math::{num::add_scaled, rng::Rng},
    models::targets::Energy,
};

// region: step
/// Proposes x' = x + sqrt(2ηT) ξ and accepts it with probability min(1, e^(-(E(x') - E(x))/T))
/// (Metropolis et al., 1953). It uses no gradient.
pub fn step(target: &dyn Energy, places: &mut [Place], tempo: Tempo, rng: &mut Rng) -> usize {
    let propose = |place: &Place| add_scaled(place.at, tempo.sigma(), normals(rng));
    let points: Vec<_> = places.iter().map(propose).collect();
    let energies = target.energies(&points);
    let place = |(&at, energy)| Place { at, energy, slope: [0.0; 2] };
    let proposals = points.iter().zip(energies).map(place).collect();
    let log_ratio = |_, from: &Place, to: &Place| (from.energy - to.energy) / tempo.temperature;
    settle(target, places, proposals, log_ratio, rng)
}
// endregion: step

//! Unadjusted Langevin dynamics.

use super::{Place, Tempo, normals};
use crate::{
    math::{num::add_scaled, rng::Rng},
    models::targets::Energy,
};

// region: step
/// x ← x - η ∇E(x) + sqrt(2ηT) ξ for every chain (Roberts & Tweedie, 1996). Samples e^(-E/T) for
/// η → 0; at η > 0 it samples something near. Every proposal is accepted.
pub fn step(target: &dyn Energy, places: &mut [Place], tempo: Tempo, rng: &mut Rng) -> usize {
    let wall = target.wall();
    let mut move_on = |place: &Place| {
        let noise = normals(rng);
        let drifted = add_scaled(place.at, -tempo.eta, place.slope);
        let moved = add_scaled(drifted, tempo.sigma(), noise).map(|v| bounce(v, wall));
        if place.finite() { moved } else { place.at }
    };
    let points: Vec<_> = places.iter().map(&mut move_on).collect();
    for (place, new) in places.iter_mut().zip(Place::of(target, &points)) {
        *place = new;
    }
    places.len()
}
// endregion: step

/// Mirrors a coordinate at the wall it has passed; from too far outside it ends at the wall.
fn bounce(v: f64, wall: f64) -> f64 {
    if v.abs() <= wall { v } else { (2.0 * wall * v.signum() - v).clamp(-wall, wall) }
}

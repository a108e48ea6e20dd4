//! Hamiltonian Monte Carlo.

use super::{Place, Tempo, normals, settle};
use crate::{
    math::{
        num::{add_scaled, dot},
        rng::Rng,
    },
    models::targets::Energy,
};

// region: step
/// Gives every chain a random momentum p ~ N(0, I), follows the motion of H = E/T + |p|²/2 for `leaps`
/// leaps of the length ε = sqrt(2ηT), and accepts the end with probability min(1, e^(H - H'))
/// (Duane et al., 1987; Neal, 2011).
pub fn step(
    target: &dyn Energy,
    places: &mut [Place],
    tempo: Tempo,
    leaps: usize,
    rng: &mut Rng,
) -> usize {
    let (epsilon, beta) = (tempo.sigma(), 1.0 / tempo.temperature);
    let starts: Vec<[f64; 2]> = places.iter().map(|_| normals(rng)).collect();
    let (mut now, mut momenta) = (places.to_vec(), starts.clone());
    // The leapfrog: half a kick, then leaps and kicks in turn, half a kick.
    kick(&now, &mut momenta, 0.5 * epsilon * beta);
    for leap in 1..=leaps {
        let points: Vec<_> =
            now.iter().zip(&momenta).map(|(place, p)| add_scaled(place.at, epsilon, *p)).collect();
        now = Place::of(target, &points);
        let share = if leap == leaps { 0.5 } else { 1.0 };
        kick(&now, &mut momenta, share * epsilon * beta);
    }
    let log_ratio = |i: usize, from: &Place, to: &Place| {
        let (p, q): (&[f64; 2], &[f64; 2]) = (&starts[i], &momenta[i]);
        beta * (from.energy - to.energy) + 0.5 * (dot(*p, *p) - dot(*q, *q))
    };
    settle(target, places, now, log_ratio, rng)
}

/// p ← p - t ∇E(x).
fn kick(places: &[Place], momenta: &mut [[f64; 2]], t: f64) {
    for (place, p) in places.iter().zip(momenta) {
        *p = add_scaled(*p, -t, place.slope);
    }
}
// endregion: step

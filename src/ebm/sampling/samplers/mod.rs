//! Markov chains that leave e^(-E/T)/Z in place, or nearly; many side by side, each step of all.
//!
//! All take the same two numbers, a step size η and a temperature T, and shake with σ = sqrt(2ηT), so
//! that they compare: one leap of [`hamiltonian`] is a step of [`mala`], and that without its test is
//! a step of [`langevin`].

pub mod hamiltonian;
pub mod langevin;
pub mod mala;
pub mod metropolis;

use crate::{
    math::{num::ln, rng::Rng},
    models::targets::Energy,
};

/// A chain's place, with the energy and the gradient there.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    /// Where.
    pub at: [f64; 2],
    /// E there.
    pub energy: f64,
    /// ∇E there.
    pub slope: [f64; 2],
}

impl Place {
    /// The places at these points.
    pub fn of(target: &dyn Energy, points: &[[f64; 2]]) -> Vec<Self> {
        let (energies, slopes) = (target.energies(points), target.gradients(points));
        let place = |((&at, energy), slope)| Self { at, energy, slope };
        points.iter().zip(energies).zip(slopes).map(place).collect()
    }

    /// Whether the chain has a place in the finite world still. One that has not is left where it is.
    pub fn finite(&self) -> bool {
        const FAR: f64 = 1e6;
        let near = |v: &f64| v.abs() < FAR;
        self.at.iter().all(near)
            && self.energy.is_finite()
            && self.slope.iter().all(|g| g.is_finite())
    }
}

/// How long steps are, and at which temperature.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tempo {
    /// The step size η.
    pub eta: f64,
    /// The temperature T.
    pub temperature: f64,
}

impl Tempo {
    /// The width of the noise, sqrt(2ηT).
    pub fn sigma(self) -> f64 {
        (2.0 * self.eta * self.temperature).sqrt()
    }
}

/// Which chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sampler {
    /// Random-walk Metropolis.
    Metropolis,
    /// Unadjusted Langevin.
    Langevin,
    /// Langevin with a Metropolis test.
    Mala,
    /// Hamiltonian Monte Carlo with so many leaps.
    Hamiltonian(usize),
}

impl Sampler {
    /// One step of all chains; says how many of the proposals were accepted.
    pub fn step(
        self,
        target: &dyn Energy,
        places: &mut [Place],
        tempo: Tempo,
        rng: &mut Rng,
    ) -> usize {
        match self {
            Self::Metropolis => metropolis::step(target, places, tempo, rng),
            Self::Langevin => langevin::step(target, places, tempo, rng),
            Self::Mala => mala::step(target, places, tempo, rng),
            Self::Hamiltonian(leaps) => hamiltonian::step(target, places, tempo, leaps, rng),
        }
    }

    /// Evaluations of the energy, with its gradient where it is used, that a step of one chain costs.
    pub fn cost(self) -> usize {
        match self {
            Self::Hamiltonian(leaps) => leaps,
            _ => 1,
        }
    }
}

/// A standard normal pair.
fn normals(rng: &mut Rng) -> [f64; 2] {
    [rng.normal(), rng.normal()]
}

/// Moves each chain to its proposal with probability min(1, e^log_ratio), never outside the walls and
/// never to where the energy is no number; says how many moved.
fn settle(
    target: &dyn Energy,
    places: &mut [Place],
    proposals: Vec<Place>,
    log_ratio: impl Fn(usize, &Place, &Place) -> f64,
    rng: &mut Rng,
) -> usize {
    let wall = target.wall();
    let mut accepted = 0;
    for (i, (place, new)) in places.iter_mut().zip(proposals).enumerate() {
        let threshold = ln(rng.uniform());
        let inside = new.at.iter().all(|v| v.abs() < wall);
        if inside && new.finite() && log_ratio(i, place, &new) >= threshold {
            *place = new;
            accepted += 1;
        }
    }
    accepted
}

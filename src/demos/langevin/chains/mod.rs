//! What the figures of sampling share: the energies to choose from, the truth about them on a grid,
//! and the strip that says how healthy the chains are.

mod health;
mod scene;
mod truth;

pub use health::{Health, basins};
pub use scene::Scene;
pub use truth::Truth;

use crate::{
    demo::{Axis, Beyond, Knobs, Options, Plot, Text},
    ebm::sampling::samplers::{Sampler, Tempo},
    text,
};

const SAMPLERS: Options = &[
    ("ula", text!("Langevin, unadjusted")),
    ("mala", text!("Langevin with a Metropolis test (MALA)")),
    ("walk", text!("random-walk Metropolis")),
    ("hmc", text!("Hamiltonian Monte Carlo, 10 leaps")),
];

/// Leaps of a Hamiltonian step.
pub const LEAPS: usize = 10;

/// Declares the choice of a sampler.
pub fn sampler_knob(k: &mut dyn Knobs, choice: usize) {
    k.choice(("sampler", text!("sampler")), choice, SAMPLERS);
}

/// Declares step size and temperature; their fields are `eta` and `T`.
pub fn tempo_knobs(k: &mut dyn Knobs, tempo: Tempo) {
    k.log(("eta", text!("step size η")), tempo.eta, 1e-4..=1.0, Beyond::Nothing);
    k.slider(("T", text!("temperature T")), tempo.temperature, 0.05..=3.0, 0.05);
}

/// The sampler of a choice.
pub fn sampler(choice: usize) -> Sampler {
    match choice {
        0 => Sampler::Langevin,
        1 => Sampler::Mala,
        2 => Sampler::Metropolis,
        _ => Sampler::Hamiltonian(LEAPS),
    }
}

/// A sampler's name within a sentence.
pub fn sampler_text(choice: usize) -> Text {
    match choice {
        0 => text!("unadjusted Langevin"),
        1 => text!("MALA"),
        2 => text!("random-walk Metropolis"),
        _ => text!("Hamiltonian Monte Carlo"),
    }
}

/// An empty square of the plane.
pub fn square_plot(title: Text, half: f64) -> Plot {
    Plot::new(title, Axis::new(text!("x₁"), -half, half), Axis::new(text!("x₂"), -half, half))
}

/// A histogram of numbers within ±`half` as the tops of bars: a density over all that were given.
pub fn bars(numbers: impl Iterator<Item = f64>, half: f64, bins: usize) -> Vec<[f64; 2]> {
    let width = 2.0 * half / bins as f64;
    let (mut counts, mut all) = (vec![0.0; bins], 0.0);
    for v in numbers {
        all += 1.0;
        if v.abs() < half {
            counts[(((v + half) / width) as usize).min(bins - 1)] += 1.0;
        }
    }
    let scale = 1.0 / (f64::max(all, 1.0) * width);
    let bar = |(b, k): (usize, &f64)| [width * (b as f64 + 0.5) - half, scale * k];
    counts.iter().enumerate().map(bar).collect()
}

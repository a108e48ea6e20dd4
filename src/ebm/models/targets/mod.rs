//! Energies of the plane, each beside its gradient. Banana, donut, normal, mixture, funnel and
//! squiggle have the shapes and the parameters of mcmc-demo (Feng, 2016), so that pictures compare.

mod banana;
mod donut;
mod double_well;
mod funnel;
pub mod learned;
mod mixture;
mod normal;
mod squiggle;

pub use banana::Banana;
pub use donut::Donut;
pub use double_well::DoubleWell;
pub use funnel::Funnel;
pub use learned::Learned;
pub use mixture::RoundMixture;
pub use normal::Normal;
pub use squiggle::Squiggle;

use crate::inference::free_energy::FreeEnergy;

/// An energy E of the plane; its density at the temperature T is e^(-E/T)/Z.
pub trait Energy {
    /// E(x).
    fn energy(&self, x: [f64; 2]) -> f64;

    /// ∇E(x).
    fn gradient(&self, x: [f64; 2]) -> [f64; 2];

    /// Where walls stand that chains bounce off: |x₁| and |x₂| stay below.
    fn wall(&self) -> f64 {
        f64::INFINITY
    }

    /// E at many points.
    fn energies(&self, points: &[[f64; 2]]) -> Vec<f64> {
        points.iter().map(|&x| self.energy(x)).collect()
    }

    /// ∇E at many points.
    fn gradients(&self, points: &[[f64; 2]]) -> Vec<[f64; 2]> {
        points.iter().map(|&x| self.gradient(x)).collect()
    }
}

/// The ellipse's F_β. Its density at T = 1 is that of β = 1.
impl Energy for FreeEnergy {
    fn energy(&self, x: [f64; 2]) -> f64 {
        self.value(x)
    }

    fn gradient(&self, x: [f64; 2]) -> [f64; 2] {
        // On the ridges of F_∞ there is no slope; a chain is there with probability 0.
        self.dy(x).unwrap_or([0.0; 2])
    }
}

//! W2: 100 steps of Langevin dynamics for a cloud in a mixture of eight Gaussians.

use ebm::simd::{gaussian_mixture::Mixture, generator::Generator, points_soa::Points};

use crate::Workload;

/// A cloud that starts from the standard normal each time.
pub struct Langevin {
    cloud: Points,
    generator: Generator,
}

impl Langevin {
    /// A cloud of `n` points.
    pub fn new(n: usize) -> Self {
        Self { cloud: Points::at_origin(n), generator: Generator::new(1) }
    }
}

impl Workload for Langevin {
    fn run(&mut self) -> f32 {
        self.cloud.draw(&mut self.generator);
        Mixture::ring(2.0, 0.4).langevin(&mut self.cloud, 100, 0.01, 1.0, &mut self.generator);
        let squares: f64 = self.cloud.points().map(|[x, y]| f64::from(x * x + y * y)).sum();
        (squares / self.cloud.len() as f64) as f32
    }
}

//! The pictures of "From noise to data".

use super::DenoisingTrajectories;
use crate::{
    demo::{Axis, Ink, Layer, Plot},
    demos::{langevin::chains::square_plot, shared::grid::nodes},
    ebm::{math::cell_grid::WALL, models::targets::Energy},
    text,
};

/// The nodes of a picture of a field, along either side.
const NODES: usize = 41;

impl DenoisingTrajectories {
    pub(super) fn plane(&self) -> Plot {
        const HEIGHT: f64 = 10.0;
        let values = self.energy.energies(&nodes([WALL; 2], [NODES; 2]));
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let values = values.into_iter().map(|e| (e - low).min(HEIGHT)).collect();
        let mut plot = square_plot(text!("Samples on the trained energy; dark is low"), WALL)
            .with(Layer::Field { values, columns: NODES, range: [0.0, HEIGHT] });
        for way in &self.ways {
            plot = plot.with(Layer::line(way.clone(), Ink::Model, 1.0));
        }
        plot.with(Layer::discs(self.at(), Ink::Model, 2.4))
    }

    pub(super) fn beside_data(&self) -> Plot {
        let data = self.data();
        let all = nodes([WALL; 2], [NODES; 2]);
        let values: Vec<f64> = all.iter().map(|&at| data.density(at)).collect();
        let most = values.iter().copied().fold(0.0, f64::max);
        square_plot(text!("The same samples on the density of the data"), WALL)
            .with(Layer::Field { values, columns: NODES, range: [0.0, 1.1 * most] })
            .with(Layer::discs(self.at(), Ink::Model, 2.0))
    }

    pub(super) fn curve(&self) -> Plot {
        let curve = self.history.curve(|h| h[0]);
        let span = self.history.span(200.0);
        let numbers = || curve.iter().map(|p| p[1]);
        let (low, high) = (numbers().fold(0.0, f64::min), numbers().fold(1.0, f64::max));
        let mean = self.truth.mean_energy;
        Plot::new(
            text!("Mean energy of the samples; dashed: of the model"),
            Axis::new(text!("step"), 0.0, span),
            Axis::new(text!("mean energy"), low.min(mean).floor(), high.ceil()),
        )
        .aspect(1.5)
        .with(Layer::dashes(vec![[0.0, mean], [span, mean]], Ink::Best, 2.0))
        .with(Layer::line(curve, Ink::Energy, 2.5))
    }
}

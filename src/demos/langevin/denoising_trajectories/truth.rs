//! The truth about a trained energy and its data.

use super::COARSE;
use crate::ebm::{
    math::cell_grid::{CellGrid, WALL},
    models::{
        datasets::{self, Blurred},
        targets::{Energy, Learned, learned::LEARNED},
    },
};

/// The cells of an integral.
const FINE: CellGrid = CellGrid { half: WALL, side: 70 };

/// The truth about a trained energy and its data, on coarse cells.
pub(super) struct Truth {
    pub(super) model: Vec<f64>,
    pub(super) data: Vec<f64>,
    /// ⟨E⟩ of the model at T = 1.
    pub(super) mean_energy: f64,
}

impl Truth {
    pub(super) fn new(choice: usize) -> Self {
        let energies =
            Learned::new(LEARNED[choice].1).energies(&FINE.middles().collect::<Vec<_>>());
        let model = FINE.density(&energies, 1.0);
        let mean_energy = FINE.mean(&model, |c| energies[c]);
        let data = data(choice).density_on(&FINE.places());
        Self { model: coarse(&model), data: coarse(&data), mean_energy }
    }
}

/// The data that an energy was trained on.
pub(super) fn data(choice: usize) -> Blurred {
    match choice {
        0 => datasets::eight_gaussians(),
        1 => datasets::two_moons(),
        _ => datasets::rings(),
    }
}

/// The shares of coarse cells, of a density on the fine ones.
fn coarse(density: &[f64]) -> Vec<f64> {
    let area = FINE.spacing() * FINE.spacing();
    let cells = CellGrid { half: WALL, side: COARSE };
    let mut shares = vec![0.0; COARSE * COARSE];
    for (at, p) in FINE.middles().zip(density) {
        shares[cells.cell(at)] += p * area;
    }
    shares
}

//! A square of the plane cut into cells: exact partition functions, densities and divergences.

use crate::math::num::{exp, ln};

/// Half the side of the square that the learned energies live on. Chains bounce off its walls, so
/// the density e^-E/Z is that of the square and Z exists whatever the energy does.
pub const WALL: f64 = 3.5;

/// `side` × `side` cells of [-half, half]², row by row from the bottom; sums over the cells' middles
/// are integrals by the midpoint rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CellGrid {
    /// Half the side of the square.
    pub half: f64,
    /// Cells along one side.
    pub side: usize,
}

impl CellGrid {
    /// The side of a cell.
    pub fn spacing(self) -> f64 {
        2.0 * self.half / self.side as f64
    }

    /// The middle of the `i`-th cell along either axis.
    pub fn middle(self, i: usize) -> f64 {
        self.spacing() * (i as f64 + 0.5) - self.half
    }

    /// The middles along either axis.
    pub fn places(self) -> Vec<f64> {
        (0..self.side).map(|i| self.middle(i)).collect()
    }

    /// The middles of all cells.
    pub fn middles(self) -> impl ExactSizeIterator<Item = [f64; 2]> {
        let side = self.side;
        (0..side * side).map(move |c| [self.middle(c % side), self.middle(c / side)])
    }

    /// The cell that a point of the square lies in; points outside belong to the nearest.
    pub fn cell(self, [x, y]: [f64; 2]) -> usize {
        let place = |v: f64| {
            let i = ((v + self.half) / self.spacing()).floor();
            i.clamp(0.0, self.side as f64 - 1.0) as usize
        };
        place(y) * self.side + place(x)
    }

    // region: density
    /// ln Z = ln ∫ e^(-βE) over the square, from the energies at the middles.
    pub fn log_z(self, energies: &[f64], beta: f64) -> f64 {
        let least = energies.iter().copied().fold(f64::INFINITY, f64::min);
        let sum: f64 = energies.iter().map(|e| exp(-beta * (e - least))).sum();
        ln(sum * self.spacing() * self.spacing()) - beta * least
    }

    /// The density e^(-βE)/Z at the middles.
    pub fn density(self, energies: &[f64], beta: f64) -> Vec<f64> {
        let log_z = self.log_z(energies, beta);
        energies.iter().map(|e| exp(-beta * e - log_z)).collect()
    }
    // endregion: density

    // region: kl
    /// KL(p ‖ q) = ∫ p ln(p/q), in nats, where ln q is given. Cells without p count nothing.
    pub fn divergence(self, p: &[f64], log_q: impl Fn(usize) -> f64) -> f64 {
        let terms = p.iter().enumerate().filter(|(_, p)| **p > 0.0);
        let sum: f64 = terms.map(|(c, &p)| p * (ln(p) - log_q(c))).sum();
        sum * self.spacing() * self.spacing()
    }
    // endregion: kl

    /// ∫ p f.
    pub fn mean(self, p: &[f64], f: impl Fn(usize) -> f64) -> f64 {
        let sum: f64 = p.iter().enumerate().map(|(c, &p)| p * f(c)).sum();
        sum * self.spacing() * self.spacing()
    }
}

//! The Ising model by enumeration:  E(s) = -J Σ s_i s_j - h Σ s_i,  s_i = ±1.
//!
//! The first sum runs over neighbours. All 2ⁿ states are visited, each once, in the order of the
//! Gray code (Gray, 1953), so that one spin flips at a time and the sums follow in a few additions.
//! Only how many states share the same sums is kept: from these counts Z follows at every β, J, h.

use crate::{inference::gibbs::log_sum_exp, math::num::ln};

/// n spins row by row, `columns` in a row, the last row perhaps not full; no neighbours across the
/// borders. One row is a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lattice {
    /// How many spins, at least one and at most 30.
    pub n: usize,
    /// How many stand in a row.
    pub columns: usize,
}

/// How many states have these sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    /// Σ s_i s_j over neighbours.
    pub bonds: i32,
    /// Σ s_i.
    pub spins: i32,
    /// The number of states.
    pub count: u64,
}

impl Lattice {
    /// The neighbours of a spin.
    pub fn neighbours(&self, i: usize) -> impl Iterator<Item = usize> {
        let (column, n, columns) = (i % self.columns, self.n, self.columns);
        let left = (column > 0).then(|| i - 1);
        let right = (column + 1 < columns && i + 1 < n).then(|| i + 1);
        let above = (i >= columns).then(|| i - columns);
        let below = (i + columns < n).then(|| i + columns);
        [left, right, above, below].into_iter().flatten()
    }

    /// How many pairs of neighbours there are.
    pub fn bonds(&self) -> usize {
        (0..self.n).map(|i| self.neighbours(i).count()).sum::<usize>() / 2
    }

    // region: enumerate
    /// Visits all 2ⁿ states and counts them by their sums.
    pub fn enumerate(&self) -> Vec<Level> {
        let (n, most) = (self.n, self.bonds() as i32);
        let neighbours: Vec<u32> =
            (0..n).map(|i| self.neighbours(i).fold(0, |mask, j| mask | 1 << j)).collect();
        // All spins up: every bond counts +1, every spin +1.
        let (mut down, mut bonds, mut spins) = (0_u32, most, n as i32);
        let mut counts = vec![0_u64; (2 * most + 1) as usize * (2 * n + 1)];
        for state in 1..=1_u64 << n {
            counts[(bonds + most) as usize * (2 * n + 1) + (spins + n as i32) as usize] += 1;
            // The next state of the Gray code flips the spin of the lowest set bit.
            let i = (state.trailing_zeros() as usize).min(n - 1);
            let s = 1 - 2 * (down >> i & 1) as i32;
            let unlike = (down & neighbours[i]).count_ones() as i32;
            let around = neighbours[i].count_ones() as i32 - 2 * unlike;
            bonds -= 2 * s * around;
            spins -= 2 * s;
            down ^= 1 << i;
        }
        let level = |(place, &count): (usize, &u64)| {
            let (row, column) = (place / (2 * n + 1), place % (2 * n + 1));
            Level { bonds: row as i32 - most, spins: column as i32 - n as i32, count }
        };
        counts.iter().enumerate().filter(|(_, count)| **count > 0).map(level).collect()
    }
    // endregion: enumerate
}

impl Level {
    /// The energy of its states.
    pub fn energy(&self, coupling: f64, field: f64) -> f64 {
        -coupling * f64::from(self.bonds) - field * f64::from(self.spins)
    }
}

/// ln Z = ln Σ count · e^(-βE).
pub fn log_z(levels: &[Level], beta: f64, coupling: f64, field: f64) -> f64 {
    let log = |level: &Level| ln(level.count as f64) - beta * level.energy(coupling, field);
    log_sum_exp(&levels.iter().map(log).collect::<Vec<_>>())
}

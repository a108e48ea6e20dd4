//! The product of two matrices, C = A B, tile by tile (Goto & van de Geijn, Anatomy of
//! high-performance matrix multiplication, 2008).
//!
//! A tile of C is four rows by eight columns, and stays in eight vectors of 128 bits while one loop
//! runs over the inner dimension. A's rows are packed four, B's columns eight together beforehand,
//! so that this loop reads both in order.

use super::{LANES, Lanes, store};

/// The rows of a tile.
pub const ROWS: usize = 4;

/// A matrix of `lines` by `depth` numbers somewhere in a slice.
#[derive(Clone, Copy, Debug)]
pub struct Matrix<'a> {
    numbers: &'a [f32],
    lines: usize,
    depth: usize,
    line_step: usize,
    depth_step: usize,
}

impl<'a> Matrix<'a> {
    /// The matrix whose rows of `columns` numbers follow one another.
    pub fn by_rows(numbers: &'a [f32], columns: usize) -> Self {
        let lines = numbers.len() / columns;
        Self { numbers, lines, depth: columns, line_step: columns, depth_step: 1 }
    }

    /// Rows and columns exchanged; no number moves.
    #[must_use]
    pub fn transposed(self) -> Self {
        Self {
            lines: self.depth,
            depth: self.lines,
            line_step: self.depth_step,
            depth_step: self.line_step,
            ..self
        }
    }
}

/// A matrix packed `W` lines together: panel by panel, and in a panel the `W` numbers of each depth.
#[derive(Clone, Debug, Default)]
pub struct Panels<const W: usize> {
    numbers: Vec<[f32; W]>,
    lines: usize,
    depth: usize,
}

/// The left factor, four rows together.
pub type Left = Panels<ROWS>;

/// The right factor, eight columns together.
pub type Right = Panels<LANES>;

impl Left {
    /// Packs A.
    pub fn pack_left(&mut self, a: Matrix) {
        self.pack(a);
    }
}

impl Right {
    /// Packs B.
    pub fn pack_right(&mut self, b: Matrix) {
        self.pack(b.transposed());
    }
}

impl<const W: usize> Panels<W> {
    /// Packs the lines of a matrix; lines that the last panel lacks are 0.
    fn pack(&mut self, matrix: Matrix) {
        let Matrix { numbers, lines, depth, line_step, depth_step } = matrix;
        (self.lines, self.depth) = (lines, depth);
        self.numbers.resize(lines.div_ceil(W) * depth, [0.0; W]);
        if depth == 0 {
            return;
        }
        for (p, panel) in self.numbers.chunks_exact_mut(depth).enumerate() {
            let first = p * W;
            let full = first + W <= lines;
            if full && line_step == 1 {
                for (d, place) in panel.iter_mut().enumerate() {
                    let at = first + d * depth_step;
                    place.copy_from_slice(&numbers[at..at + W]);
                }
            } else if full && depth_step == 1 {
                let rows: [&[f32]; W] = core::array::from_fn(|i| {
                    let at = (first + i) * line_step;
                    &numbers[at..at + depth]
                });
                interleave(rows, panel);
            } else {
                for (d, place) in panel.iter_mut().enumerate() {
                    for (i, number) in place.iter_mut().enumerate() {
                        let at = (first + i) * line_step + d * depth_step;
                        *number = if first + i < lines { numbers[at] } else { 0.0 };
                    }
                }
            }
        }
    }

    /// The panels, one after the other.
    #[inline]
    pub fn panels(&self) -> impl Iterator<Item = &[[f32; W]]> {
        self.numbers.chunks_exact(self.depth.max(1))
    }
}

/// panel[d][i] = rows[i][d].
fn interleave<const W: usize>(rows: [&[f32]; W], panel: &mut [[f32; W]]) {
    let depth = panel.len();
    let rows = rows.map(|row| &row[..depth]);
    for (d, place) in panel.iter_mut().enumerate() {
        *place = core::array::from_fn(|i| rows[i][d]);
    }
}

/// One tile: Σ_d left[d] right[d]ᵀ, summed in the order of d.
#[inline]
pub fn tile(left: &[[f32; ROWS]], right: &[[f32; LANES]]) -> [Lanes; ROWS] {
    let mut sums = [Lanes::ZERO; ROWS];
    for (a, b) in left.iter().zip(right) {
        let b = Lanes::new(*b);
        for (sum, a) in sums.iter_mut().zip(a) {
            *sum += Lanes::splat(*a) * b;
        }
    }
    sums
}

/// A B, eight numbers of a row at a time: `put(row, first column, numbers)`. Where B's columns are
/// no multiple of eight, the last numbers of a row are 0 and mean nothing.
#[inline]
pub fn product(left: &Left, right: &Right, mut put: impl FnMut(usize, usize, Lanes)) {
    debug_assert_eq!(left.depth, right.depth, "the inner dimensions agree");
    for (j, b) in right.panels().enumerate() {
        for (i, a) in left.panels().enumerate() {
            for (r, numbers) in tile(a, b).into_iter().enumerate() {
                let row = i * ROWS + r;
                if row < left.lines {
                    put(row, j * LANES, numbers);
                }
            }
        }
    }
}

/// A B into `c`, by rows of `columns` numbers.
pub fn product_into(left: &Left, right: &Right, c: &mut [f32]) {
    let columns = right.lines;
    product(left, right, |row, column, numbers| {
        let at = row * columns + column;
        if column + LANES <= columns {
            store(c, at, numbers);
        } else {
            let width = columns - column;
            c[at..at + width].copy_from_slice(&numbers.as_array()[..width]);
        }
    });
}

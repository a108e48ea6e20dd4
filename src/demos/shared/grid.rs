//! Grids of the y-plane.

use std::{cell::RefCell, collections::VecDeque};

/// Half the width and height of the lecture's part of the plane.
pub const REACH: [f64; 2] = [3.0, 2.0];

/// The lecture's grid: y₁ from -3 to 3 in 25 columns, y₂ from -2 to 2 in 17 rows, step 0.25.
pub const LECTURE: [usize; 2] = [25, 17];

/// Columns × rows nodes over [-reach, reach], borders included, rows from the bottom.
pub fn nodes(reach: [f64; 2], [columns, rows]: [usize; 2]) -> Vec<[f64; 2]> {
    let at = |i: usize, n: usize, reach: f64| reach * (2.0 * i as f64 / (n - 1) as f64 - 1.0);
    (0..rows)
        .flat_map(|j| (0..columns).map(move |i| [at(i, columns, reach[0]), at(j, rows, reach[1])]))
        .collect()
}

/// The values at [`nodes`] of a function that is even in both coordinates, as every free energy of
/// an ellipse is: computed in one quadrant and mirrored into the others.
pub fn even_field(
    reach: [f64; 2],
    [columns, rows]: [usize; 2],
    f: impl Fn([f64; 2]) -> f64,
) -> Vec<f64> {
    let all = nodes(reach, [columns, rows]);
    let (left, low) = (columns / 2, rows / 2);
    let quadrant: Vec<f64> = (low..rows)
        .flat_map(|j| (left..columns).map(move |i| (i, j)))
        .map(|(i, j)| f(all[j * columns + i]))
        .collect();
    let mirrored = |i: usize, n: usize| i.max(n - 1 - i);
    (0..rows)
        .flat_map(|j| (0..columns).map(move |i| (mirrored(i, columns), mirrored(j, rows))))
        .map(|(i, j)| quadrant[(j - low) * (columns - left) + i - left])
        .collect()
}

/// How many fields are remembered.
const REMEMBERED: usize = 8;

/// A field that depends on `key` alone: the one computed lately, or computed now. While a figure plays,
/// most of its fields stay as they are.
pub fn remembered(name: &'static str, key: &[f64], compute: impl FnOnce() -> Vec<f64>) -> Vec<f64> {
    type Kept = VecDeque<(&'static str, Vec<f64>, Vec<f64>)>;
    thread_local!(static KEPT: RefCell<Kept> = const { RefCell::new(VecDeque::new()) });
    let found = KEPT.with_borrow(|kept| {
        let same = kept.iter().find(|(other, of, _)| *other == name && of == key);
        same.map(|(_, _, values)| values.clone())
    });
    found.unwrap_or_else(|| {
        let values = compute();
        KEPT.with_borrow_mut(|kept| {
            kept.truncate(REMEMBERED - 1);
            kept.push_front((name, key.to_vec(), values.clone()));
        });
        values
    })
}

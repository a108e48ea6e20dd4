//! Level lines by marching squares, with linear interpolation along the edges of each cell.

/// The segments of the level line `level`, in grid coordinates (column, row from the bottom).
/// Cells with a value that is not finite are left out.
pub fn segments(values: &[f64], columns: usize, level: f64) -> Vec<[[f64; 2]; 2]> {
    let rows = values.len() / columns.max(1);
    let mut all = Vec::new();
    for j in 0..rows.saturating_sub(1) {
        for i in 0..columns.saturating_sub(1) {
            let corner = |di: usize, dj: usize| {
                ([(i + di) as f64, (j + dj) as f64], values[(j + dj) * columns + i + di] - level)
            };
            cell([corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)], &mut all);
        }
    }
    all
}

/// One cell, its corners counter-clockwise with their heights above the level.
fn cell(corners: [([f64; 2], f64); 4], all: &mut Vec<[[f64; 2]; 2]>) {
    if corners.iter().any(|(_, height)| !height.is_finite()) {
        return;
    }
    let mut crossings = Vec::with_capacity(4);
    for k in 0..4 {
        let ((p, a), (q, b)) = (corners[k], corners[(k + 1) % 4]);
        if (a < 0.0) != (b < 0.0) {
            let t = a / (a - b);
            crossings.push([p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])]);
        }
    }
    // A saddle has four crossings, the k-th between corners k and k + 1. If the centre is on corner
    // 0's side, the lines cut off corners 1 and 3; otherwise corners 0 and 2.
    if let [a, b, c, d] = crossings[..] {
        let centre: f64 = corners.iter().map(|(_, height)| height).sum();
        let pairs = if (centre < 0.0) == (corners[0].1 < 0.0) {
            [[a, b], [c, d]]
        } else {
            [[d, a], [b, c]]
        };
        all.extend(pairs);
    } else if let [from, to] = crossings[..] {
        all.push([from, to]);
    }
}

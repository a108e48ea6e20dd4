//! Level lines by marching squares (Lorensen & Cline, 1987, in the plane), with linear interpolation
//! along the edges of each cell.

/// A line in grid coordinates: column, and row from the bottom.
pub type Line = Vec<[f64; 2]>;

/// The level lines of values on a grid, `columns` a row, for each of `levels`. One that closes ends
/// where it began. Cells with a value that is not finite are left out.
#[inline(never)]
pub fn lines(values: &[f64], columns: usize, levels: &[f64]) -> Vec<Vec<Line>> {
    let mut net = Net { ways: vec![[NONE; 2]; 2 * values.len()], met: Vec::new() };
    let ranges = ranges(values, columns);
    levels.iter().map(|&level| at_level(values, columns, level, &ranges, &mut net)).collect()
}

/// The least and the greatest corner of each cell, at the place of its lower left node. One that has a
/// corner that is not finite, or is no cell, lies nowhere.
fn ranges(values: &[f64], columns: usize) -> Vec<[f64; 2]> {
    let mut ranges = vec![[f64::INFINITY, f64::NEG_INFINITY]; values.len()];
    let rows = values.len() / columns.max(1);
    for first in (0..rows.saturating_sub(1)).flat_map(|j| j * columns..(j + 1) * columns - 1) {
        let corners = corners(first, columns).map(|k| values[k]);
        if corners.iter().all(|value| value.is_finite()) {
            let [least, most] = &mut ranges[first];
            for corner in corners {
                // `f64::min` is a call where the target treats NaN in another way.
                *least = if corner < *least { corner } else { *least };
                *most = if corner > *most { corner } else { *most };
            }
        }
    }
    ranges
}

/// The nodes of a cell, counter-clockwise from the lower left.
fn corners(first: usize, columns: usize) -> [usize; 4] {
    [first, first + 1, first + columns + 1, first + columns]
}

fn at_level(
    values: &[f64],
    columns: usize,
    level: f64,
    ranges: &[[f64; 2]],
    net: &mut Net,
) -> Vec<Line> {
    for (first, [least, most]) in ranges.iter().enumerate() {
        if *least < level && level <= *most {
            let corners = corners(first, columns);
            let edges = [2 * corners[0], 2 * corners[1] + 1, 2 * corners[3], 2 * corners[0] + 1];
            cell(corners.map(|k| values[k] - level), edges, net);
        }
    }
    // Where the line crosses an edge: an even one leads from its node to the right, an odd one up.
    let at = |edge: usize| {
        let (from, up) = (edge / 2, edge % 2);
        let to = if up == 1 { from + columns } else { from + 1 };
        let (a, b) = (values[from] - level, values[to] - level);
        let mut place = [(from % columns) as f64, (from / columns) as f64];
        place[up] += a / (a - b);
        place
    };
    net.walks().into_iter().map(|walk| walk.into_iter().map(at).collect()).collect()
}

/// The outlines of where the values are at least `level`, in the same coordinates, each closed. What
/// lies within an odd number of them is inside.
pub fn regions(values: &[f64], columns: usize, level: f64) -> Vec<Line> {
    // A rim so far below that the outlines run along the border.
    const RIM: f64 = 1e9;
    let mut wide = vec![level - RIM; columns + 2];
    for row in values.chunks(columns.max(1)) {
        wide.push(level - RIM);
        wide.extend(row);
        wide.push(level - RIM);
    }
    wide.extend(vec![level - RIM; columns + 2]);
    let mut outlines = lines(&wide, columns + 2, &[level]).concat();
    for point in outlines.iter_mut().flatten() {
        *point = point.map(|c| c - 1.0);
    }
    outlines
}

/// One cell: the heights of its corners above the level, counter-clockwise, and the edges from each
/// corner to the next.
fn cell(heights: [f64; 4], edges: [usize; 4], net: &mut Net) {
    let below = heights.map(|height| height < 0.0);
    let mut crossed = (0..4).filter(|&k| below[k] != below[(k + 1) % 4]);
    let (first, second) = (crossed.next(), crossed.next());
    let [Some(a), Some(b)] = [first, second] else { return };
    // A saddle has four crossings. If the centre is on corner 0's side, the lines cut off corners 1 and
    // 3; otherwise corners 0 and 2.
    if crossed.next().is_some() {
        let centre = heights.iter().sum::<f64>() < 0.0;
        let pairs = if centre == below[0] { [[0, 1], [2, 3]] } else { [[3, 0], [1, 2]] };
        for pair in pairs {
            net.join(pair.map(|k| edges[k]));
        }
    } else {
        net.join([edges[a], edges[b]]);
    }
}

/// No edge.
const NONE: usize = usize::MAX;

/// Which crossed edges follow one another: each has up to two neighbours, one in either cell beside it.
struct Net {
    ways: Vec<[usize; 2]>,
    /// The edges that were joined to others.
    met: Vec<usize>,
}

impl Net {
    fn join(&mut self, [a, b]: [usize; 2]) {
        for (from, to) in [(a, b), (b, a)] {
            let ways = &mut self.ways[from];
            ways[usize::from(ways[0] != NONE)] = to;
            self.met.push(from);
        }
    }

    /// Every walk along the net, which they leave empty: those from end to end first, then those that
    /// close.
    fn walks(&mut self) -> Vec<Vec<usize>> {
        let ends = |ways: &[usize; 2]| ways.iter().filter(|way| **way != NONE).count();
        let met = core::mem::take(&mut self.met);
        let mut walks = Vec::new();
        for neighbours in [1, 2] {
            for &start in &met {
                if ends(&self.ways[start]) == neighbours {
                    walks.push(self.walk(start));
                }
            }
        }
        walks
    }

    /// The walk from an edge, which it takes off the net.
    fn walk(&mut self, start: usize) -> Vec<usize> {
        let mut walk = vec![start];
        let mut here = start;
        while let Some(next) = self.ways[here].into_iter().find(|way| *way != NONE) {
            for (from, to) in [(here, next), (next, here)] {
                if let Some(way) = self.ways[from].iter_mut().find(|way| **way == to) {
                    *way = NONE;
                }
            }
            walk.push(next);
            here = next;
        }
        walk
    }
}

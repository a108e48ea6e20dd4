//! Level lines by marching squares, with linear interpolation along the edges of each cell.

/// The level lines at `level`, in grid coordinates (column, row from the bottom). One that closes ends
/// where it began. Cells with a value that is not finite are left out.
pub fn lines(values: &[f64], columns: usize, level: f64) -> Vec<Vec<[f64; 2]>> {
    let rows = values.len() / columns.max(1);
    let mut net = Net { ways: vec![[NONE; 2]; 2 * values.len()] };
    for j in 0..rows.saturating_sub(1) {
        for i in 0..columns.saturating_sub(1) {
            let first = j * columns + i;
            let corners = [first, first + 1, first + columns + 1, first + columns];
            let edges = [2 * corners[0], 2 * corners[1] + 1, 2 * corners[3], 2 * corners[0] + 1];
            cell(corners.map(|k| values[k] - level), edges, &mut net);
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
pub fn regions(values: &[f64], columns: usize, level: f64) -> Vec<Vec<[f64; 2]>> {
    // A rim so far below that the outlines run along the border.
    const RIM: f64 = 1e9;
    let mut wide = vec![level - RIM; columns + 2];
    for row in values.chunks(columns.max(1)) {
        wide.push(level - RIM);
        wide.extend(row);
        wide.push(level - RIM);
    }
    wide.extend(vec![level - RIM; columns + 2]);
    let mut outlines = lines(&wide, columns + 2, level);
    for point in outlines.iter_mut().flatten() {
        *point = point.map(|c| c - 1.0);
    }
    outlines
}

/// One cell: the heights of its corners above the level, counter-clockwise, and the edges from each
/// corner to the next.
fn cell(heights: [f64; 4], edges: [usize; 4], net: &mut Net) {
    if !heights.iter().all(|height| height.is_finite()) {
        return;
    }
    let below = heights.map(|height| height < 0.0);
    let crossed: Vec<_> = (0..4).filter(|&k| below[k] != below[(k + 1) % 4]).collect();
    // A saddle has four crossings. If the centre is on corner 0's side, the lines cut off corners 1 and
    // 3; otherwise corners 0 and 2.
    if let [a, b, c, d] = crossed[..] {
        let centre = heights.iter().sum::<f64>() < 0.0;
        let pairs = if centre == below[0] { [[a, b], [c, d]] } else { [[d, a], [b, c]] };
        for pair in pairs {
            net.join(pair.map(|k| edges[k]));
        }
    } else if let [from, to] = crossed[..] {
        net.join([edges[from], edges[to]]);
    }
}

/// No edge.
const NONE: usize = usize::MAX;

/// Which crossed edges follow one another: each has up to two neighbours, one in either cell beside it.
struct Net {
    ways: Vec<[usize; 2]>,
}

impl Net {
    fn join(&mut self, [a, b]: [usize; 2]) {
        for (from, to) in [(a, b), (b, a)] {
            let ways = &mut self.ways[from];
            ways[usize::from(ways[0] != NONE)] = to;
        }
    }

    /// Every walk along the net: those from end to end first, then those that close.
    fn walks(mut self) -> Vec<Vec<usize>> {
        let ends = |ways: &[usize; 2]| ways.iter().filter(|way| **way != NONE).count();
        let mut walks = Vec::new();
        for neighbours in [1, 2] {
            for start in 0..self.ways.len() {
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

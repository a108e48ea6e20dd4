//! Level lines and regions: where they run, and what lies inside.

#![allow(clippy::disallowed_methods, reason = "the oracles may use the platform's functions")]

use downhill::ebm::math::{
    marching_squares::{self, regions},
    rng::Rng,
};

type Point = [f64; 2];

const COLUMNS: usize = 41;

/// The squared distance from the middle of a grid of 41 × 41 nodes, in spacings.
fn bowl() -> Vec<f64> {
    let along = |k: usize| (k as f64 - 20.0).powi(2);
    (0..COLUMNS * COLUMNS).map(|i| along(i % COLUMNS) + along(i / COLUMNS)).collect()
}

/// The lines of one level.
fn lines(values: &[f64], columns: usize, level: f64) -> Vec<Vec<Point>> {
    marching_squares::lines(values, columns, &[level]).concat()
}

fn noise(rng: &mut Rng, count: usize) -> Vec<f64> {
    (0..count).map(|_| rng.normal()).collect()
}

/// Whether a ray to the right of a point crosses the outlines an odd number of times.
fn inside(outlines: &[Vec<Point>], [x, y]: Point) -> bool {
    let crosses = |pair: &[Point]| {
        let [[ax, ay], [bx, by]] = [pair[0], pair[1]];
        (ay > y) != (by > y) && ax + (y - ay) / (by - ay) * (bx - ax) > x
    };
    outlines.iter().flat_map(|line| line.windows(2)).filter(|pair| crosses(pair)).count() % 2 == 1
}

#[test]
fn a_circle_is_one_closed_line_at_its_radius() {
    let circle = lines(&bowl(), COLUMNS, 15.0_f64.powi(2));
    let [line] = &circle[..] else { panic!("one line, not {}", circle.len()) };
    assert_eq!(line.first(), line.last(), "it closes");
    for [x, y] in line {
        let radius = (x - 20.0).hypot(y - 20.0);
        // Linear interpolation of r² errs by at most 1/4, which is 1/120 in r.
        assert!((radius - 15.0).abs() < 1.0 / 119.0, "{radius}");
    }
    let length: f64 = line.windows(2).map(|p| (p[0][0] - p[1][0]).hypot(p[0][1] - p[1][1])).sum();
    assert!((length / (2.0 * core::f64::consts::PI * 15.0) - 1.0).abs() < 2e-3, "{length}");
}

#[test]
fn a_line_that_leaves_the_grid_ends_at_its_border() {
    let slope: Vec<f64> = (0..30).map(|i| f64::from(i % 6)).collect();
    assert_eq!(lines(&slope, 6, 2.5), [[0, 1, 2, 3, 4].map(|j| [2.5, f64::from(j)])]);
    assert!(lines(&slope, 6, 9.0).is_empty(), "nothing is so high");
}

#[test]
fn every_crossed_edge_is_passed_once() {
    let rng = &mut Rng::new(3);
    for _ in 0..20 {
        let (values, columns) = (noise(rng, 15 * 11), 15);
        let above = |i: usize| values[i] >= 0.2;
        let across = (0..values.len()).filter(|i| i % columns + 1 < columns);
        let up = 0..values.len() - columns;
        let crossed = across.filter(|&i| above(i) != above(i + 1)).count()
            + up.filter(|&i| above(i) != above(i + columns)).count();
        let passed = |line: &Vec<Point>| line.len() - usize::from(line.first() == line.last());
        assert_eq!(lines(&values, columns, 0.2).iter().map(passed).sum::<usize>(), crossed);
    }
}

#[test]
fn many_levels_at_once_have_the_lines_of_each() {
    let rng = &mut Rng::new(5);
    let values: Vec<f64> = noise(rng, 15 * 11).iter().map(|v| (4.0 * v).round() / 4.0).collect();
    let levels = [-9.0, -1.0, -0.25, 0.0, 0.1, 0.5, 9.0];
    let all = marching_squares::lines(&values, 15, &levels);
    assert_eq!(all, levels.map(|level| lines(&values, 15, level)));
    assert_eq!(
        all.iter().map(Vec::is_empty).collect::<Vec<_>>(),
        [1, 0, 0, 0, 0, 0, 1].map(|e| e == 1)
    );
}

#[test]
fn cells_beside_a_number_that_is_none_are_left_out() {
    let mut values = bowl();
    values[20 * COLUMNS + 35] = f64::NAN;
    let circle = lines(&values, COLUMNS, 15.0_f64.powi(2));
    let [line] = &circle[..] else { panic!("one open line, not {}", circle.len()) };
    assert!(line.first() != line.last() && line.iter().flatten().all(|c| c.is_finite()));
}

#[test]
fn regions_hold_the_nodes_that_are_high() {
    let rng = &mut Rng::new(4);
    for _ in 0..20 {
        let (values, columns) = (noise(rng, 15 * 11), 15);
        let outlines = regions(&values, columns, 0.2);
        assert!(outlines.iter().all(|line| line.first() == line.last()), "each closes");
        let border = |c: f64, last: f64| c.clamp(1e-4, last - 1e-4);
        for (i, value) in values.iter().enumerate() {
            let [x, y] = [i % columns, i / columns].map(|c| c as f64);
            // Nodes on the border are on the outline; a little inwards they are not.
            let at = [border(x, 14.0), border(y, 10.0) + 1e-7];
            let near = (value - 0.2).abs() < 1e-3;
            assert!(near || inside(&outlines, at) == (*value >= 0.2), "{at:?}: {value}");
        }
    }
}

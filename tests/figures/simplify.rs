//! Lines with fewer points: never farther from the whole ones than is allowed.

#![allow(clippy::disallowed_methods, reason = "the oracles may use the platform's functions")]

use downhill::{ebm::math::rng::Rng, plot::simplify::simplified};

type Point = [f64; 2];

/// The distance of a point from a segment.
fn distance(p: Point, [a, b]: [Point; 2]) -> f64 {
    let (d, e) = ([b[0] - a[0], b[1] - a[1]], [p[0] - a[0], p[1] - a[1]]);
    let square = d[0] * d[0] + d[1] * d[1];
    let t = if square > 0.0 { ((d[0] * e[0] + d[1] * e[1]) / square).clamp(0.0, 1.0) } else { 0.0 };
    (e[0] - t * d[0]).hypot(e[1] - t * d[1])
}

/// Every point of the whole line lies by the short one, whose points are some of it, in order.
fn check(points: &[Point], tolerance: f64) -> usize {
    let short = simplified(points, tolerance);
    assert_eq!((short.first(), short.last()), (points.first(), points.last()));
    let mut rest = points.iter();
    assert!(short.iter().all(|p| rest.any(|q| q == p)), "in order");
    let pairs: Vec<[Point; 2]> = short.windows(2).map(|pair| [pair[0], pair[1]]).collect();
    for p in points {
        let gap = pairs.iter().map(|pair| distance(*p, *pair)).fold(f64::INFINITY, f64::min);
        assert!(gap <= tolerance + 1e-9, "{p:?} is {gap} away");
    }
    short.len()
}

#[test]
fn short_lines_keep_to_the_whole_ones() {
    let line: Vec<Point> = (0..200).map(|i| [f64::from(i), 0.5 * f64::from(i)]).collect();
    assert_eq!(check(&line, 0.1), 2, "a straight line has two ends");
    let wave: Vec<Point> =
        (0..600).map(|i| [0.5 * f64::from(i), 60.0 * (0.05 * f64::from(i)).sin()]).collect();
    assert!(check(&wave, 0.1) < 200, "a smooth curve has fewer points");
    let there_and_back: Vec<Point> =
        (0..=40).map(|i: i32| [f64::from(20 - (i - 20).abs()), 0.0]).collect();
    assert_eq!(check(&there_and_back, 0.1), 3, "the far end stays");
    let corner = [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0], [0.0, 0.0]];
    assert_eq!(check(&corner, 0.1), 5, "corners stay");
    let mut rng = Rng::new(1);
    for _ in 0..200 {
        let mut at = [0.0, 0.0];
        let scale = if rng.uniform() < 0.5 { 0.05 } else { 3.0 };
        let walk: Vec<Point> = (0..100)
            .map(|_| {
                at = at.map(|v| v + scale * rng.normal());
                at
            })
            .collect();
        check(&walk, 0.1);
    }
    assert!(simplified(&[], 0.1).is_empty());
    assert_eq!(simplified(&[[1.0, 2.0], [1.0, 2.0]], 0.1).len(), 2);
}

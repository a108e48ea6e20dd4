//! Lines with fewer points that nobody can tell from the whole ones.

/// The points of a line without those that lie within `tolerance` of the line through the rest, in
/// pixels. The first and the last stay (the sleeve of Zhao and Saalfeld, 1997): from the last point
/// kept, a line may go on in any direction that passes all points since within the tolerance.
pub fn simplified(points: &[[f64; 2]], tolerance: f64) -> Vec<[f64; 2]> {
    let Some(&first) = points.first() else { return Vec::new() };
    let (mut kept, mut before, mut sleeve) = (vec![first], first, Sleeve::from(first));
    for &point in &points[1..] {
        if !sleeve.admits(point, tolerance) {
            kept.push(before);
            sleeve = Sleeve::from(before);
            sleeve.admits(point, tolerance);
        }
        before = point;
    }
    kept.push(before);
    kept
}

/// The directions that a line may go on in, between two that are turned to the right and the left.
struct Sleeve {
    from: [f64; 2],
    farthest: f64,
    sides: Option<[[f64; 2]; 2]>,
}

impl Sleeve {
    fn from(from: [f64; 2]) -> Self {
        Self { from, farthest: 0.0, sides: None }
    }

    /// Whether a line to this point passes all earlier ones; if so, the sleeve narrows to pass this
    /// one, too.
    fn admits(&mut self, point: [f64; 2], tolerance: f64) -> bool {
        let to = [point[0] - self.from[0], point[1] - self.from[1]];
        let length = (to[0] * to[0] + to[1] * to[1]).sqrt();
        // A line that turns back would lose its end.
        if length < self.farthest {
            return false;
        }
        self.farthest = length;
        if length <= tolerance {
            return true;
        }
        let sin = tolerance / length;
        let along = (1.0 - sin * sin).sqrt();
        let turned = |s: f64| [along * to[0] - s * to[1], s * to[0] + along * to[1]];
        let (right, left) = (turned(-sin), turned(sin));
        let Some([old_right, old_left]) = self.sides else {
            self.sides = Some([right, left]);
            return true;
        };
        if cross(old_right, to) < 0.0 || cross(to, old_left) < 0.0 || dot(old_right, to) < 0.0 {
            return false;
        }
        let narrower = |a, b, more_left: bool| if (cross(a, b) > 0.0) == more_left { b } else { a };
        self.sides = Some([narrower(old_right, right, true), narrower(old_left, left, false)]);
        true
    }
}

fn cross(a: [f64; 2], b: [f64; 2]) -> f64 {
    a[0] * b[1] - a[1] * b[0]
}

fn dot(a: [f64; 2], b: [f64; 2]) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

//! The donut: a ring with a hollow.

use super::Energy;
use crate::math::num::norm;

const RADIUS: f64 = 2.6;
const SQUARE: f64 = 0.033;

/// E(x) = (|x| - r)²/σ² with r = 2.6 and σ² = 0.033.
#[derive(Clone, Copy, Debug)]
pub struct Donut;

impl Energy for Donut {
    fn energy(&self, x: [f64; 2]) -> f64 {
        let gap = norm(x) - RADIUS;
        gap * gap / SQUARE
    }

    fn gradient(&self, x: [f64; 2]) -> [f64; 2] {
        let radius = norm(x);
        if radius == 0.0 {
            // The summit is a point of no direction.
            return [0.0; 2];
        }
        x.map(|v| 2.0 * (1.0 - RADIUS / radius) * v / SQUARE)
    }
}

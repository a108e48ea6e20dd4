//! An orthographic view of three dimensions, turned by two angles.

use crate::{
    demo::Layer,
    ebm::math::num::{PI, argsort, cos, sin},
};

/// From where the reader looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// The turn about the vertical, in degrees.
    pub azimuth: f64,
    /// The height of the eye, in degrees: 0 from the side, 90 from above.
    pub elevation: f64,
}

impl View {
    /// Where the point (depth, right, up) lies in the picture.
    pub fn project(&self, [depth, right, up]: [f64; 3]) -> [f64; 2] {
        let [a, e] = self.radians();
        let toward = depth * cos(a) + right * sin(a);
        [right * cos(a) - depth * sin(a), up * cos(e) - toward * sin(e)]
    }

    /// How near the point is to the viewer.
    pub fn nearness(&self, [depth, right, up]: [f64; 3]) -> f64 {
        let [a, e] = self.radians();
        (depth * cos(a) + right * sin(a)) * cos(e) + up * sin(e)
    }

    /// The surface over a grid of points (depth, right, up), `columns` a row, farthest facet first;
    /// `shade` colours each by its mean height.
    pub fn facets(&self, points: &[[f64; 3]], columns: usize, shade: impl Fn(f64) -> f64) -> Layer {
        let rows = points.len() / columns.max(1);
        let mut facets: Vec<(f64, [[f64; 2]; 4], f64)> = Vec::new();
        for j in 1..rows {
            for i in 1..columns {
                let at = |i: usize, j: usize| points[j * columns + i];
                let corners = [at(i - 1, j - 1), at(i, j - 1), at(i, j), at(i - 1, j)];
                let height = corners.iter().map(|corner| corner[2]).sum::<f64>() / 4.0;
                // By the distance on the ground: nearer facets hide farther ones.
                let ground = corners.map(|[depth, right, _]| self.nearness([depth, right, 0.0]));
                let near = ground.iter().sum::<f64>();
                facets.push((near, corners.map(|corner| self.project(corner)), shade(height)));
            }
        }
        let nearness: Vec<f64> = facets.iter().map(|facet| facet.0).collect();
        let sorted = argsort(&nearness).into_iter().map(|i| &facets[i]);
        let (corners, shades) = sorted.map(|(_, corners, shade)| (*corners, *shade)).unzip();
        Layer::Facets { corners, shades }
    }

    fn radians(&self) -> [f64; 2] {
        [self.azimuth, self.elevation].map(|degrees| degrees * PI / 180.0)
    }
}

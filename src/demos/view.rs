//! An orthographic view of three dimensions, turned by two angles.

use crate::ebm::num::{PI, cos, sin};

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

    fn radians(&self) -> [f64; 2] {
        [self.azimuth, self.elevation].map(|degrees| degrees * PI / 180.0)
    }
}

//! Data sets of the plane, as distributions with a known density: centres, equally likely, each
//! blurred by a round Gaussian. What the reader draws is one of them.

use crate::{
    math::{
        cell_grid::WALL,
        num::{PI, TAU, cos, exp, sin},
        rng::Rng,
    },
    models::ellipse::TRAINED,
};

/// p(x) = 1/n Σ_c exp(-|x - c|²/2σ²) / 2πσ².
#[derive(Clone, Debug, PartialEq)]
pub struct Blurred {
    /// The centres c.
    pub centres: Vec<[f64; 2]>,
    /// The width of the blur σ.
    pub sigma: f64,
}

impl Blurred {
    /// One draw: a centre, and noise.
    pub fn draw(&self, rng: &mut Rng) -> [f64; 2] {
        let at = rng.index(self.centres.len());
        self.centres[at].map(|c| c + self.sigma * rng.normal())
    }

    /// The density at a point.
    pub fn density(&self, [x, y]: [f64; 2]) -> f64 {
        let square = |c: &[f64; 2]| (x - c[0]) * (x - c[0]) + (y - c[1]) * (y - c[1]);
        let scale = -0.5 / (self.sigma * self.sigma);
        let sum: f64 = self.centres.iter().map(|c| exp(scale * square(c))).sum();
        sum / (self.centres.len() as f64 * TAU * self.sigma * self.sigma)
    }

    /// The density wherever both coordinates are among `places`, row by row. A round Gaussian is a
    /// product of one along x and one along y, so each centre needs an exponential a row and a column.
    pub fn density_on(&self, places: &[f64]) -> Vec<f64> {
        let scale = -0.5 / (self.sigma * self.sigma);
        let along = |c: f64| -> Vec<f64> {
            places.iter().map(|place| exp(scale * (place - c) * (place - c))).collect()
        };
        let share = 1.0 / (self.centres.len() as f64 * TAU * self.sigma * self.sigma);
        let mut density = vec![0.0; places.len() * places.len()];
        for &[x, y] in &self.centres {
            let (columns, rows) = (along(x), along(y));
            for (row, height) in density.chunks_exact_mut(places.len()).zip(rows) {
                for (cell, width) in row.iter_mut().zip(&columns) {
                    *cell += share * height * width;
                }
            }
        }
        density
    }
}

/// Eight Gaussians of width 0.25 on a circle of radius 2.
pub fn eight_gaussians() -> Blurred {
    let at = |k: u32| {
        let turn = TAU * f64::from(k) / 8.0;
        [2.0 * cos(turn), 2.0 * sin(turn)]
    };
    Blurred { centres: (0..8).map(at).collect(), sigma: 0.25 }
}

/// Two half circles of radius 1.5 that reach into each other, blurred by 0.2.
pub fn two_moons() -> Blurred {
    let moon = |s: f64, flip: f64| {
        let turn = PI * s;
        [flip * (1.5 * cos(turn) - 0.75), flip * (1.5 * sin(turn) - 0.4)]
    };
    Blurred { centres: along(64, |s| vec![moon(s, 1.0), moon(s, -1.0)]), sigma: 0.2 }
}

/// Two circles of radii 1 and 2.5, blurred by 0.25; as many data on either.
pub fn rings() -> Blurred {
    let ring = |s: f64, radius: f64| [radius * cos(TAU * s), radius * sin(TAU * s)];
    Blurred { centres: along(96, |s| vec![ring(s, 1.0), ring(s, 2.5)]), sigma: 0.25 }
}

/// Every other square of a board of four by four, evenly filled, with edges blurred by 0.15.
pub fn checkerboard() -> Blurred {
    const FINE: i32 = 8;
    let place = |i: i32| 1.5 * ((f64::from(i) + 0.5) / f64::from(FINE) - 2.0);
    let dark = |i: i32, j: i32| (i / FINE + j / FINE) % 2 == 0;
    let cells = (0..4 * FINE).flat_map(|j| (0..4 * FINE).map(move |i| (i, j)));
    let centres = cells.filter(|&(i, j)| dark(i, j)).map(|(i, j)| [place(i), place(j)]);
    Blurred { centres: centres.collect(), sigma: 0.15 }
}

/// One arm that winds out 1 1/2 times, blurred by 0.2.
pub fn spiral() -> Blurred {
    let at = |s: f64| {
        // Evenly along the arm, whose length grows with the square of the radius.
        let part = (0.02 + 0.98 * s).sqrt();
        let (radius, turn) = (2.6 * part, 3.0 * PI * part);
        vec![[radius * cos(turn), radius * sin(turn)]]
    };
    Blurred { centres: along(160, at), sigma: 0.2 }
}

/// Five blades, each wider and more turned the farther out (Johnson et al., 2016).
pub fn pinwheel() -> Blurred {
    let mut centres = Vec::new();
    for blade in 0..5 {
        for i in 0..24 {
            for j in -1..=1 {
                let radius = 0.5 + 2.2 * f64::from(i) / 23.0;
                let across = 0.12 * f64::from(j) * radius / 2.0;
                let turn = TAU * f64::from(blade) / 5.0 + 0.45 * radius;
                let (c, s) = (cos(turn), sin(turn));
                centres.push([radius * c - across * s, radius * s + across * c]);
            }
        }
    }
    Blurred { centres, sigma: 0.2 }
}

/// The ellipse of the first chapters, (2 cos z, 1.5 sin z) with z even, blurred by 0.2.
pub fn ellipse() -> Blurred {
    Blurred { centres: along(128, |s| vec![TRAINED.decode(TAU * s)]), sigma: 0.2 }
}

/// Four centres in a corner of the square, blurred by 0.25; all the rest of it is empty.
pub fn corner() -> Blurred {
    Blurred { centres: vec![[-2.0, -2.0], [-2.2, -1.6], [-1.7, -2.1], [-1.6, -1.6]], sigma: 0.25 }
}

/// Points of the reader's own, blurred by 0.2, kept within the square.
pub fn own(points: &[[f64; 2]]) -> Blurred {
    let inside = |v: f64| v.clamp(0.5 - WALL, WALL - 0.5);
    Blurred { centres: points.iter().map(|p| p.map(inside)).collect(), sigma: 0.2 }
}

/// What `at` gives at the middles of `n` equal parts of [0, 1].
fn along(n: usize, at: impl Fn(f64) -> Vec<[f64; 2]>) -> Vec<[f64; 2]> {
    (0..n).flat_map(|i| at((i as f64 + 0.5) / n as f64)).collect()
}

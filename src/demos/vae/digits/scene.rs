//! What the pictures show of an auto-encoder, computed once for each state.

use super::{
    files::digits,
    settings::{PLANE, Settings},
};
use crate::ebm::{
    models::digits::{PIXELS, SIDE},
    variational::vae::{
        Code, Vae,
        posterior::{Exact, exact, mean_energy},
    },
};

/// How many held-out digits show their codes.
pub const SHOWN: usize = 200;

/// Decoded digits along a side of the plane.
pub const ACROSS: usize = 11;

/// Pictures on the way from one digit to the other.
pub const STOPS: usize = 9;

/// The codes of some held-out digits: means, deviations and classes.
#[derive(Clone, Default)]
pub struct Codes {
    pub points: Vec<[f64; 2]>,
    pub axes: Vec<[f64; 2]>,
    pub classes: Vec<u8>,
}

impl Codes {
    pub fn new(vae: &mut Vae) -> Self {
        let Some([_, held]) = digits() else { return Self::default() };
        vae.encode(&held.pixels[..SHOWN * PIXELS]);
        let points = vae.codes().iter().map(|code| code.mean.map(f64::from)).collect();
        let axes = vae.codes().iter().map(Code::deviation).collect();
        Self { points, axes, classes: held.classes[..SHOWN].to_vec() }
    }

    /// The middle of the shown codes of each class that has any.
    pub fn middles(&self) -> Vec<(u8, [f64; 2])> {
        let middle = |class: u8| {
            let members = self.points.iter().zip(&self.classes).filter(|(_, c)| **c == class);
            let (n, sum) = members.fold((0.0, [0.0; 2]), |(n, sum), (p, _)| {
                (n + 1.0, [sum[0] + p[0], sum[1] + p[1]])
            });
            (n > 0.0).then(|| (class, sum.map(|v| v / n)))
        };
        (0..10).filter_map(middle).collect()
    }
}

/// The digits that the decoder paints all over the plane: their pixels as one picture, by rows from the top.
pub fn painted(vae: &mut Vae) -> Vec<f64> {
    let place = |i: usize| PLANE * (2.0 * (i as f64 + 0.5) / ACROSS as f64 - 1.0);
    let at = |k: usize| [place(k % ACROSS) as f32, -place(k / ACROSS) as f32];
    let places: Vec<[f32; 2]> = (0..ACROSS * ACROSS).map(at).collect();
    side_by_side(&vae.pictures(&places), ACROSS, 0)
}

/// The observation, what the auto-encoder makes of it, and the way to another digit.
#[derive(Clone)]
pub struct Picked {
    pub pixels: Vec<f32>,
    pub code: Code,
    pub reconstruction: Vec<f32>,
    /// KL(q || p), in nats.
    pub divergence: f64,
    /// The exact free energy and posterior, where they are asked for.
    pub exact: Option<Exact>,
    /// The code of the other digit, and the pictures on the straight way there.
    pub goal: [f64; 2],
    pub way: Vec<f64>,
}

impl Picked {
    /// `None` while there are no digits.
    pub fn new(vae: &mut Vae, settings: &Settings) -> Option<Self> {
        let (pixels, goal) = (settings.observation(), settings.goal());
        if pixels.is_empty() || goal.is_empty() {
            return None;
        }
        vae.encode(&[&pixels[..], &goal[..]].concat());
        let (code, goal) = (vae.codes()[0], vae.codes()[1].mean);
        let reconstruction = vae.pictures(&[code.mean]);
        let exact = settings.exact.then(|| exact(vae, &pixels));
        let stop = |k: usize| {
            let t = k as f32 / (STOPS - 1) as f32;
            [0, 1].map(|i| code.mean[i] + t * (goal[i] - code.mean[i]))
        };
        let stops: Vec<[f32; 2]> = (0..STOPS).map(stop).collect();
        let way = side_by_side(&vae.pictures(&stops), STOPS, 1);
        let (divergence, goal) = (code.divergence(), goal.map(f64::from));
        Some(Self { pixels, code, reconstruction, divergence, exact, goal, way })
    }

    /// ⟨E⟩ over q, in nats: as much work as all the rest, and only read-outs ask for it.
    pub fn mean_energy(&self, vae: &mut Vae) -> f64 {
        mean_energy(vae, &self.code, &self.pixels)
    }
}

/// Pictures in rows of `across`, as one, `gap` dark pixels apart.
fn side_by_side(pictures: &[f32], across: usize, gap: usize) -> Vec<f64> {
    let wide = across * (SIDE + gap) - gap;
    let mut all = Vec::with_capacity(wide * (SIDE + gap) * pictures.len() / PIXELS / across);
    for (j, row) in pictures.chunks_exact(across * PIXELS).enumerate() {
        all.resize(all.len() + if j > 0 { gap * wide } else { 0 }, 0.0);
        for y in 0..SIDE {
            for (i, picture) in row.chunks_exact(PIXELS).enumerate() {
                all.resize(all.len() + if i > 0 { gap } else { 0 }, 0.0);
                all.extend(picture[y * SIDE..][..SIDE].iter().map(|v| f64::from(*v)));
            }
        }
    }
    all
}

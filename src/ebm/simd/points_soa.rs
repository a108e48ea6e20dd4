//! Many points of the plane, first coordinates and second coordinates apart.

use core::ops::Range;

use crate::simd::{LANES, Lanes, eights_mut, elementary::Elementary, generator::Generator, padded};

/// Points (x, y). Both arrays are padded to whole [`Lanes`]; what lies beyond `len` moves with the
/// rest and is never read.
#[derive(Clone, Debug, Default)]
pub struct Points {
    len: usize,
    /// First coordinates.
    pub x: Vec<f32>,
    /// Second coordinates.
    pub y: Vec<f32>,
}

impl Points {
    /// `len` points at the origin.
    pub fn at_origin(len: usize) -> Self {
        Self { len, x: vec![0.0; padded(len)], y: vec![0.0; padded(len)] }
    }

    /// `points`, in order.
    pub fn of(points: impl ExactSizeIterator<Item = [f32; 2]>) -> Self {
        let mut cloud = Self::at_origin(points.len());
        for (i, [x, y]) in points.enumerate() {
            (cloud.x[i], cloud.y[i]) = (x, y);
        }
        cloud
    }

    /// How many points.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no point.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The points in order.
    pub fn points(&self) -> impl Iterator<Item = [f32; 2]> {
        self.x.iter().zip(&self.y).take(self.len).map(|(x, y)| [*x, *y])
    }

    /// A stretch of the points; it starts at a multiple of [`LANES`].
    #[must_use]
    pub fn part(&self, part: Range<usize>) -> Self {
        let len = part.len();
        let places = part.start..part.start + padded(len);
        Self { len, x: self.x[places.clone()].to_vec(), y: self.y[places].to_vec() }
    }

    /// Writes points over those from `start` on, a multiple of [`LANES`].
    pub fn put(&mut self, start: usize, points: &Self) {
        let places = start..start + points.x.len();
        self.x[places.clone()].copy_from_slice(&points.x);
        self.y[places].copy_from_slice(&points.y);
    }

    /// Every point drawn anew from the standard normal of the plane.
    #[inline(never)]
    pub fn draw(&mut self, generator: &mut Generator) {
        let functions = Elementary::new();
        for (x, y) in self.eights_mut() {
            let (a, b) = generator.normals(&functions);
            (*x, *y) = (a.to_array(), b.to_array());
        }
    }

    /// Eight points at a time.
    pub fn eights_mut(
        &mut self,
    ) -> impl ExactSizeIterator<Item = (&mut [f32; LANES], &mut [f32; LANES])> {
        eights_mut(&mut self.x).iter_mut().zip(eights_mut(&mut self.y))
    }

    /// Eight points at a time.
    pub fn eights(&self) -> impl ExactSizeIterator<Item = [Lanes; 2]> {
        let (x, y) = (self.x.as_chunks().0, self.y.as_chunks().0);
        x.iter().zip(y).map(|(x, y)| [Lanes::new(*x), Lanes::new(*y)])
    }
}

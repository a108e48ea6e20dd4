//! The truth about an energy at a temperature: its density on a grid over the picture.

use std::rc::Rc;

use crate::{
    demo::{Axis, Ink, Layer, Plot, Text},
    demos::{
        langevin::chains::{Scene, bars, square_plot},
        shared::grid::nodes,
    },
    ebm::math::{
        cell_grid::CellGrid,
        histogram::{divergence, divergence_of_exact_draws},
    },
    text,
};

/// Cells of the grid along a side; bins of a marginal; cells of the plane's histogram along a side.
const SIDE: usize = 80;
const BINS: usize = 40;
const COARSE: usize = 20;

/// The nodes of a picture of a field, along either side.
const NODES: usize = 41;

/// Above the lowest energy by more than this, all is one colour.
const HEIGHT: f64 = 8.0;

/// The exact density of an energy within its picture, in cells.
#[derive(Clone, Default)]
pub struct Truth {
    half: f64,
    field: Rc<Vec<f64>>,
    shares: Rc<Vec<f64>>,
    coarse: Rc<Vec<f64>>,
    marginals: Rc<[Vec<f64>; 2]>,
    mean_energy: f64,
}

impl Truth {
    /// By quadrature over the picture's square.
    pub fn new(scene: &Scene, temperature: f64) -> Self {
        let (half, energy) = (scene.half(), scene.energy());
        let parts = scene.parts();
        let square = CellGrid { half, side: SIDE * parts };
        let energies = energy.energies(&square.middles().collect::<Vec<_>>());
        let density = square.density(&energies, 1.0 / temperature);
        let mean_energy = square.mean(&density, |c| energies[c]);
        let area = square.spacing() * square.spacing();
        let side = square.side;
        let mut shares = vec![0.0; SIDE * SIDE];
        for (c, p) in density.iter().enumerate() {
            shares[c / side / parts * SIDE + c % side / parts] += p * area;
        }
        let gather = |to: &dyn Fn(usize, usize) -> usize, n: usize| {
            let mut sums = vec![0.0; n];
            for (c, share) in shares.iter().enumerate() {
                sums[to(c % SIDE, c / SIDE)] += share;
            }
            sums
        };
        let (bin, cell) = (SIDE / BINS, SIDE / COARSE);
        let coarse = gather(&|i, j| j / cell * COARSE + i / cell, COARSE * COARSE);
        let marginals = [gather(&|i, _| i / bin, BINS), gather(&|_, j| j / bin, BINS)];
        let values = energy.energies(&nodes([half; 2], [NODES; 2]));
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let field = values.into_iter().map(|e| (e - low).min(HEIGHT)).collect();
        Self {
            half,
            field: Rc::new(field),
            shares: Rc::new(shares),
            coarse: Rc::new(coarse),
            marginals: Rc::new(marginals),
            mean_energy,
        }
    }

    /// ⟨E⟩ of the exact density.
    pub fn mean_energy(&self) -> f64 {
        self.mean_energy
    }

    /// Half the side of the picture.
    pub fn half(&self) -> f64 {
        self.half
    }

    /// The energy as a field, above its lowest.
    pub fn landscape(&self, title: Text) -> Plot {
        square_plot(title, self.half).with(Layer::Field {
            values: self.field.to_vec(),
            columns: NODES,
            range: [0.0, HEIGHT],
        })
    }

    fn inside<'a>(&self, points: &'a [[f64; 2]]) -> impl Iterator<Item = [f64; 2]> + 'a {
        let half = self.half;
        points.iter().copied().filter(move |p| p.iter().all(|v| v.abs() < half))
    }

    /// How many of the points lie within the picture.
    pub fn held(&self, points: &[[f64; 2]]) -> usize {
        self.inside(points).count()
    }

    fn coarse_counts(&self, points: &[[f64; 2]]) -> Vec<u32> {
        let square = CellGrid { half: self.half, side: COARSE };
        let mut counts = vec![0; COARSE * COARSE];
        self.inside(points).for_each(|p| counts[square.cell(p)] += 1);
        counts
    }

    fn bin_counts(&self, points: &[[f64; 2]], axis: usize) -> Vec<u32> {
        let line = CellGrid { half: self.half, side: BINS };
        let mut counts = vec![0; BINS];
        // The cell of (v, bottom) is the bin of v.
        self.inside(points).for_each(|p| counts[line.cell([p[axis], -self.half])] += 1);
        counts
    }

    /// KL(histogram of the points ‖ exact) over 20 × 20 cells, in nats.
    pub fn divergence(&self, points: &[[f64; 2]]) -> f64 {
        divergence(&self.coarse_counts(points), &self.coarse)
    }

    /// What that would be on average for as many exact draws.
    pub fn floor(&self, points: &[[f64; 2]]) -> f64 {
        divergence_of_exact_draws(&self.coarse, self.held(points))
    }

    /// The same for the coordinate of an axis, over 40 bins.
    pub fn marginal_divergence(&self, points: &[[f64; 2]], axis: usize) -> f64 {
        divergence(&self.bin_counts(points, axis), &self.marginals[axis])
    }

    /// The histogram of the points over the plane, with level lines of the exact density.
    pub fn histogram(&self, title: Text, points: &[[f64; 2]]) -> Plot {
        let counts = self.coarse_counts(points);
        let scale = 1.0 / self.held(points).max(1) as f64;
        let values: Vec<f64> = counts.iter().map(|&k| scale * f64::from(k)).collect();
        let most = self.coarse.iter().copied().fold(0.0, f64::max);
        let fine = self.shares.iter().copied().fold(0.0, f64::max);
        square_plot(title, self.half)
            .with(Layer::Field { values, columns: COARSE, range: [0.0, 1.2 * most] })
            .with(Layer::Contours {
                values: self.shares.to_vec(),
                columns: SIDE,
                levels: vec![0.05 * fine, 0.4 * fine],
                ink: Ink::Text,
            })
    }

    /// The histogram of a coordinate, with the exact density.
    pub fn marginal(&self, title: Text, points: &[[f64; 2]], axis: usize) -> Plot {
        let width = 2.0 * self.half / BINS as f64;
        let at = |bin: usize| width * (bin as f64 + 0.5) - self.half;
        let bars = bars(self.inside(points).map(|p| p[axis]), self.half, BINS);
        let exact: Vec<_> =
            self.marginals[axis].iter().enumerate().map(|(b, p)| [at(b), p / width]).collect();
        let top = exact.iter().fold(0.1, |top: f64, p| top.max(1.5 * p[1]));
        Plot::new(
            title,
            Axis::new([text!("x₁"), text!("x₂")][axis].clone(), -self.half, self.half),
            Axis::new(text!("density"), 0.0, top),
        )
        .aspect(1.5)
        .with(Layer::bars(&bars, 0.9 * width, Ink::Model))
        .with(Layer::line(exact, Ink::Best, 2.5))
    }
}

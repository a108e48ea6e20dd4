//! The strip that says how healthy chains are: acceptance, split R-hat, effective draws,
//! autocorrelation, and the share of each basin.

use crate::{
    demo::{Axis, Ink, Layer, Plot, Readout, short},
    ebm::{
        diagnostics::{autocorrelation, effective_size, occupancy, split_rhat},
        num::norm,
    },
};

/// How many chains are watched, and how many of their last draws.
const CHAINS: usize = 8;
const DRAWS: usize = 1000;

/// The largest lag of the plot.
const LAGS: usize = 60;

/// What some chains did lately.
#[derive(Clone, Default)]
pub struct Health {
    /// x₁ and x₂ of each watched chain, draw by draw.
    draws: Vec<[Vec<f64>; 2]>,
    proposed: f64,
    accepted: f64,
}

impl Health {
    /// One draw more of every chain; how many proposals there were, and how many were accepted.
    pub fn note(&mut self, points: &[[f64; 2]], proposed: usize, accepted: usize) {
        self.draws.resize_with(points.len().min(CHAINS), Default::default);
        for (draws, point) in self.draws.iter_mut().zip(points) {
            for (axis, v) in draws.iter_mut().zip(point) {
                if axis.len() == DRAWS {
                    axis.remove(0);
                }
                axis.push(*v);
            }
        }
        self.proposed += proposed as f64;
        self.accepted += accepted as f64;
    }

    fn axis(&self, axis: usize) -> Vec<&[f64]> {
        self.draws.iter().map(|draws| draws[axis].as_slice()).collect()
    }

    /// The share of proposals that were accepted; none before the first.
    pub fn acceptance(&self) -> Option<f64> {
        (self.proposed > 0.0).then(|| self.accepted / self.proposed)
    }

    /// The larger split R-hat of the two coordinates.
    pub fn rhat(&self) -> Option<f64> {
        let [a, b] = [0, 1].map(|axis| split_rhat(&self.axis(axis)));
        Some(a?.max(b?))
    }

    /// The smaller effective size of the two coordinates, and the draws that it is of.
    pub fn effective(&self) -> Option<[f64; 2]> {
        let [a, b] = [0, 1].map(|axis| effective_size(&self.axis(axis)));
        let draws: usize = self.draws.iter().map(|draws| draws[0].len()).sum();
        Some([a?.min(b?), draws as f64])
    }

    /// What is known so far.
    pub fn readouts(&self) -> Vec<Readout> {
        let acceptance = self
            .acceptance()
            .map(|share| Readout::new("accepted", "proposals accepted", 100.0 * share).percent());
        let rhat = self.rhat().map(|rhat| Readout::new("rhat", "split R̂, worse coordinate", rhat));
        let size = self
            .effective()
            .map(|[size, _]| Readout::new("ess", "effective draws, worse coordinate", size));
        let of = self.effective().map(|[_, of]| Readout::new("draws", "draws watched", of));
        [acceptance, rhat, size, of].into_iter().flatten().collect()
    }

    /// A sentence on it.
    pub fn text(&self) -> String {
        let (Some(rhat), Some([size, of])) = (self.rhat(), self.effective()) else {
            return "Too few steps to judge the chains.".into();
        };
        let verdict = if rhat < 1.05 { "the chains agree" } else { "the chains do not agree yet" };
        format!("R̂ is {}: {verdict}; {} draws are worth {}.", short(rhat), short(of), short(size))
    }

    /// The autocorrelation of either coordinate, the mean over the watched chains.
    pub fn plot(&self) -> Plot {
        let mut plot = Plot::new(
            "Autocorrelation: x₁ solid, x₂ dashed",
            Axis::new("lag (steps)", 0.0, LAGS as f64),
            Axis::new("autocorrelation", -0.4, 1.0),
        )
        .aspect(1.5)
        .with(Layer::line(vec![[0.0, 0.0], [LAGS as f64, 0.0]], Ink::Faint, 1.5));
        for axis in [0, 1] {
            let curve = self.correlation(axis);
            plot = plot.with(Layer::Line {
                points: curve,
                ink: Ink::Model,
                width: 2.5,
                dashed: axis == 1,
            });
        }
        plot
    }

    fn correlation(&self, axis: usize) -> Vec<[f64; 2]> {
        let all: Vec<_> =
            self.axis(axis).into_iter().map(|draws| autocorrelation(draws, LAGS)).collect();
        let known = all.iter().filter(|rho| !rho.is_empty()).count();
        let lags = all.iter().map(Vec::len).max().unwrap_or(0);
        let mean = |lag: usize| {
            all.iter().filter_map(|rho| rho.get(lag)).sum::<f64>() / known.max(1) as f64
        };
        (0..lags).map(|lag| [lag as f64, mean(lag)]).collect()
    }
}

/// The share of the points nearest to each of the valleys, as bars.
pub fn basins(points: &[[f64; 2]], valleys: &[[f64; 2]]) -> Vec<f64> {
    let gap = |p: &[f64; 2], v: &[f64; 2]| norm([p[0] - v[0], p[1] - v[1]]);
    let nearest = |p: &[f64; 2]| {
        let least =
            valleys.iter().enumerate().min_by(|(_, a), (_, b)| gap(p, a).total_cmp(&gap(p, b)));
        least.map_or(0, |(k, _)| k)
    };
    occupancy(points.iter().map(nearest), valleys.len())
}

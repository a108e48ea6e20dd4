//! The strip that says how healthy chains are: acceptance, split R-hat, effective draws,
//! autocorrelation, and the share of each basin.

use std::cell::OnceCell;

use crate::{
    demo::{Axis, Ink, Layer, Plot, Readout, Text},
    ebm::{
        math::num::norm,
        sampling::diagnostics::{autocorrelation, effective_size, occupancy, split_rhat},
    },
    text,
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
    /// The autocorrelation of either coordinate of each chain, where it is followed.
    correlations: Vec<[Vec<f64>; 2]>,
    followed: usize,
    proposed: f64,
    accepted: f64,
    verdict: OnceCell<Verdict>,
}

/// What is known of the draws so far.
#[derive(Clone, Copy)]
struct Verdict {
    rhat: Option<f64>,
    effective: Option<[f64; 2]>,
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
        self.verdict.take();
    }

    fn axis(&self, axis: usize) -> Vec<&[f64]> {
        self.draws.iter().map(|draws| draws[axis].as_slice()).collect()
    }

    /// Follows the autocorrelation, for [`Health::plot`]: of all chains while there are few draws, then
    /// of one after the other.
    pub fn follow(&mut self) {
        self.correlations.resize_with(self.draws.len(), Default::default);
        let turn = self.followed % CHAINS;
        for (chain, draws) in self.draws.iter().enumerate() {
            if self.followed < LAGS || chain == turn {
                self.correlations[chain] = [0, 1].map(|k| autocorrelation(&draws[k], LAGS));
            }
        }
        self.followed += 1;
    }

    /// The share of proposals that were accepted; none before the first.
    pub fn acceptance(&self) -> Option<f64> {
        (self.proposed > 0.0).then(|| self.accepted / self.proposed)
    }

    /// The larger split R-hat of the two coordinates.
    pub fn rhat(&self) -> Option<f64> {
        self.verdict().rhat
    }

    /// The smaller effective size of the two coordinates, and the draws that it is of.
    pub fn effective(&self) -> Option<[f64; 2]> {
        self.verdict().effective
    }

    fn verdict(&self) -> Verdict {
        *self.verdict.get_or_init(|| {
            let [x, y] = [0, 1].map(|axis| self.axis(axis));
            let draws: usize = self.draws.iter().map(|draws| draws[0].len()).sum();
            let larger = |a: f64, b: Option<f64>| Some(a.max(b?));
            let smaller = |a: f64, b: Option<f64>| Some([a.min(b?), draws as f64]);
            Verdict {
                rhat: split_rhat(&x).and_then(|a| larger(a, split_rhat(&y))),
                effective: effective_size(&x).and_then(|a| smaller(a, effective_size(&y))),
            }
        })
    }

    /// What is known so far.
    pub fn readouts(&self) -> Vec<Readout> {
        let acceptance = self.acceptance().map(|share| {
            Readout::new("accepted", text!("proposals accepted"), 100.0 * share).percent()
        });
        let rhat =
            self.rhat().map(|rhat| Readout::new("rhat", text!("split R̂, worst coordinate"), rhat));
        let size = self
            .effective()
            .map(|[size, _]| Readout::new("ess", text!("effective draws, worst coordinate"), size));
        let of = self.effective().map(|[_, of]| Readout::new("draws", text!("draws used"), of));
        [acceptance, rhat, size, of].into_iter().flatten().collect()
    }

    /// A sentence on it.
    pub fn text(&self) -> Text {
        let (Some(rhat), Some([size, of])) = (self.rhat(), self.effective()) else {
            return text!("Too few steps to judge the chains.");
        };
        if rhat < 1.05 {
            text!(
                "R̂ is {rhat}: the chains agree; {draws} draws are worth {size}.",
                rhat,
                draws = of,
                size,
            )
        } else {
            text!(
                "R̂ is {rhat}: the chains do not agree yet; {draws} draws are worth {size}.",
                rhat,
                draws = of,
                size,
            )
        }
    }

    /// The autocorrelation of either coordinate, the mean over the watched chains.
    pub fn plot(&self) -> Plot {
        let mut plot = Plot::new(
            text!("Autocorrelation: x₁ solid, x₂ dashed"),
            Axis::new(text!("lag (steps)"), 0.0, LAGS as f64),
            Axis::new(text!("autocorrelation"), -0.4, 1.0),
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
        let known: Vec<_> =
            self.correlations.iter().map(|of| &of[axis]).filter(|rho| !rho.is_empty()).collect();
        let lags = known.iter().map(|rho| rho.len()).max().unwrap_or(0);
        let mean = |lag: usize| {
            known.iter().filter_map(|rho| rho.get(lag)).sum::<f64>() / known.len().max(1) as f64
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

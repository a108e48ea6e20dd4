//! What the figures of training share: the data and the recipe to choose, a run of training with the
//! exact truth beside it, and its pictures.

mod session;
mod settings;

pub use session::{Exact, LAST, Session};
pub use settings::{Settings, pen};

use crate::demo::{Axis, Ink, Layer, Plot};

/// KL against updates for some runs, each in an ink, and a line to get below.
pub fn divergences(runs: &[(&[[f64; 2]], Ink)], goal: f64) -> Plot {
    const POINTS: usize = 200;
    const TOP: f64 = 2.5;
    let last = |(history, _): &(&[[f64; 2]], Ink)| history.last().map_or(0.0, |h| h[0]);
    let span = (1.1 * runs.iter().map(last).fold(0.0, f64::max)).max(200.0).ceil();
    let mut plot = Plot::new(
        "Divergence of the data from the model",
        Axis::new("updates", 0.0, span),
        Axis::new("KL(data ‖ model), nats", 0.0, TOP),
    )
    .aspect(1.5)
    .with(Layer::dashes(vec![[0.0, goal], [span, goal]], Ink::Text, 1.0));
    for (history, ink) in runs {
        let every = history.len().div_ceil(POINTS).max(1);
        let kept = history.iter().rev().step_by(every).rev();
        let curve: Vec<_> = kept.map(|&[t, kl]| [t, kl.min(TOP)]).collect();
        let end = curve.last().copied().into_iter().collect();
        plot = plot.with(Layer::line(curve, *ink, 2.0)).with(Layer::discs(end, *ink, 4.5));
    }
    plot
}

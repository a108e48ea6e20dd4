//! What the figures of training share: the data and the recipe to choose, a run of training with the
//! exact truth beside it, and its pictures.

mod session;
mod settings;
mod truth;

pub use session::{LAST, Session};
pub use settings::{Settings, pen};
pub use truth::Exact;

use crate::demo::{Axis, Ink, Layer, Plot, Trace, trace::room};
use crate::text;

/// KL against updates for some runs, each in an ink, and a line to get below.
pub fn divergences(runs: &[(&Trace<[f64; 2]>, Ink)], goal: f64) -> Plot {
    const TOP: f64 = 2.5;
    let last = |(history, _): &(&Trace<[f64; 2]>, Ink)| history.last().map_or(0.0, |h| h[0]);
    let span = room(runs.iter().map(last).fold(0.0, f64::max), 200.0);
    let mut plot = Plot::new(
        text!("Divergence of the data from the model"),
        Axis::new(text!("updates"), 0.0, span),
        Axis::new(text!("KL(data ‖ model), nats"), 0.0, TOP),
    )
    .aspect(1.5)
    .with(Layer::dashes(vec![[0.0, goal], [span, goal]], Ink::Text, 1.0));
    for (history, ink) in runs {
        let curve: Vec<_> = history.iter().map(|(_, [t, kl])| [t, kl.min(TOP)]).collect();
        let end = curve.last().copied().into_iter().collect();
        plot = plot.with(Layer::line(curve, *ink, 2.0)).with(Layer::discs(end, *ink, 4.5));
    }
    plot
}

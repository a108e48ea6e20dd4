//! The plots of the figure.

use super::{
    Axis, CHAINS, INKS, Ink, LEAPS, Layer, Mark, Plot, SamplerComparison, Side, TITLES, TRAIL,
    Text, Ticks, log10, text,
};

impl SamplerComparison {
    pub(super) fn pane(&self, i: usize) -> Plot {
        let lane = &self.lanes[i];
        let trail = lane.trail();
        let shown = lane.draws[lane.draws.len().saturating_sub(CHAINS * TRAIL)..].to_vec();
        let mut plot = self
            .truth
            .landscape(TITLES[i].clone())
            .with(Layer::discs(shown, INKS[i], 1.6))
            .with(Layer::line(trail.clone(), Ink::Paper, 3.0))
            .with(Layer::line(trail.clone(), INKS[i], 1.4));
        if let Some(&here) = trail.last() {
            plot = plot.with(Layer::mark(here, INKS[i], Mark::Disc, 5.0));
        }
        plot
    }

    pub(super) fn race(&self) -> Plot {
        const SHORT: [Text; 4] = [text!("walk"), text!("Langevin"), text!("MALA"), text!("HMC")];
        let end = (self.rounds * LEAPS) as f64;
        let span = (1.05 * end).max(1000.0);
        let mut plot = Plot::new(
            text!("KL(all draws ‖ exact) against cost"),
            Axis::new(text!("evaluations per chain"), 0.0, span),
            Axis::new(text!("KL, nats"), -2.0, 1.0).ticks(Ticks::Powers),
        )
        .aspect(1.5);
        for ((lane, ink), name) in self.lanes.iter().zip(INKS).zip(SHORT) {
            let curve: Vec<_> =
                lane.history.iter().map(|h| [h[0], log10(h[1].max(1e-3))]).collect();
            if let Some(&last) = curve.last() {
                let at = [last[0].min(0.86 * span), last[1]];
                plot = plot.with(Layer::text(at, name, ink, Side::Above));
            }
            plot = plot.with(Layer::line(curve, ink, 2.2));
        }
        plot
    }
}

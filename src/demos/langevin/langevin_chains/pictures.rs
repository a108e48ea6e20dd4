//! The plots of the figure.

use super::{Handle, Ink, LangevinChains, Layer, Mark, Plot, SHOWN, text};

impl LangevinChains {
    pub(super) fn plane(&self) -> Plot {
        let shown: Vec<_> = self.cloud.iter().take(SHOWN).map(|place| place.at).collect();
        let mut plot = self
            .truth
            .landscape(text!("The chains on the energy; dark is low"))
            .with(Layer::discs(shown, Ink::Model, if self.count > 500.0 { 1.6 } else { 2.6 }));
        if self.follow {
            plot = plot
                .with(Layer::line(self.trail.clone(), Ink::Paper, 4.0))
                .with(Layer::line(self.trail.clone(), Ink::Picked, 2.0))
                .with(Layer::discs(self.trail.clone(), Ink::Picked, 2.5));
            if let Some(&here) = self.trail.last() {
                plot = plot.with(Layer::mark(here, Ink::Picked, Mark::Disc, 7.0));
            }
        }
        let arrows = [("x1", 0.25), ("x2", 0.25)];
        // The pen takes the whole picture, so it comes only when there is something to draw.
        let pens = self.scene.pen().into_iter();
        let start = Handle::new(text!("the common start"), self.point, Ink::Picked, arrows);
        pens.fold(plot, Plot::handle).handle(start)
    }
}

//! The plots of the figure.

use super::{
    Axis, Ink, Layer, METHODS, Mark, OptimizerComparison, Plot, SHORT, STARTS, Side, TAU, Ticks,
    closest, ellipse_plane, log10, text, wrap,
};

impl OptimizerComparison {
    pub(super) fn score_plot(&self) -> Plot {
        let mut plot = Plot::new(
            text!("Evaluations used by each method, from this start"),
            ellipse_plane::place_axis(text!("method"), METHODS.len()),
            Axis::new(text!("evaluations of energy and gradient"), -0.25, 2.9).ticks(Ticks::Powers),
        )
        .aspect(1.5);
        for (i, (asked, right)) in self.score().into_iter().enumerate() {
            let top = [i as f64 + 1.0, log10(asked)];
            let ink = if right { Ink::Best } else { Ink::Rejected };
            plot = plot
                .with(Layer::bars(&[top], if i == self.method { 0.8 } else { 0.5 }, ink))
                .with(Layer::text(top, text!("{asked}", asked), Ink::Text, Side::Above))
                .with(Layer::text([top[0], -0.12], SHORT[i].clone(), Ink::Text, Side::Centre));
        }
        plot
    }

    pub(super) fn energy_plot(&self) -> Plot {
        let curve = ellipse_plane::energy_curve(&self.decoder(), self.y, 0.0, TAU);
        let top = ellipse_plane::energy_top(curve.iter().fold(0.0, |top, p| p[1].max(top)));
        let low = -0.09 * top;
        let on_curve = |z: f64| [wrap(z), self.energy(z)];
        let exact = closest(&self.decoder(), self.y);
        let strip = |wrong: bool| {
            let cells = self.trapped().iter().enumerate().filter(|(_, trapped)| **trapped == wrong);
            let width = TAU / STARTS as f64;
            let corners = |k: usize| [[width * k as f64, low], [width * (k + 1) as f64, 0.3 * low]];
            cells.map(|(k, _)| corners(k)).collect()
        };
        let asked = self.search.tried.iter().map(|&z| on_curve(z)).collect();
        let path = self.path.iter().map(|&z| on_curve(z)).collect();
        Plot::new(
            text!("Energy against the latent; below it, where each start ends"),
            ellipse_plane::latent_axis(0.0, TAU),
            Axis::new(text!("energy E(y, z)"), low, top),
        )
        .aspect(1.5)
        .with(Layer::Boxes { corners: strip(false), ink: Ink::Best, opacity: 0.85 })
        .with(Layer::Boxes { corners: strip(true), ink: Ink::Rejected, opacity: 0.85 })
        .with(Layer::line(curve, Ink::Energy, 2.0))
        .with(Layer::discs(asked, Ink::Energy, 3.0))
        .with(Layer::discs(path, Ink::Latent, 3.5))
        .with(Layer::mark([exact.z, exact.energy], Ink::Best, Mark::Ring, 7.0))
        .with(Layer::mark(on_curve(self.start), Ink::Latent, Mark::Disc, 6.0))
        .with(Layer::mark(on_curve(self.search.z()), Ink::Best, Mark::Cross, 6.0))
        .handle(ellipse_plane::latent_handle(on_curve(self.start)))
    }

    pub(super) fn plane_plot(&self) -> Plot {
        let decoder = self.decoder();
        let [curve, points] = ellipse_plane::model_layers(&decoder);
        let evolute = ellipse_plane::evolute(&decoder);
        let stops: Vec<f64> = core::iter::once(self.start).chain(self.path.clone()).collect();
        let [start, now] = [self.start, self.search.z()].map(|z| decoder.decode(z));
        ellipse_plane::plane(text!("The same in the y-plane"))
            .with(Layer::Area { points: evolute.clone(), ink: Ink::Rejected })
            .with(Layer::line(evolute, Ink::Rejected, 1.5))
            .with(curve)
            .with(points)
            .with(Layer::dashes(ellipse_plane::way(&decoder, &stops), Ink::Latent, 2.5))
            .with(Layer::dashes(vec![self.y, now], Ink::Best, 1.5))
            .with(Layer::mark(start, Ink::Latent, Mark::Disc, 6.0))
            .with(Layer::mark(now, Ink::Best, Mark::Cross, 6.0))
            .with(Layer::mark(self.y, Ink::Picked, Mark::Disc, 6.0))
            .handle(ellipse_plane::observation_handle(self.y))
            .handle(ellipse_plane::latent_handle(start))
    }
}

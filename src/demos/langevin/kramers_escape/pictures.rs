//! The plots of the figure.

use super::{Axis, DoubleWell, Ink, KramersEscape, Layer, Plot, Side, Ticks, text};

impl KramersEscape {
    pub(super) fn profile(&self) -> Plot {
        let curve = (0..=120).map(|i| -2.6 + 5.2 * f64::from(i) / 120.0);
        let curve: Vec<_> = curve.map(|x| [x, self.well.profile(x)]).collect();
        let t = self.now();
        // Each chain at its own energy, the second coordinate's part included.
        let dots = self.chains.iter().map(|place| [place.at[0], place.energy]).collect();
        Plot::new(
            text!("The double well; a dot a chain, at its energy"),
            Axis::new(text!("x₁"), -2.6, 2.6),
            Axis::new(text!("energy"), 0.0, 1.6 * self.well.barrier + 2.0),
        )
        .aspect(1.5)
        .with(Layer::dashes(vec![[-2.6, t], [2.6, t]], Ink::Gradient, 1.5))
        .with(Layer::text([2.25, t], text!("T"), Ink::Gradient, Side::Above))
        .with(Layer::line(curve, Ink::Energy, 2.5))
        .with(Layer::discs(dots, Ink::Model, 2.2))
    }

    pub(super) fn arrhenius(&self) -> Plot {
        let [kramers, exact] = &*self.curves;
        let top = exact.last().map_or(1.0, |p| p[1]).clamp(2.0, 12.0).ceil();
        let dots = self.measured.iter().filter(|m| m[0] == self.well.barrier);
        Plot::new(
            text!("Mean time to hop; solid: exact, dashed: Kramers"),
            Axis::new(text!("1/T"), 0.0, 4.0),
            Axis::new(text!("time η·steps"), -1.0, top).ticks(Ticks::Powers),
        )
        .aspect(1.5)
        .with(Layer::dashes(kramers.clone(), Ink::Gradient, 2.5))
        .with(Layer::line(exact.clone(), Ink::Best, 2.5))
        .with(Layer::discs(dots.map(|m| [m[1], m[2]]).collect(), Ink::Model, 5.5))
    }

    pub(super) fn history(&self) -> Plot {
        let last = self.trace.last().map_or(0.0, |p| p[0]);
        let first = self.trace.first().map_or(0.0, |p| p[0]);
        let span = (last - first).max(self.eta * 100.0);
        let well = |x: f64| Layer::dashes(vec![[first, x], [first + span, x]], Ink::Best, 1.0);
        Plot::new(
            text!("One chain over time; dashed: the wells"),
            Axis::new(text!("time η·steps"), first, first + span),
            Axis::new(text!("x₁"), -2.6, 2.6),
        )
        .aspect(1.5)
        .with(well(-DoubleWell::WELL))
        .with(well(DoubleWell::WELL))
        .with(Layer::line(self.trace.clone(), Ink::Picked, 1.2))
    }
}

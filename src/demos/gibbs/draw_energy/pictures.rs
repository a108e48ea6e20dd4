//! The plots of the figure.

use super::{
    Arrow, Axis, COLDEST, DrawEnergy, END, HIGHEST, HOTTEST, Handle, Ink, Layer, Mark, Plot, Reach,
    SPACING, Side, Text, Ticks, exp10, log10, text,
};

impl DrawEnergy {
    pub(super) fn pen_handle(&self, label: Text, height: f64, stride: f64, ink: Ink) -> Handle {
        let arrows = [Arrow::Knob("pen", SPACING), Arrow::Move(stride)];
        let at = [-END + SPACING * self.node() as f64, height];
        let mut handle = Handle::new(label, at, ink, arrows);
        handle.reach = Reach::Draw;
        handle
    }

    pub(super) fn energy_plot(&self) -> Plot {
        let curve = self.drawn().nodes().into_iter().zip(&self.energies).map(|(y, &e)| [y, e]);
        let height = self.energies[self.node()];
        let handle = self.pen_handle(text!("pen of the energy"), height, 0.25, Ink::Energy);
        Plot::new(
            text!("The energy: draw it"),
            Axis::new(text!("y"), -END, END),
            Axis::new(text!("energy E(y)"), 0.0, HIGHEST),
        )
        .aspect(1.5)
        .with(Layer::line(curve.collect(), Ink::Energy, 3.0))
        .with(Layer::mark(handle.at, Ink::Energy, Mark::Ring, 5.0))
        .handle(handle)
    }

    pub(super) fn density_plot(&self) -> Plot {
        let guess: Vec<_> =
            self.drawn().nodes().into_iter().zip(&self.guess).map(|(y, &p)| [y, p]).collect();
        let height = self.guess[self.node()];
        let handle = self.pen_handle(text!("pen of your density"), height, 0.05, Ink::Picked);
        let density = self.density();
        let top = if self.revealed {
            density.iter().fold(1.0, |top: f64, p| top.max(1.1 * p[1]))
        } else {
            1.0
        };
        let title = if self.revealed {
            text!("The density, and your sketch")
        } else {
            text!("The density you expect: sketch it")
        };
        let mut plot = Plot::new(
            title,
            Axis::new(text!("y"), -END, END),
            Axis::new(text!("density p(y)"), 0.0, top),
        )
        .aspect(1.5);
        if self.revealed {
            if let Some(sketch) = self.sketched() {
                let points = sketch.nodes().into_iter().zip(sketch.energies).map(|(y, p)| [y, p]);
                plot = plot.with(Layer::dashes(points.collect(), Ink::Picked, 2.0));
            }
            let mut under = density.clone();
            under.extend([[END, 0.0], [-END, 0.0]]);
            plot = plot.with(Layer::Area { points: under, ink: Ink::Model }).with(Layer::line(
                density,
                Ink::Model,
                3.0,
            ));
        } else {
            plot = plot.with(Layer::line(guess, Ink::Picked, 3.0));
        }
        plot.with(Layer::mark(handle.at, Ink::Picked, Mark::Ring, 5.0)).handle(handle)
    }

    /// ⟨E⟩, F and TS against the temperature.
    pub(super) fn sweep_plot(&self) -> Plot {
        const PLACES: usize = 80;
        let [from, to] = [log10(COLDEST), log10(HOTTEST)];
        let drawn = self.drawn();
        let (mut mean, mut free) = (Vec::new(), Vec::new());
        for k in 0..=PLACES {
            let x = from + (to - from) * k as f64 / PLACES as f64;
            let thermal = drawn.thermal(1.0 / exp10(x));
            mean.push([x, thermal.mean_energy]);
            free.push([x, thermal.free_energy]);
        }
        let now = (log10(self.temperature), self.thermal());
        let [low, high] = [-6.0, HIGHEST];
        let handle = Handle::new(
            text!("temperature"),
            [now.0, now.1.free_energy],
            Ink::Best,
            [("T", 1.0); 2],
        );
        let shown = |value: f64| value.clamp(low, high);
        Plot::new(
            text!("Mean energy and free energy, swept over temperature"),
            Axis::new(text!("temperature T"), from, to).ticks(Ticks::Powers),
            Axis::new(text!("energy"), low, high),
        )
        .aspect(1.5)
        .with(Layer::text([to - 0.25, mean[PLACES - 8][1]], text!("⟨E⟩"), Ink::Energy, Side::Above))
        .with(Layer::text([from + 0.25, -0.2], text!("F"), Ink::Best, Side::Below))
        .with(Layer::line(mean, Ink::Energy, 2.5))
        .with(Layer::line(free, Ink::Best, 2.5))
        .with(Layer::arrow(
            [now.0, shown(now.1.mean_energy)],
            [now.0, shown(now.1.free_energy)],
            Ink::Gradient,
        ))
        .with(Layer::mark([now.0, now.1.mean_energy], Ink::Energy, Mark::Disc, 5.0))
        .with(Layer::mark([now.0, now.1.free_energy], Ink::Best, Mark::Disc, 5.0))
        .handle(handle)
    }
}

//! The plots of the figure.

use super::{
    Axis, Handle, Ink, Layer, Plot, SIZE, Side, TableFigure, Text, Ticks, number, place_axis, text,
};

impl TableFigure {
    /// An empty table with room for margins; row 1 stands on top.
    pub(super) fn frame(title: Text, margin: f64) -> Plot {
        let mut plot = Plot::new(
            title,
            Axis::new(text!(""), -0.9, SIZE as f64 + margin).ticks(Ticks::None),
            Axis::new(text!(""), -margin, SIZE as f64 + 0.7).ticks(Ticks::None),
        );
        for i in 0..SIZE {
            let at = i as f64 + 0.5;
            let (row, column) = (text!("y = {i}", i = i + 1), text!("z = {i}", i = i + 1));
            plot = plot
                .with(Layer::text([-0.45, SIZE as f64 - at], row, Ink::Text, Side::Centre))
                .with(Layer::text([at, SIZE as f64 + 0.3], column, Ink::Text, Side::Centre));
        }
        plot
    }

    /// The nine cells filled in proportion to `opacity`, with their numbers.
    pub(super) fn cells(
        mut plot: Plot,
        values: &[f64],
        ink: Ink,
        opacity: impl Fn(f64) -> f64,
    ) -> Plot {
        for (i, &value) in values.iter().enumerate() {
            let corners = Self::corners([i / SIZE, i % SIZE]);
            let [x0, y0] = corners[0];
            plot = plot
                .with(Layer::Boxes {
                    corners: vec![corners],
                    ink,
                    opacity: opacity(value).clamp(0.0, 1.0),
                })
                .with(number([x0 + 0.47, y0 + 0.47], value, Ink::Text, Side::Centre));
        }
        plot
    }

    pub(super) fn outline(&self, plot: Plot) -> Plot {
        let [[x0, y0], [x1, y1]] = Self::corners(self.cell());
        let rim = vec![[x0, y0], [x1, y0], [x1, y1], [x0, y1], [x0, y0]];
        // In a corner, so that the ring leaves the number free.
        let handle = Handle::new(
            text!("picked cell"),
            [x1 - 0.12, y1 - 0.12],
            Ink::Picked,
            [("z", 1.0), ("y", -1.0)],
        );
        let all = SIZE as f64;
        let known = if self.given == 0 { [[0.0, y0], [all, y1]] } else { [[x0, 0.0], [x1, all]] };
        let band = Layer::Boxes { corners: vec![known], ink: Ink::Picked, opacity: 0.12 };
        plot.with(band).with(Layer::line(rim, Ink::Picked, 3.5)).handle(handle)
    }

    pub(super) fn energy_plot(&self) -> Plot {
        let plot = Self::frame(text!("Energies E(y, z)"), 0.1);
        let plot = Self::cells(plot, &self.energies, Ink::Energy, |energy| 0.05 + 0.1 * energy);
        self.outline(plot)
    }

    pub(super) fn joint_plot(&self) -> Plot {
        let table = self.table();
        let joint = table.joint(self.beta);
        let most = joint.iter().copied().fold(0.0, f64::max);
        let mut plot = Self::frame(text!("p(y, z), with p(y) on the right and p(z) below"), 1.1);
        plot = Self::cells(plot, &joint, Ink::Model, |p| 0.75 * p / most);
        for i in 0..SIZE {
            let at = i as f64 + 0.5;
            let right = [SIZE as f64 + 0.55, SIZE as f64 - at];
            let (p_y, p_z) = (table.marginal_y(self.beta)[i], table.marginal_z(self.beta)[i]);
            plot = plot.with(number(right, p_y, Ink::Best, Side::Centre)).with(number(
                [at, -0.5],
                p_z,
                Ink::Latent,
                Side::Centre,
            ));
        }
        self.outline(plot)
    }

    /// The conditional of the picked row or column beside the marginal.
    pub(super) fn conditional_plot(&self) -> Plot {
        let (table, beta, [y, z]) = (self.table(), self.beta, self.cell());
        let bars = |values: Vec<f64>, shift: f64| {
            let bar = |(i, p): (usize, f64)| [i as f64 + 1.0 + shift, p];
            values.into_iter().enumerate().map(bar).collect::<Vec<_>>()
        };
        let by_row = self.given == 0;
        let (given, prior, name, known, ink) = if by_row {
            (
                table.z_given_y(y, beta),
                table.marginal_z(beta),
                text!("z"),
                text!("y = {y}", y = y + 1),
                Ink::Latent,
            )
        } else {
            (
                table.y_given_z(z, beta),
                table.marginal_y(beta),
                text!("y"),
                text!("z = {z}", z = z + 1),
                Ink::Best,
            )
        };
        let (given, prior) = (bars(given, -0.2), bars(prior, 0.2));
        let mut plot = Plot::new(
            text!("p({name} | {known}) beside p({name})", name = &name, known),
            place_axis(name.clone(), SIZE),
            Axis::new(text!("probability"), -0.1, 1.15),
        )
        .aspect(1.5)
        .with(Layer::bars(&given, 0.36, Ink::Picked))
        .with(Layer::bars(&prior, 0.36, ink));
        for i in 1..=SIZE {
            let at = [i as f64, -0.05];
            plot = plot.with(Layer::text(
                at,
                text!("{name} = {i}", name = &name, i),
                Ink::Text,
                Side::Centre,
            ));
        }
        for bar in given.into_iter().chain(prior) {
            plot = plot.with(number(bar, bar[1], Ink::Text, Side::Above));
        }
        plot
    }
}

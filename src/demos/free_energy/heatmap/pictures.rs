//! The plots of the figure.

use super::{
    ARROW, Axis, Handle, Heatmap, Ink, LECTURE, Layer, Mark, Plot, REACH, TOP, add_scaled, closest,
    ellipse_plane, field, free_energy_dy, nodes, text,
};

impl Heatmap {
    pub(super) fn map(&self) -> Plot {
        let (decoder, size) = (self.decoder(), [97, 65]);
        let values = field(&decoder, REACH, size);
        let levels = vec![0.25, 0.5, 1.0, 1.5, 2.0];
        let mut plot = ellipse_plane::plane(text!("Free energy F∞(y); arrows point uphill"))
            .with(Layer::Field { values: values.clone(), columns: size[0], range: [0.0, TOP] })
            .with(Layer::Contours { values, columns: size[0], levels, ink: Ink::Paper })
            .with(Layer::line(ellipse_plane::curve(&decoder), Ink::Model, 2.5))
            .with(Layer::dashes(self.ridge(), Ink::Rejected, 2.5));
        if self.arrows {
            let arrow = |y: [f64; 2]| {
                free_energy_dy(&decoder, y).map(|slope| [y, add_scaled(y, ARROW, slope)])
            };
            let ends = nodes(REACH, LECTURE).into_iter().filter_map(arrow).collect();
            plot = plot.with(Layer::Arrows { ends, ink: Ink::Gradient }).with(Layer::Dots {
                points: self.ties(),
                ink: Ink::Rejected,
                mark: Mark::Ring,
                radius: 4.0,
            });
        }
        if self.sampled {
            for &y in &self.samples {
                let nearest = decoder.decode(closest(&decoder, y).z);
                plot = plot.with(Layer::line(vec![y, nearest], Ink::Data, 1.2));
            }
            plot = plot.with(Layer::discs(self.samples.clone(), Ink::Data, 4.0));
        }
        let handle = Handle::new(text!("y"), self.y, Ink::Picked, [("y1", 0.1), ("y2", 0.1)]);
        plot = self.decoded().into_iter().fold(plot, Plot::with);
        plot.with(Layer::mark(self.y, Ink::Picked, Mark::Disc, 7.0)).handle(handle)
    }

    /// F∞ along one axis through y.
    pub(super) fn section(&self, axis: usize) -> Plot {
        const PIECES: usize = 240;
        let [name, other] = [[text!("y₁"), text!("y₂")], [text!("y₂"), text!("y₁")]][axis].clone();
        let reach = REACH[axis];
        let point = |i: usize| {
            let v = reach * (2.0 * i as f64 / PIECES as f64 - 1.0);
            let mut y = self.y;
            y[axis] = v;
            [v, self.free(y)]
        };
        let curve: Vec<_> = (0..=PIECES).map(point).collect();
        let top = curve.iter().fold(2.0, |top: f64, p| top.max(p[1])).ceil();
        let at = [self.y[axis], self.free(self.y)];
        let arrows = [(["y1", "y2"][axis], 0.1); 2];
        let handle =
            Handle::new(text!("{coordinate} of y", coordinate = &name), at, Ink::Picked, arrows);
        let mut plot = Plot::new(
            text!(
                "Section along {coordinate}, at {other} = {value}",
                coordinate = &name,
                other,
                value = self.y[1 - axis],
            ),
            Axis::new(name, -reach, reach),
            Axis::new(text!("free energy F∞"), 0.0, top),
        )
        .aspect(2.0)
        .with(Layer::line(curve, Ink::Energy, 2.0));
        if let Some(slope) = self.slope() {
            let run = 0.4;
            let tangent = [-run, run].map(|dx| [at[0] + dx, at[1] + slope[axis] * dx]);
            plot = plot.with(Layer::line(tangent.to_vec(), Ink::Gradient, 2.0));
        }
        plot.with(Layer::mark(at, Ink::Picked, Mark::Disc, 6.0)).handle(handle)
    }
}

//! The plots of the figure.

use super::{
    Arrow, Axis, CURVE, HALF, Handle, Ink, LagrangianTraining, Layer, Mark, PASSES, Plot, Reach,
    nodes, place, text,
};

impl LagrangianTraining {
    pub(super) fn landscape(&self) -> Plot {
        const NODES: usize = 37;
        let plot = Plot::new(
            text!("The answer over the plane; the line: where it is 0"),
            Axis::new(text!("x₁"), -HALF, HALF),
            Axis::new(text!("x₂"), -HALF, HALF),
        );
        let at = nodes([HALF; 2], [NODES; 2]);
        let values: Vec<f64> = at.into_iter().map(|x| self.answer(&x)).collect();
        let of = |side: f64| {
            let mine = self.data.iter().filter(move |one| one.y[0] == side);
            mine.map(|one| [one.x[0], one.x[1]]).collect::<Vec<_>>()
        };
        plot.with(Layer::Field { values: values.clone(), columns: NODES, range: [-1.3, 1.3] })
            .with(Layer::Contours { values, columns: NODES, levels: vec![0.0], ink: Ink::Text })
            .with(Layer::discs(of(1.0), Ink::Data, 4.0))
            .with(Layer::Dots {
                points: of(-1.0),
                ink: Ink::Rejected,
                mark: Mark::Square,
                radius: 3.5,
            })
    }

    pub(super) fn fit(&self) -> Plot {
        let line = (0..=120).map(|i| -HALF + HALF * f64::from(i) / 60.0);
        let line = line.map(|x| [x, self.answer(&[x]).clamp(-9.0, 9.0)]).collect();
        let drawn: Vec<_> = self.curve.iter().enumerate().map(|(i, &y)| [place(i), y]).collect();
        let pen = Handle {
            reach: Reach::Draw,
            ..Handle::new(
                text!("pen of the curve"),
                drawn[CURVE / 2],
                Ink::Data,
                [Arrow::Move(2.0 * HALF / (CURVE - 1) as f64), Arrow::Move(0.1)],
            )
        };
        Plot::new(
            text!("The curve and the network"),
            Axis::new(text!("x"), -HALF, HALF),
            Axis::new(text!("y"), -2.0, 2.0),
        )
        .with(Layer::discs(drawn, Ink::Data, 4.0))
        .with(Layer::line(line, Ink::Model, 2.5))
        .handle(pen)
    }

    pub(super) fn curve_plot(&self) -> Plot {
        let passes = PASSES as f64;
        let line = |part: usize| -> Vec<[f64; 2]> {
            self.history.iter().map(|(step, losses)| [passes * step, losses[part]]).collect()
        };
        let span = passes * self.history.span(200.0 / passes);
        let top = self.history.iter().fold(0.1, |top: f64, (_, losses)| top.max(1.1 * losses[0]));
        Plot::new(
            text!("Loss; solid: three moves, dashed: back-propagation"),
            Axis::new(text!("passes over the data"), 0.0, span),
            Axis::new(text!("mean cost"), 0.0, top.min(5.0)),
        )
        .aspect(1.5)
        .with(Layer::line(line(0), Ink::Energy, 4.0))
        .with(Layer::dashes(line(1), Ink::Best, 2.0))
    }
}

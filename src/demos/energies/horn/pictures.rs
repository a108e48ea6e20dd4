//! The plots of the figure.

use super::{
    Axis, Handle, Horn, HornFigure, Ink, Layer, Mark, Plot, REACH, Reach, SAMPLES, Side, THICKNESS,
    Ticks, argsort, ellipse_plane, text,
};

impl HornFigure {
    pub(super) fn cloud(&self) -> Plot {
        let nearness: Vec<f64> = self.samples.iter().map(|s| self.nearness(s.0, s.1)).collect();
        let sorted: Vec<_> = argsort(&nearness).into_iter().map(|i| self.samples[i]).collect();
        let mut plot = Plot::new(
            text!("{SAMPLES} samples of y, dark at x = 0, light at x = 1", SAMPLES),
            Axis::new(text!(""), -2.0, 2.0).ticks(Ticks::None),
            Axis::new(text!(""), -1.7, 1.7).ticks(Ticks::None),
        );
        plot.layers = self.frame();
        plot = plot
            .with(Layer::Shaded {
                points: sorted.iter().map(|&(x, y)| self.view(x, y)).collect(),
                // The ends of the colour map would vanish into one of the two papers.
                shades: sorted.iter().map(|&(x, _)| 0.25 + 0.55 * x).collect(),
                radius: 3.5,
            })
            .with(Layer::line(self.ring(self.x), Ink::Data, 2.5));
        if self.answer {
            let along =
                |f: &dyn Fn(f64) -> [f64; 2]| [0.0, 1.0].map(|x| self.view(x, f(x))).to_vec();
            plot = plot
                .with(Layer::line(along(&|x| Horn::default().mean(x)), Ink::Rejected, 3.0))
                .with(Layer::dashes(along(&|x| self.fitted(x)), Ink::Rejected, 2.0))
                .with(Layer::mark(self.view(self.x, self.mean()), Ink::Rejected, Mark::Cross, 7.0));
        }
        let turn = [("azimuth", 5.0), ("elevation", 5.0)];
        let mut handle = Handle::new(text!("the view of the horn"), [0.0, 0.0], Ink::Text, turn);
        handle.reach = Reach::Turn;
        plot.handle(handle)
    }

    pub(super) fn slice(&self) -> Plot {
        let near = self.samples.iter().filter(|(x, _)| (x - self.x).abs() <= THICKNESS);
        let mut plot = Plot::new(
            text!("The slice at x = {x}", x = self.x),
            Axis::new(text!("y₁"), -REACH, REACH),
            Axis::new(text!("y₂"), -REACH, REACH),
        )
        .with(Layer::line(ellipse_plane::curve(&self.ellipse()), Ink::Data, 2.0))
        .with(Layer::discs(near.map(|&(_, y)| y).collect(), Ink::Data, 4.0))
        .with(Layer::mark(self.guess, Ink::Picked, Mark::Ring, 7.0));
        if self.answer {
            plot = plot
                .with(Layer::mark(self.fitted(self.x), Ink::Rejected, Mark::Ring, 4.0))
                .with(Layer::mark(self.mean(), Ink::Rejected, Mark::Cross, 7.0))
                .with(Layer::text(self.mean(), text!("regression"), Ink::Rejected, Side::Above));
        }
        let guess = [("guess1", 0.5), ("guess2", 0.5)];
        plot.with(Layer::text(self.guess, text!("your guess"), Ink::Picked, Side::Above))
            .handle(Handle::new(text!("your guess"), self.guess, Ink::Picked, guess))
    }
}

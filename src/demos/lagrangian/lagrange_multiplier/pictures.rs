//! The plots of the figure.

use super::{
    Axis, HALF, Handle, Ink, LagrangeMultiplier, Layer, Mark, NODES, Plot, add_scaled, nodes, text,
};

impl LagrangeMultiplier {
    pub(super) fn plane(&self) -> Plot {
        let at = nodes([HALF; 2], [NODES; 2]);
        let f: Vec<f64> = at.iter().map(|&x| self.bowl.value(x)).collect();
        let g: Vec<f64> = at.iter().map(|&x| self.curve().value(x)).collect();
        let x = self.now();
        let reach = |by: f64, v: [f64; 2]| [x, add_scaled(x, by, v)];
        let pull = self.bowl.gradient(x);
        let wall = self.curve().gradient(x).map(|v| self.price() * v);
        let levels = vec![0.25, 1.0, 2.25, 4.0, 6.25, 9.0, 12.25, 16.0];
        Plot::new(
            text!("f and the curve g = c; minus ∇f, minus λ∇g, and what is left"),
            Axis::new(text!("x₁"), -HALF, HALF),
            Axis::new(text!("x₂"), -HALF, HALF),
        )
        .with(Layer::Field { values: f.clone(), columns: NODES, range: [0.0, 16.0] })
        .with(Layer::Contours { values: f, columns: NODES, levels, ink: Ink::Paper })
        .with(Layer::Contours {
            values: g,
            columns: NODES,
            levels: vec![self.level],
            ink: Ink::Model,
        })
        .with(Layer::line(self.way.clone(), Ink::Picked, 2.5))
        .with(Layer::mark(self.bowl.bottom, Ink::Best, Mark::Cross, 6.0))
        .with(Layer::Arrows { ends: vec![reach(-0.35, wall)], ink: Ink::Latent })
        .with(Layer::Arrows { ends: vec![reach(-0.35, pull)], ink: Ink::Gradient })
        .with(Layer::Arrows { ends: vec![reach(-0.35, self.left())], ink: Ink::Picked })
        .with(Layer::mark(x, Ink::Picked, Mark::Disc, 6.0))
        .handle(Handle::new(text!("the point"), x, Ink::Picked, [("x1", 0.2), ("x2", 0.2)]))
        .handle(Handle::new(
            text!("the bottom of f"),
            self.bowl.bottom,
            Ink::Best,
            [("m1", 0.2), ("m2", 0.2)],
        ))
    }

    pub(super) fn price_plot(&self) -> Plot {
        let f = self.bowl.value(self.now());
        let top = self.prices.iter().fold(f.max(1.0), |top: f64, p| top.max(p[1]));
        let tangent = [-0.4, 0.4].map(|dc| [self.level + dc, f + self.price() * dc]);
        Plot::new(
            text!("The least f for each level c; the slope at c is λ"),
            Axis::new(text!("level c of the constraint"), 0.0, 1.6),
            Axis::new(text!("least f"), -0.1 * top, 1.1 * top),
        )
        .aspect(1.5)
        .with(Layer::line(self.prices.to_vec(), Ink::Energy, 2.5))
        .with(Layer::line(tangent.to_vec(), Ink::Latent, 2.0))
        .with(Layer::mark([self.level, f], Ink::Picked, Mark::Disc, 6.0))
        .handle(Handle::new(
            text!("level c"),
            [self.level, f],
            Ink::Picked,
            [("c", 0.05); 2],
        ))
    }
}

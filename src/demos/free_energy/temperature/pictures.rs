//! The plots of the figure.

use super::{
    Axis, BLOCK, FreeEnergy, Handle, Ink, Layer, Mark, Plot, REACH, Side, TAU, TOP, Temperature,
    add_scaled, closest, ellipse_plane, nodes, text,
};

impl Temperature {
    pub(super) fn map(&self) -> Plot {
        const SIZE: [usize; 2] = [2 * BLOCK, 43];
        let (free, offset) = (self.free(), self.offset());
        let values: Vec<f64> = free.field(REACH, SIZE).iter().map(|f| f + offset).collect();
        let levels = (1..20).map(|k| offset + 0.5 * f64::from(k)).collect();
        let arrow = |y: [f64; 2]| free.dy(y).map(|slope| [y, add_scaled(y, 0.09, slope)]);
        // F is even in both coordinates: each arrow of one quadrant has three mirror images.
        let quadrant =
            nodes([2.75, 1.75], [12, 8]).into_iter().filter(|y| y[0] > 0.0 && y[1] > 0.0);
        let images = |ends: [[f64; 2]; 2]| {
            let signs = [[1.0, 1.0], [-1.0, 1.0], [1.0, -1.0], [-1.0, -1.0]];
            signs.map(|[s, t]| ends.map(|y| [s * y[0], t * y[1]]))
        };
        let ends = quadrant.filter_map(arrow).flat_map(images).collect();
        // The area of a disc is the weight of its latent.
        let weights = FreeEnergy::over_48_latents(self.decoder(), self.beta).posterior(self.y);
        let radii = weights.iter().map(|p| 24.0 * p.sqrt()).collect();
        let range = [offset, offset + TOP];
        ellipse_plane::plane(text!("F(y) at this β; the weight p(z | y) on the curve"))
            .with(Layer::Field { values: values.clone(), columns: SIZE[0], range })
            .with(Layer::Contours { values, columns: SIZE[0], levels, ink: Ink::Paper })
            .with(Layer::Arrows { ends, ink: Ink::Gradient })
            .with(Layer::line(ellipse_plane::curve(&self.decoder()), Ink::Model, 2.0))
            .with(Layer::Bubbles {
                points: ellipse_plane::decoded(&self.decoder()),
                radii,
                ink: Ink::Latent,
            })
            .with(Layer::mark(self.y, Ink::Picked, Mark::Disc, 7.0))
            .handle(ellipse_plane::observation_handle(self.y))
    }

    /// F along y₂, at the y₁ of y: soft, hard, and the mean that β → 0 leads to.
    pub(super) fn section(&self) -> Plot {
        const COUNT: usize = 6 * BLOCK;
        let (free, offset) = (self.free(), self.offset());
        let place = |i: usize| -2.0 + 4.0 * i as f64 / (COUNT - 1) as f64;
        let along = |f: &dyn Fn([f64; 2]) -> f64| {
            (0..COUNT).map(|i| [place(i), f([self.y[0], place(i)])]).collect::<Vec<_>>()
        };
        let section = free.section(self.y[0], 2.0, COUNT);
        let soft: Vec<_> = (0..COUNT).map(|i| [place(i), section[i] + offset]).collect();
        let hard = along(&|y| closest(&self.decoder(), y).energy);
        let mean = along(&|y| self.mean(y));
        let low = soft.iter().fold(0.0, |low: f64, p| low.min(p[1])).floor();
        let high = soft.iter().fold(6.0, |high: f64, p| high.max(p[1])).ceil();
        let at = [self.y[1], free.value(self.y) + offset];
        let handle = Handle::new(text!("y₂ of y"), at, Ink::Picked, [("y2", 0.1); 2]);
        Plot::new(
            text!("Section along y₂, at y₁ = {y}", y = self.y[0]),
            Axis::new(text!("y₂"), -2.0, 2.0),
            Axis::new(text!("free energy F"), low, high),
        )
        .aspect(1.5)
        .with(Layer::text(mean[86], text!("⟨E⟩"), Ink::Model, Side::Above))
        .with(Layer::text(hard[105], text!("F∞"), Ink::Best, Side::Below))
        .with(Layer::text(soft[162], text!("F"), Ink::Energy, Side::Above))
        .with(Layer::dashes(mean, Ink::Model, 2.0))
        .with(Layer::dashes(hard, Ink::Best, 2.0))
        .with(Layer::line(soft, Ink::Energy, 3.0))
        .with(Layer::mark(at, Ink::Picked, Mark::Disc, 6.0))
        .handle(handle)
    }

    /// p(z | y) as a density over one turn; at β = ∞ spikes at the minimisers.
    pub(super) fn posterior(&self) -> Plot {
        let free = self.free();
        let (latents, weights) = (free.latents(), free.posterior(self.y));
        let per_radian = latents.len() as f64 / TAU;
        let cold = self.beta == f64::INFINITY;
        let mut curve: Vec<_> =
            latents.into_iter().zip(weights).map(|(z, p)| [z, p * per_radian]).collect();
        if cold {
            let least = closest(&self.decoder(), self.y);
            curve = [Some(least.z), least.tie]
                .into_iter()
                .flatten()
                .flat_map(|z| [[z, 0.0], [z, 1.0], [z, 0.0]])
                .collect();
        } else {
            curve.push([TAU, curve[0][1]]);
        }
        let top = curve.iter().fold(0.5, |top: f64, p| top.max(1.1 * p[1]));
        let mut under = curve.clone();
        under.extend([[TAU, 0.0], [0.0, 0.0]]);
        Plot::new(
            if cold {
                text!("p(z | y): all at ž")
            } else {
                text!("p(z | y), the share of each latent")
            },
            ellipse_plane::latent_axis(0.0, TAU),
            Axis::new(text!("density p(z | y) (per rad)"), 0.0, top),
        )
        .aspect(1.5)
        .with(Layer::Area { points: under, ink: Ink::Latent })
        .with(Layer::line(curve, Ink::Latent, 2.5))
    }
}

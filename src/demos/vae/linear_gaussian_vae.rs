//! The linear Gaussian model: everything in closed form, and the bound beside it.

use crate::{
    demo::{Axis, Demo, Field, Handle, Ink, Knobs, Layer, Mark, Plot, Preset, Readout, Side, Text},
    demos::shared::{grid::nodes, one_latent::density},
    ebm::{
        math::{
            num::{TAU, exp, ln},
            rng::Rng,
        },
        variational::{
            gaussian_free_energy::Gaussian,
            linear_gaussian::{Encoder, Model},
        },
    },
    fields, text,
};

/// Half the side of the plane of z and y.
const HALF: f64 = 3.0;

/// The figure's state.
#[derive(Clone)]
pub struct LinearGaussianVae {
    model: Model,
    encoder: Encoder,
    y: f64,
    eta: f64,
}

impl Default for LinearGaussianVae {
    fn default() -> Self {
        Self {
            model: Model { weight: 1.2, noise: 0.6 },
            encoder: Encoder { weight: -0.2, deviation: 1.5 },
            y: 1.5,
            eta: 0.03,
        }
    }
}

impl LinearGaussianVae {
    fn bound(&self) -> f64 {
        self.model.variational(&self.encoder, self.y).iter().sum()
    }

    /// q and the exact posterior at y.
    fn both(&self) -> [Gaussian; 2] {
        [self.encoder, self.model.posterior()]
            .map(|q| Gaussian { mean: q.weight * self.y, deviation: q.deviation })
    }

    fn plane(&self) -> Plot {
        const NODES: usize = 41;
        let joint = |[z, y]: [f64; 2]| exp(-0.5 * z * z - 0.5 * ln(TAU) - self.model.energy(y, z));
        let values: Vec<f64> = nodes([HALF; 2], [NODES; 2]).into_iter().map(joint).collect();
        let top = values.iter().copied().fold(0.0, f64::max);
        let line = |slope: f64| vec![[-HALF * slope, -HALF], [HALF * slope, HALF]];
        let decoder = vec![[-HALF, -HALF * self.model.weight], [HALF, HALF * self.model.weight]];
        let [q, exact] = self.both();
        let bar = |g: &Gaussian, lift: f64| {
            vec![[g.mean - g.deviation, self.y + lift], [g.mean + g.deviation, self.y + lift]]
        };
        Plot::new(
            text!("p(z, y); decoder, exact encoder, and q’s encoder"),
            Axis::new(text!("z"), -HALF, HALF),
            Axis::new(text!("y"), -HALF, HALF),
        )
        .with(Layer::Field { values, columns: NODES, range: [0.0, top] })
        .with(Layer::line(decoder, Ink::Paper, 2.0))
        .with(Layer::dashes(vec![[-HALF, self.y], [HALF, self.y]], Ink::Picked, 1.5))
        .with(Layer::line(line(self.model.posterior().weight), Ink::Best, 2.0))
        .with(Layer::line(line(self.encoder.weight), Ink::Model, 2.0))
        .with(Layer::line(bar(&exact, 0.05), Ink::Best, 5.0))
        .with(Layer::line(bar(&q, -0.05), Ink::Model, 5.0))
        .with(Layer::mark([-HALF + 0.2, self.y], Ink::Picked, Mark::Disc, 6.0))
        .handle(Handle::new(
            text!("observed y"),
            [-HALF + 0.2, self.y],
            Ink::Picked,
            [("y", 0.1); 2],
        ))
    }

    fn densities(&self) -> Plot {
        let [q, exact] = self.both();
        let (q, exact) = (density(&q), density(&exact));
        let top = q.iter().chain(&exact).fold(0.6, |top: f64, p| top.max(1.1 * p[1]));
        Plot::new(
            text!("Over z: the exact posterior and q"),
            Axis::new(text!("z"), -HALF, HALF),
            Axis::new(text!("density"), 0.0, top),
        )
        .aspect(1.5)
        .with(Layer::line(exact, Ink::Best, 2.5))
        .with(Layer::line(q, Ink::Model, 2.5))
    }

    fn curves(&self) -> Plot {
        let y = |i: u32| HALF * (f64::from(i) / 40.0 - 1.0);
        let along = |f: &dyn Fn(f64) -> f64| -> Vec<[f64; 2]> {
            (0..=80).map(|i| [y(i), f(y(i)).min(60.0)]).collect()
        };
        let free = along(&|y| self.model.free_energy(y));
        let bound = along(&|y| self.model.variational(&self.encoder, y).iter().sum());
        let top = (1.3 * self.bound()).clamp(4.0, 30.0);
        let ends = [self.model.free_energy(self.y), self.bound().min(60.0)];
        Plot::new(
            text!("F(y), and the bound F̃(y) of the encoder"),
            Axis::new(text!("y"), -HALF, HALF),
            Axis::new(text!("nats"), 0.0, top),
        )
        .aspect(1.5)
        .with(Layer::line(free, Ink::Best, 2.5))
        .with(Layer::line(bound, Ink::Model, 2.5))
        .with(Layer::line(ends.map(|f| [self.y, f]).to_vec(), Ink::Rejected, 3.0))
        .with(Layer::text([self.y, ends[0]], text!("F"), Ink::Best, Side::Below))
    }
}

impl Demo for LinearGaussianVae {
    fn title(&self) -> Text {
        text!("A linear Gaussian VAE, in closed form")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.slider(("y", text!("observed y")), self.y, -HALF..=HALF, 0.01);
        k.slider(("a", text!("encoder’s weight a")), self.encoder.weight, -2.0..=2.0, 0.01);
        k.slider(
            ("s", text!("its standard deviation s")),
            self.encoder.deviation,
            0.05..=3.0,
            0.01,
        );
        k.slider(("w", text!("decoder’s weight w")), self.model.weight, -3.0..=3.0, 0.05);
        k.slider(("sigma", text!("noise σ of the decoder")), self.model.noise, 0.2..=2.0, 0.05);
        k.slider(("eta", text!("step size η")), self.eta, 0.005..=0.1, 0.005);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "y" => self.y, "a" => self.encoder.weight, "s" => self.encoder.deviation, "w" => self.model.weight, "sigma" => self.model.noise, "eta" => self.eta)
    }

    fn reset(&mut self, _rng: &mut Rng) {}

    fn step(&mut self, _rng: &mut Rng) {
        let [da, ds] = self
            .model
            .encoder_slope(&self.encoder, self.y)
            .map(|slope| (self.eta * slope).clamp(-0.1, 0.1));
        self.encoder.weight = (self.encoder.weight - da).clamp(-2.0, 2.0);
        self.encoder.deviation = (self.encoder.deviation - ds).clamp(0.05, 3.0);
    }

    fn step_label(&self) -> Text {
        text!("Gradient step")
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.plane(), self.curves(), self.densities()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let [energy, divergence] = self.model.variational(&self.encoder, self.y);
        let (free, exact) = (self.model.free_energy(self.y), self.model.posterior());
        vec![
            Readout::new("bound", text!("F̃(y) = −ELBO"), energy + divergence),
            Readout::new("E", text!("⟨E⟩: reconstruction"), energy),
            Readout::new("KL", text!("KL(q ‖ p), nats"), divergence),
            Readout::new("F", text!("F(y) = −ln p(y)"), free),
            Readout::new("gap", text!("gap, nats"), energy + divergence - free),
            Readout::new("a", text!("exact a = w/(w² + σ²)"), exact.weight),
            Readout::new("s", text!("exact s = σ/√(w² + σ²)"), exact.deviation),
        ]
    }

    fn caption(&self) -> Text {
        let free = self.model.free_energy(self.y);
        text!(
            "At y = {y}: F = {free}, the bound is {bound}, the gap {gap} nats.",
            y = self.y,
            free,
            bound = self.bound(),
            gap = self.bound() - free
        )
    }

    fn move_handle(&mut self, _plot: usize, _handle: usize, at: [f64; 2]) {
        self.y = at[1].clamp(-HALF, HALF);
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("the exact encoder"), "w:1;sigma:1;a:0.5;s:0.71"),
                Preset::new(text!("encoder ignores y"), "a:0;s:1"),
                Preset::new(text!("low noise"), "sigma:0.2"),
            ]
        }
    }
}

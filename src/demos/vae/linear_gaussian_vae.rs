//! The linear Gaussian model: everything in closed form, and the bound beside it.

use crate::{
    demo::{Axis, Demo, Handle, Ink, Knobs, Layer, Mark, Plot, Preset, Readout, Side, short},
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
            "p(z, y); decoder, exact encoder, and q’s encoder",
            Axis::new("z", -HALF, HALF),
            Axis::new("y", -HALF, HALF),
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
            "observed y",
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
            "Over z: the exact posterior and q",
            Axis::new("z", -HALF, HALF),
            Axis::new("density", 0.0, top),
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
            "F(y), and the bound F̃(y) of the encoder",
            Axis::new("y", -HALF, HALF),
            Axis::new("nats", 0.0, top),
        )
        .aspect(1.5)
        .with(Layer::line(free, Ink::Best, 2.5))
        .with(Layer::line(bound, Ink::Model, 2.5))
        .with(Layer::line(ends.map(|f| [self.y, f]).to_vec(), Ink::Rejected, 3.0))
        .with(Layer::text([self.y, ends[0]], "F", Ink::Best, Side::Below))
    }
}

impl Demo for LinearGaussianVae {
    fn title(&self) -> &'static str {
        "A model in closed form"
    }

    fn knobs(&mut self, k: &mut dyn Knobs) {
        k.slider(("y", "observed y"), &mut self.y, -HALF..=HALF, 0.01, "");
        k.slider(("a", "encoder’s weight a"), &mut self.encoder.weight, -2.0..=2.0, 0.01, "");
        k.slider(
            ("s", "its standard deviation s"),
            &mut self.encoder.deviation,
            0.05..=3.0,
            0.01,
            "",
        );
        k.slider(("w", "decoder’s weight w"), &mut self.model.weight, -3.0..=3.0, 0.05, "");
        k.slider(("sigma", "noise σ of the decoder"), &mut self.model.noise, 0.2..=2.0, 0.05, "");
        k.slider(("eta", "step size η"), &mut self.eta, 0.005..=0.1, 0.005, "");
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

    fn step_label(&self) -> &'static str {
        "Descend"
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.plane(), self.curves(), self.densities()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let [energy, divergence] = self.model.variational(&self.encoder, self.y);
        let (free, exact) = (self.model.free_energy(self.y), self.model.posterior());
        vec![
            Readout::new("bound", "F̃(y) = −ELBO", energy + divergence),
            Readout::new("E", "⟨E⟩: reconstruction", energy),
            Readout::new("KL", "KL(q ‖ p), nats", divergence),
            Readout::new("F", "F(y) = −ln p(y)", free),
            Readout::new("gap", "gap, nats", energy + divergence - free),
            Readout::new("a", "exact a = w/(w² + σ²)", exact.weight),
            Readout::new("s", "exact s = σ/√(w² + σ²)", exact.deviation),
        ]
    }

    fn caption(&self) -> String {
        let free = self.model.free_energy(self.y);
        format!(
            "At y = {}: F = {}, the bound is {}, the gap {} nats.",
            short(self.y),
            short(free),
            short(self.bound()),
            short(self.bound() - free),
        )
    }

    fn poke(&mut self, _plot: usize, _handle: usize, at: [f64; 2]) {
        self.y = at[1].clamp(-HALF, HALF);
    }

    fn presets(&self) -> &'static [Preset] {
        &[
            Preset { name: "the exact encoder", settings: "w:1;sigma:1;a:0.5;s:0.71" },
            Preset { name: "a deaf encoder", settings: "a:0;s:1" },
            Preset { name: "hardly any noise", settings: "sigma:0.2" },
        ]
    }
}

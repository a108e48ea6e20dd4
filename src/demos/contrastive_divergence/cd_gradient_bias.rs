//! Contrastive divergence is the gradient of nothing: on a machine small enough to enumerate, the
//! direction in which CD-k goes on average, beside the gradient.

use crate::{
    demo::{Axis, Demo, Ink, Knobs, Layer, Plot, Preset, Readout, Ticks, Trace, short},
    ebm::{
        learning::exact_rbm::{PARAMETERS, Rbm, angle, bars_and_stripes, length},
        math::{
            num::{PI, log10},
            rng::Rng,
        },
        models::energy_per_cell::entropy,
    },
};

/// The most steps of Gibbs sampling.
const MOST: usize = 60;

const GUIDES: &[(&str, &str)] = &[("exact", "the exact gradient"), ("cd", "CD-k, on average")];

/// The figure's state.
#[derive(Clone)]
pub struct CdGradientBias {
    k: f64,
    scale: f64,
    guide: usize,
    rate: f64,
    rbm: Rbm,
    /// The exact gradient.
    exact: [f64; PARAMETERS],
    /// Where CD-1, CD-2, ... go on average.
    found: Vec<[f64; PARAMETERS]>,
    /// KL(data ‖ model) after each step.
    history: Trace<f64>,
}

impl Default for CdGradientBias {
    fn default() -> Self {
        Self {
            k: 1.0,
            scale: 1.0,
            guide: 1,
            rate: 0.5,
            rbm: Rbm { theta: [0.0; PARAMETERS] },
            exact: [0.0; PARAMETERS],
            found: vec![[0.0; PARAMETERS]; MOST],
            history: Trace::default(),
        }
    }
}

fn degrees(radians: f64) -> f64 {
    radians * 180.0 / PI
}

impl CdGradientBias {
    /// Finds all directions, and how far the model is from the data.
    fn look(&mut self) {
        let data = bars_and_stripes();
        self.exact = self.rbm.gradient(&data);
        self.found = self.rbm.contrastives(&data, MOST);
        self.history.push(-self.rbm.log_likelihood(&data) - entropy(&data));
    }

    /// Where CD-k goes on average.
    fn direction(&self, k: usize) -> [f64; PARAMETERS] {
        self.found[k - 1]
    }

    /// KL(data ‖ model).
    fn divergence(&self) -> f64 {
        self.history.last().unwrap_or(0.0)
    }

    fn guided(&self) -> [f64; PARAMETERS] {
        if self.guide == 0 { self.exact } else { self.direction(self.k as usize) }
    }

    fn angle(&self, k: usize) -> f64 {
        degrees(angle(&self.exact, &self.direction(k)))
    }

    /// How far CD-k is off: |E[CD-k] - gradient| / |gradient|.
    fn bias(&self, k: usize) -> f64 {
        let found = self.direction(k);
        let gap: [f64; PARAMETERS] = core::array::from_fn(|i| found[i] - self.exact[i]);
        length(&gap) / length(&self.exact).max(f64::MIN_POSITIVE)
    }

    fn components(&self) -> Plot {
        let (exact, found) = (self.exact, self.direction(self.k as usize));
        let bars = |shift: f64, values: &[f64]| {
            let bar = |(i, v): (usize, &f64)| [i as f64 + 1.0 + shift, *v];
            values.iter().enumerate().map(bar).collect::<Vec<_>>()
        };
        let all = exact.iter().chain(&found);
        let reach = all.fold(0.02, |reach: f64, v| reach.max(1.1 * v.abs()));
        Plot::new(
            "Each parameter’s slope: exact, and CD-k on average",
            Axis::new("parameter", 0.0, PARAMETERS as f64 + 1.0),
            Axis::new("slope of the log-likelihood", -reach, reach),
        )
        .aspect(1.5)
        .with(Layer::line(vec![[0.0, 0.0], [PARAMETERS as f64 + 1.0, 0.0]], Ink::Faint, 1.0))
        .with(Layer::bars(&bars(-0.2, &exact), 0.38, Ink::Best))
        .with(Layer::bars(&bars(0.2, &found), 0.38, Ink::Model))
    }

    fn angles(&self) -> Plot {
        let curve: Vec<_> = (1..=MOST).map(|k| [k as f64, self.angle(k)]).collect();
        let top = curve.iter().fold(10.0, |top: f64, p| top.max(1.1 * p[1]));
        let here = curve[self.k as usize - 1];
        Plot::new(
            "The angle between E[CD-k] and the gradient",
            Axis::new("steps of Gibbs sampling k, the cost", 0.0, MOST as f64),
            Axis::new("angle (°)", 0.0, top),
        )
        .aspect(1.5)
        .with(Layer::line(curve, Ink::Model, 2.5))
        .with(Layer::discs(vec![here], Ink::Picked, 6.0))
    }

    fn biases(&self) -> Plot {
        let curve: Vec<_> =
            (1..=MOST).map(|k| [k as f64, log10(self.bias(k).max(1e-16))]).collect();
        let numbers = || curve.iter().map(|p| p[1]);
        let (low, high) = (numbers().fold(-2.0, f64::min), numbers().fold(0.0, f64::max));
        let here = curve[self.k as usize - 1];
        Plot::new(
            "Bias against cost",
            Axis::new("steps of Gibbs sampling k, the cost", 0.0, MOST as f64),
            Axis::new("|E[CD-k] − gradient| / |gradient|", low.floor(), high.ceil())
                .ticks(Ticks::Powers),
        )
        .aspect(1.5)
        .with(Layer::line(curve, Ink::Model, 2.5))
        .with(Layer::discs(vec![here], Ink::Picked, 6.0))
    }

    fn learning(&self) -> Plot {
        let curve = self.history.curve(|kl| kl);
        let top = curve.iter().fold(0.5, |top: f64, p| top.max(1.1 * p[1]));
        let span = self.history.span(40.0);
        let last = curve.last().copied().into_iter().collect();
        Plot::new(
            "Learning in that direction",
            Axis::new("step", 0.0, span),
            Axis::new("KL(data ‖ model), nats", 0.0, top),
        )
        .aspect(1.5)
        .with(Layer::line(curve, Ink::Best, 2.5))
        .with(Layer::discs(last, Ink::Best, 5.0))
    }
}

impl Demo for CdGradientBias {
    fn title(&self) -> &'static str {
        "The gradient of nothing"
    }

    fn knobs(&mut self, k: &mut dyn Knobs) {
        k.slider(("k", "steps of Gibbs sampling k"), &mut self.k, 1.0..=MOST as f64, 1.0, "");
        k.slider(("scale", "size of the first weights"), &mut self.scale, 0.1..=4.0, 0.1, "");
        k.choice(("guide", "learn along"), &mut self.guide, GUIDES);
        k.slider(("rate", "learning rate"), &mut self.rate, 0.05..=2.0, 0.05, "");
    }

    fn reset(&mut self, rng: &mut Rng) {
        self.rbm = Rbm::random(self.scale, rng);
        self.history = Trace::default();
        self.look();
    }

    fn step(&mut self, _rng: &mut Rng) {
        let direction = self.guided();
        for (theta, slope) in self.rbm.theta.iter_mut().zip(direction) {
            *theta += self.rate * slope;
        }
        self.look();
    }

    fn step_label(&self) -> &'static str {
        "Learn"
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.components(), self.angles(), self.biases(), self.learning()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let (k, data) = (self.k as usize, bars_and_stripes());
        let mut all = self.vitals();
        all.push(Readout::new(
            "twist",
            "asymmetry of the Jacobian of E[CD-k]",
            self.rbm.asymmetry(|rbm| rbm.contrastive(&data, k)),
        ));
        all.push(Readout::new(
            "none",
            "asymmetry of the Jacobian of the gradient",
            self.rbm.asymmetry(|rbm| rbm.gradient(&data)),
        ));
        all
    }

    fn vitals(&self) -> Vec<Readout> {
        let k = self.k as usize;
        vec![
            Readout::with_unit("angle", "angle", self.angle(k), "°"),
            Readout::new("bias", "relative bias", self.bias(k)),
            Readout::new("slope", "length of the gradient", length(&self.exact)),
            Readout::new("KL", "KL(data ‖ model), nats", self.divergence()),
        ]
    }

    fn caption(&self) -> String {
        let k = self.k as usize;
        format!(
            "CD-{k} points {}° away from the gradient and is off by {} of its length. After {} steps KL(data ‖ model) is {} nats.",
            short(self.angle(k)),
            short(self.bias(k)),
            self.history.steps(),
            short(self.divergence()),
        )
    }

    fn presets(&self) -> &'static [Preset] {
        &[
            Preset { name: "small weights", settings: "scale:0.1;k:1" },
            Preset { name: "large weights", settings: "scale:3;k:1" },
            Preset { name: "ten steps", settings: "k:10" },
        ]
    }
}

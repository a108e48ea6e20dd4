//! Contrastive divergence is the gradient of nothing: on a machine small enough to enumerate, the
//! direction in which CD-k goes on average, beside the gradient.

use crate::{
    demo::{
        Axis, Demo, Field, Ink, Knobs, Layer, Options, Plot, Preset, Readout, Text, Ticks, Trace,
    },
    ebm::{
        learning::exact_rbm::{PARAMETERS, Rbm, angle, bars_and_stripes, length},
        math::{
            num::{PI, log10},
            rng::Rng,
        },
        models::energy_per_cell::entropy,
    },
    fields, text,
};

/// The most steps of Gibbs sampling.
const MOST: usize = 60;

const GUIDES: Options =
    &[("exact", text!("the exact gradient")), ("cd", text!("CD-k, on average"))];

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
            text!("Each parameter’s slope: exact, and CD-k on average"),
            Axis::new(text!("parameter"), 0.0, PARAMETERS as f64 + 1.0),
            Axis::new(text!("slope of the log-likelihood"), -reach, reach),
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
            text!("The angle between E[CD-k] and the gradient"),
            Axis::new(text!("steps of Gibbs sampling k, the cost"), 0.0, MOST as f64),
            Axis::new(text!("angle (°)"), 0.0, top),
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
            text!("Bias against cost"),
            Axis::new(text!("steps of Gibbs sampling k, the cost"), 0.0, MOST as f64),
            Axis::new(text!("|E[CD-k] − gradient| / |gradient|"), low.floor(), high.ceil())
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
            text!("Learning in that direction"),
            Axis::new(text!("step"), 0.0, span),
            Axis::new(text!("KL(data ‖ model), nats"), 0.0, top),
        )
        .aspect(1.5)
        .with(Layer::line(curve, Ink::Best, 2.5))
        .with(Layer::discs(last, Ink::Best, 5.0))
    }
}

impl Demo for CdGradientBias {
    fn title(&self) -> Text {
        text!("The bias of the CD gradient")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.slider(("k", text!("steps of Gibbs sampling k")), self.k, 1.0..=MOST as f64, 1.0);
        k.slider(("scale", text!("size of the first weights")), self.scale, 0.1..=4.0, 0.1);
        k.choice(("guide", text!("Update direction")), self.guide, GUIDES);
        k.slider(("rate", text!("learning rate")), self.rate, 0.05..=2.0, 0.05);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "k" => self.k, "scale" => self.scale, "guide" => self.guide, "rate" => self.rate)
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

    fn step_label(&self) -> Text {
        text!("Train 1 step")
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.components(), self.angles(), self.biases(), self.learning()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let (k, data) = (self.k as usize, bars_and_stripes());
        let mut all = self.guarded_readouts();
        all.push(Readout::new(
            "twist",
            text!("asymmetry of the Jacobian of E[CD-k]"),
            self.rbm.asymmetry(|rbm| rbm.contrastive(&data, k)),
        ));
        all.push(Readout::new(
            "none",
            text!("asymmetry of the Jacobian of the gradient"),
            self.rbm.asymmetry(|rbm| rbm.gradient(&data)),
        ));
        all
    }

    fn guarded_readouts(&self) -> Vec<Readout> {
        let k = self.k as usize;
        vec![
            Readout::with_unit("angle", text!("angle"), self.angle(k), text!("°")),
            Readout::new("bias", text!("relative bias"), self.bias(k)),
            Readout::new("slope", text!("length of the gradient"), length(&self.exact)),
            Readout::new("KL", text!("KL(data ‖ model), nats"), self.divergence()),
        ]
    }

    fn caption(&self) -> Text {
        let k = self.k as usize;
        text!(
            "CD-{k} points {angle}° away from the gradient and is off by {bias} of its length. After {steps} steps KL(data ‖ model) is {divergence} nats.",
            k,
            angle = self.angle(k),
            bias = self.bias(k),
            steps = self.history.steps(),
            divergence = self.divergence()
        )
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("small weights"), "scale:0.1;k:1"),
                Preset::new(text!("large weights"), "scale:3;k:1"),
                Preset::new(text!("ten steps"), "k:10"),
            ]
        }
    }
}

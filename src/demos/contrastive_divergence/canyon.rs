//! The canyon: on data that lie exactly on a curve, maximum likelihood digs for ever.

use crate::{
    demo::{
        Axis, Beyond, Demo, Field, Ink, Knobs, Layer, Options, Plot, Preset, Readout, Text, Ticks,
    },
    ebm::{
        math::{
            num::{argsort, exp, log10},
            rng::Rng,
        },
        models::valley::{Limits, REACH, Valley},
    },
    fields, text,
};

/// Where the digging stops: the valley is then 10⁻⁴ wide.
const NARROWEST: f64 = 1e-4;

const REGULARISERS: Options = &[
    ("none", text!("none")),
    ("smooth", text!("a prior on smooth energies")),
    ("clip", text!("slopes limited to 5")),
    ("noise", text!("noise added to the data")),
];
/// The steepest slope that the limit allows.
const CLIP: f64 = 5.0;

/// From where a search by gradient would start.
const FROM: f64 = 0.5;

/// The figure's state.
#[derive(Clone)]
pub struct CanyonFigure {
    regulariser: usize,
    eta: f64,
    lambda: f64,
    noise: f64,
    canyon: Valley,
    /// Depth, width and spread after each step.
    history: Vec<[f64; 3]>,
}

const START: Valley = Valley { log_depth: 0.0, log_width: -0.223_143_551_314_209_76 };

impl Default for CanyonFigure {
    fn default() -> Self {
        Self {
            regulariser: 0,
            eta: 0.2,
            lambda: 0.01,
            noise: 0.1,
            canyon: START,
            history: Vec::new(),
        }
    }
}

impl CanyonFigure {
    fn limits(&self) -> Limits {
        Limits {
            noise: if self.regulariser == 3 { self.noise } else { 0.0 },
            smooth: if self.regulariser == 1 { self.lambda } else { 0.0 },
        }
    }

    fn note(&mut self) {
        let canyon = &self.canyon;
        self.history.push([canyon.depth(), canyon.width(), canyon.spread()]);
    }

    /// The places at which the curves are drawn: close together where the valley is.
    fn places(&self) -> Vec<f64> {
        let w = self.canyon.width();
        let near = (-40..=40).map(|i| w * f64::from(i) / 8.0);
        let far = (-60..=60).map(|i| REACH * f64::from(i) / 60.0);
        let all: Vec<f64> = near.filter(|y| y.abs() < REACH).chain(far).collect();
        argsort(&all).into_iter().map(|i| all[i]).collect()
    }

    fn energy_plot(&self) -> Plot {
        let curve = self.places().into_iter().map(|y| [y, self.canyon.energy(y)]).collect();
        let floor = -(1.15 * self.canyon.depth()).max(2.0);
        let top = -0.15 * floor;
        let (from, slope) = ([FROM, self.canyon.energy(FROM)], self.canyon.slope(FROM));
        let tangent = [-0.4, 0.4].map(|dy| [FROM + dy, (from[1] + slope * dy).clamp(floor, top)]);
        Plot::new(
            text!("The energy across the curve of data, which passes at y = 0"),
            Axis::new(text!("y"), -REACH, REACH),
            Axis::new(text!("energy E(y)"), floor, top),
        )
        .aspect(1.5)
        .with(Layer::line(curve, Ink::Energy, 2.5))
        .with(Layer::line(tangent.to_vec(), Ink::Gradient, 1.5))
        .with(Layer::discs(vec![from], Ink::Picked, 5.0))
        .with(Layer::discs(vec![[0.0, floor]], Ink::Data, 6.0))
    }

    fn density_plot(&self) -> Plot {
        let log_z = self.canyon.log_z();
        let density = |y: f64| [y, exp(-self.canyon.energy(y) - log_z)];
        let curve: Vec<_> = self.places().into_iter().map(density).collect();
        let top = curve.iter().fold(1.0, |top: f64, p| top.max(1.1 * p[1]));
        let mut under = curve.clone();
        under.extend([[REACH, 0.0], [-REACH, 0.0]]);
        Plot::new(
            text!("The density"),
            Axis::new(text!("y"), -REACH, REACH),
            Axis::new(text!("density p(y)"), 0.0, top),
        )
        .aspect(1.5)
        .with(Layer::Area { points: under, ink: Ink::Model })
        .with(Layer::line(curve, Ink::Model, 2.5))
    }

    fn growth_plot(&self) -> Plot {
        let curve = |part: usize| -> Vec<_> {
            let at = |(t, h): (usize, &[f64; 3])| [t as f64, log10(h[part])];
            self.history.iter().enumerate().map(at).collect()
        };
        let curves = [curve(0), curve(1), curve(2)];
        let numbers = || curves.iter().flatten().map(|p| p[1]);
        let (low, high) = (numbers().fold(-1.0, f64::min), numbers().fold(1.0, f64::max));
        let span = (1.1 * self.history.len() as f64).max(40.0).ceil();
        let mut plot = Plot::new(
            text!("Depth, width, and the spread of the density"),
            Axis::new(text!("step"), 0.0, span),
            Axis::new(text!("depth, width, spread"), low.floor(), high.ceil()).ticks(Ticks::Powers),
        )
        .aspect(1.5);
        for (curve, ink) in curves.into_iter().zip([Ink::Energy, Ink::Best, Ink::Model]) {
            let last = curve.last().copied().into_iter().collect();
            plot = plot.with(Layer::line(curve, ink, 2.5)).with(Layer::discs(last, ink, 4.5));
        }
        plot
    }
}

impl Demo for CanyonFigure {
    fn title(&self) -> Text {
        text!("The canyon")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.choice(("limit", text!("regulariser")), self.regulariser, REGULARISERS);
        k.log(("lambda", text!("weight λ of the prior")), self.lambda, 1e-4..=1.0, Beyond::Nothing);
        k.slider(("noise", text!("noise of the data s")), self.noise, 0.02..=0.5, 0.01);
        k.slider(("eta", text!("step size η")), self.eta, 0.05..=0.5, 0.05);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "limit" => self.regulariser, "lambda" => self.lambda, "noise" => self.noise, "eta" => self.eta)
    }

    fn reset(&mut self, _rng: &mut Rng) {
        self.canyon = START;
        self.history.clear();
        self.note();
    }

    fn step(&mut self, _rng: &mut Rng) {
        if self.done() {
            return;
        }
        self.canyon.step(&self.limits(), self.eta);
        if self.regulariser == 2 {
            self.canyon.limit_slope(CLIP);
        }
        self.note();
    }

    fn step_label(&self) -> Text {
        text!("Train 1 step")
    }

    fn done(&self) -> bool {
        self.canyon.width() < NARROWEST
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.energy_plot(), self.density_plot(), self.growth_plot()]
    }

    fn readouts(&self) -> Vec<Readout> {
        vec![
            Readout::new("L", text!("loss per datum"), self.canyon.loss(&self.limits())),
            Readout::new("depth", text!("depth a"), self.canyon.depth()),
            Readout::new("width", text!("width w"), self.canyon.width()),
            Readout::new("spread", text!("spread of the density"), self.canyon.spread()),
            Readout::new("slope", text!("slope at y = 0.5"), self.canyon.slope(FROM)),
        ]
    }

    fn caption(&self) -> Text {
        let numbers = text!(
            "The valley is {depth} deep and {width} wide; the density has the spread {spread}. At y = 0.5 the slope is {slope}.",
            depth = self.canyon.depth(),
            width = self.canyon.width(),
            spread = self.canyon.spread(),
            slope = self.canyon.slope(FROM),
        );
        let end = if self.done() {
            text!(
                "The valley is narrower than 10⁻⁴: training stops here, but nothing else would have stopped it."
            )
        } else {
            Text::default()
        };
        Text::sentences([numbers, end])
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("no regulariser"), "limit:none"),
                Preset::new(text!("smoothness prior"), "limit:smooth;lambda:0.01"),
                Preset::new(text!("slope limit"), "limit:clip"),
                Preset::new(text!("noisy data"), "limit:noise;noise:0.1"),
            ]
        }
    }
}

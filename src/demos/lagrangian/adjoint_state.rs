//! λ is the gradient: multipliers beside back-propagation and finite differences.

use crate::{
    demo::{
        Axis, Beyond, Demo, Field, Handle, Ink, Knobs, Layer, Mark, Plot, Preset, Readout, Text,
        Ticks,
    },
    demos::lagrangian::chain::{bars_of_three, sign, sign_knob},
    ebm::{
        constraints::lagrangian::{
            Lagrangian, Layer as Net, back_propagation, descend, differences,
        },
        math::{
            num::{exp10, log10},
            rng::Rng,
        },
    },
    fields, text,
};

/// The widths of the layers: nine states in all.
const WIDTHS: [usize; 4] = [2, 4, 3, 2];
const TARGET: [f64; 2] = [0.5, -0.5];

/// Where the plane of inputs ends.
const HALF: f64 = 2.0;

/// The figure's state.
#[derive(Clone)]
pub struct AdjointState {
    x: [f64; 2],
    h: f64,
    eta: f64,
    sign: usize,
    layers: Vec<Net>,
}

impl Default for AdjointState {
    fn default() -> Self {
        Self { x: [0.7, -0.4], h: 1e-5, eta: 0.1, sign: 0, layers: Vec::new() }
    }
}

impl AdjointState {
    fn problem(&self) -> Lagrangian {
        let (x, y) = (self.x.to_vec(), TARGET.to_vec());
        let mut problem = Lagrangian::new(self.layers.clone(), x, y, sign(self.sign));
        problem.forward();
        problem.backward();
        problem
    }

    /// The multipliers, ∂C/∂z by back-propagation, and by differences of width 2h, for all states.
    fn three(&self, h: f64) -> [Vec<f64>; 3] {
        let problem = self.problem();
        let slopes = back_propagation(&self.layers, &self.x, &TARGET);
        let numeric = (1..=self.layers.len()).flat_map(|k| differences(&problem, k, h)).collect();
        [problem.multipliers.concat(), slopes.into_iter().flat_map(|s| s.state).collect(), numeric]
    }

    /// The largest differences of the multipliers, as gradients, from the two others.
    fn gaps(&self, h: f64) -> [f64; 2] {
        let [multipliers, slopes, numeric] = self.three(h);
        let factor = -sign(self.sign).factor();
        let gap = |others: &[f64]| {
            let each = multipliers.iter().zip(others).map(|(l, o)| (factor * l - o).abs());
            each.fold(0.0, f64::max)
        };
        [gap(&slopes), gap(&numeric)]
    }

    fn bars(&self) -> Plot {
        let [multipliers, slopes, numeric] = self.three(self.h);
        let series = [
            (&multipliers[..], Ink::Gradient),
            (&slopes[..], Ink::Best),
            (&numeric[..], Ink::Rejected),
        ];
        let title = text!("For each state: λ, back-propagation, differences");
        let plot =
            bars_of_three(title, [text!("state, layer by layer"), text!("slope of C")], series);
        let edge =
            |at: f64| Layer::dashes(vec![[at, plot.y.min], [at, plot.y.max]], Ink::Faint, 1.5);
        let edges = [4.5, 7.5].map(edge);
        edges.into_iter().fold(plot, Plot::with)
    }

    fn errors(&self) -> Plot {
        let curve: Vec<_> = (-24..=0)
            .map(|i| f64::from(i) / 2.0)
            .map(|log| [log, log10(self.gaps(exp10(log))[1].max(1e-17))])
            .collect();
        let [exact, here] = self.gaps(self.h);
        let at = [log10(self.h), log10(here.max(1e-17))];
        let floor = log10(exact.max(1e-17));
        Plot::new(
            text!("Error of the differences against h; dashed: λ’s own"),
            Axis::new(text!("h"), -12.0, 0.0).ticks(Ticks::Powers),
            Axis::new(text!("largest |λ − difference|"), -17.0, 0.0).ticks(Ticks::Powers),
        )
        .aspect(1.5)
        .with(Layer::dashes(vec![[-12.0, floor], [0.0, floor]], Ink::Best, 2.0))
        .with(Layer::line(curve, Ink::Rejected, 2.5))
        .with(Layer::mark(at, Ink::Rejected, Mark::Disc, 6.0))
    }

    fn inputs(&self) -> Plot {
        const NODES: usize = 25;
        let at = crate::demos::shared::grid::nodes([HALF; 2], [NODES; 2]);
        let cost = |x: [f64; 2]| {
            let mut z = x.to_vec();
            for layer in &self.layers {
                z = layer.value(&z);
            }
            crate::ebm::constraints::lagrangian::cost(&z, &TARGET)
        };
        let values: Vec<f64> = at.into_iter().map(cost).collect();
        let top = values.iter().copied().fold(0.1, f64::max);
        Plot::new(
            text!("Cost over the inputs x"),
            Axis::new(text!("x₁"), -HALF, HALF),
            Axis::new(text!("x₂"), -HALF, HALF),
        )
        .with(Layer::Field { values, columns: NODES, range: [0.0, top] })
        .with(Layer::mark(self.x, Ink::Picked, Mark::Disc, 6.0))
        .handle(Handle::new(
            text!("input x"),
            self.x,
            Ink::Picked,
            [("x1", 0.1), ("x2", 0.1)],
        ))
    }
}

impl Demo for AdjointState {
    fn title(&self) -> Text {
        text!("λ is the gradient")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.log(("h", text!("width h of the differences")), self.h, 1e-12..=1.0, Beyond::Nothing);
        sign_knob(k, self.sign);
        k.slider(("eta", text!("step size η")), self.eta, 0.01..=0.5, 0.01);
        k.point([("x1", text!("input x₁")), ("x2", text!("input x₂"))], self.x, [HALF; 2]);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "h" => self.h, "sign" => self.sign, "eta" => self.eta, "x1" => self.x[0], "x2" => self.x[1])
    }

    fn reset(&mut self, rng: &mut Rng) {
        let last = WIDTHS.len() - 2;
        let layer = |(k, ends): (usize, &[usize])| Net::random(ends[0], ends[1], k < last, rng);
        self.layers = WIDTHS.windows(2).enumerate().map(layer).collect();
    }

    fn step(&mut self, _rng: &mut Rng) {
        let slopes = self.problem().slopes_of_weights();
        descend(&mut self.layers, &slopes, self.eta);
    }

    fn step_label(&self) -> Text {
        text!("Gradient step")
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.bars(), self.errors(), self.inputs()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let [exact, numeric] = self.gaps(self.h);
        vec![
            Readout::new("backprop", text!("largest |λ − back-propagation|"), exact),
            Readout::new("numeric", text!("largest |λ − difference|"), numeric),
            Readout::new("C", text!("cost C"), self.problem().cost()),
            Readout::new(
                "lambda",
                text!("first λ of the first layer"),
                self.problem().multipliers[0][0],
            ),
        ]
    }

    fn caption(&self) -> Text {
        let [exact, numeric] = self.gaps(self.h);
        let h = self.h;
        if self.sign == 0 {
            text!(
                "Nine states. The multipliers, as they are, differ from back-propagation by at most {exact}, from differences with h = {h} by at most {numeric}.",
                exact,
                h,
                numeric,
            )
        } else {
            text!(
                "Nine states. The multipliers, with their sign turned round, differ from back-propagation by at most {exact}, from differences with h = {h} by at most {numeric}.",
                exact,
                h,
                numeric,
            )
        }
    }

    fn move_handle(&mut self, _plot: usize, _handle: usize, at: [f64; 2]) {
        self.x = at.map(|v| v.clamp(-HALF, HALF));
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("h = 0.1"), "h:0.1"),
                Preset::new(text!("h = 10⁻⁵"), "h:1e-5"),
                Preset::new(text!("h = 10⁻¹¹"), "h:1e-11"),
                Preset::new(text!("the lecture’s sign"), "sign:plus"),
            ]
        }
    }
}

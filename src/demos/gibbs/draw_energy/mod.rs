//! Draw an energy, sketch the density you expect, then see it: Z, mean energy, entropy and free
//! energy as the temperature is swept.

mod pictures;

use crate::{
    demo::{
        Arrow, Axis, Beyond, Demo, Field, Handle, Ink, Knobs, Layer, Mark, Plot, Preset, Reach,
        Readout, Side, Text, Ticks, knob::NOTCH,
    },
    demos::gibbs::shapes::{NODES, SHAPES, WELLS},
    ebm::{
        math::{
            num::{exp, exp10, ln, log10},
            rng::Rng,
        },
        models::piecewise_linear::{PiecewiseLinear, Thermal},
    },
    fields, text,
};

/// Both drawings run from -3 to 3.
const END: f64 = 3.0;
const SPACING: f64 = 2.0 * END / (NODES - 1) as f64;

/// The highest energy and the highest density that can be drawn.
const HIGHEST: f64 = 5.0;
const DENSEST: f64 = 2.0;

/// The temperatures that are swept.
const COLDEST: f64 = 0.05;
const HOTTEST: f64 = 20.0;

/// The part of an even density that is mixed into a sketch, so that a place left blank costs much
/// and not everything.
const FLOOR: f64 = 0.01;

/// The figure's state.
#[derive(Clone)]
pub struct DrawEnergy {
    temperature: f64,
    revealed: bool,
    /// Where the pen is, for the keys.
    pen: f64,
    energies: Vec<f64>,
    /// The reader's density at the nodes, before it is normalised.
    guess: Vec<f64>,
}

impl Default for DrawEnergy {
    fn default() -> Self {
        Self {
            temperature: 1.0,
            revealed: false,
            pen: 0.0,
            energies: WELLS.to_vec(),
            guess: vec![0.0; NODES],
        }
    }
}

impl DrawEnergy {
    fn beta(&self) -> f64 {
        1.0 / self.temperature
    }

    fn drawn(&self) -> PiecewiseLinear {
        PiecewiseLinear { low: -END, high: END, energies: self.energies.clone() }
    }

    fn thermal(&self) -> Thermal {
        self.drawn().thermal(self.beta())
    }

    /// The reader's density, normalised; `None` before anything is drawn.
    fn sketched(&self) -> Option<PiecewiseLinear> {
        let mass: f64 = self.guess.windows(2).map(|p| f64::midpoint(p[0], p[1]) * SPACING).sum();
        (mass > 0.0).then(|| PiecewiseLinear {
            low: -END,
            high: END,
            energies: self.guess.iter().map(|p| p / mass).collect(),
        })
    }

    /// KL(p ‖ q) in nats, of the true density p from the sketch q with its floor.
    fn score(&self) -> Option<f64> {
        const FINE: usize = 6000;
        let (sketch, drawn) = (self.sketched()?, self.drawn());
        let log_z = self.thermal().log_z;
        let step = 2.0 * END / FINE as f64;
        let term = |k: usize| {
            let y = -END + step * (k as f64 + 0.5);
            let log_p = -self.beta() * drawn.energy(y) - log_z;
            let q = (1.0 - FLOOR) * sketch.energy(y) + FLOOR / (2.0 * END);
            exp(log_p) * (log_p - ln(q)) * step
        };
        Some((0..FINE).map(term).sum())
    }

    fn node(&self) -> usize {
        (((self.pen + END) / SPACING).round() as usize).min(NODES - 1)
    }

    /// p(y), on a grid that holds the nodes.
    fn density(&self) -> Vec<[f64; 2]> {
        let (drawn, log_z) = (self.drawn(), self.thermal().log_z);
        let point = |k: usize| {
            let y = -END + SPACING * k as f64 / 8.0;
            [y, exp(-self.beta() * drawn.energy(y) - log_z)]
        };
        (0..=8 * (NODES - 1)).map(point).collect()
    }
}

impl Demo for DrawEnergy {
    fn title(&self) -> Text {
        text!("Draw an energy")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.log(("T", text!("temperature T")), self.temperature, COLDEST..=HOTTEST, Beyond::Nothing);
        k.toggle(("reveal", text!("show the density")), self.revealed);
        k.slider(("pen", text!("Pen position (keyboard), y")), self.pen, -END..=END, SPACING);
        k.list(("E", text!("energies")), &self.energies, 0.0..=HIGHEST, 0.05, NODES..=NODES);
        k.list(("p", text!("your density")), &self.guess, 0.0..=DENSEST, 0.01, NODES..=NODES);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "T" => self.temperature, "reveal" => self.revealed, "pen" => self.pen, "E" => self.energies, "p" => self.guess)
    }

    fn reset(&mut self, _rng: &mut Rng) {}

    fn step(&mut self, _rng: &mut Rng) {
        let colder = self.temperature / NOTCH;
        self.temperature = colder.max(COLDEST);
    }

    fn step_label(&self) -> Text {
        text!("Lower T")
    }

    fn done(&self) -> bool {
        self.temperature <= COLDEST
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.energy_plot(), self.density_plot(), self.sweep_plot()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let thermal = self.thermal();
        let y = -END + SPACING * self.node() as f64;
        let mut all = vec![
            Readout::new("lnZ", text!("ln Z"), thermal.log_z),
            Readout::new("E", text!("mean energy ⟨E⟩"), thermal.mean_energy),
            Readout::with_unit("S", text!("entropy S"), thermal.entropy, text!("nats")),
            Readout::new(
                "TS",
                text!("temperature times entropy"),
                self.temperature * thermal.entropy,
            ),
            Readout::new("F", text!("free energy F = −T ln Z"), thermal.free_energy),
            Readout::new("Epen", text!("energy at the pen"), self.energies[self.node()]),
        ];
        if self.revealed {
            all.push(Readout::new(
                "ppen",
                text!("density at the pen"),
                self.drawn().density(self.beta(), y),
            ));
            if let Some(score) = self.score() {
                all.push(Readout::with_unit(
                    "KL",
                    text!("KL(p ‖ your sketch)"),
                    score,
                    text!("nats"),
                ));
            }
        }
        all
    }

    fn caption(&self) -> Text {
        let thermal = self.thermal();
        let numbers = text!(
            "At T = {temperature} the mean energy is {energy}, the entropy {entropy} nats and the free energy {free}.",
            temperature = self.temperature,
            energy = thermal.mean_energy,
            entropy = thermal.entropy,
            free = thermal.free_energy,
        );
        let sketch = match (self.revealed, self.score()) {
            (false, None) => text!("Sketch the density you expect, then show it."),
            (false, Some(_)) => text!("Your sketch is ready to be compared."),
            (true, None) => text!("There is no sketch to compare with."),
            (true, Some(score)) => {
                text!("Your sketch is {score} nats away from the density.", score)
            }
        };
        Text::sentences([numbers, sketch])
    }

    fn move_handle(&mut self, plot: usize, _handle: usize, at: [f64; 2]) {
        if plot == 2 {
            self.temperature = exp10(at[0].clamp(-3.0, 3.0));
            return;
        }
        self.pen = at[0].clamp(-END, END);
        let node = self.node();
        if plot == 0 {
            self.energies[node] = at[1];
        } else {
            self.guess[node] = at[1];
        }
    }

    fn presets(&self) -> &'static [Preset] {
        SHAPES
    }
}

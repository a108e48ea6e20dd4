//! Temperature: the soft free energy F_β from 0.1 to ∞, its map, a section, and p(z | y).

mod pictures;

use crate::{
    demo::{
        Axis, Beyond, Demo, Field, Handle, Ink, Knobs, Layer, Mark, Options, Plot, Preset, Readout,
        Side, Text, knob::next_place,
    },
    demos::shared::{
        ellipse_plane::{self, Chosen},
        grid::{REACH, nodes},
    },
    ebm::{
        inference::{
            free_energy::{FreeEnergy, Measure},
            gibbs::{entropy, mean_energy},
            latent_minimum::closest,
        },
        math::{
            num::{TAU, add_scaled, exp},
            rng::Rng,
        },
        models::ellipse::Decoder,
        simd::soft_field::BLOCK,
    },
    fields, text,
};

const MEASURES: Options = &[
    ("mean", text!("mean over z")),
    ("sum", text!("sum over 48 latents")),
    ("integral", text!("integral over z")),
];

const AVERAGES: Options = &[("all", text!("all z")), ("48", text!("the 48 latents"))];

/// The range of colours and of the section.
const TOP: f64 = 5.0;

/// The finite ends of the control.
const HOTTEST: f64 = 0.1;
const COLDEST: f64 = 1000.0;

/// The figure's state.
#[derive(Clone)]
pub struct Temperature {
    beta: f64,
    y: [f64; 2],
    chosen: Chosen,
    measure: usize,
    average: usize,
}

impl Default for Temperature {
    fn default() -> Self {
        Self { beta: 1.0, y: [0.0, 0.5], chosen: Chosen::TRAINED, measure: 0, average: 0 }
    }
}

impl Temperature {
    fn decoder(&self) -> Decoder {
        self.chosen.decoder()
    }

    fn free(&self) -> FreeEnergy {
        if self.average == 0 {
            FreeEnergy::over_all_latents(self.decoder(), self.beta)
        } else {
            FreeEnergy::over_48_latents(self.decoder(), self.beta)
        }
    }

    /// What the choice of sum, mean or integral adds.
    fn offset(&self) -> f64 {
        [Measure::Mean, Measure::Sum, Measure::Integral][self.measure].offset(self.beta)
    }

    /// ⟨E⟩ over all z alike: |y|² + (w₁² + w₂²)/2.
    fn mean(&self, y: [f64; 2]) -> f64 {
        let [a, b] = self.decoder().w;
        y[0] * y[0] + y[1] * y[1] + 0.5 * (a * a + b * b)
    }
}

impl Demo for Temperature {
    fn title(&self) -> Text {
        text!("Temperature")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        let name = ("beta", text!("inverse temperature β"));
        k.log(name, self.beta, HOTTEST..=COLDEST, Beyond::Infinity);
        ellipse_plane::observation_knob(k, self.y);
        k.choice(("norm", text!("average over z by")), self.measure, MEASURES);
        k.choice(("latents", text!("latents")), self.average, AVERAGES);
        self.chosen.knobs(k);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(
            key;
            "beta" => self.beta,
            "y1" => self.y[0],
            "y2" => self.y[1],
            "norm" => self.measure,
            "latents" => self.average;
            self.chosen.field(key)
        )
    }

    fn reset(&mut self, _rng: &mut Rng) {}

    fn step(&mut self, _rng: &mut Rng) {
        self.beta = next_place(self.beta, HOTTEST, COLDEST);
    }

    fn step_label(&self) -> Text {
        text!("Lower T")
    }

    fn done(&self) -> bool {
        self.beta == f64::INFINITY
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.map(), self.section(), self.posterior()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let free = self.free();
        let (energies, shares) = (free.energies(self.y), free.posterior(self.y));
        let (value, hard) = (free.value(self.y), closest(&self.decoder(), self.y).energy);
        // At β = ∞, over all z, one point of the circle has all the weight.
        let (inside, share) = if self.beta == f64::INFINITY && self.average == 0 {
            (hard, 0.0)
        } else {
            let spread = exp(entropy(&shares)) / shares.len() as f64;
            (mean_energy(&shares, &energies), spread)
        };
        let mut all = vec![
            Readout::new("F", text!("F at this β"), value + self.offset()),
            Readout::new("Finf", text!("F∞"), hard),
            Readout::new("gap", text!("F with the mean, less F∞"), value - hard),
            Readout::new("mean", text!("mean energy over all z"), self.mean(self.y)),
            Readout::new("offset", text!("offset of this normalisation"), self.offset()),
            Readout::new("E", text!("mean energy under p(z | y)"), inside),
            Readout::new("share", text!("effective share of z"), 100.0 * share).percent(),
        ];
        if let Some(slope) = free.dy(self.y) {
            all.extend([
                Readout::new("d1", text!("∂F/∂y₁"), level(slope[0])),
                Readout::new("d2", text!("∂F/∂y₂"), level(slope[1])),
            ]);
        }
        all
    }

    fn caption(&self) -> Text {
        let free = self.free().value(self.y) + self.offset();
        let hard = closest(&self.decoder(), self.y);
        let place = ellipse_plane::point_text(self.y);
        if self.beta == f64::INFINITY {
            let (energy, tie) = (hard.energy, hard.tie.is_some());
            let free = text!(
                "At β = ∞ only the best latent counts: F at y = {place} is F∞ = {energy}.",
                place,
                energy,
            );
            let tie = if tie { text!("Two latents tie there.") } else { Text::default() };
            return Text::sentences([free, tie]);
        }
        text!(
            "At β = {beta} the free energy at y = {place} is {free}; F∞ is {hard}, and the mean energy over all z is {mean}.",
            beta = self.beta,
            place,
            free,
            hard = hard.energy,
            mean = self.mean(self.y),
        )
    }

    fn move_handle(&mut self, plot: usize, _handle: usize, at: [f64; 2]) {
        if plot == 0 {
            self.y = at;
        } else {
            self.y[1] = at[0];
        }
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("hot, β = 0.1"), "beta:0.1"),
                Preset::new(text!("β = 20"), "beta:20"),
                Preset::new(text!("frozen, β = ∞"), "beta:inf"),
                Preset::new(text!("a circle"), "decoder:own;w1:1.5;w2:1.5"),
                Preset::new(text!("on the ridge"), "y1:0;y2:0"),
            ]
        }
    }
}

/// A slope that is nothing but rounding is 0.
fn level(slope: f64) -> f64 {
    if slope.abs() < 1e-13 { 0.0 } else { slope }
}

//! The step size has a price: what unadjusted Langevin chains sample at a step size, exactly and by
//! chains; what the Metropolis test pays to be rid of the bias.

mod pictures;

use std::{cell::OnceCell, rc::Rc};

use crate::{
    demo::{
        Beyond, Demo, Field, Knobs, Options, Plot, Preset, Readout, Text, decimal::three_digits,
        knob::NOTCH,
    },
    demos::shared::grid::remembered,
    ebm::{
        math::{num::exp10, rng::Rng},
        sampling::langevin_density::{
            Kernel, LOST, Profile, REACH, Walk, acceptance, held, normal, variance,
        },
    },
    fields, text,
};

const ENERGIES: Options = &[
    ("normal", text!("standard normal, x²/2")),
    ("wells", text!("two wells")),
    ("tent", text!("tent, |x|")),
];

const NOISES: Options = &[
    ("right", text!("variance 2η: T = 1")),
    ("printed", text!("variance η, as on one slide: T = ½")),
];

/// How many chains there are, and how many steps a sweep takes at each step size.
const CHAINS: usize = 4000;
const STAY: usize = 40;

/// The ends of the step size.
const SMALLEST: f64 = 0.01;
const LARGEST: f64 = 2.5;

/// The figure's state.
#[derive(Clone)]
pub struct LangevinBias {
    walk: Walk,
    profile: usize,
    noise: usize,
    sweep: bool,
    chains: Vec<f64>,
    /// The law of the chains, and its kernel.
    law: Vec<f64>,
    kernel: OnceCell<Rc<Kernel>>,
    /// Steps at this step size, and proposals accepted.
    steps: usize,
    accepted: f64,
    /// η, and the variance and the acceptance that were measured there.
    measured: Vec<[f64; 3]>,
}

const START: Walk = Walk { profile: Profile::Parabola, eta: 0.1, temperature: 1.0, tested: false };

impl Default for LangevinBias {
    fn default() -> Self {
        Self {
            walk: START,
            profile: 0,
            noise: 0,
            sweep: false,
            chains: Vec::new(),
            law: normal(0.0, 1.0),
            kernel: OnceCell::new(),
            steps: 0,
            accepted: 0.0,
            measured: Vec::new(),
        }
    }
}

impl LangevinBias {
    /// From which step size on chains overshoot for ever; infinite for the tent.
    fn limit(&self) -> f64 {
        2.0 / self.walk.profile.stiffness()
    }

    fn flown(&self) -> bool {
        self.chains.iter().any(|x| x.abs() >= LOST)
    }

    fn remember(&mut self) {
        let accepted = if self.steps == 0 { 1.0 } else { self.rate() };
        let now = [self.walk.eta, variance(&self.chains), accepted];
        match self.measured.last_mut().filter(|last| last[0] == now[0]) {
            Some(last) => *last = now,
            None => self.measured.push(now),
        }
    }

    /// The share of proposals accepted at this step size.
    fn rate(&self) -> f64 {
        self.accepted / (self.steps * self.chains.len()).max(1) as f64
    }

    /// MALA's exact acceptance at some step sizes, along a logarithmic axis.
    fn acceptances(&self) -> Vec<[f64; 2]> {
        let places = || (0..=12).map(|i| -2.0 + f64::from(i) * 0.2);
        let at = |place| acceptance(&Walk { eta: exp10(place), ..self.walk });
        let key = [self.profile as f64, self.walk.temperature];
        let found = remembered("acceptance", &key, || places().map(at).collect());
        places().zip(found).map(|(place, share)| [place, share]).collect()
    }

    /// The variance of the target at T = 1.
    fn target_variance(&self) -> f64 {
        held(&self.walk.profile.density(1.0))[1]
    }
}

impl Demo for LangevinBias {
    fn title(&self) -> Text {
        text!("The bias of Langevin’s step size")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.log(("eta", text!("step size η")), self.walk.eta, SMALLEST..=LARGEST, Beyond::Nothing);
        k.toggle(("test", text!("Metropolis test (MALA)")), self.walk.tested);
        k.choice(("energy", text!("energy")), self.profile, ENERGIES);
        k.choice(("noise", text!("noise per step")), self.noise, NOISES);
        k.toggle(("sweep", text!("raise η as it plays")), self.sweep);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "eta" => self.walk.eta, "test" => self.walk.tested, "energy" => self.profile, "noise" => self.noise, "sweep" => self.sweep)
    }

    fn changed(&mut self, key: &str) {
        match key {
            "energy" => {
                self.walk.profile =
                    [Profile::Parabola, Profile::TwoWells, Profile::Tent][self.profile];
            }
            "noise" => self.walk.temperature = if self.noise == 0 { 1.0 } else { 0.5 },
            "sweep" => return,
            _ => {}
        }
        self.kernel.take();
        (self.steps, self.accepted) = (0, 0.0);
        // The variances that were measured at other step sizes still belong to this walk.
        if key != "eta" {
            self.measured.clear();
        }
    }

    fn reset(&mut self, rng: &mut Rng) {
        self.chains = (0..CHAINS).map(|_| rng.normal()).collect();
        self.law = normal(0.0, 1.0);
        (self.steps, self.accepted) = (0, 0.0);
        self.measured.clear();
        self.remember();
    }

    fn step(&mut self, rng: &mut Rng) {
        if self.done() {
            return;
        }
        if self.sweep && self.steps >= STAY {
            let next = three_digits(self.walk.eta * NOTCH * NOTCH);
            self.walk.eta = next.min(LARGEST);
            self.kernel.take();
            (self.steps, self.accepted) = (0, 0.0);
        }
        for x in &mut self.chains {
            let (next, accepted) = self.walk.step(*x, rng);
            *x = next;
            self.accepted += f64::from(u8::from(accepted));
        }
        let kernel = self.kernel.get_or_init(|| Rc::new(Kernel::new(&self.walk)));
        self.law = kernel.step(&self.law);
        self.steps += 1;
        self.remember();
    }

    fn step_label(&self) -> Text {
        text!("Step")
    }

    fn done(&self) -> bool {
        self.flown() || self.sweep && self.walk.eta >= LARGEST && self.steps >= STAY
    }

    fn heavy(&self) -> bool {
        true
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.densities(), self.variances(), self.acceptance_plot()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let found = variance(&self.chains);
        let [mass, law] = held(&self.law);
        let mut all = vec![
            Readout::new("eta", text!("step size η"), self.walk.eta),
            Readout::new("V", text!("variance of the chains"), found),
            Readout::new(
                "error",
                text!("its statistical error"),
                found * (2.0 / self.chains.len() as f64).sqrt(),
            ),
            Readout::new("target", text!("variance of the target"), self.target_variance()),
        ];
        if mass > 0.999 {
            all.push(Readout::new("law", text!("variance of their exact law"), law));
        }
        let unadjusted = Walk { tested: false, ..self.walk };
        if let Some(closed) = unadjusted.parabola_variance()
            && self.walk.profile == Profile::Parabola
        {
            all.push(Readout::new("closed", text!("T/(1 − η/2), unadjusted and at rest"), closed));
        }
        if self.walk.tested && self.steps > 0 {
            let exact = acceptance(&self.walk);
            all.extend([
                Readout::new("accepted", text!("proposals accepted"), 100.0 * self.rate())
                    .percent(),
                Readout::new("rate", text!("exactly, at rest"), 100.0 * exact).percent(),
            ]);
        }
        all
    }

    fn caption(&self) -> Text {
        let eta = self.walk.eta;
        if self.flown() {
            return text!(
                "With η = {eta} each step overshoots by more than it corrects: η is above 2/E″ = {limit}. The chains have flown off. Choose a smaller step size and reset.",
                eta,
                limit = self.limit(),
            );
        }
        let (chains, steps) = (CHAINS, self.steps);
        let run = if self.walk.tested {
            text!(
                "{chains} chains with the Metropolis test have taken {steps} steps at η = {eta}.",
                chains,
                steps,
                eta,
            )
        } else {
            text!(
                "{chains} unadjusted chains have taken {steps} steps at η = {eta}.",
                chains,
                steps,
                eta
            )
        };
        let [mass, law] = held(&self.law);
        let (found, target) = (variance(&self.chains), self.target_variance());
        let variances = if mass > 0.999 {
            text!(
                "Their variance is {found}, that of their exact law {law}, that of the target {target}.",
                found,
                law,
                target,
            )
        } else {
            text!(
                "Their variance is {found}; their law has spread beyond ±{reach}; the variance of the target is {target}.",
                found,
                reach = REACH,
                target,
            )
        };
        Text::sentences([run, variances])
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(
                    text!("raise η"),
                    "energy:normal;test:off;noise:right;sweep:on;eta:0.1",
                ),
                Preset::new(text!("two wells, η = 0.3"), "energy:wells;test:off;sweep:off;eta:0.3"),
                Preset::new(
                    text!("two wells + Metropolis, η = 0.3"),
                    "energy:wells;test:on;sweep:off;eta:0.3",
                ),
                Preset::new(
                    text!("step size too large"),
                    "energy:normal;test:off;sweep:off;eta:2.3",
                ),
                Preset::new(
                    text!("slide’s noise (wrong)"),
                    "energy:normal;test:off;noise:printed;sweep:off;eta:0.1",
                ),
            ]
        }
    }
}

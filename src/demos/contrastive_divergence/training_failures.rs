//! Break it, then mend it: recipes that fail in known ways, each with a goal that is checked.

use crate::{
    demo::{Demo, Field, Ink, Knobs, Options, Plot, Preset, Readout, Text},
    demos::contrastive_divergence::training::{Exact, Session, Settings, divergences},
    ebm::math::rng::Rng,
    fields, text,
};

/// KL(data ‖ model) must come below this, in nats.
const KL: f64 = 0.1;

const GOALS: Options = &[
    ("explode", text!("KL below 0.1 with every |E| below 20")),
    ("spurious", text!("KL below 0.1 with less than 1 % of the probability far from the data")),
    ("noise", text!("KL below 0.1, chains in reach of the model")),
    ("flip", text!("KL below 0.1, forces the right way round")),
    ("step", text!("KL below 0.1, steps that do not jump")),
];

/// What went wrong, and why it now goes right.
const LESSONS: [Text; 5] = [
    text!(
        "The likelihood feels only differences of energies, so nothing keeps the numbers small; a penalty on E² does, and a lower learning rate lets the chains keep up."
    ),
    text!(
        "Chains that start at the data and stay near never visit the far valley, so nothing pulls it up. Chains that persist, some of them renewed anywhere, find it."
    ),
    text!(
        "Chains from noise with few steps never arrive where the model has its probability, so the wrong places are pulled up. Persistent chains, or many more steps, do arrive."
    ),
    text!(
        "With the sign flipped the data are pulled up and the model’s own samples pushed down: the energy learns to avoid the data. Data down, the model’s samples up."
    ),
    text!(
        "Steps that are long for the valleys jump across them: the chains sample a wider density than the model’s. Small steps follow the energy."
    ),
];

/// The figure's state.
#[derive(Clone)]
pub struct TrainingFailures {
    goal: usize,
    settings: Settings,
    session: Session,
}

impl Default for TrainingFailures {
    fn default() -> Self {
        let settings = Settings { rate: 0.1, alpha: 0.0, units: 1, ..Settings::default() };
        Self { goal: 0, session: Session::new(&settings, 0), settings }
    }
}

impl TrainingFailures {
    fn reached(&self) -> bool {
        let Exact { kl, far, range: [low, high], .. } = self.session.exact();
        let also = match self.goal {
            0 => low.abs().max(high.abs()) < 20.0,
            1 => far < 0.01,
            _ => true,
        };
        kl < KL && also
    }
}

impl Demo for TrainingFailures {
    fn title(&self) -> Text {
        text!("Failures of training, and their remedies")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.choice(("goal", text!("goal")), self.goal, GOALS);
        self.settings.chain_knobs(k);
        self.settings.learning_knobs(k);
        self.settings.data_knobs(k);
        self.settings.own_knobs(k);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "goal" => self.goal; self.settings.field(key))
    }

    fn changed(&mut self, key: &str) {
        if key != "goal" {
            self.session.follow(&self.settings);
        }
    }

    fn reset(&mut self, rng: &mut Rng) {
        self.session = self.session.anew(&self.settings, rng.seed());
    }

    fn step(&mut self, rng: &mut Rng) {
        self.session.step(&self.settings, rng);
    }

    fn step_slice(&mut self, rng: &mut Rng) -> bool {
        self.session.step_slice(&self.settings, rng)
    }

    fn precompute(&mut self, words: bool) -> bool {
        !words || self.session.precompute()
    }

    fn pace(&self) -> f64 {
        60.0
    }

    fn step_label(&self) -> Text {
        text!("Train 1 step")
    }

    fn done(&self) -> bool {
        self.session.done()
    }

    fn heavy(&self) -> bool {
        true
    }

    fn plots(&self) -> Vec<Plot> {
        vec![
            self.session.landscape(text!("The energy; data, and model samples (negatives)")),
            self.session.density(text!("The model’s exact density; level lines of the data’s")),
            divergences(&[(&self.session.history, Ink::Best)], KL),
        ]
    }

    fn readouts(&self) -> Vec<Readout> {
        let reached = f64::from(u8::from(self.reached()));
        let mut all = vec![Readout::new("goal", text!("goals reached, of 1"), reached)];
        all.extend(self.session.readouts());
        all.extend(self.settings.temperature_readouts());
        all
    }

    fn guarded_readouts(&self) -> Vec<Readout> {
        self.session.guarded_readouts()
    }

    fn caption(&self) -> Text {
        let Exact { kl, far, range: [low, high], .. } = self.session.exact();
        let goal = text!("Goal: {goal}.", goal = &GOALS[self.goal].1);
        let divergence = text!(
            "After {updates} updates KL is {kl}, energies run from {low} to {high}, and {far} % of the probability lies far from the data.",
            updates = self.session.trainer.updates,
            kl,
            low,
            high,
            far = 100.0 * far,
        );
        let (verdict, lesson) = if self.reached() {
            (text!("The goal is reached."), LESSONS[self.goal].clone())
        } else {
            let remedy = text!("Change the recipe, reset, and play.");
            (text!("The goal is not reached."), remedy)
        };
        Text::sentences([goal, divergence, verdict, lesson])
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(
                    text!("energies explode"),
                    "goal:explode;data:eight;start:persistent;k:20;eta:0.01;T:1;fresh:0.05;rate:0.1;alpha:0;flip:off",
                ),
                Preset::new(
                    text!("a valley far from the data"),
                    "goal:spurious;data:corner;start:data;k:1;eta:0.001;T:1;fresh:0.05;rate:0.006;alpha:0.01;flip:off",
                ),
                Preset::new(
                    text!("no buffer"),
                    "goal:noise;data:eight;start:noise;k:5;eta:0.01;T:1;fresh:0.05;rate:0.006;alpha:0.01;flip:off",
                ),
                Preset::new(
                    text!("flipped sign"),
                    "goal:flip;data:eight;start:persistent;k:20;eta:0.01;T:1;fresh:0.05;rate:0.006;alpha:0.01;flip:on",
                ),
                Preset::new(
                    text!("step size too large"),
                    "goal:step;data:eight;start:persistent;k:20;eta:0.3;T:1;fresh:0.05;rate:0.006;alpha:0.01;flip:off",
                ),
            ]
        }
    }
}

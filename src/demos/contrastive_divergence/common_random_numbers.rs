//! Same noise, one difference: two trainings in lock-step that differ in one setting alone.

use crate::{
    demo::{Demo, Field, Ink, Knobs, Options, Plot, Preset, Readout, Text},
    demos::contrastive_divergence::training::{Session, Settings, divergences},
    ebm::math::rng::Rng,
    fields, text,
};

const DIFFERENCES: Options = &[
    ("start", text!("A: CD-1, B: persistent chains")),
    ("T", text!("A: T = 1, B: T = 0.1")),
    ("k", text!("A: k = 1, B: k = 20, both persistent")),
    ("fresh", text!("A: no chain renewed, B: 5 % of them")),
    ("alpha", text!("A: no penalty, B: α = 0.05")),
    ("none", text!("nothing: both are equal")),
];

/// The figure's state.
#[derive(Clone)]
pub struct CommonRandomNumbers {
    difference: usize,
    settings: Settings,
    sessions: [Session; 2],
}

impl Default for CommonRandomNumbers {
    fn default() -> Self {
        let settings = Settings { units: 1, ..Settings::default() };
        let session = Session::new(&settings, 0);
        Self { difference: 0, settings, sessions: [session.clone(), session] }
    }
}

impl CommonRandomNumbers {
    /// The settings of A and of B.
    fn both(&self) -> [Settings; 2] {
        let [mut left, mut right] = [self.settings.clone(), self.settings.clone()];
        match self.difference {
            0 => (left.start, left.k, right.k) = (0, 1.0, 1.0),
            1 => (left.temperature, right.temperature) = (1.0, 0.1),
            2 => (left.k, right.k) = (1.0, 20.0),
            3 => (left.fresh, right.fresh) = (0.0, 0.05),
            4 => (left.alpha, right.alpha) = (0.0, 0.05),
            _ => {}
        }
        [left, right]
    }
}

impl Demo for CommonRandomNumbers {
    fn title(&self) -> Text {
        text!("Common random numbers: same noise, one difference")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.choice(("differ", text!("what differs")), self.difference, DIFFERENCES);
        self.settings.data_knobs(k);
        k.slider(("updates", text!("updates per step")), self.settings.updates, 1.0..=8.0, 1.0);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(
            key;
            "differ" => self.difference,
            "data" => self.settings.data,
            "updates" => self.settings.updates,
        )
    }

    fn changed(&mut self, key: &str) {
        if key != "differ" {
            self.sessions.iter_mut().for_each(|session| session.follow(&self.settings));
        }
    }

    fn reset(&mut self, rng: &mut Rng) {
        let session = self.sessions[0].anew(&self.settings, rng.seed());
        self.sessions = [session.clone(), session];
    }

    fn step(&mut self, rng: &mut Rng) {
        while !self.step_slice(rng) {}
    }

    fn step_slice(&mut self, rng: &mut Rng) -> bool {
        if self.sessions.iter().all(Session::idle) {
            if self.done() {
                return true;
            }
            let seeds = self.settings.seeds(rng);
            self.sessions.iter_mut().for_each(|session| session.schedule(seeds.clone()));
        }
        let recipes = self.both().map(|settings| settings.recipe());
        let [left, right] = &mut self.sessions;
        if left.idle() {
            right.train_slice(&recipes[1])
        } else {
            left.train_slice(&recipes[0]);
            false
        }
    }

    fn precompute(&mut self, words: bool) -> bool {
        !words || self.sessions.iter_mut().all(Session::precompute)
    }

    fn pace(&self) -> f64 {
        60.0
    }

    fn step_label(&self) -> Text {
        text!("Step")
    }

    fn done(&self) -> bool {
        self.sessions[0].done()
    }

    fn heavy(&self) -> bool {
        true
    }

    fn plots(&self) -> Vec<Plot> {
        let [left, right] = &self.sessions;
        vec![
            left.landscape(text!("A: energy, data, model samples")),
            right.landscape(text!("B: energy, data, model samples")),
            left.density(text!("A: exact density")),
            right.density(text!("B: exact density")),
            divergences(&[(&left.history, Ink::Rejected), (&right.history, Ink::Best)], 0.15),
        ]
    }

    fn readouts(&self) -> Vec<Readout> {
        let [left, right] = &self.sessions;
        vec![
            Readout::new("updates", text!("updates"), left.trainer.updates as f64),
            Readout::new("left", text!("A: KL(data ‖ model), nats"), left.exact().kl),
            Readout::new("right", text!("B: KL(data ‖ model), nats"), right.exact().kl),
            Readout::new("lefthigh", text!("A: highest energy"), left.exact().range[1]),
            Readout::new("righthigh", text!("B: highest energy"), right.exact().range[1]),
            Readout::new("leftlow", text!("A: lowest energy"), left.exact().range[0]),
            Readout::new("rightlow", text!("B: lowest energy"), right.exact().range[0]),
        ]
    }

    fn guarded_readouts(&self) -> Vec<Readout> {
        self.sessions.iter().flat_map(Session::guarded_readouts).collect()
    }

    fn caption(&self) -> Text {
        let [left, right] = &self.sessions;
        let difference = text!(
            "The first weights, data and noise are the same; the difference: {difference}.",
            difference = &DIFFERENCES[self.difference].1,
        );
        let divergence = text!(
            "After {updates} updates KL(data ‖ model) is {left} nats for A, {right} for B.",
            updates = left.trainer.updates,
            left = left.exact().kl,
            right = right.exact().kl,
        );
        Text::sentences([difference, divergence])
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("CD-1 | persistent"), "differ:start"),
                Preset::new(text!("T = 1 | T = 0.1"), "differ:T"),
                Preset::new(text!("CD-1 | persistent, a cluster"), "differ:start;data:corner"),
                Preset::new(text!("two moons"), "data:moons"),
            ]
        }
    }
}

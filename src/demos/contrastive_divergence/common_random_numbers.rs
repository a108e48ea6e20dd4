//! Same noise, one difference: two trainings in lock-step that differ in one setting alone.

use crate::{
    demo::{Demo, Ink, Knobs, Plot, Preset, Readout, short},
    demos::contrastive_divergence::training::{Session, Settings, divergences},
    ebm::math::rng::Rng,
};

const DIFFERENCES: &[(&str, &str)] = &[
    ("start", "left CD-1, right persistent chains"),
    ("T", "left T = 1, right T = 0.1"),
    ("k", "left k = 1, right k = 20, both persistent"),
    ("fresh", "left no chain renewed, right 5 % of them"),
    ("alpha", "left no penalty, right α = 0.05"),
    ("none", "nothing: the twins are equal"),
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
    /// The settings of the left and of the right twin.
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
    fn title(&self) -> &'static str {
        "Same noise, one difference"
    }

    fn knobs(&mut self, k: &mut dyn Knobs) {
        let before = self.settings.clone();
        k.choice(("differ", "what differs"), &mut self.difference, DIFFERENCES);
        self.settings.data_knobs(k);
        k.slider(("updates", "updates a step"), &mut self.settings.updates, 1.0..=8.0, 1.0, "");
        if before != self.settings {
            self.sessions.iter_mut().for_each(|session| session.follow(&self.settings));
        }
    }

    fn reset(&mut self, rng: &mut Rng) {
        let session = self.sessions[0].anew(&self.settings, rng.seed());
        self.sessions = [session.clone(), session];
    }

    fn step(&mut self, rng: &mut Rng) {
        while !self.part(rng) {}
    }

    fn part(&mut self, rng: &mut Rng) -> bool {
        if self.sessions.iter().all(Session::rests) {
            if self.done() {
                return true;
            }
            let seeds = self.settings.seeds(rng);
            self.sessions.iter_mut().for_each(|session| session.set_out(seeds.clone()));
        }
        let recipes = self.both().map(|settings| settings.recipe());
        let [left, right] = &mut self.sessions;
        if left.rests() {
            right.train_in_part(&recipes[1])
        } else {
            left.train_in_part(&recipes[0]);
            false
        }
    }

    fn prepare(&mut self, words: bool) -> bool {
        !words || self.sessions.iter_mut().all(Session::prepare)
    }

    fn pace(&self) -> f64 {
        60.0
    }

    fn step_label(&self) -> &'static str {
        "Both learn"
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
            left.landscape("Left: energy, data, negatives"),
            right.landscape("Right: energy, data, negatives"),
            left.density("Left: exact density"),
            right.density("Right: exact density"),
            divergences(&[(&left.history, Ink::Rejected), (&right.history, Ink::Best)], 0.15),
        ]
    }

    fn readouts(&self) -> Vec<Readout> {
        let [left, right] = &self.sessions;
        vec![
            Readout::new("updates", "updates", left.trainer.updates as f64),
            Readout::new("left", "left: KL(data ‖ model), nats", left.exact().kl),
            Readout::new("right", "right: KL(data ‖ model), nats", right.exact().kl),
            Readout::new("lefthigh", "left: highest energy", left.exact().range[1]),
            Readout::new("righthigh", "right: highest energy", right.exact().range[1]),
            Readout::new("leftlow", "left: lowest energy", left.exact().range[0]),
            Readout::new("rightlow", "right: lowest energy", right.exact().range[0]),
        ]
    }

    fn vitals(&self) -> Vec<Readout> {
        self.sessions.iter().flat_map(Session::vitals).collect()
    }

    fn caption(&self) -> String {
        let [left, right] = &self.sessions;
        format!(
            "The same first weights, data and noise; {}. After {} updates KL(data ‖ model) is {} nats on the left, {} on the right.",
            DIFFERENCES[self.difference].1,
            left.trainer.updates,
            short(left.exact().kl),
            short(right.exact().kl),
        )
    }

    fn presets(&self) -> &'static [Preset] {
        &[
            Preset { name: "CD-1 | persistent", settings: "differ:start" },
            Preset { name: "T = 1 | T = 0.1", settings: "differ:T" },
            Preset { name: "CD-1 | persistent, a cluster", settings: "differ:start;data:corner" },
            Preset { name: "two moons", settings: "data:moons" },
        ]
    }
}

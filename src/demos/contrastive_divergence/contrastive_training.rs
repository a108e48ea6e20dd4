//! Wake and dream: a neural energy of the plane is trained live, with the exact truth beside it.

use crate::{
    demo::{Demo, Ink, Knobs, Plot, Preset, Readout, short},
    demos::contrastive_divergence::training::{LAST, Session, Settings, divergences, pen},
    ebm::math::rng::Rng,
};

/// The figure's state.
#[derive(Clone)]
pub struct ContrastiveTraining {
    settings: Settings,
    session: Session,
}

impl Default for ContrastiveTraining {
    fn default() -> Self {
        let settings = Settings { updates: 2.0, ..Settings::default() };
        Self { session: Session::new(&settings, 0), settings }
    }
}

impl Demo for ContrastiveTraining {
    fn title(&self) -> &'static str {
        "Wake and dream"
    }

    fn knobs(&mut self, k: &mut dyn Knobs) {
        let before = self.settings.clone();
        self.settings.data_knobs(k);
        self.settings.chain_knobs(k);
        self.settings.learning_knobs(k);
        self.settings.own_knobs(k);
        if before != self.settings {
            self.session.follow(&self.settings);
        }
    }

    fn reset(&mut self, rng: &mut Rng) {
        self.session = self.session.anew(&self.settings, rng.seed());
    }

    fn step(&mut self, rng: &mut Rng) {
        self.session.step(&self.settings, rng);
    }

    fn part(&mut self, rng: &mut Rng) -> bool {
        self.session.part(&self.settings, rng)
    }

    fn prepare(&mut self, words: bool) -> bool {
        !words || self.session.prepare()
    }

    fn pace(&self) -> f64 {
        60.0
    }

    fn step_label(&self) -> &'static str {
        "Wake, dream, learn"
    }

    fn done(&self) -> bool {
        self.session.done()
    }

    fn heavy(&self) -> bool {
        true
    }

    fn plots(&self) -> Vec<Plot> {
        vec![
            self.session.landscape("The energy; data and negatives").handle(pen(&self.settings)),
            self.session.density("The model’s exact density; level lines of the data’s"),
            divergences(&[(&self.session.history, Ink::Best)], 0.15),
        ]
    }

    fn readouts(&self) -> Vec<Readout> {
        let mut all = self.session.readouts();
        all.extend(self.settings.temperature_readouts());
        all
    }

    fn vitals(&self) -> Vec<Readout> {
        self.session.vitals()
    }

    fn caption(&self) -> String {
        let exact = self.session.exact();
        let over = if self.done() {
            format!(" Training ends after {LAST} updates; reset it to start again.")
        } else {
            String::new()
        };
        format!(
            "After {} updates on {}: KL(data ‖ model) is {} nats; energies run from {} to {}. The chains: {}.{over}",
            self.session.trainer.updates,
            self.settings.data_text(),
            short(exact.kl),
            short(exact.range[0]),
            short(exact.range[1]),
            self.settings.badge(),
        )
    }

    fn poke(&mut self, _plot: usize, _handle: usize, at: [f64; 2]) {
        self.settings.poke(at);
    }

    fn presets(&self) -> &'static [Preset] {
        &[
            Preset { name: "persistent chains", settings: "start:persistent;k:20;eta:0.01;T:1" },
            Preset { name: "CD-1", settings: "start:data;k:1;eta:0.01;T:1" },
            Preset { name: "chains from noise", settings: "start:noise;k:20;eta:0.01;T:1" },
            Preset { name: "torchebm: CD-10, T = 1", settings: "start:data;k:10;eta:0.1;T:1" },
            Preset {
                name: "JEM: T = 0.00005",
                settings: "start:persistent;k:20;eta:1;T:5e-5;fresh:0.05",
            },
            Preset {
                name: "deep image models: T = 0.00000125",
                settings: "start:persistent;k:60;eta:10;T:1.25e-6;fresh:0.05",
            },
            Preset { name: "an empty square", settings: "points:;data:own" },
        ]
    }
}

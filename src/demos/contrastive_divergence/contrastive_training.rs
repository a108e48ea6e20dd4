//! Wake and dream: a neural energy of the plane is trained live, with the exact truth beside it.

use crate::{
    demo::{Demo, Field, Ink, Knobs, Plot, Preset, Readout, Text},
    demos::contrastive_divergence::training::{LAST, Session, Settings, divergences, pen},
    ebm::math::rng::Rng,
    fields, text,
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
    fn title(&self) -> Text {
        text!("Wake and dream")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        let before = self.settings.clone();
        self.settings.data_knobs(k);
        self.settings.chain_knobs(k);
        self.settings.learning_knobs(k);
        self.settings.own_knobs(k);
        if before != self.settings {
            self.session.follow(&self.settings);
        }
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; )
    }

    fn reset(&mut self, rng: &mut Rng) {
        self.session = self.session.anew(&self.settings, rng.seed());
    }

    fn step(&mut self, rng: &mut Rng) {
        self.session.step(&self.settings, rng);
    }

    fn step_slice(&mut self, rng: &mut Rng) -> bool {
        self.session.part(&self.settings, rng)
    }

    fn precompute(&mut self, words: bool) -> bool {
        !words || self.session.prepare()
    }

    fn pace(&self) -> f64 {
        60.0
    }

    fn step_label(&self) -> Text {
        text!("Wake, dream, learn")
    }

    fn done(&self) -> bool {
        self.session.done()
    }

    fn heavy(&self) -> bool {
        true
    }

    fn plots(&self) -> Vec<Plot> {
        vec![
            self.session
                .landscape(text!("The energy; data and negatives"))
                .handle(pen(&self.settings)),
            self.session.density("The model’s exact density; level lines of the data’s"),
            divergences(&[(&self.session.history, Ink::Best)], 0.15),
        ]
    }

    fn readouts(&self) -> Vec<Readout> {
        let mut all = self.session.readouts();
        all.extend(self.settings.temperature_readouts());
        all
    }

    fn guarded_readouts(&self) -> Vec<Readout> {
        self.session.guarded_readouts()
    }

    fn caption(&self) -> Text {
        let exact = self.session.exact();
        let over = if self.done() {
            text!(" Training ends after {LAST} updates; reset it to start again.", LAST)
        } else {
            Text::default()
        };
        text!(
            "After {updates} updates on {data_text}: KL(data ‖ model) is {kl} nats; energies run from {range} to {range2}. The chains: {badge}.{over}",
            updates = self.session.trainer.updates,
            data_text = self.settings.data_text(),
            kl = exact.kl,
            range = exact.range[0],
            range2 = exact.range[1],
            badge = self.settings.badge(),
            over
        )
    }

    fn move_handle(&mut self, _plot: usize, _handle: usize, at: [f64; 2]) {
        self.settings.move_handle(at);
    }

    fn presets(&self) -> Vec<Preset> {
        vec![
            Preset::new(text!("persistent chains"), "start:persistent;k:20;eta:0.01;T:1"),
            Preset::new(text!("CD-1"), "start:data;k:1;eta:0.01;T:1"),
            Preset::new(text!("chains from noise"), "start:noise;k:20;eta:0.01;T:1"),
            Preset::new(text!("torchebm: CD-10, T = 1"), "start:data;k:10;eta:0.1;T:1"),
            Preset::new(text!("JEM: T = 0.00005"), "start:persistent;k:20;eta:1;T:5e-5;fresh:0.05"),
            Preset::new(
                text!("deep image models: T = 0.00000125"),
                "start:persistent;k:60;eta:10;T:1.25e-6;fresh:0.05",
            ),
            Preset::new(text!("an empty square"), "points:;data:own"),
        ]
    }
}

//! Wake and dream: a neural energy of the plane is trained live, with the exact truth beside it.

use crate::{
    demo::{Demo, Field, Ink, Knobs, Plot, Preset, Readout, Text},
    demos::contrastive_divergence::training::{LAST, Session, Settings, divergences, pen},
    ebm::math::rng::Rng,
    text,
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
        text!("Contrastive training of a neural energy")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        self.settings.data_knobs(k);
        self.settings.chain_knobs(k);
        self.settings.learning_knobs(k);
        self.settings.own_knobs(k);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        self.settings.field(key)
    }

    fn changed(&mut self, _key: &str) {
        self.session.follow(&self.settings);
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
            self.session
                .landscape(text!("The energy; data, and model samples (negatives)"))
                .handle(pen(&self.settings)),
            self.session.density(text!("The model’s exact density; level lines of the data’s")),
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
        let divergence = text!(
            "After {updates} updates on {data}, KL(data ‖ model) is {kl} nats; energies run from {low} to {high}.",
            updates = self.session.trainer.updates,
            data = self.settings.data_text(),
            kl = exact.kl,
            low = exact.range[0],
            high = exact.range[1],
        );
        let over = if self.done() {
            text!("Training ends after {updates} updates; reset it to start again.", updates = LAST)
        } else {
            Text::default()
        };
        Text::sentences([divergence, self.settings.badge(), over])
    }

    fn move_handle(&mut self, _plot: usize, _handle: usize, at: [f64; 2]) {
        self.settings.move_handle(at);
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("persistent chains"), "start:persistent;k:20;eta:0.01;T:1"),
                Preset::new(text!("CD-1"), "start:data;k:1;eta:0.01;T:1"),
                Preset::new(text!("chains from noise"), "start:noise;k:20;eta:0.01;T:1"),
                Preset::new(text!("torchebm: CD-10, T = 1"), "start:data;k:10;eta:0.1;T:1"),
                Preset::new(
                    text!("JEM: T = 0.00005"),
                    "start:persistent;k:20;eta:1;T:5e-5;fresh:0.05",
                ),
                Preset::new(
                    text!("deep image models: T = 0.00000125"),
                    "start:persistent;k:60;eta:10;T:1.25e-6;fresh:0.05",
                ),
                Preset::new(text!("clear and draw"), "points:;data:own"),
            ]
        }
    }
}

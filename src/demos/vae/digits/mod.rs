//! A variational auto-encoder trained live on handwritten digits, with its latent plane.

mod files;
mod live;
mod pictures;
mod scene;
pub mod session;
mod settings;
mod vote;

use crate::{
    demo::{Demo, Field, Knobs, Plot, Preset, Readout, Text, file::File},
    ebm::math::{num::LN_2, rng::Rng},
    text,
};
use live::{Live, MUCH, NOTHING};
use scene::Picked;
use session::{LAST, Session};
use settings::{PLANE, Settings};

/// The figure's state.
#[derive(Clone, Default)]
pub struct DigitsFigure {
    settings: Settings,
    live: Option<Live>,
}

impl Demo for DigitsFigure {
    fn title(&self) -> Text {
        text!("A variational autoencoder learns digits")
    }

    fn files(&self) -> &'static [&'static File] {
        &files::FILES
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        self.settings.knobs(k);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        self.settings.field(key)
    }

    fn changed(&mut self, key: &str) {
        let settings = &self.settings;
        let Some(live) = &mut self.live else { return };
        match key {
            "start" => {
                let session = live.session.again(settings.trained(), settings.beta);
                *live = Live::new(session);
            }
            "beta" | "x" | "pick" | "other" | "drawing" | "exact" => live.pick_anew(),
            "z1" | "z2" => live.move_probe(),
            _ => {}
        }
    }

    fn reset(&mut self, rng: &mut Rng) {
        let session = Session::new(self.settings.trained(), self.settings.beta, rng.seed());
        self.live = Some(Live::new(session));
    }

    fn step(&mut self, rng: &mut Rng) {
        while !self.step_slice(rng) {}
    }

    fn step_slice(&mut self, rng: &mut Rng) -> bool {
        let Some(live) = &mut self.live else { return true };
        let Settings { updates, rate, beta, .. } = self.settings;
        if live.session.idle() {
            if live.session.done() {
                return true;
            }
            live.session.schedule(updates as u64);
        }
        let complete = live.session.train_slice(rate, beta, rng);
        if complete {
            live.renew();
        }
        complete
    }

    fn precompute(&mut self, words: bool) -> bool {
        self.live.as_ref().is_none_or(|live| live.precompute(&self.settings, words))
    }

    fn pace(&self) -> f64 {
        60.0
    }

    fn step_label(&self) -> Text {
        text!("Train 1 step")
    }

    fn done(&self) -> bool {
        self.live.as_ref().is_some_and(|live| live.session.done())
    }

    fn heavy(&self) -> bool {
        true
    }

    fn plots(&self) -> Vec<Plot> {
        let Some(live) = &self.live else { return Vec::new() };
        let picked = live.picked(&self.settings);
        vec![
            pictures::plane(live.codes(), picked, &self.settings),
            pictures::decoded(live.painted(), &self.settings),
            pictures::three(picked, live.probe(&self.settings), &self.settings),
            pictures::way(picked),
            pictures::training(&live.session.history),
        ]
    }

    fn readouts(&self) -> Vec<Readout> {
        let Some(live) = &self.live else { return Vec::new() };
        let now = live.session.now();
        let [collapsed, mended] = live.collapse().map(|yes| f64::from(u8::from(yes)));
        let (nats, [one, fifteen]) = (f64::from(now.held.divergence), live.session.vote.right());
        let mut all = vec![
            Readout::new("updates", text!("updates"), live.session.updates as f64),
            Readout::new("held", text!("held out: F̃, nats"), f64::from(now.free_energy[0])),
            Readout::new("training", text!("training: F̃, nats"), f64::from(now.free_energy[1])),
            Readout::new("heldE", text!("held out: ⟨E⟩, nats"), f64::from(now.held.energy)),
            Readout::new("nats", text!("held out: KL(q‖p), nats"), nats),
            Readout::new("bits", text!("held out: KL(q‖p), bits"), nats / LN_2),
            Readout::new("one", text!("1-NN accuracy"), 100.0 * one).percent(),
            Readout::new("right", text!("15-NN accuracy"), 100.0 * fifteen).percent(),
            Readout::new(
                "goal",
                text!("state: 0 as usual, 1 collapsed, 2 mended"),
                collapsed + mended,
            ),
        ];
        if let Some(picked) = live.picked(&self.settings) {
            let [energy, bound] = live.bound(picked, self.settings.beta);
            all.extend([
                Readout::new("E", text!("this digit: reconstruction ⟨E⟩, nats"), energy),
                Readout::new("KL", text!("this digit: KL(q‖p), nats"), picked.divergence),
                Readout::new("bound", text!("this digit: F̃, nats"), bound),
            ]);
            if let Some(exact) = &picked.exact {
                all.extend([
                    Readout::new("F", text!("this digit: F, nats"), exact.free_energy),
                    Readout::new(
                        "gap",
                        text!("this digit: the gap, nats"),
                        bound - exact.free_energy,
                    ),
                ]);
            }
        }
        all
    }

    fn guarded_readouts(&self) -> Vec<Readout> {
        let now = self.live.as_ref().map(|live| f64::from(live.session.now().free_energy[0]));
        vec![Readout::new("held", text!("held out: F̃"), now.unwrap_or_default())]
    }

    fn caption(&self) -> Text {
        let Some(live) = &self.live else { return text!("The digits have not arrived.") };
        let now = live.session.now();
        let bound = text!(
            "After {updates} updates at β = {beta}: held-out F̃ = {free} nats per digit, of which KL(q‖p) is {divergence}.",
            updates = live.session.updates,
            beta = self.settings.beta,
            free = f64::from(now.free_energy[0]),
            divergence = f64::from(now.held.divergence),
        );
        let observation = live.picked(&self.settings);
        let observation =
            observation.map_or_else(Text::default, |picked| self.observation(live, picked));
        Text::sentences([bound, observation, state(live)])
    }

    fn move_handle(&mut self, plot: usize, _handle: usize, at: [f64; 2]) {
        if plot < 2 {
            self.settings.probe = at.map(|v| v.clamp(-PLANE, PLANE));
        } else {
            self.settings.draw(pictures::pixel(at));
        }
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("from scratch"), "start:scratch;beta:1;x:held"),
                Preset::new(text!("trained weights"), "start:trained;beta:1;x:held;exact:on"),
                Preset::new(text!("KL weight low (β = 10)"), "start:scratch;beta:10;x:held"),
                Preset::new(text!("collapse, β = 0.02"), "start:scratch;beta:0.02;x:held"),
                Preset::new(
                    text!("clear and draw"),
                    "x:drawn;drawing:0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0",
                ),
            ]
        }
    }
}

impl DigitsFigure {
    /// The bound of the observation, and its exact free energy where that is summed up.
    fn observation(&self, live: &Live, picked: &Picked) -> Text {
        let [energy, bound] = live.bound(picked, self.settings.beta);
        let (digit, divergence) = (self.settings.observation_text(), picked.divergence);
        match &picked.exact {
            None => text!(
                "For {digit}: F̃ = {energy} + {divergence}/β = {bound} nats.",
                digit,
                energy,
                divergence,
                bound,
            ),
            Some(exact) => text!(
                "For {digit}: F̃ = {energy} + {divergence}/β = {bound} nats, and F = {free} nats.",
                digit,
                energy,
                divergence,
                bound,
                free = exact.free_energy,
            ),
        }
    }
}

/// Whether codes have collapsed, or training is over.
fn state(live: &Live) -> Text {
    match live.collapse() {
        [true, false] => text!(
            "Collapsed: a code carried less than {little} nats. Raise β and play on, until it carries {much}.",
            little = f64::from(NOTHING),
            much = f64::from(MUCH),
        ),
        [true, true] => {
            text!("Mended: with the divergence cheap enough, codes tell something again.")
        }
        _ if live.session.done() => {
            text!("Training ends after {updates} updates; reset it to start again.", updates = LAST)
        }
        _ => Text::default(),
    }
}

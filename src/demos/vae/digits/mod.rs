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
    fields, text,
};
use live::{Live, MUCH, NOTHING};
use session::{LAST, Session};
use settings::{PLANE, Settings};

/// The figure's state.
#[derive(Clone, Default)]
pub struct DigitsFigure {
    settings: Settings,
    live: Option<Live>,
}

impl DigitsFigure {
    fn follow(&mut self, before: &Settings) {
        let settings = &self.settings;
        let Some(live) = &mut self.live else { return };
        if settings.trained() != before.trained() {
            let session = live.session.again(settings.trained(), settings.beta);
            *live = Live::new(session);
        }
        if !settings.same_observation(before) {
            live.pick_anew();
        }
        if settings.probe != before.probe {
            live.move_probe();
        }
    }
}

impl Demo for DigitsFigure {
    fn title(&self) -> Text {
        text!("A variational autoencoder learns digits")
    }

    fn files(&self) -> &'static [&'static File] {
        &files::FILES
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        let before = self.settings.clone();
        self.settings.knobs(k);
        if before != self.settings {
            self.follow(&before);
        }
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; )
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
        if live.session.rests() {
            if live.session.done() {
                return true;
            }
            live.session.set_out(updates as u64);
        }
        let complete = live.session.part(rate, beta, rng);
        if complete {
            live.renew();
        }
        complete
    }

    fn precompute(&mut self, words: bool) -> bool {
        self.live.as_ref().is_none_or(|live| live.prepare(&self.settings, words))
    }

    fn pace(&self) -> f64 {
        60.0
    }

    fn step_label(&self) -> Text {
        text!("Learn")
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
            Readout::new("bits", text!("the same in bits"), nats / LN_2),
            Readout::new("one", text!("nearest code names the digit"), 100.0 * one).percent(),
            Readout::new("right", text!("15 nearest codes name it"), 100.0 * fifteen).percent(),
            Readout::new("goal", text!("collapsed (1), mended (2)"), collapsed + mended),
        ];
        if let Some(picked) = live.picked(&self.settings) {
            let [energy, bound] = live.bound(picked, self.settings.beta);
            all.extend([
                Readout::new("E", text!("x: ⟨E⟩, nats"), energy),
                Readout::new("KL", text!("x: KL(q‖p), nats"), picked.divergence),
                Readout::new("bound", text!("x: F̃, nats"), bound),
            ]);
            if let Some(exact) = &picked.exact {
                all.extend([
                    Readout::new("F", text!("x: F, nats"), exact.free_energy),
                    Readout::new("gap", text!("x: the gap, nats"), bound - exact.free_energy),
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
        let state = match live.collapse() {
            [true, false] => text!(
                " Collapsed: a code carried less than {NOTHING} nats. Raise β and play on, until it carries {MUCH}.",
                NOTHING,
                MUCH
            ),
            [true, true] => {
                text!(" Mended: with the divergence cheap enough, codes tell something again.")
            }
            _ if live.session.done() => {
                text!(" Training ends after {LAST} updates; reset it to start again.", LAST)
            }
            _ => Text::default(),
        };
        let observation = live.picked(&self.settings).map_or_else(String::new, |picked| {
            let [energy, bound] = live.bound(picked, self.settings.beta);
            let exact = picked.exact.as_ref();
            let exact = exact.map_or_else(String::new, |e| {
                text!(", F = {free_energy}", free_energy = e.free_energy)
            });
            text!(
                " For {observation_text}: F̃ = {energy} + {divergence}/β = {bound}{exact} nats.",
                observation_text = self.settings.observation_text(),
                energy,
                divergence = picked.divergence,
                bound,
                exact
            )
        });
        text!(
            "After {updates} updates at β = {beta}: held-out F̃ = {free_energy} nats a digit, of which KL(q‖p) is {divergence}.{observation}{state}",
            updates = live.session.updates,
            beta = self.settings.beta,
            free_energy = f64::from(now.free_energy[0]),
            divergence = f64::from(now.held.divergence),
            observation,
            state
        )
    }

    fn move_handle(&mut self, plot: usize, _handle: usize, at: [f64; 2]) {
        if plot < 2 {
            self.settings.probe = at.map(|v| v.clamp(-PLANE, PLANE));
        } else {
            self.settings.draw(pictures::pixel(at));
        }
    }

    fn presets(&self) -> Vec<Preset> {
        vec![
            Preset::new(text!("from scratch"), "start:scratch;beta:1;x:held"),
            Preset::new(text!("trained weights"), "start:trained;beta:1;x:held;exact:on"),
            Preset::new(text!("cheap code, β = 10"), "start:scratch;beta:10;x:held"),
            Preset::new(text!("collapse, β = 0.02"), "start:scratch;beta:0.02;x:held"),
            Preset::new(text!("an empty sheet"), "x:drawn;drawing:0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0"),
        ]
    }
}

//! A variational auto-encoder trained live on handwritten digits, with its latent plane.

mod files;
mod live;
mod pictures;
mod scene;
pub mod session;
mod settings;
mod vote;

use crate::{
    demo::{Demo, Knobs, Plot, Preset, Readout, file::File, short},
    ebm::math::{num::LN_2, rng::Rng},
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
    fn title(&self) -> &'static str {
        "A variational autoencoder learns digits"
    }

    fn files(&self) -> &'static [&'static File] {
        &files::FILES
    }

    fn knobs(&mut self, k: &mut dyn Knobs) {
        let before = self.settings.clone();
        self.settings.knobs(k);
        if before != self.settings {
            self.follow(&before);
        }
    }

    fn reset(&mut self, rng: &mut Rng) {
        let session = Session::new(self.settings.trained(), self.settings.beta, rng.seed());
        self.live = Some(Live::new(session));
    }

    fn step(&mut self, rng: &mut Rng) {
        while !self.part(rng) {}
    }

    fn part(&mut self, rng: &mut Rng) -> bool {
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

    fn prepare(&mut self, words: bool) -> bool {
        self.live.as_ref().is_none_or(|live| live.prepare(&self.settings, words))
    }

    fn pace(&self) -> f64 {
        60.0
    }

    fn step_label(&self) -> &'static str {
        "Learn"
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
            Readout::new("updates", "updates", live.session.updates as f64),
            Readout::new("held", "held out: F̃, nats", f64::from(now.free_energy[0])),
            Readout::new("training", "training: F̃, nats", f64::from(now.free_energy[1])),
            Readout::new("heldE", "held out: ⟨E⟩, nats", f64::from(now.held.energy)),
            Readout::new("nats", "held out: KL(q‖p), nats", nats),
            Readout::new("bits", "the same in bits", nats / LN_2),
            Readout::new("one", "nearest code names the digit", 100.0 * one).percent(),
            Readout::new("right", "15 nearest codes name it", 100.0 * fifteen).percent(),
            Readout::new("goal", "collapsed (1), mended (2)", collapsed + mended),
        ];
        if let Some(picked) = live.picked(&self.settings) {
            let [energy, bound] = live.bound(picked, self.settings.beta);
            all.extend([
                Readout::new("E", "x: ⟨E⟩, nats", energy),
                Readout::new("KL", "x: KL(q‖p), nats", picked.divergence),
                Readout::new("bound", "x: F̃, nats", bound),
            ]);
            if let Some(exact) = &picked.exact {
                all.extend([
                    Readout::new("F", "x: F, nats", exact.free_energy),
                    Readout::new("gap", "x: the gap, nats", bound - exact.free_energy),
                ]);
            }
        }
        all
    }

    fn vitals(&self) -> Vec<Readout> {
        let now = self.live.as_ref().map(|live| f64::from(live.session.now().free_energy[0]));
        vec![Readout::new("held", "held out: F̃", now.unwrap_or_default())]
    }

    fn caption(&self) -> String {
        let Some(live) = &self.live else { return "The digits have not arrived.".into() };
        let now = live.session.now();
        let state = match live.collapse() {
            [true, false] => format!(
                " Collapsed: a code carried less than {NOTHING} nats. Raise β and play on, until it carries {MUCH}."
            ),
            [true, true] => {
                " Mended: with the divergence cheap enough, codes tell something again.".into()
            }
            _ if live.session.done() => {
                format!(" Training ends after {LAST} updates; reset it to start again.")
            }
            _ => String::new(),
        };
        let observation = live.picked(&self.settings).map_or_else(String::new, |picked| {
            let [energy, bound] = live.bound(picked, self.settings.beta);
            let exact = picked.exact.as_ref();
            let exact =
                exact.map_or_else(String::new, |e| format!(", F = {}", short(e.free_energy)));
            format!(
                " For {}: F̃ = {} + {}/β = {}{exact} nats.",
                self.settings.observation_text(),
                short(energy),
                short(picked.divergence),
                short(bound),
            )
        });
        format!(
            "After {} updates at β = {}: held-out F̃ = {} nats a digit, of which KL(q‖p) is {}.{observation}{state}",
            live.session.updates,
            short(self.settings.beta),
            short(f64::from(now.free_energy[0])),
            short(f64::from(now.held.divergence)),
        )
    }

    fn poke(&mut self, plot: usize, _handle: usize, at: [f64; 2]) {
        if plot < 2 {
            self.settings.probe = at.map(|v| v.clamp(-PLANE, PLANE));
        } else {
            self.settings.draw(pictures::pixel(at));
        }
    }

    fn presets(&self) -> &'static [Preset] {
        &[
            Preset { name: "from scratch", settings: "start:scratch;beta:1;x:held" },
            Preset { name: "trained weights", settings: "start:trained;beta:1;x:held;exact:on" },
            Preset { name: "cheap code, β = 10", settings: "start:scratch;beta:10;x:held" },
            Preset { name: "collapse, β = 0.02", settings: "start:scratch;beta:0.02;x:held" },
            Preset {
                name: "an empty sheet",
                settings: "x:drawn;drawing:0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0",
            },
        ]
    }
}

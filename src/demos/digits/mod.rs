//! A variational auto-encoder trained live on handwritten digits, with its latent plane.

mod files;
mod pictures;
mod scene;
pub mod session;
mod settings;

use std::{cell::OnceCell, rc::Rc};

use crate::{
    demo::{Demo, Knobs, Plot, Preset, Readout, file::File, short},
    ebm::{num::LN_2, rng::Rng},
};
use scene::{Picked, Plane};
use session::{LAST, Session};
use settings::{PLANE, Settings};

/// A code with less information than this, in nats, tells nothing; after so many updates that is a
/// collapse, and it is mended when codes tell this much again.
const NOTHING: f32 = 0.1;
const LATE: u64 = 300;
const MUCH: f32 = 3.0;

/// The figure's state.
#[derive(Clone, Default)]
pub struct DigitsFigure {
    settings: Settings,
    live: Option<Live>,
}

/// The run, and what the pictures show of it, once they were asked for: a run that is replayed only
/// trains.
#[derive(Clone)]
struct Live {
    session: Session,
    plane: OnceCell<Rc<Plane>>,
    picked: OnceCell<Rc<Option<Picked>>>,
    /// ⟨E⟩ of the observation over q.
    energy: OnceCell<f64>,
    probe: OnceCell<Rc<Vec<f32>>>,
}

impl Live {
    fn new(session: Session) -> Self {
        let (plane, picked, energy, probe) = Default::default();
        Self { session, plane, picked, energy, probe }
    }

    /// Forgets what the pictures showed of the weights before.
    fn renew(&mut self) {
        self.plane.take();
        self.probe.take();
        self.pick_anew();
    }

    /// Forgets what they showed of the observation.
    fn pick_anew(&mut self) {
        self.picked.take();
        self.energy.take();
    }

    fn plane(&self) -> &Plane {
        self.plane.get_or_init(|| Rc::new(Plane::new(&mut self.session.vae())))
    }

    fn picked(&self, settings: &Settings) -> Option<&Picked> {
        let new = || {
            let mut vae = self.session.vae();
            vae.beta = settings.beta as f32;
            Rc::new(Picked::new(&mut vae, settings))
        };
        self.picked.get_or_init(new).as_ref().as_ref()
    }

    /// ⟨E⟩ of the observation, and F̃ = ⟨E⟩ + KL/β.
    fn bound(&self, picked: &Picked, beta: f64) -> [f64; 2] {
        let energy = *self.energy.get_or_init(|| picked.mean_energy(&mut self.session.vae()));
        [energy, energy + picked.divergence / beta]
    }

    fn probe(&self, settings: &Settings) -> &[f32] {
        let at = settings.probe.map(|v| v as f32);
        self.probe.get_or_init(|| Rc::new(self.session.vae().pictures(&[at])))
    }

    /// Whether codes have ever collapsed, and whether that is mended.
    fn collapse(&self) -> [bool; 2] {
        let mut moments = self.session.history.iter();
        let collapsed = moments.any(|m| m.updates >= LATE && m.held.divergence < NOTHING);
        [collapsed, collapsed && self.session.now().held.divergence > MUCH]
    }
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
            live.probe.take();
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
        let Some(live) = self.live.as_mut().filter(|live| !live.session.done()) else { return };
        let Settings { updates, rate, beta, .. } = self.settings;
        live.session.train(updates as u64, rate, beta, rng);
        live.renew();
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
            pictures::plane(live.plane(), picked, &self.settings),
            pictures::decoded(live.plane(), &self.settings),
            pictures::three(picked, live.probe(&self.settings), &self.settings),
            pictures::way(picked),
            pictures::training(&live.session.history),
        ]
    }

    fn readouts(&self) -> Vec<Readout> {
        let Some(live) = &self.live else { return Vec::new() };
        let now = live.session.now();
        let [collapsed, mended] = live.collapse().map(|yes| f64::from(u8::from(yes)));
        let (nats, [one, fifteen]) = (f64::from(now.held.divergence), live.session.right);
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

//! The run, and what the pictures show of it, once they were asked for: a run that is replayed only trains.

use std::{
    cell::{OnceCell, RefCell},
    rc::Rc,
};

use super::{
    scene::{Codes, Picked, painted},
    session::Session,
    settings::Settings,
};
use crate::ebm::variational::vae::Vae;

/// A code with less information than this, in nats, tells nothing; after so many updates that is a
/// collapse, and it is mended when codes tell this much again.
pub const NOTHING: f32 = 0.1;
const LATE: u64 = 300;
pub const MUCH: f32 = 3.0;

/// The run, and what was asked of its auto-encoder as it is now.
#[derive(Clone)]
pub struct Live {
    pub session: Session,
    asked: Asked,
}

#[derive(Clone, Default)]
struct Asked {
    /// The auto-encoder, to be asked.
    vae: OnceCell<Rc<RefCell<Vae>>>,
    codes: OnceCell<Rc<Codes>>,
    painted: OnceCell<Rc<Vec<f64>>>,
    picked: OnceCell<Rc<Option<Picked>>>,
    /// ⟨E⟩ of the observation over q.
    energy: OnceCell<f64>,
    probe: OnceCell<Rc<Vec<f32>>>,
}

impl Live {
    pub fn new(session: Session) -> Self {
        Self { session, asked: Asked::default() }
    }

    /// Forgets what the auto-encoder said before it learned.
    pub fn renew(&mut self) {
        self.asked = Asked::default();
    }

    /// Forgets what it said of the observation.
    pub fn pick_anew(&mut self) {
        self.asked.picked.take();
        self.asked.energy.take();
    }

    /// Forgets what it painted at the probe.
    pub fn move_probe(&mut self) {
        self.asked.probe.take();
    }

    fn ask<R>(&self, question: impl FnOnce(&mut Vae) -> R) -> R {
        let new = || Rc::new(RefCell::new(self.session.vae()));
        question(&mut self.asked.vae.get_or_init(new).borrow_mut())
    }

    /// Asks one more thing that will be shown; whether there was none.
    pub fn precompute(&self, settings: &Settings, words: bool) -> bool {
        let Asked { codes, painted, picked, energy, .. } = &self.asked;
        if codes.get().is_none() {
            self.codes();
        } else if painted.get().is_none() {
            self.painted();
        } else if picked.get().is_none() {
            self.picked(settings);
        } else if let (Some(picked), true) =
            (self.picked(settings), words && energy.get().is_none())
        {
            self.bound(picked, settings.beta);
        } else {
            return !words || self.session.vote.precompute();
        }
        false
    }

    pub fn codes(&self) -> &Codes {
        self.asked.codes.get_or_init(|| Rc::new(self.ask(Codes::new)))
    }

    pub fn painted(&self) -> &[f64] {
        self.asked.painted.get_or_init(|| Rc::new(self.ask(painted)))
    }

    pub fn picked(&self, settings: &Settings) -> Option<&Picked> {
        let new = |vae: &mut Vae| {
            vae.beta = settings.beta as f32;
            Picked::new(vae, settings)
        };
        self.asked.picked.get_or_init(|| Rc::new(self.ask(new))).as_ref().as_ref()
    }

    /// ⟨E⟩ of the observation, and F̃ = ⟨E⟩ + KL/β.
    pub fn bound(&self, picked: &Picked, beta: f64) -> [f64; 2] {
        let energy = *self.asked.energy.get_or_init(|| self.ask(|vae| picked.mean_energy(vae)));
        [energy, energy + picked.divergence / beta]
    }

    pub fn probe(&self, settings: &Settings) -> &[f32] {
        let at = settings.probe.map(|v| v as f32);
        self.asked.probe.get_or_init(|| Rc::new(self.ask(|vae| vae.pictures(&[at]))))
    }

    /// Whether codes have ever collapsed, and whether that is mended.
    pub fn collapse(&self) -> [bool; 2] {
        let mut moments = self.session.history.iter();
        let collapsed = moments.any(|m| m.updates >= LATE && m.held.divergence < NOTHING);
        [collapsed, collapsed && self.session.now().held.divergence > MUCH]
    }
}

//! Whether the nearest codes name a digit: the neighbours' vote, counted once it is asked for.

use std::{
    cell::{OnceCell, RefCell},
    rc::Rc,
};

use super::files::digits;
use crate::ebm::{
    models::digits::{Digits, PIXELS, nearest_neighbours},
    variational::vae::Vae,
};

/// How many neighbours vote.
const VOTERS: usize = 15;

/// Digits that are encoded, or voted on, at a time.
const ENCODED: usize = 256;
const ASKED: usize = 64;

/// The vote on the held-out digits by the training codes of an auto-encoder as it was at one moment.
pub struct Vote {
    vae: Rc<Vae>,
    count: RefCell<Count>,
    right: OnceCell<[f64; 2]>,
}

/// How far the count has come.
#[derive(Default)]
struct Count {
    /// The codes of the first digits for training, and then of those held out.
    codes: [Vec<[f32; 2]>; 2],
    /// How many were voted on, and for how many the nearest code and the vote were right.
    asked: usize,
    right: [usize; 2],
}

impl Vote {
    pub fn new(vae: &Rc<Vae>) -> Self {
        Self { vae: vae.clone(), count: RefCell::default(), right: OnceCell::new() }
    }

    /// Counts some more; returns whether all is counted.
    pub fn precompute(&self) -> bool {
        let Some(both) = digits() else { return true };
        self.right.get().is_some() || self.count.borrow_mut().count_some(&self.vae, both)
    }

    /// The share of held-out digits whose class the nearest training code names, and the share that the
    /// fifteen nearest name by majority.
    pub fn right(&self) -> [f64; 2] {
        let Some([_, held]) = digits() else { return [0.0; 2] };
        *self.right.get_or_init(|| {
            while !self.precompute() {}
            let all = held.len().max(1) as f64;
            self.count.take().right.map(|right| right as f64 / all)
        })
    }
}

impl Count {
    /// Encodes some digits, or lets some be voted on; returns whether all have been.
    fn count_some(&mut self, vae: &Vae, both: &[Digits; 2]) -> bool {
        for (codes, digits) in self.codes.iter_mut().zip(both) {
            let some = codes.len()..(codes.len() + ENCODED).min(digits.len());
            if !some.is_empty() {
                let mut vae = vae.to_ask();
                vae.encode(&digits.pixels[some.start * PIXELS..some.end * PIXELS]);
                codes.extend(vae.codes().iter().map(|code| code.mean));
                return false;
            }
        }
        let ([training, held], [known, codes]) = (both, &self.codes);
        let some = self.asked..(self.asked + ASKED).min(held.len());
        let asked = (&codes[some.clone()], &held.classes[some.clone()]);
        for (right, k) in self.right.iter_mut().zip([1, VOTERS]) {
            *right += nearest_neighbours((known, &training.classes), asked, k);
        }
        self.asked = some.end;
        self.asked == held.len()
    }
}

//! Inference:  ž = argmin_z E(y, z), by six methods, one iteration at a time, every question counted.

use core::cell::RefCell;

use crate::{
    inference::{
        gradient_descent,
        grid_search::{LATENTS, argmin, latent},
        latent_minimum::closest,
        minimise::{
            Counted, brent::Brent, conjugate_gradient::ConjugateGradient, golden::Golden,
            lbfgs::Lbfgs, line::Bracket,
        },
    },
    math::num::{TAU, wrap},
    models::ellipse::Decoder,
};

/// How to look for ž.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Method {
    /// All 48 latents.
    Exhaustive,
    /// A bracket, then golden sections of it.
    Golden,
    /// A bracket, then Brent's parabolas.
    Brent,
    /// Gradient descent with step size η.
    Descent {
        /// The step size.
        eta: f64,
    },
    /// Nonlinear conjugate gradients, each line searched by Brent's method.
    ConjugateGradient,
    /// L-BFGS with backtracking.
    Lbfgs,
}

/// The first stride of the line searches, in radians.
const STRIDE: f64 = 0.3;

/// When a method has arrived: its slope, or the width of its bracket, in radians.
const CLOSE: f64 = 1e-6;

impl Method {
    /// Every method, descent with step size η.
    pub fn all(eta: f64) -> [Self; 6] {
        let descent = Self::Descent { eta };
        [Self::Exhaustive, Self::Golden, Self::Brent, descent, Self::ConjugateGradient, Self::Lbfgs]
    }
}

/// A method in mid-run.
#[derive(Clone, Debug)]
enum Search {
    Waiting,
    Exhaustive(usize),
    Bracketing(Bracket),
    Golden(Golden),
    Brent(Brent),
    Descent(f64),
    ConjugateGradient(ConjugateGradient<1>),
    Lbfgs(Lbfgs<1>),
}

/// A search for ž, with all that it has asked so far.
#[derive(Clone, Debug)]
pub struct Inference {
    method: Method,
    decoder: Decoder,
    y: [f64; 2],
    start: f64,
    search: Search,
    /// The z at which the energy was asked for, in order, on the whole line.
    pub tried: Vec<f64>,
    /// How often the slope was asked for.
    pub slopes: usize,
}

impl Inference {
    /// A search for the ž of y that will start at z̃ = `start`.
    pub fn new(method: Method, decoder: Decoder, y: [f64; 2], start: f64) -> Self {
        let search = Search::Waiting;
        Self { method, decoder, y, start, search, tried: Vec::new(), slopes: 0 }
    }

    /// One iteration.
    pub fn step(&mut self) {
        let (decoder, y) = (self.decoder, self.y);
        let asked = RefCell::new(core::mem::take(&mut self.tried));
        let value = |[z]: [f64; 1]| {
            asked.borrow_mut().push(z);
            decoder.energy(y, z)
        };
        let gradient = |[z]: [f64; 1]| [decoder.energy_dz(y, z)];
        let mut f = Counted::new(&value, &gradient);
        let mut line = |z: f64| value([z]);
        self.search = match core::mem::replace(&mut self.search, Search::Waiting) {
            Search::Waiting => match self.method {
                Method::Exhaustive => {
                    line(latent(0));
                    Search::Exhaustive(1)
                }
                Method::Golden | Method::Brent => {
                    Search::Bracketing(Bracket::start(self.start, STRIDE, &mut line))
                }
                Method::Descent { .. } => Search::Descent(self.descend(self.start, &mut f)),
                Method::ConjugateGradient => {
                    let mut cg = ConjugateGradient::start([self.start], &mut f);
                    cg.step(STRIDE, &mut f);
                    Search::ConjugateGradient(cg)
                }
                Method::Lbfgs => {
                    let mut lbfgs = Lbfgs::start([self.start], &mut f);
                    lbfgs.step(STRIDE, &mut f);
                    Search::Lbfgs(lbfgs)
                }
            },
            Search::Exhaustive(count) => {
                line(latent(count));
                Search::Exhaustive(count + 1)
            }
            Search::Bracketing(bracket) if bracket.holds() && self.method == Method::Golden => {
                Search::Golden(Golden::start(&bracket, &mut line))
            }
            Search::Bracketing(bracket) if bracket.holds() => {
                let mut brent = Brent::start(&bracket, CLOSE);
                brent.step(&mut line);
                Search::Brent(brent)
            }
            Search::Bracketing(mut bracket) => {
                bracket.widen(&mut line);
                Search::Bracketing(bracket)
            }
            Search::Golden(mut golden) => {
                golden.step(&mut line);
                Search::Golden(golden)
            }
            Search::Brent(mut brent) => {
                brent.step(&mut line);
                Search::Brent(brent)
            }
            Search::Descent(z) => Search::Descent(self.descend(z, &mut f)),
            Search::ConjugateGradient(mut cg) => {
                cg.step(STRIDE, &mut f);
                Search::ConjugateGradient(cg)
            }
            Search::Lbfgs(mut lbfgs) => {
                lbfgs.step(STRIDE, &mut f);
                Search::Lbfgs(lbfgs)
            }
        };
        self.slopes += f.gradients;
        self.tried = asked.take();
    }

    fn descend(&self, z: f64, f: &mut Counted<1>) -> f64 {
        let Method::Descent { eta } = self.method else { return z };
        // The step itself asks for the slope; here it is counted.
        f.gradients += 1;
        gradient_descent::step_z(&self.decoder, self.y, z, eta)
    }

    /// The best z so far.
    pub fn z(&self) -> f64 {
        match &self.search {
            Search::Waiting => self.start,
            Search::Exhaustive(count) => {
                let energies = (0..*count).map(|k| self.decoder.energy(self.y, latent(k)));
                argmin(energies).map_or(self.start, |(k, _)| latent(k))
            }
            Search::Bracketing(bracket) => {
                let [_, b, c] = bracket.points;
                if b[1] <= c[1] { b[0] } else { c[0] }
            }
            Search::Golden(golden) => golden.best()[0],
            Search::Brent(brent) => brent.best()[0],
            Search::Descent(z) => *z,
            Search::ConjugateGradient(cg) => cg.x()[0],
            Search::Lbfgs(lbfgs) => lbfgs.x()[0],
        }
    }

    /// Whether it has arrived: at a level place, or with its bracket closed.
    pub fn done(&self) -> bool {
        match &self.search {
            Search::Waiting | Search::Bracketing(_) => false,
            Search::Exhaustive(count) => *count == LATENTS,
            Search::Golden(golden) => golden.ends()[1] - golden.ends()[0] < CLOSE,
            Search::Brent(brent) => brent.done(),
            Search::Descent(z) => self.decoder.energy_dz(self.y, *z).abs() < CLOSE,
            Search::ConjugateGradient(cg) => cg.gradient()[0].abs() < CLOSE,
            Search::Lbfgs(lbfgs) => lbfgs.gradient()[0].abs() < CLOSE,
        }
    }

    /// Goes on until it has arrived, for at most `longest` iterations.
    #[must_use]
    pub fn finish(mut self, longest: usize) -> Self {
        for _ in 0..longest {
            if self.done() {
                break;
            }
            self.step();
        }
        self
    }
}

/// Whether z lies in the basin of ž (or of its tie): one of the two ways round the circle leads from
/// z to ž without rising.
pub fn in_the_best_valley(decoder: &Decoder, y: [f64; 2], z: f64) -> bool {
    const PIECES: usize = 64;
    let best = closest(decoder, y);
    let falls = |turn: f64| {
        let at = |i: usize| decoder.energy(y, z + turn * i as f64 / PIECES as f64);
        (0..PIECES).all(|i| at(i + 1) <= at(i) + 1e-9)
    };
    let reaches = |target: f64| {
        let turn = wrap(target - z);
        falls(turn) || falls(turn - TAU)
    };
    reaches(best.z) || best.tie.is_some_and(reaches)
}

/// For each of `count` starts spread evenly over the circle, whether a method that is given
/// `longest` iterations ends in the wrong valley: the basins of attraction along z.
pub fn trapped(
    method: Method,
    decoder: Decoder,
    y: [f64; 2],
    count: usize,
    longest: usize,
) -> Vec<bool> {
    let ends_high = |k: usize| {
        let start = TAU * (k as f64 + 0.5) / count as f64;
        let end = Inference::new(method, decoder, y, start).finish(longest);
        !in_the_best_valley(&decoder, y, end.z())
    };
    (0..count).map(ends_high).collect()
}

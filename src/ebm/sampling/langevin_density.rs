//! Langevin chains on a line and their exact law: the density of the chain after any number of steps,
//! on a grid. What unadjusted chains sample at a step size η, and what a Metropolis test pays.

use crate::math::{
    num::{TAU, exp, ln},
    rng::Rng,
};

/// Half the stretch of the grid, and its cells.
pub const REACH: f64 = 16.0;
const CELLS: usize = 400;

/// Beyond this a chain has left for good and is not moved any more.
pub const LOST: f64 = 1e6;

/// An energy on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// x²/2: the standard normal distribution.
    Parabola,
    /// -ln of the mean of two normal densities of standard deviation ½ at ±1.5.
    TwoWells,
    /// |x|: a kink at the bottom.
    Tent,
}

/// The variance of either well, and where it lies.
const NARROW: f64 = 0.25;
const WELL: f64 = 1.5;

impl Profile {
    /// E(x).
    pub fn energy(self, x: f64) -> f64 {
        match self {
            Self::Parabola => 0.5 * x * x,
            Self::Tent => x.abs(),
            Self::TwoWells => {
                let near = (x.abs() - WELL) * (x.abs() - WELL) / (2.0 * NARROW);
                near - ln(0.5 * (1.0 + exp(-2.0 * WELL * x.abs() / NARROW)) / (TAU * NARROW).sqrt())
            }
        }
    }

    /// E'(x); 0 at the kink.
    pub fn slope(self, x: f64) -> f64 {
        match self {
            Self::Parabola => x,
            Self::Tent => {
                if x == 0.0 {
                    0.0
                } else {
                    x.signum()
                }
            }
            Self::TwoWells => {
                let far = exp(-2.0 * WELL * x.abs() / NARROW);
                let tug = WELL * x.signum() * (1.0 - far) / (1.0 + far);
                (x - if x == 0.0 { 0.0 } else { tug }) / NARROW
            }
        }
    }

    /// The largest E'': chains overshoot for ever when η is above 2/E''. The tent has no such limit.
    pub fn stiffness(self) -> f64 {
        match self {
            Self::Parabola => 1.0,
            Self::TwoWells => 1.0 / NARROW,
            Self::Tent => 0.0,
        }
    }

    /// e^(-E/T)/Z at the middles of the grid.
    pub fn density(self, temperature: f64) -> Vec<f64> {
        normalised((0..CELLS).map(|i| exp(-self.energy(middle(i)) / temperature)).collect())
    }
}

/// A Langevin chain on a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Walk {
    /// The energy.
    pub profile: Profile,
    /// The step size η.
    pub eta: f64,
    /// The variance of the noise is 2ηT.
    pub temperature: f64,
    /// Whether a Metropolis test follows each step (MALA).
    pub tested: bool,
}

/// The width of a cell.
pub fn spacing() -> f64 {
    2.0 * REACH / CELLS as f64
}

/// The middle of the i-th cell.
pub fn middle(i: usize) -> f64 {
    spacing() * (i as f64 + 0.5) - REACH
}

fn normalised(mut density: Vec<f64>) -> Vec<f64> {
    let scale = 1.0 / (density.iter().sum::<f64>() * spacing());
    for p in &mut density {
        *p *= scale;
    }
    density
}

impl Walk {
    fn variance(&self) -> f64 {
        2.0 * self.eta * self.temperature
    }

    // region: walk
    /// Where the gradient step leads: x - η E'(x).
    fn drifted(&self, x: f64) -> f64 {
        x - self.eta * self.profile.slope(x)
    }

    /// ln of (the density of proposing y from x), up to a constant.
    fn log_q(&self, x: f64, y: f64) -> f64 {
        let miss = y - self.drifted(x);
        -miss * miss / (2.0 * self.variance())
    }

    /// With which probability a move from x to y is accepted; 1 without the test.
    pub fn acceptance(&self, x: f64, y: f64) -> f64 {
        if !self.tested {
            return 1.0;
        }
        let fall = (self.profile.energy(x) - self.profile.energy(y)) / self.temperature;
        exp((fall + self.log_q(y, x) - self.log_q(x, y)).min(0.0))
    }

    /// One step of a chain; says whether the proposal was accepted.
    pub fn step(&self, x: f64, rng: &mut Rng) -> (f64, bool) {
        let y = self.drifted(x) + self.variance().sqrt() * rng.normal();
        let accepted = rng.uniform() < self.acceptance(x, y) && x.abs() < LOST;
        (if accepted { y } else { x }, accepted)
    }
    // endregion: walk

    /// The stationary variance on the parabola without the test, T/(1 - η/2): from
    /// V = (1 - η)² V + 2ηT. None from η = 2 on, where there is none.
    pub fn parabola_variance(&self) -> Option<f64> {
        (self.eta < 2.0).then(|| self.temperature / (1.0 - 0.5 * self.eta))
    }
}

/// The transition densities of a walk between the cells of the grid.
#[derive(Clone, Debug)]
pub struct Kernel {
    /// For each cell: the first cell that it leads to, the shares of the cells from there on, and the
    /// share that stays because it was refused.
    rows: Vec<(usize, Vec<f64>, f64)>,
}

impl Kernel {
    /// The kernel of a walk.
    pub fn new(walk: &Walk) -> Self {
        Self { rows: (0..CELLS).map(|i| row(walk, i)).collect() }
    }

    // region: law
    /// The law one step on: p'(y) = ∫ p(x) k(x → y) dx.
    pub fn step(&self, law: &[f64]) -> Vec<f64> {
        let mut next = vec![0.0; CELLS];
        for ((i, &p), (first, shares, stays)) in law.iter().enumerate().zip(&self.rows) {
            next[i] += p * stays;
            for (cell, share) in next[*first..].iter_mut().zip(shares) {
                *cell += p * share;
            }
        }
        next
    }
    // endregion: law
}

/// Where a walk leads from the i-th cell: the first cell, the shares from there on, the share that is
/// refused. It leaves out what lies nine standard deviations away.
fn row(walk: &Walk, i: usize) -> (usize, Vec<f64>, f64) {
    let deviation = walk.variance().sqrt();
    let scale = spacing() / (TAU.sqrt() * deviation);
    let place = |y: f64| ((y + REACH) / spacing()).floor().clamp(0.0, CELLS as f64) as usize;
    let (x, mean) = (middle(i), walk.drifted(middle(i)));
    // A step may lead off the grid; what it carries there is lost to the law.
    let cells = place(mean - 9.0 * deviation)..place(mean + 9.0 * deviation + spacing());
    let first = cells.start;
    let accepted = |j: usize| exp(walk.log_q(x, middle(j))) * walk.acceptance(x, middle(j));
    let shares: Vec<f64> = cells.map(|j| scale * accepted(j)).collect();
    let refused = (1.0 - shares.iter().sum::<f64>()).max(0.0);
    (first, shares, if walk.tested { refused } else { 0.0 })
}

/// The share of proposals that the test accepts when the chains are at rest, that is, follow
/// e^(-E/T)/Z.
pub fn acceptance(walk: &Walk) -> f64 {
    const NEVER: f64 = 1e-9;
    let walk = Walk { tested: true, ..*walk };
    let target = walk.profile.density(walk.temperature);
    let met = target.iter().enumerate().filter(|(_, p)| **p > NEVER);
    met.map(|(i, p)| p * (1.0 - row(&walk, i).2)).sum::<f64>() * spacing()
}

/// The density of N(mean, deviation²) on the grid.
pub fn normal(mean: f64, deviation: f64) -> Vec<f64> {
    let at = |i| (middle(i) - mean) / deviation;
    normalised((0..CELLS).map(|i| exp(-0.5 * at(i) * at(i))).collect())
}

/// How much of a law the grid holds, and the variance of what it holds.
pub fn held(law: &[f64]) -> [f64; 2] {
    let sum = |k: i32| -> f64 {
        let power = |i: usize| (0..k).fold(1.0, |v, _| v * middle(i));
        law.iter().enumerate().map(|(i, p)| p * power(i)).sum::<f64>() * spacing()
    };
    let (mass, mean, square) = (sum(0), sum(1), sum(2));
    [mass, square / mass - (mean / mass) * (mean / mass)]
}

/// The variance of some chains, with the divisor n.
pub fn variance(chains: &[f64]) -> f64 {
    let n = chains.len().max(1) as f64;
    let mean = chains.iter().sum::<f64>() / n;
    chains.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n
}

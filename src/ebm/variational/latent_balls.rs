//! Codes as balls in the plane: a caricature of a variational auto-encoder in which the decoder errs
//! where balls overlap. Balls flee from each other, springs hold them at the origin, and the KL term
//! pulls their sizes towards 1 (LeCun, Deep Learning, NYU, spring 2023).

use crate::math::num::{exp, ln};

/// q(z) = N(m, s² I).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ball {
    /// The mean m.
    pub mean: [f64; 2],
    /// The standard deviation s.
    pub size: f64,
}

/// Which forces act, and how strongly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forces {
    /// The price of an overlap, ⟨E⟩'s part; 0 switches the flight off.
    pub flight: f64,
    /// The weight of the springs, ½|m|².
    pub springs: f64,
    /// The weight of the size term, s² - ln s² - 1.
    pub sizes: f64,
}

/// How much two balls overlap: exp(-|m - m'|²/2(s² + s'²)), 1 for equal ones.
pub fn overlap(a: &Ball, b: &Ball) -> f64 {
    exp(-gap(a, b) / (2.0 * (a.size * a.size + b.size * b.size)))
}

fn gap(a: &Ball, b: &Ball) -> f64 {
    let [dx, dy] = [a.mean[0] - b.mean[0], a.mean[1] - b.mean[1]];
    dx * dx + dy * dy
}

// region: energy
/// The energy of all balls: overlaps of pairs, springs and sizes. With springs and sizes of weight 1
/// the last two are Σ KL(q ‖ N(0, I)).
pub fn energy(balls: &[Ball], forces: &Forces) -> f64 {
    let pairs = balls.iter().enumerate().flat_map(|(i, a)| balls[..i].iter().map(move |b| (a, b)));
    let overlaps: f64 = pairs.map(|(a, b)| overlap(a, b)).sum();
    let alone = |ball: &Ball| {
        let square = ball.size * ball.size;
        forces.springs * 0.5 * (ball.mean[0] * ball.mean[0] + ball.mean[1] * ball.mean[1])
            + forces.sizes * (square - ln(square) - 1.0)
    };
    forces.flight * overlaps + balls.iter().map(alone).sum::<f64>()
}

/// Minus its slopes for the i-th ball: the flight from the others, the pull of the spring, and the push
/// on the size by overlaps and by the size term.
pub fn forces_on(balls: &[Ball], i: usize, forces: &Forces) -> ([f64; 2], [f64; 2], [f64; 2]) {
    let own = &balls[i];
    let (mut flight, mut squeeze) = ([0.0; 2], 0.0);
    for other in balls.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, ball)| ball) {
        let spread = own.size * own.size + other.size * other.size;
        let weight = forces.flight * overlap(own, other) / spread;
        for (f, (a, b)) in flight.iter_mut().zip(own.mean.iter().zip(other.mean)) {
            *f += weight * (a - b);
        }
        squeeze -= weight * gap(own, other) * own.size / spread;
    }
    let pull = own.mean.map(|m| -forces.springs * m);
    let size = -forces.sizes * 2.0 * (own.size - 1.0 / own.size);
    (flight, pull, [squeeze, size])
}
// endregion: energy

/// The information that a code gives, KL(q ‖ N(0, I)) in nats.
pub fn information(ball: &Ball) -> f64 {
    let square = ball.size * ball.size;
    let away = ball.mean[0] * ball.mean[0] + ball.mean[1] * ball.mean[1];
    0.5 * away + square - ln(square) - 1.0
}

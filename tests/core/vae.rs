//! The variational auto-encoder against the same formulas in double precision: its loss, every
//! gradient by finite differences, pictures, energies, the exact posterior; its digits and weights.

#![allow(clippy::disallowed_methods, reason = "the oracles may use the platform's functions")]

use crate::common::close;
use downhill::{
    demos::vae::digits::session::Session,
    ebm::{
        math::rng::Rng,
        models::digits::{Digits, HELD_OUT, PIXELS, nearest_neighbours},
        simd::generator::Generator,
        variational::vae::{
            Vae,
            packed::{pack, unpack},
            posterior::{exact, mean_energy},
        },
    },
};

/// Four binary pictures of eight pixels.
const DATA: [f32; 32] = [
    1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0,
    0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0,
];

/// The auto-encoder on eight pixels in double precision, straight from its formula.
struct Oracle<'a> {
    widths: &'a [usize],
    parameters: Vec<f64>,
    beta: f64,
}

impl Oracle<'_> {
    /// The layers' weights and biases, in their order: encoder, code, latent, decoder.
    fn layers(&self) -> Vec<(&[f64], &[f64])> {
        let inwards: Vec<usize> = [&[8], self.widths].concat();
        let innermost = inwards[inwards.len() - 1];
        let mut shapes: Vec<(usize, usize)> = inwards.windows(2).map(|w| (w[0], w[1])).collect();
        shapes.extend([(innermost, 4), (2, innermost)]);
        shapes.extend(inwards.windows(2).rev().map(|w| (w[1], w[0])));
        let mut rest = &self.parameters[..];
        let layers = shapes.iter().map(|(inputs, outputs)| {
            let (weights, after) = rest.split_at(inputs * outputs);
            let (bias, after) = after.split_at(*outputs);
            rest = after;
            (weights, bias)
        });
        layers.collect()
    }

    fn affine((weights, bias): (&[f64], &[f64]), x: &[f64]) -> Vec<f64> {
        let n = bias.len();
        (0..n)
            .map(|j| bias[j] + (0..x.len()).map(|i| x[i] * weights[i * n + j]).sum::<f64>())
            .collect()
    }

    /// Mean and log variance of a sample.
    fn code(&self, x: &[f64]) -> Vec<f64> {
        let layers = self.layers();
        let inner = self.widths.len();
        let units = layers[..inner].iter().fold(x.to_vec(), |x, layer| {
            Self::affine(*layer, &x).into_iter().map(|u| u.max(0.0)).collect()
        });
        Self::affine(layers[inner], &units)
    }

    /// The log odds of the pixels at a point of the plane.
    fn log_odds(&self, z: [f64; 2]) -> Vec<f64> {
        let layers = &self.layers()[self.widths.len() + 1..];
        let (last, first) = layers.split_last().unwrap();
        let units = first.iter().fold(z.to_vec(), |x, layer| {
            Self::affine(*layer, &x).into_iter().map(|u| u.max(0.0)).collect()
        });
        Self::affine(*last, &units)
    }

    fn energy(&self, z: [f64; 2], x: &[f64]) -> f64 {
        self.log_odds(z).iter().zip(x).map(|(u, x)| (1.0 + u.exp()).ln() - u * x).sum()
    }

    /// Mean energy and mean divergence of [`DATA`] with given noise.
    fn terms(&self, noise: &[[f64; 2]]) -> [f64; 2] {
        let mut terms = [0.0; 2];
        for (sample, noise) in samples().iter().zip(noise) {
            let q = self.code(sample);
            let z = [0, 1].map(|k| q[k] + (0.5 * q[2 + k]).exp() * noise[k]);
            terms[0] += self.energy(z, sample) / 4.0;
            let kl = |k: usize| 0.5 * (q[k] * q[k] + q[2 + k].exp() - 1.0 - q[2 + k]);
            terms[1] += (kl(0) + kl(1)) / 4.0;
        }
        terms
    }

    fn loss(&self, noise: &[[f64; 2]]) -> f64 {
        let [energy, divergence] = self.terms(noise);
        energy + divergence / self.beta
    }
}

fn samples() -> Vec<Vec<f64>> {
    DATA.chunks(8).map(|x| x.iter().map(|x| f64::from(*x)).collect()).collect()
}

/// An auto-encoder with random weights, and its oracle.
fn random(widths: &[usize], beta: f64) -> (Vae, Oracle<'_>) {
    let mut rng = Rng::new(20);
    let n = Vae::untrained(8, widths, &mut rng).parameters.len();
    let parameters: Vec<f32> = (0..n).map(|_| 0.5 * rng.normal() as f32).collect();
    let wide = parameters.iter().map(|w| f64::from(*w)).collect();
    let mut vae = Vae::new(8, widths, parameters);
    vae.beta = beta as f32;
    (vae, Oracle { widths, parameters: wide, beta })
}

#[test]
fn every_gradient_by_finite_differences() {
    for (widths, beta) in [(&[8][..], 1.0), (&[16, 8], 1.0), (&[16, 8], 0.25), (&[16, 8, 8], 4.0)] {
        let (mut vae, mut oracle) = random(widths, beta);
        // The same generator each time, so the noise n is the same and the loss a plain function.
        let terms = vae.gradient(&DATA, &mut Generator::new(2));
        let noise: Vec<[f64; 2]> =
            vae.codes().iter().map(|code| code.noise.map(f64::from)).collect();
        let [energy, divergence] = oracle.terms(&noise);
        close(f64::from(terms.energy), energy, 2e-5, "⟨E⟩");
        close(f64::from(terms.divergence), divergence, 2e-5, "KL");
        close(f64::from(terms.free_energy(vae.beta)), oracle.loss(&noise), 2e-5, "F̃");
        assert_eq!(vae.slope().len(), oracle.parameters.len());
        for (i, found) in vae.slope().iter().enumerate() {
            let kept = oracle.parameters[i];
            let mut at = |w: f64| {
                oracle.parameters[i] = w;
                oracle.loss(&noise)
            };
            let exact = (at(kept + 1e-5) - at(kept - 1e-5)) / 2e-5;
            oracle.parameters[i] = kept;
            close(f64::from(*found), exact, 2e-5, &format!("{widths:?}, β {beta}, parameter {i}"));
        }
        assert!(noise.iter().flatten().all(|n| *n != 0.0));
    }
}

#[test]
fn pictures_and_energies_are_those_of_the_formula() {
    let (mut vae, oracle) = random(&[16, 8], 1.0);
    let points = [[0.3, -0.7], [1.5, 2.0], [-2.5, 0.1]];
    let narrow = points.map(|z| z.map(|v: f64| v as f32));
    let sample = &DATA[..8];
    let energies = vae.energies(&narrow, sample);
    let pictures = vae.pictures(&narrow);
    for (i, z) in points.iter().enumerate() {
        let x: Vec<f64> = sample.iter().map(|x| f64::from(*x)).collect();
        close(f64::from(energies[i]), oracle.energy(*z, &x), 2e-5, "E");
        for (j, u) in oracle.log_odds(*z).into_iter().enumerate() {
            close(f64::from(pictures[8 * i + j]), 1.0 / (1.0 + (-u).exp()), 1e-6, "p");
        }
    }
    vae.encode(sample);
    let (code, x) = (vae.codes()[0], &samples()[0]);
    let q = oracle.code(x);
    for k in 0..2 {
        close(f64::from(code.mean[k]), q[k], 1e-5, "μ");
        close(code.deviation()[k], (0.5 * q[2 + k]).exp(), 1e-5, "σ");
    }
    let kl: f64 = (0..2).map(|k| 0.5 * (q[k] * q[k] + q[2 + k].exp() - 1.0 - q[2 + k])).sum();
    close(code.divergence(), kl, 1e-5, "KL");
}

#[test]
fn the_exact_free_energy_and_posterior_by_plain_summation() {
    const H: f64 = 0.02;
    for beta in [0.5, 1.0, 6.0] {
        let (mut vae, oracle) = random(&[16, 8], beta);
        for (i, x) in samples().iter().enumerate() {
            let sample = &DATA[8 * i..8 * i + 8];
            let (mut z_sum, mut inside) = (0.0, 0.0);
            let found = exact(&mut vae, sample);
            let region = found.region(0.9);
            for k in 0..600 * 600 {
                let z = [k % 600, k / 600].map(|i| -6.0 + H * (f64::from(i) + 0.5));
                let prior = (-0.5 * (z[0] * z[0] + z[1] * z[1])).exp() / core::f64::consts::TAU;
                let weight = H * H * prior * (-beta * oracle.energy(z, x)).exp();
                z_sum += weight;
                let [u, v] = z;
                if region.iter().any(|[a, b]| a[0] <= u && u < b[0] && a[1] <= v && v < b[1]) {
                    inside += weight;
                }
            }
            let truth = -z_sum.ln() / beta;
            close(found.free_energy, truth, 1e-3, &format!("β {beta}, sample {i}: F"));
            close(inside / z_sum, 0.9, 0.02, "the region's share");
            // F̃ = ⟨E⟩ + KL/β of the encoder's Gaussian and of others: never below F.
            vae.encode(sample);
            let code = vae.codes()[0];
            let mut rng = Rng::new(3);
            for n in 0..20 {
                let mut q = code;
                if n > 0 {
                    q.mean = q.mean.map(|m| m + rng.normal() as f32);
                    q.log_variance = q.log_variance.map(|v| v + rng.normal() as f32);
                }
                let bound = mean_energy(&mut vae, &q, sample) + q.divergence() / beta;
                assert!(bound > truth - 1e-3, "β {beta}: F̃ {bound} below F {truth}");
            }
            // ⟨E⟩ against draws.
            let mut draws = downhill::ebm::math::monte_carlo::Estimate::default();
            for _ in 0..20_000 {
                let (m, s) = (code.mean, code.deviation());
                let z = [0, 1].map(|k| f64::from(m[k]) + s[k] * rng.normal());
                draws.push(oracle.energy(z, x));
            }
            let mean = mean_energy(&mut vae, &code, sample);
            close(mean, draws.mean(), 5.0 * draws.error() + 1e-4, "⟨E⟩ over q");
        }
    }
}

#[test]
fn it_learns_four_pictures() {
    let mut vae = Vae::untrained(8, &[16, 8], &mut Rng::new(11));
    let mut generator = Generator::new(1);
    let before = vae.terms(&DATA, &mut generator).free_energy(1.0);
    for _ in 0..1500 {
        vae.step(&DATA, 0.01, &mut generator);
    }
    let mean = |vae: &mut Vae| -> f32 {
        let mut generator = Generator::new(5);
        (0..50).map(|_| vae.terms(&DATA, &mut generator).free_energy(1.0)).sum::<f32>() / 50.0
    };
    let after = mean(&mut vae);
    // Naming one of four pictures costs ln 4 nats at least.
    assert!(after < 0.6 * before && f64::from(after) > 4.0_f64.ln(), "{before} {after}");
}

fn digits() -> [Digits; 2] {
    Digits::parse(include_str!("../../static/data/digits.txt")).unwrap().split()
}

#[test]
fn the_digits_are_whole() {
    let [training, held] = digits();
    assert_eq!((training.len(), held.len()), (4000, HELD_OUT));
    for class in 0..10 {
        let count = |d: &Digits| d.classes.iter().map(|c| usize::from(*c == class)).sum::<usize>();
        assert_eq!((count(&training), count(&held)), (400, 100));
    }
    assert!(held.pixels.iter().all(|p| *p == 0.0 || *p == 1.0));
    // Shrunk, two ones look like ones for training; all others are new.
    let known: std::collections::HashSet<String> =
        training.pixels.chunks(PIXELS).map(|x| format!("{x:?}")).collect();
    let again = held.pixels.chunks(PIXELS).filter(|x| known.contains(&format!("{x:?}"))).count();
    assert_eq!(again, 2);
}

#[test]
fn a_bad_line_is_named() {
    let good = format!("7{}", "00ff".repeat(16));
    let read = Digits::parse(&format!("# remark\n{good}\n")).unwrap();
    assert_eq!((read.classes.as_slice(), read.len()), (&[7][..], 1));
    assert_eq!(read.digit(0)[..16], [[0.0; 8], [1.0; 8]].concat());
    for bad in ["<!doctype html>", "7", "x00ff", &good[..64], &format!("{}g", &good[..64]), "é"] {
        let error = Digits::parse(&format!("{good}\n{bad}\n{good}")).unwrap_err();
        assert_eq!(error, "Line 2 is no digit.", "{bad}");
    }
}

#[test]
fn neighbours_vote() {
    let known = ([[0.0, 0.0], [1.0, 0.0], [1.1, 0.0], [5.0, 0.0]], [3, 4, 4, 3]);
    let asked = ([[0.1, 0.0], [0.9, 0.0], [5.0, 1.0]], [3, 4, 3]);
    let right = |k| nearest_neighbours((&known.0, &known.1), (&asked.0, &asked.1), k);
    assert_eq!(right(1), 3);
    // The first has two 4 among its three nearest, the second too, the third too.
    assert_eq!(right(3), 1);
    // Two of each: the nearer class wins.
    assert_eq!(right(4), 3);
    assert_eq!(nearest_neighbours((&[], &[]), (&asked.0, &asked.1), 5), 0);
}

#[test]
fn weights_in_a_byte() {
    let all: Vec<u8> = (0..=255).filter(|b| *b != 128).collect();
    assert_eq!(pack(&unpack(&all)), all);
    for w in [-9.0_f32, -7.9, -0.5, -0.01, 0.0, 0.003, 1.0, 6.2] {
        let kept = unpack(&pack(&[w]))[0];
        // Half a step at w is sqrt(8 |w|)/127, and near 0 a quarter of the first step at most.
        let step = (8.0 * w.abs()).sqrt() / 127.0 + 8.0 / (127.0 * 127.0);
        assert!((kept - w.clamp(-8.0, 8.0)).abs() <= step, "{w}: {kept}");
    }
}

#[test]
fn the_trained_weights_come_from_the_seed() {
    let mut rng = Rng::new(1);
    let mut session = Session::new(false, 1.0, rng.seed());
    while !session.done() {
        session.train(8, 0.003, 1.0, &mut rng);
    }
    let kept = include_bytes!("../../static/data/vae.i8");
    assert!(pack(&session.vae().parameters) == kept, "run `cargo run --release --example digits`");
    // What the bytes lost costs less than half a nat in 73.
    let [_, held] = digits();
    let mut vae = Vae::new(PIXELS, &[128, 64], unpack(kept));
    let terms = vae.terms(&held.pixels, &mut Generator::new(9)).free_energy(1.0);
    close(f64::from(terms), f64::from(session.now().free_energy[0]), 0.5, "F̃ of packed weights");
}

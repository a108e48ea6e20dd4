//! Training on pictures, eight lanes wide: the restricted Boltzmann machine against enumeration, the
//! auto-encoder against finite differences of the same formula in double precision.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::disallowed_methods, reason = "the oracles may use the platform's functions")]

mod common;

use common::{Moments, close};
use downhill::ebm::{lanes::generator::Generator, rbm::Rbm, rng::Rng, vae::Vae};

/// Four binary pictures of eight pixels.
const DATA: [f32; 32] = [
    1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0,
    0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0,
];

#[test]
fn the_boltzmann_machines_step_is_right_on_average() {
    // With v8 x h8 units all 2^8 hidden states can be enumerated, and so can E[ΔW] of CD-1.
    let mut rng = Rng::new(6);
    let weights: Vec<f32> = (0..64).map(|_| 0.7 * rng.normal() as f32).collect();
    let w = |i: usize, j: usize| f64::from(weights[8 * i + j]);
    let logistic = |x: f64| 1.0 / (1.0 + (-x).exp());
    let hidden = |v: &[f64]| -> Vec<f64> {
        (0..8).map(|j| logistic((0..8).map(|i| v[i] * w(i, j)).sum())).collect()
    };
    let bits =
        |state: usize| -> Vec<f64> { (0..8).map(|b| f64::from(state as u32 >> b & 1)).collect() };
    let chance = |p: &[f64], s: &[f64]| -> f64 {
        p.iter().zip(s).map(|(p, s)| if *s > 0.5 { *p } else { 1.0 - p }).product()
    };
    let mut exact = [0.0; 64];
    for sample in DATA.chunks(8) {
        let v0: Vec<f64> = sample.iter().map(|v| f64::from(*v)).collect();
        let h0 = hidden(&v0);
        let mut negative = [0.0; 64];
        for h in (0..256).map(bits) {
            let p_h = chance(&h0, &h);
            let p: Vec<f64> =
                (0..8).map(|i| logistic((0..8).map(|j| w(i, j) * h[j]).sum())).collect();
            for v in (0..256).map(bits) {
                let (p_v, h1) = (chance(&p, &v), hidden(&v));
                for at in 0..64 {
                    negative[at] += p_h * p_v * v[at / 8] * h1[at % 8];
                }
            }
        }
        for at in 0..64 {
            exact[at] += (v0[at / 8] * h0[at % 8] - negative[at]) / 4.0;
        }
    }
    let mut generator = Generator::new(8);
    let mut found = [Moments::default(); 64];
    for _ in 0..4000 {
        let mut machine = Rbm::new(8, 8, weights.clone());
        let error = machine.step(&DATA, 1.0, &mut generator);
        assert!(error > 0.0 && error < 8.0);
        for (at, moments) in found.iter_mut().enumerate() {
            moments.add(f64::from(machine.weights[at]) - f64::from(weights[at]));
        }
    }
    for (at, moments) in found.iter().enumerate() {
        let error = ((moments.raw(2) - moments.mean() * moments.mean()) / 4000.0).sqrt();
        close(moments.mean(), exact[at], 5.0 * error, &format!("ΔW {at}"));
    }
}

#[test]
fn the_auto_encoders_gradient() {
    const PIXELS: usize = 8;
    let n = PIXELS * 8 + 8 + 32 + 4 + 16 + 8 + 8 * PIXELS + PIXELS;
    let mut rng = Rng::new(10);
    let parameters: Vec<f32> = (0..n).map(|_| 0.5 * rng.normal() as f32).collect();
    // The same generator each time, so the noise n is the same and the loss a plain function.
    let mut vae = Vae::new(PIXELS, 8, parameters.clone());
    let loss = vae.gradient(&DATA, &mut Generator::new(2));
    let noise: Vec<[f64; 2]> = vae.codes().iter().map(|code| code.noise.map(f64::from)).collect();
    let wide_parameters: Vec<f64> = parameters.iter().map(|w| f64::from(*w)).collect();
    close(f64::from(loss), vae_loss(&wide_parameters, &noise), 1e-5, "the loss");
    for (i, found) in vae.slope().iter().enumerate() {
        let at = |w: f64| {
            let mut moved = wide_parameters.clone();
            moved[i] = w;
            vae_loss(&moved, &noise)
        };
        let exact = common::slope(at, wide_parameters[i]);
        close(f64::from(*found), exact, 2e-5, &format!("parameter {i}"));
    }
    assert!(noise.iter().flatten().all(|n| *n != 0.0));
}

/// The auto-encoder's loss on [`DATA`] in double precision, straight from its formula.
fn vae_loss(parameters: &[f64], noise: &[[f64; 2]]) -> f64 {
    let mut rest = parameters;
    let mut take = |n: usize| {
        let (part, after) = rest.split_at(n);
        rest = after;
        part
    };
    let [encoder, encoder_bias, code, code_bias] = [take(64), take(8), take(32), take(4)];
    let [latent, latent_bias, decoder, decoder_bias] = [take(16), take(8), take(64), take(8)];
    let layer = |x: &[f64], w: &[f64], b: &[f64]| -> Vec<f64> {
        (0..b.len())
            .map(|j| b[j] + (0..x.len()).map(|i| x[i] * w[i * b.len() + j]).sum::<f64>())
            .collect()
    };
    let rectified = |x: Vec<f64>| -> Vec<f64> { x.into_iter().map(|x| x.max(0.0)).collect() };
    let each = DATA.chunks(8).zip(noise).map(|(sample, noise)| {
        let x: Vec<f64> = sample.iter().map(|x| f64::from(*x)).collect();
        let q = layer(&rectified(layer(&x, encoder, encoder_bias)), code, code_bias);
        let z = [0, 1].map(|k| q[k] + (0.5 * q[2 + k]).exp() * noise[k]);
        let out = layer(&rectified(layer(&z, latent, latent_bias)), decoder, decoder_bias);
        let distortion: f64 = out.iter().zip(&x).map(|(u, x)| (1.0 + u.exp()).ln() - u * x).sum();
        let divergence: f64 =
            (0..2).map(|k| 0.5 * (q[k] * q[k] + q[2 + k].exp() - 1.0 - q[2 + k])).sum();
        distortion + divergence
    });
    each.sum::<f64>() / 4.0
}

#[test]
fn the_auto_encoder_learns() {
    let mut rng = Rng::new(11);
    let n = 64 + 8 + 32 + 4 + 16 + 8 + 64 + 8;
    let parameters: Vec<f32> = (0..n).map(|_| 0.5 * rng.normal() as f32).collect();
    let mut vae = Vae::new(8, 8, parameters);
    let mut generator = Generator::new(1);
    let before = vae.gradient(&DATA, &mut generator);
    for _ in 0..500 {
        vae.step(&DATA, 0.01, &mut generator);
    }
    let after = vae.gradient(&DATA, &mut generator);
    // Naming one of four pictures costs ln 4 nats at least.
    assert!(after < 0.6 * before && f64::from(after) > 4.0_f64.ln() * 0.9, "{before} {after}");
}

//! The algorithms that run eight lanes wide: gradients against finite differences and against the same
//! formulas in double precision, samplers against exact moments.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::disallowed_methods, reason = "the oracles may use the platform's functions")]

mod common;

use common::{Moments, close};
use downhill::ebm::{
    adam::Adam,
    cloud::Cloud,
    ellipse::TRAINED,
    free_energy::soft_min,
    lanes::generator::Generator,
    mixture::Mixture,
    perceptron::{Perceptron, Step, Workspace},
    raster::{COLOURS, colour, scatter},
    rbm::Rbm,
    rng::Rng,
    soft_field::{BLOCK, SoftField},
    vae::Vae,
};

const HIDDEN: usize = 16;

/// The perceptron's energy in double precision, straight from its formula.
fn energy(parameters: &[f64], [x, y]: [f64; 2]) -> f64 {
    let (w1, rest) = parameters.split_at(2 * HIDDEN);
    let (b1, rest) = rest.split_at(HIDDEN);
    let (w2, rest) = rest.split_at(HIDDEN * HIDDEN);
    let (b2, rest) = rest.split_at(HIDDEN);
    let (w3, b3) = rest.split_at(HIDDEN);
    let h1: Vec<f64> =
        (0..HIDDEN).map(|j| (w1[2 * j] * x + w1[2 * j + 1] * y + b1[j]).tanh()).collect();
    let h2 = (0..HIDDEN).map(|i| {
        let row = &w2[i * HIDDEN..(i + 1) * HIDDEN];
        (b2[i] + row.iter().zip(&h1).map(|(w, h)| w * h).sum::<f64>()).tanh()
    });
    b3[0] + h2.zip(w3).map(|(h, w)| h * w).sum::<f64>()
}

fn perceptron() -> (Perceptron, Vec<f64>) {
    let mut net = Perceptron::new(HIDDEN, &mut Generator::new(5));
    // No part may be zero, or its gradient would not be seen.
    let mut rng = Rng::new(1);
    net.change(|w| w.iter_mut().for_each(|w| *w += 0.3 * rng.normal() as f32));
    let wide = net.parameters().iter().map(|w| f64::from(*w)).collect();
    (net, wide)
}

/// Thirteen points: more than one vector, and the second not full.
fn points() -> Vec<[f32; 2]> {
    let mut rng = Rng::new(2);
    (0..13).map(|_| [1.5 * rng.normal() as f32, 1.5 * rng.normal() as f32]).collect()
}

fn wide([x, y]: [f32; 2]) -> [f64; 2] {
    [f64::from(x), f64::from(y)]
}

#[test]
fn the_perceptron_is_its_formula() {
    let (net, parameters) = perceptron();
    let cloud = Cloud::of(points().into_iter());
    let energies = net.energies(&cloud);
    assert_eq!(energies.len(), 13);
    for (point, found) in points().into_iter().zip(energies) {
        close(f64::from(found), energy(&parameters, wide(point)), 3e-6, "E");
    }
}

#[test]
fn the_perceptrons_gradient_in_x() {
    let (net, parameters) = perceptron();
    let gradients = net.gradients(&Cloud::of(points().into_iter()));
    assert_eq!(gradients.len(), 13);
    for (point, found) in points().into_iter().zip(gradients.points()) {
        let [x, y] = wide(point);
        let exact = [
            common::slope(|x| energy(&parameters, [x, y]), x),
            common::slope(|y| energy(&parameters, [x, y]), y),
        ];
        for (found, exact) in found.into_iter().zip(exact) {
            close(f64::from(found), exact, 1e-5, "∂E/∂x");
        }
    }
}

#[test]
fn the_perceptrons_gradient_in_its_parameters() {
    let (net, parameters) = perceptron();
    let cloud = Cloud::of(points().into_iter());
    // The weight depends on the energy, as a regulariser's does.
    let weight = |s: usize, e: f32| (if s < 6 { 1.0 } else { -1.0 } + 0.2 * e) / 13.0;
    let (mut found, mut work) = (Vec::new(), Workspace::default());
    let energies = net.gradient(&cloud, &weight, &mut found, &mut work);
    assert_eq!(energies, net.energies(&cloud));
    // d/dθ Σ ±E + 0.1 E² has exactly these weights.
    let loss = |parameters: &[f64]| -> f64 {
        let each = points().into_iter().enumerate().map(|(s, point)| {
            let e = energy(parameters, wide(point));
            if s < 6 { e + 0.1 * e * e } else { 0.1 * e * e - e }
        });
        each.sum::<f64>() / 13.0
    };
    for (i, found) in found.iter().enumerate() {
        let at = |w: f64| {
            let mut moved = parameters.clone();
            moved[i] = w;
            loss(&moved)
        };
        close(f64::from(*found), common::slope(at, parameters[i]), 1e-5, &format!("parameter {i}"));
    }
    // Kept memory does not leak from one call into the next.
    let mut again = vec![9.0; 3];
    net.gradient(&cloud, &weight, &mut again, &mut work);
    assert_eq!(again, found);
}

#[test]
fn langevin_in_the_perceptron_without_noise_is_gradient_descent() {
    let (net, parameters) = perceptron();
    let mut cloud = Cloud::of(points().into_iter());
    net.langevin(&mut cloud, 10, Step { eta: 0.05, sigma: 0.0 }, &mut Generator::new(1));
    for (start, end) in points().into_iter().zip(cloud.points()) {
        let mut x = wide(start);
        for _ in 0..10 {
            let slope = [0, 1].map(|k| {
                let at = |v: f64| {
                    let mut moved = x;
                    moved[k] = v;
                    energy(&parameters, moved)
                };
                common::slope(at, x[k])
            });
            x = [x[0] - 0.05 * slope[0], x[1] - 0.05 * slope[1]];
        }
        close(f64::from(end[0]), x[0], 1e-4, "x");
        close(f64::from(end[1]), x[1], 1e-4, "y");
    }
}

#[test]
fn langevin_noise_has_the_width_that_is_asked_for() {
    // One unit in each layer at work would bend E; all parameters 0 leave pure diffusion.
    let flat = Perceptron::with(HIDDEN, vec![0.0; HIDDEN * HIDDEN + 5 * HIDDEN + 1]);
    let mut cloud = Cloud::at_origin(40_000);
    flat.langevin(&mut cloud, 4, Step { eta: 0.1, sigma: 0.5 }, &mut Generator::new(3));
    let [mut x, mut y] = [Moments::default(); 2];
    for [a, b] in cloud.points() {
        x.add(f64::from(a));
        y.add(f64::from(b));
    }
    x.assert([0.0, 1.0, 0.0, 3.0], "x");
    y.assert([0.0, 1.0, 0.0, 3.0], "y");
}

#[test]
fn langevin_in_one_gaussian_has_the_exact_stationary_variance() {
    // x' = (1 - η/σ²) x + sqrt(2ηT) n: variance 2ηT / (1 - (1 - η/σ²)²) = σ²T / (1 - η/2σ²).
    let (sigma, temperature) = (0.4, 0.5);
    let mixture = Mixture::new([[1.0, -2.0]; 8], sigma as f32);
    for eta in [0.02, 0.2] {
        let mut cloud = Cloud::at_origin(20_003);
        let temperature_f32 = temperature as f32;
        mixture.langevin(&mut cloud, 120, eta as f32, temperature_f32, &mut Generator::new(9));
        let variance = sigma * sigma * temperature / (1.0 - eta / (2.0 * sigma * sigma));
        let [mut x, mut y] = [Moments::default(); 2];
        for [a, b] in cloud.points() {
            x.add(f64::from(a));
            y.add(f64::from(b));
        }
        x.assert([1.0, variance, 0.0, 3.0 * variance * variance], "x");
        y.assert([-2.0, variance, 0.0, 3.0 * variance * variance], "y");
    }
}

#[test]
fn a_step_in_the_mixture_follows_the_gradient() {
    let (radius, sigma) = (2.0, 0.4);
    let mixture = Mixture::ring(radius as f32, sigma as f32);
    let energy = |x: f64, y: f64| -> f64 {
        let each = (0..8).map(|k| {
            let turn = f64::from(k) * std::f64::consts::TAU / 8.0;
            let (dx, dy) = (x - radius * turn.cos(), y - radius * turn.sin());
            (-(dx * dx + dy * dy) / (2.0 * sigma * sigma)).exp()
        });
        -each.sum::<f64>().ln()
    };
    let mut cloud = Cloud::of(points().into_iter());
    mixture.langevin(&mut cloud, 1, 0.01, 0.0, &mut Generator::new(1));
    for (start, end) in points().into_iter().zip(cloud.points()) {
        let [x, y] = wide(start);
        let exact = [
            x - 0.01 * common::slope(|x| energy(x, y), x),
            y - 0.01 * common::slope(|y| energy(x, y), y),
        ];
        close(f64::from(end[0]), exact[0], 2e-5, "x");
        close(f64::from(end[1]), exact[1], 2e-5, "y");
    }
}

#[test]
fn adam_is_kingma_and_bas_algorithm() {
    // Ten parameters: one vector and a rest.
    let mut rng = Rng::new(4);
    let mut w: Vec<f32> = (0..10).map(|_| rng.normal() as f32).collect();
    let mut exact: Vec<f64> = w.iter().map(|w| f64::from(*w)).collect();
    let (mut m, mut v) = (vec![0.0; 10], vec![0.0; 10]);
    let mut adam = Adam::new(10);
    for t in 1..=50 {
        let g: Vec<f32> = (0..10).map(|_| rng.normal() as f32).collect();
        adam.step(&mut w, &g, 0.01);
        for i in 0..10 {
            let g = f64::from(g[i]);
            m[i] = 0.9 * m[i] + 0.1 * g;
            v[i] = 0.999 * v[i] + 0.001 * g * g;
            let (mean, square) = (m[i] / (1.0 - 0.9_f64.powi(t)), v[i] / (1.0 - 0.999_f64.powi(t)));
            exact[i] -= 0.01 * mean / (square.sqrt() + 1e-8);
        }
    }
    for (found, exact) in w.into_iter().zip(exact) {
        close(f64::from(found), exact, 1e-5, "w");
    }
}

#[test]
fn the_field_is_the_soft_minimum_for_any_beta() {
    let decoder = TRAINED;
    let decoded: Vec<[f64; 2]> =
        (0..97).map(|k| decoder.decode(f64::from(k) / 97.0 * std::f64::consts::TAU)).collect();
    let narrow: Vec<[f32; 2]> = decoded.iter().map(|g| [g[0] as f32, g[1] as f32]).collect();
    // The last are too steep for a progression.
    for (beta, spacing) in [(0.05, 0.06), (1.0, 0.06), (20.0, 0.03), (300.0, 0.03), (5000.0, 0.06)]
    {
        let n = 3 * BLOCK;
        let first = -0.5 * n as f32 * spacing;
        let mut field = SoftField::new(&narrow, beta, first, spacing);
        for y2 in [-1.7_f32, 0.0, 0.4] {
            let (mut inf, mut soft) = (vec![f32::NAN; n], vec![f32::NAN; n]);
            field.row(y2, &mut inf, &mut soft);
            for i in 0..n {
                let y = wide([first + i as f32 * spacing, y2]);
                let square = |g: &[f64; 2]| (y[0] - g[0]).powi(2) + (y[1] - g[1]).powi(2);
                let energies: Vec<f64> = decoded.iter().map(square).collect();
                let tolerance = 1e-5 + 1e-5 / f64::from(beta);
                close(f64::from(inf[i]), soft_min(&energies, f64::INFINITY), tolerance, "F_∞");
                let exact = soft_min(&energies, f64::from(beta));
                close(f64::from(soft[i]), exact, tolerance, &format!("F_{beta} at {y:?}"));
            }
        }
    }
}

#[test]
fn colours_and_points_land_where_they_should() {
    let table: [u32; COLOURS] = core::array::from_fn(|i| i as u32);
    let field = [0.0, 1.0, -3.0, 7.0, 0.5, 0.25, 1.0 / 1023.0, 0.9996];
    let mut pixels = [99; 8];
    colour(&field, &table, &mut pixels);
    assert_eq!(pixels, [0, 1023, 0, 1023, 512, 256, 1, 1023]);

    let (width, mut pixels) = (7, vec![5; 7 * 6]);
    let far = [[-4.0, 2.0], [3.0, 99.0], [f32::NAN, 1.0], [1e30, 1e30], [0.9, 3.0], [6.0, 3.0]];
    let cloud = Cloud::of([far.as_slice(), &[[2.4, 1.9]]].concat().into_iter());
    scatter(&cloud, [1, 0], width, &mut pixels);
    let painted: Vec<usize> = (0..pixels.len()).filter(|p| pixels[*p] == 1).collect();
    assert_eq!(painted, [1, 2, 3, 8, 9, 10, 15, 16, 17]);
    assert_eq!(pixels.iter().filter(|p| **p == 0).count(), pixels.len() - 9);
}

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
    let noise: Vec<[f64; 2]> = vae.codes().iter().map(|code| wide(code.noise)).collect();
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

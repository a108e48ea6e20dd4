//! The algorithms that run eight lanes wide: gradients against finite differences and against the same
//! formulas in double precision, samplers against exact moments.

#![allow(clippy::disallowed_methods, reason = "the oracles may use the platform's functions")]

use crate::common::{Moments, close};
use downhill::ebm::{
    inference::free_energy::soft_min,
    learning::adam::Adam,
    math::rng::Rng,
    models::{
        ellipse::TRAINED,
        perceptron::{Perceptron, Step, Workspace},
    },
    simd::{
        disc_sprites::DiscSprite,
        field_pixels::{COLOURS, colour},
        gaussian_mixture::Mixture,
        generator::Generator,
        points_soa::Points,
        soft_field::{BLOCK, SoftField},
    },
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
    let cloud = Points::of(points().into_iter());
    let energies = net.energies(&cloud);
    assert_eq!(energies.len(), 13);
    for (point, found) in points().into_iter().zip(energies) {
        close(f64::from(found), energy(&parameters, wide(point)), 3e-6, "E");
    }
}

#[test]
fn the_perceptrons_gradient_in_x() {
    let (net, parameters) = perceptron();
    let gradients = net.gradients(&Points::of(points().into_iter()));
    assert_eq!(gradients.len(), 13);
    for (point, found) in points().into_iter().zip(gradients.points()) {
        let [x, y] = wide(point);
        let exact = [
            crate::common::slope(|x| energy(&parameters, [x, y]), x),
            crate::common::slope(|y| energy(&parameters, [x, y]), y),
        ];
        for (found, exact) in found.into_iter().zip(exact) {
            close(f64::from(found), exact, 1e-5, "∂E/∂x");
        }
    }
}

#[test]
fn the_perceptrons_gradient_in_its_parameters() {
    let (net, parameters) = perceptron();
    let cloud = Points::of(points().into_iter());
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
        close(
            f64::from(*found),
            crate::common::slope(at, parameters[i]),
            1e-5,
            &format!("parameter {i}"),
        );
    }
    // Kept memory does not leak from one call into the next.
    let mut again = vec![9.0; 3];
    net.gradient(&cloud, &weight, &mut again, &mut work);
    assert_eq!(again, found);
}

#[test]
fn langevin_in_the_perceptron_without_noise_is_gradient_descent() {
    let (net, parameters) = perceptron();
    let mut cloud = Points::of(points().into_iter());
    net.langevin(&mut cloud, 10, Step::at(0.05, 0.0), &mut Generator::new(1));
    for (start, end) in points().into_iter().zip(cloud.points()) {
        let mut x = wide(start);
        for _ in 0..10 {
            let slope = [0, 1].map(|k| {
                let at = |v: f64| {
                    let mut moved = x;
                    moved[k] = v;
                    energy(&parameters, moved)
                };
                crate::common::slope(at, x[k])
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
    let mut cloud = Points::at_origin(40_000);
    flat.langevin(&mut cloud, 4, Step::at(0.1, 1.25), &mut Generator::new(3));
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
        let mut cloud = Points::at_origin(20_003);
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
    let mut cloud = Points::of(points().into_iter());
    mixture.langevin(&mut cloud, 1, 0.01, 0.0, &mut Generator::new(1));
    for (start, end) in points().into_iter().zip(cloud.points()) {
        let [x, y] = wide(start);
        let exact = [
            x - 0.01 * crate::common::slope(|x| energy(x, y), x),
            y - 0.01 * crate::common::slope(|y| energy(x, y), y),
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
fn colours_are_the_nearest_of_the_table() {
    let table: [u32; COLOURS] = core::array::from_fn(|i| i as u32);
    let field = [0.0, 1.0, -3.0, 7.0, 0.5, 0.25, 1.0 / 1023.0, 0.9996];
    let mut pixels = [99; 8];
    colour(&field, &table, &mut pixels);
    assert_eq!(pixels, [0, 1023, 0, 1023, 512, 256, 1, 1023]);
}

#[test]
fn stamped_discs_are_discs() {
    const WIDTH: usize = 40;
    let (ink, paper) = ([200, 10, 30], [255, 253, 248]);
    let [radius, halo] = [5.0, 2.5];
    let stamp = DiscSprite::new([radius, halo], [ink, paper]);
    let press = |centres: &[[f32; 2]]| {
        let mut pixels = vec![7; WIDTH * 30];
        stamp.blit(centres, WIDTH, &mut pixels);
        pixels.into_iter().map(u32::to_le_bytes).collect::<Vec<_>>()
    };
    let opacity = |pixels: &[[u8; 4]]| pixels.iter().map(|p| f64::from(p[3]) / 255.0).sum::<f64>();
    let pi = std::f64::consts::PI;
    let disc = |r: f64| pi * r * r;
    for centre in [[12.0, 11.0], [20.3, 14.9], [17.5, 9.25]] {
        let pixels = press(&[centre]);
        // Its area and its middle, to what a quarter of a pixel and eight bits leave open.
        close(opacity(&pixels), disc(7.5), 0.01 * disc(7.5), "the area");
        for axis in 0..2 {
            let at = |i: usize| [i % WIDTH, i / WIDTH][axis] as f64 + 0.5;
            let sum: f64 = (0..pixels.len()).map(|i| at(i) * f64::from(pixels[i][3]) / 255.0).sum();
            close(sum / opacity(&pixels), f64::from(centre[axis]), 0.13, "the middle");
        }
        let pixel = |[x, y]: [f32; 2]| pixels[y as usize * WIDTH + x as usize];
        assert_eq!(pixel(centre), [200, 10, 30, 255], "ink in the middle");
        let [x, y] = centre;
        assert_eq!(pixel([x + 6.25, y])[..3], [255, 253, 248], "paper in the halo");
        assert_eq!(pixel([x + 9.5, y])[3], 0, "nothing outside");
    }
    // The later disc lies above; where its rim is half clear, the earlier one shines through.
    let two = press(&[[12.0, 11.0], [15.0, 11.0]]);
    assert_eq!(two[11 * WIDTH + 15], [200, 10, 30, 255]);
    assert!(two.iter().all(|p| p[3] == 0 || p[0] >= 199), "both colours are at least so red");
    // Where a row is cut, its pixels are what they would have been.
    let [whole, cut] = [[20.0, 15.0], [37.0, 15.0]].map(|centre| press(&[centre]));
    for row in (0..30).map(|y| y * WIDTH) {
        assert_eq!(whole[row + 12..row + 23], cut[row + 29..row + 40]);
    }
    // Cut off at the edges, and beyond them nothing.
    let cut = press(&[[0.0, 0.0], [40.0, 30.0], [-9.0, 4.0], [f32::NAN, 2.0], [1e30, -1e30]]);
    close(opacity(&cut), disc(7.5) / 2.0, 0.02 * disc(7.5), "two quarters");
}

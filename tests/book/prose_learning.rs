//! Numbers and claims of the chapters on learning and sampling that stand without a link, from
//! independent arithmetic; and that every broken recipe can be mended.

#![allow(clippy::disallowed_methods, reason = "the oracles may use the platform's functions")]

use std::f64::consts::{PI, TAU};

use crate::common::{close, read, states, text};
use downhill::demos::contrastive_divergence::training::{Session, Settings};
use downhill::ebm::{
    math::{cell_grid::CellGrid, rng::Rng},
    models::{
        datasets,
        digits::{Digits, PIXELS},
        targets::{
            Energy, Learned,
            learned::{LEARNED, pack},
        },
    },
    simd::points_soa::Points,
    variational::vae::{
        Code, Vae,
        packed::unpack,
        posterior::{exact, mean_energy},
    },
};

#[test]
fn digits() {
    let t = text("15-vae.md");
    states(&t, "$256 \\ln 2 = 177.4$", "177.4", 256.0 * 2.0_f64.ln());
    assert!(t.contains("[4,000](=mnist-digits)") && t.contains("[16 × 16](=mnist-pixels)"));
    let [training, held] =
        Digits::parse(include_str!("../../static/data/digits.txt")).unwrap().split();
    assert_eq!((training.len(), held.len(), PIXELS), (4000, 1000, 16 * 16));
    let parameters = unpack(include_bytes!("../../static/data/vae.i8"));
    assert!(t.contains("[82,948](=weights)"));
    assert_eq!(parameters.len(), 82_948);
    assert!(t.contains("digits=step:200->held"));
    assert_eq!(read("digits;step:200 -> updates"), 400.0);
    assert!(t.contains("[50](=price-of-a-nat)"));
    close(1.0 / 0.02, 50.0, 1e-12, "1/β");
    assert!(t.contains("beta:0.02;step:160"));
    assert_eq!(read("digits;beta:0.02;step:160 -> goal"), 1.0);
    assert_eq!(read("digits;beta:0.02;step:160 -> updates"), 320.0);
    states(&t, "[800](=steps-to-mend)", "800", 960.0 - 160.0);
    assert!(t.contains("](?digits=beta:0.02;step:960;160@beta:1)"));
    assert!(t.contains("(?digits=beta:10;step:400->nats)"));
    assert_eq!(read("digits;beta:0.02;step:960;160@beta:1 -> goal"), 2.0);

    // Classes that share strokes overlap: they make most of what the neighbours get wrong.
    let mut vae = Vae::new(PIXELS, &[128, 64], parameters);
    let mut codes = |digits: &Digits| {
        vae.encode(&digits.pixels);
        vae.codes().iter().map(|code| code.mean).collect::<Vec<_>>()
    };
    let [known, asked] = [codes(&training), codes(&held)];
    let wrong = |(point, class): &(&[f32; 2], &u8)| {
        let near = |z: &[f32; 2]| (z[0] - point[0]).powi(2) + (z[1] - point[1]).powi(2);
        let all = known.iter().zip(&training.classes);
        let (_, found) = all.min_by(|a, b| near(a.0).total_cmp(&near(b.0))).unwrap();
        (found != *class).then_some([*found, **class])
    };
    let pairs: Vec<[u8; 2]> = asked.iter().zip(&held.classes).filter_map(|x| wrong(&x)).collect();
    let inside = |[a, b]: &[u8; 2]| {
        [[4, 7, 9], [3, 5, 8]].iter().any(|group| group.contains(a) && group.contains(b))
    };
    let (all, shared) = (pairs.len(), pairs.iter().filter(|pair| inside(pair)).count());
    // They are 12 of the 90 ordered pairs of classes.
    assert!(shared as f64 > 3.0 * all as f64 * 12.0 / 90.0, "{shared} of {all}");

    // One encoder serves all digits: for the first one there is a better ellipse.
    let x = held.digit(0);
    vae.encode(x);
    let code = vae.codes()[0];
    assert!(t.contains("](=decodings-of-the-exact-posterior)"));
    // The first grid, and the cells that are left in the end.
    assert!(32 * 32 + exact(&mut vae, x).cells.len() > 2000);
    let mut bound = |q: &Code| mean_energy(&mut vae, q, x) + q.divergence();
    let (first, mut best, mut rng) = (bound(&code), code, Rng::new(1));
    for _ in 0..300 {
        let mut q = best;
        q.mean = q.mean.map(|m| m + 0.05 * rng.normal() as f32);
        q.log_variance = q.log_variance.map(|v| v + 0.2 * rng.normal() as f32);
        if bound(&q) < bound(&best) {
            best = q;
        }
    }
    assert!(bound(&best) < first - 0.5, "{first}, {}", bound(&best));
    assert!(bound(&best) > read("digits;start:trained;pick:1;exact:on -> F"));

    // Something that is no digit: a chessboard.
    let squares = ["52428", "52428", "13107", "13107"].join(",");
    let board = format!(
        "digits;start:trained;exact:on;x:drawn;drawing:{}",
        [squares.as_str(); 4].join(",")
    );
    let digit = |key: &str| read(&format!("digits;start:trained;exact:on -> {key}"));
    for key in ["bound", "F"] {
        assert!(read(&format!("{board} -> {key}")) > 2.0 * digit(key), "{key}");
    }
}

#[test]
fn contrastive_divergence() {
    let t = text("06-contrastive-divergence.md");
    states(&t, "$\\mathcal{L} = \\ln 24 = 3.178$", "3.178", 24.0_f64.ln());
    states(&t, "$\\ln 4 = 1.386$", "1.386", 4.0_f64.ln());
    states(&t, "\\frac{0.5}{0.64}\\, e^{-0.25/1.28}$ $= 0.78125", "0.78125", 0.5 / 0.64);
    states(&t, "0.78125 \\cdot 0.8226 = 0.6426", "0.8226", f64::exp(-0.25 / 1.28));
    states(&t, "0.78125 \\cdot 0.8226 = 0.6426", "0.6426", 0.5 / 0.64 * f64::exp(-0.25 / 1.28));
    states(&t, "\\sqrt{2 \\eta T} = \\sqrt{0.04} = 0.2$", "0.2", f64::sqrt(2.0 * 0.02));
    states(&t, "0.0004/4 = 0.0001$", "0.0001", 0.02 * 0.02 / 4.0);
    assert!(t.contains("[128](=states-of-the-small-machine)"));
    assert_eq!(1 << (4 + 3), 128);
    assert!(t.contains("](=growth-of-an-empty-cell)"));
    close(
        read("tabular_likelihood;step:4000 -> gap") - read("tabular_likelihood;step:400 -> gap"),
        2.0,
        0.1,
        "a logarithm",
    );
    assert!(t.contains("](=bias-after-ten-steps)"));
    assert!(read("cd_gradient_bias;k:10;step:0 -> bias") < 1e-6);
    assert!(t.contains("](=asymmetry-of-the-gradient)"));
    assert!(read("cd_gradient_bias;step:0 -> none") < 1e-8);
    assert!(t.contains("](=negatives-and-data)"));
    let apart = |step: u32| {
        let at = |key: &str| read(&format!("contrastive_training;step:{step} -> {key}"));
        (at("Enegatives") - at("Edata"), at("KL"))
    };
    let (late, early) = (apart(200), apart(40));
    // Two updates a step.
    assert!(
        t.contains("[400](=updates-of-200-steps)") && t.contains("[3200](=updates-of-1600-steps)")
    );
    for (step, updates) in [(200, 400.0), (1600, 3200.0), (40, 80.0)] {
        assert_eq!(read(&format!("contrastive_training;step:{step} -> updates")), updates);
    }
    assert!(early.0 < 3.0 * late.0 && early.1 > 4.0 * late.1, "{early:?}, {late:?}");
    // What the canyon's derivation says of the integral: the plain holds 6 e^-a.
    assert!(t.contains("$6\\,e^{-a}$"));
}

#[test]
fn every_failure_fails_and_can_be_mended() {
    let t = text("06-contrastive-divergence.md");
    let soon = |settings: &str, key: &str| {
        read(&format!("training_failures;updates:8;{settings};step:200 -> {key}"))
    };
    let good = "rate:0.006;alpha:0.01";
    // The presets of the figure, by what the prose says of them.
    assert!(t.contains("](=exploding-energies)"));
    assert!(soon("goal:explode", "low") < -1000.0);
    assert!(t.contains("](=probability-far-from-the-data)"));
    let corner = format!("goal:spurious;data:corner;{good};start:data;k:1;eta:0.001");
    assert!(soon(&corner, "far") > 90.0);
    assert!(t.contains("](=data-and-negatives-agree)"));
    close(soon(&corner, "Edata"), soon(&corner, "Enegatives"), 0.05, "they agree");
    for broken in [
        "goal:explode".to_string(),
        corner,
        format!("goal:noise;start:noise;k:5;{good}"),
        format!("goal:flip;flip:on;{good}"),
        format!("goal:step;eta:0.3;{good}"),
    ] {
        assert_eq!(soon(&broken, "goal"), 0.0, "{broken} fails");
    }
    // One way to mend each; training then runs to its end.
    for mended in [
        "goal:explode;rate:0.006;alpha:0.05".to_string(),
        format!("goal:spurious;data:corner;start:persistent;k:20;{good}"),
        format!("goal:noise;start:persistent;k:20;{good}"),
        format!("goal:flip;{good}"),
        format!("goal:step;eta:0.01;{good}"),
    ] {
        assert_eq!(
            read(&format!("training_failures;updates:8;{mended};step:750 -> goal")),
            1.0,
            "{mended} is mended"
        );
    }
}

#[test]
fn langevin() {
    let t = text("09-langevin.md");
    states(&t, "$E'' = 2/0.033 = 61$", "61", 2.0 / 0.033);
    states(&t, "[403](=mouth-of-the-funnel)", "403", f64::exp(f64::midpoint(4.0, 8.0)));
    assert!(t.contains("](=bias-at-a-tenth)"));
    close(read("langevin_bias;eta:0.1 -> closed"), 1.05, 0.005, "five per cent");
    states(&t, "\\sqrt{0.02} = 0.1414$", "0.1414", f64::sqrt(0.02));
    states(&t, "$V = 1/(1 - 0.25) = 1.333$", "1.333", 1.0 / 0.75);
    states(&t, "$V = \\frac12/(1 - \\frac12) = 1$", "1", 0.5 / 0.5);
    let (bend, top) = (8.0 * 2.0 / 2.25, 4.0 * 2.0 / 2.25);
    states(&t, "\\sqrt{7.111 \\cdot 3.556} = 5.028$", "7.111", bend);
    states(&t, "\\sqrt{7.111 \\cdot 3.556} = 5.028$", "3.556", top);
    states(&t, "\\sqrt{7.111 \\cdot 3.556} = 5.028$", "5.028", f64::sqrt(bend * top));
    let kramers = TAU / f64::sqrt(bend * top) * 2.0_f64.exp();
    states(&t, "$2\\pi/5.028 \\cdot e^2 = 1.25 \\cdot 7.389 = 9.233$", "9.233", kramers);
    close(read("kramers_escape;h:2;T:1 -> kramers"), kramers, 1e-9, "Kramers");
    states(&t, "$e^{3/0.5 - 3/1} = e^3 = 20.09$", "20.09", 3.0_f64.exp());
    // The tent of T = 1 has the variance 2; what its chains have instead is washed out.
    assert!(t.contains("[2](=variance-of-the-tent)"));
    close(read("langevin_bias;energy:tent -> target"), 2.0, 1e-3, "∫ x² e^-|x| / 2");
    assert!(t.contains("](=ten-leaps)"));
    close(read("sampler_comparison;hmc:0.05 -> glide"), PI, 0.03, "ten leaps of √0.1");
    assert!(t.contains("](=time-of-a-hop)"));
    close(read("kramers_escape;T:2 -> exact"), 5.0, 0.5, "about 5");
    // The target of the double well agrees with the curvatures that the exercise gives.
    assert!(t.contains("$E''(\\text{well}) = 8h/1.5^2$"));
    let well = |x: f64| 2.0 * ((x / 1.5).powi(2) - 1.0).powi(2);
    let second = |x: f64| (well(x + 1e-4) - 2.0 * well(x) + well(x - 1e-4)) / 1e-8;
    close(second(1.5), bend, 1e-5, "E'' in the well");
    close(-second(0.0), top, 1e-5, "|E''| at the top");
    // Unadjusted Langevin is last in the contest, and stays there.
    for step in [1000, 2000] {
        let kl = |key: &str| read(&format!("sampler_comparison;step:{step} -> {key}"));
        let ula = kl("ulaKL");
        assert!([kl("walkKL"), kl("malaKL"), kl("hmcKL")].iter().all(|other| *other < 0.6 * ula));
    }
    // Starting at one point of one well, R-hat sees nothing wrong.
    assert!(t.contains("](=blind-diagnostic)"));
}

#[test]
fn the_truth_beside_training_is_that_of_a_much_finer_sum() {
    assert!(text("06-contrastive-divergence.md").contains("[97 by 97](=points-of-the-truth)"));
    let settings = Settings { updates: 8.0, ..Settings::default() };
    let (data, mut rng) = (settings.dataset(), Rng::new(1));
    let mut session = Session::new(&settings, rng.seed());
    let square = CellGrid { half: 3.5, side: 256 };
    let points: Vec<_> = square.middles().map(|p| p.map(|v| v as f32)).collect();
    let density = data.density_on(&square.places());
    for _ in 0..3 {
        let energies = session.trainer.energy.energies(&Points::of(points.iter().copied()));
        let energies: Vec<f64> = energies.into_iter().map(f64::from).collect();
        let log_z = square.log_z(&energies, 1.0);
        let exact = session.exact();
        close(exact.log_z, log_z, 2e-5, "ln Z");
        let kl = square.divergence(&density, |c| -energies[c] - log_z);
        close(exact.kl, kl, 2e-5, "KL");
        close(exact.nll, square.mean(&density, |c| energies[c] + log_z), 2e-5, "likelihood");
        for _ in 0..100 {
            session.step(&settings, &mut rng);
        }
    }
}

#[test]
fn trained_energies_fit_their_data_and_pack_exactly() {
    let data = [datasets::eight_gaussians(), datasets::two_moons(), datasets::rings()];
    let square = CellGrid { half: 3.5, side: 64 };
    let points: Vec<_> = square.middles().collect();
    for ((name, bytes), data) in LEARNED.into_iter().zip(data) {
        let energies = Learned::new(bytes).energies(&points);
        let log_z = square.log_z(&energies, 1.0);
        let kl = square.divergence(&data.density_on(&square.places()), |c| -energies[c] - log_z);
        assert!((0.0..0.15).contains(&kl), "{name}: KL {kl}");
        let weights: Vec<f32> =
            bytes.chunks(2).map(|b| f32::from(i16::from_le_bytes([b[0], b[1]])) / 4096.0).collect();
        assert_eq!(pack(&weights), bytes, "{name}");
    }
}

#[test]
fn lagrangian() {
    let t = text("16-lagrangian.md");
    let turn = PI / 6.0;
    let along = [turn.cos() + 0.5 * turn.sin(), 0.5 * turn.cos() - turn.sin()];
    states(&t, "$(1.116, -0.067)$", "1.116", along[0]);
    states(&t, "$(1.116, -0.067)$", "-0.067", along[1]);
    let product = along[0] * along[0] + along[1] * along[1] / 3.0;
    states(&t, "1.116^2 + 0.067^2/3 = 1.247$", "1.247", product);
    states(&t, "\\lambda = -2/1.247 = -1.604$", "-1.604", -2.0 / product);
    assert!(t.contains("$2 \\cdot 10^{-11}$"));
    close(read("adjoint_state;step:0 -> numeric"), 2e-11, 0.5e-11, "the best difference");
    assert!(t.contains("](=bit-for-bit)"));
    assert_eq!(read("lagrangian_training;step:200 -> gap"), 0.0);
    assert!(t.contains("$1/\\rho$"));
    let ratio = read("quadratic_penalty;rho:100 -> violation")
        / read("quadratic_penalty;rho:1e4 -> violation");
    close(ratio, 100.0, 5.0, "a hundred times the strength");
    // The links that set the sign turn round the multipliers and nothing else.
    for key in ["m1", "m4"] {
        let [plus, minus] = ["plus", "minus"]
            .map(|sign| read(&format!("constraint_network;sign:{sign};step:1 -> {key}")));
        assert_eq!(plus, -minus);
    }
    assert_eq!(
        read("constraint_network;sign:plus;step:20 -> true"),
        read("constraint_network;step:20 -> true")
    );
}

#[test]
fn vae() {
    let t = text("15-vae.md");
    states(&t, "$\\ln 2 = 0.6931$", "0.6931", 2.0_f64.ln());
    states(&t, "$\\ln 6 = 1.792$", "1.792", 6.0_f64.ln());
    states(&t, "\\frac12 (1.41 + 1.8326) = 1.621$", "1.8326", -(0.16_f64.ln()));
    states(
        &t,
        "\\frac12 (1.41 + 1.8326) = 1.621$",
        "1.621",
        0.5 * (2.25 + 0.16 - 0.16_f64.ln() - 1.0),
    );
    states(&t, "$10 \\log_2 8 = 30$", "30", 10.0 * 8.0_f64.log2());
    states(&t, "\\ln 12.566 = 1.266$", "1.266", 0.5 * (2.0 * TAU).ln());
    close(read("linear_gaussian_vae;w:1;sigma:1;y:0 -> F"), 0.5 * (2.0 * TAU).ln(), 1e-12, "F");
    // The printed formula is least at 1/√ln 2, where it is negative.
    assert!(t.contains("$= 1/\\sqrt{\\ln 2}$"));
    let width = read("gaussian_kl;formula:printed;m:0;s:1;step:300 -> width");
    close(width, 1.0 / 2.0_f64.ln().sqrt(), 1e-6, "the printed formula's width");
    assert!(read("gaussian_kl;formula:printed;m:0;s:1;step:300 -> nats") < 0.0);
    // The gap closes with one parabola, not with two wells; the broad hump is worst.
    assert!(read("variational_gap;step:300 -> gap").abs() < 1e-9);
    let wells = |q: &str| read(&format!("variational_gap;energy:wells;{q} -> gap"));
    let (right, left) = (wells("m:0.6;s:0.5;step:300"), wells("m:-0.6;s:0.5;step:300"));
    assert!(left < right && right < wells("m:0;s:1.4"));
    // No q is below the curve of best trade-offs.
    for (m, s) in [(-1.4, 0.2), (1.3, 0.5), (0.0, 1.0), (-1.5, 0.3)] {
        let at = format!("helmholtz;T:1;m:{m};s:{s}");
        assert!(read(&format!("{at} -> qF")) >= read("helmholtz;T:1 -> F") - 1e-3, "{at}");
    }
    assert!(t.contains("[1](?latent_balls=step:600->spread)"));
    close(read("latent_balls;step:1500 -> spread"), 1.0, 1e-4, "all balls fill the prior");
    assert!(read("latent_balls;flight:off;step:400 -> nats") < 1e-6);
    // Closed forms of the exercise on the exact encoder.
    close(read("linear_gaussian_vae;w:1;sigma:1 -> a"), 0.5, 1e-12, "a");
}

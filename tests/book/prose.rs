//! Numbers that the prose states without a figure behind them, from independent arithmetic.

#![allow(clippy::disallowed_methods, reason = "the oracles may use the platform's functions")]

use crate::common::{read, states, text};
use downhill::exercise::evaluate;

#[test]
fn energies() {
    let t = text("02-energies.md");
    // One shared draw of noise: Cov(y₁, y₂) = Var ε = (1/20)².
    assert!(t.contains("[1/400](=noise-covariance)"));
    assert!((0.05_f64 * 0.05 * 400.0 - 1.0).abs() < 1e-12);
    // Where sample 23 lies; tests/core/energies.rs holds it against the lecture's picture.
    let sample =
        |key: &str| evaluate(&format!("energy_of_one_sample -> {key}")).expect("a read-out");
    states(&t, "$(1.975, 0.062)$", "1.975", sample("y1"));
    states(&t, "[0.062](=sample-23-off-axis)", "0.062", sample("y2"));
    states(&t, "$y_2 = 0.06202$", "0.06202", sample("y2"));
    // Training by hand can come below 0.003, and one more valley than one exists.
    let fitted = evaluate("decoder;w1:2;w2:1.5 -> meanF").expect("a read-out");
    assert!(t.contains("[0.003](=fitted-by-hand)") && fitted < 0.003);
    for (sample, valleys) in [(23, 1.0), (3, 2.0)] {
        assert_eq!(evaluate(&format!("energy_curves;sample:{sample} -> valleys")), Ok(valleys));
    }
    // Two valleys are found “near the top or the bottom”; trained, every lowest energy is small.
    for i in 1..=24 {
        let read = |key: &str| {
            evaluate(&format!("energy_curves;sample:{i} -> {key}")).expect("a read-out")
        };
        let near_an_end_of_the_short_axis = read("y2").abs() > 1.3 && read("y1").abs() < 0.9;
        assert_eq!(read("valleys") == 2.0, near_an_end_of_the_short_axis, "sample {i}");
        let least = evaluate(&format!("energy_curves;decoder:trained;sample:{i} -> Emin"));
        assert!(least.expect("a read-out") < 0.05, "sample {i}");
    }
    // The ridge ends at the centres of curvature of the long axis' ends, (a² - b²)/a.
    states(&t, "[0.875](=end-of-the-ridge)", "0.875", (2.0 * 2.0 - 1.5 * 1.5) / 2.0);
    // The descent's factors.
    states(&t, "$1 - 2\\eta = 0.8$", "0.8", 1.0 - 2.0 * 0.1);
    states(&t, "$0.64$", "0.64", 0.8 * 0.8);
    states(&t, "$2 \\cdot 0.8^3 = 1.024$", "1.024", 2.0 * 0.8_f64.powi(3));
    states(&t, "$1.024^2 = 1.048576$", "1.048576", 1.024 * 1.024);
    // The variance of one component of the noise.
    states(&t, "$1/400 = 0.0025$", "0.0025", 1.0 / 400.0);
    // Ten latents on the grid: 48¹⁰ ≈ 6.5 × 10¹⁶.
    states(&t, "$6.5 \\times 10^{16}$", "6.5", 48_f64.powi(10) / 1e16);
    // The exercise on the landscape at x = 0.2.
    let growth = 0.4_f64.exp();
    states(&t, "= 1.9\\,e^{0.4} = 2.834$", "2.834", (0.2 * 1.5 + 0.8 * 2.0) * growth);
    states(&t, "= 1.6\\,e^{0.4} = 2.387$", "2.387", (0.2 * 2.0 + 0.8 * 1.5) * growth);
    states(&t, "$\\rho_2^2 = 2.56\\,e^{0.8} = 5.697$", "5.697", 2.56 * 0.8_f64.exp());
    // The exercise by hand.
    states(&t, "$E = (0.5 - 2)^2 + (1 - 0)^2 = 2.25 + 1 = 3.25$", "3.25", 1.5 * 1.5 + 1.0);
    states(&t, "-2 \\cdot (-1 \\cdot 0 + 1 \\cdot 1.5) = -3$", "-3", -2.0 * 1.5);
    states(&t, "$4 \\cdot 1.5 \\cdot 0.06202 = 0.3721$", "0.3721", 4.0 * 1.5 * 0.06202);
}

/// “At x = 0.5 they are both …, a circle”, the mean of squares of the noise, and the split of the
/// mean squared distance, on a sample.
#[test]
fn the_mean_squared_distance_splits_in_two() {
    let ys = [[1.0, 2.0], [-0.5, 0.25], [3.0, -1.0], [0.0, 0.125]];
    let n = ys.len() as f64;
    let mean = ys.iter().fold([0.0; 2], |m, y| [m[0] + y[0] / n, m[1] + y[1] / n]);
    let spread = |a: [f64; 2]| {
        ys.iter().map(|y| (y[0] - a[0]).powi(2) + (y[1] - a[1]).powi(2)).sum::<f64>() / n
    };
    let a = [0.7, -1.3];
    let offset = (mean[0] - a[0]).powi(2) + (mean[1] - a[1]).powi(2);
    assert!((spread(a) - (spread(mean) + offset)).abs() < 1e-12);
}

/// “The candidate at (3.2, 2.2) … on the other side”: above η = 1/2 the step overshoots.
#[test]
fn large_steps_overshoot() {
    for (eta, side) in [(0.4, 1.0), (0.8, -1.0)] {
        let distance: f64 = 2.0 * (1.0 - 2.0 * eta);
        assert_eq!(distance.signum(), side);
    }
}

#[test]
fn free_energy() {
    let t = text("03-free-energy.md");
    // The walk that stops at the top: its end, and that the strip is grey only inside the evolute.
    let wrong =
        "optimizer_comparison;decoder:trained;method:descent;y1:0;y2:-0.5;z:1.2;eta:0.05;step:130";
    assert!(t.contains("$z = \\pi/2$"));
    assert!((read(&format!("{wrong} -> z")) - std::f64::consts::FRAC_PI_2).abs() < 1e-5);
    let mut grey_somewhere = false;
    for k in 0..60 {
        let (y1, y2) = (-3.0 + 0.1 * f64::from(k), -2.0 + 0.07 * f64::from(k * 7 % 58));
        let at =
            format!("optimizer_comparison;decoder:trained;method:descent;y1:{y1:.2};y2:{y2:.2}");
        let grey = read(&format!("{at} -> wrong")) > 0.0;
        assert!(!grey || read(&format!("{at} -> valleys")) == 2.0, "({y1}, {y2})");
        grey_somewhere |= grey;
    }
    assert!(grey_somewhere);
    // Searching all 48 is never in the wrong valley, even where its grid is coarse.
    for y in ["y1:3;y2:2", "y1:2.9;y2:-1.7", "y1:0;y2:-0.5", "y1:-2.2;y2:1.9"] {
        assert_eq!(
            read(&format!("optimizer_comparison;decoder:trained;method:search;{y} -> wrong")),
            0.0,
            "{y}"
        );
    }
    assert_eq!(
        read("optimizer_comparison;decoder:trained;method:descent;y1:0.5;y2:0 -> valleys"),
        2.0
    );
    assert_eq!(
        read("optimizer_comparison;decoder:trained;method:descent;y1:0.5;y2:0 -> wrong"),
        0.0
    );
    // Each method of the table is done after the steps that its links name, and not before.
    for (method, steps) in
        [("search", 48), ("golden", 37), ("brent", 12), ("descent", 155), ("cg", 1), ("lbfgs", 8)]
    {
        let after = |steps: u64| {
            read(&format!("optimizer_comparison;method:{method};step:{steps} -> iterations"))
        };
        assert_eq!(after(steps + 5), steps as f64, "{method}");
    }
    // The other level places of the first exercise: the top, the sides.
    states(&t, "[$4$](=energy-at-the-top)", "4", (-0.5_f64 - 1.5).powi(2));
    states(&t, "$4 + 0.25 = 4.25$", "4.25", 2.0_f64.powi(2) + 0.5 * 0.5);
    // With the untrained decoder the order is e, d, c, b, a; with the trained one c, b, d, e, a.
    for (decoder, order) in [("untrained", "edcba"), ("trained", "cbdea")] {
        let energy = |point: char| {
            read(&format!("five_energies;reveal:on;decoder:{decoder};point:{point} -> F"))
        };
        let free: Vec<f64> = order.chars().map(energy).collect();
        assert!(free.windows(2).all(|pair| pair[0] < pair[1]), "{decoder}: {free:?}");
    }
    // F_β at the centre of the trained ellipse: 3.125 - ln I₀(0.875 β)/β.
    let bessel0 = |x: f64| {
        let mut term = 1.0;
        (1..100).fold(1.0, |sum, k| {
            term *= x * x / (4.0 * f64::from(k * k));
            sum + term
        })
    };
    assert!(t.contains("$F_\\beta(0,0) = 3.125 - \\frac{1}{\\beta} \\ln I_0(0.875\\,\\beta)$"));
    for beta in [0.1, 1.0, 20.0] {
        let found = read(&format!("temperature;y1:0;y2:0;beta:{beta} -> F"));
        assert!((found - (3.125 - bessel0(0.875 * beta).ln() / beta)).abs() < 1e-11, "{beta}");
    }
    states(&t, "$\\langle E \\rangle = (4 + 2.25)/2 = 3.125$", "3.125", f64::midpoint(4.0, 2.25));
    // The exercise on the sum: three digits of ln 48, and its twentieth part.
    states(&t, "$-\\ln(48)/20 = -3.871/20 = -0.1936$", "3.871", 48.0_f64.ln());
    states(&t, "$-\\ln(48)/20 = -3.871/20 = -0.1936$", "0.1936", 48.0_f64.ln() / 20.0);
    // Denoising: 2σ², and one direction of two; three of a hundred.
    states(&t, "$2\\sigma^2 = 0.32$", "0.32", 2.0 * 0.4 * 0.4);
    states(&t, "[97](=noise-that-would-go)", "97", 100.0 * (1.0 - 3.0 / 100.0));
    let error = |settings: &str| read(&format!("denoise;{settings} -> error"));
    let halved = error("noise:0.1;count:300;step:60") / error("noise:0.1;count:300;step:0");
    assert!((halved - 0.5).abs() < 0.06, "small noise loses half: {halved}");
    assert!(error("beta:1;step:100") > error("step:0"), "the soft landscape makes it worse");
    assert!(read("denoise;step:60 -> F") < 1e-6, "the energy has vanished");
    // “The points end inside the ellipse”: where F₁ is level on the long axis.
    let slope = |y1: f64| read(&format!("temperature;beta:1;y1:{y1};y2:0 -> d1"));
    assert!(slope(1.7) < 0.0 && slope(2.0) > 0.0);
}

#[test]
fn gibbs() {
    let t = text("04-gibbs.md");
    states(&t, "$e^{0.5} = 1.649$", "1.649", 0.5_f64.exp());
    // The two wells of the drawing, and the ratio of their peaks.
    let depth = |pen: f64| read(&format!("draw_energy;pen:{pen} -> Epen"));
    states(&t, "[$1.05$](=second-minimum)", "1.05", depth(1.5));
    assert_eq!(depth(-1.5), 0.0);
    states(&t, "$e^{1.05} = 2.858$", "2.858", 1.05_f64.exp());
    states(&t, "$e^{4.2} = 66.69$", "66.69", 4.2_f64.exp());
    let peak = |pen: f64| read(&format!("draw_energy;reveal:on;pen:{pen} -> ppen"));
    assert!((peak(-1.5) / peak(1.5) - 1.05_f64.exp()).abs() < 1e-10);
    states(&t, "$\\ln 6 = 1.792$", "1.792", 6.0_f64.ln());
    // The spike: four deep, two triangles of 0.15 wide, in a plain of 6, at T = 4.
    let n = 60_000;
    let weight = |k: i32| {
        let y = -3.0 + 6.0 * (f64::from(k) + 0.5) / f64::from(n);
        let energy = 4.0 * (y.abs() / 0.15).min(1.0);
        (y, (-energy / 4.0).exp())
    };
    let all: f64 = (0..n).map(|k| weight(k).1).sum();
    let inside: f64 = (0..n).map(weight).filter(|(y, _)| y.abs() < 0.15).map(|(_, w)| w).sum();
    states(&t, "[8.3](=share-of-the-spike)", "8.3", 100.0 * inside / all);
    // Row 1 of the table.
    assert!(t.contains("$e^{-0.2336 - 1.165} = 0.2469$"));
    assert!(((-0.2336_f64 - 1.165).exp() - 0.2469).abs() < 5e-5);
    // The error bar narrows by √10, “about three”, for a factor of ten.
    let error = |step: u32| read(&format!("density;step:{step} -> error"));
    assert!((error(9) / error(99) - 10.0_f64.sqrt()).abs() < 0.5);
    assert!((read("density;energy:hard;beta:3 -> Z") / read("density -> Z") - 10.8).abs() < 0.1);
    // The wall: 42 spins a day, 58 a century, at 10⁸ states a second; and a hundred.
    let seconds = |n: i32| 2.0_f64.powi(n) / 1e8;
    let (day, century) = (86_400.0, 100.0 * 365.25 * 86_400.0);
    assert!(t.contains("[42](=spins-of-a-day)") && t.contains("[58](=spins-of-a-century)"));
    assert!(seconds(42) < day && day < seconds(43));
    assert!(seconds(58) < century && century < seconds(59));
    states(&t, "$10^{22.1}$", "22.1", seconds(100).log10());
    // 13.8 billion years.
    let universe = 13.8e9 * 365.25 * 86_400.0;
    assert!(
        t.contains("](=ages-of-the-universe)")
            && (seconds(100) / universe / 3e4 - 1.0).abs() < 0.05
    );
    // Where the probability of 20 spins lies, state by state.
    let (mut z, mut low, mut count) = (0.0, 0.0, 0.0);
    for state in 0..1_u32 << 20 {
        let alike = |i: u32, j: u32| 1.0 - 2.0 * f64::from((state >> i ^ state >> j) & 1);
        let across = (0..20).filter(|i| i % 4 < 3).map(|i| alike(i, i + 1)).sum::<f64>();
        let energy = -across - (0..16).map(|i| alike(i, i + 4)).sum::<f64>();
        let weight = (-0.5 * energy).exp();
        z += weight;
        if energy <= -17.0 {
            low += weight;
            count += 1.0;
        }
    }
    states(&t, "[69](=probability-of-low-states)", "69", 100.0 * low / z);
    states(&t, "[0.28](=number-of-low-states)", "0.28", 100.0 * count / f64::from(1 << 20));
    // The exercises.
    let logistic = 1.0 / (1.0 + (-1.0_f64).exp());
    states(&t, "$1/(1 + e^{-1}) = 0.7311$", "0.7311", logistic);
    states(&t, "$e^{-5} = 0.0067$", "0.0067", (-5.0_f64).exp());
    let five = 1.0 / (1.0 + (-1.0_f64).exp() + 3.0 * (-5.0_f64).exp());
    states(&t, "$1/(1 + e^{-1} + 3e^{-5}) = 0.7204$", "0.7204", five);
    states(&t, "= 1 - 0.8959 = 0.1041$", "0.8959", 0.5 * 6.0_f64.ln());
    states(&t, "= 1 - 0.8959 = 0.1041$", "0.1041", 1.0 - 0.5 * 6.0_f64.ln());
    for (energy, stated) in [(0.5_f64, "0.6065"), (2.0, "0.1353"), (3.0, "0.0498")] {
        states(&t, "0.6065/(0.6065 + 0.1353 + 0.0498) = 0.7662", stated, (-energy).exp());
    }
    let row = [0.5_f64, 2.0, 3.0].map(|e| (-e).exp());
    states(&t, "= 0.7662$", "0.7662", row[0] / row.iter().sum::<f64>());
    states(&t, "$\\pi/\\beta = 0.3142$", "0.3142", std::f64::consts::PI / 10.0);
    let agree = (2.0 * 0.7_f64.cosh()).ln();
    states(&t, "$\\ln Z = 0.6931 + 19 \\cdot 0.9204 = 18.18$", "0.6931", 2.0_f64.ln());
    states(&t, "$\\ln Z = 0.6931 + 19 \\cdot 0.9204 = 18.18$", "0.9204", agree);
    states(&t, "19 \\cdot 0.9204 = 18.18$", "18.18", 2.0_f64.ln() + 19.0 * agree);
}

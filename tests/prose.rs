//! Numbers that the prose states without a figure behind them, from independent arithmetic.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::disallowed_methods, reason = "the oracles may use the platform's functions")]

use downhill::exercise::evaluate;

/// The text of a chapter, white space folded.
fn text(file: &str) -> String {
    let text = std::fs::read_to_string(format!("pages/en/{file}")).expect("the chapter is there");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Asserts that the chapter says `words` (so that a change of the prose is noticed) and that the
/// number it states is `computed`, to the digits printed.
fn states(text: &str, words: &str, stated: &str, computed: f64) {
    assert!(text.contains(words), "the chapter no longer says “{words}”");
    assert!(words.contains(stated), "“{words}” does not contain {stated}");
    let digits = stated.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    assert_eq!(stated, format!("{computed:.digits$}"), "{words}");
}

#[test]
fn energies() {
    let t = text("02-energies.md");
    // One shared draw of noise: Cov(y₁, y₂) = Var ε = (1/20)².
    assert!(t.contains("with covariance 1/400 between the rows"));
    assert!((0.05_f64 * 0.05 * 400.0 - 1.0).abs() < 1e-12);
    // Where sample 23 lies; tests/ebm.rs holds it against the lecture's picture.
    let sample = |key: &str| evaluate(&format!("sample -> {key}")).expect("a read-out");
    states(&t, "Sample 23 lies at $(1.975, 0.062)$", "1.975", sample("y1"));
    states(&t, "Sample 23 misses the axis by 0.062", "0.062", sample("y2"));
    states(&t, "$y_2 = 0.06202$", "0.06202", sample("y2"));
    // Training by hand can come below 0.003, and one more valley than one exists.
    let fitted = evaluate("decoder;w1:2;w2:1.5 -> meanF").expect("a read-out");
    assert!(t.contains("mean squared distance below 0.003") && fitted < 0.003);
    for (sample, valleys) in [(23, 1.0), (3, 2.0)] {
        assert_eq!(evaluate(&format!("curves;sample:{sample} -> valleys")), Ok(valleys));
    }
    // Two valleys are found “near the top or the bottom”; trained, every lowest energy is small.
    for i in 1..=24 {
        let read =
            |key: &str| evaluate(&format!("curves;sample:{i} -> {key}")).expect("a read-out");
        let near_an_end_of_the_short_axis = read("y2").abs() > 1.3 && read("y1").abs() < 0.9;
        assert_eq!(read("valleys") == 2.0, near_an_end_of_the_short_axis, "sample {i}");
        let least = evaluate(&format!("curves;decoder:trained;sample:{i} -> Emin"));
        assert!(least.expect("a read-out") < 0.05, "sample {i}");
    }
    // The ridge ends at the centres of curvature of the long axis' ends, (a² - b²)/a.
    states(&t, "up to 0.875 from the centre", "0.875", (2.0 * 2.0 - 1.5 * 1.5) / 2.0);
    // The descent's factors.
    states(&t, "by the factor $1 - 2\\eta = 0.8$", "0.8", 1.0 - 2.0 * 0.1);
    states(&t, "and the energy by its square, $0.64$", "0.64", 0.8 * 0.8);
    states(&t, "the distance is $2 \\cdot 0.8^3 = 1.024$", "1.024", 2.0 * 0.8_f64.powi(3));
    states(&t, "the energy $1.024^2 = 1.048576$", "1.048576", 1.024 * 1.024);
    // The variance of one component of the noise.
    states(&t, "$1/400 = 0.0025$", "0.0025", 1.0 / 400.0);
    // Ten latents on the grid: 48¹⁰ ≈ 6.5 × 10¹⁶.
    states(&t, "about $6.5 \\times 10^{16}$", "6.5", 48_f64.powi(10) / 1e16);
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

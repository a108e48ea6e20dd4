//! Eight lanes at a time: the errors that `ebm::simd` quotes, measured against double precision, its
//! generator against the published one, its matrix product against sums.

use downhill::ebm::{
    math::{num, rng::Rng},
    simd::{
        LANES, Lanes,
        elementary::Elementary,
        generator::Generator,
        padded,
        product::{Left, Matrix, Right, product_into},
        sum,
    },
};
use rand::{Rng as _, SeedableRng};
use rand_xoshiro::{SplitMix64, Xoshiro128Plus};

/// The largest of `error(x, f(x))` over `n` evenly spaced x in [lo, hi].
fn worst([lo, hi]: [f64; 2], f: impl Fn(Lanes) -> Lanes, error: impl Fn(f64, f64) -> f64) -> f64 {
    const N: usize = 400_000;
    let x = |i: usize| (lo + (hi - lo) * i as f64 / N as f64) as f32;
    let each = (0..N).step_by(LANES).flat_map(|i| {
        let x: [f32; LANES] = core::array::from_fn(|lane| x(i + lane));
        x.into_iter().zip(f(Lanes::new(x)).to_array())
    });
    each.map(|(x, value)| error(f64::from(x), f64::from(value))).fold(0.0, f64::max)
}

fn relative(exact: f64, value: f64) -> f64 {
    ((value - exact) / exact).abs()
}

#[test]
fn elementary_functions_err_as_little_as_they_say() {
    let f = Elementary::new();
    let two_to = |x: f64| num::exp(x * core::f64::consts::LN_2);
    let log2 = |x: f64| num::ln(x) / core::f64::consts::LN_2;
    let tanh = |x: f64| num::exp_m1(2.0 * x) / (num::exp_m1(2.0 * x) + 2.0);

    // The coarse power really is coarser: a bound that anything meets would show nothing.
    let coarse = worst([-126.0, 126.0], |x| f.exp2(x), |x, v| relative(two_to(x), v));
    assert!((2.0e-6..2.8e-6).contains(&coarse), "{coarse:e}");
    let fine = worst([-126.0, 125.9], |x| f.exp2_fine(x), |x, v| relative(two_to(x), v));
    assert!(fine < 2e-7, "{fine:e}");
    let exp = worst([-87.0, 87.0], |x| f.exp(x), |x, v| relative(num::exp(x), v) / (2.0 + x.abs()));
    assert!(exp < 1e-7, "{exp:e}");
    let error = worst([-12.0, 12.0], |x| f.tanh(x), |x, v| (v - tanh(x)).abs());
    assert!(error < 3e-7, "{error:e}");
    let logistic = |x: f64| 1.0 / (1.0 + num::exp(-x));
    let error = worst([-80.0, 80.0], |x| f.logistic(x), |x, v| (v - logistic(x)).abs());
    assert!(error < 2e-7, "{error:e}");
    for range in [[1.2e-38, 1e-30], [1e-7, 4.0], [1.0, 1e6], [1e20, 3e38]] {
        let scaled = |x, v: f64| (v - log2(x)).abs() / (1.0 + log2(x).abs());
        let error = worst(range, |x| f.log2(x), scaled);
        assert!(error < 1.7e-7, "{range:?}: {error:e}");
    }
    let cos = worst([-0.25, 0.25], |t| f.half_turn(t).0, |t, v| (v - num::cos(num::TAU * t)).abs());
    let sin = worst([-0.25, 0.25], |t| f.half_turn(t).1, |t, v| (v - num::sin(num::TAU * t)).abs());
    assert!(cos < 2e-7 && sin < 2e-7, "{cos:e} {sin:e}");
}

#[test]
fn elementary_functions_stay_finite_far_out() {
    let f = Elementary::new();
    let far = [-1e30, -1e4, -200.0, 200.0, 1e4, 1e30, 0.0, -0.0].map(|x: f32| x);
    let x = Lanes::new(far);
    for (name, values) in [("exp", f.exp(x)), ("tanh", f.tanh(x)), ("logistic", f.logistic(x))] {
        assert!(values.to_array().iter().all(|v| v.is_finite()), "{name}: {values:?}");
    }
    assert_eq!(f.tanh(x).to_array()[..6], [-1.0, -1.0, -1.0, 1.0, 1.0, 1.0]);
    assert_eq!(f.exp2_fine(Lanes::ZERO).to_array()[0].round(), 1.0);
    assert!(f.floor(x).to_array().iter().all(|v| *v >= -126.0));
}

#[test]
fn each_lane_is_the_published_generator() {
    let mut generator = Generator::new(42);
    let mut seeds = SplitMix64::seed_from_u64(42);
    let words: Vec<u32> = (0..4 * LANES).map(|_| (seeds.next_u64() >> 32) as u32).collect();
    let mut lanes: Vec<Xoshiro128Plus> = (0..LANES)
        .map(|lane| {
            let mut seed = [0; 16];
            for i in 0..4 {
                seed[4 * i..4 * i + 4].copy_from_slice(&words[i * LANES + lane].to_le_bytes());
            }
            Xoshiro128Plus::from_seed(seed)
        })
        .collect();
    for _ in 0..1000 {
        let expected: Vec<u32> = lanes.iter_mut().map(Xoshiro128Plus::next_u32).collect();
        assert_eq!(generator.words().to_array()[..], expected[..]);
    }
}

#[test]
fn uniforms_and_normals_have_their_moments() {
    let (f, mut generator) = (Elementary::new(), Generator::new(7));
    let n = 400_000;
    let mut uniform = crate::common::Moments::default();
    let [mut first, mut second, mut both] = [crate::common::Moments::default(); 3];
    for _ in 0..n / LANES {
        for u in generator.uniform().to_array() {
            assert!((0.0..1.0).contains(&u));
            uniform.add(f64::from(u));
        }
        let (a, b) = generator.normals(&f);
        for (a, b) in a.to_array().into_iter().zip(b.to_array()) {
            assert!(a.is_finite() && b.is_finite());
            first.add(f64::from(a));
            second.add(f64::from(b));
            both.add(f64::from(a) * f64::from(b));
        }
    }
    uniform.assert([0.5, 1.0 / 12.0, 0.0, 1.0 / 80.0], "uniform");
    first.assert([0.0, 1.0, 0.0, 3.0], "the cosine's normal");
    second.assert([0.0, 1.0, 0.0, 3.0], "the sine's normal");
    assert!(both.mean().abs() < 5.0 / f64::from(n as u32).sqrt(), "uncorrelated");
}

#[test]
fn the_product_is_the_sum_of_products() {
    let mut rng = Rng::new(3);
    let mut numbers = |n: usize| -> Vec<f32> { (0..n).map(|_| rng.normal() as f32).collect() };
    let (mut left, mut right) = (Left::default(), Right::default());
    // Sizes that fill the tiles, that do not, and thin ones; each factor also transposed.
    for (m, k, n) in [(8, 16, 8), (4, 1, 8), (1, 1, 1), (5, 7, 9), (13, 64, 30), (64, 3, 17)] {
        let (a, b) = (numbers(m * k), numbers(k * n));
        let turned = |x: &[f32], rows: usize, columns: usize| -> Vec<f32> {
            (0..rows * columns).map(|i| x[i % rows * columns + i / rows]).collect()
        };
        let (a_turned, b_turned) = (turned(&a, m, k), turned(&b, k, n));
        let exact = |i: usize, j: usize| -> f64 {
            (0..k).map(|d| f64::from(a[i * k + d]) * f64::from(b[d * n + j])).sum()
        };
        let forms = [
            (Matrix::by_rows(&a, k), Matrix::by_rows(&b, n)),
            (
                Matrix::by_rows(&a_turned, m).transposed(),
                Matrix::by_rows(&b_turned, k).transposed(),
            ),
        ];
        for (a, b) in forms {
            left.pack_left(a);
            right.pack_right(b);
            let mut c = vec![f32::NAN; m * n];
            product_into(&left, &right, &mut c);
            for (at, value) in c.into_iter().enumerate() {
                let exact = exact(at / n, at % n);
                assert!((f64::from(value) - exact).abs() < 1e-5 * (k as f64), "{m} {k} {n}: {at}");
            }
        }
    }
}

#[test]
fn sums_and_padding() {
    let lanes = Lanes::new([1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0]);
    assert_eq!(sum(lanes), 255.0);
    assert_eq!([0, 1, 8, 9].map(padded), [0, 8, 8, 16]);
}

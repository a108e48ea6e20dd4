//! What the tests of the mathematics share.

#![allow(dead_code, reason = "each test file uses its part")]

/// Asserts that `found` is within `tolerance` of `expected`; NaN is not.
pub fn close(found: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((found - expected).abs() <= tolerance, "{what}: found {found}, expected {expected}");
}

/// The central difference of `f` at `x`.
pub fn slope(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    const H: f64 = 1e-5;
    (f(x + H) - f(x - H)) / (2.0 * H)
}

/// Sums of the first four powers of a sample.
#[derive(Clone, Copy, Default)]
pub struct Moments {
    n: f64,
    sums: [f64; 8],
}

impl Moments {
    /// One more number.
    pub fn add(&mut self, x: f64) {
        self.n += 1.0;
        let mut power = 1.0;
        for sum in &mut self.sums {
            power *= x;
            *sum += power;
        }
    }

    /// The k-th moment about zero.
    pub fn raw(&self, k: usize) -> f64 {
        self.sums[k - 1] / self.n
    }

    /// The sample's mean.
    pub fn mean(&self) -> f64 {
        self.raw(1)
    }

    /// Holds the moments about zero against exact central ones (mean, variance, third, fourth), each
    /// within five of its own standard errors.
    pub fn assert(&self, [mean, variance, third, fourth]: [f64; 4], what: &str) {
        let square = mean * mean;
        let exact = [
            mean,
            variance + square,
            third + 3.0 * mean * variance + mean * square,
            fourth + 4.0 * mean * third + 6.0 * square * variance + square * square,
        ];
        for (k, exact) in (1..).zip(exact) {
            let error = ((self.raw(2 * k) - self.raw(k) * self.raw(k)) / self.n).sqrt();
            let off = (self.raw(k) - exact) / error;
            assert!(
                off.abs() < 5.0,
                "{what}: moment {k} is {} for {exact}, {off} errors",
                self.raw(k)
            );
        }
    }
}

/// The text of a chapter, white space folded.
pub fn text(file: &str) -> String {
    let text = std::fs::read_to_string(format!("pages/en/{file}")).expect("the chapter is there");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Asserts that the chapter says `words` (so that a change of the prose is noticed) and that the
/// number it states is `computed`, to the digits printed.
pub fn states(text: &str, words: &str, stated: &str, computed: f64) {
    assert!(text.contains(words), "the chapter no longer says “{words}”");
    assert!(words.contains(stated), "“{words}” does not contain {stated}");
    let digits = stated.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    assert_eq!(stated, format!("{computed:.digits$}"), "{words}");
}

/// A read-out of a figure.
pub fn read(reference: &str) -> f64 {
    downhill::exercise::evaluate(reference).unwrap_or_else(|why| panic!("{why}"))
}

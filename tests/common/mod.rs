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

/// A chapter in every language, white space folded.
pub struct Chapter(Vec<String>);

impl Chapter {
    /// Whether it has this formula, link or mark in every language.
    pub fn contains(&self, part: &str) -> bool {
        self.0.iter().all(|text| text.contains(part))
    }
}

/// The chapter in the files of this name, in every language that has one.
pub fn text(file: &str) -> Chapter {
    let languages = std::fs::read_dir("pages").expect("the pages are there");
    let paths = languages.map(|entry| entry.expect("a folder").path().join(file));
    let texts = paths.filter_map(|path| std::fs::read_to_string(path).ok());
    let folded = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let all: Vec<_> = texts.map(folded).collect();
    assert!(!all.is_empty(), "no language has {file}");
    Chapter(all)
}

/// Asserts that the chapter has the formula or mark `words` in every language (so that a change of the
/// prose is noticed) and that the number it states is `computed`, to the digits printed.
pub fn states(chapter: &Chapter, words: &str, stated: &str, computed: f64) {
    assert!(chapter.contains(words), "the chapter no longer says “{words}”");
    assert!(words.contains(stated), "“{words}” does not contain {stated}");
    let digits = stated.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    assert_eq!(stated, format!("{computed:.digits$}"), "{words}");
}

/// A read-out of a figure.
pub fn read(reference: &str) -> f64 {
    downhill::exercise::evaluate(reference).unwrap_or_else(|why| panic!("{why}"))
}

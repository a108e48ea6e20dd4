//! Monte Carlo:  the mean of draws estimates an expectation, and their spread its error.

/// A running mean with its standard error. Welford (1962): no large sums of squares are subtracted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    count: f64,
    mean: f64,
    squares: f64,
}

// region: estimate
impl Estimate {
    /// Takes one more draw.
    pub fn push(&mut self, draw: f64) {
        self.count += 1.0;
        let gap = draw - self.mean;
        self.mean += gap / self.count;
        self.squares += gap * (draw - self.mean);
    }

    /// The mean of the draws; 0 for none.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// The standard error of the mean, sqrt(variance / count); 0 for fewer than two draws.
    pub fn error(&self) -> f64 {
        if self.count < 2.0 {
            return 0.0;
        }
        (self.squares / (self.count - 1.0) / self.count).sqrt()
    }

    /// How many draws it has seen.
    pub fn count(&self) -> f64 {
        self.count
    }
}
// endregion: estimate

impl FromIterator<f64> for Estimate {
    fn from_iter<I: IntoIterator<Item = f64>>(draws: I) -> Self {
        let mut estimate = Self::default();
        draws.into_iter().for_each(|draw| estimate.push(draw));
        estimate
    }
}

//! An axis of a plot.

use crate::demo::Text;

/// An axis: a range and what it measures.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// What it measures, with the unit in brackets where there is one.
    pub label: Text,
    /// The lower end.
    pub min: f64,
    /// The upper end.
    pub max: f64,
    /// Where numbers stand.
    pub ticks: Ticks,
}

/// Where an axis carries numbers.
#[derive(Clone, Debug, PartialEq)]
pub enum Ticks {
    /// At round numbers.
    Round,
    /// At multiples of π.
    Pi,
    /// At powers of ten; the axis carries the decimal logarithm.
    Powers,
    /// Nowhere: the layers label themselves.
    None,
}

impl Axis {
    /// An axis with numbers at round values.
    pub fn new(label: Text, min: f64, max: f64) -> Self {
        Self { label, min, max, ticks: Ticks::Round }
    }

    /// The same axis with other ticks.
    #[must_use]
    pub fn ticks(mut self, ticks: Ticks) -> Self {
        self.ticks = ticks;
        self
    }
}

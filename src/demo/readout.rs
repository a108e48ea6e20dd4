//! A named number under a figure.

use super::Text;
use crate::text;

/// A named number under a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Readout {
    /// The short name that links and tests use.
    pub key: &'static str,
    /// The name that the page shows.
    pub name: Text,
    /// The value, in `unit`.
    pub value: f64,
    /// The unit; empty for pure numbers.
    pub unit: Text,
}

impl Readout {
    /// A pure number.
    pub fn new(key: &'static str, name: Text, value: f64) -> Self {
        Self { key, name, value, unit: Text::default() }
    }

    /// An angle or another number with a unit.
    pub fn with_unit(key: &'static str, name: Text, value: f64, unit: Text) -> Self {
        Self { key, name, value, unit }
    }

    /// The same number in percent.
    #[must_use]
    pub fn percent(self) -> Self {
        Self { unit: text!("%"), ..self }
    }

    /// The value and unit as the page prints them, to four significant digits.
    pub fn text(&self) -> Text {
        let Self { value, unit, .. } = self;
        if unit.is_empty() {
            text!("{value}", value = *value)
        } else {
            text!("{value} {unit}", value = *value, unit)
        }
    }
}

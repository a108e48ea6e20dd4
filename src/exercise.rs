//! Exercises and quoted numbers: a read-out of a figure in a given state, computed by the core.
//!
//! A page writes `graph;z:1.05;y1:1 -> E`: the figure `graph`, with these settings, and its
//! read-out `E`. The build prints the value, the page checks the reader's answer against it.

use crate::{
    demo::{decimal, run::Run},
    demos,
};

/// The name of the figure in a reference.
pub fn figure(reference: &str) -> &str {
    reference.split([';', '-']).next().unwrap_or_default().trim()
}

/// The value of a read-out of a figure in a given state, or a sentence on what is wrong.
///
/// # Errors
///
/// A sentence on what is wrong: no such figure or read-out, or settings that cannot be applied.
pub fn evaluate(reference: &str) -> Result<f64, String> {
    let (state, key) = reference
        .split_once("->")
        .ok_or_else(|| format!("“{reference}” does not end in “-> read-out”"))?;
    let (name, settings) = state.trim().split_once(';').unwrap_or((state.trim(), ""));
    let (_, make) = demos::find(name).ok_or_else(|| format!("no figure is called “{name}”"))?;
    let (run, notices) = Run::from_link(make, settings);
    if let Some(notice) = notices.first() {
        return Err(format!("“{reference}”: {}", notice.english()));
    }
    let key = key.trim();
    let readouts = run.demo().readouts();
    let readout = readouts.iter().find(|readout| readout.key == key);
    readout.map(|readout| readout.value).ok_or_else(|| format!("“{name}” reads out no “{key}”"))
}

/// What to say of a reader's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is no number.
    NotANumber,
    /// It lies within the tolerance.
    Right,
    /// It lies below.
    TooLow,
    /// It lies above.
    TooHigh,
}

/// Judges a reader's answer; a decimal comma and a true minus sign are understood.
pub fn judge(answer: &str, truth: f64, tolerance: f64) -> Verdict {
    let plain = answer.trim().replace(',', ".").replace('−', "-");
    match decimal::parse(&plain) {
        Some(value) if value.is_finite() && (value - truth).abs() <= tolerance => Verdict::Right,
        Some(value) if value.is_finite() && value < truth => Verdict::TooLow,
        Some(value) if value.is_finite() => Verdict::TooHigh,
        _ => Verdict::NotANumber,
    }
}

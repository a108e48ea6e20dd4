//! The guard: finds the first number of a figure that has left the finite world, and says so.

use super::{Demo, Plot, Readout, Text};
use crate::text;

/// Why a figure stopped.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// Which number, and what became of it, in a sentence.
    pub message: Text,
}

/// Looks at every read-out and every number of every plot.
///
/// # Errors
///
/// The first number that is not finite, read-outs first.
pub fn check(demo: &dyn Demo) -> Result<(), Fault> {
    check_readouts(&demo.readouts())?;
    check_plots(&demo.plots())
}

/// Looks at the read-outs alone: cheap enough for every step.
///
/// # Errors
///
/// The first read-out that is not finite.
pub fn check_readouts(readouts: &[Readout]) -> Result<(), Fault> {
    readouts.iter().try_for_each(|readout| check_number(readout.value, || readout.name.clone()))
}

/// Looks at every number of every plot.
///
/// # Errors
///
/// The first number of a plot that is not finite.
pub fn check_plots(plots: &[Plot]) -> Result<(), Fault> {
    for plot in plots {
        for layer in &plot.layers {
            for number in layer.numbers() {
                check_number(number, || {
                    text!("{layer} in “{plot}”", layer = layer.name(), plot = &plot.title)
                })?;
            }
        }
        for axis in [&plot.x, &plot.y] {
            check_number(axis.min, || axis.label.clone())?;
            check_number(axis.max, || axis.label.clone())?;
        }
        for number in plot.handles.iter().flat_map(|handle| handle.at) {
            check_number(number, || plot.title.clone())?;
        }
    }
    Ok(())
}

fn check_number(number: f64, what: impl FnOnce() -> Text) -> Result<(), Fault> {
    if number.is_finite() {
        return Ok(());
    }
    let message = if number.is_nan() {
        text!(
            "{what} is no longer a number: infinities were subtracted, or zero divided by zero. A step that is too large does this most often.",
            what = what(),
        )
    } else {
        text!(
            "{what} has grown beyond every number the computer can hold. A step that is too large does this most often.",
            what = what(),
        )
    };
    Err(Fault { message })
}

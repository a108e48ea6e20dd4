//! The guard: finds the first number of a figure that has left the finite world, and says so.

use super::{Demo, Plot, Readout};

/// Why a figure stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which number, and what became of it, in a sentence.
    pub message: String,
}

/// Looks at every read-out and every number of every plot.
pub fn check(demo: &dyn Demo) -> Result<(), Fault> {
    check_readouts(&demo.readouts())?;
    check_plots(&demo.plots())
}

/// Looks at the read-outs alone: cheap enough for every step.
pub fn check_readouts(readouts: &[Readout]) -> Result<(), Fault> {
    readouts.iter().try_for_each(|readout| check_number(readout.value, || readout.name.into()))
}

/// Looks at every number of every plot.
pub fn check_plots(plots: &[Plot]) -> Result<(), Fault> {
    for plot in plots {
        for layer in &plot.layers {
            for number in layer.numbers() {
                check_number(number, || format!("{} in “{}”", layer.name(), plot.title))?;
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

fn check_number(number: f64, what: impl FnOnce() -> String) -> Result<(), Fault> {
    if number.is_finite() {
        return Ok(());
    }
    let why = if number.is_nan() {
        "is no longer a number: infinities were subtracted, or zero divided by zero"
    } else {
        "has grown beyond every number the computer can hold"
    };
    let message = format!("{} {why}. A step that is too large does this most often.", what());
    Err(Fault { message })
}

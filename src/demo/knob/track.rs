//! The track of a control's slider: where its values lie on it.

use super::{Beyond, Kind, Knob};
use crate::{
    demo::decimal::three_digits,
    ebm::math::num::{exp10, log10},
};

impl Knob {
    /// The end of a slider's track, its other end, and the distance of neighbouring places.
    pub fn track(&self) -> [f64; 3] {
        match &self.kind {
            Kind::Slider { range, step, .. } | Kind::List { range, step, .. } => {
                [*range.start(), *range.end(), *step]
            }
            // One place more than the positive, finite ones for what lies beyond.
            Kind::Log { range, per_decade, beyond } => {
                let last = (per_decade * log10(range.end() / range.start())).round();
                let [zero, infinity] = match beyond {
                    Beyond::Nothing => [0.0, 0.0],
                    Beyond::Infinity => [0.0, 1.0],
                    Beyond::ZeroAndInfinity => [1.0, 1.0],
                };
                [-zero, last + infinity, 1.0]
            }
            Kind::Toggle => [0.0, 1.0, 1.0],
            Kind::Choice(options) => [0.0, options.len() as f64 - 1.0, 1.0],
        }
    }

    /// Where a value lies on the track.
    pub fn to_track(&self, value: f64) -> f64 {
        match &self.kind {
            Kind::Log { .. } if value == f64::INFINITY => self.track()[1],
            Kind::Log { .. } if value == 0.0 => self.track()[0],
            Kind::Log { range, per_decade, .. } => per_decade * log10(value / range.start()),
            _ => value,
        }
    }

    /// The value at a place of the track.
    pub fn from_track(&self, place: f64) -> f64 {
        match &self.kind {
            Kind::Log { beyond, .. }
                if *beyond != Beyond::Nothing && place > self.track()[1] - 0.5 =>
            {
                f64::INFINITY
            }
            Kind::Log { beyond: Beyond::ZeroAndInfinity, .. } if place < -0.5 => 0.0,
            Kind::Log { range, per_decade, .. } => {
                let power = exp10(place / per_decade);
                three_digits((range.start() * power).min(*range.end()))
            }
            _ => place,
        }
    }
}

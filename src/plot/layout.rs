//! Where things go: margins, the data area, and the way between data and pixels.

use crate::{
    demo::{Plot, Ticks},
    plot::pen::Rect,
};

/// The layout of one plot at one width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layout {
    /// The data area, in pixels.
    pub area: Rect,
    /// The height of the whole picture, in pixels.
    pub height: f64,
    x: [f64; 2],
    y: [f64; 2],
}

impl Layout {
    /// The layout of `plot` in a picture `width` pixels wide.
    pub fn new(plot: &Plot, width: f64) -> Self {
        let numbered = plot.y.ticks != Ticks::None;
        let labelled = !plot.x.label.is_empty();
        let [left, right] = if numbered { [38.0, 10.0] } else { [4.0, 4.0] };
        let top = if numbered { 26.0 } else { 4.0 };
        let bottom = match (plot.x.ticks == Ticks::None, labelled) {
            (false, _) => 40.0,
            (true, true) => 24.0,
            (true, false) => 4.0,
        };
        let inner = (width - left - right).max(1.0);
        let height = inner / plot.data_aspect();
        Self {
            area: Rect { x: left, y: top, width: inner, height },
            height: top + height + bottom,
            x: [plot.x.min, plot.x.max],
            y: [plot.y.min, plot.y.max],
        }
    }

    /// From data coordinates to pixels.
    pub fn to_pixels(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let [u, v] =
            [(x - self.x[0]) / (self.x[1] - self.x[0]), (y - self.y[0]) / (self.y[1] - self.y[0])];
        [self.area.x + u * self.area.width, self.area.y + (1.0 - v) * self.area.height]
    }

    /// From pixels to data coordinates.
    pub fn to_data(&self, [px, py]: [f64; 2]) -> [f64; 2] {
        let (u, v) =
            ((px - self.area.x) / self.area.width, 1.0 - (py - self.area.y) / self.area.height);
        [self.x[0] + u * (self.x[1] - self.x[0]), self.y[0] + v * (self.y[1] - self.y[0])]
    }
}

/// The places of an axis' numbers, with their texts; about `wanted` of them.
pub fn ticks(axis: &crate::demo::Axis, wanted: f64) -> Vec<(f64, String)> {
    match axis.ticks {
        Ticks::None => Vec::new(),
        Ticks::Round => {
            let step = round_step((axis.max - axis.min) / wanted);
            multiples(axis, step).map(|k| (k * step, crate::demo::short(k * step))).collect()
        }
        Ticks::Powers => {
            let step = ((axis.max - axis.min) / wanted).ceil().max(1.0);
            multiples(axis, step).map(|k| (k * step, power_text((k * step) as i32))).collect()
        }
        Ticks::Pi => {
            let half_turns = (axis.max - axis.min) / crate::ebm::math::num::PI;
            let per = if half_turns / wanted <= 0.5 { 0.5 } else { (half_turns / wanted).ceil() };
            let step = per * crate::ebm::math::num::PI;
            multiples(axis, step).map(|k| (k * step, pi_text(k * per))).collect()
        }
    }
}

/// The whole k for which k · step lies on the axis.
fn multiples(axis: &crate::demo::Axis, step: f64) -> impl Iterator<Item = f64> {
    let (first, last) = ((axis.min / step - 1e-9).ceil(), (axis.max / step + 1e-9).floor());
    let count = (last - first).clamp(-1.0, 100.0) + 1.0;
    (0..count as usize).map(move |i| first + i as f64)
}

/// The least of ..., 0.1, 0.2, 0.5, 1, 2, 5, ... that is at least `rough`.
fn round_step(rough: f64) -> f64 {
    const LADDER: [f64; 28] = [
        1e-3, 2e-3, 5e-3, 1e-2, 2e-2, 5e-2, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0,
        200.0, 500.0, 1000.0, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6,
    ];
    LADDER.into_iter().find(|&step| step >= rough * (1.0 - 1e-9)).unwrap_or(rough)
}

/// A power of ten as text: 0.01, 1, 1000, 10⁶, 10⁻⁴.
fn power_text(k: i32) -> String {
    match k {
        0..=3 => format!("1{}", "0".repeat(k as usize)),
        -3..0 => format!("0.{}1", "0".repeat((-k - 1) as usize)),
        _ => crate::demo::decimal::power_of_ten(k),
    }
}

/// A multiple of π as text: −2π, π/2, 0, π.
fn pi_text(k: f64) -> String {
    let (sign, k) = (if k < 0.0 { "−" } else { "" }, k.abs());
    match (k, k.fract() == 0.0) {
        (0.0, _) => "0".into(),
        (1.0, _) => format!("{sign}π"),
        (_, true) => format!("{sign}{k}π"),
        (0.5, _) => format!("{sign}π/2"),
        _ => format!("{sign}{}π/2", 2.0 * k),
    }
}

//! Axes: where their numbers stand and how they read, by plotters' traits for coordinates.

use core::ops::Range;

use plotters::coord::{
    ranged1d::{BoldPoints, KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter},
    types::RangedCoordf64,
};

use crate::{
    demo::{Axis, Ink, Plot, Ticks, decimal::power_of_ten, short},
    ebm::math::num::PI,
    plot::{
        layout::Layout,
        pen::{Pen, Rect, Stroke, TextStyle},
    },
};

/// An axis as plotters sees it.
struct Scale<'a>(&'a Axis);

impl Ranged for Scale<'_> {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        RangedCoordf64::from(self.range()).map(value, limit)
    }

    /// About as many places as the hint says: round numbers, multiples of π, or powers of ten. None on an
    /// axis without end.
    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        let (span, most) = (self.0.max - self.0.min, hint.max_num_points().max(1) as f64);
        match self.0.ticks {
            _ if !span.is_finite() => Vec::new(),
            Ticks::None => Vec::new(),
            // What rounding leaves of zero is zero.
            Ticks::Round => {
                let clean = |v: f64| if v.abs() < 1e-9 * span { 0.0 } else { v };
                let points = RangedCoordf64::from(self.range()).key_points(hint);
                points.into_iter().map(clean).collect()
            }
            Ticks::Powers => self.multiples((span / most).ceil().max(1.0)),
            Ticks::Pi => {
                let half_turns = span / PI;
                let per = if half_turns / most <= 0.5 { 0.5 } else { (half_turns / most).ceil() };
                self.multiples(per * PI)
            }
        }
    }

    fn range(&self) -> Range<f64> {
        self.0.min..self.0.max
    }
}

impl ValueFormatter<f64> for Scale<'_> {
    fn format_ext(&self, value: &f64) -> String {
        match self.0.ticks {
            Ticks::None | Ticks::Round => short(*value),
            Ticks::Powers => power_text(value.round() as i32),
            Ticks::Pi => pi_text((2.0 * value / PI).round() / 2.0),
        }
    }
}

impl Scale<'_> {
    /// The multiples of `step` on the axis.
    fn multiples(&self, step: f64) -> Vec<f64> {
        let Range { start, end } = self.range();
        let (first, last) = ((start / step - 1e-9).ceil(), (end / step + 1e-9).floor());
        let count = (last - first).clamp(-1.0, 100.0) + 1.0;
        (0..count as usize).map(|i| (first + i as f64) * step).collect()
    }
}

/// The places of an axis' numbers, with their texts; about `most` of them.
pub fn ticks(axis: &Axis, most: usize) -> Vec<(f64, String)> {
    let scale = Scale(axis);
    let places = scale.key_points(BoldPoints(most)).into_iter();
    places.map(|value| (value, scale.format_ext(&value))).collect()
}

/// The ticks of both axes of a plot: about one every 60 pixels across and 45 up.
pub struct Grid {
    across: Vec<(f64, String)>,
    up: Vec<(f64, String)>,
}

impl Grid {
    /// The ticks of a plot in this layout.
    pub fn of(plot: &Plot, layout: &Layout) -> Self {
        let most = |length: f64, each: f64| (length / each) as usize + 1;
        Self {
            across: ticks(&plot.x, most(layout.area.width, 60.0)),
            up: ticks(&plot.y, most(layout.area.height, 45.0)),
        }
    }

    /// The faint lines behind everything.
    pub(super) fn draw_lines(&self, plot: &Plot, layout: &Layout, pen: &mut dyn Pen) {
        let vertical = self.across.iter().map(|(x, _)| [[*x, plot.y.min], [*x, plot.y.max]]);
        let horizontal = self.up.iter().map(|(y, _)| [[plot.x.min, *y], [plot.x.max, *y]]);
        let place = |ends: [[f64; 2]; 2]| ends.map(|p| layout.to_pixels(p));
        let ends: Vec<_> = vertical.chain(horizontal).map(place).collect();
        pen.segments(&ends, Stroke::plain(Ink::Faint, 0.6));
    }

    /// The axes with their numbers and labels, in front.
    pub(super) fn draw_axes(&self, plot: &Plot, layout: &Layout, pen: &mut dyn Pen) {
        let ink = Ink::Text;
        let Rect { x, y, width, height } = layout.area;
        let style = |anchor| TextStyle { ink, anchor, halo: false };
        if plot.x.ticks != Ticks::None {
            let corner = [[x, y], [x, y + height], [x + width, y + height]];
            pen.line(&corner, Stroke::plain(ink, 1.0));
        }
        for (value, text) in &self.across {
            let [px, _] = layout.to_pixels([*value, plot.y.min]);
            pen.text([px, y + height + 11.0], text, style(0));
        }
        for (value, text) in &self.up {
            let [_, py] = layout.to_pixels([plot.x.min, *value]);
            pen.text([x - 6.0, py], text, style(1));
        }
        if !plot.x.label.is_empty() {
            let label = plot.x.label.said(pen.catalogue());
            pen.text([x + width / 2.0, layout.height - 10.0], &label, style(0));
        }
        if plot.y.ticks != Ticks::None {
            let label = plot.y.label.said(pen.catalogue());
            pen.text([4.0, 10.0], &label, style(-1));
        }
    }
}

/// A power of ten as text: 0.01, 1, 1000, 10⁶, 10⁻⁴.
fn power_text(k: i32) -> String {
    match k {
        0..=3 => format!("1{}", "0".repeat(k as usize)),
        -3..0 => format!("0.{}1", "0".repeat((-k - 1) as usize)),
        _ => power_of_ten(k),
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

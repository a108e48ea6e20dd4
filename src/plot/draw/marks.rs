//! Marks: discs, rings, crosses, squares; and outlines.

use crate::{
    demo::{Ink, Mark},
    plot::pen::{Fill, Pen, Stroke},
};

/// Marks at some places.
pub(super) fn marks(centres: &[[f64; 2]], ink: Ink, mark: Mark, r: f64, pen: &mut dyn Pen) {
    if mark == Mark::Disc {
        pen.discs(centres, Fill::Ink(ink), r);
        return;
    }
    for &[x, y] in centres {
        match mark {
            Mark::Cross => {
                let ends = [[[x - r, y - r], [x + r, y + r]], [[x - r, y + r], [x + r, y - r]]];
                pen.segments(&ends, Stroke::plain(Ink::Paper, 6.0));
                pen.segments(&ends, Stroke::plain(ink, 3.0));
            }
            Mark::Square => {
                let corners = [[x - r, y - r], [x + r, y - r], [x + r, y + r], [x - r, y + r]];
                pen.polygons(&[corners.to_vec()], Fill::Ink(Ink::Paper), 1.0);
                pen.polygons(&[corners.to_vec()], Fill::Ink(ink), 0.12);
                pen.line(&closed(&corners), Stroke::plain(ink, 2.0));
            }
            Mark::Ring | Mark::Disc => {
                let rim = circle([x, y], r);
                pen.line(&rim, Stroke::plain(Ink::Paper, 5.0));
                pen.line(&rim, Stroke::plain(ink, 2.5));
            }
        }
    }
}

/// The outline of an ellipse along the axes.
pub(super) fn ellipse([x, y]: [f64; 2], [a, b]: [f64; 2]) -> Vec<[f64; 2]> {
    use crate::ebm::math::num::{TAU, cos, sin};
    let at = |i: u32| TAU * f64::from(i) / 16.0;
    (0..16).map(|i| [x + a * cos(at(i)), y + b * sin(at(i))]).collect()
}

fn closed(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    points.iter().chain(points.first()).copied().collect()
}

fn circle([x, y]: [f64; 2], r: f64) -> Vec<[f64; 2]> {
    use crate::ebm::math::num::{TAU, cos, sin};
    (0..=32).map(|i| TAU * f64::from(i) / 32.0).map(|t| [x + r * cos(t), y + r * sin(t)]).collect()
}

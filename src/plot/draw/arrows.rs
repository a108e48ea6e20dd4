//! Arrows: few with filled heads, many with open ones.

use crate::{
    demo::Ink,
    plot::pen::{Fill, Pen, Stroke},
};

/// More arrows than this are drawn lightly.
const MANY_ARROWS: usize = 40;

/// Arrows from tails to heads.
pub(super) fn arrows(
    ends: impl ExactSizeIterator<Item = [[f64; 2]; 2]>,
    ink: Ink,
    pen: &mut dyn Pen,
) {
    if ends.len() > MANY_ARROWS {
        light_arrows(ends, ink, pen);
    } else {
        heavy_arrows(ends, ink, pen);
    }
}

/// The direction and the length of an arrow; `None` for one too short to have a direction.
fn direction([x0, y0]: [f64; 2], [x1, y1]: [f64; 2], shortest: f64) -> Option<([f64; 2], f64)> {
    let (dx, dy) = (x1 - x0, y1 - y0);
    let length = (dx * dx + dy * dy).sqrt();
    (length >= shortest).then(|| ([dx / length, dy / length], length))
}

/// The two corners behind the tip of an arrow's head.
fn barbs([x, y]: [f64; 2], [ux, uy]: [f64; 2], head: f64) -> [[f64; 2]; 2] {
    let (back, side) = ([x - head * ux, y - head * uy], 0.5 * head);
    [[back[0] - side * uy, back[1] + side * ux], [back[0] + side * uy, back[1] - side * ux]]
}

/// Arrows with filled heads, and a halo about each.
fn heavy_arrows(ends: impl Iterator<Item = [[f64; 2]; 2]>, ink: Ink, pen: &mut dyn Pen) {
    let (mut shafts, mut heads) = (Vec::new(), Vec::new());
    for [from, to] in ends {
        let Some((unit, length)) = direction(from, to, 3.0) else { continue };
        let head = (0.5 * length).min(9.0);
        let [left, right] = barbs(to, unit, head);
        shafts.push([from, [to[0] - head * unit[0], to[1] - head * unit[1]]]);
        heads.push(vec![to, left, right]);
    }
    let rim = |tip: &Vec<[f64; 2]>| [&tip[..], &tip[..2]].concat();
    pen.segments(&shafts, Stroke::plain(Ink::Paper, 5.0));
    pen.lines(&heads.iter().map(rim).collect::<Vec<_>>(), Stroke::plain(Ink::Paper, 3.0));
    pen.segments(&shafts, Stroke::plain(ink, 2.2));
    pen.polygons(&heads, Fill::Ink(ink), 1.0);
}

/// Many arrows with open heads, in two strokes of the pen.
fn light_arrows(ends: impl Iterator<Item = [[f64; 2]; 2]>, ink: Ink, pen: &mut dyn Pen) {
    let mut lines = Vec::new();
    for [from, to] in ends {
        let Some((unit, length)) = direction(from, to, 3.0) else { continue };
        let [left, right] = barbs(to, unit, (0.5 * length).min(5.0));
        lines.extend([vec![from, to], vec![left, to, right]]);
    }
    pen.lines(&lines, Stroke::plain(Ink::Paper, 3.0));
    pen.lines(&lines, Stroke::plain(ink, 1.3));
}

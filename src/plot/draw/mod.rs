//! From a plot to strokes of a pen.

mod arrows;
pub mod axis;
mod marks;

use core::ops::Range;

use arrows::arrows;
pub use axis::Grid;
use marks::{ellipse, marks};

use crate::{
    demo::{Ink, Layer, Plot, Side, Ticks},
    ebm::math::marching_squares,
    plot::{
        colormap::{CLASSES, colour},
        layout::Layout,
        pen::{Fill, Pen, Rect, Stroke, TEXT_SIZE, TextStyle},
        simplify::simplified,
    },
};

/// Draws the plot in a picture `width` pixels wide, whose height [`Layout::new`] tells.
pub fn draw(plot: &Plot, width: f64, pen: &mut dyn Pen) {
    let layout = Layout::new(plot, width);
    let grid = Grid::of(plot, &layout);
    back(plot, &layout, &grid, 0, pen);
    front(plot, &layout, &grid, 0, pen);
}

/// Lines leave out what is closer than this to the rest, in pixels.
const SLACK: f64 = 0.1;

/// The layers that are no words.
pub fn shapes(plot: &Plot) -> impl Iterator<Item = &Layer> {
    plot.layers.iter().filter(|layer| !matches!(layer, Layer::Text { .. }))
}

/// Draws what lies at the back: the grid, and the first `count` shapes.
pub fn back(plot: &Plot, layout: &Layout, grid: &Grid, count: usize, pen: &mut dyn Pen) {
    if !shapes(plot).any(|layer| matches!(layer, Layer::Field { .. })) {
        grid.draw_lines(plot, layout, pen);
    }
    middle(plot, layout, 0..count, pen);
}

/// Draws some of the shapes.
pub fn middle(plot: &Plot, layout: &Layout, which: Range<usize>, pen: &mut dyn Pen) {
    if which.is_empty() {
        return;
    }
    pen.clip(Some(layout.area));
    let chosen = shapes(plot).skip(which.start).take(which.len());
    chosen.for_each(|layer| draw_layer(layer, plot, layout, pen));
    pen.clip(None);
}

/// Draws the rest: the shapes after the first `count`, words, axes, keys.
pub fn front(plot: &Plot, layout: &Layout, grid: &Grid, count: usize, pen: &mut dyn Pen) {
    middle(plot, layout, count..plot.layers.len(), pen);
    for layer in &plot.layers {
        if let Layer::Text { at, text, ink, side } = layer {
            words(layout.to_pixels(*at), &text.said(pen.catalogue()), *ink, *side, pen);
        }
    }
    grid.draw_axes(plot, layout, pen);
    for layer in &plot.layers {
        if let Layer::Field { range, .. } = layer {
            key(*range, plot, layout, pen);
        }
    }
}

/// The key of a field's colours, above its upper right corner.
fn key([low, high]: [f64; 2], plot: &Plot, layout: &Layout, pen: &mut dyn Pen) {
    const SIZE: [f64; 2] = [72.0, 9.0];
    if plot.y.ticks == Ticks::None {
        return;
    }
    let [low, high] = [low, high].map(crate::demo::short);
    // Room for the upper number: about eight pixels a character.
    let x = layout.area.x + layout.area.width - SIZE[0] - 8.0 * (high.chars().count() as f64 + 1.0);
    let area = Rect { x, y: layout.area.y - 18.0, width: SIZE[0], height: SIZE[1] };
    let ramp: Vec<_> = (0..24).map(|i| f64::from(i) / 23.0).collect();
    pen.field(area, &[ramp.clone(), ramp].concat(), 24);
    let style = |anchor| TextStyle { ink: Ink::Text, anchor, halo: false };
    let middle = area.y + SIZE[1] / 2.0;
    pen.text([area.x - 5.0, middle], &low, style(1));
    pen.text([area.x + SIZE[0] + 5.0, middle], &high, style(-1));
}

fn draw_layer(layer: &Layer, plot: &Plot, layout: &Layout, pen: &mut dyn Pen) {
    match layer {
        Layer::Field { values, columns, range } => field(values, *columns, *range, layout, pen),
        Layer::Contours { values, columns, levels, ink } => {
            contours(values, *columns, levels, *ink, layout, pen);
        }
        Layer::Line { points, ink, width, dashed } => {
            let stroke = Stroke { ink: *ink, width: *width, dashed: *dashed };
            pen.line(&simplified(&placed(points, layout), SLACK), stroke);
        }
        Layer::Area { points, ink } => {
            let outline = simplified(&placed(points, layout), SLACK);
            pen.polygons(&[outline], Fill::Ink(*ink), 0.12);
        }
        Layer::Dots { points, ink, mark, radius } => {
            marks(&visible(points, plot, layout), *ink, *mark, *radius, pen);
        }
        Layer::Shaded { points, shades, radius } => {
            for (centre, shade) in placed(points, layout).iter().zip(shades) {
                pen.discs(&[*centre], Fill::Colour(colour(*shade)), *radius);
            }
        }
        Layer::Boxes { corners, ink, opacity } => {
            let boxes: Vec<_> = corners.iter().map(|ends| outline(ends, layout)).collect();
            pen.polygons(&boxes, Fill::Ink(*ink), *opacity);
        }
        Layer::Bubbles { points, radii, ink } => {
            for (centre, radius) in placed(points, layout).iter().zip(radii) {
                pen.discs(&[*centre], Fill::Ink(*ink), *radius);
            }
        }
        Layer::Picture { corners, values, columns } => {
            pen.picture(between(corners.map(|p| layout.to_pixels(p))), values, *columns);
        }
        Layer::Classes { points, axes, classes } => {
            coloured_classes(points, axes, classes, plot, layout, pen);
        }
        Layer::Facets { corners, shades } => {
            for (corners, shade) in corners.iter().zip(shades) {
                pen.polygons(&[placed(corners, layout)], Fill::Colour(colour(*shade)), 1.0);
            }
        }
        Layer::Arrows { ends, ink } => {
            arrows(ends.iter().map(|ends| ends.map(|p| layout.to_pixels(p))), *ink, pen);
        }
        Layer::Text { .. } => {}
    }
}

/// Points in pixels.
fn placed(points: &[[f64; 2]], layout: &Layout) -> Vec<[f64; 2]> {
    points.iter().map(|&p| layout.to_pixels(p)).collect()
}

/// The outline of a rectangle between two opposite corners.
fn outline(&[[x0, y0], [x1, y1]]: &[[f64; 2]; 2], layout: &Layout) -> Vec<[f64; 2]> {
    placed(&[[x0, y0], [x1, y0], [x1, y1], [x0, y1]], layout)
}

/// The rectangle between two opposite corners, in pixels.
fn between([a, b]: [[f64; 2]; 2]) -> Rect {
    Rect {
        x: a[0].min(b[0]),
        y: a[1].min(b[1]),
        width: (a[0] - b[0]).abs(),
        height: (a[1] - b[1]).abs(),
    }
}

/// Points of ten classes with an ellipse about each: all ellipses first.
fn coloured_classes(
    points: &[[f64; 2]],
    axes: &[[f64; 2]],
    classes: &[u8],
    plot: &Plot,
    layout: &Layout,
    pen: &mut dyn Pen,
) {
    let all = points.iter().zip(axes).zip(classes);
    for (class, colour) in (0..).zip(CLASSES) {
        let of_class = all.clone().filter(|(_, c)| **c == class);
        let ball = |((centre, axes), _): ((&_, &_), _)| placed(&ellipse(*centre, *axes), layout);
        let balls: Vec<_> = of_class.map(ball).collect();
        pen.polygons(&balls, Fill::Colour(colour), 0.16);
    }
    for (class, colour) in (0..).zip(CLASSES) {
        let of_class = all.clone().filter(|(_, c)| **c == class);
        let centres: Vec<_> = of_class.map(|((centre, _), _)| *centre).collect();
        pen.discs(&visible(&centres, plot, layout), Fill::Colour(colour), 3.0);
    }
}

/// Marks outside the axes are left out, not drawn on the border.
fn visible(points: &[[f64; 2]], plot: &Plot, layout: &Layout) -> Vec<[f64; 2]> {
    points.iter().filter(|&&p| plot.contains(p)).map(|&p| layout.to_pixels(p)).collect()
}

fn field(
    values: &[f64],
    columns: usize,
    [low, high]: [f64; 2],
    layout: &Layout,
    pen: &mut dyn Pen,
) {
    let span = if high > low { high - low } else { 1.0 };
    // Plot rows run up, pictures down.
    let rows = values.chunks(columns.max(1)).rev().flatten();
    let shares: Vec<_> = rows.map(|value| (value - low) / span).collect();
    pen.field(layout.area, &shares, columns);
}

fn contours(
    values: &[f64],
    columns: usize,
    levels: &[f64],
    ink: Ink,
    layout: &Layout,
    pen: &mut dyn Pen,
) {
    let rows = values.len() / columns.max(1);
    let Rect { x, y, width, height } = layout.area;
    let place = |[i, j]: [f64; 2]| {
        let (u, v) = (i / (columns - 1) as f64, j / (rows - 1) as f64);
        [x + u * width, y + (1.0 - v) * height]
    };
    let placed = |line: Vec<_>| simplified(&line.into_iter().map(place).collect::<Vec<_>>(), SLACK);
    let lines = marching_squares::lines(values, columns, levels).into_iter().flatten();
    let lines: Vec<_> = lines.map(placed).collect();
    if ink != Ink::Paper {
        pen.lines(&lines, Stroke::plain(Ink::Paper, 2.4));
    }
    pen.lines(&lines, Stroke::plain(ink, 0.8));
}

fn words([x, y]: [f64; 2], text: &str, ink: Ink, side: Side, pen: &mut dyn Pen) {
    const GAP: f64 = 9.0;
    let (at, anchor) = match side {
        Side::Centre => ([x, y], 0),
        Side::Above => ([x, y - GAP - TEXT_SIZE / 2.0], 0),
        Side::Below => ([x, y + GAP], 0),
        Side::Right => ([x + GAP, y], -1),
    };
    pen.text(at, text, TextStyle { ink, anchor, halo: true });
}

//! Fields and pictures as SVG: in bands of one colour, or in cells.

use core::fmt::Write;
use std::collections::BTreeMap;

use super::path::{Number, path};
use crate::{
    ebm::math::marching_squares,
    plot::{colormap::colour, pen::Rect, simplify::simplified},
};

/// A smooth field: in bands, or in cells where that is shorter, as where it jumps.
pub(super) fn field(area: Rect, values: &[f64], columns: usize) -> String {
    let colours: Vec<_> = values.iter().map(|value| coarse(colour(*value))).collect();
    let cells = cells(area, &colours, columns);
    if columns < 2 || values.len() < 2 * columns {
        return cells;
    }
    let bands = bands(area, values, columns);
    // Runs of cells repeat themselves, and shrink more on their way.
    if 4 * bands.len() < 3 * cells.len() { bands } else { cells }
}

/// A picture, in few shades: they make long runs of one, and a page that is quick to fetch.
pub(super) fn picture(area: Rect, values: &[f64], columns: usize) -> String {
    const SHADES: f64 = 4.0;
    let shade = |value: &f64| colour((value * SHADES).round() / SHADES);
    cells(area, &values.iter().map(shade).collect::<Vec<_>>(), columns)
}

/// The colour in steps of 8, so that runs of cells can be joined.
fn coarse(colour: [u8; 3]) -> [u8; 3] {
    colour.map(|c| (c & !7) | 4)
}

/// How many colours a field has at most.
const BANDS: u32 = 24;

/// A smooth field as one region a colour, each above all lower ones.
fn bands(area: Rect, values: &[f64], columns: usize) -> String {
    let (nodes, rows) = ((columns - 1) as f64, (values.len() / columns - 1) as f64);
    let place =
        |[i, j]: [f64; 2]| [area.x + area.width * i / nodes, area.y + area.height * j / rows];
    let Rect { x, y, width, height } = area;
    let [left, top, right, bottom] = [x, y, x + width, y + height];
    let all = vec![[left, top], [right, top], [right, bottom], [left, bottom]];
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let mut text = String::from("<g fill-rule=\"evenodd\">");
    for band in 0..BANDS {
        let level = f64::from(band) / f64::from(BANDS);
        // The highest band that all of it belongs to is the ground for those above.
        let ground = band == 0 || low >= level;
        if low >= level + 1.0 / f64::from(BANDS) && band + 1 < BANDS {
            continue;
        }
        let outline =
            |line: Vec<_>| simplified(&line.into_iter().map(place).collect::<Vec<_>>(), FUZZ);
        let regions = marching_squares::regions(values, columns, level).into_iter().map(outline);
        let d = path(&if ground { vec![all.clone()] } else { regions.collect() });
        if !d.is_empty() {
            let [r, g, b] = colour(level + 0.5 / f64::from(BANDS));
            write!(text, "<path fill=\"#{r:02x}{g:02x}{b:02x}\" d=\"{d}\"/>")
                .expect("writing to a String cannot fail");
        }
    }
    text + "</g>"
}

/// How far the border of a band may lie from its place, in pixels.
const FUZZ: f64 = 0.5;

/// Rectangles of one size: one path a colour, of horizontal runs of cells as strokes one cell wide, in
/// units of a cell.
fn cells(area: Rect, colours: &[[u8; 3]], columns: usize) -> String {
    let rows = colours.len() / columns.max(1);
    // The path so far, and where it stands.
    let mut runs: BTreeMap<[u8; 3], (String, [i64; 2])> = BTreeMap::new();
    for (j, row) in (0_i64..).zip(colours.chunks(columns)) {
        let mut i = 0;
        while i < row.len() {
            let length = row[i..].iter().take_while(|&&colour| colour == row[i]).count();
            let (d, at) = runs.entry(row[i]).or_default();
            let (x, y) = (i as i64 - at[0], j - at[1]);
            let gap = if y < 0 { "" } else { " " };
            write!(d, "m{x}{gap}{y}h{length}").expect("writing to a String cannot fail");
            i += length;
            *at = [i as i64, j];
        }
    }
    let (w, h) = (area.width / columns as f64, area.height / rows as f64);
    // A stroke lies half above and half below its line.
    let (x, y) = (Number(area.x), area.y + 0.5 * h);
    // Crisp edges: neighbouring cells share the pixel at which they meet, and leave no seam.
    let mut text = format!(
        "<g shape-rendering=\"crispEdges\" transform=\"translate({x} {y:.3}) scale({w:.4} {h:.4})\">"
    );
    for ([r, g, b], (d, _)) in runs {
        write!(text, "<path stroke=\"#{r:02x}{g:02x}{b:02x}\" d=\"{d}\"/>")
            .expect("writing to a String cannot fail");
    }
    text + "</g>"
}

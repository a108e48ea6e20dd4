//! The SVG pen: first frames for the static pages, and the pictures that tests compare.
//!
//! Colours are classes, so a picture follows the page's theme.

use core::fmt::Write;
use std::collections::BTreeMap;

use crate::{
    demo::Plot,
    plot::{
        colormap::colour,
        draw::draw,
        layout::Layout,
        pen::{Fill, Pen, Rect, Stroke, TextStyle},
    },
};

/// The plot as an `<svg>` element `width` units wide, with `description` as its text alternative.
pub fn to_svg(plot: &Plot, width: f64, description: &str) -> String {
    let height = Layout::new(plot, width).height;
    let mut pen = SvgPen::default();
    draw(plot, width, &mut pen);
    format!(
        "<svg class=\"plot-svg\" viewBox=\"0 0 {width} {}\" role=\"img\" aria-label=\"{}\">{}</svg>",
        Number(height),
        escape(&format!("{}. {description}", plot.title)),
        pen.body
    )
}

/// Text made safe for an element's body or a quoted attribute.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[derive(Default)]
struct SvgPen {
    body: String,
    clipped: bool,
}

/// More discs than this are drawn in two paths, which is shorter.
const MANY: usize = 24;

/// A coordinate, to a tenth of a pixel.
struct Number(f64);

impl core::fmt::Display for Number {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        // Adding 0.0 turns -0.0 into 0.0.
        write!(f, "{}", (self.0 * 10.0).round() / 10.0 + 0.0)
    }
}

impl SvgPen {
    /// Rectangles of one size, each row's runs of one colour in one stroke.
    fn cells(&mut self, area: Rect, colours: &[[u8; 3]], columns: usize) {
        let rows = colours.len() / columns.max(1);
        // The path so far, and where it stands.
        let mut runs: BTreeMap<[u8; 3], (String, [i64; 2])> = BTreeMap::new();
        for (j, row) in (0_i64..).zip(colours.chunks(columns)) {
            let mut i = 0;
            while i < row.len() {
                let colour = coarse(row[i]);
                let length = row[i..].iter().take_while(|&&c| coarse(c) == colour).count();
                let (d, at) = runs.entry(colour).or_default();
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
        self.push(format_args!(
            "<g shape-rendering=\"crispEdges\" transform=\"translate({x} {y:.3}) scale({w:.4} {h:.4})\">"
        ));
        for ([r, g, b], (d, _)) in runs {
            self.push(format_args!("<path stroke=\"#{r:02x}{g:02x}{b:02x}\" d=\"{d}\"/>"));
        }
        self.body.push_str("</g>");
    }

    /// Many discs as the round ends of lines without length, all halos first.
    fn dots(&mut self, centres: &[[f64; 2]], fill: Fill, radius: f64) {
        let d = path(&centres.iter().map(|&at| vec![at; 2]).collect::<Vec<_>>());
        let colour = match fill {
            Fill::Ink(ink) => format!("class=\"s-{}\"", ink.name()),
            Fill::Colour([r, g, b]) => {
                format!("class=\"s-dots\" stroke=\"#{r:02x}{g:02x}{b:02x}\"")
            }
        };
        // As wide as the circles of the style sheet with their rims.
        for (colour, width) in [("class=\"s-paper\"", 0.7), (&colour, -0.7)] {
            let width = Number(2.0 * radius + width);
            self.push(format_args!("<path {colour} stroke-width=\"{width}\" d=\"{d}\"/>"));
        }
    }

    fn push(&mut self, arguments: core::fmt::Arguments<'_>) {
        self.body.write_fmt(arguments).expect("writing to a String cannot fail");
    }
}

/// Lines as path data: the first point absolute, the rest relative, which is shorter, in whole tenths
/// of a pixel, so that nothing adds up to a drift.
fn path(lines: &[Vec<[f64; 2]>]) -> String {
    let mut d = String::new();
    let mut at = [0_i64; 2];
    for line in lines {
        for (i, point) in line.iter().enumerate() {
            let next = point.map(|c| (c * 10.0).round() as i64);
            let (x, y) = (Tenths(next[0] - at[0]), Tenths(next[1] - at[1]));
            // What follows a move or an l is a line without its letter.
            let lead = match i {
                0 if d.is_empty() => "M",
                0 => "m",
                1 => "l",
                _ if x.0 < 0 => "",
                _ => " ",
            };
            let gap = if y.0 < 0 { "" } else { " " };
            write!(d, "{lead}{x}{gap}{y}").expect("writing to a String cannot fail");
            at = next;
        }
    }
    d
}

/// A length in tenths, written as short as SVG allows: -3 as -.3.
struct Tenths(i64);

impl core::fmt::Display for Tenths {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let (sign, whole, tenth) =
            (if self.0 < 0 { "-" } else { "" }, self.0.abs() / 10, self.0.abs() % 10);
        match (whole, tenth) {
            (0, 0) => f.write_str("0"),
            (0, _) => write!(f, "{sign}.{tenth}"),
            (_, 0) => write!(f, "{sign}{whole}"),
            _ => write!(f, "{sign}{whole}.{tenth}"),
        }
    }
}

/// Segments as lines: one that ends where the line so far begins, or begins where it ends, joins it.
fn joined(ends: &[[[f64; 2]; 2]]) -> Vec<Vec<[f64; 2]>> {
    let mut lines: Vec<Vec<[f64; 2]>> = Vec::new();
    for &[from, to] in ends {
        match lines.last_mut() {
            Some(line) if line.first() == Some(&to) => line.insert(0, from),
            Some(line) if line.last() == Some(&from) => line.push(to),
            _ => lines.push(vec![from, to]),
        }
    }
    lines
}

fn dash(stroke: Stroke) -> &'static str {
    if stroke.dashed { " stroke-dasharray=\"5 4\"" } else { "" }
}

impl Pen for SvgPen {
    fn line(&mut self, points: &[[f64; 2]], stroke: Stroke) {
        if points.len() < 2 {
            return;
        }
        let (ink, width, dash) = (stroke.ink.name(), stroke.width, dash(stroke));
        let d = path(&[points.to_vec()]);
        self.push(format_args!(
            "<path class=\"s-{ink}\" stroke-width=\"{width}\"{dash} d=\"{d}\"/>"
        ));
    }

    fn segments(&mut self, ends: &[[[f64; 2]; 2]], stroke: Stroke) {
        if ends.is_empty() {
            return;
        }
        let d = path(&joined(ends));
        let (ink, width, dash) = (stroke.ink.name(), stroke.width, dash(stroke));
        self.push(format_args!(
            "<path class=\"s-{ink}\" stroke-width=\"{width}\"{dash} d=\"{d}\"/>"
        ));
    }

    fn polygons(&mut self, shapes: &[Vec<[f64; 2]>], fill: Fill, opacity: f64) {
        if shapes.is_empty() {
            return;
        }
        let d = path(shapes);
        let fill = match fill {
            Fill::Ink(ink) => format!("class=\"f-{}\"", ink.name()),
            Fill::Colour([r, g, b]) => format!("fill=\"#{r:02x}{g:02x}{b:02x}\""),
        };
        self.push(format_args!("<path {fill} opacity=\"{opacity}\" d=\"{d}\"/>"));
    }

    fn discs(&mut self, centres: &[[f64; 2]], fill: Fill, radius: f64) {
        if centres.len() > MANY {
            return self.dots(centres, fill, radius);
        }
        for [x, y] in centres {
            let (x, y) = (Number(*x), Number(*y));
            match fill {
                Fill::Ink(ink) => {
                    let ink = ink.name();
                    self.push(format_args!(
                        "<circle class=\"d-{ink}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>"
                    ));
                }
                Fill::Colour([r, g, b]) => self.push(format_args!(
                    "<circle class=\"halo\" fill=\"#{r:02x}{g:02x}{b:02x}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>"
                )),
            }
        }
    }

    fn text(&mut self, at: [f64; 2], text: &str, style: TextStyle) {
        let anchor = ["start", "middle", "end"][(style.anchor + 1) as usize];
        let halo = if style.halo { " halo-text" } else { "" };
        let (x, y, ink) = (Number(at[0]), Number(at[1]), style.ink.name());
        let text = escape(text);
        self.push(format_args!(
            "<text class=\"f-{ink}{halo}\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" dy=\".35em\">{text}</text>"
        ));
    }

    /// One path a colour, of horizontal runs of cells as strokes one cell wide, in units of a cell.
    fn field(&mut self, area: Rect, colours: &[[u8; 3]], columns: usize) {
        self.cells(area, colours, columns);
    }

    fn picture(&mut self, area: Rect, values: &[f64], columns: usize) {
        // Few shades make long runs of one, and a page that is quick to fetch.
        const SHADES: f64 = 8.0;
        let shade = |value: &f64| colour((value * SHADES).round() / SHADES);
        self.cells(area, &values.iter().map(shade).collect::<Vec<_>>(), columns);
    }

    fn clip(&mut self, area: Option<Rect>) {
        if self.clipped {
            self.body.push_str("</svg>");
        }
        self.clipped = area.is_some();
        if let Some(Rect { x, y, width, height }) = area {
            // A nested svg element clips to its own box, without an id that must be unique.
            let [x, y, width, height] = [x, y, width, height].map(Number);
            self.push(format_args!(
                "<svg x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" viewBox=\"{x} {y} {width} {height}\">"
            ));
        }
    }
}

/// The colour in steps of 8, so that runs of cells can be joined.
fn coarse(colour: [u8; 3]) -> [u8; 3] {
    colour.map(|c| (c & !7) | 4)
}

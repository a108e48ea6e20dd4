//! The SVG pen: first frames for the static pages, and the pictures that tests compare.
//!
//! Colours are classes, so a picture follows the page's theme.

mod bands;
mod path;

use core::fmt::Write;

use bands::{field, picture};
use path::{Number, path};

use crate::{
    demo::{Catalogue, Plot},
    plot::{
        draw::draw,
        layout::Layout,
        pen::{Fill, Pen, Rect, Stroke, TextStyle},
    },
};

/// The plot as an `<svg>` element `width` units wide, with `description` as its text alternative.
pub fn to_svg(plot: &Plot, width: f64, description: &str, words: &Catalogue) -> String {
    let height = Layout::new(plot, width).height;
    let mut pen = SvgPen { body: String::new(), clipped: false, words };
    draw(plot, width, &mut pen);
    format!(
        "<svg class=\"plot-svg\" viewBox=\"0 0 {width} {}\" role=\"img\" aria-label=\"{}\">{}</svg>",
        Number(height),
        escape(&format!("{}. {description}", plot.title.said(words))),
        pen.body
    )
}

/// Text made safe for an element's body or a quoted attribute.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

struct SvgPen<'a> {
    words: &'a Catalogue,
    body: String,
    clipped: bool,
}

/// More discs than this are drawn in two paths, which is shorter.
const MANY: usize = 24;

impl SvgPen<'_> {
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

impl Pen for SvgPen<'_> {
    fn catalogue(&self) -> &Catalogue {
        self.words
    }

    fn segments(&mut self, ends: &[[[f64; 2]; 2]], stroke: Stroke) {
        self.lines(&joined(ends), stroke);
    }

    fn lines(&mut self, lines: &[Vec<[f64; 2]>], stroke: Stroke) {
        if !lines.iter().any(|points| points.len() > 1) {
            return;
        }
        let (ink, width, dash) = (stroke.ink.name(), stroke.width, dash(stroke));
        let d = path(lines);
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

    fn field(&mut self, area: Rect, values: &[f64], columns: usize) {
        self.body.push_str(&field(area, values, columns));
    }

    fn picture(&mut self, area: Rect, values: &[f64], columns: usize) {
        self.body.push_str(&picture(area, values, columns));
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

//! Numbers and path data, as short as SVG allows.

use core::fmt::Write;

/// A coordinate, to a tenth of a pixel.
pub(super) struct Number(pub(super) f64);

impl core::fmt::Display for Number {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        // Adding 0.0 turns -0.0 into 0.0.
        write!(f, "{}", (self.0 * 10.0).round() / 10.0 + 0.0)
    }
}

/// Lines as path data: the first point absolute, the rest relative, which is shorter, in whole tenths
/// of a pixel, so that nothing adds up to a drift.
pub(super) fn path(lines: &[Vec<[f64; 2]>]) -> String {
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

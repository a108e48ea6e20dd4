//! Handwritten digits as black and white pictures, from a text that says so line by line.

/// Pixels along a side.
pub const SIDE: usize = 16;

/// Pixels of a digit.
pub const PIXELS: usize = SIDE * SIDE;

/// How many digits at the end of the file are held out from training.
pub const HELD_OUT: usize = 1000;

/// Digits with their classes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Digits {
    /// Pixels, 0 or 1, by rows from the top, one digit after the other.
    pub pixels: Vec<f32>,
    /// The class of each, 0 to 9.
    pub classes: Vec<u8>,
}

impl Digits {
    /// The digits of a text: lines of a class and sixteen rows of sixteen bits, in hexadecimal, the
    /// leftmost pixel in the highest bit; lines that start with `#` are remarks.
    ///
    /// # Errors
    ///
    /// What is wrong with the first bad line, and its number.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut digits = Self::default();
        for (number, line) in text.lines().enumerate() {
            if line.starts_with('#') || line.is_empty() {
                continue;
            }
            let bad = || format!("Line {} is no digit.", number + 1);
            let (class, rows) = line.split_at_checked(1).ok_or_else(bad)?;
            let class = class.parse().map_err(|_| bad())?;
            if rows.len() != PIXELS / 4 || !rows.is_ascii() {
                return Err(bad());
            }
            for i in 0..SIDE {
                let row = u16::from_str_radix(&rows[4 * i..4 * i + 4], 16).map_err(|_| bad())?;
                digits.pixels.extend(row_pixels(row));
            }
            digits.classes.push(class);
        }
        Ok(digits)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.classes.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.classes.is_empty()
    }

    /// The pixels of the `i`-th.
    pub fn digit(&self, i: usize) -> &[f32] {
        &self.pixels[i * PIXELS..(i + 1) * PIXELS]
    }

    /// Those for training and those held out.
    pub fn split(mut self) -> [Self; 2] {
        let first = self.len().saturating_sub(HELD_OUT);
        let pixels = self.pixels.split_off(first * PIXELS);
        let classes = self.classes.split_off(first);
        [self, Self { pixels, classes }]
    }
}

/// The pixels of a row of bits, the highest bit first.
pub fn row_pixels(bits: u16) -> impl Iterator<Item = f32> {
    (0..SIDE).map(move |j| f32::from(bits >> (SIDE - 1 - j) & 1))
}

/// The number of points whose class the `k` nearest known points name by majority, by Euclid's distance
/// (Cover & Hart, Nearest neighbor pattern classification, 1967); of classes with equally many the one
/// that has a nearer point wins. Both come as points and classes.
pub fn nearest_neighbours(
    known: (&[[f32; 2]], &[u8]),
    asked: (&[[f32; 2]], &[u8]),
    k: usize,
) -> usize {
    let right = |(point, class): &(&[f32; 2], &u8)| {
        let distance = |at: &[f32; 2]| {
            let (x, y) = (at[0] - point[0], at[1] - point[1]);
            x * x + y * y
        };
        let mut all: Vec<(f32, u8)> =
            known.0.iter().map(distance).zip(known.1.iter().copied()).collect();
        let k = k.min(all.len());
        if k == 0 {
            return false;
        }
        all.select_nth_unstable_by(k - 1, |a, b| a.0.total_cmp(&b.0));
        majority(&all[..k]) == **class
    };
    asked.0.iter().zip(asked.1).filter(right).count()
}

/// The class with most votes; of several the one whose first vote is nearest.
fn majority(votes: &[(f32, u8)]) -> u8 {
    let mut counts = [0_usize; 256];
    for (_, class) in votes {
        counts[usize::from(*class)] += 1;
    }
    let most = counts.iter().max().copied().unwrap_or(0);
    let wins = votes.iter().filter(|(_, class)| counts[usize::from(*class)] == most);
    let first = wins.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    first.map_or(0, |(_, class)| *class)
}

//! Many equal discs, each with a halo, as pixels: words of red, green, blue and opacity, one byte each,
//! red lowest. One disc is computed at a few places between pixels and copied wherever it is needed.

use core::ops::Range;

use bytemuck::cast;
use wide::{u16x8, u32x4};

/// Places between two pixels, along either axis, that a disc is computed for.
const PLACES: usize = 4;

/// Pixels that are copied at once.
const FOUR: usize = 4;

/// A disc with its halo, ready to be copied. Its colours are weighed by their opacity.
#[derive(Clone, Debug)]
pub struct DiscSprite {
    reach: usize,
    /// For each place its rows from the top.
    rows: Vec<Row>,
    pixels: Vec<u32>,
}

/// A row of a disc from its first pixel that is not clear to its last, filled up to whole fours.
#[derive(Clone, Debug)]
struct Row {
    first: usize,
    pixels: Range<usize>,
}

impl DiscSprite {
    /// A disc of this radius in `ink` within a halo of `paper` that is wider by `halo`, in pixels.
    /// What a pixel holds of either is the share of a pixel-wide ramp at the rim.
    pub fn new([radius, halo]: [f32; 2], [ink, paper]: [[u8; 3]; 2]) -> Self {
        let reach = (radius + halo + 0.5).ceil() as usize;
        let side = 2 * reach + 1;
        let mut new = Self { reach, rows: Vec::new(), pixels: Vec::new() };
        for (place, row) in (0..PLACES * PLACES).flat_map(|p| (0..side).map(move |row| (p, row))) {
            let middle = |at: usize| reach as f32 + at as f32 / PLACES as f32;
            let (x, y) = (middle(place % PLACES), middle(place / PLACES));
            let pixel = |column: usize| {
                let (dx, dy) = (column as f32 + 0.5 - x, row as f32 + 0.5 - y);
                let distance = (dx * dx + dy * dy).sqrt();
                let inner = (radius + 0.5 - distance).clamp(0.0, 1.0);
                let outer = (radius + halo + 0.5 - distance).clamp(0.0, 1.0) * (1.0 - inner);
                let mix = |k: usize| inner * f32::from(ink[k]) + outer * f32::from(paper[k]);
                word([mix(0), mix(1), mix(2), 255.0 * (inner + outer)])
            };
            new.add((0..side).map(pixel).collect());
        }
        new
    }

    fn add(&mut self, mut row: Vec<u32>) {
        let first = row.iter().position(|pixel| *pixel != 0).unwrap_or(row.len());
        let last = row.iter().rposition(|pixel| *pixel != 0).map_or(first, |last| last + 1);
        row.truncate(last);
        let start = self.pixels.len();
        self.pixels.extend(&row[first..]);
        self.pixels.resize(start + (last - first).next_multiple_of(FOUR), 0);
        self.rows.push(Row { first, pixels: start..self.pixels.len() });
    }

    /// How far a disc reaches from its centre, in pixels.
    pub fn reach(&self) -> usize {
        self.reach
    }

    /// Presses discs one over the other at centres in pixels on an empty picture `width` pixels wide.
    /// What lies outside the picture is cut off. The colours come out not weighed by the opacity.
    #[inline(never)]
    pub fn blit(&self, centres: &[[f32; 2]], width: usize, pixels: &mut [u32]) {
        pixels.fill(0);
        let size = [width, pixels.len() / width.max(1)].map(|n| n as i64);
        let side = 2 * self.reach + 1;
        for centre in centres.iter().filter(|centre| centre.iter().all(|v| v.is_finite())) {
            let [(left, across), (top, down)] = centre.map(|v| {
                // The nearest place.
                let v = v + 0.5 / PLACES as f32;
                let whole = v.floor();
                let part = ((v - whole) * PLACES as f32) as usize;
                ((whole as i64).saturating_sub(self.reach as i64), part.min(PLACES - 1))
            });
            let rows = &self.rows[(down * PLACES + across) * side..][..side];
            for y in cut(top, side, size[1]) {
                let Row { first, pixels: source } = &rows[y];
                let source = &self.pixels[source.clone()];
                let left = left.saturating_add(*first as i64);
                let columns = cut(left, source.len(), size[0]);
                let to = (top + y as i64) * size[0] + left + columns.start as i64;
                let source = &source[columns];
                blit_row(source, &mut pixels[to.max(0) as usize..][..source.len()]);
            }
        }
        let halfway = |pixel: &&mut u32| (1..255).contains(&(**pixel >> 24));
        pixels.iter_mut().filter(halfway).for_each(|pixel| *pixel = plain(*pixel));
    }
}

/// Which of `side` rows from `first` on lie within a picture of `size` rows.
fn cut(first: i64, side: usize, size: i64) -> Range<usize> {
    let start = first.saturating_neg().clamp(0, side as i64);
    let end = size.saturating_sub(first).clamp(start, side as i64);
    start as usize..end as usize
}

fn word(bytes: [f32; 4]) -> u32 {
    u32::from_le_bytes(bytes.map(|v| (v + 0.5) as u8))
}

/// A row of a disc over as many pixels.
#[inline]
fn blit_row(above: &[u32], below: &mut [u32]) {
    let (fours, rest) = above.as_chunks::<FOUR>();
    let (targets, last) = below.as_chunks_mut::<FOUR>();
    for (above, below) in fours.iter().zip(targets) {
        *below = over(u32x4::new(*above), u32x4::new(*below)).to_array();
    }
    for (above, below) in rest.iter().zip(last) {
        *below = over(u32x4::splat(*above), u32x4::splat(*below)).to_array()[0];
    }
}

/// One colour over another, both weighed by their opacity, for four pixels.
#[inline]
fn over(above: u32x4, below: u32x4) -> u32x4 {
    let bytes = u32x4::splat(0x00ff_00ff);
    let clear = u32x4::splat(255) - (above >> 24_u32);
    let clear: u16x8 = cast(clear | (clear << 16_u32));
    // Two bytes of a pixel at a time, in 16 bits each; x/255 is (x + 128 + x/256)/256, rounded.
    let part = |pair: u32x4| -> u32x4 {
        let x = cast::<_, u16x8>(pair) * clear + u16x8::splat(128);
        cast((x + (x >> 8_u32)) >> 8_u32)
    };
    above + (part(below & bytes) | (part((below >> 8_u32) & bytes) << 8_u32))
}

/// Takes the opacity out of the colours, as pictures of the browser have it.
fn plain(pixel: u32) -> u32 {
    let [r, g, b, opacity] = pixel.to_le_bytes();
    let byte = |v: u8| (255.0 * f32::from(v) / f32::from(opacity) + 0.5).min(255.0) as u8;
    u32::from_le_bytes([byte(r), byte(g), byte(b), opacity])
}

//! Many equal discs, each with a halo, as pixels of red, green, blue and opacity. One disc is computed
//! at a few places between pixels and pressed wherever it is needed.

use wide::u32x4;

/// Places between two pixels, along either axis, that a disc is computed for.
const PLACES: usize = 4;

/// Pixels that are pressed at once.
const FOUR: usize = 4;

/// A disc with its halo, ready to be pressed. Its colours are weighed by their opacity.
#[derive(Clone, Debug)]
pub struct Stamp {
    side: usize,
    /// For each place its rows, filled up to whole fours with what is clear.
    pixels: Vec<u32>,
}

impl Stamp {
    /// A disc of this radius in `ink` within a halo of `paper` that is wider by `halo`, in pixels.
    /// What a pixel holds of either is the share of a pixel-wide ramp at the rim.
    pub fn new([radius, halo]: [f32; 2], [ink, paper]: [[u8; 3]; 2]) -> Self {
        let reach = (radius + halo + 0.5).ceil() as usize;
        let side = 2 * reach + 1;
        let row = side.next_multiple_of(FOUR);
        let mut pixels = Vec::with_capacity(PLACES * PLACES * side * row);
        for place in 0..PLACES * PLACES {
            let middle = |at: usize| reach as f32 + at as f32 / PLACES as f32;
            let (x, y) = (middle(place % PLACES), middle(place / PLACES));
            pixels.extend((0..side * row).map(|i| {
                let (dx, dy) = ((i % row) as f32 + 0.5 - x, (i / row) as f32 + 0.5 - y);
                let distance = (dx * dx + dy * dy).sqrt();
                let inner = (radius + 0.5 - distance).clamp(0.0, 1.0);
                let outer = (radius + halo + 0.5 - distance).clamp(0.0, 1.0) * (1.0 - inner);
                let mix = |k: usize| inner * f32::from(ink[k]) + outer * f32::from(paper[k]);
                word([mix(0), mix(1), mix(2), 255.0 * (inner + outer)])
            }));
        }
        Self { side, pixels }
    }

    /// How far a disc reaches from its centre, in pixels.
    pub fn reach(&self) -> usize {
        self.side / 2
    }

    /// Presses discs one over the other at centres in pixels on an empty picture `width` pixels wide.
    /// What lies outside the picture is cut off. The colours come out not weighed by the opacity.
    #[inline(never)]
    pub fn press(
        &self,
        centres: impl Iterator<Item = [f32; 2]>,
        width: usize,
        pixels: &mut [[u8; 4]],
    ) {
        pixels.fill([0; 4]);
        let size = [width, pixels.len() / width.max(1)].map(|n| n as i64);
        for centre in centres.filter(|centre| centre.iter().all(|v| v.is_finite())) {
            let [(left, across), (top, down)] = centre.map(|v| {
                // The nearest place.
                let v = v + 0.5 / PLACES as f32;
                let whole = v.floor();
                let part = ((v - whole) * PLACES as f32) as usize;
                ((whole as i64).saturating_sub(self.reach() as i64), part.min(PLACES - 1))
            });
            let wide = self.side.next_multiple_of(FOUR);
            let of = (down * PLACES + across) * self.side * wide;
            let columns = cut(left, wide, size[0]);
            for row in cut(top, self.side, size[1]) {
                let from = of + row * wide;
                let source = &self.pixels[from + columns.start..from + columns.end];
                let to = (top + row as i64) * size[0] + left + columns.start as i64;
                let target = &mut pixels[to.max(0) as usize..][..source.len()];
                press_row(source, target);
            }
        }
        let halfway = |pixel: &&mut [u8; 4]| pixel[3] != 0 && pixel[3] != 255;
        pixels.iter_mut().filter(halfway).for_each(plain);
    }
}

/// Which of `side` rows from `first` on lie within a picture of `size` rows.
fn cut(first: i64, side: usize, size: i64) -> core::ops::Range<usize> {
    let start = first.saturating_neg().clamp(0, side as i64);
    let end = size.saturating_sub(first).clamp(start, side as i64);
    start as usize..end as usize
}

fn word(bytes: [f32; 4]) -> u32 {
    u32::from_le_bytes(bytes.map(|v| (v + 0.5) as u8))
}

/// A row of a disc over as many pixels.
#[inline]
fn press_row(above: &[u32], below: &mut [[u8; 4]]) {
    let (fours, rest) = above.as_chunks::<FOUR>();
    let (targets, last) = below.as_chunks_mut::<FOUR>();
    for (above, below) in fours.iter().zip(targets) {
        let mixed = over(u32x4::new(*above), u32x4::new(below.map(u32::from_le_bytes)));
        *below = mixed.to_array().map(u32::to_le_bytes);
    }
    for (above, below) in rest.iter().zip(last) {
        let mixed = over(u32x4::splat(*above), u32x4::splat(u32::from_le_bytes(*below)));
        *below = mixed.to_array()[0].to_le_bytes();
    }
}

/// One colour over another, both weighed by their opacity, for four pixels.
#[inline]
fn over(above: u32x4, below: u32x4) -> u32x4 {
    let bytes = u32x4::splat(0x00ff_00ff);
    let clear = u32x4::splat(255) - (above >> 24_u32);
    // Two bytes at a time, each with room to its left; x/255 is (x + 128 + x/256)/256, rounded.
    let part = |pair: u32x4| {
        let x = pair * clear + u32x4::splat(0x0080_0080);
        ((x + ((x >> 8_u32) & bytes)) >> 8_u32) & bytes
    };
    above + (part(below & bytes) | (part((below >> 8_u32) & bytes) << 8_u32))
}

/// Takes the opacity out of the colours, as pictures of the browser have it.
fn plain(pixel: &mut [u8; 4]) {
    let [.., opacity] = *pixel;
    for byte in &mut pixel[..3] {
        *byte = (255.0 * f32::from(*byte) / f32::from(opacity) + 0.5).min(255.0) as u8;
    }
}

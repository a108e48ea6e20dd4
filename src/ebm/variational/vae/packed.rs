//! Weights in one byte each: w = ±8 (k/127)², finer near 0, where most are.

/// The largest weight.
const LARGEST: f32 = 8.0;

/// The largest k.
const STEPS: f32 = 127.0;

/// The bytes of some weights; larger ones become the largest.
pub fn pack(weights: &[f32]) -> Vec<u8> {
    let byte = |w: &f32| {
        let k = ((w.abs() / LARGEST).sqrt() * STEPS).round().min(STEPS) as i8;
        if *w < 0.0 { -k } else { k }.cast_unsigned()
    };
    weights.iter().map(byte).collect()
}

/// The weights that these bytes stand for.
pub fn unpack(bytes: &[u8]) -> Vec<f32> {
    let weight = |byte: &u8| {
        let k = f32::from(byte.cast_signed()) / STEPS;
        LARGEST * k * k.abs()
    };
    bytes.iter().map(weight).collect()
}

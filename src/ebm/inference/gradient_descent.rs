//! Gradient descent on the energy:  v ← v - η ∂E/∂v, for v = z, y or both at once.

use crate::{
    math::num::{add_scaled, wrap},
    models::ellipse::Decoder,
};

// region: descent
/// One step in z with y held: z - η ∂E/∂z, as an angle in [0, 2π).
pub fn step_z(decoder: &Decoder, y: [f64; 2], z: f64, eta: f64) -> f64 {
    wrap(z - eta * decoder.energy_dz(y, z))
}

/// One step in y with z held: y - η ∂E/∂y. It shrinks y - g(z) by the factor 1 - 2η.
pub fn step_y(decoder: &Decoder, y: [f64; 2], z: f64, eta: f64) -> [f64; 2] {
    add_scaled(y, -eta, decoder.energy_dy(y, z))
}

/// One step in both, from the same point (simultaneous, not one after the other).
pub fn step_both(decoder: &Decoder, y: [f64; 2], z: f64, eta: f64) -> ([f64; 2], f64) {
    (step_y(decoder, y, z, eta), step_z(decoder, y, z, eta))
}
// endregion: descent

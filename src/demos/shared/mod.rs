//! What figures of several chapters share.

pub mod ellipse_plane;
pub mod grid;
pub mod one_latent;
pub mod projection3d;
pub mod surface3d;

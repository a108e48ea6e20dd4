//! Draws a [`crate::demo::Plot`]: one layout, two pens (an SVG at build time, a canvas in the page).
//!
//! `plotters` was the first plan. Its coordinates are whole pixels, it clips nothing, has no dashes
//! and no classes for a theme, and it measures text by adding elements whose inline style the
//! site's policy refuses. A pen has eight strokes; the rest is the layout in [`draw`].

mod arrows;

pub mod colormap;

pub mod draw;

mod fields;

pub mod layout;

mod marks;

pub mod pen;

pub mod simplify;

pub mod svg;

#[cfg(target_arch = "wasm32")]
pub mod backdrop;

#[cfg(target_arch = "wasm32")]
pub mod canvas;

#[cfg(target_arch = "wasm32")]
mod kept;

#[cfg(target_arch = "wasm32")]
mod scratch;

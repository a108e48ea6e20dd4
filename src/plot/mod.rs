//! Draws a [`crate::demo::Plot`]: one layout, two pens (an SVG at build time, a canvas in the page).
//!
//! `plotters` was the first plan. Its coordinates are whole pixels, it clips nothing, has no dashes
//! and no classes for a theme, and it measures text by adding elements whose inline style the
//! site's policy refuses. A pen has eight strokes; the rest is the layout in [`draw`].

mod arrows;

pub mod colormap;

pub mod contours;

pub mod draw;

pub mod layout;

pub mod pen;

pub mod svg;

#[cfg(target_arch = "wasm32")]
pub mod backdrop;

#[cfg(target_arch = "wasm32")]
pub mod canvas;

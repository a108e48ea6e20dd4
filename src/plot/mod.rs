//! Draws a [`crate::demo::Plot`]: one way to draw, two pens (an SVG at build time, a canvas in the page).
//!
//! Axes are plotters' coordinates (`Ranged`, `ValueFormatter`), and the canvas pen draws through
//! plotters' canvas backend. `ChartBuilder` is not used: it adds 11.9 kB to the first load, and draws grid and
//! axes in one go, where figures want the grid behind and the axes in front. Nor is plotters' SVG backend:
//! it writes colours, not classes, so pages could not follow the theme, and 1.84 times as many bytes.

pub mod colormap;
pub mod draw;
pub mod layout;
pub mod pen;
pub mod simplify;
pub mod svg;

#[cfg(target_arch = "wasm32")]
pub mod canvas;

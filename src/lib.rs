//! Downhill, an interactive tutorial on energy-based models. Modules in reading order.
//!
//! `ebm` is the mathematics, `demo` the words between the mathematics and a page, `demos` one live
//! figure per file, `exercise` the numbers that the prose asks for, `plot` draws a [`demo::Plot`], `book` writes the pages (native), `web` runs
//! the figures (wasm).

/// The mathematics: a crate of its own, so that it alone is compiled for speed.
pub use ebm;

pub mod demo;

pub mod demos;

pub mod exercise;

pub mod plot;

#[cfg(not(target_arch = "wasm32"))]
pub mod book;

#[cfg(target_arch = "wasm32")]
pub mod web;

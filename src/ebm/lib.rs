//! The core: energies, the models behind them and the algorithms on them. It knows no page.
//!
//! Parts in reading order. Every function takes its randomness from a seeded [`math::rng::Rng`] and
//! its elementary functions from [`math::num`], so equal inputs give equal bits on every machine.

pub mod math;

pub mod simd;

pub mod models;

pub mod inference;

pub mod learning;

pub mod sampling;

pub mod variational;

pub mod constraints;

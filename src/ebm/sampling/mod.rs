//! Draws from an energy, the exact law of a chain, and what judges chains.

pub mod samplers;

pub mod langevin_density;

pub mod diagnostics;

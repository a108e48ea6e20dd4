//! Minima under constraints: Lagrange multipliers and back-propagation.

pub mod lagrange_multiplier;

pub mod lagrangian;

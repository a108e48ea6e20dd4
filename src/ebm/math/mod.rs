//! Numbers: elementary functions, randomness, quadrature, sums over grids, level lines.

pub mod num;

pub mod rng;

pub mod quadrature;

pub mod quadrature_grid;

pub mod cell_grid;

pub mod histogram;

pub mod monte_carlo;

pub mod marching_squares;

pub mod least_squares;

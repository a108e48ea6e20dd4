//! The energies of the book and the data that they are for.

pub mod horn;

pub mod ellipse;

pub mod energy_table;

pub mod piecewise_linear;

pub mod radial_basis;

pub mod energy_per_cell;

pub mod ising;

pub mod valley;

pub mod datasets;

pub mod digits;

pub mod targets;

pub mod perceptron;

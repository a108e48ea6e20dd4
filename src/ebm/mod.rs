//! The core: energies, the models behind them and the algorithms on them. It knows no page.
//!
//! Modules in the order in which the book needs them; from `cloud` to `stamps`, those that run several
//! lanes wide, in single precision or on pixels. Every function takes its randomness from a
//! seeded [`rng::Rng`] and its elementary functions from [`num`], so equal inputs give equal bits
//! on every machine.

pub mod num;

pub mod rng;

pub mod lanes;

pub mod horn;

pub mod regression;

pub mod ellipse;

pub mod closest;

pub mod exhaustive;

pub mod descent;

pub mod minimise;

pub mod inference;

pub mod gibbs;

pub mod free_energy;

pub mod quadrature;

pub mod drawn;

pub mod joint;

pub mod monte_carlo;

pub mod bumps;

pub mod ising;

pub mod square;

pub mod mesh;

pub mod level_lines;

pub mod datasets;

pub mod tabular;

pub mod canyon;

pub mod enumerated_rbm;

pub mod cloud;

pub mod mixture;

pub mod perceptron;

pub mod adam;

pub mod contrastive;

pub mod rbm;

pub mod digits;

pub mod vae;

pub mod soft_field;

pub mod raster;

pub mod stamps;

pub mod targets;

pub mod samplers;

pub mod langevin_law;

pub mod diagnostics;

pub mod histogram;

pub mod variational;

pub mod linear_gaussian;

pub mod balls;

pub mod constrained;

pub mod lagrangian;

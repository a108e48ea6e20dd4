//! From an energy to an answer: minimisers, searches for the latent, soft minima.

pub mod latent_minimum;

pub mod grid_search;

pub mod gradient_descent;

pub mod minimise;

pub mod six_methods;

pub mod free_energy;

pub mod gibbs;

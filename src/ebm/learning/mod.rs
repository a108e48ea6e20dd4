//! From data to an energy: contrastive divergence, Adam, restricted Boltzmann machines.

pub mod contrastive;

pub mod adam;

pub mod rbm;

pub mod exact_rbm;

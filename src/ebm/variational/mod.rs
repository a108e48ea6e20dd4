//! Variational free energies, and the models with closed forms.

pub mod gaussian_free_energy;

pub mod linear_gaussian;

pub mod latent_balls;

pub mod vae;

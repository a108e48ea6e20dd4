//! The mathematics against something independent: closed forms, quadrature, enumeration, finite
//! differences. A module a chapter or a part.

#![cfg(not(target_arch = "wasm32"))]

#[path = "../common/mod.rs"]
mod common;

mod bits;
mod contrastive;
mod diagnostics;
mod energies;
mod free_energy;
mod gibbs;
mod kernels;
mod lagrange_multiplier;
mod lagrangian;
mod langevin;
mod marching_squares;
mod minimise;
mod rbm;
mod rng;
mod simd;
mod vae;
mod variational;

//! The figures: every one in loops over the registry, their read-outs, the vocabulary they speak.

#![cfg(not(target_arch = "wasm32"))]

#[path = "../common/mod.rs"]
mod common;

mod decimal;
mod readouts;
mod registry;
mod simplify;
mod trace;

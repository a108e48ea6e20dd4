//! The book: its pages, the numbers that its prose states, the house rules.

#![cfg(not(target_arch = "wasm32"))]

#[path = "../common/mod.rs"]
mod common;

mod colours;
mod controls;
mod pages;
mod prose;
mod prose_learning;
mod tidy;
mod words;

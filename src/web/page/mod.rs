//! The page around the figures: what it mounts, fetches and remembers.

pub mod address;
mod exercises;
mod fetch;
mod fetched;
pub mod mount;
pub mod navigate;
mod parts;
pub mod words;

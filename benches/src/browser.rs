//! The workloads as the page's script reaches them.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::Workload;

/// A workload set up.
#[wasm_bindgen]
pub struct Bench(Box<dyn Workload>);

#[wasm_bindgen]
impl Bench {
    /// The workload of that name at `size` (0: its own).
    pub fn named(name: &str, size: usize) -> Option<Bench> {
        crate::workload(name, size).map(Bench)
    }

    /// Does `units` units and returns the last check value.
    pub fn run(&mut self, units: u32) -> f32 {
        (0..units).fold(f32::NAN, |_, _| self.0.run())
    }

    /// Where the picture starts in the memory, in bytes.
    pub fn pixels(&self) -> usize {
        self.0.pixels().as_ptr() as usize
    }
}

//! The workloads natively: `bench-native NAME UNITS [SIZE]` prints the milliseconds of a unit and its
//! check value. Kept running, it answers one line on its input after the other.

#![allow(clippy::disallowed_methods, reason = "a clock is what this program is for")]

use std::{collections::HashMap, io::stdin, time::Instant};

fn main() {
    let mut ready = HashMap::new();
    for line in stdin().lines() {
        let line = line.expect("a line of text");
        let fields: Vec<&str> = line.split('\t').collect();
        let [name, units, size] = fields[..] else { panic!("{line}: name, units, size by tabs") };
        let (units, size): (u32, usize) =
            (units.parse().expect("a count"), size.parse().expect("a size"));
        let workload = ready
            .entry((name.to_owned(), size))
            .or_insert_with(|| bench::workload(name, size).expect("a workload's name"));
        let start = Instant::now();
        let check = (0..units).fold(f32::NAN, |_, _| workload.run());
        let milliseconds = start.elapsed().as_secs_f64() * 1000.0 / f64::from(units);
        println!("{milliseconds}\t{check}");
    }
}

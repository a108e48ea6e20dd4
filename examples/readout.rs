//! Prints read-outs of figures, computed natively: the numbers that a page shows, in full.
//!
//!     cargo run --example readout -- "temperature;beta:20;y1:0;y2:0 -> F"

fn main() {
    for reference in std::env::args().skip(1) {
        match downhill::exercise::evaluate(&reference) {
            Ok(value) => println!("{reference}: {value}"),
            Err(why) => println!("{why}"),
        }
    }
}

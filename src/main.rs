//! The entry of the wasm: brings every figure of the page to life.

#[cfg(target_arch = "wasm32")]
fn main() {
    downhill::web::start();
}

/// Natively there is no page.
#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This program runs in a browser. `cargo xtask serve` shows the site.");
}

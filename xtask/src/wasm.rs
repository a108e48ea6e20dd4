//! Builds wasm as Trunk does, for what Trunk does not build: the fallback and the benches.

use std::{env, path::PathBuf};

use anyhow::Result;
use xshell::{Shell, cmd};

use crate::setup;

/// With or without 128-bit vectors.
#[derive(Clone, Copy)]
pub enum Vectors {
    /// As `.cargo/config.toml` asks for, and every current browser has.
    Simd,
    /// Plain numbers only, for browsers from before 2021 to 2023. The same source, the same bits.
    Scalar,
}

/// What the compiler is told, and more.
pub fn flags(vectors: Vectors, more: &str) -> String {
    let sign = match vectors {
        Vectors::Simd => "+",
        Vectors::Scalar => "-",
    };
    let places = unnamed_registry().unwrap_or_default();
    format!("-C target-feature={sign}simd128 {places} {more}")
}

/// Leaves out of the program where this machine keeps its packages: panics name files by it.
fn unnamed_registry() -> Option<String> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(env::home_dir()?.join(".cargo")))?;
    let registry = home.join("registry/src");
    let registry = registry.to_str().filter(|path| !path.contains(' '))?;
    Some(format!("--remap-path-prefix={registry}/="))
}

/// Compiles a package's binary or library, in release, and returns the folder of the result.
pub fn compile(sh: &Shell, vectors: Vectors, which: &[&str], more: &str) -> Result<&'static str> {
    let folder = match vectors {
        Vectors::Simd => "target/vectors",
        Vectors::Scalar => "target/scalar",
    };
    let _flags = sh.push_env("RUSTFLAGS", flags(vectors, more));
    let target = ["--target", "wasm32-unknown-unknown", "--target-dir", folder];
    cmd!(sh, "cargo build --release --package {which...} {target...}").run()?;
    Ok(folder)
}

/// Builds `NAME.js` and `NAME_bg.wasm` from a package's binary or library into a folder.
pub fn build(sh: &Shell, vectors: Vectors, which: &[&str], name: &str, to: &str) -> Result<()> {
    setup::for_wasm(sh)?;
    let folder = compile(sh, vectors, which, "")?;
    let built = format!("{folder}/wasm32-unknown-unknown/release/{name}.wasm");
    cmd!(sh, "wasm-bindgen --target web --no-typescript --out-dir {to} {built}").run()?;
    let file = format!("{to}/{name}_bg.wasm");
    Ok(cmd!(sh, "wasm-opt -Oz {file} -o {file}").run()?)
}

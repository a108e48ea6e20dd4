//! Measures what `docs/performance.md` states: the kernels against their peers, the load, the
//! smoothness. Each writes its part of that page.

use anyhow::Result;
use xshell::{Shell, cmd};

use crate::setup;

/// The kernels, in the browser and natively, against plain JavaScript and TensorFlow.js.
pub fn kernels(sh: &Shell) -> Result<()> {
    let browser = setup::for_measuring(sh)?;
    let www = "target/bench/www";
    sh.remove_path(www)?;
    for (folder, feature) in [("simd", "+simd128"), ("scalar", "-simd128")] {
        wasm(sh, &format!("{www}/{folder}"), feature)?;
    }
    let own = native(sh, "target/bench/own", "-C target-cpu=native")?;
    let plain = native(sh, "target/bench/128", "")?;
    for file in ["index.html", "page.js", "peers"] {
        cmd!(sh, "cp -r benches/{file} {www}").run()?;
    }
    let packages = "benches/node_modules/@tensorflow";
    sh.create_dir(format!("{www}/tensorflow"))?;
    let scripts = ["tfjs/dist/tf.min.js", "tfjs-backend-wasm/dist/tf-backend-wasm.min.js"];
    let kernels = ["tfjs-backend-wasm.wasm", "tfjs-backend-wasm-simd.wasm"]
        .map(|file| format!("tfjs-backend-wasm/dist/{file}"));
    for file in scripts.into_iter().map(String::from).chain(kernels) {
        sh.copy_file(format!("{packages}/{file}"), format!("{www}/tensorflow"))?;
    }
    let _chrome = sh.push_env("CHROME", &browser.chrome);
    Ok(cmd!(sh, "node benches/kernels.js {www} {plain} {own}").run()?)
}

/// The workloads as wasm, built and shrunk as the site's wasm is.
fn wasm(sh: &Shell, to: &str, feature: &str) -> Result<()> {
    let _flags = sh.push_env("RUSTFLAGS", format!("-C target-feature={feature}"));
    let target = ["--target", "wasm32-unknown-unknown", "--target-dir", "target/bench/wasm"];
    cmd!(sh, "cargo build --release --package bench --lib {target...}").run()?;
    let built = "target/bench/wasm/wasm32-unknown-unknown/release/bench.wasm";
    cmd!(sh, "wasm-bindgen --target web --out-dir {to} {built}").run()?;
    let file = format!("{to}/bench_bg.wasm");
    Ok(cmd!(sh, "wasm-opt -Oz {file} -o {file}").run()?)
}

/// The workloads natively, with these flags; the path of the program.
fn native(sh: &Shell, folder: &str, flags: &str) -> Result<String> {
    let _flags = sh.push_env("RUSTFLAGS", flags);
    cmd!(sh, "cargo build --release --package bench --bin bench-native --target-dir {folder}")
        .run()?;
    Ok(format!("{folder}/release/bench-native"))
}

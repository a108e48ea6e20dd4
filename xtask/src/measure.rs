//! Measures what `docs/performance.md` states: the kernels against their peers, the load, the
//! smoothness. Each writes its part of that page.

use anyhow::Result;
use xshell::{Shell, cmd};

use crate::{
    setup,
    site::{self, Fallback},
    wasm::{self, Vectors},
};

/// The kernels, in the browser and natively, against plain JavaScript and TensorFlow.js.
pub fn kernels(sh: &Shell) -> Result<()> {
    let browser = setup::for_measuring(sh)?;
    let www = "target/bench/www";
    sh.remove_path(www)?;
    for (folder, vectors) in [("simd", Vectors::Simd), ("scalar", Vectors::Scalar)] {
        let to = format!("{www}/{folder}");
        wasm::build(sh, vectors, &["bench", "--lib"], "bench", &to)?;
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

/// What loading a page takes, by Lighthouse.
pub fn load(sh: &Shell) -> Result<()> {
    const PORT: &str = "8443";
    let browser = setup::for_measuring(sh)?;
    site::build(sh, "/repo/", &format!("https://localhost:{PORT}"), Fallback::None)?;
    let (key, certificate) = ("target/bench/key.pem", "target/bench/certificate.pem");
    sh.create_dir("target/bench")?;
    let new =
        ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"];
    cmd!(sh, "openssl {new...} -keyout {key} -out {certificate}").quiet().ignore_stderr().run()?;
    let _chrome = sh.push_env("CHROME", &browser.chrome);
    Ok(cmd!(sh, "node benches/load.js {PORT} {key} {certificate}").run()?)
}

/// How smoothly the figures play, on a processor slowed four times.
pub fn smoothness(sh: &Shell) -> Result<()> {
    let browser = setup::for_measuring(sh)?;
    site::build(sh, "/repo/", "https://example.org", Fallback::None)?;
    let _chrome = sh.push_env("CHROME", &browser.chrome);
    Ok(cmd!(sh, "node benches/smooth.js").run()?)
}

/// The workloads natively, with these flags; the path of the program.
fn native(sh: &Shell, folder: &str, flags: &str) -> Result<String> {
    let _flags = sh.push_env("RUSTFLAGS", flags);
    cmd!(sh, "cargo build --release --package bench --bin bench-native --target-dir {folder}")
        .run()?;
    Ok(format!("{folder}/release/bench-native"))
}

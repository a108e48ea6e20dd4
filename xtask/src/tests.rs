//! Every test there is, quick ones first.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use crate::{setup, site, weigh};

/// Runs them all; stops at the first failure and says which part it was.
pub fn run(sh: &Shell) -> Result<()> {
    let browser = setup::for_testing(sh)?;
    let demos = figures(sh, Path::new("src/demos"))?;
    part("formatting", || {
        // Debian's toolchain has no rustfmt; the one that runs this program may have.
        let _own = env::var("RUSTUP_TOOLCHAIN").map(|own| sh.push_env("RUSTUP_TOOLCHAIN", own));
        cmd!(sh, "cargo fmt --all --check").run()?;
        // cargo fmt does not follow modules that a macro declares.
        Ok(cmd!(sh, "rustfmt --check --edition 2024 {demos...}").run()?)
    })?;
    part("lints, native", || {
        Ok(cmd!(sh, "cargo clippy --workspace --all-targets -- -D warnings").run()?)
    })?;
    part("lints, wasm", || {
        Ok(cmd!(sh, "cargo clippy --target wasm32-unknown-unknown --all-targets -- -D warnings")
            .run()?)
    })?;
    part("native tests", || Ok(cmd!(sh, "cargo test --workspace").run()?))?;
    part("browser tests", || {
        let driver: Vec<_> = browser
            .driver
            .iter()
            .flat_map(|path| ["--chromedriver".into(), path.clone().into_os_string()])
            .collect();
        let mode = if setup::github_is_reached() { "normal" } else { "no-install" };
        Ok(cmd!(sh, "wasm-pack test --headless --chrome --mode {mode} {driver...} -- --test page")
            .run()?)
    })?;
    part("the site, in release", || site::build(sh, "/repo/", "https://example.org"))?;
    part("its weight", weigh::weigh)?;
    part("end to end", || {
        let _chrome = sh.push_env("CHROME", &browser.chrome);
        let mut files = sh.read_dir("tests/e2e")?;
        files.retain(|file| file.to_string_lossy().ends_with(".test.js"));
        Ok(cmd!(sh, "node --test --test-concurrency=1 {files...}").run()?)
    })?;
    println!(
        "\nAll parts passed: formatting, lints (native, wasm), native, browser, site, weight, end to end."
    );
    Ok(())
}

/// The figures: files of `src/demos` and of all folders below.
fn figures(sh: &Shell, folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in sh.read_dir(folder)? {
        if path.is_dir() {
            files.extend(figures(sh, &path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

fn part(name: &str, run: impl FnOnce() -> Result<()>) -> Result<()> {
    println!("\n== {name} ==");
    run().with_context(|| format!("the part “{name}” failed; its own message is above"))
}

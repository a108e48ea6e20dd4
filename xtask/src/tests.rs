//! Every test there is, quick ones first.

use std::{
    env,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use crate::{
    served, setup,
    site::{self, Fallback},
    tools::github_is_reached,
    weigh,
};

/// Runs them all; stops at the first failure and says which part it was. At the end, and then, too, it
/// prints how long each part took.
pub fn run(sh: &Shell) -> Result<()> {
    let mut parts = Parts::default();
    let result = all(sh, &mut parts);
    parts.print();
    result
}

fn all(sh: &Shell, parts: &mut Parts) -> Result<()> {
    let browser = parts.run("tools", || setup::for_testing(sh))?;
    parts.run("formatting", || formatting(sh))?;
    parts.run("lints, native", || {
        Ok(cmd!(sh, "cargo clippy --workspace --all-targets -- -D warnings").run()?)
    })?;
    parts.run("lints, wasm", || {
        Ok(cmd!(sh, "cargo clippy --target wasm32-unknown-unknown --all-targets -- -D warnings")
            .run()?)
    })?;
    parts.run("native tests", || Ok(cmd!(sh, "cargo test --workspace").run()?))?;
    parts.run("browser tests", || {
        let driver: Vec<_> = browser
            .driver
            .iter()
            .flat_map(|path| ["--chromedriver".into(), path.clone().into_os_string()])
            .collect();
        let mode = if github_is_reached() { "normal" } else { "no-install" };
        Ok(cmd!(sh, "wasm-pack test --headless --chrome --mode {mode} {driver...} -- --test page")
            .run()?)
    })?;
    parts.run("the served site", || served::test(sh))?;
    parts.run("the site, in release", || {
        let _pseudo = sh.push_env("DOWNHILL_PSEUDO", sh.current_dir().join("target/pseudo"));
        site::build(sh, "/repo/", "https://example.org", Fallback::Quick)
    })?;
    parts.run("its weight", weigh::weigh)?;
    parts.run("end to end", || {
        let _chrome = sh.push_env("CHROME", &browser.chrome);
        let mut files = sh.read_dir("tests/e2e")?;
        files.retain(|file| file.to_string_lossy().ends_with(".test.js"));
        Ok(cmd!(sh, "node --test --test-concurrency=1 {files...}").run()?)
    })?;
    println!("\nAll parts passed.");
    Ok(())
}

fn formatting(sh: &Shell) -> Result<()> {
    // Debian's toolchain has no rustfmt; the one that runs this program may have.
    let _own = env::var("RUSTUP_TOOLCHAIN").map(|own| sh.push_env("RUSTUP_TOOLCHAIN", own));
    cmd!(sh, "cargo fmt --all --check").run()?;
    // cargo fmt does not follow modules that a macro declares.
    let figures = figures(sh, Path::new("src/demos"))?;
    Ok(cmd!(sh, "rustfmt --check --edition 2024 {figures...}").run()?)
}

/// The parts of the tests, and how long each took.
#[derive(Default)]
struct Parts {
    took: Vec<(String, Duration)>,
}

impl Parts {
    #[allow(clippy::disallowed_methods, reason = "no clock in the core; here it is the subject")]
    fn run<T>(&mut self, name: &str, part: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("\n== {name} ==");
        let start = Instant::now();
        let result = part();
        self.took.push((name.to_string(), start.elapsed()));
        result.with_context(|| format!("the part “{name}” failed; its own message is above"))
    }

    fn print(&self) {
        println!("\n{:>8}  part", "seconds");
        for (name, took) in &self.took {
            println!("{:>8.0}  {name}", took.as_secs_f64());
        }
        let whole: Duration = self.took.iter().map(|(_, took)| *took).sum();
        println!("{:>8.0}  in all", whole.as_secs_f64());
    }
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

//! Gets what a command lacks: the wasm target, trunk, wasm-bindgen, wasm-opt, a browser.
//!
//! On an ordinary computer that is rustup and the tools' own downloads. Where only package
//! registries are reached, crates.io, npm and Debian's packages serve instead.

use std::{env, path::Path};

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

pub mod debian;

use crate::{
    browser::Browser,
    tools::{apt_install, github_is_reached, is_root, is_there, output, say},
};

const TARGET: &str = "wasm32-unknown-unknown";
/// The last that this site was built with; 0.22 changes the nonces that the policy relies on.
const TRUNK: &str = "0.21.14";
const WASM_PACK: &str = "0.15.1";

/// What building the site takes.
pub fn for_building(sh: &Shell) -> Result<()> {
    wasm_target(sh)?;
    cargo_tool(sh, "trunk", TRUNK, "it builds the wasm and the pages")?;
    if !github_is_reached() {
        // Trunk would download these two from GitHub.
        wasm_bindgen(sh)?;
        npm_packages(sh, "wasm-opt, which shrinks the wasm, comes with one of them")?;
        if sh.path_exists("node_modules/.bin/wasm-opt") {
            put_on_path(sh, &sh.current_dir().join("node_modules/.bin"))?;
        }
    }
    Ok(())
}

/// What the tests take beyond that.
pub fn for_testing(sh: &Shell) -> Result<Browser> {
    for_building(sh)?;
    cargo_tool(sh, "wasm-pack", WASM_PACK, "it runs the browser tests")?;
    npm_packages(sh, "the end-to-end tests drive the browser with them")?;
    Browser::find_or_install(sh)
}

/// What building wasm without Trunk takes.
pub fn for_wasm(sh: &Shell) -> Result<()> {
    wasm_target(sh)?;
    wasm_bindgen(sh)?;
    npm_packages(sh, "wasm-opt, which shrinks the wasm, comes with one of them")?;
    put_on_path(sh, &sh.current_dir().join("node_modules/.bin"))
}

/// What the measurements take beyond that: the wasm is built by hand, and the peers come from npm.
pub fn for_measuring(sh: &Shell) -> Result<Browser> {
    let browser = for_testing(sh)?;
    for_wasm(sh)?;
    let _dir = sh.push_dir("benches");
    npm_packages(sh, "the peers that the kernels are measured against, and Lighthouse")?;
    Ok(browser)
}

fn put_on_path(sh: &Shell, folder: &Path) -> Result<()> {
    let old = sh.var_os("PATH").unwrap_or_default();
    let all = std::iter::once(folder.to_path_buf()).chain(env::split_paths(&old));
    sh.set_var("PATH", env::join_paths(all)?);
    Ok(())
}

/// The standard library for wasm, from rustup or, where rustup cannot fetch it, from Debian.
fn wasm_target(sh: &Shell) -> Result<()> {
    if has_target(sh) {
        return Ok(());
    }
    if debian::has_toolchain(sh) {
        return debian::use_toolchain(sh);
    }
    say(TARGET, "the compiler needs it to build for the browser; asking rustup");
    // Its answer is not enough: it also calls a target present whose files are gone.
    if cmd!(sh, "rustup target add {TARGET}").run().is_ok() && has_target(sh) {
        return Ok(());
    }
    if !(is_there(sh, "apt-get") && is_root(sh)) {
        bail!(
            "rustup could not fetch the target {TARGET}, and without it nothing can be built for \
             the browser. Check that static.rust-lang.org is reached and run `rustup target add \
             {TARGET}`; on Debian, run this command as root to take the packages instead."
        );
    }
    debian::install_toolchain(sh)?;
    debian::use_toolchain(sh)
}

fn sysroot_has_target(sh: &Shell, rustc: &str) -> bool {
    let Some(sysroot) = output(sh, rustc, &["--print", "sysroot"]) else { return false };
    let library = Path::new(&sysroot).join("lib/rustlib").join(TARGET).join("lib");
    library.read_dir().is_ok_and(|mut files| files.next().is_some())
}

fn has_target(sh: &Shell) -> bool {
    sysroot_has_target(sh, "rustc")
}

/// A tool from crates.io in a fixed version, unless it is there already.
fn cargo_tool(sh: &Shell, name: &str, version: &str, why: &str) -> Result<()> {
    let found = output(sh, name, &["--version"]).unwrap_or_default();
    if found.split_whitespace().any(|word| word == version) {
        return Ok(());
    }
    cargo_install(sh, name, name, version, why)
}

fn cargo_install(sh: &Shell, package: &str, tool: &str, version: &str, why: &str) -> Result<()> {
    say(&format!("{tool} {version}"), &format!("{why}; compiled once, some minutes"));
    // These tools wait for compilers and disks: quick to build beats quick to run.
    let _lto = sh.push_env("CARGO_PROFILE_RELEASE_LTO", "off");
    let _units = sh.push_env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    let _level = sh.push_env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    // Tools outlive this checkout: they are installed in cargo's own folder.
    let locked = cmd!(sh, "cargo install --locked --force {package} --version {version}").run();
    if locked.is_err() {
        say(tool, "its lock file could not be used; trying without it");
        cmd!(sh, "cargo install --force {package} --version {version}").run().with_context(|| {
            format!("{tool} {version} could not be installed; `cargo install {package} --version {version}` shows why")
        })?;
    }
    println!("setup: {tool} {version}: done");
    Ok(())
}

/// The wasm-bindgen that Cargo.lock names: its files must match the library's to the digit.
fn wasm_bindgen(sh: &Shell) -> Result<()> {
    let lock = sh.read_file("Cargo.lock")?;
    let version = lock
        .split("[[package]]")
        .find(|package| package.contains("name = \"wasm-bindgen\"\n"))
        .and_then(|package| package.split("version = \"").nth(1)?.split('"').next())
        .context("Cargo.lock names no wasm-bindgen")?;
    let found = output(sh, "wasm-bindgen", &["--version"]).unwrap_or_default();
    if found.split_whitespace().any(|word| word == version) {
        return Ok(());
    }
    let why = "it joins the wasm to the page, in the version that Cargo.lock names";
    cargo_install(sh, "wasm-bindgen-cli", "wasm-bindgen", version, why)
}

/// The packages of package-lock.json, unless node_modules holds exactly these.
fn npm_packages(sh: &Shell, why: &str) -> Result<()> {
    let lock = sh.read_file("package-lock.json")?;
    let stamp = "node_modules/.downhill-lock";
    if sh.read_file(stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    if !is_there(sh, "npm") {
        if !(is_there(sh, "apt-get") && is_root(sh)) {
            bail!(
                "npm is missing: {why}. Install Node.js from https://nodejs.org and run this again."
            );
        }
        say("Node.js", "npm, which fetches the packages below, is missing");
        apt_install(sh, &["nodejs", "npm"])?;
    }
    say("Node packages", why);
    cmd!(sh, "npm ci --no-audit --no-fund")
        .quiet()
        .run()
        .context("npm could not install the packages of package-lock.json")?;
    sh.write_file(stamp, lock)?;
    Ok(())
}

//! Gets what a command lacks: the wasm target, trunk, wasm-bindgen, wasm-opt, a browser.
//!
//! On an ordinary computer that is rustup and the tools' own downloads. Where only package
//! registries are reached, crates.io, npm and Debian's packages serve instead.

use std::{
    env,
    net::{TcpStream, ToSocketAddrs},
    path::Path,
    time::Duration,
};

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use crate::browser::Browser;

const TARGET: &str = "wasm32-unknown-unknown";
/// The last that this site was built with; 0.22 changes the nonces that the policy relies on.
const TRUNK: &str = "0.21.14";
const WASM_PACK: &str = "0.15.1";
/// The toolchain made of Debian's packages.
const DEBIAN_TOOLCHAIN: &str = "web";

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

/// Whether tools may fetch their own helpers; asked once a command, so that it says one thing.
pub fn github_is_reached() -> bool {
    let address = ("github.com", 443).to_socket_addrs().ok().and_then(|mut all| all.next());
    address.is_some_and(|a| TcpStream::connect_timeout(&a, Duration::from_secs(3)).is_ok())
}

pub fn say(what: &str, why: &str) {
    println!("setup: {what}: {why}");
}

/// A command's standard output, or `None` if it cannot be run or fails.
fn output(sh: &Shell, program: &str, arguments: &[&str]) -> Option<String> {
    cmd!(sh, "{program} {arguments...}").quiet().ignore_stderr().read().ok()
}

pub fn is_there(sh: &Shell, program: &str) -> bool {
    output(sh, program, &["--version"]).is_some()
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
    if has_debian_toolchain(sh) {
        return use_debian_toolchain(sh);
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
    debian_toolchain(sh)?;
    use_debian_toolchain(sh)
}

fn sysroot_has_target(sh: &Shell, rustc: &str) -> bool {
    let Some(sysroot) = output(sh, rustc, &["--print", "sysroot"]) else { return false };
    let library = Path::new(&sysroot).join("lib/rustlib").join(TARGET).join("lib");
    library.read_dir().is_ok_and(|mut files| files.next().is_some())
}

fn has_target(sh: &Shell) -> bool {
    sysroot_has_target(sh, "rustc")
}

fn has_debian_toolchain(sh: &Shell) -> bool {
    Path::new("/usr/bin/rustc").exists() && sysroot_has_target(sh, "/usr/bin/rustc")
}

fn use_debian_toolchain(sh: &Shell) -> Result<()> {
    debian_linker(sh)?;
    cmd!(sh, "rustup toolchain link {DEBIAN_TOOLCHAIN} /usr").quiet().run()?;
    // One compiler for native and wasm, so that nothing is built twice.
    sh.set_var("RUSTUP_TOOLCHAIN", DEBIAN_TOOLCHAIN);
    Ok(())
}

/// Debian's `rust-lld` is a link to the linker of some LLVM version, whose package is named like
/// the file and is only recommended.
fn debian_linker(sh: &Shell) -> Result<()> {
    let link = Path::new("/usr/bin/rust-lld");
    if link.exists() {
        return Ok(());
    }
    let linker = link.read_link().context("Debian's packages brought no /usr/bin/rust-lld")?;
    let package = linker.file_name().unwrap_or_default().to_string_lossy().into_owned();
    say(&package, "Debian's compiler links wasm with it");
    apt_install(sh, &[&package])
}

/// Debian's compiler with a standard library for wasm, built once from Debian's sources.
fn debian_toolchain(sh: &Shell) -> Result<()> {
    say(
        "Debian's rust packages",
        "rustup did not bring the target, so its standard library is built from source",
    );
    let packages = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "rust-web-clippy"];
    apt_install(sh, &packages)?;
    let folder = sh.create_temp_dir()?;
    let crate_dir = folder.path().join("empty");
    sh.create_dir(crate_dir.join("src"))?;
    sh.write_file(crate_dir.join("src/lib.rs"), "")?;
    let manifest = "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2021\"\n";
    sh.write_file(crate_dir.join("Cargo.toml"), manifest)?;
    say("the standard library for wasm", "built once, about half a minute");
    {
        let _dir = sh.push_dir(&crate_dir);
        let _a = sh.push_env("RUSTC_BOOTSTRAP", "1");
        let _b = sh.push_env("RUSTC", "/usr/bin/rustc");
        let _c = sh.push_env("RUSTFLAGS", "-Cembed-bitcode=yes");
        cmd!(
            sh,
            "/usr/bin/cargo build --release --target {TARGET} -Zbuild-std=std,panic_abort,test"
        )
        .run()
        .context("the standard library for wasm could not be built from Debian's sources")?;
    }
    let sysroot =
        output(sh, "/usr/bin/rustc", &["--print", "sysroot"]).context("rustc has no sysroot")?;
    let library = Path::new(&sysroot).join("lib/rustlib").join(TARGET).join("lib");
    sh.create_dir(&library)?;
    for file in sh.read_dir(crate_dir.join(format!("target/{TARGET}/release/deps")))? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libempty") {
            sh.copy_file(&file, &library)?;
        }
    }
    Ok(())
}

pub fn is_root(sh: &Shell) -> bool {
    output(sh, "id", &["-u"]).as_deref() == Some("0")
}

pub fn apt_install(sh: &Shell, packages: &[&str]) -> Result<()> {
    let _quiet = sh.push_env("DEBIAN_FRONTEND", "noninteractive");
    cmd!(sh, "apt-get update -qq").run().context("apt-get could not read the package lists")?;
    cmd!(sh, "apt-get install -qq -y --no-install-recommends {packages...}")
        .ignore_stdout()
        .run()
        .with_context(|| format!("apt-get could not install {}", packages.join(", ")))
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

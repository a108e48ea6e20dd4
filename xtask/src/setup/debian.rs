//! The wasm target from Debian's packages, for machines that do not reach rustup's server.

use std::path::Path;

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use super::{TARGET, sysroot_has_target};
use crate::tools::{apt_install, output, say};

/// The toolchain made of Debian's packages, as rustup calls it.
const TOOLCHAIN: &str = "web";

/// Whether Debian's compiler is installed and has the target.
pub fn has_toolchain(sh: &Shell) -> bool {
    Path::new("/usr/bin/rustc").exists() && sysroot_has_target(sh, "/usr/bin/rustc")
}

/// Uses Debian's compiler for the rest of this command.
///
/// # Errors
///
/// Where its linker is missing and cannot be installed, or rustup cannot link it.
pub fn use_toolchain(sh: &Shell) -> Result<()> {
    install_linker(sh)?;
    cmd!(sh, "rustup toolchain link {TOOLCHAIN} /usr").quiet().run()?;
    // One compiler for native and wasm, so that nothing is built twice.
    sh.set_var("RUSTUP_TOOLCHAIN", TOOLCHAIN);
    Ok(())
}

/// Debian's `rust-lld` is a link to the linker of some LLVM version, whose package is named like
/// the file and is only recommended.
fn install_linker(sh: &Shell) -> Result<()> {
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
pub fn install_toolchain(sh: &Shell) -> Result<()> {
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

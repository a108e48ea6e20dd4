//! Builds and serves the site.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use xshell::{Shell, cmd};

use crate::{
    setup,
    split::{self, Names},
    tools::github_is_reached,
    wasm::{self, Vectors},
};

/// Serves the site on this machine, rebuilding on change.
pub fn serve(sh: &Shell, port: u16) -> Result<()> {
    setup::for_building(sh)?;
    println!("The site will be at http://127.0.0.1:{port}/ as soon as it is built.");
    let offline = offline_flag();
    let port = port.to_string();
    cmd!(sh, "trunk serve {offline...} --port {port}").run()?;
    Ok(())
}

/// Whether a build holds the program without 128-bit vectors, too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Fallback {
    /// It does not.
    None,
    /// As it is deployed: small, and in parts.
    Small,
    /// Built as quickly as possible, for the test that it loads and computes the same.
    Quick,
}

/// Writes the site, in release, to `dist/`.
pub fn build(sh: &Shell, public_url: &str, origin: &str, fallback: Fallback) -> Result<()> {
    ensure!(
        public_url.starts_with('/') && public_url.ends_with('/'),
        "--public-url {public_url}: the path needs a slash at both ends, as in /repo/"
    );
    setup::for_building(sh)?;
    let offline = offline_flag();
    let _origin = sh.push_env("DOWNHILL_ORIGIN", origin.trim_end_matches('/'));
    setup::for_wasm(sh)?;
    {
        // For wasm alone: Trunk's hook, which writes the pages, is a native program.
        let flags = wasm::flags(Vectors::Simd, split::FLAGS);
        let _flags = sh.push_env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
        cmd!(sh, "trunk build --release {offline...} --public-url {public_url}").run()?;
    }
    split_program(sh, Path::new("target"), "dist")?;
    match fallback {
        Fallback::None => {}
        Fallback::Small => {
            let folder = wasm::compile(sh, Vectors::Scalar, PROGRAM, split::FLAGS)?;
            split_program(sh, Path::new(folder), "dist/fallback")?;
        }
        Fallback::Quick => quick_fallback(sh)?,
    }
    println!("The site for {origin}{public_url} is in dist/.");
    Ok(())
}

/// What cargo is to build of the package.
const PROGRAM: &[&str] = &["downhill", "--bin", "downhill"];

/// Splits the program that was compiled into `folder`, and puts the parts into `to`, under the names that
/// Trunk gave to the whole: `static/boot.js` finds either build by them.
fn split_program(sh: &Shell, folder: &Path, to: &str) -> Result<()> {
    let script = trunks(sh, ".js")?;
    let hash = script.trim_start_matches("downhill-").trim_end_matches(".js");
    let names = Names { program: "downhill", script: &script, parts: &format!("parts-{hash}") };
    let built = folder.join("wasm32-unknown-unknown/release/downhill.wasm");
    let parts = Path::new("target/parts");
    split::split(sh, &built, &names, parts)?;
    sh.create_dir(to)?;
    sh.copy_file(parts.join("downhill.js"), Path::new(to).join(&script))?;
    let whole = Path::new(to).join(trunks(sh, "_bg.wasm")?);
    sh.copy_file(parts.join("downhill_bg.wasm"), whole)?;
    let (from, to) = (parts.join(names.parts), Path::new(to).join(names.parts));
    sh.remove_path(&to)?;
    sh.create_dir(&to)?;
    for file in sh.read_dir(from)? {
        sh.copy_file(file, &to)?;
    }
    Ok(())
}

/// Puts the program without vectors into `dist/fallback/`, in one piece and hardly optimised: a test wants
/// to know whether it loads and what it computes, not what it weighs.
fn quick_fallback(sh: &Shell) -> Result<()> {
    let folder = {
        let _lto = sh.push_env("CARGO_PROFILE_RELEASE_LTO", "off");
        let _units = sh.push_env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        let _level = sh.push_env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
        wasm::compile(sh, Vectors::Scalar, PROGRAM, "")?
    };
    let built = format!("{folder}/wasm32-unknown-unknown/release/downhill.wasm");
    let parts = "target/parts";
    cmd!(sh, "wasm-bindgen --target web --no-typescript --out-dir {parts} {built}").run()?;
    let to = Path::new("dist/fallback");
    sh.create_dir(to)?;
    sh.copy_file(format!("{parts}/downhill.js"), to.join(trunks(sh, ".js")?))?;
    Ok(sh.copy_file(format!("{parts}/downhill_bg.wasm"), to.join(trunks(sh, "_bg.wasm")?))?)
}

/// The name that Trunk gave to the file with this end.
fn trunks(sh: &Shell, end: &str) -> Result<String> {
    let names = sh.read_dir("dist")?;
    let mut names = names.iter().filter_map(|path| path.file_name()?.to_str());
    let found = names.find(|name| name.starts_with("downhill-") && name.ends_with(end));
    Ok(found.with_context(|| format!("Trunk built no downhill-*{end}"))?.to_string())
}

/// Trunk uses the tools on PATH where it cannot fetch its own.
fn offline_flag() -> &'static [&'static str] {
    if github_is_reached() { &[] } else { &["--offline"] }
}

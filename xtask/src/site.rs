//! Builds and serves the site.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use xshell::{Shell, cmd};

use crate::{
    setup,
    split::{self, Names},
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

/// Writes the site, in release, to `dist/`.
pub fn build(sh: &Shell, public_url: &str, origin: &str) -> Result<()> {
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
    take_apart(sh)?;
    println!("The site for {origin}{public_url} is in dist/.");
    Ok(())
}

/// Replaces the program that Trunk built by its parts, and adds the same without vectors in
/// `dist/fallback/`: `static/boot.js` takes it where the browser has none.
fn take_apart(sh: &Shell) -> Result<()> {
    let script = trunks(sh, ".js")?;
    let hash = script.trim_start_matches("downhill-").trim_end_matches(".js");
    let names = Names { program: "downhill", script: &script, parts: &format!("parts-{hash}") };
    let plain = Path::new("target/scalar");
    wasm::compile(sh, Vectors::Scalar, &["downhill", "--bin", "downhill"], split::FLAGS)?;
    for (folder, to) in [(Path::new("target"), "dist"), (plain, "dist/fallback")] {
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
    }
    Ok(())
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
    if setup::github_is_reached() { &[] } else { &["--offline"] }
}

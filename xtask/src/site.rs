//! Builds and serves the site.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use xshell::{Shell, cmd};

use crate::{
    setup,
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
    cmd!(sh, "trunk build --release {offline...} --public-url {public_url}").run()?;
    fallback(sh)?;
    println!("The site for {origin}{public_url} is in dist/.");
    Ok(())
}

/// The same wasm without vectors, in `dist/fallback/` under the names of the one that Trunk built:
/// `static/boot.js` takes it where the browser has none.
fn fallback(sh: &Shell) -> Result<()> {
    let to = "target/fallback";
    wasm::build(sh, Vectors::Scalar, &["downhill", "--bin", "downhill"], "downhill", to)?;
    sh.create_dir("dist/fallback")?;
    for (from, end) in [("downhill.js", ".js"), ("downhill_bg.wasm", "_bg.wasm")] {
        let is_its_like = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("downhill-") && name.ends_with(end)
        };
        let like = sh.read_dir("dist")?.into_iter().find(is_its_like);
        let like = like.with_context(|| format!("Trunk built no downhill-*{end}"))?;
        let name = like.file_name().unwrap_or_default();
        sh.copy_file(Path::new(to).join(from), Path::new("dist/fallback").join(name))?;
    }
    Ok(())
}

/// Trunk uses the tools on PATH where it cannot fetch its own.
fn offline_flag() -> &'static [&'static str] {
    if setup::github_is_reached() { &[] } else { &["--offline"] }
}

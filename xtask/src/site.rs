//! Builds and serves the site.

use anyhow::{Result, ensure};
use xshell::{Shell, cmd};

use crate::setup;

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
    println!("The site for {origin}{public_url} is in dist/.");
    Ok(())
}

/// Trunk uses the tools on PATH where it cannot fetch its own.
fn offline_flag() -> &'static [&'static str] {
    if setup::github_is_reached() { &[] } else { &["--offline"] }
}

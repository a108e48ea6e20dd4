//! Small questions to the machine, and Debian's package manager.

use std::{
    net::{TcpStream, ToSocketAddrs},
    time::Duration,
};

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

/// Whether tools may fetch their own helpers; asked once a command, so that it says one thing.
pub fn github_is_reached() -> bool {
    let address = ("github.com", 443).to_socket_addrs().ok().and_then(|mut all| all.next());
    address.is_some_and(|a| TcpStream::connect_timeout(&a, Duration::from_secs(3)).is_ok())
}

/// Says what is fetched, and why.
pub fn say(what: &str, why: &str) {
    println!("setup: {what}: {why}");
}

/// A command's standard output, or `None` if it cannot be run or fails.
pub fn output(sh: &Shell, program: &str, arguments: &[&str]) -> Option<String> {
    cmd!(sh, "{program} {arguments...}").quiet().ignore_stderr().read().ok()
}

/// Whether a program can be run.
pub fn is_there(sh: &Shell, program: &str) -> bool {
    output(sh, program, &["--version"]).is_some()
}

/// Whether the user is root.
pub fn is_root(sh: &Shell) -> bool {
    output(sh, "id", &["-u"]).as_deref() == Some("0")
}

/// Installs Debian packages.
///
/// # Errors
///
/// Where the package lists cannot be read or a package cannot be installed.
pub fn apt_install(sh: &Shell, packages: &[&str]) -> Result<()> {
    let _quiet = sh.push_env("DEBIAN_FRONTEND", "noninteractive");
    cmd!(sh, "apt-get update -qq").run().context("apt-get could not read the package lists")?;
    cmd!(sh, "apt-get install -qq -y --no-install-recommends {packages...}")
        .ignore_stdout()
        .run()
        .with_context(|| format!("apt-get could not install {}", packages.join(", ")))
}

//! Finds the browser that the tests and the measurements run in, or installs one.

use std::{env, path::PathBuf};

use anyhow::{Context, Result, bail};
use xshell::Shell;

use crate::tools::{apt_install, github_is_reached, is_root, is_there, say};

/// The browser and its driver.
pub struct Browser {
    /// The browser.
    pub chrome: PathBuf,
    /// Its driver; `None` where wasm-pack may fetch one that fits.
    pub driver: Option<PathBuf>,
}

impl Browser {
    /// The one that is installed, or Debian's.
    pub fn find_or_install(sh: &Shell) -> Result<Self> {
        if let Some(browser) = Self::find() {
            return Ok(browser);
        }
        if !(is_there(sh, "apt-get") && is_root(sh)) {
            bail!(
                "no Chromium or Chrome was found, and the browser tests need one. Install Chrome, \
                 or name an executable in the variable CHROME (and its driver in CHROMEDRIVER)."
            );
        }
        say("Chromium and its driver", "the browser tests run in them");
        apt_install(sh, &["chromium", "chromium-driver"])?;
        Self::find().context("Chromium was installed, but no executable was found")
    }

    fn find() -> Option<Self> {
        const CHROMES: [&str; 5] = [
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        ];
        let named = |variable: &str| env::var_os(variable).map(PathBuf::from);
        let chrome = named("CHROME").or_else(|| CHROMES.iter().find_map(|name| which(name)))?;
        let driver = named("CHROMEDRIVER").or_else(|| which("chromedriver"));
        (driver.is_some() || github_is_reached()).then_some(Self { chrome, driver })
    }
}

/// The full path of a program.
fn which(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let all = env::split_paths(&path).map(|folder| folder.join(name));
    all.chain([PathBuf::from(name)]).find(|file| file.is_absolute() && file.is_file())
}

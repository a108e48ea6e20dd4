//! The test of the README's first command: `cargo xtask serve` in a fresh clone shows the site, and shows
//! a change of a page.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Command},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

/// The page that is looked at, and the file that it is made of.
const PAGE: &str = "/en/lagrangian/";
const FILE: &str = "pages/en/16-lagrangian.md";

/// What is written into the page while the site is served.
const CHANGE: &str = "This sentence was written while the site was served.";

/// The longest that a first build, and one after a change, may take on a busy machine.
const FIRST: Duration = Duration::from_secs(1500);
const AFTER: Duration = Duration::from_secs(600);

/// Serves a clone of the last commit, changes a page of it, and waits until the change is served.
///
/// # Errors
///
/// Where the site or the change is not served in time, or the command ends by itself.
pub fn test(sh: &Shell) -> Result<()> {
    let folder = sh.create_temp_dir()?;
    let clone = folder.path().join("clone");
    cmd!(sh, "git clone --quiet . {clone}").run()?;
    let mut served = Served::start(sh, &clone)?;
    served.wait_for("", FIRST)?;
    // What cargo does there while it builds must not end the command.
    let busy = clone.join("target/busy");
    for i in 0..20 {
        let (old, new) = (busy.join(i.to_string()), busy.join(format!("{i}-renamed")));
        sh.create_dir(&old)?;
        std::fs::rename(old, new)?;
    }
    let file = clone.join(FILE);
    let text = sh.read_file(&file)?;
    sh.write_file(&file, format!("{text}\n{CHANGE}\n"))?;
    served.wait_for(CHANGE, AFTER)
}

/// The command, running; it is stopped with all its children when this is dropped.
struct Served {
    child: Child,
    port: u16,
}

impl Served {
    fn start(sh: &Shell, clone: &Path) -> Result<Self> {
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        // The dependencies are compiled already.
        let target = sh.current_dir().join("target");
        let child = Command::new("cargo")
            .args(["xtask", "serve", "--port", &port.to_string()])
            .current_dir(clone)
            .env("CARGO_TARGET_DIR", target)
            .process_group(0)
            .spawn()
            .context("cargo xtask serve cannot be started")?;
        Ok(Self { child, port })
    }

    /// Waits until the page holds these words.
    #[allow(clippy::disallowed_methods, reason = "no clock in the core; here it is the subject")]
    fn wait_for(&mut self, words: &str, longest: Duration) -> Result<()> {
        let start = Instant::now();
        while start.elapsed() < longest {
            if let Some(status) = self.child.try_wait()? {
                bail!("cargo xtask serve ended by itself: {status}");
            }
            if page(self.port).is_some_and(|page| page.contains(words)) {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(500));
        }
        bail!("after {} s the site does not show {PAGE} with “{words}”", longest.as_secs())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // The whole group: cargo, this program in the clone, Trunk, and what it builds with.
        let group = format!("-{}", self.child.id());
        let _ = Command::new("kill").args(["--", &group]).status();
        let _ = self.child.wait();
    }
}

/// The page, if the server answers with it.
fn page(port: u16) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
    write!(stream, "GET {PAGE} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n").ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    (answer.starts_with("HTTP/1.") && answer.contains(" 200 ")).then_some(answer)
}

//! The two commands of the README: `cargo xtask serve` shows the site, `cargo xtask test` runs
//! every test there is. Each fetches by itself what it lacks. `cargo xtask weigh` says what a reader
//! has to fetch; `bench`, `load` and `smooth` measure what `docs/performance.md` states.

mod browser;
mod measure;
mod served;
mod setup;
mod site;
mod split;
mod tests;
mod tools;
mod wasm;
mod wasm_origins;
mod weigh;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use site::Fallback;
use xshell::{Shell, cmd};

#[derive(Parser)]
#[command(about = "Builds, shows and tests the Downhill site")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds the site and serves it on this machine, rebuilding on change.
    Serve {
        /// The port.
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// Writes the site, in release, to dist/.
    Build {
        /// The path under which it will stand, with a slash at both ends.
        #[arg(long, default_value = "/")]
        public_url: String,
        /// The scheme and host where it will stand, for canonical links and the site map.
        #[arg(long, default_value = "http://localhost:8080")]
        origin: String,
        /// Also builds the program without 128-bit vectors, for browsers from before 2021 to 2023.
        #[arg(long)]
        fallback: bool,
    },
    /// Lists what a translation of figures and page lacks.
    Words {
        /// The language, as `pages/` and `words/` name it.
        lang: String,
        /// Brings `words/LANG/*.po` up to date: adds what is missing, takes out what is stale.
        #[arg(long)]
        update: bool,
    },
    /// Measures the kernels against plain JavaScript, TensorFlow.js and native code.
    Bench,
    /// Measures the load of every page with Lighthouse.
    Load,
    /// Measures how smoothly every figure plays.
    Smooth,
    /// Weighs what lies in dist/, as a host would send it, and fails above the budget.
    Weigh,
    /// Runs every test: formatting, lints, native, browser, end to end.
    Test,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let shell = Shell::new()?;
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    std::env::set_current_dir(root)?;
    shell.change_dir(root);
    match Arguments::parse().command {
        Command::Serve { port } => site::serve(&shell, port),
        Command::Build { public_url, origin, fallback } => {
            let fallback = if fallback { Fallback::Small } else { Fallback::None };
            site::build(&shell, &public_url, &origin, fallback)
        }
        Command::Words { lang, update } => {
            let update = update.then_some("--update");
            Ok(cmd!(shell, "cargo run --quiet --bin words -- {lang} {update...}").run()?)
        }
        Command::Bench => measure::kernels(&shell),
        Command::Load => measure::load(&shell),
        Command::Smooth => measure::smoothness(&shell),
        Command::Weigh => weigh::weigh(),
        Command::Test => tests::run(&shell),
    }
}

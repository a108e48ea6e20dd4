//! Trunk's `post_build` hook: writes the pages of the book beside the wasm, in Trunk's staging
//! folder.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    use downhill::book::{page::Place, site};
    use std::{env, path::PathBuf, process::ExitCode};

    let var = |name: &str, default: &str| env::var(name).unwrap_or_else(|_| default.into());
    let place = Place {
        origin: var("DOWNHILL_ORIGIN", "http://localhost:8080"),
        base: var("TRUNK_PUBLIC_URL", "/"),
        // Trunk's reloading script stands in the page itself, which the policy forbids.
        policy: var("TRUNK_PROFILE", "release") == "release",
    };
    let repository = PathBuf::from(var("TRUNK_SOURCE_DIR", "."));
    let out = PathBuf::from(var("TRUNK_STAGING_DIR", "dist"));
    // A test asks for the pages in the languages that nobody speaks, too, in a folder of their own.
    if let Ok(folder) = env::var("DOWNHILL_PSEUDO") {
        let template = std::fs::read_to_string(out.join("index.html")).unwrap_or_default();
        let written = site::write_pseudo(&repository, &template, &PathBuf::from(folder), &place);
        if let Err(error) = written {
            eprintln!("prerender: {error}");
            return ExitCode::FAILURE;
        }
    }
    match site::write(&repository, &out, &place) {
        Ok(pages) => {
            println!("prerender: {pages} pages under {}", place.base);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("prerender: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The pages are written natively; wasm builds of all targets pass over this.
#[cfg(target_arch = "wasm32")]
fn main() {}

//! What a translation of figures and page lacks: `cargo xtask words LANG`, and with `--update` its files
//! `words/LANG/*.po` brought up to date.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    use downhill::book::{templates, translation};
    use std::{env, path::Path, process::ExitCode};

    let mut arguments = env::args().skip(1);
    let Some(lang) = arguments.next() else {
        eprintln!("words: which language? For example: cargo xtask words zh");
        return ExitCode::FAILURE;
    };
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let report = if arguments.any(|argument| argument == "--update") {
        translation::update(repository, &lang)
    } else {
        templates::all(repository).and_then(|templates| {
            let messages = translation::messages(&repository.join("words").join(&lang))?;
            Ok(translation::report(&templates, &messages))
        })
    };
    match report {
        Ok(report) => {
            print!("{}", report.text());
            if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            eprintln!("words: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Translations are looked after natively; wasm builds of all targets pass over this.
#[cfg(target_arch = "wasm32")]
fn main() {}

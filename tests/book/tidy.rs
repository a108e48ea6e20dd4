//! The house rules of ARCHITECTURE.md, as a test.

use std::{
    fs,
    path::{Path, PathBuf},
};

fn rust_files(folder: &str) -> Vec<(PathBuf, String)> {
    let mut all = Vec::new();
    let mut waiting = vec![PathBuf::from(folder)];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            all.push((path, text));
        }
    }
    assert!(!all.is_empty(), "{folder} holds no Rust");
    all
}

/// No file of `folder` outside `except` may contain one of `words`.
fn forbid(folder: &str, except: &[&str], words: &[&str]) {
    for (path, text) in rust_files(folder) {
        if except.iter().any(|part| path.starts_with(part)) {
            continue;
        }
        for word in words {
            assert!(!text.contains(word), "{} names {word}", path.display());
        }
    }
}

const PAGE: [&str; 8] = [
    "leptos",
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "plotters",
    "SystemTime",
    "Instant",
    "std::env",
];

#[test]
fn the_core_knows_no_page() {
    forbid("src/ebm", &[], &PAGE);
    forbid("src/ebm", &[], &["crate::demo", "crate::plot", "crate::web", "crate::book"]);
}

#[test]
fn figures_know_the_core_and_the_vocabulary_alone() {
    forbid("src/demos", &[], &PAGE);
    forbid("src/demo", &[], &PAGE);
    forbid("src/demo", &[], &["crate::demos", "crate::plot", "crate::web", "crate::book"]);
    forbid("src/demos", &[], &["crate::plot", "crate::web", "crate::book"]);
}

#[test]
fn leptos_stays_in_the_page_and_markdown_in_the_book() {
    forbid("src", &["src/web"], &["leptos"]);
    forbid("src", &["src/book"], &["pulldown_cmark", "math_core", "syntect"]);
}

#[test]
fn no_prose_and_no_parser_reaches_the_wasm() {
    let manifest = fs::read_to_string("Cargo.toml").unwrap();
    let shared = manifest.split("\n[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    for name in ["pulldown-cmark", "math-core", "syntect", "leptos"] {
        let named = shared.lines().any(|line| line.starts_with(name));
        assert!(!named, "{name} must be gated by target");
    }
    for (path, text) in rust_files("src") {
        let pages = text.contains("include_str!(\"../../pages") || text.contains("pages/en");
        assert!(!pages || path.starts_with("src/book"), "{} holds prose", path.display());
    }
}

#[test]
fn every_file_says_what_it_is_and_stays_short() {
    for (path, text) in rust_files("src").into_iter().chain(rust_files("xtask/src")) {
        assert!(text.starts_with("//! "), "{} does not begin with //!", path.display());
        let lines = text.lines().count();
        assert!(lines <= 300, "{} has {lines} lines", path.display());
        assert!(
            !text.contains(".unwrap()"),
            "{}: expect(\"why\") instead of unwrap",
            path.display()
        );
    }
}

#[test]
fn the_readme_says_the_two_commands() {
    let readme = fs::read_to_string("README.md").unwrap();
    assert!(readme.contains("cargo xtask serve") && readme.contains("cargo xtask test"));
    assert!(fs::read_to_string(".ci/run").unwrap().contains("cargo xtask test"));
    assert!(fs::read_to_string("ARCHITECTURE.md").unwrap().lines().count() <= 90, "one page");
    for file in
        ["LICENSE-MIT", "LICENSE-APACHE", "LICENSE-CC-BY-4.0", "CITATION.cff", "CONTRIBUTING.md"]
    {
        assert!(Path::new(file).exists(), "{file} is missing");
    }
}

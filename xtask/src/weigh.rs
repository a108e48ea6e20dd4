//! Weighs what a reader's first visit fetches, compressed as a static host sends it.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use flate2::{Compression, write::GzEncoder};

use crate::wasm_origins;

/// The most that each file of a kind may weigh, in bytes as sent. They hold what was reached, so that
/// weight is not put on unseen; the aim is 180,000 for all wasm of a first visit.
const MOST: [(&str, usize); 4] =
    [("wasm", 210_000), ("js", 12_000), ("css", 10_000), ("html", 70_000)];

/// The most that the program with the part of any one chapter may weigh.
const FIRST_VISIT: usize = 271_000;

/// Prints the table and fails above the budget. `dist/` must hold a release build.
pub fn weigh() -> Result<()> {
    let mut files = Vec::new();
    collect(Path::new("dist"), &mut files).context("dist/ cannot be read: cargo xtask build")?;
    files.sort();
    // The fallback that the tests build quickly is in one piece; it is never deployed, and not weighed.
    let fallback = |file: &PathBuf| file.starts_with("dist/fallback");
    if files.iter().filter(|file| fallback(file)).count() <= 2 {
        files.retain(|file| !fallback(file));
    }
    println!("{:>9} {:>9}  file", "bytes", "as sent");
    let (mut heavy, mut program, mut part) = (Vec::new(), 0, 0);
    for file in &files {
        let bytes = fs::read(file)?;
        let kind = file.extension().unwrap_or_default().to_string_lossy().into_owned();
        // Fonts and pictures are compressed already.
        let sent =
            if MOST.iter().any(|(name, _)| *name == kind) { gzipped(&bytes)? } else { bytes.len() };
        println!("{:>9} {sent:>9}  {}", bytes.len(), file.display());
        if kind == "wasm" && !fallback(file) {
            let of =
                if file.parent() == Some(Path::new("dist")) { &mut program } else { &mut part };
            *of = sent.max(*of);
        }
        let most = MOST.iter().find(|(name, _)| *name == kind);
        if let Some((_, most)) = most.filter(|(_, most)| sent > *most) {
            heavy.push(format!("{} weighs {sent} bytes, {most} is the most", file.display()));
        }
    }
    let first = program + part;
    println!("The program with the heaviest chapter's part: {first} bytes as sent.");
    if first > FIRST_VISIT {
        heavy.push(format!("a first visit takes {first} bytes of wasm, {FIRST_VISIT} is the most"));
    }
    wasm_origins::print(Path::new("target/wasm32-unknown-unknown/release/downhill.wasm"))?;
    ensure!(heavy.is_empty(), "over the budget: {}", heavy.join("; "));
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn gzipped(bytes: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

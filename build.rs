//! Gathers the golden hashes of tests/golden/ for the browser tests, which cannot read files.

use std::{env, fmt::Write, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=tests/golden");
    let mut list = String::from("[");
    let mut files: Vec<_> = fs::read_dir("tests/golden")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.sort();
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).unwrap_or_default();
        write!(list, "({name:?}, {text:?}), ").expect("a String takes all");
    }
    list.push(']');
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("golden.rs"), list).expect("OUT_DIR can be written");
}

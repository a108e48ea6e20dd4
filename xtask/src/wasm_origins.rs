//! What the program is made of: its functions' bytes by origin, from the names in the compiled wasm.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result};
use wasmparser::{KnownCustom, Name, Parser, Payload};

/// Origins, by what a function's name holds; the first that fits counts.
const ORIGINS: [(&str, &[&str]); 8] = [
    ("the figures", &["downhill::demos"]),
    ("the mathematics", &["ebm::", "libm::", "wide::"]),
    ("the vocabulary", &["downhill::demo::", "downhill::exercise"]),
    ("the pictures", &["downhill::plot"]),
    ("the page", &["downhill::web"]),
    ("Leptos", &["leptos", "tachys", "reactive_graph", "any_spawner", "hydration", "throw_error"]),
    ("the way to JavaScript", &["wasm_bindgen", "js_sys", "web_sys", "wbindgen", "__wbg"]),
    (
        "Rust's library",
        &["core::", "alloc::", "std::", "dlmalloc", "hashbrown", "compiler_builtins"],
    ),
];

fn length(range: core::ops::Range<u64>) -> u64 {
    range.end - range.start
}

/// Prints a table of a compiled wasm, before it is optimised and taken apart.
pub fn print(built: &Path) -> Result<()> {
    let bytes = fs::read(built).with_context(|| format!("no {}", built.display()))?;
    let (mut sizes, mut names, mut imported, mut data) = (Vec::new(), BTreeMap::new(), 0, 0);
    for payload in Parser::new(0).parse_all(&bytes) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => sizes.push(length(body.range())),
            Payload::DataSection(section) => data = length(section.range()),
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(section) = section.as_known() {
                    for name in section {
                        if let Name::Function(map) = name? {
                            for naming in map {
                                let naming = naming?;
                                names.insert(naming.index, naming.name.to_string());
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }
    let mut sums: BTreeMap<&str, [u64; 2]> = BTreeMap::new();
    for (index, size) in (imported..).zip(&sizes) {
        let name = names.get(&index).map_or("", String::as_str);
        let name = rustc_demangle::demangle(name).to_string();
        let fits = |(_, marks): &&(&str, &[&str])| marks.iter().any(|mark| name.contains(mark));
        let origin = ORIGINS.iter().find(fits).map_or("other", |(origin, _)| origin);
        let sum = sums.entry(origin).or_default();
        *sum = [sum[0] + size, sum[1] + 1];
    }
    sums.insert("constants and texts", [data, 0]);
    let mut rows: Vec<_> = sums.into_iter().collect();
    rows.sort_by_key(|(_, [size, _])| core::cmp::Reverse(*size));
    println!("{:>9} {:>9}  of {}, before it is optimised", "bytes", "functions", built.display());
    for (origin, [size, count]) in rows {
        println!("{size:>9} {count:>9}  {origin}");
    }
    Ok(())
}

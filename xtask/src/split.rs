//! Takes the release build apart: the page's own program, and the figures of each chapter, fetched with
//! the first of them. The pieces that a chapter needs travel as custom sections of one wasm file, so
//! that a page fetches one file, and static hosts compress it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::{Result, anyhow, ensure};
use wasm_split_cli_support::{Options, SplitWasm, transform};
use xshell::{Shell, cmd};

/// What the compiler is told for a build that will be taken apart.
pub const FLAGS: &str = "--cfg split -C link-arg=--emit-relocs";

/// In which script the page's program looks for the loaders of its parts.
const LINK: &str = "./link.js";

/// What the compiler may have used; the pieces do not say so themselves.
const FEATURES: [&str; 8] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// What makes the program smallest as sent: code that repeats itself compresses better than code that
/// avoids it, no address of ours is near 0, so that constants may move into the loads, and browsers read
/// neither of the two sections that are left out.
const SMALLER: [&str; 7] = [
    "-Oz",
    "--converge",
    "--low-memory-unused",
    "--skip-pass=local-cse",
    "--skip-pass=inlining-optimizing",
    "--strip-producers",
    "--strip-target-features",
];

/// The loaders' own program: `want` fetches a chapter's file, `piece` is one of the modules in it.
const PIECES: &str = r#"const packs = new Map();
export function want(chapter) {
    if (!packs.has(chapter)) {
        const pack = WebAssembly.compileStreaming(fetch(new URL(`./${chapter}.wasm`, import.meta.url)));
        pack.catch(() => packs.delete(chapter));
        packs.set(chapter, pack);
    }
}
async function piece(name) {
    for (const pack of await Promise.all(packs.values())) {
        const [bytes] = WebAssembly.Module.customSections(pack, name);
        if (bytes) return bytes;
    }
    throw new Error(`${name} is in no part that was fetched`);
}
function opens(chapter, load) {
    return wrapAsyncCb(() => {
        want(chapter);
        return load();
    });
}
// The part of this page's figures, while the program itself arrives.
const first = document.querySelector("figure[data-chapter]");
if (first) want(first.dataset.chapter);
"#;

/// What things are called.
pub struct Names<'a> {
    /// The program: `NAME.js` and `NAME_bg.wasm`.
    pub program: &'a str,
    /// The page's script, as the parts will find it one folder up.
    pub script: &'a str,
    /// The folder of the parts.
    pub parts: &'a str,
}

/// Takes `built` apart into `to`: the page's script and program, and a folder with the rest.
pub fn split(sh: &Shell, built: &Path, names: &Names, to: &Path) -> Result<()> {
    let (name, pieces) = (names.program, to.join("pieces"));
    for folder in [to, &pieces] {
        sh.remove_path(folder)?;
        sh.create_dir(folder)?;
    }
    let main = pieces.join(format!("{name}.wasm"));
    let input = fs::read(built)?;
    let mut options = Options::new(&input);
    let script = format!("../{}", names.script);
    options.output_dir = &pieces;
    options.main_out_path = &main;
    options.link_name = LINK;
    options.main_module = &script;
    let done = transform(options).map_err(|error| anyhow!("{error:?}"))?;
    ensure!(!done.prefetch_map.is_empty(), "{} has no parts", built.display());
    cmd!(sh, "wasm-bindgen --target web --no-typescript --keep-lld-exports --out-dir {to} {main}")
        .run()?;
    let whole = to.join(format!("{name}_bg.wasm"));
    cmd!(sh, "wasm-opt {SMALLER...} {whole} -o {whole}").run()?;
    let page = to.join(format!("{name}.js"));
    let text = fs::read_to_string(&page)?;
    let (from, to_parts) =
        (format!("from \"{LINK}\""), format!("from \"./{}/link.js\"", names.parts));
    ensure!(text.contains(&from), "{} does not import {LINK}", page.display());
    fs::write(&page, text.replace(&from, &to_parts))?;
    pack(sh, &done, &pieces, &to.join(names.parts))
}

/// Writes the loaders and a file for each chapter.
fn pack(sh: &Shell, done: &SplitWasm, pieces: &Path, to: &Path) -> Result<()> {
    sh.create_dir(to)?;
    let mut small = BTreeMap::new();
    let names: BTreeSet<&String> = done.prefetch_map.values().flatten().collect();
    for name in names {
        let file = pieces.join(format!("{name}.wasm"));
        cmd!(sh, "wasm-opt {SMALLER...} {FEATURES...} {file} -o {file}").quiet().run()?;
        small.insert(name, fs::read(&file)?);
    }
    for (chapter, names) in &done.prefetch_map {
        let mut names: Vec<_> = names.iter().collect();
        names.sort();
        let mut file = b"\0asm\x01\0\0\0".to_vec();
        for name in names {
            section(&mut file, name, &small[name]);
        }
        fs::write(to.join(format!("{chapter}.wasm")), file)?;
    }
    fs::write(to.join("link.js"), loaders(&fs::read_to_string(pieces.join(LINK))?)?)?;
    Ok(())
}

/// Appends a custom section.
fn section(file: &mut Vec<u8>, name: &str, content: &[u8]) {
    let mut body = Vec::new();
    leb128(&mut body, name.len());
    body.extend(name.as_bytes());
    body.extend(content);
    file.push(0);
    leb128(file, body.len());
    file.extend(body);
}

/// Appends a number, seven bits a byte, the lowest first.
fn leb128(file: &mut Vec<u8>, mut number: usize) {
    while number > 0x7F {
        file.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }
    file.push(number as u8);
}

/// The loaders that the tool wrote, fetching pieces of chapters' files instead of files.
fn loaders(script: &str) -> Result<String> {
    const EXPORT: &str = "export const __wasm_split_load_";
    let (from, to) = ("= wrapAsyncCb(makeLoad(", "makeLoad(");
    let mut lines = Vec::new();
    for line in script.lines() {
        let line = line
            .replace("fetch(new URL(\"./", "piece(\"")
            .replace(".wasm\", import.meta.url))", "\")")
            .replace("instantiateStreaming(src, imports)", "instantiate(await src, imports)");
        lines.push(match line.strip_prefix(EXPORT).and_then(|rest| rest.split_once(' ')) {
            Some((chapter, _)) => line.replace(from, &format!("= opens(\"{chapter}\", {to}")),
            None => line,
        });
    }
    let script = lines.join("\n");
    for left in ["fetch(", "instantiateStreaming", from] {
        ensure!(!script.contains(left), "the loaders have another form than expected: {left}");
    }
    Ok(format!("{script}\n{PIECES}"))
}

//! Every sentence that the program can say: the `text!` macros of its source, found by reading the
//! source as tokens. So none is missed, whether a test ever says it or not.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::BookError;

/// One English sentence of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// The sentence, with its slots in braces.
    pub english: String,
    /// Where it stands: `src/demos/energies/horn.rs:90`.
    pub places: Vec<String>,
    /// The catalogue that holds it: a chapter's, or [`super::words::PAGE`] where several use it.
    pub catalogue: String,
}

impl Template {
    /// Whether a translator has something to do: symbols and numbers alone are the same everywhere.
    pub fn has_words(&self) -> bool {
        let outside =
            self.english.split('{').map(|part| part.split_once('}').map_or(part, |(_, text)| text));
        outside
            .flat_map(|part| part.split(|c: char| !c.is_alphabetic()))
            .any(|word| word.chars().count() >= 3)
    }
}

/// The slots of a template, in alphabetical order.
pub fn slots(template: &str) -> BTreeSet<&str> {
    template
        .split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}'))
        .map(|(slot, _)| slot)
        .collect()
}

/// Every template of the source below `repository`, in the order of file and line.
///
/// # Errors
///
/// A file that cannot be read or is no Rust.
pub fn all(repository: &Path) -> Result<Vec<Template>, BookError> {
    let mut found: BTreeMap<String, Vec<(PathBuf, usize)>> = BTreeMap::new();
    let mut order = Vec::new();
    for file in sources(&repository.join("src"))? {
        let text = fs::read_to_string(&file)?;
        let name = file.strip_prefix(repository).unwrap_or(&file).to_path_buf();
        let tokens: TokenStream =
            text.parse().map_err(|error| BookError(format!("{}: {error}", name.display())))?;
        scan(tokens, &mut |english, line| {
            if !found.contains_key(&english) {
                order.push(english.clone());
            }
            found.entry(english).or_default().push((name.clone(), line));
        });
    }
    let template = |english: String| {
        let places = &found[&english];
        let catalogues: BTreeSet<&str> = places.iter().map(|(file, _)| catalogue(file)).collect();
        let only = catalogues.first().filter(|_| catalogues.len() == 1);
        let places = places.iter().map(|(file, line)| format!("{}:{line}", file.display()));
        let (catalogue, places) =
            (only.unwrap_or(&super::words::PAGE).to_string(), places.collect());
        Template { english, places, catalogue }
    };
    Ok(order.into_iter().map(template).collect())
}

/// The catalogue of a file's sentences.
fn catalogue(file: &Path) -> &str {
    let mut parts = file.iter().filter_map(|part| part.to_str());
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some("src"), Some("demos"), Some(chapter), Some(_)) if chapter != "shared" => chapter,
        _ => super::words::PAGE,
    }
}

/// Calls `each` with every `text!("…")` in the tokens, and its line.
fn scan(tokens: TokenStream, each: &mut impl FnMut(String, usize)) {
    let mut before: [Option<TokenTree>; 2] = [None, None];
    for token in tokens {
        if let TokenTree::Group(group) = &token {
            let is_text = matches!(&before, [Some(TokenTree::Ident(name)), Some(TokenTree::Punct(mark))]
                if *name == "text" && mark.as_char() == '!');
            if is_text
                && group.delimiter() == Delimiter::Parenthesis
                && let Some(TokenTree::Literal(literal)) = group.stream().into_iter().next()
                && let Ok(english) = syn::parse_str::<syn::LitStr>(&literal.to_string())
            {
                each(english.value(), literal.span().start().line);
            }
            scan(group.stream(), each);
        }
        before = [before[1].take(), Some(token)];
    }
}

/// Every Rust file below a folder, in the order of their names.
fn sources(folder: &Path) -> Result<Vec<PathBuf>, BookError> {
    let entries = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut entries = entries.collect::<Result<Vec<_>, _>>()?;
    entries.sort();
    let mut files = Vec::new();
    for path in entries {
        if path.is_dir() {
            files.extend(sources(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(files)
}

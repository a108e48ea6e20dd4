//! The book: from Markdown in `pages/` to complete HTML pages. Native only; no part of it reaches
//! the wasm.

pub mod parser;

pub mod chapter;

pub mod markdown;

pub mod fences;

pub mod figure;

pub mod math;

pub mod source;

pub mod contents;

pub mod page;

pub mod site;

pub mod words;

pub mod templates;

pub mod translation;

pub mod pseudo;

/// What went wrong in a page, with the place, in a sentence for its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookError(pub String);

impl core::fmt::Display for BookError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BookError {}

impl From<String> for BookError {
    fn from(message: String) -> Self {
        Self(message)
    }
}

impl From<std::io::Error> for BookError {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

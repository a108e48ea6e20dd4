//! Markdown as the book writes it.

use pulldown_cmark::{Options, Parser};

/// The events of a text, with the extensions that the book uses.
pub fn of(markdown: &str) -> Parser<'_> {
    let extensions = Options::ENABLE_MATH
        | Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
        | Options::ENABLE_HEADING_ATTRIBUTES;
    Parser::new_ext(markdown, extensions)
}

//! The style sheet and the script that chooses the theme stand in the head of each page, which is then
//! painted as soon as it has arrived. The site's policy names both by their hashes, and allows no others.

use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};

/// The script that runs before the first paint.
pub const THEME: &str = include_str!("theme.js");

/// The style sheet without comments, for a page from which `root` leads to the site's root.
pub fn style(root: &str) -> String {
    let mut text = include_str!("style.css").replace("url(\"", &format!("url(\"{root}static/"));
    while let Some(from) = text.find("/*") {
        let length = text[from..].find("*/").map_or(text.len() - from, |end| end + 2);
        text.replace_range(from..from + length, "");
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// The source of a policy that allows this style sheet or script: Content Security Policy Level 3,
/// hash-source.
pub fn allowed(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)))
}

//! Source listings: a region of a file of the core, as it is compiled, with syntax marked up.
//!
//! A region stands between `// region: NAME` and `// endregion: NAME`.

use std::{fs, path::Path};

use syntect::{
    html::{ClassStyle, ClassedHTMLGenerator},
    parsing::SyntaxSet,
    util::LinesWithEndings,
};

use super::BookError;
use crate::{demo::Catalogue, plot::svg::escape, text};

/// Cuts regions out of source files.
pub struct Sources {
    syntaxes: SyntaxSet,
    root: std::path::PathBuf,
}

impl Sources {
    /// Reads files below `root`, the repository.
    pub fn new(root: &Path) -> Self {
        Self { syntaxes: SyntaxSet::load_defaults_newlines(), root: root.into() }
    }

    /// The listing of `src/ebm/x.rs#region`, as HTML.
    ///
    /// # Errors
    ///
    /// Where the file or the region is missing.
    pub fn listing(&self, reference: &str, words: &Catalogue) -> Result<String, BookError> {
        let (file, region) = reference
            .split_once('#')
            .ok_or_else(|| format!("the listing “{reference}” must be FILE#REGION"))?;
        let text = fs::read_to_string(self.root.join(file))
            .map_err(|error| format!("the listing {file}: {error}"))?;
        let code = cut(&text, region).ok_or_else(|| format!("{file} has no region “{region}”"))?;
        let code = self.highlight(&code)?;
        let title = escape(&text!("The Rust that runs here:").said(words));
        Ok(format!(
            "<details class=\"listing\"><summary>{title} <code>{file}</code></summary><pre tabindex=\"0\"><code>{code}</code></pre></details>\n"
        ))
    }

    fn highlight(&self, code: &str) -> Result<String, BookError> {
        let syntax = self
            .syntaxes
            .find_syntax_by_extension("rs")
            .ok_or_else(|| "the highlighter knows no Rust".to_string())?;
        let style = ClassStyle::SpacedPrefixed { prefix: "hl-" };
        let mut generator =
            ClassedHTMLGenerator::new_with_class_style(syntax, &self.syntaxes, style);
        for line in LinesWithEndings::from(code) {
            generator
                .parse_html_for_line_which_includes_newline(line)
                .map_err(|error| error.to_string())?;
        }
        Ok(generator.finalize())
    }
}

/// The lines of a region, without its markers and without the indentation they share.
fn cut(text: &str, region: &str) -> Option<String> {
    let (_, rest) = text.split_once(&format!("// region: {region}\n"))?;
    let (code, _) = rest.split_once(&format!("// endregion: {region}"))?;
    let written = || code.lines().filter(|line| !line.trim().is_empty());
    let shared = written().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let lines = code.trim_end().lines().map(|line| line.get(shared..).unwrap_or_default());
    Some(lines.map(|line| format!("{line}\n")).collect())
}

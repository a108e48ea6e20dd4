//! A chapter: `pages/LANG/NN-slug.md`. Its number orders it, its first heading names it, its first
//! paragraph describes it. `00-index.md` is the landing page.

use std::{fs, path::Path};

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{BookError, parser};

/// One page of prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// The language, as the folder is named: `en`.
    pub lang: String,
    /// Its place in the syllabus; 0 for the landing page.
    pub number: usize,
    /// Its name in addresses; empty for the landing page.
    pub slug: String,
    /// The text of its first heading.
    pub title: String,
    /// The text of its first paragraph.
    pub description: String,
    /// The Markdown below the first heading.
    pub body: String,
}

impl Chapter {
    /// Reads one chapter.
    ///
    /// # Errors
    ///
    /// Where the file is not named `NN-slug.md` or does not begin with `# Title`.
    pub fn parse(lang: &str, file_name: &str, text: &str) -> Result<Self, BookError> {
        let (number, slug) = file_name
            .strip_suffix(".md")
            .and_then(|stem| stem.split_once('-'))
            .and_then(|(number, slug)| Some((number.parse::<usize>().ok()?, slug)))
            .ok_or_else(|| format!("{lang}/{file_name}: the name must be NN-slug.md"))?;
        let (title, body) = text
            .strip_prefix("# ")
            .and_then(|rest| rest.split_once('\n'))
            .ok_or_else(|| format!("{lang}/{file_name}: the first line must be “# Title”"))?;
        Ok(Self {
            lang: lang.into(),
            number,
            slug: if number == 0 { String::new() } else { slug.into() },
            title: title.trim().into(),
            description: first_paragraph(body),
            body: body.into(),
        })
    }

    /// The address below the site's root, with a slash at its end unless it is the root itself.
    pub fn path(&self) -> String {
        match (self.lang.as_str(), self.slug.as_str()) {
            ("en", "") => String::new(),
            (lang, "") => format!("{lang}/"),
            (lang, slug) => format!("{lang}/{slug}/"),
        }
    }
}

/// Reads every chapter of every language, in the order of language and number.
///
/// # Errors
///
/// Where a page cannot be read or parsed.
pub fn load(pages: &Path) -> Result<Vec<Chapter>, BookError> {
    let mut chapters = Vec::new();
    for folder in fs::read_dir(pages)? {
        let folder = folder?.path();
        let Some(lang) = folder.file_name().and_then(|name| name.to_str()) else { continue };
        for file in fs::read_dir(&folder)? {
            let file = file?.path();
            if let Some(name) = file.file_name().and_then(|name| name.to_str())
                && file.extension().is_some_and(|extension| extension == "md")
            {
                chapters.push(Chapter::parse(lang, name, &fs::read_to_string(&file)?)?);
            }
        }
    }
    chapters.sort_by(|a, b| (&a.lang, a.number).cmp(&(&b.lang, b.number)));
    Ok(chapters)
}

fn first_paragraph(markdown: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for event in parser::of(markdown) {
        match event {
            Event::Start(Tag::Paragraph) => inside = true,
            Event::End(TagEnd::Paragraph) => break,
            Event::Text(words) | Event::Code(words) | Event::InlineMath(words) if inside => {
                text += &words;
            }
            Event::SoftBreak if inside => text.push(' '),
            _ => {}
        }
    }
    text
}

//! Markdown to HTML, with the book's own parts: mathematics, fences, anchors, links that set a
//! figure.

use std::path::Path;

use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, CowStr, Event, Parser, Tag, TagEnd, html::push_html,
};

use crate::{demo::Catalogue, plot::svg::escape};

use super::{
    BookError,
    chapter::Chapter,
    math::Mathematics,
    page::fingerprint,
    parser,
    source::Sources,
    words::{Languages, PAGE},
};

/// What every page of the book shares.
pub struct Site<'a> {
    /// All chapters of all languages.
    pub chapters: &'a [Chapter],
    /// The formula converter.
    pub mathematics: Mathematics,
    /// The source listings.
    pub sources: Sources,
    /// The words of figures and page in languages other than English.
    pub languages: Languages,
}

/// Writes one page's HTML.
pub struct Writer<'a> {
    /// What the pages share.
    pub site: &'a Site<'a>,
    /// The page's language.
    pub lang: &'a str,
    /// The way from the page up to the site's root: `../../`, or an absolute path.
    pub root: &'a str,
    pub(super) exercises: usize,
}

impl<'a> Writer<'a> {
    /// A writer for a page of `lang` from which `root` leads to the site's root.
    pub fn new(site: &'a Site<'a>, lang: &'a str, root: &'a str) -> Self {
        Self { site, lang, root, exercises: 0 }
    }

    /// The words of figures and page in the page's language.
    pub(super) fn words(&self) -> &'a Catalogue {
        self.site.languages.words(self.lang)
    }

    /// Where the page finds the words that a figure of this chapter says; nothing for English.
    pub(super) fn data_words(&self, chapter: &str) -> String {
        let catalogues = self.site.languages.catalogues(self.lang);
        let used = catalogues.filter(|(name, _)| [PAGE, chapter].contains(name));
        let address = |(name, catalogue): (&str, &Catalogue)| {
            let version = fingerprint(catalogue.write().as_bytes());
            format!("{}words/{}/{name}.txt?v={version}", self.root, self.lang)
        };
        let all: Vec<_> = used.map(address).collect();
        if all.is_empty() { String::new() } else { format!(" data-words=\"{}\"", all.join(" ")) }
    }

    /// The HTML of a chapter's body.
    ///
    /// # Errors
    ///
    /// The chapter, and what is wrong in it: a link, a formula, a fence.
    pub fn chapter(&mut self, chapter: &Chapter) -> Result<String, BookError> {
        self.nested(&chapter.body).map_err(|error| {
            BookError(format!("{}/{:02}-{}: {error}", chapter.lang, chapter.number, chapter.slug))
        })
    }

    /// The HTML of a piece of Markdown.
    pub(super) fn nested(&mut self, markdown: &str) -> Result<String, BookError> {
        let mut parser = parser::of(markdown);
        let mut events = Vec::new();
        while let Some(event) = parser.next() {
            match event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                    self.code_block(&info, &mut parser, &mut events)?;
                }
                Event::Start(Tag::Heading { level, id, .. }) => {
                    let inside: Vec<_> =
                        parser.by_ref().take_while(|e| !matches!(e, Event::End(_))).collect();
                    events.push(raw(heading(level as usize, id.as_deref(), inside)));
                }
                other => events.push(self.event(other)?),
            }
        }
        let mut html = String::new();
        push_html(&mut html, events.into_iter());
        Ok(keep_punctuation(html))
    }

    fn event<'e>(&self, event: Event<'e>) -> Result<Event<'e>, BookError> {
        Ok(match event {
            Event::InlineMath(latex) => inline(self.site.mathematics.inline(&latex)?),
            Event::DisplayMath(latex) => inline(self.site.mathematics.block(&latex)?),
            Event::Start(Tag::Link { dest_url, .. }) => inline(self.link(&dest_url)?),
            Event::End(TagEnd::Link) => inline("</a>".into()),
            Event::Start(Tag::BlockQuote(Some(BlockQuoteKind::Note))) => {
                raw("<aside class=\"margin\">\n".into())
            }
            Event::End(TagEnd::BlockQuote(Some(BlockQuoteKind::Note))) => raw("</aside>\n".into()),
            other => other,
        })
    }

    fn code_block<'e>(
        &mut self,
        info: &CowStr<'e>,
        parser: &mut Parser<'e>,
        events: &mut Vec<Event<'e>>,
    ) -> Result<(), BookError> {
        let mut body = String::new();
        for event in parser.by_ref().take_while(|e| !matches!(e, Event::End(_))) {
            if let Event::Text(text) = event {
                body += &text;
            }
        }
        let html = self.fence(info, &body)?;
        events.push(raw(html.unwrap_or_else(|| {
            format!("<pre tabindex=\"0\"><code>{}</code></pre>\n", escape(&body))
        })));
        Ok(())
    }

    /// The opening tag of a link: to a figure's state (`?horn=x:0.5`), to a chapter
    /// (`02-energies.md#horn`), or out of the site. One to `=name` is a mark: a number or a claim with a
    /// name, by which tests find it in any language, and to which others can link.
    fn link(&self, target: &str) -> Result<String, BookError> {
        if let Some(name) = target.strip_prefix('=') {
            return Ok(format!("<a id=\"{}\">", escape(name)));
        }
        if let Some(setting) = target.strip_prefix('?') {
            let (setting, _readout) = setting.split_once("->").unwrap_or((setting, ""));
            let (name, _) = setting
                .split_once('=')
                .ok_or_else(|| format!("the link “{target}” must be ?figure=settings"))?;
            return Ok(format!("<a class=\"set\" href=\"?{}#{name}\">", escape(setting)));
        }
        let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
        let hash = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
        if Path::new(file).extension().is_some_and(|extension| extension == "md") {
            let chapter = Chapter::parse(self.lang, file, "# \n")?;
            let known = self
                .site
                .chapters
                .iter()
                .any(|c| (&c.lang, &c.slug) == (&chapter.lang, &chapter.slug));
            if !known {
                return Err(format!("the link “{target}” leads to no chapter").into());
            }
            return Ok(format!("<a href=\"{}{}{hash}\">", self.root, chapter.path()));
        }
        let outside = if target.starts_with("https://") { " rel=\"external\"" } else { "" };
        Ok(format!("<a href=\"{}\"{outside}>", escape(target)))
    }
}

/// Joins punctuation to the formula before it: a line must not begin with a comma.
fn keep_punctuation(html: String) -> String {
    [",", ".", ";", ":", ")"].iter().fold(html, |html, mark| {
        html.replace(&format!("</math>{mark}"), &format!("</math>\u{2060}{mark}"))
    })
}

fn raw<'e>(html: String) -> Event<'e> {
    Event::Html(html.into())
}

fn inline<'e>(html: String) -> Event<'e> {
    Event::InlineHtml(html.into())
}

/// A heading with an anchor that a reader can copy.
fn heading(level: usize, id: Option<&str>, inside: Vec<Event<'_>>) -> String {
    let words: String = inside
        .iter()
        .filter_map(|event| match event {
            Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
            _ => None,
        })
        .collect();
    let id = id.map_or_else(|| slug(&words), str::to_string);
    let mut html = String::new();
    push_html(&mut html, inside.into_iter());
    format!(
        "<h{level} id=\"{id}\">{html} <a class=\"anchor\" href=\"#{id}\" aria-label=\"Link to this section\">#</a></h{level}>\n"
    )
}

/// A heading's words as an anchor: “What is an energy?” becomes `what-is-an-energy`.
pub fn slug(words: &str) -> String {
    let plain: String = words
        .chars()
        .map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join("-")
}

//! A page: Trunk's template with head and body filled in.

use crate::{
    demo::{Catalogue, Text, Verbatim, hash::hash},
    plot::svg::escape,
    text,
};

use super::{chapter::Chapter, contents, pseudo::PSEUDO};

/// Where the site will stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Scheme and host, as in `https://example.org`, for addresses that must be absolute.
    pub origin: String,
    /// The path below it, with a slash at both ends.
    pub base: String,
    /// Whether the page forbids everything that does not come from the site.
    pub policy: bool,
}

/// The policy of the site; static hosts cannot send it as a header.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

/// One page to assemble.
pub struct Page<'a> {
    /// What stands in the browser's tab.
    pub title: String,
    /// What it is about, for search engines.
    pub description: &'a str,
    /// Its language.
    pub lang: &'a str,
    /// Its address below the site's base.
    pub path: String,
    /// The way from it to the site's root.
    pub root: String,
    /// The words of its language.
    pub words: &'a Catalogue,
    /// The HTML of its main part.
    pub main: String,
}

/// The way from a page at `path` up to the site's root: `./`, `../../`.
pub fn way_up(path: &str) -> String {
    match path.matches('/').count() {
        0 => "./".into(),
        depth => "../".repeat(depth),
    }
}

impl Page<'_> {
    /// The whole document.
    pub fn assemble(&self, template: &str, place: &Place) -> String {
        let root = &self.root;
        template
            // Trunk writes addresses below the base; the page reaches them from where it is.
            .replace(&format!("=\"{}", place.base), &format!("=\"{root}"))
            .replace("BOOT_VERSION", &fingerprint(include_bytes!("../../static/boot.js")))
            .replace("lang=\"en\"", &self.language())
            .replace("<meta name=\"downhill-head\">", &self.head(place))
            .replace("<div id=\"downhill-body\"></div>", &self.body())
    }

    /// The attributes of the root element that name the language and the direction of its script.
    fn language(&self) -> String {
        const RIGHT_TO_LEFT: [&str; 5] = ["ar", "fa", "he", "ur", PSEUDO[1]];
        let direction = if RIGHT_TO_LEFT.contains(&self.lang) { " dir=\"rtl\"" } else { "" };
        format!("lang=\"{}\"{direction}", self.lang)
    }

    fn head(&self, place: &Place) -> String {
        let root = &self.root;
        let policy = if place.policy {
            format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n")
        } else {
            String::new()
        };
        let address = format!("{}{}{}", place.origin, place.base, self.path);
        let picture = format!("{}{}static/og.png", place.origin, place.base);
        let (title, description) = (escape(&self.title), escape(self.description));
        let (version, fonts) = (env!("CARGO_PKG_VERSION"), self.fonts());
        format!(
            "{policy}<title>{title}</title>\n\
             <meta name=\"description\" content=\"{description}\">\n\
             <link rel=\"canonical\" href=\"{address}\">\n\
             <meta property=\"og:type\" content=\"article\">\n\
             <meta property=\"og:title\" content=\"{title}\">\n\
             <meta property=\"og:description\" content=\"{description}\">\n\
             <meta property=\"og:url\" content=\"{address}\">\n\
             <meta property=\"og:image\" content=\"{picture}\">\n\
             <meta property=\"og:image:alt\" content=\"Points rolling down a landscape of energy into an elliptic valley\">\n\
             <meta name=\"twitter:card\" content=\"summary_large_image\">\n\
             <link rel=\"sitemap\" type=\"application/xml\" href=\"{root}sitemap.xml\">\n\
             <link rel=\"icon\" type=\"image/svg+xml\" href=\"{root}static/icon.svg\">\n\
             {fonts}\
             <link rel=\"stylesheet\" href=\"{root}static/style.css?v={version}-{}\">\n\
             <script src=\"{root}static/theme.js?v={version}-{}\"></script>\n\
             <script type=\"application/ld+json\">{}</script>\n",
            fingerprint(include_bytes!("../../static/style.css")),
            fingerprint(include_bytes!("../../static/theme.js")),
            self.structured_data(&address),
        )
    }

    /// Links to the fonts that the first section uses, so that they come with the style sheet and not after
    /// it; what is farther down is not laid out at first.
    fn fonts(&self) -> String {
        let root = &self.root;
        let second = self.main.match_indices("<h2").nth(1);
        let first = &self.main[..second.map_or(self.main.len(), |(at, _)| at)];
        let uses = [
            ("source-serif-4", "<p"),
            ("source-sans-3", "<h1"),
            ("source-serif-4-italic", "<em>"),
            ("stix-two-math", "<math"),
        ];
        let used = uses.iter().filter(|(_, tag)| first.contains(tag));
        used.map(|(name, _)| {
            format!("<link rel=\"preload\" as=\"font\" type=\"font/woff2\" crossorigin href=\"{root}static/fonts/{name}.woff2\">\n")
        })
        .collect()
    }

    /// What the page is, in the words of schema.org.
    fn structured_data(&self, address: &str) -> String {
        serde_json::json!({
            "@context": "https://schema.org",
            "@type": "LearningResource",
            "name": self.title,
            "description": self.description,
            "url": address,
            "inLanguage": self.lang,
            "learningResourceType": "interactive tutorial",
            "educationalLevel": "university",
            "teaches": "energy-based models",
            "isAccessibleForFree": true,
            "license": "https://creativecommons.org/licenses/by/4.0/",
        })
        .to_string()
        .replace("</", "<\\/")
    }

    fn body(&self) -> String {
        const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";
        let (root, main) = (&self.root, &self.main);
        let said = |text: &Text| escape(&text.said(self.words));
        format!(
            "<a class=\"skip\" href=\"#main\">{}</a>\n\
             <header class=\"site\">\n\
             <a class=\"home\" href=\"{root}\"><img src=\"{root}static/icon.svg\" alt=\"\" width=\"24\" height=\"24\">Downhill</a>\n\
             <nav aria-label=\"{}\"><a href=\"{root}#contents\">{}</a></nav>\n\
             <button type=\"button\" id=\"theme\" data-system=\"{}\" data-light=\"{}\" data-dark=\"{}\" hidden></button>\n\
             </header>\n\
             <main id=\"main\" tabindex=\"-1\">\n{main}</main>\n\
             <footer class=\"site\">\n\
             <p><a rel=\"external license\" href=\"{LICENCE}\">{}</a> {}</p>\n\
             </footer>\n",
            said(&text!("Skip to the text")),
            said(&text!("Site")),
            said(&text!("Contents")),
            said(&text!("Theme: auto")),
            said(&text!("Theme: light")),
            said(&text!("Theme: dark")),
            said(&text!("Prose: CC BY 4.0.")),
            said(&text!(
                "Code: MIT or Apache-2.0. No cookies, no tracking: everything is computed in your browser."
            )),
        )
    }
}

/// The main part of a chapter: its place in the book, its title, its text, the way on.
pub fn chapter_main(
    chapter: &Chapter,
    html: &str,
    chapters: &[Chapter],
    root: &str,
    words: &Catalogue,
) -> String {
    if chapter.number == 0 {
        let title = escape(&chapter.title);
        return format!("<article class=\"landing\">\n<h1>{title}</h1>\n{html}</article>\n");
    }
    let planned = contents::syllabus(chapters, &chapter.lang);
    let part = planned.iter().find(|p| p.slug == chapter.slug).map_or("", |p| p.part.as_str());
    let number = escape(&text!("Chapter {number}", number = chapter.number).said(words));
    let place = format!("<p class=\"place\">{} · {number}</p>", escape(part));
    let title = escape(&chapter.title);
    let on = way_on(chapter, chapters, &planned, root, words);
    format!("<article>\n{place}\n<h1>{title}</h1>\n{html}</article>\n{on}")
}

/// Links to the chapters before and after, where they are written; their titles where not.
fn way_on(
    chapter: &Chapter,
    chapters: &[Chapter],
    planned: &[contents::Planned],
    root: &str,
    words: &Catalogue,
) -> String {
    let Some(here) = planned.iter().position(|p| p.slug == chapter.slug) else {
        return String::new();
    };
    let step = |index: Option<usize>, name: fn(Verbatim) -> Text| {
        let Some(other) = index.and_then(|i| planned.get(i)) else { return String::new() };
        let name = escape(&name(Verbatim(other.title.clone())).said(words));
        let soon = escape(&text!("being written").said(words));
        match chapters.iter().find(|c| c.lang == chapter.lang && c.slug == other.slug) {
            Some(c) => format!("<a href=\"{root}{}\">{name}</a>\n", c.path()),
            None => {
                format!("<span>{name} <span class=\"soon\">{soon}</span></span>\n")
            }
        }
    };
    format!(
        "<nav class=\"way-on\" aria-label=\"{}\">\n{}{}</nav>\n",
        escape(&text!("Chapters").said(words)),
        step(here.checked_sub(1), |title| text!("Previous: {title}", title)),
        step(Some(here + 1), |title| text!("Next: {title}", title)),
    )
}

/// A short hash of a file, so that browsers fetch it anew when it changes.
pub fn fingerprint(bytes: &[u8]) -> String {
    format!("{:08x}", hash(bytes.iter().copied()) >> 32)
}

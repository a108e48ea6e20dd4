//! A page: Trunk's template with head and body filled in.

use crate::plot::svg::escape;

use super::{chapter::Chapter, contents};

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
            .replace("lang=\"en\"", &format!("lang=\"{}\"", self.lang))
            .replace("<meta name=\"downhill-head\">", &self.head(place))
            .replace("<div id=\"downhill-body\"></div>", &self.body())
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
        let (root, main) = (&self.root, &self.main);
        format!(
            "<a class=\"skip\" href=\"#main\">Skip to the text</a>\n\
             <header class=\"site\">\n\
             <a class=\"home\" href=\"{root}\"><img src=\"{root}static/icon.svg\" alt=\"\" width=\"24\" height=\"24\">Downhill</a>\n\
             <nav aria-label=\"Site\"><a href=\"{root}#contents\">Contents</a></nav>\n\
             <button type=\"button\" id=\"theme\" hidden>Theme: system</button>\n\
             </header>\n\
             <main id=\"main\" tabindex=\"-1\">\n{main}</main>\n\
             <footer class=\"site\">\n\
             <p>Prose: <a rel=\"external license\" href=\"https://creativecommons.org/licenses/by/4.0/\">CC BY 4.0</a>. Code: MIT or Apache-2.0. No cookies, no tracking: everything is computed in your browser.</p>\n\
             </footer>\n"
        )
    }
}

/// The main part of a chapter: its place in the book, its title, its text, the way on.
pub fn chapter_main(chapter: &Chapter, html: &str, chapters: &[Chapter], root: &str) -> String {
    if chapter.number == 0 {
        let title = escape(&chapter.title);
        return format!("<article class=\"landing\">\n<h1>{title}</h1>\n{html}</article>\n");
    }
    let planned = contents::syllabus(chapters, &chapter.lang);
    let part = planned.iter().find(|p| p.slug == chapter.slug).map_or("", |p| p.part.as_str());
    let place = format!("<p class=\"place\">{} · Chapter {}</p>", escape(part), chapter.number);
    let title = escape(&chapter.title);
    let on = way_on(chapter, chapters, &planned, root);
    format!("<article>\n{place}\n<h1>{title}</h1>\n{html}</article>\n{on}")
}

/// Links to the chapters before and after, where they are written; their titles where not.
fn way_on(
    chapter: &Chapter,
    chapters: &[Chapter],
    planned: &[contents::Planned],
    root: &str,
) -> String {
    let Some(here) = planned.iter().position(|p| p.slug == chapter.slug) else {
        return String::new();
    };
    let step = |index: Option<usize>, word: &str| {
        let Some(other) = index.and_then(|i| planned.get(i)) else { return String::new() };
        let title = escape(&other.title);
        match chapters.iter().find(|c| c.lang == chapter.lang && c.slug == other.slug) {
            Some(c) => format!("<a href=\"{root}{}\">{word}: {title}</a>\n", c.path()),
            None => {
                format!("<span>{word}: {title} <span class=\"soon\">being written</span></span>\n")
            }
        }
    };
    format!(
        "<nav class=\"way-on\" aria-label=\"Chapters\">\n{}{}</nav>\n",
        step(here.checked_sub(1), "Before"),
        step(Some(here + 1), "Next")
    )
}

/// A short hash of a file, so that browsers fetch it anew when it changes.
pub fn fingerprint(bytes: &[u8]) -> String {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{:08x}", hash >> 32)
}

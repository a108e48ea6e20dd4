//! The whole site: every page, the page for wrong addresses, the site map.

use std::{fs, path::Path};

use super::{
    BookError,
    chapter::{self, Chapter},
    contents,
    markdown::{Site, Writer},
    math::Mathematics,
    page::{Page, Place, chapter_main, way_up},
    pseudo::{self, PSEUDO},
    source::Sources,
    templates,
    words::Languages,
};

/// Writes the site into `out`, which holds Trunk's `index.html`; `repository` holds `pages/` and
/// `src/`. Returns how many pages were written.
///
/// # Errors
///
/// What cannot be read or written, or is wrong in a page.
pub fn write(repository: &Path, out: &Path, place: &Place) -> Result<usize, BookError> {
    let template = fs::read_to_string(out.join("index.html"))?;
    let chapters = chapter::load(&repository.join("pages"))?;
    let languages = Languages::load(&repository.join("words"))?;
    let site = site(repository, &chapters, languages)?;
    pages(&site, out, &template, place)?;
    fs::write(out.join("404.html"), wrong_address(&site, place)?.assemble(&template, place))?;
    fs::write(out.join("sitemap.xml"), site_map(&chapters, place))?;
    Ok(chapters.len())
}

/// Writes the English pages in the pseudo-languages into `out`, from Trunk's template: tests look at what
/// is left in English there, and at what has no room.
///
/// # Errors
///
/// As [`write`].
pub fn write_pseudo(
    repository: &Path,
    template: &str,
    out: &Path,
    place: &Place,
) -> Result<(), BookError> {
    let english = chapter::load(&repository.join("pages"))?;
    let english = english.iter().filter(|chapter| chapter.lang == "en");
    let in_language = |lang: &str| {
        english.clone().map(|chapter| Chapter { lang: lang.into(), ..chapter.clone() }).collect()
    };
    let chapters = PSEUDO.map(|lang| -> Vec<Chapter> { in_language(lang) }).concat();
    let languages = pseudo::languages(&templates::all(repository)?);
    pages(&site(repository, &chapters, languages)?, out, template, place)
}

fn site<'a>(
    repository: &Path,
    chapters: &'a [Chapter],
    languages: Languages,
) -> Result<Site<'a>, BookError> {
    let (mathematics, sources) = (Mathematics::new()?, Sources::new(repository));
    Ok(Site { chapters, mathematics, sources, languages })
}

/// Writes every page, and the words that pages in other languages fetch.
fn pages(site: &Site, out: &Path, template: &str, place: &Place) -> Result<(), BookError> {
    for chapter in site.chapters {
        let path = chapter.path();
        save(out, &path, &page(site, chapter, &path)?.assemble(template, place))?;
        if path.is_empty() {
            // The contents page also answers at its language's own address.
            let at = format!("{}/", chapter.lang);
            save(out, &at, &page(site, chapter, &at)?.assemble(template, place))?;
        }
    }
    for lang in site.languages.names() {
        let folder = out.join("words").join(lang);
        fs::create_dir_all(&folder)?;
        for (name, catalogue) in site.languages.catalogues(lang) {
            fs::write(folder.join(format!("{name}.txt")), catalogue.write())?;
        }
    }
    Ok(())
}

/// A chapter as it stands at `at`.
///
/// # Errors
///
/// What is wrong in the chapter.
pub fn page<'a>(site: &'a Site<'a>, chapter: &'a Chapter, at: &str) -> Result<Page<'a>, BookError> {
    let root = way_up(at);
    let words = site.languages.words(&chapter.lang);
    let html = Writer::new(site, &chapter.lang, &root).chapter(chapter)?;
    let title = match chapter.number {
        0 => "Downhill: energy-based models, live in your browser".into(),
        _ => format!("{} · Downhill", chapter.title),
    };
    Ok(Page {
        title,
        description: &chapter.description,
        lang: &chapter.lang,
        path: chapter.path(),
        main: chapter_main(chapter, &html, site.chapters, &root, words),
        words,
        root,
    })
}

/// The page for addresses that lead nowhere: the contents, with addresses that hold anywhere.
fn wrong_address<'a>(site: &'a Site<'a>, place: &Place) -> Result<Page<'a>, BookError> {
    let list = contents::syllabus_text(site.chapters, "en");
    if list.is_empty() {
        return Err("pages/en/00-index.md has no syllabus".to_string().into());
    }
    let words = site.languages.words("en");
    let contents = contents::list(list, site.chapters, "en", &place.base, words);
    Ok(Page {
        title: "No such page · Downhill".into(),
        description: "The contents of Downhill, an interactive tutorial on energy-based models.",
        lang: "en",
        words,
        path: "404.html".into(),
        root: place.base.clone(),
        main: format!(
            "<article>\n<h1>No page at this address</h1>\n\
             <p>The link may be mistyped, or the page may have moved. Here is all there is:</p>\n\
             <h2 id=\"contents\">Contents</h2>\n{contents}</article>\n"
        ),
    })
}

fn site_map(chapters: &[Chapter], place: &Place) -> String {
    let urls: String = chapters
        .iter()
        .map(|c| format!("<url><loc>{}{}{}</loc></url>\n", place.origin, place.base, c.path()))
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{urls}</urlset>\n"
    )
}

fn save(out: &Path, path: &str, html: &str) -> Result<(), BookError> {
    let folder = out.join(path);
    fs::create_dir_all(&folder)?;
    Ok(fs::write(folder.join("index.html"), html)?)
}

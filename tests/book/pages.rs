//! The book: every fence and link leads somewhere, every quoted number is what the core computes,
//! every page is complete.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use downhill::{
    book::{
        chapter::{self, Chapter},
        contents,
        markdown::{Site, Writer},
        math::Mathematics,
        page::{Place, way_up},
        parser, site,
        source::Sources,
        words::Languages,
    },
    demo::{Text, run::Run},
    demos::{self, all},
};
use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

fn chapters() -> Vec<Chapter> {
    chapter::load(Path::new("pages")).expect("the pages can be read")
}

fn with_site<R>(check: impl Fn(&Site<'_>) -> R) -> R {
    let chapters = chapters();
    check(&Site {
        chapters: &chapters,
        mathematics: Mathematics::new().expect("the macros are right"),
        sources: Sources::new(Path::new(".")),
        languages: Languages::default(),
    })
}

/// The fences of a page: (info, body).
pub fn fences(markdown: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut parser = parser::of(markdown);
    while let Some(event) = parser.next() {
        if let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) = event {
            let body: String = parser
                .by_ref()
                .take_while(|e| !matches!(e, Event::End(_)))
                .filter_map(
                    |e| if let Event::Text(text) = e { Some(text.to_string()) } else { None },
                )
                .collect();
            all.push((info.to_string(), body));
        }
    }
    all
}

/// The links of a page, those in fences too: (target, text).
fn links(markdown: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut open: Option<(String, String)> = None;
    for event in parser::of(markdown) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                open = Some((dest_url.to_string(), String::new()));
            }
            Event::End(TagEnd::Link) => all.extend(open.take()),
            Event::Text(text) => {
                if let Some((_, words)) = &mut open {
                    *words += &text;
                }
            }
            _ => {}
        }
    }
    for (info, body) in fences(markdown) {
        if !info.starts_with("source") {
            all.extend(links(&body));
        }
    }
    all
}

#[test]
fn every_figure_is_in_some_page_and_every_fence_names_one() {
    let mut seen = BTreeSet::new();
    for chapter in chapters() {
        let mut here = BTreeSet::new();
        for (info, _) in fences(&chapter.body) {
            if let Some(rest) = info.strip_prefix("demo ") {
                let name = rest.split(' ').next().unwrap().to_string();
                assert!(all().iter().any(|(n, _)| *n == name), "{}: no demo {name}", chapter.slug);
                assert!(here.insert(name.clone()), "{}: {name} stands twice", chapter.slug);
                let slug = if chapter.number == 0 { "contents" } else { &chapter.slug };
                let part = slug.replace('-', "_");
                let listed = demos::name(&name).map(|(_, chapter)| chapter);
                assert_eq!(listed, Some(&*part), "the part that holds {name}");
            }
        }
        seen.extend(here);
    }
    for (name, _) in all() {
        assert!(seen.contains(name), "the demo {name} is in no page");
    }
}

#[test]
fn every_link_into_a_figure_applies_and_every_quoted_number_is_the_cores() {
    let mut numbers = 0;
    // A state that several numbers come from is computed once: some take thousands of updates.
    let mut states = BTreeMap::new();
    for chapter in chapters() {
        for (target, text) in links(&chapter.body) {
            let Some(setting) = target.strip_prefix('?') else { continue };
            let (setting, key) =
                setting.split_once("->").map_or((setting, None), |(s, k)| (s, Some(k)));
            let (name, settings) = setting.split_once('=').expect("?figure=settings");
            let readouts = states.entry(setting.to_owned()).or_insert_with(|| {
                let (_, make) = downhill::demos::find(name).unwrap_or_else(|| panic!("no {name}"));
                let (run, notices) = Run::from_link(make, settings);
                assert_eq!(notices, Vec::<Text>::new(), "{target}");
                run.demo().readouts()
            });
            // The prose writes a true minus sign.
            let text = text.replace('−', "-");
            let is_number = text.parse::<f64>().is_ok();
            assert_eq!(is_number, key.is_some(), "[{text}]({target}): numbers name their read-out");
            if let Some(key) = key {
                let truth = readouts.iter().find(|readout| readout.key == key);
                let truth = truth.unwrap_or_else(|| panic!("{name} reads out no {key}")).value;
                let digits = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                assert_eq!(text, format!("{truth:.digits$}"), "({target}) is {truth}");
                numbers += 1;
            }
        }
    }
    assert!(numbers > 0, "no number was checked");
}

/// The folder `dist/` as the hook writes it, from a template like Trunk's.
fn built(place: &Place) -> std::path::PathBuf {
    let out = std::env::temp_dir().join(format!(
        "downhill-pages-{}-{}",
        std::process::id(),
        place.base.len()
    ));
    std::fs::create_dir_all(&out).unwrap();
    let template = std::fs::read_to_string("index.html").unwrap().replace(
        "</head>",
        &format!(
            "<script type=\"module\" src=\"{}static/boot.js?v=BOOT_VERSION\"></script></head>",
            place.base
        ),
    );
    std::fs::write(out.join("index.html"), template).unwrap();
    let pages = site::write(Path::new("."), &out, place).expect("the site can be written");
    assert_eq!(pages, chapters().len());
    out
}

/// The values of an attribute in a page.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let lead = format!(" {name}=\"");
    html.split(lead.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_page_is_complete_and_all_links_and_anchors_resolve() {
    let place = Place { origin: "https://example.org".into(), base: "/repo/".into(), policy: true };
    let out = built(&place);
    let read = |path: &str| std::fs::read_to_string(out.join(path).join("index.html")).unwrap();
    for chapter in chapters() {
        let html = read(&chapter.path());
        let what = chapter.path();
        assert_eq!(html.matches("<h1").count(), 1, "{what}: one h1");
        for part in [
            "<title>",
            "name=\"description\"",
            "rel=\"canonical\" href=\"https://example.org/repo/",
            "og:image",
            "application/ld+json",
            "LearningResource",
            "http-equiv=\"Content-Security-Policy\"",
            "sitemap.xml",
            &format!("lang=\"{}\"", chapter.lang),
        ] {
            assert!(html.contains(part), "{what}: no {part}");
        }
        assert!(!html.contains(" style=\""), "{what}: the policy refuses inline style");
        assert!(!html.contains("downhill-head") && !html.contains("BOOT_VERSION"), "{what}");
        assert_eq!(html.matches("<figure").count(), html.matches("class=\"defaults\"").count());
        assert!(html.matches("<svg").count() >= html.matches("<figure").count(), "{what}: posters");
        let ids = attributes(&html, "id");
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{what}: an id stands twice");
        for href in attributes(&html, "href") {
            check_link(&what, href, &ids, &read);
        }
        let files = attributes(&html, "data-files").into_iter().flat_map(|all| all.split(' '));
        for source in attributes(&html, "src").into_iter().chain(files) {
            let file = source
                .split('?')
                .next()
                .unwrap()
                .trim_start_matches("../")
                .trim_start_matches("./");
            assert!(Path::new(file).exists(), "{what}: {source} is no file");
        }
    }
    let lost = std::fs::read_to_string(out.join("404.html")).unwrap();
    assert!(lost.contains("href=\"/repo/en/energies/\""), "404.html is a real contents page");
    let map = std::fs::read_to_string(out.join("sitemap.xml")).unwrap();
    assert!(map.contains("<loc>https://example.org/repo/en/energies/</loc>"));
    std::fs::remove_dir_all(out).unwrap();
}

fn check_link(page: &str, href: &str, ids: &[&str], read: &dyn Fn(&str) -> String) {
    if href.starts_with("https://") {
        return;
    }
    let (path, anchor) = href.split_once('#').unwrap_or((href, ""));
    let path = path.split('?').next().unwrap();
    if path.is_empty() {
        assert!(anchor.is_empty() || ids.contains(&anchor), "{page}: #{anchor} leads nowhere");
        return;
    }
    let inside = path.trim_start_matches("../").trim_start_matches("./");
    if inside.is_empty() || inside.ends_with('/') {
        let target = read(inside);
        let found = attributes(&target, "id");
        assert!(anchor.is_empty() || found.contains(&anchor), "{page}: {href} leads nowhere");
    } else {
        let made = ["sitemap.xml"].contains(&inside);
        assert!(made || Path::new(inside).exists(), "{page}: {href} is no file");
    }
}

#[test]
fn the_syllabus_names_every_chapter_in_its_order() {
    let chapters = chapters();
    let planned = contents::syllabus(&chapters, "en");
    assert_eq!(planned.len(), 16);
    for chapter in chapters.iter().filter(|c| c.lang == "en" && c.number > 0) {
        let place = planned.iter().position(|p| p.slug == chapter.slug);
        assert_eq!(place, Some(chapter.number - 1), "{}", chapter.slug);
        assert_eq!(planned[chapter.number - 1].title, chapter.title);
    }
}

#[test]
fn a_translation_has_the_same_figures_as_the_original() {
    let chapters = chapters();
    let figures = |c: &Chapter| {
        let demos = fences(&c.body).into_iter().map(|(info, _)| info);
        demos.filter(|info| info.starts_with("demo ")).collect::<Vec<_>>()
    };
    for chapter in chapters.iter().filter(|c| c.lang != "en") {
        let original = chapters.iter().find(|c| c.lang == "en" && c.slug == chapter.slug);
        let original = original.unwrap_or_else(|| panic!("{} translates nothing", chapter.path()));
        assert_eq!(figures(chapter), figures(original), "{}", chapter.path());
    }
}

#[test]
fn mistakes_in_a_page_are_named() {
    with_site(|site| {
        for (body, complaint) in [
            ("```demo nothing\n```\n", "no demo is called “nothing”"),
            ("```demo horn loudly\n```\n", "“loudly”"),
            ("```exercise\nWhat?\n```\n", "---"),
            ("```exercise\nWhat?\n\nanswer: graph -> nothing ± 1\n---\nSo.\n```\n", "reads out no"),
            ("[x](09-nothing.md)\n", "leads to no chapter"),
            ("[x](?horn)\n", "?figure=settings"),
            ("```source src/nothing.rs#a\n```\n", "src/nothing.rs"),
            ("$\\frac{1}$\n", "the formula"),
        ] {
            let text = format!("# Title\n\n{body}");
            let chapter = Chapter::parse("en", "07-test.md", &text).unwrap();
            let error = Writer::new(site, "en", "../../").chapter(&chapter).unwrap_err();
            assert!(error.0.contains(complaint), "{body} → {error}");
            assert!(error.0.contains("07-test"), "the file is named: {error}");
        }
    });
    assert!(Chapter::parse("en", "energies.md", "# T\n").is_err());
    assert!(Chapter::parse("en", "02-energies.md", "No title\n").is_err());
}

#[test]
fn the_way_up_is_relative() {
    for (path, up) in [("", "./"), ("en/", "../"), ("en/energies/", "../../")] {
        assert_eq!(way_up(path), up);
    }
}

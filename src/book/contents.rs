//! The contents page's list: every planned chapter, linked where it is written.

use core::fmt::Write;

use crate::{demo::Catalogue, plot::svg::escape, text};

use super::chapter::Chapter;

/// One planned chapter: `energies: Energies | What an energy is.`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The part of the book that it belongs to.
    pub part: String,
    /// Its name in addresses.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub about: String,
}

/// Reads the body of a `syllabus` fence: `## Part` lines and `slug: Title | About` lines.
pub fn parse(body: &str) -> Vec<Planned> {
    let mut part = String::new();
    let mut planned = Vec::new();
    for line in body.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            part = name.trim().into();
        } else if let Some((slug, rest)) = line.split_once(':') {
            let (title, about) = rest.split_once('|').unwrap_or((rest, ""));
            let [slug, title, about] = [slug, title, about].map(|text| text.trim().to_string());
            planned.push(Planned { part: part.clone(), slug, title, about });
        }
    }
    planned
}

/// The list as HTML; `root` leads to the site's root.
pub fn list(body: &str, chapters: &[Chapter], lang: &str, root: &str, words: &Catalogue) -> String {
    let mut html = String::from("<div class=\"contents\">\n");
    let soon = escape(&text!("being written").said(words));
    let mut part = String::new();
    for (i, planned) in parse(body).iter().enumerate() {
        if planned.part != part {
            if !part.is_empty() {
                html += "</ol>\n";
            }
            part.clone_from(&planned.part);
            let (name, start) = (escape(&part), i + 1);
            write!(html, "<h3>{name}</h3>\n<ol start=\"{start}\">\n").expect("a String takes all");
        }
        let (title, about) = (escape(&planned.title), escape(&planned.about));
        let written = chapters.iter().find(|c| c.lang == lang && c.slug == planned.slug);
        let name = match written {
            Some(chapter) => format!("<a href=\"{root}{}\">{title}</a>", chapter.path()),
            None => {
                format!("<span class=\"planned\">{title}</span> <span class=\"soon\">{soon}</span>")
            }
        };
        writeln!(html, "<li>{name}<br><span class=\"about\">{about}</span></li>")
            .expect("a String takes all");
    }
    html += "</ol>\n</div>\n";
    html
}

/// The syllabus in the landing page of a language.
pub fn syllabus(chapters: &[Chapter], lang: &str) -> Vec<Planned> {
    parse(syllabus_text(chapters, lang))
}

/// The body of the `syllabus` fence in the landing page; empty where there is none.
pub fn syllabus_text<'a>(chapters: &'a [Chapter], lang: &str) -> &'a str {
    let index = chapters.iter().find(|c| c.lang == lang && c.number == 0);
    index
        .and_then(|index| index.body.split_once("```syllabus\n"))
        .and_then(|(_, rest)| rest.split_once("```"))
        .map_or("", |(body, _)| body)
}

//! What a caption tells the reader to press, to choose or to move is on the figure, under this name.

use std::{collections::BTreeSet, path::Path};

use downhill::{
    book::chapter,
    demo::{Kind, run::Run},
    demos, text,
};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::pages::fences;

/// All that a figure offers: presets, controls, choices, the step button, and the titles of its plots.
fn offers(name: &str) -> BTreeSet<String> {
    let (_, make) = demos::find(name).unwrap_or_else(|| panic!("no figure {name}"));
    let run = Run::new(make);
    let demo = run.demo();
    let mut all = vec![text!("More controls"), demo.step_label()];
    all.extend(demo.presets().iter().map(|preset| preset.name.clone()));
    all.extend(demo.plots().into_iter().map(|plot| plot.title));
    for (knob, _) in run.knobs() {
        all.push(knob.label.clone());
        if let Kind::Choice(options) = knob.kind {
            all.extend(options.iter().map(|(_, words)| words.clone()));
        }
    }
    all.iter().map(|text| text.english().to_lowercase()).collect()
}

/// The phrases of a caption in italics.
fn in_italics(caption: &str) -> Vec<String> {
    let (mut all, mut inside) = (Vec::new(), None);
    for event in Parser::new(caption) {
        match event {
            Event::Start(Tag::Emphasis) => inside = Some(String::new()),
            Event::End(TagEnd::Emphasis) => all.extend(inside.take()),
            Event::Text(text) => inside.iter_mut().for_each(|phrase| phrase.push_str(&text)),
            _ => {}
        }
    }
    all.into_iter().map(|phrase| phrase.to_lowercase()).collect()
}

#[test]
fn a_caption_names_controls_as_the_figure_does() {
    let (mut named, mut wrong) = (0, Vec::new());
    for chapter in chapter::load(Path::new("pages")).expect("the pages can be read") {
        for (info, caption) in fences(&chapter.body) {
            let mut words = info.split_whitespace();
            let (Some("demo"), Some(name)) = (words.next(), words.next()) else { continue };
            let offered = offers(name);
            for phrase in in_italics(&caption) {
                named += 1;
                if !offered.contains(&phrase) {
                    wrong.push(format!("{name}: *{phrase}* of {offered:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(named > 20, "{named} names of controls");
}

//! The static form of a live figure: its first frame, its controls in words, its caption.

use crate::{
    demo::{Catalogue, Knob, Text, Value, file::File, run::Run},
    demos::{self, Name},
    plot::svg::{escape, to_svg},
    text,
};

use super::{BookError, markdown::Writer, page::fingerprint};

/// The width that first frames are drawn for; the page scales them.
const WIDTH: f64 = 460.0;

/// The figure that a fence names, with `caption` (HTML) below it. `NAME autoplay` plays by itself
/// for readers who have not asked for less motion.
///
/// # Errors
///
/// A fence that names no figure, or has another word than `autoplay` behind the name.
pub fn figure(page: &Writer, fence: &str, caption: &str) -> Result<String, BookError> {
    let words = page.words();
    let (name, flag) = fence.split_once(' ').unwrap_or((fence, ""));
    let autoplay = match flag {
        "" => "",
        "autoplay" => " data-autoplay",
        other => return Err(format!("“{other}” after the demo’s name means nothing").into()),
    };
    let unknown = || format!("no demo is called “{name}”");
    let (Name { now: name, was }, chapter) = demos::name(name).ok_or_else(unknown)?;
    let (_, make) = demos::find(name).ok_or_else(unknown)?;
    // Links from before it was renamed lead here, too.
    let former = was.map_or_else(String::new, |was| format!("<span id=\"{was}\"></span>\n"));
    let run = Run::new(make);
    let demo = run.demo();
    let said = |text: &Text| escape(&text.said(words));
    let (title, now) = (escape(&demo.title().said(words)), demo.caption().said(words));
    let plots: String = demo
        .plots()
        .iter()
        .zip(first_frame(&run, words))
        .map(|(plot, svg)| {
            let name = escape(&plot.title.said(words));
            format!("<div class=\"plot\"><p class=\"plot-title\">{name}</p>{svg}</div>")
        })
        .collect();
    Ok(format!(
        "<figure class=\"demo\" id=\"{name}\" data-demo=\"{name}\" data-chapter=\"{chapter}\"{autoplay}{}{} aria-label=\"{title}\">\n\
         {former}<div class=\"stage\"><div class=\"plots\">{plots}</div>\
         <p class=\"now\">{}</p></div>\n\
         <p class=\"state waiting\">{}</p>\n\
         <p class=\"state failed\">{} <button type=\"button\" class=\"again\">{}</button></p>\n\
         <p class=\"state blocked\">{}</p>\n\
         <noscript><p class=\"state\">{}</p></noscript>\n\
         <p class=\"defaults\">{}</p>\n\
         <figcaption>{caption}</figcaption>\n</figure>\n",
        data_files(demo.files(), page.root),
        page.data_words(chapter),
        escape(&now),
        said(&text!("The live figure is loading; this is its first frame.")),
        said(&text!("The data of this figure could not be fetched.")),
        said(&text!("Try again")),
        said(&text!(
            "The live figure could not start in this browser. This is its first frame; the text is complete without it."
        )),
        said(&text!(
            "With JavaScript this figure can be played and dragged. This is its first frame."
        )),
        escape(&defaults(&run).said(words)),
    ))
}

/// Where a page finds the files that a figure needs.
fn data_files(files: &[&File], root: &str) -> String {
    let address = |file: &&File| {
        let version = fingerprint(file.content().unwrap_or_default());
        format!("{root}static/{}?v={version}", file.name)
    };
    let all: Vec<_> = files.iter().map(address).collect();
    if all.is_empty() { String::new() } else { format!(" data-files=\"{}\"", all.join(" ")) }
}

/// The plots of a run as it stands, as SVG.
pub fn first_frame(run: &Run, words: &Catalogue) -> Vec<String> {
    let description = run.demo().caption().said(words);
    run.demo().plots().iter().map(|plot| to_svg(plot, WIDTH, &description, words)).collect()
}

/// The controls in words: “Controls, as drawn: slice at x 0.7; turn 35 °; seed 7.”
fn defaults(run: &Run) -> Text {
    let control = |(knob, value): &(Knob, Value)| {
        text!("{control} {value}", control = &knob.label, value = knob.in_words(value))
    };
    let controls =
        run.knobs().iter().map(control).reduce(|said, next| text!("{said}; {next}", said, next));
    text!(
        "Controls, as drawn: {controls}; seed {seed}.",
        controls = controls.unwrap_or_default(),
        seed = run.seed(),
    )
}

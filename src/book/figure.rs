//! The static form of a live figure: its first frame, its controls in words, its caption.

use crate::{
    demo::{file::File, knobs, run::Run},
    demos::{self, Name},
    plot::svg::{escape, to_svg},
};

use super::{BookError, page::fingerprint};

/// The width that first frames are drawn for; the page scales them.
const WIDTH: f64 = 460.0;

/// The figure that a fence names, with `caption` (HTML) below it. `NAME autoplay` plays by itself
/// for readers who have not asked for less motion. `root` leads to the site's root.
pub fn figure(fence: &str, caption: &str, root: &str) -> Result<String, BookError> {
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
    let (title, now) = (escape(demo.title()), demo.caption());
    let plots: String = demo
        .plots()
        .iter()
        .zip(first_frame(&run))
        .map(|(plot, svg)| {
            let name = escape(&plot.title);
            format!("<div class=\"plot\"><p class=\"plot-title\">{name}</p>{svg}</div>")
        })
        .collect();
    Ok(format!(
        "<figure class=\"demo\" id=\"{name}\" data-demo=\"{name}\" data-chapter=\"{chapter}\"{autoplay}{} aria-label=\"{title}\">\n\
         {former}<div class=\"stage\"><div class=\"plots\">{plots}</div>\
         <p class=\"now\">{}</p></div>\n\
         <p class=\"state waiting\">The live figure is loading; this is its first frame.</p>\n\
         <p class=\"state failed\">The data of this figure could not be fetched. <button type=\"button\" class=\"again\">Try again</button></p>\n\
         <p class=\"state blocked\">The live figure could not start in this browser. This is its first frame; the text is complete without it.</p>\n\
         <noscript><p class=\"state\">With JavaScript this figure can be played and dragged. This is its first frame.</p></noscript>\n\
         <p class=\"defaults\">{}</p>\n\
         <figcaption>{caption}</figcaption>\n</figure>\n",
        data_files(demo.files(), root),
        escape(&now),
        escape(&defaults(&run)),
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
pub fn first_frame(run: &Run) -> Vec<String> {
    let description = run.demo().caption();
    run.demo().plots().iter().map(|plot| to_svg(plot, WIDTH, &description)).collect()
}

/// The controls in words: “Controls: slice at x 0.7; turn 35 °.”
fn defaults(run: &Run) -> String {
    let words: Vec<_> = knobs::values(&mut *run.demo().clone_demo())
        .into_iter()
        .map(|(knob, value)| format!("{} {}", knob.label, knob.in_words(&value)))
        .collect();
    format!("Controls, as drawn: {}; seed {}.", words.join("; "), run.seed())
}

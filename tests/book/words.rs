//! What figures and pages say: all of it can be translated, and translations are what they should be.

use std::{collections::BTreeMap, path::Path};

use downhill::{
    book::{
        pseudo::{self, PSEUDO},
        templates::{self, Template, slots},
        translation::{self, Messages},
        words::Languages,
    },
    demo::{Arrow, Catalogue, Kind, Layer, Text, run::Run},
    demos::all,
    text,
};

/// Words that are the same in every language.
const SAME: [&str; 0] = [];

/// The words of three ASCII letters and more in a text.
fn english(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_ascii_alphabetic());
    words.filter(|word| word.len() >= 3 && !SAME.contains(word)).map(String::from).collect()
}

/// All that a figure says as it stands.
fn sayings(run: &Run) -> Vec<Text> {
    let demo = run.demo();
    let mut all = vec![demo.title(), demo.step_label(), demo.caption()];
    all.extend(demo.presets().iter().map(|preset| preset.name.clone()));
    for readout in demo.readouts() {
        all.extend([readout.name.clone(), readout.text()]);
    }
    for (knob, value) in run.knobs() {
        all.extend([knob.label.clone(), knob.takes(), knob.in_words(&value)]);
        if let Kind::Choice(options) = knob.kind {
            all.extend(options.iter().map(|(_, words)| words.clone()));
        }
    }
    for plot in demo.plots() {
        all.extend([plot.title, plot.x.label, plot.y.label]);
        all.extend(plot.handles.into_iter().map(|handle| handle.label));
        for layer in plot.layers {
            all.push(layer.name());
            if let Layer::Text { text, .. } = layer {
                all.push(text);
            }
        }
    }
    all
}

/// A figure at the start, at either end of each control, and after some steps.
fn states(make: downhill::demo::run::Make) -> Vec<Run> {
    let few = if make().heavy() { 1 } else { 4 };
    let mut all = vec![Run::new(make)];
    for (knob, value) in Run::new(make).knobs() {
        let ends = match &knob.kind {
            Kind::Choice(options) => (0..options.len()).map(|i| (i as f64).into()).collect(),
            _ => knob.extremes().to_vec(),
        };
        for end in ends.into_iter().filter(|end| *end != value) {
            let mut run = Run::new(make);
            run.set(knob.key, end);
            run.seek(few).expect("the figures stay finite");
            all.push(run);
        }
    }
    all
}

#[test]
fn whatever_a_figure_says_can_be_translated() {
    let templates = templates::all(Path::new(".")).expect("the source can be read");
    let languages = pseudo::languages(&templates);
    for (name, make) in all() {
        for run in states(make) {
            for said in sayings(&run) {
                for lang in PSEUDO {
                    let text = said.said(languages.words(lang));
                    assert_eq!(
                        english(&text),
                        Vec::<String>::new(),
                        "{name}: “{}”",
                        said.english()
                    );
                }
            }
        }
    }
}

#[test]
fn every_sentence_of_the_source_is_found() {
    let templates = templates::all(Path::new(".")).expect("the source can be read");
    let find = |english: &str| templates.iter().find(|template| template.english == english);
    for (english, catalogue) in [
        ("Play", "page"),
        ("slice at x", "energies"),
        ("step size η", "page"),
        ("{said}, {next}", "page"),
        ("Chapter {number}", "page"),
    ] {
        let found = find(english).unwrap_or_else(|| panic!("“{english}” is not found"));
        assert_eq!(found.catalogue, catalogue, "“{english}”");
    }
    assert!(templates.len() > 700, "{} sentences", templates.len());
    // A translator reads the slots: they are words, not numbered leftovers.
    for Template { english, places, .. } in &templates {
        for slot in slots(english) {
            let name = slot.trim_end_matches(|c: char| c.is_ascii_digit());
            let symbol = name.len() == 1; // as d1 and d2, the components of d
            assert!(symbol || name == slot, "{}: {{{slot}}} in “{english}”", places[0]);
        }
    }
}

#[test]
fn a_translation_puts_words_in_another_order_and_keeps_numbers() {
    let english = "At {x} the energy is {energy}.";
    let words = Catalogue::of(vec![(Catalogue::key(english), "{energy} ← {x}。".into())]);
    let said = text!("At {x} the energy is {energy}.", x = 0.5, energy = 3_usize);
    assert_eq!(said.english(), "At 0.5 the energy is 3.");
    assert_eq!(said.said(&words), "3 ← 0.5。");
    // What is written can be read again, and what is damaged leaves English words.
    assert_eq!(said.said(&Catalogue::read(&words.write())), "3 ← 0.5。");
    assert_eq!(said.said(&Catalogue::read("nonsense\n12\tx\nzz\ty")), "At 0.5 the energy is 3.");
    let sentences = Text::sentences([text!("One."), Text::default(), text!("Two.")]);
    assert_eq!(sentences.english(), "One. Two.");
    assert_eq!(text!("{v}", v = f64::NAN).english(), "not a number");
}

#[test]
fn a_report_says_what_a_translation_lacks() {
    let template = |english: &str| Template {
        english: english.into(),
        places: vec!["src/x.rs:1".into()],
        catalogue: "page".into(),
    };
    let templates =
        [template("Play"), template("step {step}"), template("y₁"), template("Back to {step}")];
    let messages = Messages::from(
        [("Play", "放"), ("step {step}", "步"), ("Old", "旧"), ("Back to {step}", "")]
            .map(|(english, text)| (english.to_string(), text.to_string())),
    );
    let report = translation::report(&templates, &messages);
    assert_eq!(report.missing, ["src/x.rs:1: “Back to {step}”"]);
    assert_eq!(report.stale, ["“Old”"]);
    assert_eq!(report.other_slots, ["“step {step}” as “步”"]);
}

#[test]
fn a_language_is_read_from_gettexts_format() {
    let folder = std::env::temp_dir().join(format!("downhill-words-{}", std::process::id()));
    let lang = folder.join("words/xx");
    std::fs::create_dir_all(&lang).unwrap();
    std::fs::create_dir_all(folder.join("src")).unwrap();
    std::fs::write(folder.join("src/a.rs"), "fn f() -> Text { text!(\"Play {x}\", x) }").unwrap();
    let report = translation::update(&folder, "xx").expect("it can be written");
    assert_eq!(report.missing.len(), 1);
    let file = lang.join("page.po");
    let po = std::fs::read_to_string(&file).unwrap();
    assert!(po.contains("src/a.rs:1") && po.contains("msgid \"Play {x}\""), "{po}");
    std::fs::write(&file, po.replace("msgstr \"\"\n", "msgstr \"{x} 放\"\n")).unwrap();
    let report = translation::update(&folder, "xx").expect("it can be read");
    assert!(report.is_clean(), "{}", report.text());
    let languages = Languages::load(&folder.join("words")).expect("it can be read");
    assert_eq!(text!("Play {x}", x = 2_usize).said(languages.words("xx")), "2 放");
    assert_eq!(languages.catalogues("en").count(), 0, "an English reader fetches nothing");
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Each language that the book has says all of it.
#[test]
fn every_language_of_the_book_is_complete() {
    let templates = templates::all(Path::new(".")).expect("the source can be read");
    let languages = Languages::load(Path::new("words")).expect("the words can be read");
    let reports: BTreeMap<_, _> = languages
        .names()
        .map(|lang| {
            let messages = translation::messages(&Path::new("words").join(lang)).unwrap();
            (lang.to_string(), translation::report(&templates, &messages))
        })
        .collect();
    for (lang, report) in reports {
        assert!(report.is_clean(), "{lang}: {}", report.text());
    }
    // Handles name controls by key, never by words.
    for (name, make) in all() {
        let run = Run::new(make);
        let plots = run.demo().plots();
        for arrow in plots.iter().flat_map(|plot| &plot.handles).flat_map(|handle| handle.arrows) {
            let Arrow::Knob(key, _) = arrow else { continue };
            assert!(run.knobs().iter().any(|(knob, _)| knob.key == key), "{name}: {key}");
        }
    }
}

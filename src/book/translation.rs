//! How complete a translation is, and its files brought up to date: `cargo xtask words LANG`.

use std::{collections::BTreeMap, fs, path::Path};

use polib::{
    catalog::Catalog,
    message::{Message, MessageFlags},
    metadata::CatalogMetadata,
    po_file,
};

use super::{
    BookError,
    templates::{self, Template, slots},
    words::PAGE,
};

/// What is wrong with a translation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Sentences without a translation, with the place of each in the source.
    pub missing: Vec<String>,
    /// Translations of sentences that the program no longer says.
    pub stale: Vec<String>,
    /// Translations whose slots are not those of the sentence.
    pub other_slots: Vec<String>,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        *self == Self::default()
    }

    /// The report for a translator.
    pub fn text(&self) -> String {
        let part = |title: &str, lines: &[String]| {
            let lines: String = lines.iter().map(|line| format!("  {line}\n")).collect();
            format!("{title}\n{lines}")
        };
        [
            part(&format!("missing: {}", self.missing.len()), &self.missing),
            part(&format!("stale: {}", self.stale.len()), &self.stale),
            part(&format!("with other slots: {}", self.other_slots.len()), &self.other_slots),
        ]
        .concat()
    }
}

/// The messages of a language by English sentence.
pub type Messages = BTreeMap<String, String>;

/// Reads every message of `words/LANG/`.
///
/// # Errors
///
/// A file that cannot be read or is not in gettext's format.
pub fn messages(folder: &Path) -> Result<Messages, BookError> {
    let mut all = Messages::new();
    if !folder.exists() {
        return Ok(all);
    }
    for entry in fs::read_dir(folder)? {
        let file = entry?.path();
        if file.extension().is_none_or(|extension| extension != "po") {
            continue;
        }
        let catalog = po_file::parse(&file)
            .map_err(|error| BookError(format!("{}: {error}", file.display())))?;
        for message in catalog.messages().filter(|message| message.is_singular()) {
            let translation = if message.is_fuzzy() { "" } else { message.msgstr().unwrap_or("") };
            let kept = all.entry(message.msgid().to_string()).or_default();
            if kept.is_empty() {
                *kept = translation.to_string();
            }
        }
    }
    Ok(all)
}

/// Holds a translation against the sentences of the source.
pub fn report(templates: &[Template], messages: &Messages) -> Report {
    let mut report = Report::default();
    for template in templates {
        let english = &template.english;
        match messages.get(english).filter(|translation| !translation.is_empty()) {
            None if template.has_words() => {
                report.missing.push(format!("{}: “{english}”", template.places[0]));
            }
            Some(translation) if slots(translation) != slots(english) => {
                report.other_slots.push(format!("“{english}” as “{translation}”"));
            }
            _ => {}
        }
    }
    let said = |english: &String| templates.iter().any(|template| template.english == *english);
    report.stale.extend(
        messages.keys().filter(|english| !said(english)).map(|english| format!("“{english}”")),
    );
    report
}

/// Writes the files of a language anew: what is missing is added empty, what is stale goes, all else keeps
/// its translation. Returns the report on what it wrote.
///
/// # Errors
///
/// A source or a file that cannot be read or written.
pub fn update(repository: &Path, lang: &str) -> Result<Report, BookError> {
    let folder = repository.join("words").join(lang);
    let (templates, messages) = (templates::all(repository)?, messages(&folder)?);
    let mut catalogues: BTreeMap<&str, Vec<&Template>> = BTreeMap::from([(PAGE, Vec::new())]);
    for template in templates.iter().filter(|template| {
        template.has_words() || messages.get(&template.english).is_some_and(|text| !text.is_empty())
    }) {
        catalogues.entry(&template.catalogue).or_default().push(template);
    }
    fs::create_dir_all(&folder)?;
    for (name, templates) in catalogues {
        let mut catalog = Catalog::new(metadata(lang));
        for template in templates {
            let translation = messages.get(&template.english).cloned().unwrap_or_default();
            let message = Message::build_singular()
                .with_source(template.places.join(" "))
                .with_flags(MessageFlags::new())
                .with_msgid(template.english.clone())
                .with_msgstr(translation)
                .done();
            catalog.append_or_update(message);
        }
        po_file::write_to_file(&catalog, &folder.join(format!("{name}.po")))?;
    }
    Ok(report(&templates, &self::messages(&folder)?))
}

fn metadata(lang: &str) -> CatalogMetadata {
    let mut metadata = CatalogMetadata::new();
    metadata.project_id_version = "Downhill".into();
    metadata.language = lang.into();
    metadata.mime_version = "1.0".into();
    metadata.content_type = "text/plain; charset=UTF-8".into();
    metadata.content_transfer_encoding = "8bit".into();
    metadata
}

//! The words of figures and page in languages other than English: `words/LANG/CHAPTER.po`, in gettext's
//! format, so that Poedit and Weblate work. The English sentence is the key.

use std::{collections::BTreeMap, fs, path::Path};

use polib::po_file;

use super::BookError;
use crate::demo::Catalogue;

/// The catalogue of what every page says: figures of all chapters, controls, messages.
pub const PAGE: &str = "page";

/// One language: a catalogue for each chapter's figures, and [`PAGE`].
type Language = BTreeMap<String, Catalogue>;

/// Every language that has words.
#[derive(Debug, Default)]
pub struct Languages {
    all: BTreeMap<String, Language>,
    /// Each language's catalogues in one, for the pages.
    whole: BTreeMap<String, Catalogue>,
    english: Catalogue,
}

impl Languages {
    /// Reads `words/LANG/*.po`; a folder that is not there holds no language.
    ///
    /// # Errors
    ///
    /// A file that cannot be read or is not in gettext's format.
    pub fn load(words: &Path) -> Result<Self, BookError> {
        let mut all = BTreeMap::new();
        for folder in folders(words)? {
            let mut language = Language::new();
            for file in files(&folder)? {
                language.insert(stem(&file), catalogue(&file)?);
            }
            all.insert(stem(&folder), language);
        }
        Ok(Self::of(all))
    }

    /// These languages.
    pub fn of(all: BTreeMap<String, Language>) -> Self {
        let whole = |(lang, catalogues): (&String, &Language)| {
            let mut whole = Catalogue::default();
            for catalogue in catalogues.values() {
                whole.extend(catalogue.clone());
            }
            (lang.clone(), whole)
        };
        Self { whole: all.iter().map(whole).collect(), all, english: Catalogue::ENGLISH }
    }

    /// All words of a language; English where there are none.
    pub fn words(&self, lang: &str) -> &Catalogue {
        self.whole.get(lang).unwrap_or(&self.english)
    }

    /// The catalogues that a page in this language fetches, by chapter; none for English.
    pub fn catalogues(&self, lang: &str) -> impl Iterator<Item = (&str, &Catalogue)> {
        let language = self.all.get(lang).into_iter().flatten();
        language.map(|(chapter, catalogue)| (chapter.as_str(), catalogue))
    }

    /// Every language that has words.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.all.keys().map(String::as_str)
    }
}

/// The translations of one file; what is not translated yet, or marked as fuzzy, stays English.
fn catalogue(file: &Path) -> Result<Catalogue, BookError> {
    let messages =
        po_file::parse(file).map_err(|error| BookError(format!("{}: {error}", file.display())))?;
    let done = messages
        .messages()
        .filter(|message| message.is_singular() && message.is_translated() && !message.is_fuzzy());
    let entry = |message: &dyn polib::message::MessageView| {
        let text = message.msgstr().unwrap_or_default();
        (Catalogue::key(message.msgid()), text.to_string())
    };
    Ok(Catalogue::of(done.map(entry).collect()))
}

fn folders(words: &Path) -> Result<Vec<std::path::PathBuf>, BookError> {
    if !words.exists() {
        return Ok(Vec::new());
    }
    let paths = fs::read_dir(words)?.map(|entry| entry.map(|entry| entry.path()));
    let mut paths = paths.collect::<Result<Vec<_>, _>>()?;
    paths.retain(|path| path.is_dir());
    Ok(paths)
}

fn files(folder: &Path) -> Result<Vec<std::path::PathBuf>, BookError> {
    let paths = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut paths = paths.collect::<Result<Vec<_>, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "po"));
    paths.sort();
    Ok(paths)
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

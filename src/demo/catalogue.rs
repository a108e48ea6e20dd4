//! The translations of a language.

use super::hash::hash;

/// The translations of a language: by the hash of the English sentence.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// In rising order of the hash.
    entries: Vec<(u64, String)>,
}

impl Catalogue {
    /// English needs none.
    pub const ENGLISH: Self = Self { entries: Vec::new() };

    /// The key of an English sentence.
    pub fn key(english: &str) -> u64 {
        hash(english.bytes())
    }

    /// Reads a catalogue as [`Catalogue::write`] writes it; lines of another form are left out, so that a
    /// damaged file leaves English words, not a damaged page.
    pub fn read(text: &str) -> Self {
        let entry = |line: &str| {
            let (key, translation) = line.split_once('\t')?;
            Some((u64::from_str_radix(key, 16).ok()?, translation.to_string()))
        };
        Self::of(text.lines().filter_map(entry).collect())
    }

    /// A catalogue of these translations, by [`Catalogue::key`].
    pub fn of(entries: Vec<(u64, String)>) -> Self {
        let mut new = Self::ENGLISH;
        new.extend(Self { entries });
        new
    }

    /// Takes the translations of another catalogue in, too.
    pub fn extend(&mut self, other: Self) {
        // Files are in order, so that most go to the end.
        for (key, text) in other.entries {
            match self.place(key) {
                Ok(place) => self.entries[place].1 = text,
                Err(place) => self.entries.insert(place, (key, text)),
            }
        }
    }

    /// Where the translation with this key is, or would be.
    fn place(&self, key: u64) -> Result<usize, usize> {
        self.entries.binary_search_by_key(&key, |(key, _)| *key)
    }

    /// One line a translation: the key in hexadecimal digits, a tab, the translation.
    pub fn write(&self) -> String {
        self.entries.iter().map(|(key, text)| format!("{key:016x}\t{text}\n")).collect()
    }

    /// The translation of an English template.
    pub(super) fn find(&self, english: &str) -> Option<&str> {
        if self.entries.is_empty() {
            return None;
        }
        let place = self.place(Self::key(english)).ok()?;
        Some(&self.entries[place].1)
    }
}

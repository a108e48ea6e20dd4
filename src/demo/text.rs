//! What figures and pages say: whole English sentences with named slots, which can be translated.
//!
//! A [`Text`] is made by [`text!`](crate::text!) alone, so what cannot be translated does not compile.
//! The English sentence is the key of its translation. Figures never look a translation up: plot,
//! page and book do, at the border, with the [`Catalogue`] of the reader's language.

use super::{Catalogue, decimal::short};

/// A sentence, a label or a name: an English template and what stands in its slots.
///
/// It is two pointers wide, so that a label without slots costs a program no more than a `&str`.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    sentence: &'static Sentence,
    #[allow(clippy::box_collection, reason = "a thin pointer; most texts have no slots")]
    filled: Option<Box<Vec<Slot>>>,
}

/// An English template; then, where it has slots, their names in the order in which a text fills them,
/// each after a zero byte.
#[derive(Debug, PartialEq, Eq)]
pub struct Sentence(&'static str);

/// What stands in a slot of a template.
#[derive(Clone, Debug, PartialEq)]
pub enum Slot {
    /// A number, printed to four significant digits.
    Number(f64),
    /// Another text, translated for itself: a name within a sentence.
    Text(Text),
    /// Characters that are the same in every language.
    Verbatim(Verbatim),
}

/// Characters that are the same in every language: whole numbers, formulas, what a reader typed, the
/// name of a file. Never words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verbatim(pub String);

impl From<f64> for Slot {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<Text> for Slot {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

impl From<&Text> for Slot {
    fn from(text: &Text) -> Self {
        Self::Text(text.clone())
    }
}

impl From<Verbatim> for Slot {
    fn from(verbatim: Verbatim) -> Self {
        Self::Verbatim(verbatim)
    }
}

macro_rules! whole_numbers {
    ($($kind:ty),*) => {
        $(impl From<$kind> for Slot {
            #[inline(never)]
            fn from(number: $kind) -> Self {
                Self::Verbatim(Verbatim(number.to_string().replace('-', "−")))
            }
        })*
    };
}
whole_numbers!(usize, u64, u32, i32, u8);

/// Makes a [`Text`]: `text!("Play")`, or `text!("At x = {x} the energy is {energy}.", x = self.x, energy)`.
///
/// The slots of the sentence and those that are given must be the same; the compiler checks it. A
/// number fills its slot to four significant digits. Sentences are whole: a translation may put its
/// words in another order, so none is glued from pieces.
#[macro_export]
macro_rules! text {
    ($english:literal $(,)?) => {{
        const SENTENCE: $crate::demo::text::Sentence =
            $crate::demo::text::Sentence::checked($english, $english, &[]);
        $crate::demo::Text::plain(&SENTENCE)
    }};
    ($english:literal, $($slot:ident $(= $value:expr)?),+ $(,)?) => {{
        const SENTENCE: $crate::demo::text::Sentence = $crate::demo::text::Sentence::checked(
            $english,
            concat!($english $(, "\0", stringify!($slot))+),
            &[$(stringify!($slot)),+],
        );
        $crate::demo::Text::filled(&SENTENCE, vec![$(
            $crate::demo::text::Slot::from($crate::text!(@value $slot $(= $value)?))
        ),+])
    }};
    (@value $slot:ident) => { $slot };
    (@value $slot:ident = $value:expr) => { $value };
}

impl Sentence {
    /// A sentence with the names of its slots; only [`text!`](crate::text!) calls it, at compile time.
    ///
    /// # Panics
    ///
    /// Where a slot of the sentence is not given, one that is given is not in the sentence, or a brace is
    /// left open.
    #[doc(hidden)]
    pub const fn checked(english: &str, with_slots: &'static str, slots: &[&str]) -> Self {
        check(english, slots);
        Self(with_slots)
    }

    /// The template.
    fn english(&self) -> &'static str {
        self.0.split_once('\0').map_or(self.0, |(english, _)| english)
    }

    /// Which of the values that a text is filled with stands in this slot.
    fn place_of(&self, slot: &str) -> Option<usize> {
        self.0.split('\0').skip(1).position(|name| name == slot)
    }
}

/// Holds the slots of a sentence against those that are given.
const fn check(english: &str, given: &[&str]) {
    let text = english.as_bytes();
    let mut used = 0;
    let mut at = 0;
    while at < text.len() {
        if text[at] == b'{' {
            let start = at + 1;
            while at < text.len() && text[at] != b'}' {
                at += 1;
            }
            assert!(at < text.len(), "a brace is left open");
            let mut known = false;
            let mut which = 0;
            while which < given.len() {
                if is(text, start, at, given[which].as_bytes()) {
                    known = true;
                    used |= 1_u32 << which;
                }
                which += 1;
            }
            assert!(known, "the sentence has a slot that is not given");
        }
        at += 1;
    }
    assert!(used.count_ones() as usize == given.len(), "the sentence lacks a slot that is given");
}

/// Whether `text[start..end]` is `word`.
const fn is(text: &[u8], start: usize, end: usize, word: &[u8]) -> bool {
    if end - start != word.len() {
        return false;
    }
    let mut i = 0;
    while i < word.len() {
        if text[start + i] != word[i] {
            return false;
        }
        i += 1;
    }
    true
}

impl Default for Text {
    /// No words.
    fn default() -> Self {
        Self::plain(&Sentence(""))
    }
}

impl Text {
    /// A text without slots, for [`text!`](crate::text!).
    #[doc(hidden)]
    pub const fn plain(sentence: &'static Sentence) -> Self {
        Self { sentence, filled: None }
    }

    /// A text with slots, for [`text!`](crate::text!).
    #[doc(hidden)]
    #[inline(never)]
    pub fn filled(sentence: &'static Sentence, slots: Vec<Slot>) -> Self {
        Self { sentence, filled: Some(Box::new(slots)) }
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.sentence.0.is_empty()
    }

    /// What stands in this slot.
    fn slot(&self, name: &str) -> Option<&Slot> {
        self.filled.as_ref()?.get(self.sentence.place_of(name)?)
    }

    /// Several sentences as one text.
    pub fn sentences(all: impl IntoIterator<Item = Self>) -> Self {
        let all = all.into_iter().filter(|text| !text.is_empty());
        let joined = all.reduce(|said, next| text!("{said} {next}", said, next));
        joined.unwrap_or_default()
    }

    /// Several names as one text.
    pub fn list(all: impl IntoIterator<Item = Self>) -> Self {
        let joined = all.into_iter().reduce(|said, next| text!("{said}, {next}", said, next));
        joined.unwrap_or_default()
    }

    /// The text in the catalogue's language; in English where the catalogue lacks it.
    pub fn said(&self, words: &Catalogue) -> String {
        let english = self.sentence.english();
        let template = words.find(english).unwrap_or(english);
        let mut said = String::with_capacity(template.len());
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            said += before;
            if let Some(slot) = self.slot(name) {
                said += &slot.said(words);
            }
            rest = after;
        }
        said + rest
    }

    /// The text in English.
    pub fn english(&self) -> String {
        self.said(&Catalogue::ENGLISH)
    }
}

impl Slot {
    fn said(&self, words: &Catalogue) -> String {
        match self {
            Self::Number(number) if number.is_nan() => text!("not a number").said(words),
            Self::Number(number) if number.is_infinite() => text!("infinite").said(words),
            Self::Number(number) => short(*number),
            Self::Text(text) => text.said(words),
            Self::Verbatim(Verbatim(characters)) => characters.clone(),
        }
    }
}

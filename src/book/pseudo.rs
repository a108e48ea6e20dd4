//! Two languages that nobody speaks, made of the English sentences: they show what cannot be translated
//! and what has no room. `xd` says everything twice in accented letters; `xr` runs from right to left.

use std::collections::BTreeMap;

use super::{templates::Template, words::Languages};
use crate::demo::Catalogue;

/// The pseudo-languages.
pub const PSEUDO: [&str; 2] = ["xd", "xr"];

/// The catalogues of both.
pub fn languages(templates: &[Template]) -> Languages {
    let language = |translate: fn(&str) -> String| {
        let mut catalogues: BTreeMap<String, Vec<(u64, String)>> = BTreeMap::new();
        for template in templates {
            let entry = (Catalogue::key(&template.english), translate(&template.english));
            catalogues.entry(template.catalogue.clone()).or_default().push(entry);
        }
        catalogues.into_iter().map(|(name, entries)| (name, Catalogue::of(entries))).collect()
    };
    Languages::of(BTreeMap::from([
        ("xd".to_string(), language(doubled)),
        ("xr".to_string(), language(right_to_left)),
    ]))
}

/// The sentence twice, its letters accented. A symbol without words stays as it is.
fn doubled(english: &str) -> String {
    const PLAIN: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const OTHER: &str = "áƀćďéƒǧĥíĵķĺḿńóṕɋŕśťúṽŵẋýźÁƁĆĎÉƑǦĤÍĴĶĹḾŃÓṔɊŔŚŤÚṼŴẊÝŹ";
    let text = outside_slots(english, |c| replaced(c, PLAIN, OTHER));
    if has_words(english) { format!("{text} {text}") } else { text }
}

/// The sentence in letters of the Hebrew alphabet.
fn right_to_left(english: &str) -> String {
    const PLAIN: &str = "abcdefghijklmnopqrstuvwxyz";
    const OTHER: &str = "אבגדהוזחטיכלמנסעפצקרשתאבגד";
    outside_slots(english, |c| replaced(c.to_ascii_lowercase(), PLAIN, OTHER))
}

fn replaced(c: char, from: &str, to: &str) -> char {
    let place = from.chars().position(|plain| plain == c);
    place.and_then(|place| to.chars().nth(place)).unwrap_or(c)
}

/// The text with every character outside of braces replaced; texts without words keep theirs.
fn outside_slots(english: &str, replace: impl Fn(char) -> char) -> String {
    if !has_words(english) {
        return english.to_string();
    }
    let mut inside = false;
    let mut character = |c| {
        inside = c == '{' || inside && c != '}';
        if inside { c } else { replace(c) }
    };
    english.chars().map(&mut character).collect()
}

fn has_words(english: &str) -> bool {
    let template =
        Template { english: english.into(), places: Vec::new(), catalogue: String::new() };
    template.has_words()
}

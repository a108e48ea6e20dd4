//! The words of the reader's language. An English page fetches none; in another language each figure
//! names its catalogues in `data-words`, and they are fetched before it is mounted.

use core::borrow::Borrow;
use std::{cell::RefCell, rc::Rc};

use web_sys::Element;

use super::fetch::fetch;
use crate::demo::{Catalogue, Text};

thread_local! {
    static CATALOGUE: RefCell<Rc<Catalogue>> = RefCell::default();
    /// The addresses of the catalogues that are in it.
    static ARRIVED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// A text in the language of the page.
pub fn said(text: impl Borrow<Text>) -> String {
    #[inline(never)] // once in the program, not at every label
    fn say(text: &Text) -> String {
        CATALOGUE.with_borrow(|words| text.said(words))
    }
    say(text.borrow())
}

/// The words that have arrived.
pub fn catalogue() -> Rc<Catalogue> {
    CATALOGUE.with_borrow(Rc::clone)
}

/// The catalogues that an element needs and that are not there yet.
fn missing(element: &Element) -> Vec<String> {
    let all = element.get_attribute("data-words").unwrap_or_default();
    let new = |address: &&str| ARRIVED.with_borrow(|here| !here.iter().any(|a| a == address));
    all.split_whitespace().filter(new).map(String::from).collect()
}

/// Whether all words of an element have arrived.
pub(super) fn are_here(element: &Element) -> bool {
    missing(element).is_empty()
}

/// Fetches the words of an element, unless they are there.
pub(super) async fn arrive(element: &Element) -> Result<(), String> {
    for address in missing(element) {
        let content = fetch(&address).await.map_err(|error| format!("{address}: {error:?}"))?;
        let words = Catalogue::read(&String::from_utf8(content).unwrap_or_default());
        CATALOGUE.with_borrow_mut(|all| Rc::make_mut(all).extend(words));
        ARRIVED.with_borrow_mut(|here| here.push(address));
    }
    Ok(())
}

/// Forgets all words: a page in another language is coming.
pub(super) fn forget() {
    CATALOGUE.take();
    ARRIVED.with_borrow_mut(Vec::clear);
}

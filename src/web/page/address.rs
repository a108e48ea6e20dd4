//! The address bar: each figure's state is a parameter of the query, `?horn=v1;x:0.5`.
//!
//! It is rewritten at most twice a second; browsers refuse more, and the history gains no entry.

use std::{cell::RefCell, time::Duration};

use leptos::prelude::{set_timeout, window};
use wasm_bindgen::JsValue;

use crate::demos;

thread_local! {
    /// What waits to be written.
    static WAITING: RefCell<Vec<(&'static str, String)>> = const { RefCell::new(Vec::new()) };
}

/// The part of the address that names a figure's state; empty when there is none.
pub fn read(name: &str) -> String {
    let search = window().location().search().unwrap_or_default();
    let query = search.trim_start_matches('?');
    let was = demos::name(name).and_then(|(name, _)| find(query, name.was?));
    let found = find(query, name).or(was).unwrap_or_default();
    js_sys::decode_uri_component(found).map_or_else(|_| found.to_string(), String::from)
}

/// Writes a figure's state into the address, soon.
pub fn save(name: &'static str, link: &str) {
    let idle = WAITING.with_borrow_mut(|waiting| {
        let idle = waiting.is_empty();
        waiting.retain(|(other, _)| *other != name);
        waiting.push((name, link.to_string()));
        idle
    });
    if idle {
        set_timeout(flush, Duration::from_millis(500));
    }
}

/// Forgets what waits: its page is being left.
pub fn forget() {
    WAITING.with_borrow_mut(Vec::clear);
}

fn flush() {
    let location = window().location();
    let search = location.search().unwrap_or_default();
    let mut query = search.trim_start_matches('?').to_string();
    for (name, link) in WAITING.take() {
        if let Some(was) = demos::name(name).and_then(|(name, _)| name.was) {
            query = with(&query, was, "");
        }
        query = with(&query, name, &link);
    }
    let path = location.pathname().unwrap_or_default();
    let hash = location.hash().unwrap_or_default();
    let mark = if query.is_empty() { "" } else { "?" };
    let address = format!("{path}{mark}{query}{hash}");
    if format!("{path}{search}{hash}") == address {
        return;
    }
    if let Ok(history) = window().history() {
        let state = history.state().unwrap_or(JsValue::NULL);
        // A browser that refuses keeps the old address; the figure is not affected.
        let _ = history.replace_state_with_url(&state, "", Some(&address));
    }
}

/// The whole address of a figure's state.
pub fn link_to(name: &str, link: &str) -> String {
    let location = window().location();
    let origin = location.origin().unwrap_or_default();
    let path = location.pathname().unwrap_or_default();
    let query = with("", name, link);
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{origin}{path}{mark}{query}#{name}")
}

fn find<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query.split('&').find_map(|part| part.strip_prefix(name)?.strip_prefix('='))
}

/// The query with one parameter replaced; taken out when its value is empty.
fn with(query: &str, name: &str, value: &str) -> String {
    let named = |part: &&str| part.strip_prefix(name).is_some_and(|rest| rest.starts_with('='));
    let mut parts: Vec<String> = query
        .split('&')
        .filter(|part| !part.is_empty() && !named(part))
        .map(str::to_string)
        .collect();
    if !value.is_empty() {
        parts.push(format!("{name}={value}"));
    }
    parts.join("&")
}

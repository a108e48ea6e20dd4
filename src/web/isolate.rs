//! One figure's panic stays its own: the page says so beside that figure, the others go on.
//!
//! A panic in wasm ends the call from the browser, not the program. A host therefore runs a demo's
//! code only in event handlers, never inside the reactive system, and takes the run out of its
//! cell while it works: after a panic the cell is empty and the figure stands still.

use std::cell::RefCell;

use leptos::{logging::error, prelude::document};

use crate::{text, web::page::words::said};

thread_local! {
    static ENTERED: RefCell<Option<&'static str>> = const { RefCell::new(None) };
}

/// Reports panics on the console and beside the figure whose code was running.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        error!("{info}");
        if let Some(name) = ENTERED.take() {
            mark(name);
        }
    }));
}

/// Runs a figure's code under its name.
pub fn within<R>(name: &'static str, code: impl FnOnce() -> R) -> R {
    let outer = ENTERED.replace(Some(name));
    let result = code();
    ENTERED.replace(outer);
    result
}

/// Says beside the figure that it has stopped.
fn mark(name: &str) {
    if let Some(figure) = document().get_element_by_id(name) {
        // Without the class the page is the same, only silent.
        let _ = figure.class_list().add_1("broken");
        if let Ok(note) = document().create_element("p") {
            note.set_class_name("state broken-note");
            let _ = note.set_attribute("role", "alert");
            note.set_text_content(Some(&said(text!(
                "This figure has stopped because of an error in its own program. The text and the other figures are not affected; reload the page to start it again."
            ))));
            let _ = figure.append_child(&note);
        }
    }
}

//! Files that a reader drops on a control or chooses for it: read in the browser, sent nowhere.

use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::FileList;

use crate::{
    demo::{Knob, Verbatim},
    text,
    web::host::Host,
};

/// The largest file that is read, in bytes; a control takes far fewer numbers.
const LARGEST: f64 = 1e6;

/// Sets the control from the text of the first file.
pub(super) fn read(host: Host, knob: Knob, files: Option<FileList>) {
    let Some(file) = files.and_then(|files| files.get(0)) else { return };
    let name = file.name();
    if file.size() > LARGEST {
        host.notices.set(vec![text!(
            "{file} is larger than a megabyte; it was not read.",
            file = Verbatim(name),
        )]);
        return;
    }
    leptos::task::spawn_local(async move {
        match JsFuture::from(file.text()).await.map(|text| text.as_string()) {
            Ok(Some(text)) => host.set_text(&knob, &text),
            _ => host.notices.set(vec![text!("{file} could not be read.", file = Verbatim(name))]),
        }
    });
}

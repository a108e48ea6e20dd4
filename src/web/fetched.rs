//! Files that a figure needs: fetched before it is mounted, once for the whole visit.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Response};

use crate::{demo::file::File, web::isolate};

/// Runs `ready` once all files have arrived, at once where they have already. Until then the figure
/// says that it waits; when one does not arrive it says so and offers to try again.
pub(super) fn with(figure: &Element, files: &'static [&'static File], ready: fn(&Element)) {
    if files.iter().all(|file| file.content().is_some()) {
        return ready(figure);
    }
    if figure.class_list().contains("fetching") {
        return;
    }
    say(figure, "fetching");
    let figure = figure.clone();
    leptos::task::spawn_local(async move {
        let addresses = figure.get_attribute("data-files").unwrap_or_default();
        for (file, address) in files.iter().zip(addresses.split(' ')) {
            if let Err(why) = arrive(file, address).await {
                web_sys::console::warn_1(&format!("{address}: {why}").into());
                return offer_again(&figure, files, ready);
            }
        }
        say(&figure, "");
        ready(&figure);
    });
}

/// Sets which of the figure's sentences about its state shows.
fn say(figure: &Element, state: &str) {
    let classes = figure.class_list();
    // Class names without spaces are always taken.
    let _ = classes.remove_2("fetching", "unfetched");
    if !state.is_empty() {
        let _ = classes.add_1(state);
    }
}

async fn arrive(file: &File, address: &str) -> Result<(), String> {
    if file.content().is_some() {
        return Ok(());
    }
    let content = fetch(address).await.map_err(|error| format!("{error:?}"))?;
    isolate::within("files", || file.arrive(content))
}

async fn fetch(address: &str) -> Result<Vec<u8>, JsValue> {
    let response: Response = JsFuture::from(window().fetch_with_str(address)).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::from_f64(f64::from(response.status())));
    }
    let buffer = JsFuture::from(response.array_buffer()?).await?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// Makes the figure's button fetch again.
fn offer_again(figure: &Element, files: &'static [&'static File], ready: fn(&Element)) {
    say(figure, "unfetched");
    let Ok(Some(button)) = figure.query_selector("button.again") else { return };
    let figure = figure.clone();
    let again = wasm_bindgen::closure::Closure::once_into_js(move || with(&figure, files, ready));
    let options = web_sys::AddEventListenerOptions::new();
    options.set_once(true);
    let _ = button.add_event_listener_with_callback_and_add_event_listener_options(
        "click",
        again.unchecked_ref(),
        &options,
    );
}

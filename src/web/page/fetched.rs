//! What a figure needs beside the page's program: its chapter's part of it, and files. Fetched before
//! the figure is mounted, once for the whole visit.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

use crate::{
    demo::run::Make,
    demos,
    web::{
        isolate,
        page::{fetch::fetch, parts, words},
    },
};

/// Runs `ready` once the figure's part of the program and its files have arrived, at once where they
/// have already. Until then the figure says that it waits; when one does not arrive it says so and
/// offers to try again.
pub(super) fn with(figure: &Element, ready: fn(&Element)) {
    let name = figure.get_attribute("data-demo").unwrap_or_default();
    if is_here(figure, &name) {
        return ready(figure);
    }
    if figure.class_list().contains("fetching") {
        return;
    }
    say(figure, "fetching");
    let figure = figure.clone();
    spawn_local(async move {
        match arrive(&figure, &name).await {
            Ok(()) => {
                say(&figure, "");
                ready(&figure);
            }
            Err(why) => {
                web_sys::console::warn_1(&format!("{name}: {why}").into());
                offer_again(&figure, ready);
            }
        }
    });
}

/// Whether all that a figure needs has arrived.
fn is_here(figure: &Element, name: &str) -> bool {
    let have = |make: Make| make().files().iter().all(|file| file.content().is_some());
    let files = || addresses(figure).is_empty();
    words::are_here(figure) && demos::find(name).is_some_and(|(_, make)| files() || have(make))
}

/// Where the files lie that a figure needs.
fn addresses(figure: &Element) -> Vec<String> {
    let all = figure.get_attribute("data-files").unwrap_or_default();
    all.split_whitespace().map(String::from).collect()
}

async fn arrive(figure: &Element, name: &str) -> Result<(), String> {
    parts::arrive(name).await?;
    // Without its words a figure speaks English.
    let _ = words::arrive(figure).await;
    let (name, make) = demos::find(name).ok_or("no such figure")?;
    let addresses = addresses(figure);
    if addresses.is_empty() {
        return Ok(());
    }
    for (file, address) in make().files().iter().zip(addresses) {
        if file.content().is_none() {
            let content = fetch(&address).await.map_err(|error| format!("{address}: {error:?}"))?;
            isolate::within(name, || file.arrive(content))?;
        }
    }
    Ok(())
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

/// Makes the figure's button fetch again.
fn offer_again(figure: &Element, ready: fn(&Element)) {
    say(figure, "unfetched");
    let Ok(Some(button)) = figure.query_selector("button.again") else { return };
    let figure = figure.clone();
    let again = wasm_bindgen::closure::Closure::once_into_js(move || with(&figure, ready));
    let options = web_sys::AddEventListenerOptions::new();
    options.set_once(true);
    let _ = button.add_event_listener_with_callback_and_add_event_listener_options(
        "click",
        again.unchecked_ref(),
        &options,
    );
}

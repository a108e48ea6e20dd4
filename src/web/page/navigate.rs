//! Navigation in the page: fetch the next chapter, swap the body, keep history, hash, scroll, focus
//! and title right. An enhancement of links that work without it.

use std::{
    cell::{Cell, RefCell},
    time::Duration,
};

use leptos::prelude::{
    document, request_animation_frame, set_timeout, window, window_event_listener,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Document, DomParser, Element, HtmlAnchorElement, HtmlElement, MouseEvent, Response,
    ScrollRestoration, SupportedType, Url,
};

use super::{address, mount, words};
use crate::web::input::is_modified;

thread_local! {
    /// The page shown, without its hash: what a step through the history is compared with.
    static SHOWN: RefCell<String> = const { RefCell::new(String::new()) };
    /// Counts journeys, so that a slow answer does not overtake a later click.
    static JOURNEY: Cell<u32> = const { Cell::new(0) };
}

/// Listens for clicks and steps through the history.
pub fn install() {
    SHOWN.replace(page_of(&href()));
    pin(&document(), &href());
    if let Ok(history) = window().history() {
        // We restore the scroll ourselves, after the page has its height.
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
        // A reload comes back to where the reader was.
        if let Some(scroll) = history.state().ok().and_then(|state| state.as_f64()) {
            set_timeout(
                move || window().scroll_to_with_x_and_y(0.0, scroll),
                Duration::from_millis(100),
            );
        }
    }
    let clicks = window_event_listener(leptos::ev::click, |event| {
        if event.default_prevented() || is_modified(&event) {
            return;
        }
        let Some(target) = followed(&event) else { return };
        remember_scroll();
        // Within the page the browser moves by itself.
        if page_of(&target) != page_of(&href()) {
            event.prevent_default();
            travel(target, Arrival::Forward);
        }
    });
    let steps = window_event_listener(leptos::ev::popstate, |event| {
        let scroll = event.state().as_f64().unwrap_or(0.0);
        if page_of(&href()) == SHOWN.with_borrow(Clone::clone) {
            if window().location().hash().unwrap_or_default().is_empty() {
                window().scroll_to_with_x_and_y(0.0, scroll);
            }
        } else {
            travel(href(), Arrival::Back(scroll));
        }
    });
    let leaving = window_event_listener(leptos::ev::pagehide, |_| remember_scroll());
    // The listeners live as long as the page.
    std::mem::forget((clicks, steps, leaving));
}

/// How a page is arrived at.
#[derive(Clone, Copy)]
enum Arrival {
    /// By a link: a new entry in the history.
    Forward,
    /// By the history: its entry and scroll position exist.
    Back(f64),
}

fn href() -> String {
    window().location().href().unwrap_or_default()
}

/// The address without its hash and without figures' states, which change while a page is read.
fn page_of(href: &str) -> String {
    href.split(['#', '?']).next().unwrap_or_default().to_string()
}

/// The address that a click leads to, if it is a page of this site.
fn followed(event: &MouseEvent) -> Option<String> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let link: HtmlAnchorElement = target.closest("a[href]").ok()??.dyn_into().ok()?;
    let plain = link.target().is_empty() && !link.has_attribute("download");
    let url = Url::new(&link.href()).ok()?;
    let ours = url.origin() == window().location().origin().ok()? && in_site(&url.pathname());
    (plain && ours).then(|| link.href())
}

/// Whether a path lies under the site's base, and is a page rather than a file.
fn in_site(path: &str) -> bool {
    let base = document()
        .query_selector("a.home")
        .ok()
        .flatten()
        .and_then(|home| home.dyn_into::<HtmlAnchorElement>().ok())
        .map(|home| home.pathname())
        .unwrap_or_default();
    !base.is_empty() && path.starts_with(&base) && path.ends_with('/')
}

/// Keeps the scroll position in the present entry of the history.
fn remember_scroll() {
    let scroll = window().scroll_y().unwrap_or(0.0);
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::from_f64(scroll), "", None);
    }
}

fn travel(target: String, arrival: Arrival) {
    let journey = JOURNEY.get() + 1;
    JOURNEY.set(journey);
    spawn_local(async move {
        let page = fetch(&target).await;
        if JOURNEY.get() != journey {
            return;
        }
        match page {
            Ok(page) => {
                if let Arrival::Forward = arrival {
                    push(&target);
                }
                show(&page, &target, arrival);
            }
            // The browser knows how to say what went wrong.
            Err(_) => {
                let _ = window().location().assign(&target);
            }
        }
    });
}

async fn fetch(target: &str) -> Result<Document, JsValue> {
    let response: Response =
        JsFuture::from(window().fetch_with_str(&page_and_query(target))).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::NULL);
    }
    let html = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    let page = DomParser::new()?.parse_from_string(&html, SupportedType::TextHtml)?;
    pin(&page, target);
    Ok(page)
}

fn page_and_query(target: &str) -> String {
    target.split('#').next().unwrap_or_default().to_string()
}

fn push(target: &str) {
    if let Ok(history) = window().history() {
        let _ = history.push_state_with_url(&JsValue::from_f64(0.0), "", Some(target));
    }
}

/// Makes the addresses of a page's pictures and head links absolute: they are relative to `base`,
/// and the address bar changes before the page does. What has been fetched already stays as it is: a
/// new address, even of the same file, would have the browser drop the style and its fonts and fetch
/// them again.
fn pin(page: &Document, base: &str) {
    const LATER: &str = "link[href]:not([rel=stylesheet], [rel=preload])";
    for (selector, attribute) in [(LATER, "href"), ("img[src]", "src")] {
        let Ok(all) = page.query_selector_all(selector) else { continue };
        for element in (0..all.length()).filter_map(|i| all.item(i)?.dyn_into::<Element>().ok()) {
            let relative = element.get_attribute(attribute).unwrap_or_default();
            if let Ok(url) = Url::new_with_base(&relative, base) {
                // Setting an attribute that is there already cannot fail.
                let _ = element.set_attribute(attribute, &url.href());
            }
        }
    }
}

/// What the head says of a page, with addresses relative to it.
const ABOUT: &str = "link[rel=icon], link[rel=canonical], link[rel=sitemap], \
     meta[name=description], meta[property^=\"og:\"], script[type=\"application/ld+json\"]";

/// Replaces what the head says of the page.
fn swap_head(page: &Document) -> Option<()> {
    let (here, there) = (document().head()?, page.head()?);
    let old = here.query_selector_all(ABOUT).ok()?;
    for i in 0..old.length() {
        old.item(i)?.dyn_into::<Element>().ok()?.remove();
    }
    let new = there.query_selector_all(ABOUT).ok()?;
    for i in 0..new.length() {
        let node = document().adopt_node(&new.item(i)?).ok()?;
        here.append_child(&node).ok()?;
    }
    Some(())
}

/// Swaps head and body, then lets everything on the page start.
fn show(page: &Document, target: &str, arrival: Arrival) {
    mount::clear();
    address::forget();
    SHOWN.replace(page_of(target));
    document().set_title(&page.title());
    // Without it the page is the same, only described as the last one.
    let _ = swap_head(page);
    if let (Some(here), Some(there)) = (document().document_element(), page.document_element()) {
        let lang = there.get_attribute("lang").unwrap_or_else(|| "en".into());
        if here.get_attribute("lang").as_ref() != Some(&lang) {
            words::forget();
        }
        let _ = here.set_attribute("lang", &lang);
        let _ = match there.get_attribute("dir") {
            Some(direction) => here.set_attribute("dir", &direction),
            None => here.remove_attribute("dir"),
        };
    }
    if let (Some(here), Some(there)) = (document().body(), page.body()) {
        let _ = document().adopt_node(&there);
        let nodes = js_sys::Array::from(&there.child_nodes());
        here.replace_children_with_node(&nodes);
    }
    mount::figures_and_exercises();
    if let Ok(event) = web_sys::Event::new("downhill:page") {
        let _ = document().dispatch_event(&event);
    }
    request_animation_frame(move || arrive(arrival));
}

/// Puts scroll and focus where a reader expects them on a new page.
fn arrive(arrival: Arrival) {
    let hash = window().location().hash().unwrap_or_default();
    let goal = document().get_element_by_id(hash.trim_start_matches('#'));
    let main = document().get_element_by_id("main");
    if let Some(main) = main.and_then(|main| main.dyn_into::<HtmlElement>().ok()) {
        // Screen readers go on from here, and announce the page.
        let _ = main.focus();
    }
    match (arrival, goal) {
        (Arrival::Back(scroll), _) => window().scroll_to_with_x_and_y(0.0, scroll),
        (Arrival::Forward, Some(goal)) => goal.scroll_into_view(),
        (Arrival::Forward, None) => window().scroll_to_with_x_and_y(0.0, 0.0),
    }
}

//! Finds the figures and exercises of a page and mounts them; takes them down again.

use std::{any::Any, cell::RefCell, time::Duration};

use leptos::{mount::mount_to, prelude::*};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement, IntersectionObserver, IntersectionObserverEntry};

use crate::{
    demo::{Verbatim, decimal::parse, run::Make},
    demos, exercise, text,
    web::{
        figure::Figure,
        host::Host,
        observers::Sight,
        page::{
            address,
            exercises::Answer,
            fetched, parts,
            words::{self, said},
        },
    },
};

thread_local! {
    /// What is mounted: dropping it takes it off the page.
    static MOUNTED: RefCell<Vec<Box<dyn Any>>> = const { RefCell::new(Vec::new()) };
    /// The hosts by name.
    static HOSTS: RefCell<Vec<Host>> = const { RefCell::new(Vec::new()) };
}

/// Mounts the exercises, and each figure as soon as the reader comes near it: each in a call of its
/// own from the browser, so that the failure of one does not keep the next from starting.
pub fn figures_and_exercises() {
    mount_when_near(&all("figure[data-demo]"));
    for answer in all(".answer[data-answer]") {
        set_timeout(move || spawn_local(answer_when_ready(answer)), Duration::ZERO);
    }
}

/// How far from the screen a figure comes to life, above and below.
const NEAR: &str = "800px 0px";

fn mount_when_near(figures: &[Element]) {
    let react = |entries: Vec<IntersectionObserverEntry>, observer: IntersectionObserver| {
        for figure in entries
            .iter()
            .filter(|entry| entry.is_intersecting())
            .map(IntersectionObserverEntry::target)
        {
            observer.unobserve(&figure);
            set_timeout(move || fetched::with(&figure, mount_figure), Duration::ZERO);
        }
    };
    if let Ok(sight) = Sight::new(figures, NEAR, react) {
        MOUNTED.with_borrow_mut(|mounted| mounted.push(Box::new(sight)));
    }
}

/// The host of a figure of this page, which is mounted if it was not yet.
fn host_of(name: &str) -> Option<Host> {
    let find = || HOSTS.with_borrow(|hosts| hosts.iter().copied().find(|host| host.name == name));
    find().or_else(|| {
        fetched::with(&document().get_element_by_id(name)?, mount_figure);
        find()
    })
}

/// Takes everything off the page.
pub fn clear() {
    HOSTS.with_borrow_mut(Vec::clear);
    MOUNTED.with_borrow_mut(Vec::clear);
    address::forget();
}

/// Mounts one figure in place of its first frame: its run first, and what shows it in a call of its own
/// from the browser, so that neither keeps the reader waiting for both.
fn mount_figure(figure: &Element) {
    let name = figure.get_attribute("data-demo").unwrap_or_default();
    let Some((name, make)) = demos::find(&name) else { return };
    let Ok(Some(stage)) = figure.query_selector(".stage") else { return };
    let Ok(stage) = stage.dyn_into::<HtmlElement>() else { return };
    let is_here = HOSTS.with_borrow(|hosts| hosts.iter().any(|host| host.name == name));
    if !figure.is_connected() || is_here {
        return;
    }
    let (owner, host) = prepare(name, make, &address::read(name));
    let figure = figure.clone();
    let mount = move || {
        if figure.is_connected() {
            show_host(stage, owner, host, figure.has_attribute("data-autoplay"));
            let _ = figure.class_list().add_1("live");
        }
    };
    set_timeout(mount, Duration::ZERO);
}

/// Mounts a demo on an element, in the state that `link` names.
pub fn mount_demo(stage: HtmlElement, name: &'static str, make: Make, link: &str, autoplay: bool) {
    let (owner, host) = prepare(name, make, link);
    show_host(stage, owner, host, autoplay);
}

/// The host of a demo in the state that `link` names, and the owner of its signals.
fn prepare(name: &'static str, make: Make, link: &str) -> (Owner, Host) {
    let owner = Owner::new();
    let host = owner.with(|| Host::new(name, make, link));
    HOSTS.with_borrow_mut(|hosts| hosts.push(host));
    (owner, host)
}

fn show_host(stage: HtmlElement, owner: Owner, host: Host, autoplay: bool) {
    stage.replace_children_with_node_0();
    let handle = owner.with(|| mount_to(stage, move || view! { <Figure host autoplay/> }));
    MOUNTED.with_borrow_mut(|mounted| mounted.push(Box::new((handle, owner))));
}

/// Mounts an exercise, once the figure that it asks is there; without it the solution remains.
async fn answer_when_ready(place: Element) {
    let reference = place.get_attribute("data-answer").unwrap_or_default();
    let here = parts::arrive(exercise::figure(&reference)).await.is_ok();
    // Without its words it speaks English.
    let _ = words::arrive(&place).await;
    if here && place.is_connected() {
        mount_answer(&place);
    }
}

fn mount_answer(place: &Element) {
    let reference = place.get_attribute("data-answer").unwrap_or_default();
    let tolerance = place.get_attribute("data-tolerance").and_then(|text| parse(&text));
    let exercise = place
        .closest("section")
        .ok()
        .flatten()
        .and_then(|section| section.query_selector("h3").ok().flatten())
        .and_then(|heading| heading.text_content())
        .unwrap_or_default();
    // By the browser, which has a table of letters.
    let exercise = js_sys::JsString::from(exercise.trim_end_matches([' ', '#'])).to_lower_case();
    let exercise = String::from(exercise);
    let label = said(text!("Your answer to {exercise}", exercise = Verbatim(exercise)));
    if let (Some(tolerance), Some(place)) = (tolerance, place.dyn_ref::<HtmlElement>()) {
        let handle = mount_to(place.clone(), move || view! { <Answer reference tolerance label/> });
        MOUNTED.with_borrow_mut(|mounted| mounted.push(Box::new(handle)));
    }
}

/// Lets links in the prose set a figure: `<a class="set" href="?horn=x:0.5#horn">`.
pub fn listen_for_setting_links() {
    let handle = window_event_listener(leptos::ev::click, |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(link) = target.and_then(|t| t.closest("a.set").ok().flatten()) else { return };
        if event.default_prevented() || crate::web::input::is_modified(&event) {
            return;
        }
        let href = link.get_attribute("href").unwrap_or_default();
        let Some((name, settings)) =
            href.trim_start_matches('?').split('#').next().and_then(|query| query.split_once('='))
        else {
            return;
        };
        let name = demos::name(name).map_or(name, |(name, _)| name.now);
        if let Some(host) = host_of(name) {
            event.prevent_default();
            host.apply(settings);
            show(name);
        }
    });
    // The listener lives as long as the page.
    std::mem::forget(handle);
}

/// Scrolls a figure into view if it is not there already.
fn show(name: &str) {
    let Some(figure) = document().get_element_by_id(name) else { return };
    let bounds = figure.get_bounding_client_rect();
    let height = window().inner_height().ok().and_then(|h| h.as_f64()).unwrap_or(0.0);
    if bounds.top() > 0.7 * height || bounds.bottom() < 0.3 * height {
        figure.scroll_into_view();
    }
}

fn all(selector: &str) -> Vec<Element> {
    let Ok(list) = document().query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|i| list.item(i)?.dyn_into().ok()).collect()
}

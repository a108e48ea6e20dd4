//! A live figure: its plots, its controls, its words. Never edited for a new demo.

mod canvas;
mod controls;
mod drag_handle;
mod files;
mod readouts;
mod widgets;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{EventTarget, HtmlCanvasElement, IntersectionObserverEntry};

use crate::{
    text,
    web::{
        host::{Host, now},
        observers::{Listener, Sight, Size},
        page::words::said,
    },
};
use canvas::Surface;
use controls::{KnobPanel, Presets, RunPanel, Transport};
use readouts::Readouts;

/// The whole figure, inside its `.stage`.
#[component]
pub(crate) fn Figure(host: Host, autoplay: bool) -> impl IntoView {
    let plots = NodeRef::<leptos::html::Div>::new();
    let count = host.frames.with_untracked(Vec::len);
    let canvases: Vec<NodeRef<leptos::html::Canvas>> = (0..count).map(|_| NodeRef::new()).collect();
    draw_when_ready(host, plots, canvases.clone());
    // The whole figure: on a phone the controls fill the screen while the plots are above it.
    let whole = NodeRef::<leptos::html::Div>::new();
    play_while_seen(host, whole);
    if autoplay && !prefers_stillness() {
        host.playing.set(true);
    }
    let surfaces = canvases
        .into_iter()
        .enumerate()
        .map(|(index, canvas)| view! { <Surface host index canvas/> })
        .collect_view();
    view! {
        <div node_ref=whole>
            <div class="plots" node_ref=plots>
                {surfaces}
            </div>
            <p class="now">{host.caption}</p>
            <Fault host/>
            <Transport host/>
            <Presets host/>
            <KnobPanel host/>
            <div class="notices" role="status">
                {move || host.notices.get().into_iter().map(|text| view! { <p>{said(text)}</p> }).collect_view()}
            </div>
            <Readouts host/>
            <RunPanel host/>
            <Announcer host/>
        </div>
    }
}

/// Hands the canvases to the host and redraws on resize, change of theme and arrival of fonts.
fn draw_when_ready(
    host: Host,
    plots: NodeRef<leptos::html::Div>,
    canvases: Vec<NodeRef<leptos::html::Canvas>>,
) {
    Effect::new(move |_| {
        let elements: Option<Vec<HtmlCanvasElement>> = canvases.iter().map(NodeRef::get).collect();
        if let Some(elements) = elements {
            // Outside the effect: a demo's code must not run inside the reactive system.
            request_animation_frame(move || host.set_canvases(elements));
        }
    });
    let again = move || host.restyled();
    let media = window().match_media("(prefers-color-scheme: dark)").ok().flatten();
    let fonts = js_sys::Reflect::get(&document(), &"fonts".into()).ok();
    let fonts = fonts.and_then(|fonts| fonts.dyn_into::<EventTarget>().ok());
    let targets: [(Option<EventTarget>, _); 4] = [
        (Some(window().into()), "resize"),
        (Some(document().into()), "downhill:theme"),
        (media.map(Into::into), "change"),
        (fonts, "loadingdone"),
    ];
    let listeners = targets.map(|(target, event)| Some(Listener::new(target?, event, again)));
    keep_until_unmount(listeners);
    plots.on_load(move |plots| keep_until_unmount(Size::new(&plots, move || host.resized())));
}

/// Keeps something until the figure is taken off the page.
fn keep_until_unmount<T: 'static>(what: T) {
    let held = StoredValue::new_local(what);
    on_cleanup(move || held.dispose());
}

/// Steps while playing, as long as the figure is on screen and its tab in front.
fn play_while_seen(host: Host, whole: NodeRef<leptos::html::Div>) {
    let (seen, hidden) = (RwSignal::new(false), RwSignal::new(document().hidden()));
    keep_until_unmount(Listener::new(document().into(), "visibilitychange", move || {
        hidden.set(document().hidden());
    }));
    whole.on_load(move |whole| {
        // Several changes may arrive at once; the last is how things stand.
        let react = move |entries: Vec<IntersectionObserverEntry>, _| {
            if let Some(last) = entries.last() {
                seen.set(last.is_intersecting());
            }
        };
        keep_until_unmount(Sight::new(&[(*whole).clone().into()], "0px", react));
    });
    // Which turn of playing it is: frames of an earlier one do nothing any more.
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let plays = host.playing.get() && seen.get() && !hidden.get();
        turn.update_value(|turn| *turn += 1);
        if plays {
            let now = Frames { turn, this: turn.get_value(), last: now(), owed: 0.0 };
            request_animation_frame(move || now.play(host));
        }
    });
}

/// What took longer than this, in milliseconds, is not made up for: a slow phone plays slower.
const LONG: f64 = 100.0;

/// One turn of playing, frame by frame.
struct Frames {
    turn: StoredValue<u32>,
    this: u32,
    /// When the last frame was, and the steps that were left to take then.
    last: f64,
    owed: f64,
}

impl Frames {
    fn play(mut self, host: Host) {
        if self.turn.try_get_value() != Some(self.this) {
            return;
        }
        let before = core::mem::replace(&mut self.last, now());
        host.record_frame(self.last - before);
        let speed = host.speed.get_untracked() / 1000.0;
        let passed = (self.last - before).min(LONG);
        self.owed = (self.owed + speed * passed).min((speed * LONG).max(1.0));
        if !host.finish_frame() && self.owed >= 1.0 {
            host.advance(self.owed as u32);
            self.owed = self.owed.fract();
        }
        request_animation_frame(move || self.play(host));
    }
}

/// Whether the reader asked the system for less motion.
fn prefers_stillness() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)").ok().flatten();
    query.is_some_and(|query| query.matches())
}

/// What stopped the figure, and the way back.
#[component]
fn Fault(host: Host) -> impl IntoView {
    move || {
        host.fault.get().map(|(fault, back)| {
            let at = host.progress.get_untracked().step;
            view! {
                <div class="fault" role="alert">
                    <p>{said(text!("Stopped at step {step}: {why}", step = at, why = &fault.message))}</p>
                    <button type="button" on:click=move |_| host.seek(back)>
                        {said(text!("Back to step {step}, before it", step = back))}
                    </button>
                </div>
            }
        })
    }
}

/// Tells screen readers the caption once things have come to rest.
#[component]
fn Announcer(host: Host) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let first = StoredValue::new(true);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let cancel = move || {
        if let Some(handle) = timer.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    Effect::new(move |_| {
        let (caption, playing) = (host.caption.get(), host.playing.get());
        cancel();
        // The first caption is read with the page; while it plays there is one for each frame.
        if caption.is_empty() || playing || first.try_update_value(std::mem::take) == Some(true) {
            return;
        }
        let say = move || {
            said.try_set(caption);
        };
        timer.set_value(set_timeout_with_handle(say, std::time::Duration::from_millis(800)).ok());
    });
    on_cleanup(cancel);
    view! { <p class="sr-only" aria-live="polite">{said}</p> }
}

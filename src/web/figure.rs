//! A live figure: its plots, its controls, its words. Never edited for a new demo.

use leptos::prelude::*;
use leptos_use::{
    UseRafFnOptions, use_document_visibility, use_intersection_observer, use_raf_fn_with_options,
    use_resize_observer, utils::Pausable,
};
use web_sys::{HtmlCanvasElement, VisibilityState};

use crate::web::{
    canvas_surface::Surface,
    controls::{KnobPanel, Presets, RunPanel, Transport},
    host::Host,
};

/// The whole figure, inside its `.stage`.
#[component]
pub(crate) fn Figure(host: Host, autoplay: bool) -> impl IntoView {
    let plots = NodeRef::<leptos::html::Div>::new();
    let count = host.frames.with_untracked(Vec::len);
    let canvases: Vec<NodeRef<leptos::html::Canvas>> = (0..count).map(|_| NodeRef::new()).collect();
    draw_when_ready(host, plots, canvases.clone());
    // The whole figure: on a phone the controls fill the screen while the plots are above it.
    let whole = NodeRef::<leptos::html::Div>::new();
    let seen = RwSignal::new(false);
    // Several changes may arrive at once; the last is how things stand.
    use_intersection_observer(whole, move |entries, _| {
        if let Some(last) = entries.last() {
            seen.set(last.is_intersecting());
        }
    });
    play_while_seen(host, seen);
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
                {move || host.notices.get().into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
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
    use_resize_observer(plots, move |_, _| host.resized());
    let closure = move || {
        host.forget_theme();
        host.resized();
    };
    let resize = TargetListener::new(window().into(), "resize", closure);
    let listener = TargetListener::new(document().into(), "downhill:theme", closure);
    let media = window().match_media("(prefers-color-scheme: dark)").ok().flatten();
    let system = media.map(|media| TargetListener::new(media.into(), "change", closure));
    let fonts = js_sys::Reflect::get(&document(), &"fonts".into()).ok();
    let loaded = fonts
        .and_then(|fonts| wasm_bindgen::JsCast::dyn_into::<web_sys::EventTarget>(fonts).ok())
        .map(|fonts| TargetListener::new(fonts, "loadingdone", closure));
    let held = StoredValue::new_local((resize, listener, system, loaded));
    on_cleanup(move || held.dispose());
}

/// Steps while playing, as long as the figure is on screen and its tab in front.
fn play_while_seen(host: Host, seen: RwSignal<bool>) {
    let tab = use_document_visibility();
    let owed = StoredValue::new(0.0_f64);
    let Pausable { pause, resume, .. } = use_raf_fn_with_options(
        move |frame| {
            if !host.playing.get_untracked() {
                return;
            }
            // A frame that took long is not made up for: a slow phone plays slower.
            let due =
                owed.get_value() + host.speed.get_untracked() * frame.delta.min(100.0) / 1000.0;
            let steps = due.floor();
            owed.set_value(due - steps);
            if steps >= 1.0 {
                host.advance(steps as u32);
            }
        },
        UseRafFnOptions::default().immediate(false),
    );
    Effect::new(move |_| {
        if host.playing.get() && seen.get() && tab.get() == VisibilityState::Visible {
            resume();
        } else {
            pause();
        }
    });
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
                    <p>{format!("Stopped at step {at}: {}", fault.message)}</p>
                    <button type="button" on:click=move |_| host.seek(back)>
                        {format!("Back to step {back}, before it")}
                    </button>
                </div>
            }
        })
    }
}

/// The named numbers, with full precision in `data-value`.
#[component]
fn Readouts(host: Host) -> impl IntoView {
    view! {
        <dl class="readouts">
            {move || {
                host.readouts
                    .get()
                    .into_iter()
                    .map(|readout| {
                        let text = readout.text();
                        view! {
                            <div>
                                <dt>{readout.name}</dt>
                                <dd>
                                    <output
                                        aria-live="off"
                                        data-readout=readout.key
                                        data-value=format!("{}", readout.value)
                                    >
                                        {text}
                                    </output>
                                </dd>
                            </div>
                        }
                    })
                    .collect_view()
            }}
        </dl>
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

/// A listener on some event target, removed when dropped.
struct TargetListener {
    target: web_sys::EventTarget,
    event: &'static str,
    closure: wasm_bindgen::closure::Closure<dyn FnMut()>,
}

impl TargetListener {
    fn new(
        target: web_sys::EventTarget,
        event: &'static str,
        react: impl FnMut() + 'static,
    ) -> Self {
        let closure = wasm_bindgen::closure::Closure::<dyn FnMut()>::new(react);
        let function = wasm_bindgen::JsCast::unchecked_ref(closure.as_ref());
        // Adding a listener fails for no target.
        let _ = target.add_event_listener_with_callback(event, function);
        Self { target, event, closure }
    }
}

impl Drop for TargetListener {
    fn drop(&mut self) {
        let function = wasm_bindgen::JsCast::unchecked_ref(self.closure.as_ref());
        let _ = self.target.remove_event_listener_with_callback(self.event, function);
    }
}

//! A handle of a plot: for finger, mouse and keys.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, PointerEvent};

use crate::{
    demo::{Arrow, Handle, Reach, Text},
    text,
    web::{
        host::{Host, snapshot::Frame},
        input::{direction, place},
        page::words::said,
    },
};

/// A handle: at least 44 pixels for a finger, a slider for the keys. Where handles are many, `stop` says
/// which of them the Tab key stops at: the last that was focused.
#[component]
pub(super) fn Grip(
    host: Host,
    index: usize,
    which: usize,
    frame: Memo<Option<Frame>>,
    stop: Option<RwSignal<usize>>,
) -> impl IntoView {
    let handle = move || frame.get().and_then(|frame| frame.handles.get(which).cloned());
    let spot = move || {
        let frame = frame.get()?;
        let layout = frame.layout?;
        let handle = frame.handles.get(which)?;
        let area = layout.area;
        // A handle outside the axes waits on their border.
        let [x, y] = layout.to_pixels(handle.at);
        let x = x.clamp(area.x, area.x + area.width);
        let y = y.clamp(area.y, area.y + area.height);
        Some([100.0 * x / frame.width.max(1.0), 100.0 * y / layout.height.max(1.0)])
    };
    let reach = move || handle().map_or(Reach::Spot, |handle| handle.reach);
    let everywhere = move || reach() != Reach::Spot;
    let percent = move |i: usize| spot().map(|spot| format!("{}%", spot[i]));
    // Where the pointer took hold, in data coordinates: the offset from the handle, or the last
    // place for a handle that is grabbed everywhere.
    let grabbed = StoredValue::new(None::<[f64; 2]>);
    let down = move |event: PointerEvent| {
        let (Some(at), Some(handle)) = (place(&event, frame), handle()) else { return };
        grabbed.set_value(Some(match handle.reach {
            Reach::Spot => [handle.at[0] - at[0], handle.at[1] - at[1]],
            Reach::Turn | Reach::Draw => at,
        }));
        if handle.reach == Reach::Draw {
            host.change(|run| run.move_handle(index, which, at));
        }
        if let Some(grip) = event.current_target().and_then(|t| t.dyn_into::<Element>().ok()) {
            // Without capture the drag merely ends at the grip's border.
            let _ = grip.set_pointer_capture(event.pointer_id());
        }
    };
    let drag = move |event: PointerEvent| {
        let (Some(hold), Some(at)) = (grabbed.get_value(), place(&event, frame)) else { return };
        if everywhere() {
            grabbed.set_value(Some(at));
        }
        host.change(|run| match reach() {
            Reach::Spot => run.move_handle(index, which, [at[0] + hold[0], at[1] + hold[1]]),
            Reach::Turn => run.move_handle(index, which, [at[0] - hold[0], at[1] - hold[1]]),
            Reach::Draw => {
                for point in between(hold, at) {
                    run.move_handle(index, which, point);
                }
            }
        });
    };
    let release = move |_: PointerEvent| grabbed.set_value(None);
    let key = move |event: ev::KeyboardEvent| grip_key(&event, host, (index, which), handle());
    let value = move || {
        let handle = handle()?;
        let Arrow::Knob(key, _) = handle.arrows[0] else { return Some(handle.at[0]) };
        let find =
            |(k, v): &(crate::demo::Knob, crate::demo::Value)| (k.key == key).then(|| v.number());
        host.knobs.with(|knobs| knobs.iter().find_map(find))
    };
    view! {
        <div
            class="grip"
            class:everywhere=everywhere
            tabindex=move || if stop.is_none_or(|stop| stop.get() == which) { "0" } else { "-1" }
            role="slider"
            aria-label=move || handle().map(|handle| said(handle.label))
            aria-valuenow=move || value().map(|value| value.to_string())
            aria-valuetext=move || frame.get().and_then(|frame| in_words(&frame, which, host))
            data-ink=move || handle().map(|handle| handle.ink.name())
            style:left=move || percent(0)
            style:top=move || percent(1)
            on:pointerdown=down
            on:pointermove=drag
            on:pointerup=release
            on:pointercancel=release
            on:click=move |event: ev::MouseEvent| event.stop_propagation()
            on:keydown=key
            on:focus=move |_| if let Some(stop) = stop { stop.set(which) }
        ></div>
    }
}

/// The handle's controls in words: “observed y₁ 1, observed y₂ 0.5”. A handle that moves by its
/// coordinates tells those, by the names of the axes.
fn in_words(frame: &Frame, which: usize, host: Host) -> Option<String> {
    let handle = frame.handles.get(which)?;
    let along = |axis: usize| match handle.arrows[axis] {
        Arrow::Knob(key, _) => host.knobs.with(|knobs| {
            let (knob, value) = knobs.iter().find(|(k, _)| k.key == key)?;
            Some(text!("{control} {value}", control = &knob.label, value = knob.in_words(value)))
        }),
        Arrow::Move(_) => {
            let (label, value) = (&frame.labels[axis], handle.at[axis]);
            (!label.is_empty()).then(|| text!("{control} {value}", control = label, value))
        }
    };
    let mut words: Vec<Text> = [along(0), along(1)].into_iter().flatten().collect();
    words.dedup();
    Some(said(Text::list(words)))
}

/// Places along the way of a drawing pointer, so that a quick stroke leaves no gaps.
fn between(from: [f64; 2], to: [f64; 2]) -> impl Iterator<Item = [f64; 2]> {
    const PLACES: usize = 16;
    (1..=PLACES).map(move |i| {
        let t = i as f64 / PLACES as f64;
        [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])]
    })
}

/// Focuses the handle beside the one that an event came to; whether there is one.
fn focus_grip(event: &web_sys::KeyboardEvent, sibling: fn(&Element) -> Option<Element>) -> bool {
    let grip = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    let other = grip.and_then(|grip| sibling(&grip)).filter(|e| e.class_list().contains("grip"));
    let other = other.and_then(|other| other.dyn_into::<HtmlElement>().ok());
    other.is_some_and(|other| other.focus().is_ok())
}

fn grip_key(
    event: &web_sys::KeyboardEvent,
    host: Host,
    place: (usize, usize),
    handle: Option<Handle>,
) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let sibling = match event.key().as_str() {
        "PageDown" => Some(Element::next_element_sibling as fn(&Element) -> _),
        "PageUp" => Some(Element::previous_element_sibling as fn(&Element) -> _),
        _ => None,
    };
    if sibling.is_some_and(|sibling| focus_grip(event, sibling)) {
        event.prevent_default();
        event.stop_propagation();
    }
    let (Some(handle), Some([right, up])) = (handle, direction(&event.key())) else { return };
    let times = if event.shift_key() { 5.0 } else { 1.0 };
    let (axis, sign) = if right == 0.0 { (1, up) } else { (0, right) };
    host.nudge(place, &handle, axis, times * sign);
    event.prevent_default();
    event.stop_propagation();
}

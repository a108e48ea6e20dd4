//! One plot: its canvas, its handles for finger, mouse and keys, its cross-hair.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

use crate::{
    demo::{Handle, short},
    web::{host::Host, shot::Frame},
};

/// The `index`-th plot of a figure.
#[component]
pub(crate) fn Surface(
    host: Host,
    index: usize,
    canvas: NodeRef<leptos::html::Canvas>,
) -> impl IntoView {
    let frame = Memo::new(move |_| host.frames.with(|frames| frames.get(index).cloned()));
    let title = move || frame.get().map(|frame| frame.title);
    let cross = RwSignal::new(None::<[f64; 2]>);
    let handles = move || {
        let count = frame.with(|frame| frame.as_ref().map_or(0, |f| f.handles.len()));
        (0..count).map(|which| view! { <Grip host index which frame/> }).collect_view()
    };
    let label = move || {
        let grab = if frame.get().is_some_and(|frame| !frame.handles.is_empty()) {
            " Enter moves the nearest handle to it."
        } else {
            ""
        };
        format!("{}. Arrow keys move a cross-hair.{grab}", title().unwrap_or_default())
    };
    let click = move |event: ev::MouseEvent| {
        let Some(at) = place(&event, frame) else { return };
        cross.set(Some(at));
        if let Some(which) = nearest(frame, at) {
            host.change(|run| run.poke(index, which, at));
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        // Keys on a handle are the handle's.
        if event.target() == event.current_target() {
            cross_hair_key(&event, host, index, frame, cross);
        }
    };
    view! {
        <div class="plot">
            <p class="plot-title">{title}</p>
            <div
                class="surface"
                tabindex="0"
                role="group"
                aria-roledescription="plot"
                aria-label=label
                on:click=click
                on:keydown=key
                on:blur=move |_| cross.set(None)
            >
                <canvas node_ref=canvas aria-hidden="true"></canvas>
                {handles}
                <CrossHair frame cross/>
            </div>
        </div>
    }
}

/// The data coordinates under a pointer.
fn place(event: &web_sys::MouseEvent, frame: Memo<Option<Frame>>) -> Option<[f64; 2]> {
    let surface: Element = event.current_target()?.dyn_into().ok()?;
    let surface = surface.closest(".surface").ok().flatten()?;
    let bounds = surface.get_bounding_client_rect();
    let layout = frame.get_untracked()?.layout?;
    let [x, y] =
        [f64::from(event.client_x()) - bounds.left(), f64::from(event.client_y()) - bounds.top()];
    Some(layout.to_data([x, y]))
}

/// The handle nearest to a point; those that are grabbed everywhere do not jump to it.
fn nearest(frame: Memo<Option<Frame>>, at: [f64; 2]) -> Option<usize> {
    let frame = frame.get_untracked()?;
    let layout = frame.layout?;
    let [x, y] = layout.to_pixels(at);
    let distance = |handle: &Handle| {
        let [hx, hy] = layout.to_pixels(handle.at);
        (hx - x) * (hx - x) + (hy - y) * (hy - y)
    };
    let handles = frame.handles.iter().enumerate().filter(|(_, handle)| !handle.everywhere);
    handles.min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b))).map(|(which, _)| which)
}

fn cross_hair_key(
    event: &web_sys::KeyboardEvent,
    host: Host,
    index: usize,
    frame: Memo<Option<Frame>>,
    cross: RwSignal<Option<[f64; 2]>>,
) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let Some(layout) = frame.get_untracked().and_then(|frame| frame.layout) else { return };
    let middle = layout.to_data([
        layout.area.x + layout.area.width / 2.0,
        layout.area.y + layout.area.height / 2.0,
    ]);
    let at = cross.get_untracked().unwrap_or(middle);
    if let Some([right, up]) = direction(&event.key()) {
        let stride = if event.shift_key() { 40.0 } else { 8.0 };
        let [x, y] = layout.to_pixels(at);
        let area = layout.area;
        let moved = [
            (x + stride * right).clamp(area.x, area.x + area.width),
            (y - stride * up).clamp(area.y, area.y + area.height),
        ];
        cross.set(Some(layout.to_data(moved)));
        event.prevent_default();
    } else if matches!(event.key().as_str(), "Enter" | " ") {
        if let Some(which) = nearest(frame, at) {
            host.change(|run| run.poke(index, which, at));
        }
        cross.set(Some(at));
        event.prevent_default();
    } else if event.key() == "Escape" {
        cross.set(None);
    }
}

/// The direction of an arrow key: (right, up).
fn direction(key: &str) -> Option<[f64; 2]> {
    Some(match key {
        "ArrowRight" => [1.0, 0.0],
        "ArrowLeft" => [-1.0, 0.0],
        "ArrowUp" => [0.0, 1.0],
        "ArrowDown" => [0.0, -1.0],
        _ => return None,
    })
}

/// A handle: at least 44 pixels for a finger, a slider for the keys.
#[component]
fn Grip(host: Host, index: usize, which: usize, frame: Memo<Option<Frame>>) -> impl IntoView {
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
    let everywhere = move || handle().is_some_and(|handle| handle.everywhere);
    let percent = move |i: usize| spot().map(|spot| format!("{}%", spot[i]));
    // Where the pointer took hold, in data coordinates: the offset from the handle, or the last
    // place for a handle that is grabbed everywhere.
    let grabbed = StoredValue::new(None::<[f64; 2]>);
    let down = move |event: PointerEvent| {
        let (Some(at), Some(handle)) = (place(&event, frame), handle()) else { return };
        let hold =
            if handle.everywhere { at } else { [handle.at[0] - at[0], handle.at[1] - at[1]] };
        grabbed.set_value(Some(hold));
        if let Some(grip) = event.current_target().and_then(|t| t.dyn_into::<Element>().ok()) {
            // Without capture the drag merely ends at the grip's border.
            let _ = grip.set_pointer_capture(event.pointer_id());
        }
    };
    let drag = move |event: PointerEvent| {
        let (Some(hold), Some(at)) = (grabbed.get_value(), place(&event, frame)) else { return };
        if everywhere() {
            grabbed.set_value(Some(at));
            host.change(|run| run.poke(index, which, [at[0] - hold[0], at[1] - hold[1]]));
        } else {
            host.change(|run| run.poke(index, which, [at[0] + hold[0], at[1] + hold[1]]));
        }
    };
    let release = move |_: PointerEvent| grabbed.set_value(None);
    let key = move |event: ev::KeyboardEvent| grip_key(&event, host, handle());
    let value = move || {
        let key = handle()?.arrows[0].0;
        host.knobs.with(|knobs| knobs.iter().find(|(k, _)| k.key == key).map(|(_, v)| *v))
    };
    view! {
        <div
            class="grip"
            class:everywhere=everywhere
            tabindex="0"
            role="slider"
            aria-label=move || handle().map(|handle| handle.label)
            aria-valuenow=move || value().map(|value| value.to_string())
            aria-valuetext=move || handle().map(|handle| in_words(&handle, host))
            data-ink=move || handle().map(|handle| handle.ink.name())
            style:left=move || percent(0)
            style:top=move || percent(1)
            on:pointerdown=down
            on:pointermove=drag
            on:pointerup=release
            on:pointercancel=release
            on:click=move |event: ev::MouseEvent| event.stop_propagation()
            on:keydown=key
        ></div>
    }
}

/// The handle's controls in words: “observed y₁ 1, observed y₂ 0.5”.
fn in_words(handle: &Handle, host: Host) -> String {
    let [(first, _), (second, _)] = handle.arrows;
    let keys = if first == second { vec![first] } else { vec![first, second] };
    host.knobs.with(|knobs| {
        let named = keys.iter().filter_map(|key| knobs.iter().find(|(k, _)| k.key == *key));
        named.map(|(k, v)| format!("{} {}", k.label, k.in_words(*v))).collect::<Vec<_>>().join(", ")
    })
}

fn grip_key(event: &web_sys::KeyboardEvent, host: Host, handle: Option<Handle>) {
    let (Some(handle), Some([right, up])) = (handle, direction(&event.key())) else { return };
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let times = if event.shift_key() { 5.0 } else { 1.0 };
    let ((key, stride), sign) =
        if right == 0.0 { (handle.arrows[1], up) } else { (handle.arrows[0], right) };
    host.nudge(key, times * sign * stride, handle.around);
    event.prevent_default();
    event.stop_propagation();
}

/// The cross-hair and its coordinates.
#[component]
fn CrossHair(frame: Memo<Option<Frame>>, cross: RwSignal<Option<[f64; 2]>>) -> impl IntoView {
    let spot = move || {
        let frame = frame.get()?;
        let layout = frame.layout?;
        let [x, y] = layout.to_pixels(cross.get()?);
        Some([format!("{x}px"), format!("{y}px")])
    };
    let words = move || {
        let frame = frame.get()?;
        let [x, y] = cross.get()?;
        let [a, b] = &frame.labels;
        let name = |label: &str, plain: &str| {
            if label.is_empty() { plain.to_string() } else { label.to_string() }
        };
        Some(format!("{} {}, {} {}", name(a, "across"), short(x), name(b, "up"), short(y)))
    };
    view! {
        <div class="cross across" hidden=move || spot().is_none() style:top=move || spot().map(|s| s[1].clone())></div>
        <div class="cross up" hidden=move || spot().is_none() style:left=move || spot().map(|s| s[0].clone())></div>
        <p class="coordinates" role="status">{words}</p>
    }
}

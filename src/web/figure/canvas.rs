//! One plot: its canvas, its handles, its cross-hair.

use leptos::{ev, prelude::*};

use crate::{
    demo::{Handle, Reach, Text},
    text,
    web::{
        figure::drag_handle::Grip,
        host::{Host, snapshot::Frame},
        input::{direction, place},
        page::words::said,
    },
};

/// Of more handles than this, one at a time is a stop of the Tab key; the others are reached from it.
const MANY: usize = 6;

/// The `index`-th plot of a figure.
#[component]
pub(crate) fn Surface(
    host: Host,
    index: usize,
    canvas: NodeRef<leptos::html::Canvas>,
) -> impl IntoView {
    let frame = Memo::new(move |_| host.frames.with(|frames| frames.get(index).cloned()));
    let title = move || frame.get().map(|frame| said(frame.title));
    let cross = RwSignal::new(None::<[f64; 2]>);
    // Only their number makes new grips: one that is held must not be replaced under the finger.
    let count =
        Memo::new(move |_| frame.with(|frame| frame.as_ref().map_or(0, |f| f.handles.len())));
    let stop = RwSignal::new(0);
    let handles = move || {
        let roves = count.get() > MANY;
        (0..count.get())
            .map(|which| view! { <Grip host index which frame stop=roves.then_some(stop)/> })
            .collect_view()
    };
    let label = move || {
        let Some(frame) = frame.get() else { return String::new() };
        let grab = if frame.handles.is_empty() {
            Text::default()
        } else {
            text!("Enter moves the nearest handle to it.")
        };
        let choose = if count.get() > MANY {
            text!("On a handle, Page Up and Page Down choose another.")
        } else {
            Text::default()
        };
        let keys = text!("{plot}. Arrow keys move a cross-hair.", plot = frame.title);
        said(Text::sentences([keys, grab, choose]))
    };
    let click = move |event: ev::MouseEvent| {
        let Some(at) = place(&event, frame) else { return };
        cross.set(Some(at));
        if let Some(which) = nearest(frame, at) {
            host.change(|run| run.move_handle(index, which, at));
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
                aria-roledescription=said(text!("plot"))
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

/// The handle nearest to a point; those that are grabbed everywhere do not jump to it.
fn nearest(frame: Memo<Option<Frame>>, at: [f64; 2]) -> Option<usize> {
    let frame = frame.get_untracked()?;
    let layout = frame.layout?;
    let [x, y] = layout.to_pixels(at);
    let distance = |handle: &Handle| {
        let [hx, hy] = layout.to_pixels(handle.at);
        (hx - x) * (hx - x) + (hy - y) * (hy - y)
    };
    let handles =
        frame.handles.iter().enumerate().filter(|(_, handle)| handle.reach != Reach::Turn);
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
            host.change(|run| run.move_handle(index, which, at));
        }
        cross.set(Some(at));
        event.prevent_default();
    } else if event.key() == "Escape" {
        cross.set(None);
    }
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
        let name = |label: &Text, plain: Text| if label.is_empty() { plain } else { label.clone() };
        let (across, up) = (name(a, text!("across")), name(b, text!("up")));
        Some(said(text!("{across} {x}, {up} {y}", across, x, up, y)))
    };
    view! {
        <div class="cross across" hidden=move || spot().is_none() style:top=move || spot().map(|s| s[1].clone())></div>
        <div class="cross up" hidden=move || spot().is_none() style:left=move || spot().map(|s| s[0].clone())></div>
        <p class="coordinates" role="status">{words}</p>
    }
}

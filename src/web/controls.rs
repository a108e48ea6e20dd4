//! The widgets: play and step, presets, one widget a knob, the run's seed, speed, history and link.

use leptos::prelude::*;

use crate::{
    demo::{link::clip, run::Run, short},
    web::{address, host::Host, shot::Progress, widgets::Widget},
};

/// Play, step, back, reset.
#[component]
pub(crate) fn Transport(host: Host) -> impl IntoView {
    let play = move || if host.playing.get() { "Pause" } else { "Play" };
    let progress = move || host.progress.get();
    let stuck = move || progress().done || host.fault.get().is_some();
    let where_ = move || {
        let Progress { step, destination, done, .. } = progress();
        match (step < destination, done) {
            (true, _) => format!("step {step}, on the way to {destination}"),
            (_, true) => format!("step {step}, done"),
            _ => format!("step {step}"),
        }
    };
    let took = move || {
        let milliseconds = host.took.get();
        host.timed.then(|| format!("the last step took {} ms here", short(milliseconds)))
    };
    view! {
        <div class="transport" role="group" aria-label=format!("Run of {}", host.title)>
            <button type="button" class="play" disabled=move || stuck() && !host.playing.get() on:click=move |_| host.toggle_play()>
                {play}
            </button>
            <button type="button" class="step" disabled=stuck on:click=move |_| { host.playing.set(false); host.advance(1); }>
                {host.step_label}
            </button>
            <button type="button" class="back" disabled=move || progress().step == 0 on:click=move |_| host.seek(progress().step.saturating_sub(1))>
                "Back"
            </button>
            <button type="button" class="reset" on:click=move |_| { host.playing.set(false); host.change(Run::reset); }>
                "Reset"
            </button>
            <span class="where">{where_}</span>
            <span class="took" hidden=move || host.took.get() == 0.0>{took}</span>
        </div>
    }
}

/// A button a preset, and one for the chapter's own settings.
#[component]
pub(crate) fn Presets(host: Host) -> impl IntoView {
    let presets = host.with_run(|run| run.demo().presets()).unwrap_or_default();
    let buttons = presets
        .iter()
        .map(|preset| {
            view! {
                <button type="button" class="preset" on:click=move |_| host.apply(preset.settings)>
                    {preset.name}
                </button>
            }
        })
        .collect_view();
    let defaults = move |_| {
        host.playing.set(false);
        host.notices.set(Vec::new());
        host.change(Run::restore_defaults);
    };
    view! {
        <div class="presets" role="group" aria-label="Presets">
            {buttons}
            <button type="button" class="preset defaults-button" on:click=defaults>"as in the text"</button>
        </div>
    }
}

/// Below this part of the speed that was asked for, a figure says that it plays slower.
const SLOW: f64 = 0.85;

/// A figure with more controls than this shows the first few and unfolds the rest.
const MANY: usize = 4;
const FIRST: usize = 3;

/// One widget a knob, in the order in which the demo declares them.
#[component]
pub(crate) fn KnobPanel(host: Host) -> impl IntoView {
    let knobs = host.knobs.get_untracked();
    let mut widgets: Vec<_> =
        knobs.into_iter().map(|(knob, _)| view! { <Widget host knob/> }.into_any()).collect();
    let rest = if widgets.len() > MANY { widgets.split_off(FIRST) } else { Vec::new() };
    let more = (!rest.is_empty()).then(|| {
        view! {
            <details class="more">
                <summary>"More controls"</summary>
                <div class="knobs">{rest}</div>
            </details>
        }
    });
    view! {
        <div role="group" aria-label="Controls">
            <div class="knobs">{widgets}</div>
            {more}
        </div>
    }
}

/// Speed, history, seed, link.
#[component]
pub(crate) fn RunPanel(host: Host) -> impl IntoView {
    let progress = move || host.progress.get();
    let id = move |what: &str| format!("{}-run-{what}", host.name);
    let scrub = move |event| {
        if let Ok(step) = event_target_value(&event).parse() {
            host.seek(step);
        }
    };
    let seed = move |event| {
        let text = event_target_value(&event);
        match text.trim().parse::<u32>() {
            Ok(seed) => {
                host.notices.set(Vec::new());
                host.change(|run| run.reseed(seed));
            }
            Err(_) => host.notices.set(vec![format!(
                "“{}” is no seed: seeds are whole numbers from 0 to 4294967295.",
                clip(&text)
            )]),
        }
        host.progress.notify();
    };
    let dice = move |_| {
        // Only the choice of a seed is left to chance; everything after it follows from the seed.
        let seed = (js_sys::Math::random() * 10_000.0) as u32;
        host.playing.set(false);
        host.change(|run| run.reseed(seed));
    };
    let speed = move |event| {
        if let Ok(speed) = event_target_value(&event).parse() {
            host.speed.set(speed);
        }
    };
    let pace = host.speed.get_untracked();
    let speeds = [1, 5, 15, 30, 60, 240].map(|v| {
        let chosen = f64::from(v) == pace;
        view! { <option value=v.to_string() selected=chosen>{format!("{v} steps/s")}</option> }
    });
    view! {
        <details class="run">
            <summary>"Speed, history, seed, link"</summary>
            <div class="knob choice">
                <label for=id("speed")>"speed"</label>
                <select id=id("speed") class="speed" on:change=speed>{speeds.into_iter().collect_view()}</select>
                <output class="pace" aria-live="off">{move || pace_in_words(host)}</output>
            </div>
            <div class="knob slider">
                <label for=id("scrub")>"go to step"</label>
                <input type="range" class="scrub" id=id("scrub") min="0" step="1"
                    max=move || progress().furthest.to_string()
                    prop:value=move || progress().destination.to_string()
                    aria-valuetext=move || format!("step {} of {}", progress().destination, progress().furthest)
                    on:input=scrub/>
                <output>{move || format!("{} of {}", progress().step, progress().furthest)}</output>
            </div>
            <div class="knob seed">
                <label for=id("seed")>"seed"</label>
                <input type="text" inputmode="numeric" class="exact" id=id("seed") autocomplete="off"
                    prop:value=move || progress().seed.to_string() on:change=seed/>
                <button type="button" class="dice" on:click=dice>"Roll the dice"</button>
            </div>
            <CopyLink host/>
        </details>
    }
}

/// How fast the figure plays on this device, while it does, and where that is slower than was asked for.
fn pace_in_words(host: Host) -> String {
    const FRAMES: f64 = 60.0;
    let (Progress { pace, pictures, .. }, asked) = (host.progress.get(), host.speed.get());
    if !host.playing.get() {
        return String::new();
    }
    let slow = pace < SLOW * asked;
    let few = pictures < SLOW * pace.min(FRAMES);
    match (pace.round(), pictures.round()) {
        (0.0, _) => String::new(),
        (pace, _) if slow => format!("{pace} of {asked} steps/s: as fast as this device can"),
        (pace, pictures) if few && pictures > 0.0 => {
            format!("{pace} steps/s, {pictures} pictures/s: as many as this device can show")
        }
        (pace, _) => format!("{pace} steps/s"),
    }
}

/// A link that restores exactly this state.
#[component]
fn CopyLink(host: Host) -> impl IntoView {
    let shown = RwSignal::new(String::new());
    let copy = move |_| {
        let Some(link) = host.link() else {
            shown.set("This run is longer, or has seen more changes, than a link can carry; reset it to get one.".into());
            return;
        };
        let address = address::link_to(host.name, &link);
        shown.set(format!("The link: {address}"));
        leptos::task::spawn_local(async move {
            let promise = window().navigator().clipboard().write_text(&address);
            if wasm_bindgen_futures::JsFuture::from(promise).await.is_ok() {
                shown.try_set(format!("Copied: {address}"));
            }
        });
    };
    view! {
        <div class="knob link">
            <button type="button" class="copy-link" on:click=copy>"Copy a link to this state"</button>
            <output role="status" class="address">{shown}</output>
        </div>
    }
}

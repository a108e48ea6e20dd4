//! The controls: play and step, presets, one widget a knob, the run's speed, timeline, seed and link.

use leptos::prelude::*;

use crate::{
    demo::{
        Text, Verbatim,
        decimal::parse,
        run::{Run, link::clip},
    },
    text,
    web::{
        figure::widgets::{Editing, Widget},
        host::Host,
        host::snapshot::Progress,
        page::{address, words::said},
    },
};

/// Play, step, back, reset.
#[component]
pub(crate) fn Transport(host: Host) -> impl IntoView {
    let play = move || said(if host.playing.get() { text!("Pause") } else { text!("Play") });
    let progress = move || host.progress.get();
    let stuck = move || progress().done || host.fault.get().is_some();
    let position = move || {
        let Progress { step, destination, done, .. } = progress();
        said(match (step < destination, done) {
            (true, _) => text!("step {step}, on the way to {destination}", step, destination),
            (_, true) => text!("step {step}, done", step),
            _ => text!("step {step}", step),
        })
    };
    let took = move || {
        let time = host.took.get();
        host.timed.then(|| said(text!("the last step took {time} ms here", time)))
    };
    let label = said(text!("Run of {figure}", figure = host.title.get_value()));
    view! {
        <div class="transport" role="group" aria-label=label>
            <button type="button" class="play" disabled=move || stuck() && !host.playing.get() on:click=move |_| host.toggle_play()>
                {play}
            </button>
            <button type="button" class="step" disabled=stuck on:click=move |_| { host.playing.set(false); host.advance(1); }>
                {host.step_label}
            </button>
            <button type="button" class="back" disabled=move || progress().step == 0 on:click=move |_| host.seek(progress().step.saturating_sub(1))>
                {said(text!("Step back"))}
            </button>
            <button type="button" class="reset" on:click=move |_| { host.playing.set(false); host.change(Run::reset); }>
                {said(text!("Reset"))}
            </button>
            <span class="where">{position}</span>
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
            let settings = preset.settings;
            view! {
                <button type="button" class="preset" data-settings=settings on:click=move |_| host.apply(settings)>
                    {said(&preset.name)}
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
        <div class="presets" role="group" aria-label=said(text!("Presets"))>
            {buttons}
            <button type="button" class="preset defaults-button" on:click=defaults>{said(text!("Reset settings"))}</button>
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
                <summary>{said(text!("More controls"))}</summary>
                <div class="knobs">{rest}</div>
            </details>
        }
    });
    view! {
        <div role="group" aria-label=said(text!("Controls"))>
            <div class="knobs">{widgets}</div>
            {more}
        </div>
    }
}

/// Speed, timeline, seed, link.
#[component]
pub(crate) fn RunPanel(host: Host) -> impl IntoView {
    view! {
        <details class="run">
            <summary>{said(text!("Speed, timeline, seed, share"))}</summary>
            <Speed host/>
            <Timeline host/>
            <Seed host/>
            <CopyLink host/>
        </details>
    }
}

/// How many steps a second it takes while it plays.
#[component]
fn Speed(host: Host) -> impl IntoView {
    let id = format!("{}-run-speed", host.name);
    let choose = move |event| {
        if let Some(speed) = parse(&event_target_value(&event)) {
            host.speed.set(speed);
        }
    };
    let pace = host.speed.get_untracked();
    let speeds = [1_u32, 5, 15, 30, 60, 240].map(|speed| {
        let (value, chosen) = (speed.to_string(), f64::from(speed) == pace);
        view! { <option value=value selected=chosen>{said(text!("{speed} steps/s", speed))}</option> }
    });
    view! {
        <div class="knob choice">
            <label for=id.clone()>{said(text!("speed"))}</label>
            <select id=id class="speed" on:change=choose>{speeds.into_iter().collect_view()}</select>
            <output class="pace" aria-live="off">{move || said(pace_in_words(host))}</output>
        </div>
    }
}

/// The slider of steps. While it is dragged it stands where the reader's hand has it.
#[component]
fn Timeline(host: Host) -> impl IntoView {
    let id = format!("{}-run-scrub", host.name);
    let progress = move || host.progress.get();
    let editing = Editing::new();
    let scrub = move |event: leptos::ev::Event| {
        editing.began(&event);
        if let Ok(step) = event_target_value(&event).parse() {
            host.seek(step);
        }
    };
    let shown = editing.shown(Signal::derive(move || progress().destination.to_string()));
    let words = move || {
        let Progress { destination: step, furthest, .. } = progress();
        said(text!("step {step} of {furthest}", step, furthest))
    };
    let position = move || {
        let Progress { step, furthest, .. } = progress();
        said(text!("{step} of {furthest}", step, furthest))
    };
    view! {
        <div class="knob slider">
            <label for=id.clone()>{said(text!("timeline"))}</label>
            <input type="range" class="scrub" id=id min="0" step="1"
                max=move || progress().furthest.to_string()
                prop:value=shown aria-valuetext=words
                on:input=scrub/>
            <output>{position}</output>
        </div>
    }
}

/// The seed of the run: typed, or a new random one.
#[component]
fn Seed(host: Host) -> impl IntoView {
    let id = format!("{}-run-seed", host.name);
    let editing = Editing::new();
    let shown = editing.shown(Signal::derive(move || host.progress.get().seed.to_string()));
    let typed = move |event| {
        let text = event_target_value(&event);
        match text.trim().parse::<u32>() {
            Ok(seed) => {
                host.notices.set(Vec::new());
                host.change(|run| run.reseed(seed));
            }
            Err(_) => host.notices.set(vec![text!(
                "“{text}” is no seed: seeds are whole numbers from 0 to 4294967295.",
                text = clip(&text),
            )]),
        }
    };
    let dice = move |_| {
        // Only the choice of a seed is left to chance; everything after it follows from the seed.
        let seed = getrandom::u32().unwrap_or_default() % 10_000;
        host.playing.set(false);
        host.change(|run| run.reseed(seed));
    };
    view! {
        <div class="knob seed">
            <label for=id.clone()>{said(text!("seed"))}</label>
            <input type="text" inputmode="numeric" class="exact" id=id autocomplete="off"
                prop:value=shown on:input=move |event| editing.began(&event) on:change=typed
                on:focus=move |event| editing.began(&event)
                on:keydown=move |event| editing.key(&event)/>
            <button type="button" class="dice" on:click=dice>{said(text!("New random seed"))}</button>
        </div>
    }
}

/// How fast the figure plays on this device, while it does, and where that is slower than was asked for.
fn pace_in_words(host: Host) -> Text {
    const FRAMES: f64 = 60.0;
    let (Progress { pace, pictures, .. }, asked) = (host.progress.get(), host.speed.get());
    if !host.playing.get() || pace.round() == 0.0 {
        return Text::default();
    }
    let slow = pace < SLOW * asked;
    let few = pictures < SLOW * pace.min(FRAMES);
    let (pace, pictures) = (pace.round(), pictures.round());
    if slow {
        text!("{pace} of {asked} steps/s: as fast as this device can", pace, asked)
    } else if few && pictures > 0.0 {
        text!(
            "{pace} steps/s, {pictures} pictures/s: as many as this device can show",
            pace,
            pictures,
        )
    } else {
        text!("{pace} steps/s", pace)
    }
}

/// A link that restores exactly this state.
#[component]
fn CopyLink(host: Host) -> impl IntoView {
    let shown = RwSignal::new(String::new());
    let copy = move |_| {
        let Some(link) = host.link() else {
            shown.set(said(text!(
                "This run is longer, or has seen more changes, than a link can carry; reset it to get one."
            )));
            return;
        };
        let address = address::link_to(host.name, &link);
        let named = || Verbatim(address.clone());
        shown.set(said(text!("The link: {address}", address = named())));
        let copied = said(text!("Copied: {address}", address = named()));
        leptos::task::spawn_local(async move {
            let promise = window().navigator().clipboard().write_text(&address);
            if wasm_bindgen_futures::JsFuture::from(promise).await.is_ok() {
                shown.try_set(copied);
            }
        });
    };
    view! {
        <div class="knob link">
            <button type="button" class="copy-link" on:click=copy>{said(text!("Copy link"))}</button>
            <output role="status" class="address">{shown}</output>
        </div>
    }
}

//! One widget for each kind of control.

use leptos::{ev, prelude::*};

use crate::{
    demo::{Kind, Knob, Value},
    web::{files, host::Host},
};

/// The widget of a control.
#[component]
pub(super) fn Widget(host: Host, knob: Knob) -> impl IntoView {
    let key = knob.key;
    let value = Signal::derive(move || {
        let find = |all: &Vec<(Knob, Value)>| all.iter().find(|(k, _)| k.key == key).cloned();
        host.knobs.with(find).map_or(Value::Number(0.0), |(_, value)| value)
    });
    let number = Signal::derive(move || value.get().number());
    match knob.kind.clone() {
        Kind::Slider { unit, .. } => view! { <Slider host knob value=number unit/> }.into_any(),
        Kind::Log { .. } => view! { <Slider host knob value=number unit=""/> }.into_any(),
        Kind::Toggle => view! { <Toggle host knob value=number/> }.into_any(),
        Kind::Choice(options) => view! { <Choice host knob value=number options/> }.into_any(),
        Kind::List { pairs: false, .. } => view! { <List host knob value/> }.into_any(),
        Kind::List { pairs: true, .. } => view! { <Points host knob value/> }.into_any(),
    }
}

/// A slider and a field for exact values.
#[component]
fn Slider(host: Host, knob: Knob, value: Signal<f64>, unit: &'static str) -> impl IntoView {
    let id = format!("{}-{}", host.name, knob.key);
    let [min, max, step] = knob.track();
    let words = {
        let knob = knob.clone();
        move || knob.in_words(&Value::Number(value.get()))
    };
    let label =
        if unit.is_empty() { knob.label.to_string() } else { format!("{} ({unit})", knob.label) };
    let exact = format!("{}, exact value", knob.label);
    let typed = knob.clone();
    let (place, back) = (knob.clone(), knob.clone());
    let slide = move |event| {
        if let Ok(place) = event_target_value(&event).parse() {
            host.notices.set(Vec::new());
            host.change(|run| run.set(back.key, back.from_track(place)));
        }
    };
    // Six decimals hide the rounding of steps such as π/24; a text field, so that “1e999” or
    // “abc” reaches us and gets an answer.
    let text = Signal::derive(move || {
        let value = value.get();
        if value == f64::INFINITY {
            "∞".into()
        } else {
            format!("{}", (value * 1e6).round() / 1e6)
        }
    });
    let (shown, changed) = field(host, typed, text);
    view! {
        <div class="knob slider">
            <label for=id.clone()>{label}</label>
            <input type="range" id=id min=min.to_string() max=max.to_string() step=step.to_string()
                prop:value=move || place.to_track(value.get()).to_string() aria-valuetext=words on:input=slide/>
            <input type="text" inputmode="decimal" class="exact" aria-label=exact autocomplete="off"
                prop:value=shown on:change=changed/>
        </div>
    }
}

/// What a control's text field shows, and what happens when its text is changed.
///
/// It is written anew only when its own value changes, so that a figure that plays does not overwrite
/// what a reader is typing; and after each change, so that refused text gives way to the truth.
fn field(
    host: Host,
    knob: Knob,
    text: Signal<String>,
) -> (impl Fn() -> String + Clone, impl Fn(ev::Event) + Clone) {
    let (text, again) = (Memo::new(move |_| text.get()), Trigger::new());
    let shown = move || {
        again.track();
        text.get()
    };
    let changed = move |event: ev::Event| {
        host.set_text(&knob, &event_target_value(&event));
        again.notify();
    };
    (shown, changed)
}

/// A field for several numbers: typed, pasted or corrected.
#[component]
fn List(host: Host, knob: Knob, value: Signal<Value>) -> impl IntoView {
    let id = format!("{}-{}", host.name, knob.key);
    let label = format!("{} ({})", knob.label, knob.takes());
    let printed = knob.clone();
    let text = Signal::derive(move || printed.to_link(&value.get()).replace(',', ", "));
    let (shown, changed) = field(host, knob, text);
    view! {
        <div class="knob list">
            <label for=id.clone()>{label}</label>
            <textarea id=id rows="2" autocomplete="off" spellcheck="false"
                prop:value=shown on:change=changed></textarea>
        </div>
    }
}

/// A field for points: one a line, typed, pasted, or from a file that is chosen or dropped.
#[component]
fn Points(host: Host, knob: Knob, value: Signal<Value>) -> impl IntoView {
    let id = format!("{}-{}", host.name, knob.key);
    let label = format!("{} (one a line, x and y; {})", knob.label, knob.takes());
    let (chosen, dropped) = (knob.clone(), knob.clone());
    let line = |point: &[f64]| point.iter().map(f64::to_string).collect::<Vec<_>>().join(", ");
    let lines = move |value: Value| value.numbers().chunks(2).map(line).collect::<Vec<_>>();
    let text = Signal::derive(move || lines(value.get()).join("\n"));
    let (shown, changed) = field(host, knob, text);
    let choose = move |event: ev::Event| {
        let input = event_target::<web_sys::HtmlInputElement>(&event);
        files::read(host, chosen.clone(), input.files());
        // So that the same file can be chosen again after it was corrected.
        input.set_value("");
    };
    let drop = move |event: ev::DragEvent| {
        event.prevent_default();
        files::read(host, dropped.clone(), event.data_transfer().and_then(|data| data.files()));
    };
    view! {
        <div class="knob list" on:dragover=|event| event.prevent_default() on:drop=drop>
            <label for=id.clone()>{label}</label>
            <textarea id=id.clone() rows="4" autocomplete="off" spellcheck="false"
                prop:value=shown on:change=changed></textarea>
            <label for=format!("{id}-file")>"from a CSV file, chosen here or dropped above"</label>
            <input type="file" id=format!("{id}-file") accept=".csv,.txt,.tsv,text/*" on:change=choose/>
        </div>
    }
}

#[component]
fn Toggle(host: Host, knob: Knob, value: Signal<f64>) -> impl IntoView {
    let key = knob.key;
    let flip = move |event| {
        host.change(|run| run.set(key, f64::from(event_target_checked(&event))));
    };
    view! {
        <div class="knob toggle">
            <label><input type="checkbox" prop:checked=move || value.get() != 0.0 on:change=flip/>{knob.label}</label>
        </div>
    }
}

#[component]
fn Choice(
    host: Host,
    knob: Knob,
    value: Signal<f64>,
    options: &'static [(&'static str, &'static str)],
) -> impl IntoView {
    let id = format!("{}-{}", host.name, knob.key);
    let key = knob.key;
    let choose = move |event| {
        let word = event_target_value(&event);
        if let Some(index) = options.iter().position(|(name, _)| *name == word) {
            host.change(|run| run.set(key, index as f64));
        }
    };
    let entries = options
        .iter()
        .enumerate()
        .map(|(i, (word, words))| {
            view! { <option value=*word selected=move || value.get() as usize == i>{*words}</option> }
        })
        .collect_view();
    view! {
        <div class="knob choice">
            <label for=id.clone()>{knob.label}</label>
            <select id=id on:change=choose prop:value=move || options.get(value.get() as usize).map(|o| o.0)>{entries}</select>
        </div>
    }
}

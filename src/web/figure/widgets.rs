//! One widget for each kind of control.

use leptos::{ev, prelude::*};

use crate::{
    demo::{Kind, Knob, Options, Text, Value, decimal::parse},
    text,
    web::{figure::files, host::Host, observers::Listener, page::words::said},
};

/// Whether a reader has a widget in hand. While somebody types in a field, drags a slider or has a list
/// open, the widget shows what the hand does; when it is let go, it shows the figure's value again.
#[derive(Clone, Copy)]
pub(super) struct Editing {
    /// What stands in the widget while it is edited.
    draft: RwSignal<Option<String>>,
    /// Notified when the figure's value is to be shown again, even if it is the same as before.
    again: Trigger,
    /// What tells that the widget was let go, as long as it is in hand.
    until: StoredValue<Option<[Listener; 2]>, LocalStorage>,
}

impl Editing {
    /// Nobody has the widget in hand.
    pub(super) fn new() -> Self {
        let until = StoredValue::new_local(None);
        Self { draft: RwSignal::new(None), again: Trigger::new(), until }
    }

    /// An event came from the widget: it is in the reader's hand until its next change, or until it loses
    /// the focus. What the widget itself does at a change comes first.
    pub(super) fn began(self, event: &ev::Event) {
        if self.draft.get_untracked().is_none() {
            let until =
                |name| event.target().map(|at| Listener::new(at, name, move || self.ended()));
            if let (Some(change), Some(blur)) = (until("change"), until("blur")) {
                self.until.set_value(Some([change, blur]));
            }
        }
        self.draft.set(Some(event_target_value(event)));
    }

    /// The reader has let the widget go.
    fn ended(self) {
        self.until.set_value(None);
        self.draft.set(None);
        self.again.notify();
    }

    /// Escape gives up what was typed.
    pub(super) fn key(self, event: &ev::KeyboardEvent) {
        if event.key() == "Escape" {
            self.ended();
        }
    }

    /// What the widget shows: the draft while it is edited, else the figure's `value`.
    pub(super) fn shown(self, value: Signal<String>) -> impl Fn() -> String + Clone {
        let value = Memo::new(move |_| value.get());
        move || {
            self.again.track();
            self.draft.get().unwrap_or_else(|| value.get())
        }
    }
}

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
        Kind::Log { .. } => {
            view! { <Slider host knob value=number unit=Text::default()/> }.into_any()
        }
        Kind::Toggle => view! { <Toggle host knob value=number/> }.into_any(),
        Kind::Choice(options) => view! { <Choice host knob value=number options/> }.into_any(),
        Kind::List { pairs: false, .. } => view! { <List host knob value/> }.into_any(),
        Kind::List { pairs: true, .. } => view! { <Points host knob value/> }.into_any(),
    }
}

/// A slider and a field for exact values.
#[component]
fn Slider(host: Host, knob: Knob, value: Signal<f64>, unit: Text) -> impl IntoView {
    let id = format!("{}-{}", host.name, knob.key);
    let [min, max, step] = knob.track();
    let words = {
        let knob = knob.clone();
        move || said(knob.in_words(&Value::Number(value.get())))
    };
    let label = if unit.is_empty() {
        said(&knob.label)
    } else {
        said(text!("{control} ({unit})", control = &knob.label, unit))
    };
    let exact = said(text!("{control}, exact value", control = &knob.label));
    let typed = knob.clone();
    let (place, back) = (knob.clone(), knob.clone());
    let dragging = Editing::new();
    let slide = move |event: ev::Event| {
        dragging.began(&event);
        if let Some(place) = parse(&event_target_value(&event)) {
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
    let at = dragging.shown(Signal::derive(move || place.to_track(value.get()).to_string()));
    let field = field(host, typed, text);
    view! {
        <div class="knob slider">
            <label for=id.clone()>{label}</label>
            <input type="range" id=id min=min.to_string() max=max.to_string() step=step.to_string()
                prop:value=at aria-valuetext=words on:input=slide/>
            <input type="text" inputmode="decimal" class="exact" aria-label=exact autocomplete="off"
                prop:value=field.shown on:input=field.typing on:change=field.changed on:focus=field.focused on:keydown=field.key/>
        </div>
    }
}

/// What a control's text field shows, and what it does with what a reader types.
struct Field<Shown, Changed, Typing, Key, Focused> {
    shown: Shown,
    changed: Changed,
    typing: Typing,
    key: Key,
    focused: Focused,
}

/// The text field of a control. Text that is typed stays the reader's until the field is let go; refused
/// text then gives way to the control's value.
#[allow(clippy::type_complexity, reason = "five closures, each of a type of its own")]
fn field(
    host: Host,
    knob: Knob,
    text: Signal<String>,
) -> Field<
    impl Fn() -> String + Clone,
    impl Fn(ev::Event) + Clone,
    impl Fn(ev::Event) + Clone,
    impl Fn(ev::KeyboardEvent) + Clone,
    impl Fn(ev::FocusEvent) + Clone,
> {
    let editing = Editing::new();
    let changed = move |event: ev::Event| {
        host.set_text(&knob, &event_target_value(&event));
    };
    Field {
        shown: editing.shown(text),
        changed,
        typing: move |event: ev::Event| editing.began(&event),
        key: move |event: ev::KeyboardEvent| editing.key(&event),
        focused: move |event: ev::FocusEvent| editing.began(&event),
    }
}

/// A field for several numbers: typed, pasted or corrected.
#[component]
fn List(host: Host, knob: Knob, value: Signal<Value>) -> impl IntoView {
    let id = format!("{}-{}", host.name, knob.key);
    let label = text!("{control} ({values})", control = &knob.label, values = knob.takes());
    let printed = knob.clone();
    let text = Signal::derive(move || printed.to_link(&value.get()).replace(',', ", "));
    let field = field(host, knob, text);
    view! {
        <div class="knob list">
            <label for=id.clone()>{said(label)}</label>
            <textarea id=id rows="2" autocomplete="off" spellcheck="false"
                prop:value=field.shown on:input=field.typing on:change=field.changed
                on:focus=field.focused on:keydown=field.key></textarea>
        </div>
    }
}

/// A field for points: one a line, typed, pasted, or from a file that is chosen or dropped.
#[component]
fn Points(host: Host, knob: Knob, value: Signal<Value>) -> impl IntoView {
    let id = format!("{}-{}", host.name, knob.key);
    let label = text!(
        "{control} (one per line, x and y; {values})",
        control = &knob.label,
        values = knob.takes(),
    );
    let (chosen, dropped) = (knob.clone(), knob.clone());
    let line = |point: &[f64]| point.iter().map(f64::to_string).collect::<Vec<_>>().join(", ");
    let lines = move |value: Value| value.numbers().chunks(2).map(line).collect::<Vec<_>>();
    let text = Signal::derive(move || lines(value.get()).join("\n"));
    let field = field(host, knob, text);
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
            <label for=id.clone()>{said(label)}</label>
            <textarea id=id.clone() rows="4" autocomplete="off" spellcheck="false"
                prop:value=field.shown on:input=field.typing on:change=field.changed
                on:focus=field.focused on:keydown=field.key></textarea>
            <label for=format!("{id}-file")>{said(text!("from a CSV file, chosen here or dropped above"))}</label>
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
            <label><input type="checkbox" prop:checked=move || value.get() != 0.0 on:change=flip/>{said(&knob.label)}</label>
        </div>
    }
}

#[component]
fn Choice(host: Host, knob: Knob, value: Signal<f64>, options: Options) -> impl IntoView {
    let id = format!("{}-{}", host.name, knob.key);
    let key = knob.key;
    let choosing = Editing::new();
    let choose = move |event| {
        let word = event_target_value(&event);
        if let Some(index) = options.iter().position(|(name, _)| *name == word) {
            host.change(|run| run.set(key, index as f64));
        }
    };
    let word = move || options.get(value.get() as usize).map_or("", |option| option.0).to_string();
    let shown = choosing.shown(Signal::derive(word));
    // An open list sends no event until something is chosen; it has the focus.
    let hold = move |event: ev::FocusEvent| choosing.began(&event);
    let entries = options
        .iter()
        .enumerate()
        .map(|(i, (word, words))| {
            view! { <option value=*word selected=value.get_untracked() as usize == i>{said(words)}</option> }
        })
        .collect_view();
    view! {
        <div class="knob choice">
            <label for=id.clone()>{said(&knob.label)}</label>
            <select id=id on:focus=hold on:input=move |event| choosing.began(&event) on:change=choose
                prop:value=shown>{entries}</select>
        </div>
    }
}

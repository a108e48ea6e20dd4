//! The answer box of an exercise: the core computes the truth when the reader asks.

use leptos::prelude::*;

use super::words::said;
use crate::{
    demo::Text,
    exercise::{Verdict, evaluate, judge},
    text,
};

/// A number field, a button and the verdict.
#[component]
pub(crate) fn Answer(reference: String, tolerance: f64, label: String) -> impl IntoView {
    let answer = RwSignal::new(String::new());
    let verdict = RwSignal::new(Text::default());
    let check = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        verdict.set(if let Ok(truth) = evaluate(&reference) {
            words(judge(&answer.get_untracked(), truth, tolerance))
        } else {
            text!("This exercise cannot be checked here; see the worked solution.")
        });
    };
    view! {
        <form on:submit=check>
            <label>
                {label}
                <input
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    size="8"
                    on:input=move |event| answer.set(event_target_value(&event))
                />
            </label>
            <button type="submit">{said(text!("Check"))}</button>
            <output role="status">{move || said(verdict.get())}</output>
        </form>
    }
}

fn words(verdict: Verdict) -> Text {
    match verdict {
        Verdict::Right => text!("Right."),
        Verdict::TooLow => text!("Not yet: the answer is larger."),
        Verdict::TooHigh => text!("Not yet: the answer is smaller."),
        Verdict::NotANumber => text!("Please type a number, such as 1.25."),
    }
}

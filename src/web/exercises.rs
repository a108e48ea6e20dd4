//! The answer box of an exercise: the core computes the truth when the reader asks.

use leptos::prelude::*;

use crate::exercise::{Verdict, evaluate, judge};

/// A number field, a button and the verdict.
#[component]
pub(crate) fn Answer(reference: String, tolerance: f64, label: String) -> impl IntoView {
    let answer = RwSignal::new(String::new());
    let verdict = RwSignal::new("");
    let check = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        verdict.set(match evaluate(&reference) {
            Ok(truth) => words(judge(&answer.get_untracked(), truth, tolerance)),
            Err(_) => "This exercise cannot be checked here; see the worked solution.",
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
            <button type="submit">"Check"</button>
            <output role="status">{verdict}</output>
        </form>
    }
}

fn words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Right => "Right.",
        Verdict::TooLow => "Not yet: the answer is larger.",
        Verdict::TooHigh => "Not yet: the answer is smaller.",
        Verdict::NotANumber => "Please type a number, such as 1.25.",
    }
}

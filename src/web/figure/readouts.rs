//! The named numbers under a figure.

use leptos::prelude::*;

use crate::{
    demo::Readout,
    web::{host::Host, page::words::said},
};

/// The read-outs, with full precision in `data-value`.
#[component]
pub(super) fn Readouts(host: Host) -> impl IntoView {
    let one = |readout: Readout| {
        view! {
            <div>
                <dt>{said(&readout.name)}</dt>
                <dd>
                    <output
                        aria-live="off"
                        data-readout=readout.key
                        data-value=format!("{}", readout.value)
                    >
                        {said(readout.text())}
                    </output>
                </dd>
            </div>
        }
    };
    view! { <dl class="readouts">{move || host.readouts.get().into_iter().map(one).collect_view()}</dl> }
}

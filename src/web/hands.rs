//! What a reader's hands ask of a figure: typed numbers and arrow keys.

use leptos::prelude::*;

use crate::{
    demo::{Arrow, Handle, Knob, typed},
    web::host::Host,
};

impl Host {
    /// Sets a control from text that a reader typed; what is no number is refused with a message.
    pub fn set_text(&self, knob: &Knob, text: &str) {
        let typed = typed::read(knob, text);
        self.notices.set(typed.notices);
        if let Some(value) = typed.value {
            self.change(|run| run.set(knob.key, value));
        }
    }

    /// An arrow key on a handle of a plot: along axis 0 or 1, `times` strides.
    pub fn nudge(&self, (plot, which): (usize, usize), handle: &Handle, axis: usize, times: f64) {
        self.notices.set(Vec::new());
        self.change(|run| match handle.arrows[axis] {
            Arrow::Knob(key, stride) => run.nudge(key, times * stride, handle.around),
            Arrow::Move(stride) => {
                // Where it is by now: quick presses come before the next drawing.
                let plots = run.demo().plots();
                let now = plots.get(plot).and_then(|plot| plot.handles.get(which));
                let mut at = now.map_or(handle.at, |handle| handle.at);
                at[axis] += times * stride;
                run.poke(plot, which, at);
            }
        });
    }
}

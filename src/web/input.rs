//! Input: typed numbers, arrow keys, the place under a pointer.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use crate::{
    demo::{Arrow, Handle, Knob, knob::typed},
    web::host::{Host, snapshot::Frame},
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
                run.move_handle(plot, which, at);
            }
        });
    }
}

/// The data coordinates under a pointer.
pub(super) fn place(event: &web_sys::MouseEvent, frame: Memo<Option<Frame>>) -> Option<[f64; 2]> {
    let surface: Element = event.current_target()?.dyn_into().ok()?;
    let surface = surface.closest(".surface").ok().flatten()?;
    let bounds = surface.get_bounding_client_rect();
    let layout = frame.get_untracked()?.layout?;
    let [x, y] =
        [f64::from(event.client_x()) - bounds.left(), f64::from(event.client_y()) - bounds.top()];
    Some(layout.to_data([x, y]))
}

/// The direction of an arrow key: (right, up).
pub(super) fn direction(key: &str) -> Option<[f64; 2]> {
    Some(match key {
        "ArrowRight" => [1.0, 0.0],
        "ArrowLeft" => [-1.0, 0.0],
        "ArrowUp" => [0.0, 1.0],
        "ArrowDown" => [0.0, -1.0],
        _ => return None,
    })
}

/// Whether a click asks for a new tab or window.
pub fn is_modified(event: &MouseEvent) -> bool {
    event.button() != 0
        || event.ctrl_key()
        || event.meta_key()
        || event.shift_key()
        || event.alt_key()
}

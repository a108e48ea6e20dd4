//! The host of one figure: drives its [`Run`], draws its plots, holds what its widgets show.

mod playback;
mod publish;
pub(super) mod render_queue;
pub mod snapshot;

use leptos::prelude::*;
use web_sys::HtmlCanvasElement;

use crate::{
    demo::{
        Knob, Readout, Text, Value,
        guard::Fault,
        run::{Make, Run},
    },
    web::{
        host::{
            render_queue::RenderQueue,
            snapshot::{Frame, Progress},
        },
        isolate,
        page::{address, words::said},
    },
};

/// The most time that a figure takes of a frame, in milliseconds: one step, or one plot, is always done, and
/// what is left waits for the next frame, so that input is answered.
pub(super) const FRAME_BUDGET: f64 = 8.0;

/// What a host puts off until the next frame.
#[derive(Clone, Copy)]
pub(super) enum Task {
    /// To compute what the figure shows.
    Picture,
    /// To draw the plots that wait.
    Drawing,
    /// To compute its words.
    Words,
    /// To go on towards what a link or the scrubber asked for.
    Seek,
}

impl Task {
    fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A figure on the page. It is `Copy`, as signals are.
#[derive(Clone, Copy)]
pub struct Host {
    /// The name under which the page and its links know the figure.
    pub name: &'static str,
    /// The figure's title.
    pub title: StoredValue<Text>,
    run: StoredValue<Option<Run>, LocalStorage>,
    queue: StoredValue<RenderQueue, LocalStorage>,
    pub(super) last_good: StoredValue<u64>,
    /// What is to be done before the next frame.
    tasks: StoredValue<u8>,
    /// Whether steps were taken that no picture has shown.
    pub(super) unseen: StoredValue<bool>,
    pub(super) words_at: StoredValue<f64>,
    /// The controls with their values.
    pub knobs: RwSignal<Vec<(Knob, Value)>>,
    /// What overlays need to know of each plot.
    pub frames: RwSignal<Vec<Frame>>,
    /// The numbers under the figure.
    pub readouts: RwSignal<Vec<Readout>>,
    /// What the picture shows now.
    pub caption: RwSignal<String>,
    /// The label of the step button.
    pub step_label: RwSignal<String>,
    /// Where the run is.
    pub progress: RwSignal<Progress>,
    /// Whether it plays.
    pub playing: RwSignal<bool>,
    /// Steps a second while it plays.
    pub speed: RwSignal<f64>,
    /// Messages about the link or an input.
    pub notices: RwSignal<Vec<Text>>,
    /// The time that the last step took, in milliseconds.
    pub took: RwSignal<f64>,
    /// Whether the figure wants that time shown.
    pub timed: bool,
    /// Why it stopped, and the last step at which all was well.
    pub fault: RwSignal<Option<(Fault, u64)>>,
}

impl Host {
    /// A host for a demo, in the state that `link` names.
    pub fn new(name: &'static str, make: Make, link: &str) -> Self {
        let (run, notices) = isolate::within(name, || {
            let mut run = Run::new(make);
            let notices = run.start_seek(link);
            (run, notices)
        });
        let (title, timed, pace) = (run.demo().title(), run.demo().timed(), run.demo().pace());
        let host = Self {
            name,
            title: StoredValue::new(title),
            run: StoredValue::new_local(Some(run)),
            queue: StoredValue::new_local(RenderQueue::default()),
            last_good: StoredValue::new(0),
            tasks: StoredValue::new(0),
            unseen: StoredValue::new(false),
            words_at: StoredValue::new(f64::NEG_INFINITY),
            knobs: RwSignal::new(Vec::new()),
            frames: RwSignal::new(Vec::new()),
            readouts: RwSignal::new(Vec::new()),
            caption: RwSignal::new(String::new()),
            step_label: RwSignal::new(String::new()),
            progress: RwSignal::new(Progress::default()),
            playing: RwSignal::new(false),
            speed: RwSignal::new(pace),
            notices: RwSignal::new(notices),
            took: RwSignal::new(0.0),
            timed,
            fault: RwSignal::new(None),
        };
        host.continue_seek();
        if host.frames.with_untracked(Vec::is_empty) {
            host.keep_parts(make);
        }
        host
    }

    /// Where a link leads straight into a fault: the figure has its plots and controls all the same, and
    /// shows them once the reader goes back.
    fn keep_parts(&self, make: Make) {
        let plots = isolate::within(self.name, || Run::new(make).demo().plots());
        self.frames.set(plots.iter().map(|plot| Frame::of(plot, 0.0)).collect());
        if let Some((knobs, label)) = self.with_run(|run| (run.knobs(), run.demo().step_label())) {
            self.knobs.set(knobs);
            self.step_label.set(said(label));
        }
    }

    /// Lends the run to some code, after a step that was begun.
    pub fn with_run<R>(&self, code: impl FnOnce(&mut Run) -> R) -> Option<R> {
        self.with_run_mut(|run| {
            run.complete();
            code(run)
        })
    }

    /// Lends the run to some code, amid a step or not. After a panic in there it never comes back, and this
    /// does nothing any more.
    pub(super) fn with_run_mut<R>(&self, code: impl FnOnce(&mut Run) -> R) -> Option<R> {
        let mut run = self.run.try_update_value(Option::take)??;
        let result = isolate::within(self.name, || code(&mut run));
        self.run.set_value(Some(run));
        Some(result)
    }

    /// Lends the desk to some code.
    fn with_queue<R>(&self, code: impl FnOnce(&mut RenderQueue) -> R) -> Option<R> {
        let mut queue = self.queue.try_update_value(core::mem::take)?;
        let result = isolate::within(self.name, || code(&mut queue));
        self.queue.set_value(queue);
        Some(result)
    }

    /// The canvases to draw on, once they are in the page.
    pub fn set_canvases(&self, canvases: Vec<HtmlCanvasElement>) {
        if let Some(frames) = self.with_queue(|queue| queue.set(canvases)).flatten() {
            self.frames.set(frames);
            self.draw(now(), true);
        }
    }

    /// Measures the canvases again, and draws them anew where that changes anything.
    pub fn resized(&self) {
        if self.with_queue(RenderQueue::measure) == Some(true) {
            self.draw_again_soon();
        }
    }

    /// Draws anew in the theme's colours as they are now, and in the fonts that have arrived.
    pub fn restyled(&self) {
        self.with_queue(|queue| {
            queue.forget_theme();
            queue.measure();
        });
        self.draw_again_soon();
    }

    fn draw_again_soon(&self) {
        if let Some(frames) = self.with_queue(RenderQueue::enqueue_again).flatten() {
            self.frames.set(frames);
            self.next_frame(Task::Drawing);
        }
    }

    /// Does something before the next frame, once however often it is asked for until then.
    pub(super) fn next_frame(&self, task: Task) {
        if self.awaits(task) {
            return;
        }
        self.tasks.update_value(|tasks| *tasks |= task.bit());
        let host = *self;
        request_animation_frame(move || {
            // Nothing is left to do for a figure that was taken off the page.
            if host.tasks.try_update_value(|tasks| *tasks &= !task.bit()).is_some() {
                match task {
                    Task::Picture => host.refresh(),
                    Task::Drawing => host.draw_on(),
                    Task::Words => host.compute_words(),
                    Task::Seek => host.continue_seek(),
                }
            }
        });
    }

    /// Whether something is to be done before the next frame.
    pub(super) fn awaits(&self, task: Task) -> bool {
        self.tasks.get_value() & task.bit() != 0
    }

    pub(super) fn stop_for(&self, fault: Fault) {
        self.playing.set(false);
        self.draw_on();
        let back = self.last_good.get_value();
        self.fault.set(Some((fault, back)));
        if let Some(progress) = self.with_run(|run| Progress::of(run)) {
            self.progress.set(progress);
        }
    }

    /// The text of the link to the present state.
    pub fn link(&self) -> Option<String> {
        self.with_run(|run| run.to_link())?
    }

    pub(super) fn save_address(&self) {
        if let Some(link) = self.link() {
            address::save(self.name, &link);
        }
    }
}

/// The time since the page was opened, in milliseconds.
pub(super) fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

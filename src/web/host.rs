//! The host of one figure: drives its [`Run`], draws its plots, holds what its widgets show.

use leptos::prelude::*;
use web_sys::HtmlCanvasElement;

use crate::{
    demo::{
        Knob, Readout, Value,
        guard::Fault,
        run::{Make, Run},
    },
    web::{
        address,
        desk::Desk,
        isolate,
        shot::{Frame, Progress, Shot},
    },
};

/// While a figure plays, its words and widgets change this often, in milliseconds: as often as a reader
/// can follow, and text costs the browser more than the picture.
pub(super) const TELL: f64 = 250.0;

/// The time that the steps of a frame may take, and then the plots of one, in milliseconds: one of them is
/// always done, and what is left waits for the next frame, so that input is answered.
pub(super) const FRAME: f64 = 8.0;

/// A figure on the page. It is `Copy`, as signals are.
#[derive(Clone, Copy)]
pub struct Host {
    /// The name under which the page and its links know the figure.
    pub name: &'static str,
    /// The figure's title.
    pub title: &'static str,
    run: StoredValue<Option<Run>, LocalStorage>,
    desk: StoredValue<Desk, LocalStorage>,
    pub(super) last_good: StoredValue<u64>,
    /// What waits for the next frame: a picture to be computed, or to be drawn.
    stale: StoredValue<bool>,
    drawing: StoredValue<bool>,
    /// Whether steps were taken that no picture has shown.
    pub(super) unseen: StoredValue<bool>,
    pub(super) catching_up: StoredValue<bool>,
    pub(super) told_at: StoredValue<f64>,
    /// The controls with their values.
    pub knobs: RwSignal<Vec<(Knob, Value)>>,
    /// What overlays need to know of each plot.
    pub frames: RwSignal<Vec<Frame>>,
    /// The numbers under the figure.
    pub readouts: RwSignal<Vec<Readout>>,
    /// What the picture shows now.
    pub caption: RwSignal<String>,
    /// The label of the step button.
    pub step_label: RwSignal<&'static str>,
    /// Where the run is.
    pub progress: RwSignal<Progress>,
    /// Whether it plays.
    pub playing: RwSignal<bool>,
    /// Steps a second while it plays.
    pub speed: RwSignal<f64>,
    /// Messages about the link or an input.
    pub notices: RwSignal<Vec<String>>,
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
            let notices = run.set_out(link);
            (run, notices)
        });
        let (title, timed, pace) = (run.demo().title(), run.demo().timed(), run.demo().pace());
        let host = Self {
            name,
            title,
            run: StoredValue::new_local(Some(run)),
            desk: StoredValue::new_local(Desk::default()),
            last_good: StoredValue::new(0),
            stale: StoredValue::new(false),
            drawing: StoredValue::new(false),
            unseen: StoredValue::new(false),
            catching_up: StoredValue::new(false),
            told_at: StoredValue::new(f64::NEG_INFINITY),
            knobs: RwSignal::new(Vec::new()),
            frames: RwSignal::new(Vec::new()),
            readouts: RwSignal::new(Vec::new()),
            caption: RwSignal::new(String::new()),
            step_label: RwSignal::new(""),
            progress: RwSignal::new(Progress::default()),
            playing: RwSignal::new(false),
            speed: RwSignal::new(pace),
            notices: RwSignal::new(notices),
            took: RwSignal::new(0.0),
            timed,
            fault: RwSignal::new(None),
        };
        host.catch_up();
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
            self.step_label.set(label);
        }
    }

    /// Lends the run to some code, after a step that was begun.
    pub fn with_run<R>(&self, code: impl FnOnce(&mut Run) -> R) -> Option<R> {
        self.lend(|run| {
            run.complete();
            code(run)
        })
    }

    /// Lends the run to some code, amid a step or not. After a panic in there it never comes back, and this
    /// does nothing any more.
    pub(super) fn lend<R>(&self, code: impl FnOnce(&mut Run) -> R) -> Option<R> {
        let mut run = self.run.try_update_value(Option::take)??;
        let result = isolate::within(self.name, || code(&mut run));
        self.run.set_value(Some(run));
        Some(result)
    }

    /// Lends the desk to some code.
    fn with_desk<R>(&self, code: impl FnOnce(&mut Desk) -> R) -> Option<R> {
        let mut desk = self.desk.try_update_value(core::mem::take)?;
        let result = isolate::within(self.name, || code(&mut desk));
        self.desk.set_value(desk);
        Some(result)
    }

    /// The canvases to draw on, once they are in the page.
    pub fn set_canvases(&self, canvases: Vec<HtmlCanvasElement>) {
        if let Some(frames) = self.with_desk(|desk| desk.set(canvases)).flatten() {
            self.frames.set(frames);
            self.draw(now(), true);
        }
    }

    /// Measures the canvases again, and draws them anew where that changes anything.
    pub fn resized(&self) {
        if self.with_desk(Desk::measure) == Some(true) {
            self.draw_again_soon();
        }
    }

    /// Draws anew in the theme's colours as they are now, and in the fonts that have arrived.
    pub fn restyled(&self) {
        self.with_desk(|desk| {
            desk.forget_theme();
            desk.measure();
        });
        self.draw_again_soon();
    }

    fn draw_again_soon(&self) {
        if let Some(frames) = self.with_desk(Desk::lay_again).flatten() {
            self.frames.set(frames);
            self.next_frame(self.drawing, Self::draw_on);
        }
    }

    /// Computes and draws before the next frame, however often it is called until then.
    pub fn refresh_soon(&self) {
        self.next_frame(self.stale, Self::refresh);
    }

    /// Runs `code` before the next frame, once however often it is asked for until then.
    pub(super) fn next_frame(&self, waits: StoredValue<bool>, code: fn(&Self)) {
        if waits.get_value() {
            return;
        }
        waits.set_value(true);
        let host = *self;
        request_animation_frame(move || {
            if waits.try_set_value(false).is_none() {
                code(&host);
            }
        });
    }

    /// Computes what the figure shows, over frames where it is much, draws it and tells the widgets.
    pub fn refresh(&self) {
        let started = now();
        match self.prepares(true, started) {
            Some(true) => self.show(true, started),
            Some(false) => self.refresh_soon(),
            None => {}
        }
    }

    /// Draws the figure, in a frame that has `started`; its words, numbers and widgets follow where `tell`
    /// says so.
    pub(super) fn show(&self, tell: bool, started: f64) {
        let Some(shot) = self.with_run(|run| Shot::take(run, tell)) else { return };
        if let Err(fault) = shot.check() {
            return self.stop_for(fault);
        }
        self.last_good.set_value(shot.progress.step);
        self.unseen.set_value(false);
        let Some(frames) = self.with_desk(|desk| desk.lay(shot.plots)) else { return };
        self.draw(started, !self.playing.get_untracked());
        let Some(words) = shot.words else { return };
        let told = self.told_at.try_update_value(|at| core::mem::replace(at, now()));
        let mut progress = shot.progress;
        if let (Some(told), true) = (told, self.playing.get_untracked()) {
            let steps = progress.step.saturating_sub(self.progress.get_untracked().step);
            progress.pace = 1000.0 * steps as f64 / (now() - told).max(1.0);
        }
        self.frames.set(frames);
        self.readouts.set(words.readouts);
        self.caption.set(words.caption);
        if self.knobs.with_untracked(|old| *old != words.knobs) {
            self.knobs.set(words.knobs);
        }
        self.progress.set(progress);
        self.step_label.set(words.step_label);
        let resting = progress.step == progress.destination;
        if resting && !self.playing.get_untracked() {
            self.save_address();
        }
    }

    /// Draws what waits, in a frame that has `started`, and one plot of it in any case if it `must`. What the
    /// frame has no time for waits for the next, which the turn of playing asks for while there is one.
    pub(super) fn draw(&self, started: f64, mut must: bool) {
        let limit = self.limit();
        let time = || core::mem::take(&mut must) || now() - started < limit;
        let done = self.with_desk(|desk| desk.draw(time));
        if done == Some(false) && !self.playing.get_untracked() {
            self.next_frame(self.drawing, Self::draw_on);
        }
    }

    fn draw_on(&self) {
        self.draw(now(), true);
    }

    /// Whether a plot waits to be drawn.
    pub(super) fn waits(&self) -> bool {
        self.with_desk(|desk| desk.waits()) == Some(true)
    }

    /// The time that it takes of a frame, in milliseconds: less than [`FRAME`] where frames come late while it
    /// plays, since the browser needs the rest to put on the screen what was drawn.
    pub(super) fn limit(&self) -> f64 {
        FRAME - self.with_desk(|desk| desk.strain).unwrap_or_default()
    }

    /// Notes how long a frame of playing was, in milliseconds.
    pub(super) fn feel(&self, passed: f64) {
        self.with_desk(|desk| desk.feel(passed));
    }

    /// Whether the words are due to follow the picture.
    pub(super) fn tells(&self) -> bool {
        !self.playing.get_untracked() || now() - self.told_at.get_value() >= TELL
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

    fn save_address(&self) {
        if let Some(link) = self.link() {
            address::save(self.name, &link);
        }
    }
}

/// The time since the page was opened, in milliseconds.
pub(super) fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

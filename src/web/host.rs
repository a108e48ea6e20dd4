//! The host of one figure: drives its [`Run`], draws its plots, holds what its widgets show.

use leptos::prelude::*;
use web_sys::HtmlCanvasElement;

use crate::{
    demo::{
        Knob, Plot, Readout, Value,
        guard::{self, Fault},
        run::{Make, Run},
    },
    plot::{
        backdrop::Backdrop,
        canvas::{Theme, draw_on},
    },
    web::{
        address, isolate,
        shot::{Frame, Progress, Shot},
    },
};

/// While a figure plays, its words and widgets change this often, in milliseconds: more than a reader
/// can follow, and text costs the browser more than the picture.
const TELL: f64 = 100.0;

/// The time that the steps of a frame may take, in milliseconds; one step is always taken.
const FRAME: f64 = 8.0;

/// A figure on the page. It is `Copy`, as signals are.
#[derive(Clone, Copy)]
pub struct Host {
    /// The name under which the page and its links know the figure.
    pub name: &'static str,
    /// The figure's title.
    pub title: &'static str,
    run: StoredValue<Option<Run>, LocalStorage>,
    canvases: StoredValue<Vec<HtmlCanvasElement>, LocalStorage>,
    theme: StoredValue<Option<Theme>, LocalStorage>,
    backdrops: StoredValue<Vec<Backdrop>, LocalStorage>,
    last_good: StoredValue<u64>,
    redraw_waits: StoredValue<bool>,
    told_at: StoredValue<f64>,
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
        let (run, notices) = isolate::within(name, || Run::from_link(make, link));
        let (title, timed) = (run.demo().title(), run.demo().timed());
        let host = Self {
            name,
            title,
            run: StoredValue::new_local(Some(run)),
            canvases: StoredValue::new_local(Vec::new()),
            theme: StoredValue::new_local(None),
            backdrops: StoredValue::new_local(Vec::new()),
            last_good: StoredValue::new(0),
            redraw_waits: StoredValue::new(false),
            told_at: StoredValue::new(f64::NEG_INFINITY),
            knobs: RwSignal::new(Vec::new()),
            frames: RwSignal::new(Vec::new()),
            readouts: RwSignal::new(Vec::new()),
            caption: RwSignal::new(String::new()),
            step_label: RwSignal::new(""),
            progress: RwSignal::new(Progress::default()),
            playing: RwSignal::new(false),
            speed: RwSignal::new(15.0),
            notices: RwSignal::new(notices),
            took: RwSignal::new(0.0),
            timed,
            fault: RwSignal::new(None),
        };
        host.refresh();
        host
    }

    /// Lends the run to some code. After a panic in there it never comes back, and this does
    /// nothing any more.
    pub fn with_run<R>(&self, code: impl FnOnce(&mut Run) -> R) -> Option<R> {
        let mut run = self.run.try_update_value(Option::take)??;
        let result = isolate::within(self.name, || code(&mut run));
        self.run.set_value(Some(run));
        Some(result)
    }

    /// The canvases to draw on, once they are in the page.
    pub fn set_canvases(&self, canvases: Vec<HtmlCanvasElement>) {
        self.canvases.set_value(canvases);
        self.refresh();
    }

    /// Forgets the theme's colours; the next drawing reads them again.
    pub fn forget_theme(&self) {
        self.theme.set_value(None);
        self.backdrops.set_value(Vec::new());
        self.refresh_soon();
    }

    /// Redraws before the next frame, however often it is called until then.
    pub fn refresh_soon(&self) {
        if self.redraw_waits.get_value() {
            return;
        }
        self.redraw_waits.set_value(true);
        let host = *self;
        request_animation_frame(move || {
            if host.redraw_waits.try_set_value(false).is_none() {
                host.refresh();
            }
        });
    }

    /// Computes what the figure shows, draws it and tells the widgets.
    pub fn refresh(&self) {
        self.show(true);
    }

    /// Draws the figure; its words, numbers and widgets follow where `tell` says so.
    fn show(&self, tell: bool) {
        let Some(shot) = self.with_run(|run| Shot::take(run)) else { return };
        let healthy =
            guard::check_readouts(&shot.readouts).and_then(|()| guard::check_plots(&shot.plots));
        match healthy {
            Ok(()) => self.last_good.set_value(shot.progress.step),
            Err(fault) => return self.stop_for(fault),
        }
        let frames = isolate::within(self.name, || self.draw(shot.plots));
        if !tell {
            return;
        }
        self.told_at.set_value(now());
        self.frames.set(frames);
        self.readouts.set(shot.readouts);
        self.caption.set(shot.caption);
        if self.knobs.with_untracked(|old| *old != shot.knobs) {
            self.knobs.set(shot.knobs);
        }
        self.progress.set(shot.progress);
        self.step_label.set(shot.step_label);
        if !self.playing.get_untracked() {
            self.save_address();
        }
    }

    fn draw(&self, plots: Vec<Plot>) -> Vec<Frame> {
        let canvases = self.canvases.get_value();
        let mut backdrops = self.backdrops.try_update_value(core::mem::take).unwrap_or_default();
        backdrops.resize_with(plots.len(), Backdrop::default);
        let frames = plots.into_iter().zip(&mut backdrops).enumerate();
        let frames = frames.map(|(i, (plot, backdrop))| {
            let canvas = canvases.get(i);
            let width = canvas
                .and_then(|canvas| canvas.parent_element())
                .map_or(0.0, |parent| f64::from(parent.client_width()));
            let mut frame = Frame::of(&plot, width);
            if let Some(canvas) = canvas.filter(|_| width > 0.0) {
                if self.theme.with_value(Option::is_none) {
                    self.theme.set_value(Some(Theme::read(canvas)));
                }
                frame.layout = self.theme.with_value(|theme| {
                    let theme = theme.as_ref().expect("it was read just now");
                    Some(draw_on(canvas, plot, width, theme, backdrop))
                });
            }
            frame
        });
        let frames = frames.collect();
        self.backdrops.set_value(backdrops);
        frames
    }

    fn stop_for(&self, fault: Fault) {
        self.playing.set(false);
        let back = self.last_good.get_value();
        self.fault.set(Some((fault, back)));
        if let Some(progress) = self.with_run(|run| Progress::of(run)) {
            self.progress.set(progress);
        }
    }

    /// Takes up to `count` steps, fewer when the run is done, a number leaves the finite world or the
    /// frame's time is up: what is left of `count` is not made up for, so that input is answered.
    pub fn advance(&self, count: u32) {
        if self.fault.with_untracked(Option::is_some) {
            return;
        }
        let (mut took, started) = (0.0, now());
        let result = self.with_run(|run| {
            for i in 0..count {
                if run.demo().done() {
                    return Ok(true);
                }
                if i > 0 && now() - started > FRAME {
                    break;
                }
                let before = now();
                run.advance()?;
                took = now() - before;
            }
            Ok(run.demo().done())
        });
        match result {
            Some(Err(fault)) => {
                // The step before the faulty one was well: its read-outs were checked.
                let step = self.with_run(|run| run.step()).unwrap_or(1);
                self.last_good.set_value(step.saturating_sub(1));
                self.stop_for(fault);
            }
            Some(Ok(done)) => {
                if done {
                    self.playing.set(false);
                }
                let tell =
                    !self.playing.get_untracked() || now() - self.told_at.get_value() >= TELL;
                if tell {
                    self.took.set(took);
                }
                self.show(tell);
            }
            None => self.playing.set(false),
        }
    }

    /// Changes the run from outside: a widget, a preset, the scrubber.
    pub fn change(&self, code: impl FnOnce(&mut Run)) {
        self.fault.set(None);
        self.with_run(code);
        self.refresh_soon();
    }

    /// Goes to a step.
    pub fn seek(&self, step: u64) {
        self.playing.set(false);
        self.fault.set(None);
        match self.with_run(|run| run.seek(step)) {
            Some(Err(fault)) => self.stop_for(fault),
            _ => self.refresh_soon(),
        }
    }

    /// Applies settings in the grammar of links and says what was wrong in them.
    pub fn apply(&self, settings: &str) {
        self.playing.set(false);
        self.fault.set(None);
        let notices = self.with_run(|run| run.apply(settings)).unwrap_or_default();
        self.notices.set(notices);
        self.refresh_soon();
    }

    /// Plays or pauses.
    pub fn toggle_play(&self) {
        self.playing.update(|playing| *playing = !*playing);
        if !self.playing.get_untracked() {
            self.refresh();
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
fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

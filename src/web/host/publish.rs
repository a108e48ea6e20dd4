//! How a host shows where its run is: the picture first, the words in a frame of their own.

use leptos::prelude::*;

use crate::web::{
    host::{
        FRAME_BUDGET, Host, Task, now,
        render_queue::RenderQueue,
        snapshot::{Progress, Snapshot, Words},
    },
    page::words::said,
};

/// While a figure plays, its words and widgets change this often, in milliseconds: as often as a reader
/// can follow, and text costs the browser more than the picture.
pub(super) const WORDS_INTERVAL: f64 = 250.0;

impl Host {
    /// Computes and draws before the next frame, however often it is called until then.
    pub fn refresh_soon(&self) {
        self.next_frame(Task::Picture);
    }

    /// Computes the picture, over frames where it is much, and draws it; the words follow in the next.
    pub fn refresh(&self) {
        let started = now();
        match self.precomputes(false, started) {
            Some(true) => {
                self.show(false, started);
                self.next_frame(Task::Words);
            }
            Some(false) => self.refresh_soon(),
            None => {}
        }
    }

    /// Computes the words, over frames where they are much, and tells the widgets.
    pub(super) fn compute_words(&self) {
        match self.precomputes(true, now()) {
            Some(true) => {}
            Some(false) => return self.next_frame(Task::Words),
            None => return,
        }
        let Some((words, progress)) = self.with_run(|run| (Words::of(run), Progress::of(run)))
        else {
            return;
        };
        match words.check() {
            Ok(()) => self.publish_words(words, progress),
            Err(fault) => self.stop_behind(fault),
        }
    }

    /// Draws the figure, in a frame that has `started`; its words, numbers and widgets follow at once where
    /// `tell` says so.
    pub(super) fn show(&self, publish_words: bool, started: f64) {
        let Some(shot) = self.with_run(|run| Snapshot::take(run, publish_words)) else { return };
        if let Err(fault) = shot.check() {
            return self.stop_for(fault);
        }
        self.last_good.set_value(shot.progress.step);
        self.unseen.set_value(false);
        let Some(frames) = self.with_queue(|queue| queue.enqueue(shot.plots)) else { return };
        let playing = self.playing.get_untracked();
        self.draw(started, !playing);
        if publish_words || !playing {
            self.frames.set(frames);
        }
        if let Some(words) = shot.words {
            self.publish_words(words, shot.progress);
        }
    }

    fn publish_words(&self, words: Words, mut progress: Progress) {
        let told = self.words_at.try_update_value(|at| core::mem::replace(at, now()));
        let pictures =
            self.with_queue(|queue| core::mem::take(&mut queue.enqueued)).unwrap_or_default();
        if let (Some(told), true) = (told, self.playing.get_untracked()) {
            let steps = progress.step.saturating_sub(self.progress.get_untracked().step);
            let seconds = (now() - told).max(1.0) / 1000.0;
            progress.pace = steps as f64 / seconds;
            progress.pictures = f64::from(pictures) / seconds;
        }
        self.readouts.set(words.readouts);
        self.caption.set(said(words.caption));
        if self.knobs.with_untracked(|old| *old != words.knobs) {
            self.knobs.set(words.knobs);
        }
        self.progress.set(progress);
        self.step_label.set(said(words.step_label));
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
        let done = self.with_queue(|queue| queue.draw(time));
        if done == Some(false) && !self.playing.get_untracked() {
            self.next_frame(Task::Drawing);
        }
    }

    pub(super) fn draw_on(&self) {
        self.draw(now(), true);
    }

    /// Whether a plot waits to be drawn.
    pub(super) fn waits(&self) -> bool {
        self.with_queue(|queue| queue.waits()) == Some(true)
    }

    /// The time that it takes of a frame, in milliseconds: less than [`FRAME`] where frames come late while it
    /// plays, since the browser needs the rest to put on the screen what was drawn.
    pub(super) fn limit(&self) -> f64 {
        FRAME_BUDGET
            - self.with_queue(|queue: &mut RenderQueue| queue.backoff_ms).unwrap_or_default()
    }

    /// Notes how long a frame of playing was, in milliseconds.
    pub(in crate::web) fn record_frame(&self, passed: f64) {
        self.with_queue(|queue| queue.record_frame(passed));
    }

    /// Whether the words are due to follow the picture.
    pub(super) fn words_due(&self) -> bool {
        !self.playing.get_untracked() || now() - self.words_at.get_value() >= WORDS_INTERVAL
    }
}

//! What moves the run of a figure: play, steps, links, the scrubber, controls.

use leptos::prelude::*;

use crate::{
    demo::{guard::Fault, run::Run},
    web::host::{FRAME_BUDGET, Host, Task, now, publish::WORDS_INTERVAL},
};

impl Host {
    /// Takes up to `count` steps, fewer when the run is done or a number leaves the finite world, and while
    /// it plays, when the frame's time is up: the next frame finishes a step that was begun, and what is
    /// left of `count` is not made up for, so that input is answered.
    pub fn advance(&self, count: u32) {
        if self.fault.with_untracked(Option::is_some) {
            return;
        }
        let (mut took, started, playing) = (0.0, now(), self.playing.get_untracked());
        let mut first = true;
        let limit = self.limit();
        let mut time = || core::mem::take(&mut first) || !playing || now() - started < limit;
        let result = self.with_run_mut(|run| {
            run.cancel_seek();
            for _ in 0..count {
                if !run.mid_step() && run.demo().done() {
                    return Ok(false);
                }
                loop {
                    if !time() {
                        return Ok(run.mid_step());
                    }
                    let before = now();
                    let complete = run.advance_slice()?;
                    took = now() - before;
                    if complete {
                        break;
                    }
                }
            }
            Ok(run.mid_step())
        });
        match result {
            Some(Err(fault)) => self.stop_behind(fault),
            Some(Ok(true)) => {}
            Some(Ok(false)) => {
                if self.with_run(|run| run.demo().done()) == Some(true) {
                    self.playing.set(false);
                }
                if self.words_due() {
                    self.took.set(took);
                }
                self.show_if_ready(started);
            }
            None => self.playing.set(false),
        }
    }

    /// Goes on with the last step or its picture, if either is not finished; whether there was anything
    /// left.
    pub fn finish_frame(&self) -> bool {
        if self.waits() {
            self.draw(now(), true);
            return true;
        }
        if self.with_run_mut(|run| run.mid_step()) == Some(true) {
            self.advance(1);
            return true;
        }
        let unseen = self.unseen.get_value();
        if unseen {
            self.show_if_ready(now());
        }
        unseen
    }

    /// Shows the steps that no picture has shown, if all that it shows can be prepared in this frame, which
    /// has `started`; the next frame of playing goes on.
    fn show_if_ready(&self, started: f64) {
        let publish_words = self.words_due();
        self.unseen.set_value(true);
        if !self.playing.get_untracked() {
            self.refresh();
        } else if now() - started < self.limit()
            && self.precomputes(publish_words, started) == Some(true)
        {
            self.show(publish_words, started);
        }
    }

    /// Has what is to be shown prepared while the frame has time; whether all is.
    pub(super) fn precomputes(&self, words: bool, started: f64) -> Option<bool> {
        let limit = self.limit();
        self.with_run(|run| {
            while !run.precompute(words) {
                if now() - started >= limit {
                    return false;
                }
            }
            true
        })
    }

    /// Changes the run from outside: a widget, a preset.
    pub fn change(&self, code: impl FnOnce(&mut Run)) {
        self.fault.set(None);
        let knobs = self.with_run(|run| {
            run.cancel_seek();
            code(run);
            run.knobs()
        });
        // At once: a slider that is let go, or moved on by the next key, starts from its new value.
        if let Some(knobs) = knobs
            && self.knobs.with_untracked(|old| *old != knobs)
        {
            self.knobs.set(knobs);
        }
        self.refresh_soon();
    }

    /// Goes to a step.
    pub fn seek(&self, step: u64) {
        self.playing.set(false);
        self.fault.set(None);
        self.with_run(|run| run.seek_to(step));
        self.continue_seek();
    }

    /// Applies settings in the grammar of links and says what was wrong in them.
    pub fn apply(&self, settings: &str) {
        self.playing.set(false);
        self.fault.set(None);
        let notices = self.with_run(|run| run.start_seek(settings)).unwrap_or_default();
        self.notices.set(notices);
        self.continue_seek();
    }

    /// Goes on towards what a link or the scrubber asked for, a slice a frame.
    pub(super) fn continue_seek(&self) {
        if self.awaits(Task::Seek) {
            return;
        }
        let (started, mut first) = (now(), true);
        let time = || core::mem::take(&mut first) || now() - started < FRAME_BUDGET;
        let result =
            self.with_run_mut(|run| run.seek_for(time).map(|notices| (notices, run.arrived())));
        let Some(result) = result else { return };
        let (notices, arrived) = match result {
            Ok(result) => result,
            Err(fault) => return self.stop_behind(fault),
        };
        if !notices.is_empty() {
            self.notices.update(|all| all.extend(notices));
        }
        if self.frames.with_untracked(Vec::is_empty) {
            // The page makes room for what it shows.
            self.show(true, now());
        } else if arrived {
            self.refresh();
        } else if started - self.words_at.get_value() >= WORDS_INTERVAL {
            self.show(true, now());
        }
        if !arrived {
            self.next_frame(Task::Seek);
        }
    }

    /// Stops for a fault of the step just taken. The step before it was well: it was looked at.
    pub(super) fn stop_behind(&self, fault: Fault) {
        let step = self.with_run(|run| run.step()).unwrap_or(1);
        self.last_good.set_value(step.saturating_sub(1));
        self.stop_for(fault);
    }

    /// Plays or pauses.
    pub fn toggle_play(&self) {
        self.playing.update(|playing| *playing = !*playing);
        if !self.playing.get_untracked() {
            self.refresh();
        }
    }
}

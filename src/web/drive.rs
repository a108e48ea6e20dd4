//! What moves the run of a figure: play, steps, links, the scrubber, controls.

use leptos::prelude::*;

use crate::{
    demo::{guard::Fault, run::Run},
    web::host::{FRAME, Host, TELL, now},
};

impl Host {
    /// Takes up to `count` steps, fewer when the run is done, a number leaves the finite world or the
    /// frame's time is up: what is left of `count` is not made up for, so that input is answered.
    pub fn advance(&self, count: u32) {
        if self.fault.with_untracked(Option::is_some) {
            return;
        }
        let (mut took, started) = (0.0, now());
        let result = self.with_run(|run| {
            run.stay();
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
            Some(Err(fault)) => self.stop_behind(fault),
            Some(Ok(done)) => {
                if done {
                    self.playing.set(false);
                }
                let tell = self.tells();
                if tell {
                    self.took.set(took);
                }
                // Where the steps fill the frame, the next one shows them.
                if self.playing.get_untracked() && now() - started > FRAME {
                    self.unseen.set_value(true);
                } else {
                    self.show(tell);
                }
            }
            None => self.playing.set(false),
        }
    }

    /// Changes the run from outside: a widget, a preset.
    pub fn change(&self, code: impl FnOnce(&mut Run)) {
        self.fault.set(None);
        self.with_run(|run| {
            run.stay();
            code(run);
        });
        self.refresh_soon();
    }

    /// Goes to a step.
    pub fn seek(&self, step: u64) {
        self.playing.set(false);
        self.fault.set(None);
        self.with_run(|run| run.aim(step));
        self.catch_up();
    }

    /// Applies settings in the grammar of links and says what was wrong in them.
    pub fn apply(&self, settings: &str) {
        self.playing.set(false);
        self.fault.set(None);
        let notices = self.with_run(|run| run.set_out(settings)).unwrap_or_default();
        self.notices.set(notices);
        self.catch_up();
    }

    /// Goes on towards what a link or the scrubber asked for, a slice a frame.
    pub(super) fn catch_up(&self) {
        if self.catching_up.get_value() {
            return;
        }
        let (started, mut first) = (now(), true);
        let time = || core::mem::take(&mut first) || now() - started < FRAME;
        let result = self.with_run(|run| run.go_on(time).map(|notices| (notices, run.arrived())));
        let Some(result) = result else { return };
        let (notices, arrived) = match result {
            Ok(result) => result,
            Err(fault) => return self.stop_behind(fault),
        };
        if !notices.is_empty() {
            self.notices.update(|all| all.extend(notices));
        }
        if arrived || started - self.told_at.get_value() >= TELL {
            self.refresh();
        }
        if !arrived {
            self.next_frame(self.catching_up, Self::catch_up);
        }
    }

    /// Stops for a fault of the step just taken. The step before it was well: it was looked at.
    fn stop_behind(&self, fault: Fault) {
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

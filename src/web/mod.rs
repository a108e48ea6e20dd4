//! The page in the browser: mounts a host on every figure and keeps navigation in the page.

pub mod address;

pub mod canvas_surface;

pub mod controls;

pub mod exercises;

pub mod figure;

mod chapters;

mod desk;

mod drive;

mod fetched;

mod files;

mod grip;

mod hands;

pub mod host;

pub mod isolate;

pub mod mount;

pub mod navigate;

mod observers;

pub mod shot;

mod showing;

mod widgets;

/// Brings the page to life.
pub fn start() {
    isolate::install();
    mount::page();
    navigate::install();
    mount::listen_for_setting_links();
}

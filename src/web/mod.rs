//! The page in the browser: `figure` is what a reader sees and uses of a figure, `host` runs it, `page`
//! mounts figures and keeps navigation in the page.

pub mod figure;
pub mod host;
mod input;
pub mod isolate;
mod observers;
pub mod page;

/// Brings the page to life.
pub fn start() {
    isolate::install();
    page::mount::figures_and_exercises();
    page::navigate::install();
    page::mount::listen_for_setting_links();
}

//! The live figures: a folder a chapter, a file a figure. `shared` holds what several chapters use.
//!
//! To add a figure, write `src/demos/CHAPTER/NAME.rs`, add it to `figures!` in
//! `src/demos/CHAPTER/mod.rs`, and name it in a `demo` fence of the chapter. A chapter's first
//! figure also adds the chapter to [`chapters`].

use std::cell::RefCell;

use crate::demo::run::Make;

pub mod shared;

/// Passes every chapter that has figures, in the order of the book, to the macro `$then`: the
/// registry below and the loader of the program's parts (`web::page::parts`) are made from it.
#[macro_export]
#[doc(hidden)]
macro_rules! chapters {
    ($then:ident) => {
        $then! {
            contents,
            energies,
            free_energy,
            gibbs,
            contrastive_divergence,
            langevin,
            vae,
            lagrangian,
        }
    };
}
pub use chapters;

/// A figure's name, as fences and links have it, and how to make the figure.
pub type Figure = (&'static str, Make);

/// The figures of one chapter.
pub type Figures = &'static [Figure];

/// A figure's name, and the one that it had in older links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name now: its module's.
    pub now: &'static str,
    /// The name before it was renamed; links with it go on working.
    pub was: Option<&'static str>,
}

/// Declares a chapter's figures: `module::Type`, or `module::Type was old_name`. It makes the modules,
/// `FIGURES`, and `NAMES`, which name no code and so may stand in another part of the program.
macro_rules! figures {
    (@was) => { None };
    (@was $old:ident) => { Some(stringify!($old)) };
    ($($module:ident::$demo:ident $(was $old:ident)?),* $(,)?) => {
        $(pub mod $module;)*

        /// The figures of this chapter, in the order of its text.
        pub const FIGURES: $crate::demos::Figures =
            &[$((stringify!($module), || Box::new($module::$demo::default()))),*];

        /// Their names.
        pub const NAMES: &[$crate::demos::Name] = &[$($crate::demos::Name {
            now: stringify!($module),
            was: $crate::demos::figures!(@was $($old)?),
        }),*];
    };
}
use figures;

macro_rules! registry {
    ($($chapter:ident),* $(,)?) => {
        $(pub mod $chapter;)*

        /// The names of each chapter's figures. The page fetches each chapter's part of the program
        /// apart.
        pub const CHAPTERS: &[(&str, &[Name])] =
            &[$((stringify!($chapter), $chapter::NAMES)),*];

        /// Every live figure, in the order of the book.
        pub fn all() -> Vec<Figure> {
            [$($chapter::FIGURES),*].concat()
        }
    };
}

chapters!(registry);

/// What a figure is called now and the chapter that it belongs to, by a name that it has or had.
pub fn name(name: &str) -> Option<(Name, &'static str)> {
    CHAPTERS.iter().find_map(|(chapter, names)| {
        let called = |other: &&Name| other.now == name || other.was == Some(name);
        names.iter().find(called).map(|found| (*found, *chapter))
    })
}

/// The figure that is or was called so. Where the program comes in parts, only those that have arrived
/// are known.
pub fn find(wanted: &str) -> Option<Figure> {
    let (Name { now, .. }, _) = name(wanted)?;
    let known = |figures: &[Figure]| figures.iter().copied().find(|(other, _)| *other == now);
    if cfg!(split) {
        ARRIVED.with_borrow(|all| all.iter().copied().find_map(known))
    } else {
        known(&all())
    }
}

/// Makes known the figures of a part of the program that has arrived.
pub fn arrive(figures: Figures) {
    ARRIVED.with_borrow_mut(|all| all.push(figures));
}

thread_local!(static ARRIVED: RefCell<Vec<Figures>> = const { RefCell::new(Vec::new()) });

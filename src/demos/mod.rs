//! The live figures, one per file, and their registry.
//!
//! To add one: write `src/demos/NAME.rs`, add it to its chapter in `demos!` below, and name it in a
//! chapter's `demo` fence.

use std::cell::RefCell;

use crate::demo::run::Make;

pub mod chains;
pub mod grid;
pub mod lagrange;
pub mod latent;
pub mod plane;
pub mod relief;
pub mod shapes;
pub mod training;
pub mod view;

/// Some figures: the name that fences and links use, and how to make them.
pub type Figures = &'static [(&'static str, Make)];

/// Declares the module of each demo and lists it, under the module's name, with its chapter.
macro_rules! demos {
    ($($chapter:ident { $($module:ident::$demo:ident),* $(,)? })*) => {
        $($(pub mod $module;)*)*

        /// The figures chapter by chapter; the page fetches each chapter's part of the program apart.
        pub mod chapters {
            use super::{Figures, $($($module),*),*};

            $(
                /// The figures of this chapter.
                pub fn $chapter() -> Figures {
                    &[$((stringify!($module), || Box::new($module::$demo::default()))),*]
                }
            )*
        }

        /// The names of each chapter's figures.
        pub const CHAPTERS: &[(&str, &[&str])] =
            &[$((stringify!($chapter), &[$(stringify!($module)),*])),*];

        /// Every live figure.
        pub const ALL: Figures =
            &[$($((stringify!($module), || Box::new($module::$demo::default()))),*),*];
    };
}

demos! {
    contents {
        downhill::Downhill,
    }
    energies {
        horn::HornFigure, landscape::Landscape, decoder::DecoderFigure, graph::Graph, curves::Curves, sample::Sample, inference::Inference,
    }
    free_energy {
        race::Race, five::Five, heatmap::Heatmap, temperature::Temperature, denoise::Denoise,
    }
    gibbs {
        softargmax::Softargmax, sketch::Sketch, table::TableFigure, density::Density, likelihood::Likelihood, wall::Wall,
    }
    contrastive_divergence {
        cells::Cells, canyon::CanyonFigure, wake::Wake, mend::Mend, bias::Bias, twins::Twins,
    }
    langevin {
        walk::Walk, swarm::Swarm, price::Price, barrier::Barrier, contest::Contest, emerge::Emerge,
    }
    vae {
        gap::Gap, helmholtz::Helmholtz, nats::Nats, fuzzy::Fuzzy, linear::Linear, digits::DigitsFigure,
    }
    lagrangian {
        tangent::Tangent, springs::Springs, adjoint::Adjoint, drill::Drill, penalty::Penalty,
    }
}

/// The figure called `name`. Where the program comes in parts, only those that have arrived are known.
pub fn find(name: &str) -> Option<(&'static str, Make)> {
    let known = |figures: Figures| figures.iter().copied().find(|(other, _)| *other == name);
    if cfg!(split) {
        ARRIVED.with_borrow(|all| all.iter().copied().find_map(known))
    } else {
        known(ALL)
    }
}

/// Makes known the figures of a part of the program that has arrived.
pub fn arrive(figures: Figures) {
    ARRIVED.with_borrow_mut(|all| all.push(figures));
}

thread_local!(static ARRIVED: RefCell<Vec<Figures>> = const { RefCell::new(Vec::new()) });

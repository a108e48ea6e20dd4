//! The live figures, one per file, and their registry.
//!
//! To add one: write `src/demos/NAME.rs`, add its line to `demos!` below, and name it in a
//! chapter's `demo` fence.

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

/// Declares the module of each demo and lists it under the module's name.
macro_rules! demos {
    ($($module:ident::$demo:ident),* $(,)?) => {
        $(pub mod $module;)*

        /// Every live figure: the name that fences and links use, and how to make it.
        pub const ALL: &[(&str, Make)] =
            &[$((stringify!($module), || Box::new($module::$demo::default()))),*];
    };
}

demos! {
    adjoint::Adjoint,
    barrier::Barrier,
    bias::Bias,
    canyon::CanyonFigure,
    cells::Cells,
    contest::Contest,
    curves::Curves,
    decoder::DecoderFigure,
    denoise::Denoise,
    density::Density,
    digits::DigitsFigure,
    downhill::Downhill,
    drill::Drill,
    emerge::Emerge,
    five::Five,
    fuzzy::Fuzzy,
    gap::Gap,
    graph::Graph,
    heatmap::Heatmap,
    helmholtz::Helmholtz,
    horn::HornFigure,
    inference::Inference,
    landscape::Landscape,
    likelihood::Likelihood,
    linear::Linear,
    mend::Mend,
    nats::Nats,
    penalty::Penalty,
    price::Price,
    race::Race,
    sample::Sample,
    sketch::Sketch,
    softargmax::Softargmax,
    springs::Springs,
    swarm::Swarm,
    table::TableFigure,
    tangent::Tangent,
    temperature::Temperature,
    twins::Twins,
    wake::Wake,
    walk::Walk,
    wall::Wall,
}

/// How to make the demo called `name`.
pub fn find(name: &str) -> Option<Make> {
    ALL.iter().find(|(other, _)| *other == name).map(|&(_, make)| make)
}

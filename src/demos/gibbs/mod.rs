//! The figures of the chapter “The Gibbs distribution”, one a file.

pub mod shapes;

figures! {
    softargmax::Softargmax,
    draw_energy::DrawEnergy was sketch,
    table::TableFigure,
    density::Density,
    likelihood::Likelihood,
    partition_function::PartitionFunction was wall,
}

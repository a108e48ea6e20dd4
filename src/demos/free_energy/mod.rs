//! The figures of the chapter “Free energy”, one a file.

figures! {
    optimizer_comparison::OptimizerComparison was race,
    five_energies::FiveEnergies was five,
    heatmap::Heatmap,
    temperature::Temperature,
    denoise::Denoise,
}

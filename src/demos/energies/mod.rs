//! The figures of the chapter “Energies”, one a file.

figures! {
    horn::HornFigure,
    landscape::Landscape,
    decoder::DecoderFigure,
    graph::Graph,
    energy_curves::EnergyCurves was curves,
    energy_of_one_sample::EnergyOfOneSample was sample,
    inference::Inference,
}

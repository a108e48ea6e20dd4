//! The figures of the chapter “Contrastive divergence”, one a file.

pub mod training;

figures! {
    tabular_likelihood::TabularLikelihood was cells,
    canyon::CanyonFigure,
    contrastive_training::ContrastiveTraining was wake,
    training_failures::TrainingFailures was mend,
    cd_gradient_bias::CdGradientBias was bias,
    common_random_numbers::CommonRandomNumbers was twins,
}

//! The figures of the chapter “The variational auto-encoder”, one a file.

figures! {
    variational_gap::VariationalGap was gap,
    helmholtz::Helmholtz,
    gaussian_kl::GaussianKl was nats,
    latent_balls::LatentBalls was fuzzy,
    linear_gaussian_vae::LinearGaussianVae was linear,
    digits::DigitsFigure,
}

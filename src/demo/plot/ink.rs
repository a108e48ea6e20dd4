//! What colours mean.

/// Meaning, not colour. The style sheet gives each meaning one colour in each theme, which prose
/// and figures share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ink {
    /// Observed data.
    Data,
    /// What the model can produce: the decoded curve.
    Model,
    /// The one observation under study.
    Picked,
    /// A latent as it is now.
    Latent,
    /// The best latent found, ž, and minima.
    Best,
    /// Energies.
    Energy,
    /// Gradients.
    Gradient,
    /// The answer of regression, and other wrong answers.
    Rejected,
    /// Text and frames.
    Text,
    /// What should recede: grids and context.
    Faint,
    /// The page's own colour.
    Paper,
}

impl Ink {
    /// Every meaning, in the order of their discriminants.
    pub const ALL: [Self; 11] = [
        Self::Data,
        Self::Model,
        Self::Picked,
        Self::Latent,
        Self::Best,
        Self::Energy,
        Self::Gradient,
        Self::Rejected,
        Self::Text,
        Self::Faint,
        Self::Paper,
    ];

    /// The name in the style sheet: `--ink-NAME`, and `class="NAME"` on words in the prose.
    pub fn name(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Model => "model",
            Self::Picked => "picked",
            Self::Latent => "latent",
            Self::Best => "best",
            Self::Energy => "energy",
            Self::Gradient => "gradient",
            Self::Rejected => "rejected",
            Self::Text => "text",
            Self::Faint => "faint",
            Self::Paper => "paper",
        }
    }
}

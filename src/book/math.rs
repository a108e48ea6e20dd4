//! Mathematics: LaTeX to MathML, at build time.

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

use super::BookError;

/// Turns formulas into MathML elements.
pub struct Mathematics(LatexToMathML);

impl Mathematics {
    /// A converter with the book's macros.
    pub fn new() -> Result<Self, BookError> {
        let macros = [
            ("R", r"\mathbb{R}"),
            ("E", r"\mathbb{E}"),
            ("d", r"\mathrm{d}"),
            ("argmin", r"\operatorname*{arg\,min}"),
        ];
        let config = MathCoreConfig {
            macros: macros.map(|(name, body)| (name.into(), body.into())).to_vec(),
            annotation: true,
            ..Default::default()
        };
        let converter = LatexToMathML::new(config)
            .map_err(|error| BookError(format!("the book's macros: {error:?}")))?;
        Ok(Self(converter))
    }

    /// A formula inside a line.
    pub fn inline(&self, latex: &str) -> Result<String, BookError> {
        self.convert(latex, MathDisplay::Inline)
    }

    /// A formula on its own line; a long one scrolls by itself on a phone.
    pub fn block(&self, latex: &str) -> Result<String, BookError> {
        let math = self.convert(latex, MathDisplay::Block)?;
        Ok(format!("<div class=\"equation\" tabindex=\"0\" role=\"group\" aria-label=\"equation\">{math}</div>\n"))
    }

    fn convert(&self, latex: &str, display: MathDisplay) -> Result<String, BookError> {
        let result = self.0.convert_with_local_state(latex, display);
        result
            .map(|math| math.mathml.to_string())
            .map_err(|error| BookError(format!("the formula ${latex}$: {error:?}")))
    }
}

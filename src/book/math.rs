//! Mathematics: LaTeX to MathML, at build time.

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

use super::BookError;

/// Turns formulas into MathML elements.
pub struct Mathematics(LatexToMathML);

/// Alignment as classes: the site's policy refuses style attributes.
fn without_inline_style(mathml: &str) -> String {
    [
        ("style=\"text-align: left;justify-items: start;padding-left: 0;\"", "class=\"from-left\""),
        ("style=\"text-align: right;justify-items: end;padding-right: 0;\"", "class=\"to-right\""),
    ]
    .iter()
    .fold(mathml.to_string(), |text, (style, class)| text.replace(style, class))
}

impl Mathematics {
    /// A converter with the book's macros.
    ///
    /// # Errors
    ///
    /// Where a macro of the book cannot be parsed.
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
    ///
    /// # Errors
    ///
    /// The formula, and why it cannot be parsed.
    pub fn inline(&self, latex: &str) -> Result<String, BookError> {
        self.convert(latex, MathDisplay::Inline)
    }

    /// A formula on its own line; a long one scrolls by itself on a phone.
    ///
    /// # Errors
    ///
    /// The formula, and why it cannot be parsed.
    pub fn block(&self, latex: &str) -> Result<String, BookError> {
        let math = self.convert(latex, MathDisplay::Block)?;
        Ok(format!(
            "<div class=\"equation\" tabindex=\"0\" role=\"group\" aria-label=\"equation\">{math}</div>\n"
        ))
    }

    fn convert(&self, latex: &str, display: MathDisplay) -> Result<String, BookError> {
        let result = self.0.convert_with_local_state(latex, display);
        result
            .map(|math| without_inline_style(&math.mathml))
            .map_err(|error| BookError(format!("the formula ${latex}$: {error:?}")))
    }
}

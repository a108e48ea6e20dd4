//! Numbers as text, and text as numbers.

use lexical_parse_float::FromLexical;

/// The number of double precision nearest to the decimal number that the text names, as `str::parse`
/// finds it; `inf` and `nan`, too.
pub fn parse(text: &str) -> Option<f64> {
    f64::from_lexical(text.as_bytes()).ok()
}

/// A number to four significant digits, without trailing zeros, with a true minus sign.
#[allow(clippy::missing_panics_doc, reason = "{:e} prints what is expected of it")]
pub fn short(value: f64) -> String {
    if !value.is_finite() {
        return if value.is_nan() { "not a number".into() } else { "infinite".into() };
    }
    let size = value.abs();
    let text = if size != 0.0 && !(1e-4..1e6).contains(&size) {
        let text = format!("{value:.3e}");
        let (mantissa, exponent) = text.split_once('e').expect("{:e} prints an e");
        let mantissa = mantissa.trim_end_matches('0').trim_end_matches('.');
        let power = power_of_ten(exponent.parse().expect("{:e} prints a whole exponent"));
        match mantissa {
            "1" => power,
            "-1" => format!("-{power}"),
            _ => format!("{mantissa} × {power}"),
        }
    } else {
        // The digits left of the point decide how many go right of it; the counting is on text,
        // because a logarithm would be the platform's.
        let whole = format!("{size:.0}").len();
        let decimals = if size >= 1.0 { 4_usize.saturating_sub(whole) } else { 4 };
        let text = format!("{value:.decimals$}");
        if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.').to_string()
        } else {
            text
        }
    };
    if text == "-0" { "0".into() } else { text.replace('-', "−") }
}

/// 10 to a whole power, as text: 10⁶, 10⁻⁴.
pub fn power_of_ten(exponent: i32) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digits = exponent.unsigned_abs().to_string();
    let raised: String = digits.bytes().map(|digit| RAISED[usize::from(digit - b'0')]).collect();
    format!("10{}{raised}", if exponent < 0 { "⁻" } else { "" })
}

/// The decimal number of three significant digits nearest to `value`.
#[allow(clippy::missing_panics_doc, reason = "a printed number can be read")]
pub fn three_digits(value: f64) -> f64 {
    parse(&format!("{value:.2e}")).expect("a printed number can be read")
}

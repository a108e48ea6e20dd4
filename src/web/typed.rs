//! What a reader typed or pasted into a control's field: read with patience, refused with a reason.

use crate::demo::{Kind, Knob, Value, link::clip};

/// What became of a text.
pub(super) struct Typed {
    /// The value to set, where there is one.
    pub(super) value: Option<Value>,
    /// What to tell the reader.
    pub(super) notices: Vec<String>,
}

/// Reads the text as a value of the control. A decimal comma, a true minus sign and ∞ are understood.
pub(super) fn read(knob: &Knob, text: &str) -> Typed {
    if let Kind::List { .. } = knob.kind {
        return read_list(knob, text);
    }
    let Some(value) = number(&text.replace(',', ".")) else {
        let notice = format!("“{}” is no number; {} was left as it is.", clip(text), knob.label);
        return Typed { value: None, notices: vec![notice] };
    };
    let Some(clean) = knob.clean(&Value::Number(value)) else {
        let notice = format!("{} takes {}; it was left as it is.", knob.label, knob.takes());
        return Typed { value: None, notices: vec![notice] };
    };
    let moved = clean.number() != value && (clean.number() - value).abs() > knob.tolerance(value);
    let notices = if moved {
        vec![format!(
            "{} was set to {}, the nearest value it takes.",
            knob.label,
            knob.in_words(&clean)
        )]
    } else {
        Vec::new()
    };
    Typed { value: Some(clean), notices }
}

/// Numbers between spaces, commas, semicolons or line breaks. What is no number is named and left
/// out; the good ones are kept.
fn read_list(knob: &Knob, text: &str) -> Typed {
    const NAMED: usize = 3;
    let parts: Vec<_> = text
        .split(|c: char| c.is_whitespace() || c == ',' || c == ';')
        .filter(|part| !part.is_empty())
        .collect();
    let good: Vec<f64> =
        parts.iter().filter_map(|part| number(part)).filter(|v| v.is_finite()).collect();
    let bad: Vec<_> = parts
        .iter()
        .enumerate()
        .filter(|(_, part)| number(part).is_none_or(|v| !v.is_finite()))
        .map(|(place, part)| format!("entry {} (“{}”)", place + 1, clip(part)))
        .collect();
    let mut notices = Vec::new();
    if !bad.is_empty() {
        let more = bad.len().saturating_sub(NAMED);
        let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
        let named = bad[..bad.len().min(NAMED)].join(", ");
        notices.push(format!("Not a number, and left out: {named}{rest}."));
    }
    let value = knob.clean(&Value::List(good.clone()));
    let Some(clean) = &value else {
        notices.push(format!(
            "{} takes {}; {} were given, and it was left as it is.",
            knob.label,
            knob.takes(),
            good.len()
        ));
        return Typed { value, notices };
    };
    let Kind::List { range, .. } = &knob.kind else { return Typed { value, notices } };
    let far = good.iter().filter(|v| !range.contains(v)).count();
    if far > 0 {
        notices.push(format!(
            "{} takes {}; {far} of the {} lay outside and were moved to the nearest end.",
            knob.label,
            knob.takes(),
            clean.numbers().len()
        ));
    }
    Typed { value, notices }
}

fn number(text: &str) -> Option<f64> {
    let plain = text.trim().replace('−', "-").replace('∞', "inf");
    plain.parse().ok().filter(|v: &f64| !v.is_nan())
}

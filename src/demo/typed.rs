//! What a reader typed or pasted into a control's field: read with patience, refused with a reason.

use super::{Kind, Knob, Value, link::clip};

/// What became of a text.
pub struct Typed {
    /// The value to set, where there is one.
    pub value: Option<Value>,
    /// What to tell the reader.
    pub notices: Vec<String>,
}

/// Reads the text as a value of the control. A decimal comma, a true minus sign and ∞ are understood.
pub fn read(knob: &Knob, text: &str) -> Typed {
    if let Kind::List { pairs, .. } = knob.kind {
        return if pairs { read_points(knob, text) } else { read_list(knob, text) };
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
    let parts = words(text);
    let good: Vec<f64> = parts.iter().filter_map(|part| finite(part)).collect();
    let bad = parts.iter().enumerate().filter(|(_, part)| finite(part).is_none());
    let bad: Vec<_> =
        bad.map(|(place, part)| format!("entry {} (“{}”)", place + 1, clip(part))).collect();
    settle(knob, &good, "Not a number", &bad)
}

/// One point a line, two numbers between spaces, commas, semicolons or tabs; a single line may hold
/// many. Lines that are no point are named by number and left out; the good ones are kept.
fn read_points(knob: &Knob, text: &str) -> Typed {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    let lines: Vec<_> = text.lines().collect();
    for (place, line) in lines.iter().enumerate() {
        let parts = words(line);
        let numbers: Vec<f64> = parts.iter().filter_map(|part| finite(part)).collect();
        let point = if lines.len() == 1 { parts.len().is_multiple_of(2) } else { parts.len() == 2 };
        if point && numbers.len() == parts.len() {
            good.extend(numbers);
        } else if !parts.is_empty() {
            bad.push(format!("line {} (“{}”)", place + 1, clip(line.trim())));
        }
    }
    // What does not fit is left out here, so that it is counted and named.
    if let Kind::List { count, .. } = &knob.kind
        && good.len() > *count.end()
    {
        bad.push(format!("{} points beyond the limit", (good.len() - count.end()) / 2));
        good.truncate(*count.end());
    }
    settle(knob, &good, "Not two numbers", &bad)
}

fn words(text: &str) -> Vec<&str> {
    let between = |c: char| c.is_whitespace() || c == ',' || c == ';';
    text.split(between).filter(|part| !part.is_empty()).collect()
}

fn finite(text: &str) -> Option<f64> {
    number(text).filter(|v| v.is_finite())
}

/// The good numbers as the control's value, with a word on the bad ones and on those out of range.
fn settle(knob: &Knob, good: &[f64], what: &str, bad: &[String]) -> Typed {
    const NAMED: usize = 3;
    let mut notices = Vec::new();
    if !bad.is_empty() {
        let more = bad.len().saturating_sub(NAMED);
        let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
        let named = bad[..bad.len().min(NAMED)].join(", ");
        notices.push(format!("{what}, and left out: {named}{rest}."));
    }
    let value = knob.clean(&Value::List(good.to_vec()));
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

//! What a reader typed or pasted into a control's field: read with patience, refused with a reason.

use super::{Kind, Knob, Value};
use crate::{
    demo::{Text, decimal, run::link::clip},
    text,
};

/// What became of a text.
pub struct Typed {
    /// The value to set, where there is one.
    pub value: Option<Value>,
    /// What to tell the reader.
    pub notices: Vec<Text>,
}

/// Reads the text as a value of the control. A decimal comma, a true minus sign and ∞ are understood.
pub fn read(knob: &Knob, text: &str) -> Typed {
    if let Kind::List { pairs, .. } = knob.kind {
        return if pairs { read_points(knob, text) } else { read_list(knob, text) };
    }
    let Some(value) = number(&text.replace(',', ".")) else {
        let notice = text!(
            "“{text}” is no number; {control} was left as it is.",
            text = clip(text),
            control = &knob.label,
        );
        return Typed { value: None, notices: vec![notice] };
    };
    let Some(clean) = knob.clean(&Value::Number(value)) else {
        let notice = text!(
            "{control} takes {values}; it was left as it is.",
            control = &knob.label,
            values = knob.takes(),
        );
        return Typed { value: None, notices: vec![notice] };
    };
    let moved = clean.number() != value && (clean.number() - value).abs() > knob.tolerance(value);
    let notices = if moved {
        vec![text!(
            "{control} was set to {value}, the nearest value it takes.",
            control = &knob.label,
            value = knob.in_words(&clean),
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
    let named = |(place, part): (usize, &&str)| {
        text!("entry {place} (“{text}”)", place = place + 1, text = clip(part))
    };
    let bad: Vec<_> = bad.map(named).collect();
    settle(knob, &good, &bad, |named| text!("Not a number, and left out: {named}.", named))
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
            bad.push(
                text!("line {place} (“{text}”)", place = place + 1, text = clip(line.trim()),),
            );
        }
    }
    // What does not fit is left out here, so that it is counted and named.
    if let Kind::List { count, .. } = &knob.kind
        && good.len() > *count.end()
    {
        let more = (good.len() - count.end()) / 2;
        bad.push(text!("points beyond the limit: {more}", more));
        good.truncate(*count.end());
    }
    settle(knob, &good, &bad, |named| text!("Not two numbers, and left out: {named}.", named))
}

fn words(text: &str) -> Vec<&str> {
    let between = |c: char| c.is_whitespace() || c == ',' || c == ';';
    text.split(between).filter(|part| !part.is_empty()).collect()
}

fn finite(text: &str) -> Option<f64> {
    number(text).filter(|v| v.is_finite())
}

/// The good numbers as the control's value, with a sentence on the bad ones, which `left_out` makes of
/// their names, and on those out of range.
fn settle(knob: &Knob, good: &[f64], bad: &[Text], left_out: fn(Text) -> Text) -> Typed {
    const NAMED: usize = 3;
    let mut notices = Vec::new();
    if !bad.is_empty() {
        let more = bad.len().saturating_sub(NAMED);
        let named = Text::list(bad.iter().take(NAMED).cloned());
        let named = if more > 0 { text!("{named} and {more} more", named, more) } else { named };
        notices.push(left_out(named));
    }
    let (control, values) = (&knob.label, knob.takes());
    let value = knob.clean(&Value::List(good.to_vec()));
    let Some(clean) = &value else {
        notices.push(text!(
            "{control} takes {values}; {count} were given, and it was left as it is.",
            control,
            values,
            count = good.len(),
        ));
        return Typed { value, notices };
    };
    let Kind::List { range, .. } = &knob.kind else { return Typed { value, notices } };
    let far = good.iter().filter(|v| !range.contains(v)).count();
    if far > 0 {
        notices.push(text!(
            "{control} takes {values}; {far} of the {count} lay outside and were moved to the nearest end.",
            control,
            values,
            far,
            count = clean.numbers().len(),
        ));
    }
    Typed { value, notices }
}

fn number(text: &str) -> Option<f64> {
    let plain = text.trim().replace('−', "-").replace('∞', "inf");
    decimal::parse(&plain).filter(|v| !v.is_nan())
}

//! The text of a link to a figure's state: `v1;seed:7;step:12;w1:2;8@z:2.5`.
//!
//! It names only what differs from the defaults: the seed, the step, controls set before the run
//! (`w1:2`), and controls changed during it (`8@z:2.5`, after step 8). Presets and links in the
//! prose use the same grammar without the version, and may end in `+3`: three steps more.

use crate::{
    demo::{Text, Verbatim},
    text,
};

/// The version of the grammar that this code writes.
pub const VERSION: &str = "v1";

/// The largest step that a link may ask for; replaying more would keep a phone busy too long.
pub const MAX_STEP: u64 = 20_000;

/// How many changes during the run a link may carry.
pub const MAX_CHANGES: usize = 200;

/// A parsed link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// The seed, if named.
    pub seed: Option<u32>,
    /// The step, if named.
    pub step: Option<u64>,
    /// Controls, in the order of the text.
    pub settings: Vec<Setting>,
    /// How many steps to take after that.
    pub more: u64,
}

/// One control's value in a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The step after which it was set; 0 for before the run.
    pub step: u64,
    /// The control's key.
    pub key: String,
    /// The value as text; only the control knows how to read it.
    pub text: String,
}

/// Reads a link. What cannot be read is left out and named in the notices, one sentence each.
pub fn parse(text: &str) -> (Link, Vec<Text>) {
    let mut link = Link::default();
    let mut notices = Vec::new();
    for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        if let Err(notice) = parse_part(part, &mut link) {
            notices.push(notice);
        }
    }
    if link.settings.len() > MAX_CHANGES {
        link.settings.truncate(MAX_CHANGES);
        notices.push(text!(
            "The link names over {most} settings; the rest were left out.",
            most = MAX_CHANGES
        ));
    }
    (link, notices)
}

fn parse_part(part: &str, link: &mut Link) -> Result<(), Text> {
    if let Some(more) = part.strip_prefix('+') {
        let more = more.parse::<u64>();
        let more =
            more.map_err(|_| text!("“{part}” is not a number of steps.", part = clip(part)))?;
        link.more = more.min(MAX_STEP);
        return Ok(());
    }
    let Some((name, text)) = part.split_once(':') else {
        return parse_version(part);
    };
    match name {
        "seed" => {
            let seed = text.parse().map_err(|_| {
                text!(
                    "The seed “{seed}” is not a whole number from 0 to 4294967295.",
                    seed = clip(text)
                )
            })?;
            link.seed = Some(seed);
        }
        "step" => {
            let step: u64 = text.parse().map_err(|_| {
                text!("The step “{step}” is not a whole number.", step = clip(text))
            })?;
            link.step = Some(step.min(MAX_STEP));
            if step > MAX_STEP {
                return Err(text!(
                    "Step {step} is too far; the figure stands at {most}.",
                    step,
                    most = MAX_STEP
                ));
            }
        }
        _ => link.settings.push(parse_setting(name, text)?),
    }
    Ok(())
}

fn parse_setting(name: &str, text: &str) -> Result<Setting, Text> {
    let (step, key) = match name.split_once('@') {
        None => (0, name),
        Some((step, key)) => {
            let step = step.parse().map_err(|_| {
                text!("“{part}” in the link does not start with a step number.", part = clip(name))
            })?;
            (step, key)
        }
    };
    Ok(Setting { step, key: key.into(), text: text.into() })
}

fn parse_version(part: &str) -> Result<(), Text> {
    if part == VERSION {
        return Ok(());
    }
    let is_version = part.strip_prefix('v').is_some_and(|number| number.parse::<u32>().is_ok());
    Err(if is_version {
        text!(
            "The link was made by version {part} of this page; this is {version}.",
            part = clip(part),
            version = clip(VERSION),
        )
    } else {
        text!("“{part}” in the link means nothing here.", part = clip(part))
    })
}

/// The first characters of a text that a stranger may have made as long as they liked.
pub fn clip(text: &str) -> Verbatim {
    const LONGEST: usize = 24;
    if text.chars().count() <= LONGEST {
        return Verbatim(text.into());
    }
    Verbatim(text.chars().take(LONGEST).chain(['…']).collect())
}

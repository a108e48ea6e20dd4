//! The files of the figure: the digits, and weights that the project has trained.

use std::sync::OnceLock;

use crate::{
    demo::file::{File, file},
    ebm::{
        models::digits::{Digits, HELD_OUT, PIXELS},
        variational::vae::packed::unpack,
    },
};

/// Units of the two rectified layers on either side.
pub const WIDTHS: [usize; 2] = [128, 64];

/// How many weights and biases that makes.
const PARAMETERS: usize = {
    let [outer, inner] = WIDTHS;
    let [encoder, code] = [(PIXELS + 1) * outer + (outer + 1) * inner, 4 * (inner + 1)];
    let [latent, decoder] = [(2 + 1) * inner, (inner + 1) * outer + (outer + 1) * PIXELS];
    encoder + code + latent + decoder
};

/// All files, in the order in which a page fetches them.
pub static FILES: [&File; 2] = [&DIGITS, &WEIGHTS];

static DIGITS: File = file!("data/digits.txt", |content| parse(content).map(|_| ()));

static WEIGHTS: File = file!("data/vae.i8", |content| {
    if content.len() == PARAMETERS { Ok(()) } else { Err("These are no weights.".into()) }
});

/// The digits for training and those held out; `None` before they have arrived.
pub fn digits() -> Option<&'static [Digits; 2]> {
    static PARSED: OnceLock<[Digits; 2]> = OnceLock::new();
    PARSED.get().or_else(|| {
        let parsed = parse(DIGITS.content()?).ok()?;
        Some(PARSED.get_or_init(|| parsed))
    })
}

/// The weights that `examples/digits.rs` trains from the seed 1; `None` before they have arrived.
pub fn weights() -> Option<Vec<f32>> {
    WEIGHTS.content().map(unpack)
}

fn parse(content: &[u8]) -> Result<[Digits; 2], String> {
    let text = core::str::from_utf8(content).map_err(|_| "These are no digits.")?;
    let digits = Digits::parse(text)?;
    if digits.len() <= HELD_OUT {
        return Err(format!("Of the digits only {} have arrived.", digits.len()));
    }
    Ok(digits.split())
}

//! Where the layers of the auto-encoder lie among its parameters.

use core::ops::Range;

/// What the encoder says of a sample: two means and two logarithms of variances.
pub(super) const CODE: usize = 4;

/// Where each part lies among the parameters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    pub(super) pixels: usize,
    pub(super) hidden: usize,
}

impl Layout {
    pub(super) fn encoder(self) -> Range<usize> {
        0..self.pixels * self.hidden
    }
    pub(super) fn encoder_bias(self) -> Range<usize> {
        after(self.encoder(), self.hidden)
    }
    pub(super) fn code(self) -> Range<usize> {
        after(self.encoder_bias(), self.hidden * CODE)
    }
    pub(super) fn code_bias(self) -> Range<usize> {
        after(self.code(), CODE)
    }
    pub(super) fn latent(self) -> Range<usize> {
        after(self.code_bias(), 2 * self.hidden)
    }
    pub(super) fn latent_bias(self) -> Range<usize> {
        after(self.latent(), self.hidden)
    }
    pub(super) fn decoder(self) -> Range<usize> {
        after(self.latent_bias(), self.hidden * self.pixels)
    }
    pub(super) fn decoder_bias(self) -> Range<usize> {
        after(self.decoder(), self.pixels)
    }
}

fn after(range: Range<usize>, length: usize) -> Range<usize> {
    range.end..range.end + length
}

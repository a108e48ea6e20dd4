//! Where the perceptron's parts lie among its parameters.

use core::ops::Range;

/// Where each part lies among the parameters; matrices by rows, one row a unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    pub(super) hidden: usize,
}

impl Layout {
    pub(super) fn w1(self) -> Range<usize> {
        0..2 * self.hidden
    }
    pub(super) fn b1(self) -> Range<usize> {
        let start = self.w1().end;
        start..start + self.hidden
    }
    pub(super) fn w2(self) -> Range<usize> {
        let start = self.b1().end;
        start..start + self.hidden * self.hidden
    }
    pub(super) fn b2(self) -> Range<usize> {
        let start = self.w2().end;
        start..start + self.hidden
    }
    pub(super) fn w3(self) -> Range<usize> {
        let start = self.b2().end;
        start..start + self.hidden
    }
    pub(super) fn b3(self) -> usize {
        self.w3().end
    }
}

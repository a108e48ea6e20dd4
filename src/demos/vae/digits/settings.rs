//! The controls of the figure.

use super::files::digits;
use crate::{
    demo::{Beyond, Field, Knobs, Options, Text},
    ebm::models::digits::{HELD_OUT, SIDE, row_pixels},
    fields, text,
};

const STARTS: Options =
    &[("scratch", text!("random weights")), ("trained", text!("with weights trained before"))];

const SOURCES: Options = &[("held", text!("a held-out digit")), ("drawn", text!("drawn by you"))];

/// The latent plane as shown: from -PLANE to PLANE.
pub const PLANE: f64 = 3.5;

/// The controls' values.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    start: usize,
    /// β.
    pub beta: f64,
    /// The learning rate at first.
    pub rate: f64,
    /// Updates a step.
    pub updates: f64,
    source: usize,
    pick: f64,
    other: f64,
    /// Where the probe is.
    pub probe: [f64; 2],
    /// Whether codes are drawn with the balls of their q.
    pub balls: bool,
    /// Whether the exact posterior is summed up.
    pub exact: bool,
    drawing: Vec<f64>,
    pen: [f64; 2],
    rubber: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            start: 0,
            beta: 1.0,
            rate: 0.003,
            updates: 2.0,
            source: 0,
            pick: 3.0,
            other: 8.0,
            probe: [1.0, 1.0],
            balls: true,
            exact: false,
            drawing: vec![0.0; SIDE],
            pen: [8.0, 8.0],
            rubber: false,
        }
    }
}

impl Settings {
    /// Declares the controls.
    pub fn knobs(&self, k: &mut dyn Knobs) {
        k.choice(("start", text!("Start from")), self.start, STARTS);
        k.log(("beta", text!("β")), self.beta, 0.01..=100.0, Beyond::Nothing);
        k.log(("rate", text!("learning rate")), self.rate, 1e-4..=0.02, Beyond::Nothing);
        k.slider(("updates", text!("updates per step")), self.updates, 1.0..=8.0, 1.0);
        k.choice(("x", text!("observation x")), self.source, SOURCES);
        let last = HELD_OUT as f64;
        k.slider(("pick", text!("held-out digit")), self.pick, 1.0..=last, 1.0);
        k.slider(("other", text!("Interpolate to digit")), self.other, 1.0..=last, 1.0);
        k.point([("z1", text!("probe z₁")), ("z2", text!("probe z₂"))], self.probe, [PLANE; 2]);
        k.toggle(("balls", text!("show the balls of q")), self.balls);
        k.toggle(("exact", text!("sum up the exact posterior")), self.exact);
        let last = (SIDE - 1) as f64;
        k.slider(
            ("column", text!("Pen position (keyboard): column")),
            self.pen[0],
            0.0..=last,
            1.0,
        );
        k.slider(("row", text!("Pen position (keyboard): row")), self.pen[1], 0.0..=last, 1.0);
        k.toggle(("rub", text!("Erase")), self.rubber);
        let (whole, rows) = (0.0..=f64::from(u16::MAX), SIDE..=SIDE);
        k.list(("drawing", text!("your drawing, 16 bits a row")), &self.drawing, whole, 1.0, rows);
    }

    /// Where a control's value is kept.
    pub fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "start" => self.start, "beta" => self.beta, "rate" => self.rate, "updates" => self.updates, "x" => self.source, "pick" => self.pick, "other" => self.other, "z1" => self.probe[0], "z2" => self.probe[1], "balls" => self.balls, "exact" => self.exact, "column" => self.pen[0], "row" => self.pen[1], "rub" => self.rubber, "drawing" => self.drawing)
    }

    /// Whether training starts with the weights that the project has trained.
    pub fn trained(&self) -> bool {
        self.start == 1
    }

    /// Whether the observation is the reader's.
    pub fn drawn(&self) -> bool {
        self.source == 1
    }

    /// The observation's pixels.
    pub fn observation(&self) -> Vec<f32> {
        if self.drawn() {
            let row = |bits: &f64| row_pixels(*bits as u16);
            return self.drawing.iter().flat_map(row).collect();
        }
        held_out(self.pick).unwrap_or_default()
    }

    /// The pixels of the digit to which the way leads.
    pub fn goal(&self) -> Vec<f32> {
        held_out(self.other).unwrap_or_default()
    }

    /// What the observation is, as a name within a sentence.
    pub fn observation_text(&self) -> Text {
        if self.drawn() {
            return text!("your drawing");
        }
        let class = digits().map_or(0, |[_, held]| held.classes[index(self.pick)]);
        text!("held-out digit {number}, a {class}", number = self.pick as usize, class)
    }

    /// Where the pen is: column, and row from the top.
    pub fn pen(&self) -> [f64; 2] {
        self.pen
    }

    /// Puts the pen on a pixel of the drawing; it is two pixels wide and high.
    pub fn draw(&mut self, [column, row]: [f64; 2]) {
        self.source = 1;
        let last = (SIDE - 1) as f64;
        self.pen = [column, row].map(|v| v.round().clamp(0.0, last));
        let [column, row] = self.pen.map(|v| v as usize);
        let brush = (0b11_u32 << (SIDE - 1 - column)) >> 1;
        let brush = if column + 1 == SIDE { 1 } else { brush as u16 };
        for bits in self.drawing.iter_mut().skip(row).take(2) {
            let old = *bits as u16;
            *bits = f64::from(if self.rubber { old & !brush } else { old | brush });
        }
    }
}

fn index(number: f64) -> usize {
    (number as usize).clamp(1, HELD_OUT) - 1
}

fn held_out(number: f64) -> Option<Vec<f32>> {
    digits().map(|[_, held]| held.digit(index(number)).to_vec())
}

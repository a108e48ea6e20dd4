//! What the figures of one latent share: the energies to choose from or draw, and their curves.

use crate::{
    demo::{Arrow, Axis, Field, Handle, Ink, Knobs, Layer, Options, Plot, Reach},
    ebm::{
        models::piecewise_linear::PiecewiseLinear,
        variational::gaussian_free_energy::{Exact, Gaussian, Landscape},
    },
    fields, text,
};

const ENERGIES: Options = &[
    ("parabola", text!("one valley, 2(z − 1)²")),
    ("wells", text!("two wells, (z² − 2)² + 0.3 z")),
    ("slope", text!("a slope with a wall")),
    ("drawn", text!("drawn by you")),
];
const DRAWN: usize = 3;

/// The nodes of a drawn energy.
const NODES: usize = 25;

/// The range of z in the pictures.
pub const SHOWN: f64 = 3.0;

/// The height of the energies in the pictures.
const HEIGHT: f64 = 8.0;

/// An energy over z that a reader chooses or draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Valley {
    choice: usize,
    drawn: Vec<f64>,
}

impl Default for Valley {
    fn default() -> Self {
        let z = |i: usize| SHOWN * (2.0 * i as f64 / (NODES - 1) as f64 - 1.0);
        let bowl = |z: f64| (100.0 * (1.5 * (z.abs() - 1.2).abs()) + 0.5).floor() / 100.0;
        Self { choice: 0, drawn: (0..NODES).map(|i| bowl(z(i))).collect() }
    }
}

impl Valley {
    /// The valley of this name.
    pub fn new(name: &str) -> Self {
        let choice = ENERGIES.iter().position(|(word, _)| *word == name).unwrap_or(0);
        Self { choice, ..Self::default() }
    }

    /// Declares the choice.
    pub fn knob(&self, k: &mut dyn Knobs) {
        k.choice(("energy", text!("energy E(z)")), self.choice, ENERGIES);
    }

    /// Declares the drawn energy.
    pub fn drawn_knob(&self, k: &mut dyn Knobs) {
        k.list(("E", text!("the drawn energy")), &self.drawn, 0.0..=HEIGHT, 0.01, NODES..=NODES);
    }

    /// Where a control's value is kept.
    pub fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "energy" => self.choice, "E" => self.drawn)
    }

    /// E over the shown part, as points.
    pub fn curve(&self) -> Vec<[f64; 2]> {
        places().map(|z| [z, self.energy(z).min(3.0 * HEIGHT)]).collect()
    }

    /// The energy, with a pen where it is the reader's own.
    pub fn plot(&self) -> Plot {
        let plot = Plot::new(
            text!("The energy E(z)"),
            Axis::new(text!("z"), -SHOWN, SHOWN),
            Axis::new(text!("energy E"), -1.0, HEIGHT),
        )
        .aspect(1.5)
        .with(Layer::line(self.curve(), Ink::Energy, 2.5));
        self.pen().into_iter().fold(plot, Plot::handle)
    }

    /// A pen, where the energy is the reader's own.
    fn pen(&self) -> Option<Handle> {
        let at = [0.0, self.drawn[NODES / 2]];
        let across = Arrow::Move(2.0 * SHOWN / (NODES - 1) as f64);
        let mut pen =
            Handle::new(text!("pen of the energy"), at, Ink::Energy, [across, Arrow::Move(0.2)]);
        pen.reach = Reach::Draw;
        (self.choice == DRAWN).then_some(pen)
    }

    /// Draws at a point.
    pub fn draw(&mut self, at: [f64; 2]) {
        let slot = (at[0] + SHOWN) / (2.0 * SHOWN) * (NODES - 1) as f64;
        let slot = slot.round().clamp(0.0, (NODES - 1) as f64) as usize;
        self.drawn[slot] = at[1].clamp(0.0, HEIGHT);
    }

    fn line(&self) -> PiecewiseLinear {
        PiecewiseLinear { low: -SHOWN, high: SHOWN, energies: self.drawn.clone() }
    }
}

impl Landscape for Valley {
    fn energy(&self, z: f64) -> f64 {
        match self.choice {
            0 => 2.0 * (z - 1.0) * (z - 1.0),
            1 => (z * z - 2.0) * (z * z - 2.0) + 0.3 * z,
            2 => {
                let deep = (z - 1.5).max(0.0);
                1.2 * (1.5 - z).max(0.0) + 8.0 * deep * deep
            }
            // Beyond the ends of the drawing it goes on level.
            _ => self.line().energy(z),
        }
    }

    fn slope(&self, z: f64) -> f64 {
        match self.choice {
            0 => 4.0 * (z - 1.0),
            1 => 4.0 * z * (z * z - 2.0) + 0.3,
            2 => {
                if z < 1.5 {
                    -1.2
                } else {
                    16.0 * (z - 1.5)
                }
            }
            _ => {
                const H: f64 = 1e-3;
                let line = self.line();
                (line.energy(z + H) - line.energy(z - H)) / (2.0 * H)
            }
        }
    }
}

/// Places along z.
pub fn places() -> impl Iterator<Item = f64> {
    (0..=160).map(|i| SHOWN * (f64::from(i) / 80.0 - 1.0))
}

/// A Gaussian's density over the shown part.
pub fn density(q: &Gaussian) -> Vec<[f64; 2]> {
    places().map(|z| [z, crate::ebm::math::num::exp(q.log_density(z))]).collect()
}

/// The exact posterior's density over the shown part.
pub fn posterior(exact: &Exact, landscape: &dyn Landscape) -> Vec<[f64; 2]> {
    places().map(|z| [z, crate::ebm::math::num::exp(exact.log_density(landscape, z))]).collect()
}

/// The two controls of q; their fields are `m` and `s`.
pub fn gaussian_knobs(k: &mut dyn Knobs, q: &Gaussian) {
    k.slider(("m", text!("mean m of q")), q.mean, -SHOWN..=SHOWN, 0.01);
    k.slider(("s", text!("standard deviation s of q")), q.deviation, 0.05..=3.0, 0.01);
}

/// Handles of a Gaussian in a plot of densities: its mean on the axis, its width at one deviation.
pub fn gaussian_handles(q: &Gaussian) -> [Handle; 2] {
    let side = q.mean + q.deviation;
    let high = crate::ebm::math::num::exp(q.log_density(side));
    [
        Handle::new(text!("mean of q"), [q.mean, 0.0], Ink::Model, [("m", 0.1); 2]),
        Handle::new(text!("width of q"), [side, high], Ink::Model, [("s", 0.05); 2]),
    ]
}

/// Moves one of these handles.
pub fn drag_gaussian(q: &mut Gaussian, handle: usize, at: [f64; 2]) {
    if handle == 0 {
        q.mean = at[0].clamp(-SHOWN, SHOWN);
    } else {
        q.deviation = (at[0] - q.mean).abs().clamp(0.05, 3.0);
    }
}

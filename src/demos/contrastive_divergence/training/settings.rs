//! What the reader of a figure of training chooses: the data and the recipe.

use crate::{
    demo::{Arrow, Beyond, Field, Handle, Ink, Knobs, Options, Reach, Readout, Text},
    ebm::{
        learning::contrastive::{Recipe, Start},
        math::{cell_grid::WALL, num::norm, rng::Rng},
        models::datasets::{self, Blurred},
    },
    fields, text,
};

/// How many points a reader may draw, and how far apart they must be.
const MOST: usize = 60;
const APART: f64 = 0.15;

const DATA: Options = &[
    ("eight", text!("eight Gaussians")),
    ("moons", text!("two moons")),
    ("rings", text!("rings")),
    ("board", text!("checkerboard")),
    ("spiral", text!("spiral")),
    ("pinwheel", text!("pinwheel")),
    ("ellipse", text!("the ellipse")),
    ("corner", text!("a cluster in a corner")),
    ("own", text!("your own points")),
];
const OWN: usize = DATA.len() - 1;

const STARTS: Options = &[
    ("data", text!("at the data (CD-k)")),
    ("persistent", text!("where they ended (persistent)")),
    ("noise", text!("anywhere (noise)")),
];

const UNITS: Options = &[("h16", text!("16")), ("h32", text!("32")), ("h64", text!("64"))];

/// What the reader chooses.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Which data.
    pub data: usize,
    /// The reader's own points, x and y in turn.
    pub own: Vec<f64>,
    /// Where the chains start, among data, persistent and noise.
    pub start: usize,
    /// Steps of the chains in an update.
    pub k: f64,
    /// Their step size.
    pub eta: f64,
    /// The temperature of their noise.
    pub temperature: f64,
    /// The learning rate.
    pub rate: f64,
    /// The weight of the penalty on E².
    pub alpha: f64,
    /// The share of chains that start anew.
    pub fresh: f64,
    /// Which number of hidden units.
    pub units: usize,
    /// Whether the sign is wrong.
    pub flipped: bool,
    /// Updates in a step of the figure.
    pub updates: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            data: 0,
            own: Vec::new(),
            start: 1,
            k: 20.0,
            eta: 0.01,
            temperature: 1.0,
            rate: 0.006,
            alpha: 0.01,
            fresh: 0.05,
            units: 2,
            flipped: false,
            updates: 1.0,
        }
    }
}

impl Settings {
    /// Declares the choice of data.
    pub fn data_knobs(&self, k: &mut dyn Knobs) {
        k.choice(("data", text!("data")), self.data, DATA);
    }

    /// Declares where the chains start and how they move.
    pub fn chain_knobs(&self, k: &mut dyn Knobs) {
        k.choice(("start", text!("Start at")), self.start, STARTS);
        k.slider(("k", text!("steps of a chain k")), self.k, 1.0..=100.0, 1.0);
        k.log(("eta", text!("step size η")), self.eta, 1e-4..=10.0, Beyond::Nothing);
        k.log(("T", text!("temperature T")), self.temperature, 1e-6..=10.0, Beyond::Nothing);
        k.slider(("fresh", text!("share of chains renewed")), self.fresh, 0.0..=1.0, 0.01);
    }

    /// Declares how the energy learns.
    pub fn learning_knobs(&self, k: &mut dyn Knobs) {
        k.log(("rate", text!("learning rate")), self.rate, 1e-4..=0.1, Beyond::Nothing);
        k.slider(("alpha", text!("penalty α on E²")), self.alpha, 0.0..=0.2, 0.005);
        k.toggle(("flip", text!("flip the sign of the gradient")), self.flipped);
        k.choice(("h", text!("hidden units h")), self.units, UNITS);
        k.slider(("updates", text!("updates per step")), self.updates, 1.0..=8.0, 1.0);
    }

    /// Declares the reader's own points.
    pub fn own_knobs(&self, k: &mut dyn Knobs) {
        k.points(("points", text!("your own points")), &self.own, WALL, MOST);
    }

    /// Where a control's value is kept.
    pub fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(
            key;
            "data" => self.data,
            "start" => self.start,
            "k" => self.k,
            "eta" => self.eta,
            "T" => self.temperature,
            "fresh" => self.fresh,
            "rate" => self.rate,
            "alpha" => self.alpha,
            "flip" => self.flipped,
            "h" => self.units,
            "updates" => self.updates,
            "points" => self.own,
        )
    }

    /// Adds a point of the reader's, and chooses the reader's points as data.
    pub fn move_handle(&mut self, at: [f64; 2]) {
        self.data = OWN;
        let at = at.map(|v| v.clamp(-WALL, WALL));
        let near = |p: &[f64]| norm([p[0] - at[0], p[1] - at[1]]) < APART;
        if self.own.len() < 2 * MOST && !self.own.chunks_exact(2).any(near) {
            self.own.extend(at);
        }
    }

    /// The recipe.
    pub fn recipe(&self) -> Recipe {
        Recipe {
            start: [Start::Data, Start::Persistent, Start::Noise][self.start.min(2)],
            k: self.k as usize,
            eta: self.eta,
            temperature: self.temperature,
            rate: self.rate,
            alpha: self.alpha,
            fresh: self.fresh,
            flipped: self.flipped,
        }
    }

    /// A seed for each update of a step.
    pub fn seeds(&self, rng: &mut Rng) -> Vec<u64> {
        (0..self.updates as usize).map(|_| rng.seed()).collect()
    }

    /// The data. While the reader has drawn none, they are a single point in the middle.
    pub fn dataset(&self) -> Blurred {
        match self.data {
            0 => datasets::eight_gaussians(),
            1 => datasets::two_moons(),
            2 => datasets::rings(),
            3 => datasets::checkerboard(),
            4 => datasets::spiral(),
            5 => datasets::pinwheel(),
            6 => datasets::ellipse(),
            7 => datasets::corner(),
            _ if self.own.is_empty() => datasets::own(&[[0.0, 0.0]]),
            _ => {
                let points: Vec<_> = self.own.chunks_exact(2).map(|p| [p[0], p[1]]).collect();
                datasets::own(&points)
            }
        }
    }

    /// What the data are, as a name within a sentence.
    pub fn data_text(&self) -> Text {
        match self.data {
            OWN if self.own.is_empty() => text!("one point in the middle, until you draw others"),
            OWN => text!("{count} points of your own, blurred", count = self.own.len() / 2),
            choice => DATA[choice].1.clone(),
        }
    }

    /// What the chains sample, in a sentence.
    pub fn badge(&self) -> Text {
        let t = self.temperature;
        if (0.9..=1.1).contains(&t) {
            text!("The chains sample at T = 1.")
        } else if t < 0.01 {
            text!("The chains hardly sample: this is optimisation (T = {t}).", t)
        } else {
            text!("The chains sample at T = {t}, not at the model’s T = 1.", t)
        }
    }

    /// The two numbers that say at which temperature the chains sample.
    pub fn temperature_readouts(&self) -> [Readout; 2] {
        let sigma = (2.0 * self.eta * self.temperature).sqrt();
        [
            Readout::new("sigma", text!("noise σ of the chains"), sigma),
            Readout::new(
                "Teff",
                text!("effective temperature σ²/2η"),
                sigma * sigma / (2.0 * self.eta),
            ),
        ]
    }

    /// How many hidden units a layer has.
    pub fn hidden(&self) -> usize {
        [16, 32, 64][self.units.min(2)]
    }
}

/// A pen that draws points.
pub fn pen(settings: &Settings) -> Handle {
    let at = settings.own.chunks_exact(2).last().map_or([0.0, 0.0], |p| [p[0], p[1]]);
    let mut pen =
        Handle::new(text!("pen: draws your own data"), at, Ink::Data, [Arrow::Move(0.2); 2]);
    pen.reach = Reach::Draw;
    pen
}

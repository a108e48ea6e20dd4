//! The energy that a reader chooses or draws.

use std::rc::Rc;

use crate::{
    demo::{Arrow, Field, Handle, Ink, Knobs, Options, Reach, Text},
    ebm::{
        inference::free_energy::FreeEnergy,
        math::{cell_grid::WALL, num::norm},
        models::{
            datasets,
            ellipse::TRAINED,
            targets::{
                Banana, Donut, DoubleWell, Energy, Funnel, Learned, Normal, RoundMixture, Squiggle,
                learned::LEARNED,
            },
        },
    },
    fields, text,
};

const ENERGIES: Options = &[
    ("banana", text!("banana")),
    ("donut", text!("donut")),
    ("normal", text!("standard normal")),
    ("three", text!("three Gaussians")),
    ("funnel", text!("Neal’s funnel")),
    ("squiggle", text!("squiggle")),
    ("well", text!("double well, barrier 3")),
    ("eight", text!("eight Gaussians")),
    ("ellipse", text!("the ellipse’s F with β = 3")),
    ("net8", text!("trained on eight Gaussians")),
    ("moons", text!("trained on two moons")),
    ("rings", text!("trained on rings")),
    ("own", text!("drawn by you")),
];

/// Half the side of each picture.
const HALVES: [f64; 13] = [6.0, 4.0, 4.0, 5.0, 6.0, 5.0, 3.5, 3.5, 3.5, WALL, WALL, WALL, WALL];

/// The first of the trained energies, and the reader's own.
const TRAINED_FIRST: usize = 9;
const OWN: usize = ENERGIES.len() - 1;

/// How many points a reader may draw, and how far apart they must be.
const MOST: usize = 40;
const APART: f64 = 0.25;

/// An energy, by name or drawn.
#[derive(Clone)]
pub struct Scene {
    choice: usize,
    /// The reader's own points, x₁ and x₂ in turn.
    own: Vec<f64>,
    energy: Rc<dyn Energy>,
}

impl Scene {
    /// The energy of this name.
    pub fn new(name: &str) -> Self {
        let choice = ENERGIES.iter().position(|(word, _)| *word == name).unwrap_or(0);
        Self { choice, own: Vec::new(), energy: make(choice, &[]) }
    }

    /// Declares the choice of energy.
    pub fn knob(&self, k: &mut dyn Knobs) {
        k.choice(("energy", text!("energy")), self.choice, ENERGIES);
    }

    /// Declares the reader's own points.
    pub fn own_knob(&self, k: &mut dyn Knobs) {
        k.points(("points", text!("points of your own valleys")), &self.own, WALL, MOST);
    }

    /// Where a control's value is kept.
    pub fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "energy" => self.choice, "points" => self.own)
    }

    /// Follows a change of a control; returns whether the energy is another one now.
    pub fn changed(&mut self, key: &str) -> bool {
        let other = key == "energy" || key == "points" && self.choice == OWN;
        if other {
            self.energy = make(self.choice, &self.own);
        }
        other
    }

    /// The energy.
    pub fn energy(&self) -> &dyn Energy {
        &*self.energy
    }

    /// Half the side of the picture.
    pub fn half(&self) -> f64 {
        HALVES[self.choice]
    }

    /// Into how many parts a cell must be cut along either side, for its middles to see the energy: the
    /// funnel's neck is narrower than a cell.
    pub fn parts(&self) -> usize {
        if self.choice == 4 { 8 } else { 1 }
    }

    /// Where the valleys of the basins lie; empty for an energy with one.
    pub fn basins(&self) -> Vec<[f64; 2]> {
        match self.choice {
            3 => vec![[-1.5, -1.5], [1.5, 1.5], [-2.0, 2.0]],
            6 => vec![[-DoubleWell::WELL, 0.0], [DoubleWell::WELL, 0.0]],
            7 | TRAINED_FIRST => datasets::eight_gaussians().centres,
            _ => Vec::new(),
        }
    }

    /// What the energy is, as a name within a sentence.
    pub fn text(&self) -> Text {
        match self.choice {
            OWN if self.own.is_empty() => {
                text!("one valley in the middle, until you draw others")
            }
            OWN => text!("valleys of your own ({count})", count = self.own.len() / 2),
            choice => ENERGIES[choice].1.clone(),
        }
    }

    /// Adds a valley of the reader's.
    pub fn move_handle(&mut self, at: [f64; 2]) {
        let at = at.map(|v| v.clamp(-WALL, WALL));
        let near = |p: &[f64]| norm([p[0] - at[0], p[1] - at[1]]) < APART;
        if self.own.len() < 2 * MOST && !self.own.chunks_exact(2).any(near) {
            self.own.extend(at);
        }
    }

    /// A pen that draws valleys, where the energy is the reader's own.
    pub fn pen(&self) -> Option<Handle> {
        let at = self.own.chunks_exact(2).last().map_or([0.0, 0.0], |p| [p[0], p[1]]);
        let label = text!("pen: draws your own valleys");
        let mut pen = Handle::new(label, at, Ink::Data, [Arrow::Move(0.3); 2]);
        pen.reach = Reach::Draw;
        (self.choice == OWN).then_some(pen)
    }
}

fn make(choice: usize, own: &[f64]) -> Rc<dyn Energy> {
    match choice {
        0 => Rc::new(Banana),
        1 => Rc::new(Donut),
        2 => Rc::new(Normal::standard()),
        3 => Rc::new(RoundMixture::three()),
        4 => Rc::new(Funnel),
        5 => Rc::new(Squiggle),
        6 => Rc::new(DoubleWell { barrier: 3.0 }),
        7 => Rc::new(RoundMixture::of(&datasets::eight_gaussians())),
        8 => Rc::new(Scaled(FreeEnergy::over_all_latents(TRAINED, BETA))),
        OWN => {
            let points: Vec<_> = own.chunks_exact(2).map(|p| [p[0], p[1]]).collect();
            let points = if points.is_empty() { vec![[0.0, 0.0]] } else { points };
            let mut drawn = datasets::own(&points);
            drawn.sigma = 0.35;
            Rc::new(RoundMixture::of(&drawn))
        }
        trained => Rc::new(Learned::new(LEARNED[trained - TRAINED_FIRST].1)),
    }
}

/// The inverse temperature of the ellipse.
const BETA: f64 = 3.0;

/// β F_β, so that the density at T = 1 is that of the chapter on the Gibbs distribution.
struct Scaled(FreeEnergy);

impl Energy for Scaled {
    fn energy(&self, x: [f64; 2]) -> f64 {
        BETA * self.0.energy(x)
    }

    fn gradient(&self, x: [f64; 2]) -> [f64; 2] {
        self.0.gradient(x).map(|v| BETA * v)
    }
}

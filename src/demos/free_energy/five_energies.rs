//! Five points of the lecture's grid: guess the order of their free energies, then see their energy
//! curves. Figures 8, 9 and 10.

use crate::{
    demo::{
        Axis, Demo, Field, Handle, Ink, Knobs, Layer, Mark, Options, Plot, Readout, Side, Text,
        Ticks,
    },
    demos::shared::{
        ellipse_plane,
        grid::{LECTURE, REACH, nodes},
    },
    ebm::{
        inference::latent_minimum::closest,
        math::{
            num::{PI, TAU},
            rng::Rng,
        },
        models::ellipse::Decoder,
    },
    fields, text,
};

/// A point of the lecture's Figure 9: its letter, its colour there and here, its y₁. All have
/// y₂ = -0.5.
struct Point {
    letter: Text,
    colour: Text,
    ink: Ink,
    y1: f64,
}

const POINTS: [Point; 5] = [
    Point { letter: text!("a"), colour: text!("blue"), ink: Ink::Data, y1: -3.0 },
    Point { letter: text!("b"), colour: text!("red"), ink: Ink::Energy, y1: -2.25 },
    Point { letter: text!("c"), colour: text!("purple"), ink: Ink::Best, y1: -1.5 },
    Point { letter: text!("d"), colour: text!("green"), ink: Ink::Picked, y1: -0.75 },
    Point { letter: text!("e"), colour: text!("orange"), ink: Ink::Latent, y1: 0.0 },
];

const NAMES: Options = &[
    ("a", text!("a, at (−3, −0.5)")),
    ("b", text!("b, at (−2.25, −0.5)")),
    ("c", text!("c, at (−1.5, −0.5)")),
    ("d", text!("d, at (−0.75, −0.5)")),
    ("e", text!("e, at (0, −0.5)")),
];

impl Point {
    fn y(&self) -> [f64; 2] {
        [self.y1, -0.5]
    }
}

/// The figure's state.
#[derive(Clone)]
pub struct FiveEnergies {
    revealed: bool,
    choice: usize,
    pick: usize,
    /// The place of each point in the reader's order, 1 for the lowest free energy.
    places: Vec<f64>,
}

impl Default for FiveEnergies {
    fn default() -> Self {
        Self { revealed: false, choice: 0, pick: 0, places: vec![1.0, 2.0, 3.0, 4.0, 5.0] }
    }
}

impl FiveEnergies {
    fn decoder(&self) -> Decoder {
        ellipse_plane::decoder(self.choice)
    }

    fn free_energies(&self) -> [f64; 5] {
        core::array::from_fn(|i| closest(&self.decoder(), POINTS[i].y()).energy)
    }

    /// How many of the ten pairs the reader has in the right order. Points that share a place are
    /// not in any.
    fn pairs(&self) -> usize {
        let free = self.free_energies();
        let pairs = (0..5).flat_map(|i| (0..i).map(move |j| (i, j)));
        pairs
            .filter(|&(i, j)| (self.places[i] - self.places[j]) * (free[i] - free[j]) > 0.0)
            .count()
    }

    fn plane_plot(&self) -> Plot {
        let decoder = self.decoder();
        let grid = nodes(REACH, LECTURE);
        let nearest = grid.iter().map(|&y| decoder.decode(closest(&decoder, y).z)).collect();
        // A little more than the grid, so that its border is whole.
        let axis = |name: Text, reach: f64| Axis::new(name, -reach - 0.25, reach + 0.25);
        let title = text!("The grid, its nearest decoded points, and five of the 425");
        let mut plot = Plot::new(title, axis(text!("y₁"), REACH[0]), axis(text!("y₂"), REACH[1]))
            .with(Layer::discs(grid, Ink::Faint, 2.0))
            .with(Layer::line(ellipse_plane::curve(&decoder), Ink::Model, 1.5))
            .with(Layer::Dots { points: nearest, ink: Ink::Model, mark: Mark::Disc, radius: 2.2 });
        for (i, point) in POINTS.iter().enumerate() {
            if self.revealed {
                let check = decoder.decode(closest(&decoder, point.y()).z);
                plot = plot.with(Layer::dashes(vec![point.y(), check], point.ink, 2.0));
            }
            let mark = if i == self.pick { Mark::Disc } else { Mark::Ring };
            plot = plot.with(Layer::mark(point.y(), point.ink, mark, 6.0)).with(Layer::text(
                point.y(),
                point.letter.clone(),
                Ink::Text,
                Side::Above,
            ));
        }
        plot
    }

    fn order_plot(&self) -> Plot {
        let free = self.free_energies();
        let top = if self.revealed { 5.0 } else { 1.0 };
        let label = if self.revealed { text!("free energy F∞") } else { Text::default() };
        let mut plot = Plot::new(
            text!("Your order: lowest free energy on the left"),
            ellipse_plane::place_axis(
                text!("your place, from lowest (1) to highest (5)"),
                POINTS.len(),
            ),
            Axis::new(label, -0.12 * top, top).ticks(if self.revealed {
                Ticks::Round
            } else {
                Ticks::None
            }),
        )
        .aspect(1.5);
        for place in 1..=POINTS.len() {
            let at = [place as f64, -0.06 * top];
            plot = plot.with(Layer::text(at, text!("{place}", place), Ink::Text, Side::Centre));
        }
        for (i, point) in POINTS.iter().enumerate() {
            let x = self.places[i];
            let at = [x, 0.45 * top];
            if self.revealed {
                plot = plot.with(Layer::bars(&[[x, free[i]]], 0.8, point.ink));
                let energy = text!("{energy}", energy = free[i]);
                plot = plot.with(Layer::text([x, free[i]], energy, Ink::Text, Side::Above));
            }
            plot = plot
                .with(Layer::mark(at, point.ink, Mark::Disc, 13.0))
                .with(Layer::text(at, point.letter.clone(), Ink::Text, Side::Centre))
                .handle(Handle::new(
                    text!(
                        "place of {letter} ({colour})",
                        letter = &point.letter,
                        colour = &point.colour,
                    ),
                    at,
                    point.ink,
                    [1.0, 1.0],
                ));
        }
        plot
    }

    fn energy_plot(&self) -> Plot {
        let decoder = self.decoder();
        let top = if self.choice == 0 { 20.0 } else { 30.0 };
        let mut plot = Plot::new(
            text!("Their energies over three turns of z"),
            ellipse_plane::latent_axis(-TAU, 2.0 * TAU),
            Axis::new(text!("energy E(y, z)"), 0.0, top),
        )
        .aspect(1.5);
        if !self.revealed {
            let words = text!("put them in order, then show the energies");
            return plot.with(Layer::text([PI, 0.5 * top], words, Ink::Text, Side::Centre));
        }
        for (i, point) in POINTS.iter().enumerate() {
            let curve = ellipse_plane::energy_curve(&decoder, point.y(), -TAU, 2.0 * TAU);
            plot = plot.with(Layer::line(curve, point.ink, if i == self.pick { 3.5 } else { 1.8 }));
        }
        for point in &POINTS {
            let check = closest(&decoder, point.y());
            let least = [[check.z, check.energy]];
            plot = plot
                .with(Layer::dashes(vec![[check.z, 0.0], least[0]], point.ink, 1.5))
                .with(Layer::mark(least[0], point.ink, Mark::Ring, 4.0))
                .with(Layer::mark([check.z, 0.0], point.ink, Mark::Cross, 6.0));
        }
        plot
    }
}

impl Demo for FiveEnergies {
    fn title(&self) -> Text {
        text!("Five points of the grid")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.toggle(("reveal", text!("show the energies")), self.revealed);
        k.choice(("decoder", text!("decoder")), self.choice, ellipse_plane::DECODERS);
        k.choice(("point", text!("point")), self.pick, NAMES);
        k.list(("order", text!("places of a, b, c, d, e")), &self.places, 1.0..=5.0, 1.0, 5..=5);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "reveal" => self.revealed, "decoder" => self.choice, "point" => self.pick, "order" => self.places)
    }

    fn reset(&mut self, _rng: &mut Rng) {}

    fn step(&mut self, _rng: &mut Rng) {
        self.pick = (self.pick + 1) % POINTS.len();
    }

    fn step_label(&self) -> Text {
        text!("Next point")
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.plane_plot(), self.order_plot(), self.energy_plot()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let mut all = vec![Readout::new("y1", text!("y₁ of the point"), POINTS[self.pick].y1)];
        if self.revealed {
            let check = closest(&self.decoder(), POINTS[self.pick].y());
            all.extend([
                Readout::new("F", text!("its free energy F∞"), check.energy),
                Readout::with_unit("zcheck", text!("its ž"), check.z, text!("rad")),
                Readout::new(
                    "pairs",
                    text!("pairs in the right order, of 10"),
                    self.pairs() as f64,
                ),
            ]);
        }
        all
    }

    fn caption(&self) -> Text {
        let point = &POINTS[self.pick];
        let (letter, colour) = (&point.letter, &point.colour);
        let y = ellipse_plane::point_text(point.y());
        if !self.revealed {
            let which = text!("Point {letter} ({colour}) lies at {y}.", letter, colour, y);
            let task = text!(
                "Drag the letters into the order of their free energies, then show the energies."
            );
            return Text::sentences([which, task]);
        }
        let check = closest(&self.decoder(), point.y());
        let which = text!(
            "Point {letter} ({colour}) at {y} has free energy {energy} at ž = {z} rad.",
            letter,
            colour,
            y,
            energy = check.energy,
            z = check.z,
        );
        let score = match self.pairs() {
            10 => text!("Your order is right."),
            pairs => text!("Your order has {pairs} of 10 pairs right.", pairs),
        };
        Text::sentences([which, score])
    }

    fn move_handle(&mut self, plot: usize, handle: usize, at: [f64; 2]) {
        if plot != 1 || handle >= self.places.len() {
            return;
        }
        let target = at[0].round().clamp(1.0, 5.0);
        // Those in between move up by one.
        let from = self.places[handle];
        let (low, high) = (from.min(target), from.max(target));
        for place in &mut self.places {
            if (low..=high).contains(place) {
                *place = (*place + (from - target).signum()).clamp(1.0, 5.0);
            }
        }
        self.places[handle] = target;
    }
}

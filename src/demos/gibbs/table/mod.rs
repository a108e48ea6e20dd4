//! A table of energies E(y, z): joint, marginal and conditional probabilities, and Bayes' rule with
//! the numbers filled in.

mod pictures;

use crate::{
    demo::{
        Axis, Beyond, Demo, Field, Handle, Ink, Knobs, Layer, Options, Plot, Preset, Readout, Side,
        Text, Ticks,
    },
    demos::shared::ellipse_plane::place_axis,
    ebm::{math::rng::Rng, models::energy_table::Table},
    fields, text,
};

const SIZE: usize = 3;
const KEYS: [(&str, Text); SIZE * SIZE] = [
    ("e11", text!("energy of y = 1, z = 1")),
    ("e12", text!("energy of y = 1, z = 2")),
    ("e13", text!("energy of y = 1, z = 3")),
    ("e21", text!("energy of y = 2, z = 1")),
    ("e22", text!("energy of y = 2, z = 2")),
    ("e23", text!("energy of y = 2, z = 3")),
    ("e31", text!("energy of y = 3, z = 1")),
    ("e32", text!("energy of y = 3, z = 2")),
    ("e33", text!("energy of y = 3, z = 3")),
];

/// The figure's state.
#[derive(Clone)]
pub struct TableFigure {
    beta: f64,
    /// The picked row and column, from 1.
    y: f64,
    z: f64,
    /// What the last plot takes as known: y, a row, or z, a column.
    given: usize,
    energies: [f64; SIZE * SIZE],
}

const GIVEN: Options =
    &[("row", text!("y, the picked row")), ("column", text!("z, the picked column"))];

impl Default for TableFigure {
    fn default() -> Self {
        let energies = [0.5, 2.0, 3.0, 1.5, 0.0, 1.0, 2.5, 2.0, 0.5];
        Self { beta: 1.0, y: 1.0, z: 2.0, given: 0, energies }
    }
}

/// The probabilities that belong to the picked cell.
struct Picked {
    joint: f64,
    y: f64,
    z: f64,
    z_given_y: f64,
    y_given_z: f64,
}

impl TableFigure {
    fn table(&self) -> Table {
        Table { energies: self.energies.to_vec(), columns: SIZE }
    }

    /// The picked row and column, from 0.
    fn cell(&self) -> [usize; 2] {
        [self.y, self.z].map(|place| (place as usize).clamp(1, SIZE) - 1)
    }

    fn picked(&self) -> Picked {
        let (table, [y, z]) = (self.table(), self.cell());
        Picked {
            joint: table.joint(self.beta)[SIZE * y + z],
            y: table.marginal_y(self.beta)[y],
            z: table.marginal_z(self.beta)[z],
            z_given_y: table.z_given_y(y, self.beta)[z],
            y_given_z: table.y_given_z(z, self.beta)[y],
        }
    }

    /// The lower left and the upper right corner of a cell.
    fn corners([y, z]: [usize; 2]) -> [[f64; 2]; 2] {
        let (left, low) = (z as f64, (SIZE - 1 - y) as f64);
        [[left + 0.03, low + 0.03], [left + 0.97, low + 0.97]]
    }
}

impl Demo for TableFigure {
    fn title(&self) -> Text {
        text!("Joint, marginal, conditional")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        let name = ("beta", text!("inverse temperature β"));
        k.log(name, self.beta, 0.01..=1e6, Beyond::ZeroAndInfinity);
        k.choice(("given", text!("Condition on")), self.given, GIVEN);
        k.slider(("y", text!("picked row y")), self.y, 1.0..=SIZE as f64, 1.0);
        k.slider(("z", text!("picked column z")), self.z, 1.0..=SIZE as f64, 1.0);
        for (name, energy) in KEYS.into_iter().zip(self.energies) {
            k.slider(name, energy, 0.0..=5.0, 0.05);
        }
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        if let Some(place) = KEYS.iter().position(|(name, _)| *name == key) {
            return Some(Field::from(&mut self.energies[place]));
        }
        fields!(key; "beta" => self.beta, "given" => self.given, "y" => self.y, "z" => self.z)
    }

    fn reset(&mut self, _rng: &mut Rng) {}

    fn step(&mut self, _rng: &mut Rng) {
        let next = (SIZE * self.cell()[0] + self.cell()[1] + 1) % (SIZE * SIZE);
        self.y = (next / SIZE + 1) as f64;
        self.z = (next % SIZE + 1) as f64;
    }

    fn step_label(&self) -> Text {
        text!("Next cell")
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.energy_plot(), self.joint_plot(), self.conditional_plot()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let (table, picked, [y, z]) = (self.table(), self.picked(), self.cell());
        let mut all = vec![
            Readout::new("E", text!("energy of the cell"), self.energies[SIZE * y + z]),
            Readout::new("joint", text!("p(y, z)"), picked.joint),
            Readout::new("py", text!("p(y)"), picked.y),
            Readout::new("pz", text!("p(z)"), picked.z),
            Readout::new("zgy", text!("p(z | y)"), picked.z_given_y),
            Readout::new("ygz", text!("p(y | z)"), picked.y_given_z),
        ];
        if self.beta > 0.0 {
            all.push(Readout::new(
                "F",
                text!("free energy F(y), with the sum"),
                table.free_energy(y, self.beta),
            ));
        }
        if self.beta < f64::INFINITY {
            all.push(Readout::new("lnZ", text!("ln Z"), table.log_z(self.beta)));
        }
        all
    }

    fn caption(&self) -> Text {
        let (p, [y, z]) = (self.picked(), self.cell().map(|i| i + 1));
        if p.y == 0.0 {
            return text!(
                "Row y = {y} has probability 0: all of it lies in other rows, and Bayes’ rule would divide by zero. p(z | y) is still the Gibbs distribution of the row.",
                y
            );
        }
        let [given_y, given_z, p_y, p_z] = [p.z_given_y, p.y_given_z, p.y, p.z];
        if self.given == 0 {
            text!(
                "Bayes: p(z = {z} | y = {y}) = p(y = {y} | z = {z}) p(z = {z}) / p(y = {y}) = {given_z} × {p_z} / {p_y} = {given_y}.",
                z,
                y,
                given_z,
                p_z,
                p_y,
                given_y
            )
        } else {
            text!(
                "Bayes: p(y = {y} | z = {z}) = p(z = {z} | y = {y}) p(y = {y}) / p(z = {z}) = {given_y} × {p_y} / {p_z} = {given_z}.",
                y,
                z,
                given_y,
                p_y,
                p_z,
                given_z
            )
        }
    }

    fn move_handle(&mut self, _plot: usize, _handle: usize, at: [f64; 2]) {
        let place = |v: f64| (v.floor() + 1.0).clamp(1.0, SIZE as f64);
        let from_top = SIZE as f64 - at[1];
        // The name of a row picks the row, the name of a column the column.
        if at[0] < 0.0 {
            (self.given, self.y) = (0, place(from_top));
        } else if from_top < 0.0 {
            (self.given, self.z) = (1, place(at[0]));
        } else {
            (self.z, self.y) = (place(at[0]), place(from_top));
        }
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(
                    text!("y and z independent"),
                    "e11:0;e12:1;e13:2;e21:0.5;e22:1.5;e23:2.5;e31:1;e32:2;e33:3",
                ),
                Preset::new(
                    text!("all equal"),
                    "e11:1;e12:1;e13:1;e21:1;e22:1;e23:1;e31:1;e32:1;e33:1",
                ),
                Preset::new(text!("β = 0"), "beta:0"),
                Preset::new(text!("β = 10⁶"), "beta:1000000"),
            ]
        }
    }
}

/// A number in a plot.
fn number(at: [f64; 2], value: f64, ink: Ink, side: Side) -> Layer {
    Layer::text(at, text!("{value}", value), ink, side)
}

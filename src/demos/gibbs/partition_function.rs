//! The wall: the partition function of n spins by enumeration, one spin more at a time.

use crate::{
    demo::{
        Axis, Beyond, Demo, Field, Ink, Knobs, Layer, Options, Plot, Readout, Side, Text, Ticks,
        Verbatim, decimal::power_of_ten,
    },
    ebm::{
        math::{
            num::{argsort, exp, ln, log10},
            rng::Rng,
        },
        models::ising::{Lattice, Level, log_z},
    },
    fields, text,
};

const SHAPES: Options = &[("chain", text!("a chain")), ("grid", text!("a grid, four in a row"))];

/// The fewest and the most spins.
const FEWEST: f64 = 2.0;
const MOST: f64 = 20.0;

/// The furthest that the first plot looks ahead, in spins.
const AHEAD: f64 = 100.0;

/// Landmarks of time, in decimal logarithms of seconds.
const TIMES: [(Text, f64); 4] = [
    (text!("a second"), 0.0),
    (text!("a day"), 4.9365),
    (text!("a century"), 9.4991),
    (text!("the age of the universe"), 17.639),
];

/// The figure's state.
#[derive(Clone)]
pub struct PartitionFunction {
    n: f64,
    shape: usize,
    beta: f64,
    coupling: f64,
    field: f64,
    rate: f64,
    levels: Vec<Level>,
}

impl Default for PartitionFunction {
    fn default() -> Self {
        let mut figure = Self {
            n: 8.0,
            shape: 1,
            beta: 0.5,
            coupling: 1.0,
            field: 0.0,
            rate: 1e8,
            levels: Vec::new(),
        };
        figure.enumerate();
        figure
    }
}

impl PartitionFunction {
    fn lattice(&self) -> Lattice {
        let n = self.n as usize;
        Lattice { n, columns: if self.shape == 0 { n } else { 4 } }
    }

    fn enumerate(&mut self) {
        self.levels = self.lattice().enumerate();
    }

    fn log_z(&self) -> f64 {
        log_z(&self.levels, self.beta, self.coupling, self.field)
    }

    /// The levels of equal energy joined: (energy, states).
    fn spectrum(&self) -> Vec<[f64; 2]> {
        let energy = |level: &_| Level::energy(level, self.coupling, self.field);
        let energies: Vec<f64> = self.levels.iter().map(energy).collect();
        let pair = |i: usize| [energies[i], self.levels[i].count as f64];
        let mut all: Vec<[f64; 2]> = argsort(&energies).into_iter().map(pair).collect();
        all.dedup_by(|next, kept| {
            let same = (next[0] - kept[0]).abs() < 1e-9;
            if same {
                kept[1] += next[1];
            }
            same
        });
        all
    }

    fn mean_energy(&self) -> f64 {
        let log_z = self.log_z();
        self.spectrum().iter().map(|&[e, count]| e * count * exp(-self.beta * e - log_z)).sum()
    }

    /// log₁₀ of the seconds that n spins take.
    fn seconds(&self, n: f64) -> f64 {
        n * log10(2.0) - log10(self.rate)
    }

    fn time_plot(&self) -> Plot {
        let (low, high) = (-9.0, 24.0);
        let done = (FEWEST as usize..=self.n as usize).map(|n| [n as f64, self.seconds(n as f64)]);
        let ahead = [FEWEST, AHEAD].map(|n| [n, self.seconds(n)]).to_vec();
        let mut plot = Plot::new(
            text!("Time to visit all states, at the chosen rate"),
            Axis::new(text!("spins n"), 0.0, AHEAD),
            Axis::new(text!("time (s)"), low, high).ticks(Ticks::Powers),
        )
        .aspect(1.5);
        for (name, time) in TIMES {
            let ends = vec![[0.0, time], [AHEAD, time]];
            plot = plot.with(Layer::dashes(ends, Ink::Rejected, 1.2)).with(Layer::text(
                [2.0, time + 0.9],
                name,
                Ink::Text,
                Side::Right,
            ));
        }
        plot.with(Layer::line(ahead, Ink::Energy, 2.0)).with(Layer::discs(
            done.collect(),
            Ink::Best,
            3.5,
        ))
    }

    /// The spins and their bonds.
    fn lattice_plot(&self) -> Plot {
        let (lattice, rows) = (self.lattice(), 5.0);
        // Rows of the grid from the top; a chain winds through the same room.
        let place = |i: usize| {
            let (row, column) = (i / 4, i % 4);
            let turned = self.shape == 0 && row % 2 == 1;
            [if turned { 3 - column } else { column } as f64, rows - 1.0 - row as f64]
        };
        let bonds = (0..lattice.n).flat_map(|i| {
            let later = lattice.neighbours(i).filter(move |&j| j > i);
            later.map(move |j| vec![place(i), place(j)])
        });
        let mut plot = Plot::new(
            text!("{n} spins, {bonds} pairs of neighbours", n = lattice.n, bonds = lattice.bonds()),
            Axis::new(text!("a dot is a spin, a line a pair of neighbours"), -0.9, 3.9)
                .ticks(Ticks::None),
            Axis::new(text!(""), -0.6, rows - 0.4).ticks(Ticks::None),
        )
        .aspect(1.5);
        for bond in bonds {
            plot = plot.with(Layer::line(bond, Ink::Text, 1.5));
        }
        plot.with(Layer::discs((0..lattice.n).map(place).collect(), Ink::Best, 8.0))
    }

    /// The share of the states, and the share of the probability, at each energy.
    fn spectrum_plot(&self) -> Plot {
        let (spectrum, log_z) = (self.spectrum(), self.log_z());
        let states = exp(self.n * core::f64::consts::LN_2);
        let count: Vec<_> = spectrum.iter().map(|&[e, count]| [e, count / states]).collect();
        let share: Vec<_> = spectrum
            .iter()
            .map(|&[e, count]| [e, exp(ln(count) - self.beta * e - log_z)])
            .collect();
        let reach = spectrum.iter().fold(1.0, |reach: f64, level| reach.max(level[0].abs())) + 1.0;
        let top = count.iter().chain(&share).fold(0.1, |top: f64, p| top.max(1.1 * p[1]));
        let width = (reach / 40.0).min(0.35);
        let beside = |points: &[[f64; 2]], shift: f64| {
            points.iter().map(|&[e, p]| [e + shift, p]).collect::<Vec<_>>()
        };
        Plot::new(
            text!("Share of the states, and of the probability, by energy"),
            Axis::new(text!("energy E"), -reach, reach),
            Axis::new(text!("share"), 0.0, top.min(1.05)),
        )
        .aspect(1.5)
        .with(Layer::bars(&beside(&count, -width / 2.0), width, Ink::Data))
        .with(Layer::bars(&beside(&share, width / 2.0), width, Ink::Model))
    }
}

impl Demo for PartitionFunction {
    fn title(&self) -> Text {
        text!("The partition function")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.slider(("n", text!("spins n")), self.n, FEWEST..=MOST, 1.0);
        k.choice(("shape", text!("shape")), self.shape, SHAPES);
        k.log(("beta", text!("inverse temperature β")), self.beta, 0.05..=10.0, Beyond::Nothing);
        k.slider(("J", text!("coupling J")), self.coupling, -1.0..=1.0, 0.1);
        k.slider(("h", text!("field h")), self.field, -1.0..=1.0, 0.1);
        k.log(("rate", text!("states per second")), self.rate, 1e3..=1e18, Beyond::Nothing);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "n" => self.n, "shape" => self.shape, "beta" => self.beta, "J" => self.coupling, "h" => self.field, "rate" => self.rate)
    }

    fn changed(&mut self, key: &str) {
        if ["n", "shape"].contains(&key) {
            self.enumerate();
        }
    }

    fn reset(&mut self, _rng: &mut Rng) {}

    fn step(&mut self, _rng: &mut Rng) {
        if !self.done() {
            self.n += 1.0;
            self.enumerate();
        }
    }

    fn step_label(&self) -> Text {
        text!("Add a spin")
    }

    fn done(&self) -> bool {
        self.n >= MOST
    }

    fn timed(&self) -> bool {
        true
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.time_plot(), self.lattice_plot(), self.spectrum_plot()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let log_z = self.log_z();
        vec![
            Readout::new("n", text!("spins"), self.n),
            Readout::new(
                "states",
                text!("states 2ⁿ"),
                self.levels.iter().map(|l| l.count as f64).sum(),
            ),
            Readout::new("bonds", text!("pairs of neighbours"), self.lattice().bonds() as f64),
            Readout::new("Z", text!("partition function Z"), exp(log_z)),
            Readout::new("lnZ", text!("ln Z"), log_z),
            Readout::new("F", text!("free energy F = −T ln Z"), -log_z / self.beta),
            Readout::new("E", text!("mean energy ⟨E⟩"), self.mean_energy()),
            Readout::new(
                "log_seconds",
                text!("log₁₀ of the time for 100 spins (s)"),
                self.seconds(AHEAD),
            ),
        ]
    }

    fn caption(&self) -> Text {
        let states: u64 = self.levels.iter().map(|level| level.count).sum();
        text!(
            "{n} spins have {states} states; ln Z = {log_z}. At {rate} states per second, 100 spins would take {seconds} seconds.",
            n = self.n,
            states,
            log_z = self.log_z(),
            rate = self.rate,
            seconds = Verbatim(power_of_ten(self.seconds(AHEAD).round() as i32)),
        )
    }
}

//! Fuzzy balls and springs: codes that flee from each other, springs that hold them, sizes that settle.

use crate::{
    demo::{
        Axis, Demo, Field, Handle, Ink, Knobs, Layer, Plot, Preset, Readout, Side, Text, Trace,
    },
    ebm::{
        math::{
            num::{LN_2, TAU, cos, norm, sin},
            rng::Rng,
        },
        variational::latent_balls::{Ball, Forces, energy, forces_on, information, overlap},
    },
    fields, text,
};

/// How many codes there are, and half the side of the plane.
const CODES: usize = 12;
const HALF: f64 = 4.0;

/// The sizes that balls may take, and the size of a point.
const SIZES: [f64; 2] = [0.03, 3.0];

/// The figure's state.
#[derive(Clone)]
pub struct LatentBalls {
    /// Whether codes are balls, whether they flee, whether springs and the size term act.
    on: [bool; 4],
    price: f64,
    eta: f64,
    balls: Vec<Ball>,
    start: Vec<[f64; 2]>,
    /// The first code's place, which can be dragged.
    first: [f64; 2],
    /// Mean information a code in nats, and mean size.
    history: Trace<[f64; 2]>,
}

impl Default for LatentBalls {
    fn default() -> Self {
        Self {
            on: [true; 4],
            price: 2.0,
            eta: 0.02,
            balls: Vec::new(),
            start: Vec::new(),
            first: [0.5, 0.5],
            history: Trace::default(),
        }
    }
}

impl LatentBalls {
    fn forces(&self) -> Forces {
        let weight = |switch: bool, weight: f64| if switch { weight } else { 0.0 };
        let [noise, flight, springs, sizes] = self.on;
        Forces {
            flight: weight(flight && noise, self.price),
            springs: weight(springs, 1.0),
            sizes: weight(sizes && noise, 1.0),
        }
    }

    fn restart(&mut self) {
        let size = if self.on[0] { 0.5 } else { SIZES[0] };
        self.balls = self.start.iter().map(|&mean| Ball { mean, size }).collect();
        if let Some(ball) = self.balls.first_mut() {
            ball.mean = self.first;
        }
        self.history = Trace::from(self.means());
    }

    fn means(&self) -> [f64; 2] {
        let n = self.balls.len().max(1) as f64;
        let sum = |f: &dyn Fn(&Ball) -> f64| self.balls.iter().map(f).sum::<f64>() / n;
        [sum(&information), sum(&|ball| ball.size)]
    }

    /// The mean chance, in a caricature, that a decoder takes a code for another: the overlaps of a ball.
    fn confusion(&self) -> f64 {
        let pairs = self.balls.iter().enumerate();
        let pairs = pairs.flat_map(|(i, a)| self.balls[..i].iter().map(move |b| overlap(a, b)));
        2.0 * pairs.sum::<f64>() / self.balls.len().max(1) as f64
    }

    /// The mean square of a coordinate of a draw from a ball: s² + |m|²/2.
    fn spread(&self) -> f64 {
        let one = |ball: &Ball| ball.size * ball.size + 0.5 * norm(ball.mean) * norm(ball.mean);
        self.balls.iter().map(one).sum::<f64>() / self.balls.len().max(1) as f64
    }

    fn plane(&self) -> Plot {
        const AROUND: usize = 36;
        let forces = self.forces();
        let title = text!("Codes: a ball is one standard deviation of q(z | y)");
        let axis = |label: Text| Axis::new(label, -HALF, HALF);
        let mut plot = Plot::new(title, axis(text!("latent z₁")), axis(text!("latent z₂")));
        for ball in &self.balls {
            let turn = |i: usize| TAU * i as f64 / AROUND as f64;
            let rim = |i: usize| {
                let [x, y] = ball.mean;
                [x + ball.size * cos(turn(i)), y + ball.size * sin(turn(i))]
            };
            let rim: Vec<_> = (0..=AROUND).map(rim).collect();
            plot = plot
                .with(Layer::Area { points: rim.clone(), ink: Ink::Latent })
                .with(Layer::line(rim, Ink::Latent, 1.2));
        }
        let arrows = |part: usize| {
            let arrow = |i: usize| {
                let (flight, pull, _) = forces_on(&self.balls, i, &forces);
                let force = [flight, pull][part];
                let at = self.balls[i].mean;
                [at, [at[0] + 0.5 * force[0], at[1] + 0.5 * force[1]]]
            };
            (0..self.balls.len()).map(arrow).collect::<Vec<_>>()
        };
        let codes = self.balls.iter().map(|ball| ball.mean).collect();
        plot = plot
            .with(Layer::Arrows { ends: arrows(0), ink: Ink::Gradient })
            .with(Layer::Arrows { ends: arrows(1), ink: Ink::Best })
            .with(Layer::discs(codes, Ink::Data, 4.0));
        let at = self.balls.first().map_or(self.first, |ball| ball.mean);
        plot.with(Layer::text(at, text!("1"), Ink::Data, Side::Above)).handle(Handle::new(
            text!("code 1"),
            at,
            Ink::Data,
            [("x1", 0.2), ("x2", 0.2)],
        ))
    }

    fn growth(&self) -> Plot {
        let [size, nats] = [1, 0].map(|part| self.history.curve(|h| h[part]));
        let span = self.history.span(100.0);
        let top = size.iter().chain(&nats).fold(1.5, |top: f64, p| top.max(1.1 * p[1]));
        let last = |line: &[[f64; 2]]| line.last().copied().unwrap_or_default();
        Plot::new(
            text!("Mean size, and mean information a code in nats"),
            Axis::new(text!("step"), 0.0, span),
            Axis::new(text!("size; nats"), 0.0, top),
        )
        .aspect(1.5)
        .with(Layer::dashes(vec![[0.0, 1.0], [span, 1.0]], Ink::Text, 1.0))
        .with(Layer::discs(vec![last(&size)], Ink::Latent, 5.0))
        .with(Layer::discs(vec![last(&nats)], Ink::Energy, 5.0))
        .with(Layer::line(size, Ink::Latent, 2.5))
        .with(Layer::line(nats, Ink::Energy, 2.5))
    }
}

impl Demo for LatentBalls {
    fn title(&self) -> Text {
        text!("Codes as balls: the terms of the VAE as forces")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        let [noise, flight, springs, sizes] = self.on;
        k.toggle(("noise", text!("codes are balls")), noise);
        k.toggle(("flight", text!("overlaps cost: repulsion")), flight);
        k.toggle(("springs", text!("springs to the origin")), springs);
        k.toggle(("sizes", text!("sizes drawn to 1")), sizes);
        k.slider(("price", text!("price of an overlap")), self.price, 0.0..=20.0, 0.5);
        k.slider(("eta", text!("step size η")), self.eta, 0.005..=0.05, 0.005);
        k.point([("x1", text!("code 1, z₁")), ("x2", text!("code 1, z₂"))], self.first, [HALF; 2]);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(
            key;
            "noise" => self.on[0],
            "flight" => self.on[1],
            "springs" => self.on[2],
            "sizes" => self.on[3],
            "price" => self.price,
            "eta" => self.eta,
            "x1" => self.first[0],
            "x2" => self.first[1],
        )
    }

    fn changed(&mut self, key: &str) {
        match key {
            "noise" => self.restart(),
            "x1" | "x2" => {
                if let Some(ball) = self.balls.first_mut() {
                    ball.mean = self.first;
                }
            }
            _ => {}
        }
    }

    fn reset(&mut self, rng: &mut Rng) {
        self.start = (0..CODES).map(|_| [0.7 * rng.normal(), 0.7 * rng.normal()]).collect();
        self.restart();
    }

    fn step(&mut self, _rng: &mut Rng) {
        let forces = self.forces();
        let all: Vec<_> =
            (0..self.balls.len()).map(|i| forces_on(&self.balls, i, &forces)).collect();
        for (ball, (flight, pull, size)) in self.balls.iter_mut().zip(all) {
            for k in 0..2 {
                let move_by = self.eta * (flight[k] + pull[k]);
                ball.mean[k] = (ball.mean[k] + move_by).clamp(-3.0 * HALF, 3.0 * HALF);
            }
            if self.on[0] {
                // A size that shrinks by much would pass zero.
                let change = (self.eta * (size[0] + size[1])).max(-0.3 * ball.size);
                ball.size = (ball.size + change).clamp(SIZES[0], SIZES[1]);
            }
        }
        self.history.push(self.means());
    }

    fn step_label(&self) -> Text {
        text!("Step")
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.plane(), self.growth()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let [nats, size] = self.means();
        let n = self.balls.len().max(1) as f64;
        let away = self.balls.iter().map(|ball| norm(ball.mean)).sum::<f64>() / n;
        vec![
            Readout::new("nats", text!("information per code, nats"), nats),
            Readout::new("bits", text!("information per code, bits"), nats / LN_2),
            Readout::new("size", text!("mean size of a ball"), size),
            Readout::new("away", text!("mean distance from the origin"), away),
            Readout::new(
                "spread",
                text!("variance of all codes together, per coordinate"),
                self.spread(),
            ),
            Readout::new("overlap", text!("overlap with all others"), self.confusion()),
            Readout::new(
                "energy",
                text!("energy of all balls"),
                energy(&self.balls, &self.forces()),
            ),
        ]
    }

    fn caption(&self) -> Text {
        let [nats, size] = self.means();
        let (count, overlap) = (CODES, self.confusion());
        let codes = if self.on[0] {
            text!(
                "{count} codes as balls: mean size {size}, overlap {overlap}.",
                count,
                size,
                overlap
            )
        } else {
            text!(
                "{count} codes as points: mean size {size}, overlap {overlap}.",
                count,
                size,
                overlap
            )
        };
        let information =
            text!("A code gives {nats} nats ({bits} bits).", nats, bits = nats / LN_2);
        Text::sentences([codes, information])
    }

    fn move_handle(&mut self, _plot: usize, _handle: usize, at: [f64; 2]) {
        self.first = at.map(|v| v.clamp(-HALF, HALF));
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("points"), "noise:off;springs:off"),
                Preset::new(text!("repulsion"), "noise:on;flight:on;springs:off;sizes:off"),
                Preset::new(text!("+ springs"), "noise:on;flight:on;springs:on;sizes:off"),
                Preset::new(text!("+ size term"), "noise:on;flight:on;springs:on;sizes:on"),
                Preset::new(text!("collapse"), "noise:on;flight:off;springs:on;sizes:on"),
            ]
        }
    }
}

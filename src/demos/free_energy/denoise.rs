//! Denoising: noisy points descend the free energy, each on its own.

use crate::{
    demo::{
        Arrow, Axis, Beyond, Demo, Field, Handle, Ink, Knobs, Layer, Options, Plot, Preset, Reach,
        Readout, Text, Trace,
    },
    demos::shared::{
        ellipse_plane::{self, Chosen},
        grid::{REACH, even_field, remembered},
    },
    ebm::{
        inference::free_energy::FreeEnergy,
        math::{
            num::{TAU, add_scaled, norm},
            rng::Rng,
        },
        models::ellipse::Decoder,
    },
    fields, text,
};

const SOURCES: Options =
    &[("scattered", text!("scattered off the curve")), ("drawn", text!("drawn by you"))];

/// How many points a reader may draw, and how far apart they must be.
const MOST: usize = 80;
const APART: f64 = 0.12;

/// How many points may be scattered.
const MANY: usize = 300;

/// The figure's state.
#[derive(Clone)]
pub struct Denoise {
    source: usize,
    noise: f64,
    count: f64,
    eta: f64,
    beta: f64,
    chosen: Chosen,
    /// Drawn points, y₁ and y₂ in turn.
    drawn: Vec<f64>,
    /// What chance gave each scattered point: its latent and two standard normals.
    draws: Vec<(f64, [f64; 2])>,
    /// Where each point started, where it came from before the noise, and where it is.
    start: Vec<[f64; 2]>,
    clean: Vec<[f64; 2]>,
    now: Vec<[f64; 2]>,
    /// The mean free energy after each step.
    history: Trace<f64>,
}

impl Default for Denoise {
    fn default() -> Self {
        Self {
            source: 0,
            noise: 0.4,
            count: 120.0,
            eta: 0.05,
            beta: f64::INFINITY,
            chosen: Chosen::TRAINED,
            drawn: Vec::new(),
            draws: Vec::new(),
            start: Vec::new(),
            clean: Vec::new(),
            now: Vec::new(),
            history: Trace::default(),
        }
    }
}

impl Denoise {
    fn decoder(&self) -> Decoder {
        self.chosen.decoder()
    }

    fn free(&self) -> FreeEnergy {
        FreeEnergy::over_all_latents(self.decoder(), self.beta)
    }

    fn points(&self) -> Vec<[f64; 2]> {
        self.drawn.chunks_exact(2).map(|y| [y[0], y[1]]).collect()
    }

    /// Puts the points back to where they start.
    fn restart(&mut self) {
        if self.source == 1 {
            self.start = self.points();
            self.clean.clear();
        } else {
            let decoder = self.decoder();
            let draws = self.draws.iter().take(self.count as usize);
            self.clean = draws.clone().map(|&(z, _)| decoder.decode(z)).collect();
            let noisy = |(c, (_, n)): (&[f64; 2], &(f64, [f64; 2]))| add_scaled(*c, self.noise, *n);
            self.start = self.clean.iter().zip(draws).map(noisy).collect();
        }
        self.now.clone_from(&self.start);
        self.history = Trace::from(self.mean_energy());
    }

    /// The mean free energy of the points; 0 for none.
    fn mean_energy(&self) -> f64 {
        let free = self.free();
        mean(self.now.iter().map(|&y| free.value(y)))
    }

    /// The mean squared distance from the clean points.
    fn error(&self, points: &[[f64; 2]]) -> f64 {
        mean(points.iter().zip(&self.clean).map(|(y, c)| {
            let gap = norm([y[0] - c[0], y[1] - c[1]]);
            gap * gap
        }))
    }

    fn plane_plot(&self) -> Plot {
        const SIZE: [usize; 2] = [61, 41];
        let free = self.free();
        let w = self.decoder().w;
        let values = remembered("denoise", &[self.beta, w[0], w[1]], || {
            even_field(REACH, SIZE, |y| free.value(y))
        });
        let mut plot = ellipse_plane::plane(text!("The points on the free energy"))
            .with(Layer::Field { values, columns: SIZE[0], range: [0.0, 4.0] })
            .with(Layer::line(ellipse_plane::curve(&self.decoder()), Ink::Model, 2.0));
        for (from, to) in self.start.iter().zip(&self.now) {
            plot = plot.with(Layer::line(vec![*from, *to], Ink::Data, 0.8));
        }
        let pen = self.points().last().copied().unwrap_or([0.0, 0.0]);
        let mut handle =
            Handle::new(text!("pen: draws points"), pen, Ink::Data, [Arrow::Move(0.15); 2]);
        handle.reach = Reach::Draw;
        plot.with(Layer::discs(self.now.clone(), Ink::Data, 4.0)).handle(handle)
    }

    fn energy_plot(&self) -> Plot {
        let curve = self.history.curve(|f| f);
        let span = self.history.span(20.0);
        let top = curve.iter().fold(0.01, |top: f64, p| top.max(1.15 * p[1]));
        let last = curve.last().copied().unwrap_or_default();
        Plot::new(
            text!("Energy against time"),
            Axis::new(text!("step"), 0.0, span),
            Axis::new(text!("mean free energy F"), 0.0, top),
        )
        .aspect(1.5)
        .with(Layer::line(curve, Ink::Energy, 2.5))
        .with(Layer::discs(vec![last], Ink::Energy, 5.0))
    }
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (count, sum) = values.fold((0.0, 0.0), |(n, sum), v| (n + 1.0, sum + v));
    if count == 0.0 { 0.0 } else { sum / count }
}

impl Demo for Denoise {
    fn title(&self) -> Text {
        text!("Denoising")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.choice(("source", text!("points")), self.source, SOURCES);
        k.slider(("noise", text!("noise (standard deviation)")), self.noise, 0.0..=1.0, 0.05);
        k.log(("beta", text!("inverse temperature β")), self.beta, 0.1..=1000.0, Beyond::Infinity);
        k.slider(("count", text!("how many points")), self.count, 1.0..=MANY as f64, 1.0);
        k.slider(("eta", text!("step size η")), self.eta, 0.01..=0.6, 0.01);
        self.chosen.knobs(k);
        k.points(("drawn", text!("drawn points")), &self.drawn, REACH[0], MOST);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(
            key;
            "source" => self.source,
            "noise" => self.noise,
            "beta" => self.beta,
            "count" => self.count,
            "eta" => self.eta,
            "drawn" => self.drawn;
            self.chosen.field(key)
        )
    }

    fn changed(&mut self, key: &str) {
        match key {
            "eta" => {}
            "beta" => self.history = Trace::from(self.mean_energy()),
            _ => self.restart(),
        }
    }

    fn reset(&mut self, rng: &mut Rng) {
        let mut draw = || (TAU * rng.uniform(), [rng.normal(), rng.normal()]);
        self.draws = (0..MANY).map(|_| draw()).collect();
        self.restart();
    }

    fn step(&mut self, _rng: &mut Rng) {
        let free = self.free();
        for y in &mut self.now {
            if let Some(slope) = free.dy(*y) {
                *y = add_scaled(*y, -self.eta, slope);
            }
        }
        self.history.push(self.mean_energy());
    }

    fn step_label(&self) -> Text {
        text!("Gradient step")
    }

    fn done(&self) -> bool {
        let free = self.free();
        self.now.iter().all(|&y| free.dy(y).is_none_or(|slope| norm(slope) < 1e-6))
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.plane_plot(), self.energy_plot()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let free = self.free();
        let mut all = vec![
            Readout::new("points", text!("points"), self.now.len() as f64),
            Readout::new("F", text!("mean free energy"), self.mean_energy()),
            Readout::new("first", text!("mean free energy at the start"), {
                mean(self.start.iter().map(|&y| free.value(y)))
            }),
        ];
        if !self.clean.is_empty() {
            all.extend([
                Readout::new(
                    "noisy",
                    text!("mean squared error at the start"),
                    self.error(&self.start),
                ),
                Readout::new("error", text!("mean squared error now"), self.error(&self.now)),
            ]);
        }
        all
    }

    fn caption(&self) -> Text {
        if self.now.is_empty() {
            return text!(
                "There are no points yet: draw some in the plane, or move the cross-hair with the arrow keys and press Enter."
            );
        }
        let energy = text!(
            "The mean free energy of {count} points is {energy}.",
            count = self.now.len(),
            energy = self.mean_energy(),
        );
        if self.source == 1 {
            return energy;
        }
        let error = text!(
            "Their mean squared distance from the clean points was {first} and is {now}.",
            first = self.error(&self.start),
            now = self.error(&self.now),
        );
        Text::sentences([energy, error])
    }

    fn move_handle(&mut self, _plot: usize, _handle: usize, at: [f64; 2]) {
        self.source = 1;
        let at = [at[0].clamp(-REACH[0], REACH[0]), at[1].clamp(-REACH[1], REACH[1])];
        let near = |y: &[f64; 2]| norm([y[0] - at[0], y[1] - at[1]]) < APART;
        if self.drawn.len() < 2 * MOST && !self.points().iter().any(near) {
            self.drawn.extend(at);
        }
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("soft minimum, β = 1"), "source:scattered;beta:1"),
                Preset::new(text!("hard minimum, β = ∞"), "source:scattered;beta:inf"),
                Preset::new(text!("clear and draw"), "drawn:;source:drawn"),
            ]
        }
    }
}

//! The density of the ellipse model on the plane, p(y) = e^(-βF(y)) / Z, with Z by quadrature and by
//! Monte Carlo.

use crate::{
    demo::{
        Axis, Beyond, Demo, Field, Ink, Knobs, Layer, Mark, Options, Plot, Preset, Readout, Text,
        Ticks,
    },
    demos::shared::{
        ellipse_plane::{self, Chosen},
        grid::{REACH, even_field, remembered},
    },
    ebm::{
        inference::{free_energy::FreeEnergy, latent_minimum::closest},
        math::{
            monte_carlo::Estimate,
            num::{PI, exp, ln, log10},
            quadrature::{simpson, trapezoid},
            rng::Rng,
        },
        models::ellipse::Decoder,
    },
    fields, text,
};

const ENERGIES: Options = &[
    ("soft", text!("F at this β: the marginal of e^(−βE)")),
    ("hard", text!("F∞: the nearest point only")),
];

/// How many draws one step makes.
const BATCH: usize = 100;

/// How many standard deviations of the noise lie between the curve and the border of the box.
const MARGIN: f64 = 6.5;

/// The figure's state.
#[derive(Clone)]
pub struct Density {
    beta: f64,
    y: [f64; 2],
    energy: usize,
    chosen: Chosen,
    /// The estimate of Z, and what it was after each batch: (draws, mean, error).
    estimate: Estimate,
    history: Vec<[f64; 3]>,
    /// The last batch of draws.
    batch: Vec<[f64; 2]>,
}

impl Default for Density {
    fn default() -> Self {
        Self {
            beta: 3.0,
            y: [1.4, 1.0],
            energy: 0,
            chosen: Chosen::TRAINED,
            estimate: Estimate::default(),
            history: Vec::new(),
            batch: Vec::new(),
        }
    }
}

impl Density {
    fn decoder(&self) -> Decoder {
        self.chosen.decoder()
    }

    fn free(&self) -> impl Fn([f64; 2]) -> f64 + use<> {
        let (decoder, hard) = (self.decoder(), self.energy == 1);
        let soft = FreeEnergy::over_all_latents(decoder, self.beta);
        move |y| if hard { closest(&decoder, y).energy } else { soft.value(y) }
    }

    /// Half the sides of the box over which Z is integrated; almost nothing lies outside.
    fn reach(&self) -> [f64; 2] {
        self.decoder().w.map(|w| w.abs() + MARGIN / (2.0 * self.beta).sqrt())
    }

    /// ln Z by sums over one quadrant, times four: the trapezoid's rule, since F_β is smooth and even;
    /// Simpson's for F∞, whose ridge lies on the border.
    fn log_z(&self) -> f64 {
        let w = self.decoder().w;
        let key = [self.beta, self.energy as f64, w[0], w[1]];
        remembered("ln Z", &key, || vec![self.summed_up()])[0]
    }

    fn summed_up(&self) -> f64 {
        let (free, hard) = (self.free(), self.energy == 1);
        let rule = |end| if hard { simpson(0.0, end, 120) } else { trapezoid(0.0, end, 48) };
        let [across, up] = self.reach().map(rule);
        let row = |&[y1, weight]: &[f64; 2]| {
            let cell = |&[y2, w]: &[f64; 2]| w * exp(-self.beta * free([y1, y2]));
            weight * up.iter().map(cell).sum::<f64>()
        };
        ln(4.0 * across.iter().map(row).sum::<f64>())
    }

    fn forget(&mut self) {
        self.estimate = Estimate::default();
        self.history.clear();
        self.batch.clear();
    }

    fn draw(&mut self, rng: &mut Rng) {
        let (free, [a, b]) = (self.free(), self.reach());
        let area = 4.0 * a * b;
        let mut point = || [a, b].map(|end| end * (2.0 * rng.uniform() - 1.0));
        self.batch = (0..BATCH).map(|_| point()).collect();
        for &y in &self.batch {
            self.estimate.push(area * exp(-self.beta * free(y)));
        }
        self.history.push([self.estimate.count(), self.estimate.mean(), self.estimate.error()]);
    }

    fn map(&self) -> Plot {
        const SIZE: [usize; 2] = [61, 41];
        let (free, log_z, [w1, w2]) = (self.free(), self.log_z(), self.decoder().w);
        let density = |y: [f64; 2]| exp(-self.beta * free(y) - log_z);
        let key = [self.beta, self.energy as f64, w1, w2];
        let values = remembered("density", &key, || even_field(REACH, SIZE, density));
        let most = values.iter().copied().fold(0.0, f64::max);
        let levels = [0.1, 0.25, 0.5, 0.75].map(|part| part * most).to_vec();
        ellipse_plane::plane(text!("Density p(y); the last hundred draws"))
            .with(Layer::Field { values: values.clone(), columns: SIZE[0], range: [0.0, most] })
            .with(Layer::Contours { values, columns: SIZE[0], levels, ink: Ink::Paper })
            .with(Layer::line(ellipse_plane::curve(&self.decoder()), Ink::Model, 2.0))
            .with(Layer::discs(self.batch.clone(), Ink::Latent, 2.5))
            .with(Layer::mark(self.y, Ink::Picked, Mark::Disc, 7.0))
            .handle(ellipse_plane::observation_handle(self.y))
    }

    /// The estimate with its error bar against the number of draws, and the quadrature.
    fn estimates(&self) -> Plot {
        let z = exp(self.log_z());
        let last = self.history.last().map_or(1000.0, |h| h[0].max(1000.0));
        let x = |draws: f64| log10(draws);
        let (from, to) = (2.0, (x(last) + 0.02).ceil());
        let mut means = self.history.iter().map(|&[n, mean, _]| [x(n), mean]);
        let upper = self.history.iter().map(|&[n, mean, error]| [x(n), mean + error]);
        let lower = self.history.iter().rev().map(|&[n, mean, error]| [x(n), mean - error]);
        Plot::new(
            text!("Z: quadrature, and Monte Carlo with one standard error"),
            Axis::new(text!("draws"), from, to).ticks(Ticks::Powers),
            Axis::new(text!("partition function Z"), 0.5 * z, 1.5 * z),
        )
        .aspect(1.5)
        .with(Layer::Area { points: upper.chain(lower).collect(), ink: Ink::Latent })
        .with(Layer::line(vec![[from, z], [to, z]], Ink::Model, 2.5))
        .with(Layer::line(means.clone().collect(), Ink::Latent, 2.0))
        .with(Layer::discs(means.next_back().into_iter().collect(), Ink::Latent, 5.0))
    }
}

impl Demo for Density {
    fn title(&self) -> Text {
        text!("A density on the plane")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        let name = ("beta", text!("inverse temperature β"));
        k.log(name, self.beta, 0.1..=100.0, Beyond::Nothing);
        k.choice(("energy", text!("energy")), self.energy, ENERGIES);
        self.chosen.knobs(k);
        k.point([("y1", text!("y₁")), ("y2", text!("y₂"))], self.y, REACH);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(
            key;
            "beta" => self.beta,
            "energy" => self.energy,
            "y1" => self.y[0],
            "y2" => self.y[1];
            self.chosen.field(key)
        )
    }

    fn changed(&mut self, key: &str) {
        if !["y1", "y2"].contains(&key) {
            self.forget();
        }
    }

    fn reset(&mut self, rng: &mut Rng) {
        self.forget();
        self.draw(rng);
    }

    fn step(&mut self, rng: &mut Rng) {
        self.draw(rng);
    }

    fn step_label(&self) -> Text {
        text!("Draw 100 more")
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.map(), self.estimates()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let (log_z, energy) = (self.log_z(), self.free()(self.y));
        let mut all = vec![
            Readout::new("p", text!("density p(y)"), exp(-self.beta * energy - log_z)),
            Readout::new("F", text!("F(y)"), energy),
            Readout::new("Z", text!("Z by quadrature"), exp(log_z)),
        ];
        if self.energy == 0 {
            all.push(Readout::new("exact", text!("Z in closed form, π/β"), PI / self.beta));
        }
        if self.estimate.count() > 0.0 {
            all.extend([
                Readout::new("mc", text!("Z by Monte Carlo"), self.estimate.mean()),
                Readout::new("error", text!("its standard error"), self.estimate.error()),
                Readout::new("draws", text!("draws"), self.estimate.count()),
            ]);
        }
        all
    }

    fn caption(&self) -> Text {
        let z = exp(self.log_z());
        let density = exp(-self.beta * self.free()(self.y)) / z;
        let place = text!(
            "At β = {beta} the density at y = {y} is {density}.",
            beta = self.beta,
            y = ellipse_plane::point_text(self.y),
            density,
        );
        let exact = text!("Z is {z} by quadrature.", z);
        let draws = if self.estimate.count() == 0.0 {
            text!("Step to draw points.")
        } else {
            text!(
                "{draws} draws give {mean} ± {error}.",
                draws = self.estimate.count(),
                mean = self.estimate.mean(),
                error = self.estimate.error(),
            )
        };
        Text::sentences([place, exact, draws])
    }

    fn move_handle(&mut self, _plot: usize, _handle: usize, at: [f64; 2]) {
        self.y = at;
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("warm, β = 0.3"), "beta:0.3"),
                Preset::new(text!("cold, β = 30"), "beta:30"),
            ]
        }
    }
}

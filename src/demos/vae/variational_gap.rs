//! The gap: the variational free energy of a Gaussian q, the free energy, and what lies between.

use crate::{
    demo::{Axis, Beyond, Demo, Field, Ink, Knobs, Layer, Mark, Plot, Preset, Readout, Side, Text},
    demos::shared::one_latent::{
        SHOWN, Valley, density, drag_gaussian, gaussian_handles, gaussian_knobs, posterior,
    },
    ebm::{
        math::{
            num::{exp, ln},
            rng::Rng,
        },
        variational::gaussian_free_energy::{
            Exact, Gaussian, Landscape, variational, variational_slope,
        },
    },
    fields, text,
};

const PRIOR: Gaussian = Gaussian { mean: 0.0, deviation: 1.0 };

/// The figure's state.
#[derive(Clone)]
pub struct VariationalGap {
    valley: Valley,
    beta: f64,
    q: Gaussian,
    eta: f64,
    exact: Exact,
}

impl Default for VariationalGap {
    fn default() -> Self {
        let valley = Valley::default();
        Self {
            exact: Exact::new(&valley, 1.0),
            valley,
            beta: 1.0,
            q: Gaussian { mean: -0.5, deviation: 1.0 },
            eta: 0.05,
        }
    }
}

impl VariationalGap {
    fn bound(&self) -> f64 {
        variational(&self.valley, self.beta, &self.q)
    }

    fn energy(&self) -> f64 {
        self.q.mean_of(|z| self.valley.energy(z))
    }

    /// KL(q ‖ q*)/β; the quadrature’s rounding may take it a hair below zero.
    fn gap(&self) -> f64 {
        self.exact.gap(&self.valley, &self.q).max(0.0) / self.beta
    }

    fn densities(&self) -> Plot {
        let (exact, q) = (posterior(&self.exact, &self.valley), density(&self.q));
        let top = exact.iter().chain(&q).fold(0.6, |top: f64, p| top.max(1.1 * p[1]));
        let mut under = q.clone();
        under.extend([[SHOWN, 0.0], [-SHOWN, 0.0]]);
        let plot = Plot::new(
            text!("Prior (faint), exact posterior q*, and your q"),
            Axis::new(text!("z"), -SHOWN, SHOWN),
            Axis::new(text!("density"), 0.0, top),
        )
        .aspect(1.5)
        .with(Layer::line(density(&PRIOR), Ink::Faint, 2.5))
        .with(Layer::Area { points: under, ink: Ink::Model })
        .with(Layer::line(q, Ink::Model, 2.5))
        .with(Layer::line(exact, Ink::Best, 2.5));
        gaussian_handles(&self.q).into_iter().fold(plot, Plot::handle)
    }

    /// Two bars of one height: ⟨E⟩ + KL(q ‖ p)/β, and F + KL(q ‖ q*)/β.
    fn bars(&self) -> Plot {
        let (energy, whole, free) = (self.energy(), self.bound(), self.exact.free_energy);
        let top = (1.15 * whole).clamp(2.0, 60.0);
        let piece = |x: f64, from: f64, to: f64, ink: Ink, opacity: f64| Layer::Boxes {
            corners: vec![[[x - 0.32, from], [x + 0.32, to.min(2.0 * top)]]],
            ink,
            opacity,
        };
        let label = |x: f64, low: f64, high: f64, text: Text| {
            let middle = low.midpoint(high.min(top));
            Layer::text([x + 0.36, middle], text, Ink::Text, Side::Right)
        };
        Plot::new(
            text!("The same height, cut in two ways"),
            Axis::new(text!(""), 0.4, 3.2).ticks(crate::demo::Ticks::None),
            Axis::new(text!("free energies"), free.min(0.0), top),
        )
        .aspect(1.5)
        .with(piece(0.9, 0.0, energy, Ink::Energy, 0.75))
        .with(piece(0.9, energy, whole, Ink::Latent, 0.75))
        .with(piece(2.2, 0.0, free, Ink::Best, 0.75))
        .with(piece(2.2, free, whole, Ink::Rejected, 0.6))
        .with(label(0.9, 0.0, energy, text!("⟨E⟩")))
        .with(label(0.9, energy, whole, text!("KL(q‖p)/β")))
        .with(label(2.2, 0.0, free, text!("F")))
        .with(label(2.2, free, whole, text!("KL(q‖q*)/β")))
    }

    /// Jensen's inequality for the two halves of q: u = p e^(-βE)/q, averaged over either half.
    fn halves(&self) -> [f64; 2] {
        let ratio = |z: f64| {
            exp(PRIOR.log_density(z) - self.beta * self.valley.energy(z) - self.q.log_density(z))
        };
        [-1.0, 1.0].map(|side: f64| {
            let mine = |z: f64| if (z - self.q.mean) * side > 0.0 { 2.0 } else { 0.0 };
            // At the middle both halves meet; it counts half for either.
            let share = |z: f64| if z == self.q.mean { 1.0 } else { mine(z) };
            self.q.mean_of(|z| share(z) * ratio(z)).max(1e-12)
        })
    }

    fn jensen(&self) -> Plot {
        let [a, b] = self.halves();
        let (low, high) = (a.min(b), a.max(b));
        let right = 1.25 * high.max(0.05);
        let cost = |u: f64| -ln(u.max(1e-12)) / self.beta;
        let curve: Vec<_> = (1..=120)
            .map(|i| right * f64::from(i) / 120.0)
            .map(|u| [u, cost(u).clamp(-50.0, 50.0)])
            .collect();
        let middle = low.midpoint(high);
        let chord = cost(low).midpoint(cost(high)).clamp(-50.0, 50.0);
        let (floor, top) = (cost(right).floor().max(-50.0), cost(low).clamp(-40.0, 40.0) + 1.0);
        Plot::new(
            text!("Jensen: the chord lies above the curve −ln(u)/β"),
            Axis::new(text!("u = p e^(−βE)/q, the mean of either half of q"), 0.0, right),
            Axis::new(text!("−ln(u)/β"), floor, top.max(floor + 1.0)),
        )
        .aspect(1.5)
        .with(Layer::line(curve, Ink::Energy, 2.5))
        .with(Layer::line(vec![[low, cost(low)], [high, cost(high)]], Ink::Latent, 2.0))
        .with(Layer::line(vec![[middle, cost(middle)], [middle, chord]], Ink::Rejected, 3.0))
        .with(Layer::discs(vec![[low, cost(low)], [high, cost(high)]], Ink::Latent, 5.0))
        .with(Layer::mark([middle, cost(middle)], Ink::Best, Mark::Disc, 5.0))
    }
}

impl Demo for VariationalGap {
    fn title(&self) -> Text {
        text!("The variational gap")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        gaussian_knobs(k, &self.q);
        self.valley.knob(k);
        k.log(("beta", text!("inverse temperature β")), self.beta, 0.1..=20.0, Beyond::Nothing);
        k.slider(("eta", text!("step size η")), self.eta, 0.005..=0.2, 0.005);
        self.valley.drawn_knob(k);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(
            key;
            "m" => self.q.mean,
            "s" => self.q.deviation,
            "beta" => self.beta,
            "eta" => self.eta;
            self.valley.field(key)
        )
    }

    fn changed(&mut self, key: &str) {
        if ["energy", "E", "beta"].contains(&key) {
            self.exact = Exact::new(&self.valley, self.beta);
        }
    }

    fn reset(&mut self, _rng: &mut Rng) {}

    fn step(&mut self, _rng: &mut Rng) {
        // At most a tenth a step, and never out of the picture: steep walls give steep slopes.
        let [dm, ds] = variational_slope(&self.valley, self.beta, &self.q)
            .map(|slope| (self.eta * slope).clamp(-0.1, 0.1));
        self.q.mean = (self.q.mean - dm).clamp(-SHOWN, SHOWN);
        self.q.deviation = (self.q.deviation - ds).clamp(0.05, 3.0);
    }

    fn step_label(&self) -> Text {
        text!("Gradient step")
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.densities(), self.bars(), self.valley.plot(), self.jensen()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let [a, b] = self.halves();
        let cost = |u: f64| -ln(u) / self.beta;
        vec![
            Readout::new("bound", text!("variational free energy F̃"), self.bound()),
            Readout::new("E", text!("⟨E⟩ under q"), self.energy()),
            Readout::new("prior", text!("KL(q ‖ p)/β"), self.q.divergence() / self.beta),
            Readout::new("F", text!("free energy F"), self.exact.free_energy),
            Readout::new("gap", text!("KL(q ‖ q*)/β"), self.gap()),
            Readout::new("mean", text!("mean of q*"), self.exact.moments.mean),
            Readout::new(
                "deviation",
                text!("standard deviation of q*"),
                self.exact.moments.deviation,
            ),
            Readout::new(
                "chord",
                text!("Jensen’s gap of two halves"),
                cost(a).midpoint(cost(b)) - cost(a.midpoint(b)),
            ),
        ]
    }

    fn caption(&self) -> Text {
        text!(
            "q = N({mean}, {deviation}²): F̃ = {bound} = {energy} + {divergence}, and F = {free}. The gap is {gap}.",
            mean = self.q.mean,
            deviation = self.q.deviation,
            bound = self.bound(),
            energy = self.energy(),
            divergence = self.q.divergence() / self.beta,
            free = self.exact.free_energy,
            gap = self.gap(),
        )
    }

    fn move_handle(&mut self, plot: usize, handle: usize, at: [f64; 2]) {
        if plot == 0 {
            drag_gaussian(&mut self.q, handle, at);
        } else {
            self.valley.draw(at);
        }
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("one valley"), "energy:parabola;m:-0.5;s:1;beta:1"),
                Preset::new(text!("two wells, from the right"), "energy:wells;m:0.6;s:0.5;beta:1"),
                Preset::new(text!("two wells, from the left"), "energy:wells;m:-0.6;s:0.5;beta:1"),
                Preset::new(text!("draw your own energy"), "energy:drawn;m:0;s:1;beta:1"),
            ]
        }
    }
}

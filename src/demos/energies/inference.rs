//! Inference: argmin over z with y held, over y with z held, over both. Exhaustive search over the
//! 48 latents is counted and compared with the continuous minimum.

use crate::{
    demo::{Axis, Demo, Field, Ink, Knobs, Layer, Mark, Options, Plot, Preset, Readout, Text},
    demos::shared::ellipse_plane,
    ebm::{
        inference::{
            gradient_descent,
            grid_search::{LATENTS, argmin, latent},
            latent_minimum::closest,
        },
        math::{
            num::{TAU, norm},
            rng::Rng,
        },
        models::ellipse::{Decoder, TRAINED},
    },
    fields, text,
};

const UNKNOWNS: Options = &[
    ("z", text!("z, with y held: try all 48 latents")),
    ("y", text!("y, with z held: gradient descent")),
    ("both", text!("y and z together: gradient descent")),
];

/// The figure's state.
#[derive(Clone)]
pub struct Inference {
    unknown: usize,
    y: [f64; 2],
    z: f64,
    eta: f64,
    decoder: Decoder,
    /// Where the descent stands; it starts at (y, z).
    now: ([f64; 2], f64),
    /// The ends of the steps so far.
    path: Vec<[f64; 2]>,
    /// How many energies (search) or gradients (descent) were evaluated.
    evaluations: usize,
}

impl Default for Inference {
    fn default() -> Self {
        let (y, z) = ([0.8, 1.9], 2.6);
        Self {
            unknown: 0,
            y,
            z,
            eta: 0.05,
            decoder: TRAINED,
            now: (y, z),
            path: Vec::new(),
            evaluations: 0,
        }
    }
}

impl Inference {
    fn searches(&self) -> bool {
        self.unknown == 0
    }

    fn restart(&mut self) {
        self.now = (self.y, self.z);
        self.path.clear();
        self.evaluations = 0;
    }

    /// The best latent among those tried: (z, E).
    fn best(&self) -> Option<[f64; 2]> {
        let tried = (0..self.evaluations).map(|k| self.decoder.energy(self.y, latent(k)));
        argmin(tried).map(|(k, energy)| [latent(k), energy])
    }

    /// The y and z that the figure has arrived at.
    fn answer(&self) -> ([f64; 2], f64) {
        if !self.searches() {
            return self.now;
        }
        (self.y, self.best().map_or(self.z, |[z, _]| z))
    }

    fn energy_plot(&self) -> Plot {
        let (y, z) = self.answer();
        let curve = ellipse_plane::energy_curve(&self.decoder, y, 0.0, TAU);
        let top = ellipse_plane::energy_top(curve.iter().fold(0.0, |top, p| p[1].max(top)));
        let tried = (0..if self.searches() { self.evaluations } else { 0 })
            .map(|k| [latent(k), self.decoder.energy(self.y, latent(k))])
            .collect();
        let start = [self.z, self.decoder.energy(y, self.z)];
        let exact = closest(&self.decoder, y);
        Plot::new(
            text!("Energy against the latent, at this y"),
            ellipse_plane::latent_axis(0.0, TAU),
            Axis::new(text!("energy E(y, z)"), 0.0, top),
        )
        .aspect(1.5)
        .with(Layer::line(curve, Ink::Energy, 2.0))
        .with(Layer::discs(tried, Ink::Energy, 3.0))
        .with(Layer::mark([exact.z, exact.energy], Ink::Best, Mark::Ring, 7.0))
        .with(Layer::mark(start, Ink::Latent, Mark::Disc, 5.0))
        .with(Layer::mark([z, self.decoder.energy(y, z)], Ink::Best, Mark::Cross, 6.0))
        .handle(ellipse_plane::latent_handle(start))
    }

    fn plane_plot(&self) -> Plot {
        let (y, z) = self.answer();
        let [curve, points] = ellipse_plane::model_layers(&self.decoder);
        let tried = (0..if self.searches() { self.evaluations } else { 0 })
            .map(|k| self.decoder.decode(latent(k)))
            .collect();
        let start = self.decoder.decode(self.z);
        ellipse_plane::plane(text!("The same in the y-plane"))
            .with(curve)
            .with(points)
            .with(Layer::discs(tried, Ink::Energy, 3.0))
            .with(Layer::line(self.path.clone(), Ink::Picked, 2.0))
            .with(Layer::dashes(vec![y, self.decoder.decode(z)], Ink::Best, 1.5))
            .with(Layer::mark(start, Ink::Latent, Mark::Disc, 5.0))
            .with(Layer::mark(self.decoder.decode(z), Ink::Best, Mark::Cross, 6.0))
            .with(Layer::mark(self.y, Ink::Picked, Mark::Ring, 6.0))
            .with(Layer::mark(y, Ink::Picked, Mark::Disc, 5.0))
            .handle(ellipse_plane::observation_handle(self.y))
            .handle(ellipse_plane::latent_handle(start))
    }
}

impl Demo for Inference {
    fn title(&self) -> Text {
        text!("Inference")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.choice(("find", text!("find")), self.unknown, UNKNOWNS);
        ellipse_plane::observation_knob(k, self.y);
        ellipse_plane::latent_knob(k, self.z);
        k.slider(("eta", text!("step size η of the descent")), self.eta, 0.01..=0.3, 0.01);
        ellipse_plane::weight_knobs(k, self.decoder.w);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "find" => self.unknown, "y1" => self.y[0], "y2" => self.y[1], "z" => self.z, "eta" => self.eta, "w1" => self.decoder.w[0], "w2" => self.decoder.w[1])
    }

    fn changed(&mut self, key: &str) {
        if key != "eta" {
            self.restart();
        }
    }

    fn reset(&mut self, _rng: &mut Rng) {
        self.restart();
    }

    fn step(&mut self, _rng: &mut Rng) {
        if self.done() {
            return;
        }
        self.evaluations += 1;
        let (y, z) = self.now;
        match self.unknown {
            0 => return,
            1 => self.now.0 = gradient_descent::step_y(&self.decoder, y, z, self.eta),
            _ => self.now = gradient_descent::step_both(&self.decoder, y, z, self.eta),
        }
        if self.path.is_empty() {
            self.path.push(y);
        }
        self.path.push(self.now.0);
    }

    fn step_label(&self) -> Text {
        if self.searches() { text!("Try the next latent") } else { text!("Step downhill") }
    }

    fn done(&self) -> bool {
        let (y, z) = self.now;
        match self.unknown {
            0 => self.evaluations == LATENTS,
            1 => norm(self.decoder.energy_dy(y, z)) < 1e-9,
            _ => {
                let slope = norm(self.decoder.energy_dy(y, z));
                slope < 1e-9 && self.decoder.energy_dz(y, z).abs() < 1e-9
            }
        }
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.energy_plot(), self.plane_plot()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let (y, z) = self.answer();
        let exact = closest(&self.decoder, y);
        let energy = self.decoder.energy(y, z);
        vec![
            Readout::new("evaluations", self.what_is_counted(), self.evaluations as f64),
            Readout::new("y1", text!("y₁ found"), y[0]),
            Readout::new("y2", text!("y₂ found"), y[1]),
            Readout::with_unit("z", text!("z found"), z, text!("rad")),
            Readout::new("E", text!("E(y, z) found"), energy),
            Readout::with_unit("zcheck", text!("ž, continuous, at this y"), exact.z, text!("rad")),
            Readout::new("F", text!("min over all z, at this y"), exact.energy),
            Readout::new("excess", text!("found minus minimum"), energy - exact.energy),
        ]
    }

    fn caption(&self) -> Text {
        let (y, z) = self.answer();
        let energy = self.decoder.energy(y, z);
        let exact = closest(&self.decoder, y);
        match (self.unknown, self.evaluations) {
            (0, 0) => text!(
                "No latent has been tried yet. At y = {y} the continuous minimum is {energy} at z = {z} rad.",
                y = ellipse_plane::point_text(y),
                energy = exact.energy,
                z = exact.z
            ),
            (0, n) => text!(
                "{n} of 48 latents tried: the best is z = {z} rad with E = {energy}. The continuous minimum is {least} at z = {best} rad.",
                n,
                z,
                energy,
                least = exact.energy,
                best = exact.z
            ),
            (1, n) => text!(
                "After {n} steps y = {y}, with z held at {z} rad: E = {energy}. The descent ends at the decoded point, where E = 0.",
                n,
                y = ellipse_plane::point_text(y),
                z,
                energy
            ),
            (_, n) => text!(
                "After {n} steps y = {y} and z = {z} rad: E = {energy}. It ends on the curve, where E = 0; another start ends elsewhere on it.",
                n,
                y = ellipse_plane::point_text(y),
                z,
                energy
            ),
        }
    }

    fn move_handle(&mut self, plot: usize, handle: usize, at: [f64; 2]) {
        match (plot, handle) {
            (0, _) => self.z = at[0].clamp(0.0, TAU),
            (_, 0) => self.y = at,
            _ => {
                if let Some(z) = ellipse_plane::angle_of(&self.decoder, at) {
                    self.z = z;
                }
            }
        }
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("z, by trying all 48"), "find:z;y1:0.8;y2:1.9;w1:2;w2:1.5"),
                Preset::new(text!("y, by descent"), "find:y;y1:0.8;y2:1.9;z:2.6;w1:2;w2:1.5"),
                Preset::new(text!("both, by descent"), "find:both;y1:0.8;y2:1.9;z:2.6;w1:2;w2:1.5"),
                Preset::new(
                    text!("both, from another start"),
                    "find:both;y1:-1;y2:-0.5;z:5.5;w1:2;w2:1.5",
                ),
            ]
        }
    }
}

impl Inference {
    fn what_is_counted(&self) -> Text {
        if self.searches() { text!("energies evaluated") } else { text!("gradient steps") }
    }
}

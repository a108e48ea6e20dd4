//! The landscape of the free energy F∞: heat map, gradient arrows at the lecture's 425 points,
//! sections, and the same as a surface. Figure 11.

mod pictures;

use crate::{
    demo::{Axis, Demo, Field, Handle, Ink, Knobs, Layer, Mark, Plot, Preset, Readout, Text},
    demos::{
        energies::landscape::field,
        shared::{
            ellipse_plane::{self, Chosen},
            grid::{LECTURE, REACH, nodes},
            projection3d::View,
            surface3d::{TOP, relief},
        },
    },
    ebm::{
        inference::latent_minimum::{closest, free_energy_dy},
        math::{
            num::{add_scaled, norm},
            rng::Rng,
        },
        models::{
            ellipse::Decoder,
            horn::{LECTURE_SEED, samples},
        },
    },
    fields, text,
};

/// The length of an arrow for each unit of steepness.
const ARROW: f64 = 0.07;

/// The figure's state.
#[derive(Clone)]
pub struct Heatmap {
    y: [f64; 2],
    chosen: Chosen,
    arrows: bool,
    surface: bool,
    sampled: bool,
    view: View,
    eta: f64,
    samples: Vec<[f64; 2]>,
}

impl Default for Heatmap {
    fn default() -> Self {
        Self {
            y: [-1.75, 1.25],
            chosen: Chosen::UNTRAINED,
            arrows: true,
            surface: false,
            sampled: false,
            view: View { azimuth: 25.0, elevation: 40.0 },
            eta: 0.1,
            samples: Vec::new(),
        }
    }
}

impl Heatmap {
    fn decoder(&self) -> Decoder {
        self.chosen.decoder()
    }

    fn free(&self, y: [f64; 2]) -> f64 {
        closest(&self.decoder(), y).energy
    }

    fn slope(&self) -> Option<[f64; 2]> {
        free_energy_dy(&self.decoder(), self.y)
    }

    /// The points of the lecture's grid at which two z tie.
    fn ties(&self) -> Vec<[f64; 2]> {
        let decoder = self.decoder();
        let tied = |y: &[f64; 2]| free_energy_dy(&decoder, *y).is_none();
        nodes(REACH, LECTURE).into_iter().filter(tied).collect()
    }

    /// The ridge: between the centres of curvature of the long axis' ends. A circle has none.
    fn ridge(&self) -> Vec<[f64; 2]> {
        let [a, b] = self.decoder().w.map(f64::abs);
        let end = |long: f64, short: f64| (long * long - short * short) / long;
        if a > b {
            vec![[-end(a, b), 0.0], [end(a, b), 0.0]]
        } else if b > a {
            vec![[0.0, -end(b, a)], [0.0, end(b, a)]]
        } else {
            Vec::new()
        }
    }

    /// An arrow from y to its decoded point; dashes to both where two tie.
    fn decoded(&self) -> Vec<Layer> {
        let decoder = self.decoder();
        let least = closest(&decoder, self.y);
        let to = |z: f64| decoder.decode(z);
        match least.tie {
            None => vec![
                Layer::arrow(self.y, to(least.z), Ink::Best),
                Layer::mark(to(least.z), Ink::Best, Mark::Cross, 6.0),
            ],
            Some(other) => [least.z, other]
                .into_iter()
                .flat_map(|z| {
                    [
                        Layer::dashes(vec![self.y, to(z)], Ink::Best, 2.0),
                        Layer::mark(to(z), Ink::Best, Mark::Cross, 6.0),
                    ]
                })
                .collect(),
        }
    }
}

impl Demo for Heatmap {
    fn title(&self) -> Text {
        text!("The landscape of the free energy")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.point([("y1", text!("y₁")), ("y2", text!("y₂"))], self.y, REACH);
        self.chosen.knobs(k);
        k.toggle(("arrows", text!("gradient at the 425 points")), self.arrows);
        k.toggle(("samples", text!("the 24 samples")), self.sampled);
        k.toggle(("surface", text!("draw it as a surface")), self.surface);
        k.slider_in(
            ("turn", text!("azimuth of the surface")),
            self.view.azimuth,
            -80.0..=80.0,
            1.0,
            text!("°"),
        );
        k.slider_in(
            ("tilt", text!("elevation of the surface")),
            self.view.elevation,
            10.0..=80.0,
            1.0,
            text!("°"),
        );
        k.slider(("eta", text!("step size η")), self.eta, 0.01..=0.9, 0.01);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(
            key;
            "y1" => self.y[0],
            "y2" => self.y[1],
            "arrows" => self.arrows,
            "samples" => self.sampled,
            "surface" => self.surface,
            "turn" => self.view.azimuth,
            "tilt" => self.view.elevation,
            "eta" => self.eta;
            self.chosen.field(key)
        )
    }

    fn reset(&mut self, rng: &mut Rng) {
        self.samples = samples(rng);
    }

    fn step(&mut self, _rng: &mut Rng) {
        if let Some(slope) = self.slope() {
            self.y = add_scaled(self.y, -self.eta, slope);
        }
    }

    fn step_label(&self) -> Text {
        text!("Step downhill")
    }

    fn done(&self) -> bool {
        self.slope().is_none_or(|slope| norm(slope) < 1e-9)
    }

    fn plots(&self) -> Vec<Plot> {
        let first =
            if self.surface { relief(self.view, &self.decoder(), self.y) } else { self.map() };
        vec![first, self.section(0), self.section(1)]
    }

    fn readouts(&self) -> Vec<Readout> {
        let least = closest(&self.decoder(), self.y);
        let mut all = vec![
            Readout::new("F", text!("free energy F∞"), least.energy),
            Readout::with_unit("zcheck", text!("ž"), least.z, text!("rad")),
            Readout::new(
                "ties",
                text!("grid points on the ridge, of 425"),
                self.ties().len() as f64,
            ),
        ];
        if let Some(slope) = self.slope() {
            all.extend([
                Readout::new("d1", text!("∂F∞/∂y₁"), slope[0]),
                Readout::new("d2", text!("∂F∞/∂y₂"), slope[1]),
                Readout::new("steepness", text!("steepness |∂F∞/∂y|"), norm(slope)),
            ]);
        }
        all
    }

    fn caption(&self) -> Text {
        let (point, energy) = (ellipse_plane::point_text(self.y), self.free(self.y));
        match self.slope() {
            None => text!(
                "At y = {point} the free energy is {energy}, reached from two latents: y lies on the ridge, where there is no gradient.",
                point,
                energy,
            ),
            Some(slope) => text!(
                "At y = {point} the free energy is {energy}, and the steepness {steepness}.",
                point,
                energy,
                steepness = norm(slope),
            ),
        }
    }

    fn move_handle(&mut self, plot: usize, _handle: usize, at: [f64; 2]) {
        match plot {
            0 if self.surface => {
                self.view.azimuth += 40.0 * at[0];
                self.view.elevation -= 40.0 * at[1];
            }
            0 => self.y = at,
            1 => self.y[0] = at[0],
            _ => self.y[1] = at[0],
        }
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("on the ridge"), "y1:0.5;y2:0"),
                Preset::new(text!("the centre"), "y1:0;y2:0"),
                Preset::new(text!("as a surface"), "surface:on"),
                Preset::new(text!("collapsed: w = 0"), "decoder:own;w1:0;w2:0"),
            ]
        }
    }

    fn seed(&self) -> u32 {
        LECTURE_SEED
    }
}

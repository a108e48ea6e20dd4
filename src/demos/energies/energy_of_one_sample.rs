//! Sample 23 (the lecture's Figures 5 and 6): E(y, z) against z, and the same z in the y-plane.
//! One cursor moves in both.

use crate::{
    demo::{Axis, Demo, Field, Ink, Knobs, Layer, Mark, Plot, Readout, Text},
    demos::shared::ellipse_plane,
    ebm::{
        inference::{
            grid_search::{argmin, latent, latents},
            latent_minimum::closest,
        },
        math::{
            num::{TAU, wrap},
            rng::Rng,
        },
        models::{
            ellipse::Decoder,
            horn::{self, LECTURE_SEED, SAMPLES},
        },
    },
    fields, text,
};

/// The figure's state.
#[derive(Clone)]
pub struct EnergyOfOneSample {
    z: f64,
    /// Which sample, counting from 1.
    index: f64,
    choice: usize,
    mirrored: bool,
    samples: Vec<[f64; 2]>,
}

impl Default for EnergyOfOneSample {
    fn default() -> Self {
        Self { z: 0.5, index: 23.0, choice: 0, mirrored: false, samples: Vec::new() }
    }
}

impl EnergyOfOneSample {
    fn decoder(&self) -> Decoder {
        ellipse_plane::decoder(self.choice)
    }

    fn y(&self) -> [f64; 2] {
        self.samples.get(self.index as usize - 1).copied().unwrap_or_default()
    }

    /// (z, E) at the smallest and the largest of the 48 energies.
    fn extremes(&self) -> [[f64; 2]; 2] {
        let (decoder, y) = (self.decoder(), self.y());
        let at = |sign: f64| {
            let (k, energy) = argmin(latents().into_iter().map(|z| sign * decoder.energy(y, z)))
                .expect("there are 48 finite energies");
            [latent(k), sign * energy]
        };
        [at(1.0), at(-1.0)]
    }

    /// The largest |E(y, z) - E(y, -z)| over z: 4 |w₂ y₂|, zero for a sample on the axis.
    fn asymmetry(&self) -> f64 {
        4.0 * (self.decoder().w[1] * self.y()[1]).abs()
    }

    fn energy_plot(&self) -> Plot {
        let (decoder, y) = (self.decoder(), self.y());
        let [lowest, highest] = self.extremes();
        let turns = [-TAU, 0.0, TAU];
        let over_turns = |[z, e]: [f64; 2]| turns.map(|turn| [z + turn, e]).to_vec();
        let points = turns
            .iter()
            .flat_map(|turn| latents().into_iter().map(move |z| [z + turn, decoder.energy(y, z)]));
        let cursor = [self.z, decoder.energy(y, self.z)];
        let top = ellipse_plane::energy_top(highest[1]);
        let mut plot = Plot::new(
            text!("Energy of sample {index}", index = self.index),
            ellipse_plane::latent_axis(-TAU, 2.0 * TAU),
            Axis::new(text!("energy E(y, z)"), 0.0, top),
        )
        .aspect(1.5);
        if self.mirrored {
            let flipped = ellipse_plane::energy_curve(&decoder, [y[0], -y[1]], -TAU, 2.0 * TAU);
            plot = plot.with(Layer::dashes(flipped, Ink::Text, 1.5));
        }
        plot.with(Layer::line(
            ellipse_plane::energy_curve(&decoder, y, -TAU, 2.0 * TAU),
            Ink::Energy,
            2.0,
        ))
        .with(Layer::discs(points.collect(), Ink::Energy, 2.0))
        .with(Layer::Dots {
            points: over_turns(highest),
            ink: Ink::Energy,
            mark: Mark::Ring,
            radius: 5.0,
        })
        .with(Layer::Dots {
            points: over_turns(lowest),
            ink: Ink::Best,
            mark: Mark::Cross,
            radius: 5.0,
        })
        .with(Layer::dashes(vec![[self.z, 0.0], cursor], Ink::Latent, 1.5))
        .with(Layer::mark(cursor, Ink::Latent, Mark::Disc, 6.0))
        .handle(ellipse_plane::latent_handle(cursor))
    }

    fn plane_plot(&self) -> Plot {
        let (decoder, y) = (self.decoder(), self.y());
        let [lowest, highest] = self.extremes().map(|[z, _]| decoder.decode(z));
        let at = decoder.decode(self.z);
        let [curve, points] = ellipse_plane::model_layers(&decoder);
        ellipse_plane::plane(text!("The same z in the y-plane"))
            .with(curve)
            .with(points)
            .with(Layer::discs(self.samples.clone(), Ink::Data, 3.0))
            .with(Layer::dashes(vec![y, at], Ink::Latent, 1.5))
            .with(Layer::mark(highest, Ink::Energy, Mark::Ring, 6.0))
            .with(Layer::mark(lowest, Ink::Best, Mark::Cross, 6.0))
            .with(Layer::mark(y, Ink::Picked, Mark::Cross, 7.0))
            .with(Layer::mark(at, Ink::Latent, Mark::Disc, 6.0))
            .handle(ellipse_plane::latent_handle(at))
    }
}

impl Demo for EnergyOfOneSample {
    fn title(&self) -> Text {
        text!("One sample’s energy")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        ellipse_plane::latent_knob(k, self.z);
        k.slider(("sample", text!("sample")), self.index, 1.0..=SAMPLES as f64, 1.0);
        k.choice(("decoder", text!("decoder")), self.choice, ellipse_plane::DECODERS);
        k.toggle(("mirror", text!("show the curve with z mirrored")), self.mirrored);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "z" => self.z, "sample" => self.index, "decoder" => self.choice, "mirror" => self.mirrored)
    }

    fn reset(&mut self, rng: &mut Rng) {
        self.samples = horn::samples(rng);
    }

    fn step(&mut self, _rng: &mut Rng) {
        self.z = wrap(self.z + latent(1));
    }

    fn step_label(&self) -> Text {
        text!("Next latent")
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.energy_plot(), self.plane_plot()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let (decoder, y) = (self.decoder(), self.y());
        let [lowest, highest] = self.extremes();
        let exact = closest(&decoder, y);
        vec![
            Readout::new("y1", text!("y₁"), y[0]),
            Readout::new("y2", text!("y₂"), y[1]),
            Readout::with_unit("z", text!("z"), self.z, text!("rad")),
            Readout::new("E", text!("E(y, z)"), decoder.energy(y, self.z)),
            Readout::with_unit("zmin", text!("ž among the 48"), lowest[0], text!("rad")),
            Readout::new("Emin", text!("smallest of the 48"), lowest[1]),
            Readout::with_unit("zmax", text!("z of the maximum"), highest[0], text!("rad")),
            Readout::new("Emax", text!("largest of the 48"), highest[1]),
            Readout::with_unit("zcheck", text!("ž, continuous"), exact.z, text!("rad")),
            Readout::new("F", text!("F∞, continuous"), exact.energy),
            Readout::new("asymmetry", text!("largest |E(z) − E(−z)|"), self.asymmetry()),
        ]
    }

    fn caption(&self) -> Text {
        let (decoder, y) = (self.decoder(), self.y());
        let [lowest, highest] = self.extremes();
        text!(
            "Sample {index} is {y}. At z = {z} rad its energy is {energy}. Over the 48 latents the energy falls from {highest} at z = {highest_at} to {lowest} at ž = {lowest_at}.",
            index = self.index,
            y = ellipse_plane::point_text(y),
            z = self.z,
            energy = decoder.energy(y, self.z),
            highest = highest[1],
            highest_at = highest[0],
            lowest = lowest[1],
            lowest_at = lowest[0]
        )
    }

    fn move_handle(&mut self, plot: usize, _handle: usize, at: [f64; 2]) {
        if plot == 0 {
            self.z = wrap(at[0]);
        } else if let Some(z) = ellipse_plane::angle_of(&self.decoder(), at) {
            self.z = z;
        }
    }

    fn seed(&self) -> u32 {
        LECTURE_SEED
    }
}

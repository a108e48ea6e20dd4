//! Sample 23 (the lecture's Figures 5 and 6): E(y, z) against z, and the same z in the y-plane.
//! One cursor moves in both.

use crate::{
    demo::{Axis, Demo, Ink, Knobs, Layer, Mark, Plot, Readout, short},
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
            format!("Energy of sample {}", self.index),
            ellipse_plane::latent_axis(-TAU, 2.0 * TAU),
            Axis::new("energy E(y, z)", 0.0, top),
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
        ellipse_plane::plane("The same z in the y-plane")
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
    fn title(&self) -> &'static str {
        "One sample’s energy"
    }

    fn knobs(&mut self, k: &mut dyn Knobs) {
        ellipse_plane::latent_knob(k, &mut self.z);
        k.slider(("sample", "sample"), &mut self.index, 1.0..=SAMPLES as f64, 1.0, "");
        k.choice(("decoder", "decoder"), &mut self.choice, ellipse_plane::DECODERS);
        k.toggle(("mirror", "show the curve with z mirrored"), &mut self.mirrored);
    }

    fn reset(&mut self, rng: &mut Rng) {
        self.samples = horn::samples(rng);
    }

    fn step(&mut self, _rng: &mut Rng) {
        self.z = wrap(self.z + latent(1));
    }

    fn step_label(&self) -> &'static str {
        "Next latent"
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.energy_plot(), self.plane_plot()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let (decoder, y) = (self.decoder(), self.y());
        let [lowest, highest] = self.extremes();
        let exact = closest(&decoder, y);
        vec![
            Readout::new("y1", "y₁", y[0]),
            Readout::new("y2", "y₂", y[1]),
            Readout::with_unit("z", "z", self.z, "rad"),
            Readout::new("E", "E(y, z)", decoder.energy(y, self.z)),
            Readout::with_unit("zmin", "ž among the 48", lowest[0], "rad"),
            Readout::new("Emin", "smallest of the 48", lowest[1]),
            Readout::with_unit("zmax", "z of the maximum", highest[0], "rad"),
            Readout::new("Emax", "largest of the 48", highest[1]),
            Readout::with_unit("zcheck", "ž, continuous", exact.z, "rad"),
            Readout::new("F", "F∞, continuous", exact.energy),
            Readout::new("asymmetry", "largest |E(z) − E(−z)|", self.asymmetry()),
        ]
    }

    fn caption(&self) -> String {
        let (decoder, y) = (self.decoder(), self.y());
        let [lowest, highest] = self.extremes();
        format!(
            "Sample {} is {}. At z = {} rad its energy is {}. Over the 48 latents the energy falls from {} at z = {} to {} at ž = {}.",
            self.index,
            ellipse_plane::point_text(y),
            short(self.z),
            short(decoder.energy(y, self.z)),
            short(highest[1]),
            short(highest[0]),
            short(lowest[1]),
            short(lowest[0]),
        )
    }

    fn poke(&mut self, plot: usize, _handle: usize, at: [f64; 2]) {
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

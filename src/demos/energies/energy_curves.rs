//! Twenty-four energies (the lecture's Figure 4): E(yᵢ, z) for every sample, as small panels on one
//! scale or on top of each other; one is picked out and linked to its sample in the y-plane.

use crate::{
    demo::{Axis, Demo, Field, Handle, Ink, Knobs, Layer, Mark, Plot, Readout, Side, Text, Ticks},
    demos::shared::ellipse_plane,
    ebm::{
        inference::grid_search::{LATENTS, argmin, latent, latents},
        math::{num::TAU, rng::Rng},
        models::{
            ellipse::Decoder,
            horn::{self, LECTURE_SEED, SAMPLES},
        },
    },
    fields, text,
};

const COLUMNS: usize = 6;
const ROWS: usize = SAMPLES / COLUMNS;
/// The part of a panel's cell that its axes take.
const INSET: f64 = 0.86;

/// The figure's state.
#[derive(Clone)]
pub struct EnergyCurves {
    /// Which sample is picked, counting from 1.
    index: f64,
    choice: usize,
    overlaid: bool,
    samples: Vec<[f64; 2]>,
}

impl Default for EnergyCurves {
    fn default() -> Self {
        Self { index: 23.0, choice: 0, overlaid: false, samples: Vec::new() }
    }
}

impl EnergyCurves {
    fn decoder(&self) -> Decoder {
        ellipse_plane::decoder(self.choice)
    }

    fn picked(&self) -> usize {
        self.index as usize - 1
    }

    fn y(&self) -> [f64; 2] {
        self.samples.get(self.picked()).copied().unwrap_or_default()
    }

    fn energies(&self, y: [f64; 2]) -> Vec<f64> {
        let decoder = self.decoder();
        latents().into_iter().map(|z| decoder.energy(y, z)).collect()
    }

    /// The top of the common scale.
    fn top(&self) -> f64 {
        let all = self.samples.iter().flat_map(|&y| self.energies(y));
        ellipse_plane::energy_top(all.fold(0.0, f64::max))
    }

    /// The lower left corner of sample i's panel, in units of cells.
    fn corner(i: usize) -> [f64; 2] {
        let (column, row) = (i % COLUMNS, i / COLUMNS);
        [column as f64 + (1.0 - INSET) / 2.0, (ROWS - 1 - row) as f64 + (1.0 - INSET) / 2.0]
    }

    fn panels(&self) -> Plot {
        let top = self.top();
        let mut plot = Plot::new(
            text!("24 energies: in each panel z runs from 0 to 2π rad, E from 0 to {top}", top),
            Axis::new(text!("samples 1 to 24, row by row"), 0.0, COLUMNS as f64).ticks(Ticks::None),
            Axis::new(text!(""), 0.0, ROWS as f64).ticks(Ticks::None),
        )
        .aspect(1.5);
        for (i, &y) in self.samples.iter().enumerate() {
            let [left, low] = Self::corner(i);
            let place = |[z, e]: [f64; 2]| [left + INSET * z / TAU, low + INSET * e / top];
            let corners = [[0.0, 0.0], [TAU, 0.0], [TAU, top], [0.0, top], [0.0, 0.0]];
            let frame = corners.map(place).to_vec();
            let curve = ellipse_plane::energy_curve(&self.decoder(), y, 0.0, TAU);
            let curve = curve.into_iter().map(place).collect();
            let picked = i == self.picked();
            if picked {
                plot = plot.with(Layer::Area { points: frame.clone(), ink: Ink::Picked });
            }
            let (ink, width) = if picked { (Ink::Picked, 2.0) } else { (Ink::Faint, 1.0) };
            plot = plot
                .with(Layer::line(frame, ink, width))
                .with(Layer::line(curve, Ink::Energy, if picked { 2.5 } else { 1.5 }))
                .with(Layer::text(
                    place([TAU / 2.0, top * 0.87]),
                    text!("{i}", i = i + 1),
                    if picked { Ink::Picked } else { Ink::Text },
                    Side::Centre,
                ));
        }
        let [left, low] = Self::corner(self.picked());
        plot.handle(self.picker([left + INSET / 2.0, low + INSET / 2.0], COLUMNS as f64))
    }

    fn overlay(&self) -> Plot {
        let mut plot = Plot::new(
            text!("24 energies on one pair of axes"),
            ellipse_plane::latent_axis(0.0, TAU),
            Axis::new(text!("energy E(y, z)"), 0.0, self.top()),
        )
        .aspect(1.5);
        for &y in &self.samples {
            let curve = ellipse_plane::energy_curve(&self.decoder(), y, 0.0, TAU);
            plot = plot.with(Layer::line(curve, Ink::Faint, 1.2));
        }
        let (k, least) = argmin(self.energies(self.y())).expect("there are 48 energies");
        let lowest = [latent(k), least];
        plot.with(Layer::line(
            ellipse_plane::energy_curve(&self.decoder(), self.y(), 0.0, TAU),
            Ink::Energy,
            2.5,
        ))
        .with(Layer::mark(lowest, Ink::Best, Mark::Cross, 6.0))
        .handle(self.picker(lowest, 1.0))
    }

    fn picker(&self, at: [f64; 2], down: f64) -> Handle {
        let label = text!("picked sample, now {index}", index = self.index);
        Handle::new(label, at, Ink::Picked, [("sample", 1.0), ("sample", -down)])
    }

    fn plane_plot(&self) -> Plot {
        let decoder = self.decoder();
        let (k, _) = argmin(self.energies(self.y())).expect("there are 48 energies");
        let [curve, points] = ellipse_plane::model_layers(&decoder);
        ellipse_plane::plane(text!("The samples in the y-plane"))
            .with(curve)
            .with(points)
            .with(Layer::dashes(vec![self.y(), decoder.decode(latent(k))], Ink::Best, 1.5))
            .with(Layer::discs(self.samples.clone(), Ink::Data, 4.0))
            .with(Layer::mark(decoder.decode(latent(k)), Ink::Best, Mark::Cross, 6.0))
            .with(Layer::mark(self.y(), Ink::Picked, Mark::Disc, 6.0))
            .handle(self.picker(self.y(), 1.0))
    }

    /// How many of the 48 energies are smaller than both neighbours.
    fn valleys(&self) -> usize {
        let e = self.energies(self.y());
        (0..LATENTS)
            .filter(|&k| e[k] < e[(k + 1) % LATENTS] && e[k] < e[(k + LATENTS - 1) % LATENTS])
            .count()
    }

    /// The sample whose mark is nearest to `at`.
    fn nearest(&self, at: [f64; 2]) -> Option<usize> {
        let squared =
            |y: &[f64; 2]| (y[0] - at[0]) * (y[0] - at[0]) + (y[1] - at[1]) * (y[1] - at[1]);
        argmin(self.samples.iter().map(squared)).map(|(i, _)| i)
    }
}

impl Demo for EnergyCurves {
    fn title(&self) -> Text {
        text!("Twenty-four energies")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.slider(("sample", text!("picked sample")), self.index, 1.0..=SAMPLES as f64, 1.0);
        k.choice(("decoder", text!("decoder")), self.choice, ellipse_plane::DECODERS);
        k.toggle(("overlay", text!("draw all on one pair of axes")), self.overlaid);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "sample" => self.index, "decoder" => self.choice, "overlay" => self.overlaid)
    }

    fn reset(&mut self, rng: &mut Rng) {
        self.samples = horn::samples(rng);
    }

    fn step(&mut self, _rng: &mut Rng) {
        self.index = (self.picked() + 1) as f64 % SAMPLES as f64 + 1.0;
    }

    fn step_label(&self) -> Text {
        text!("Next sample")
    }

    fn plots(&self) -> Vec<Plot> {
        vec![if self.overlaid { self.overlay() } else { self.panels() }, self.plane_plot()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let (k, least) = argmin(self.energies(self.y())).expect("there are 48 energies");
        vec![
            Readout::new("sample", text!("sample"), self.index),
            Readout::new("y1", text!("y₁"), self.y()[0]),
            Readout::new("y2", text!("y₂"), self.y()[1]),
            Readout::with_unit("zmin", text!("ž among the 48"), latent(k), text!("rad")),
            Readout::new("Emin", text!("smallest of the 48"), least),
            Readout::new(
                "Emax",
                text!("largest of the 48"),
                self.energies(self.y()).into_iter().fold(0.0, f64::max),
            ),
            Readout::new("valleys", text!("valleys"), self.valleys() as f64),
        ]
    }

    fn caption(&self) -> Text {
        let (k, least) = argmin(self.energies(self.y())).expect("there are 48 energies");
        text!(
            "Sample {index} at {y} has {valleys}; its lowest energy among the 48 latents is {least}, at ž = {k} rad.",
            index = self.index,
            y = ellipse_plane::point_text(self.y()),
            valleys = if self.valleys() == 1 {
                text!("one valley")
            } else {
                text!("{count} valleys", count = self.valleys())
            },
            least,
            k = latent(k)
        )
    }

    fn move_handle(&mut self, plot: usize, _handle: usize, at: [f64; 2]) {
        let picked = match (plot, self.overlaid) {
            (0, false) => {
                let column = (at[0].floor().max(0.0) as usize).min(COLUMNS - 1);
                let row = (at[1].floor().max(0.0) as usize).min(ROWS - 1);
                Some((ROWS - 1 - row) * COLUMNS + column)
            }
            (0, true) => self.nearest_curve(at),
            _ => self.nearest(at),
        };
        if let Some(i) = picked {
            self.index = (i + 1) as f64;
        }
    }

    fn seed(&self) -> u32 {
        LECTURE_SEED
    }
}

impl EnergyCurves {
    /// The sample whose energy at z = at.x is nearest to E = at.y.
    fn nearest_curve(&self, [z, e]: [f64; 2]) -> Option<usize> {
        let decoder = self.decoder();
        argmin(self.samples.iter().map(|&y| (decoder.energy(y, z) - e).abs())).map(|(i, _)| i)
    }
}

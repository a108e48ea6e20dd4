//! The horn (the lecture's Figure 1): 250 samples of y at random inputs x, in three dimensions; a
//! slice at one x beside it, and what least-squares regression answers there.

mod pictures;

use crate::{
    demo::{
        Axis, Demo, Field, Handle, Ink, Knobs, Layer, Mark, Plot, Preset, Reach, Readout, Side,
        Text, Ticks,
    },
    demos::shared::{ellipse_plane, projection3d::View},
    ebm::{
        inference::latent_minimum::closest,
        math::{
            least_squares::{evaluate, polynomial},
            num::{argsort, norm},
            rng::Rng,
        },
        models::{ellipse::Decoder, horn::Horn},
    },
    fields, text,
};

const SAMPLES: usize = 250;
/// Half the extent of both y axes: e² · 2 = 14.8 is the farthest the horn reaches.
const REACH: f64 = 16.0;
/// Samples this close to the slice's x are drawn in it.
const THICKNESS: f64 = 0.04;

/// The figure's state.
#[derive(Clone)]
pub struct HornFigure {
    x: f64,
    guess: [f64; 2],
    answer: bool,
    azimuth: f64,
    elevation: f64,
    /// (x, y) pairs.
    samples: Vec<(f64, [f64; 2])>,
    /// The straight line in x fitted to each row of y.
    fit: Option<[[f64; 2]; 2]>,
}

impl Default for HornFigure {
    fn default() -> Self {
        Self {
            x: 0.7,
            guess: [6.9, 0.0],
            answer: false,
            azimuth: 35.0,
            elevation: 20.0,
            samples: Vec::new(),
            fit: None,
        }
    }
}

impl HornFigure {
    /// The noise-free answers at the slice.
    fn ellipse(&self) -> Decoder {
        Decoder { w: Horn::default().radii(self.x) }
    }

    /// What the line fitted to these samples answers at x.
    fn fitted(&self, x: f64) -> [f64; 2] {
        self.fit.map_or([0.0; 2], |rows| rows.map(|row| evaluate(&row, x)))
    }

    fn turned(&self) -> View {
        View { azimuth: self.azimuth, elevation: self.elevation }
    }

    /// A point of the box in the picture: x from 0 to 1 towards the viewer's left, y₁ to the right,
    /// y₂ up.
    fn view(&self, x: f64, y: [f64; 2]) -> [f64; 2] {
        self.turned().project(in_box(x, y))
    }

    /// How near a point is to the viewer.
    fn nearness(&self, x: f64, y: [f64; 2]) -> f64 {
        self.turned().nearness(in_box(x, y))
    }

    fn ring(&self, x: f64) -> Vec<[f64; 2]> {
        let decoder = Decoder { w: Horn::default().radii(x) };
        ellipse_plane::curve(&decoder).into_iter().map(|y| self.view(x, y)).collect()
    }

    /// The twelve edges of the box, and the names of its axes.
    fn frame(&self) -> Vec<Layer> {
        let ends = [-REACH, REACH];
        let mut layers = Vec::new();
        let mut edge = |from: (f64, [f64; 2]), to: (f64, [f64; 2])| {
            let points = vec![self.view(from.0, from.1), self.view(to.0, to.1)];
            layers.push(Layer::line(points, Ink::Faint, 1.0));
        };
        for a in ends {
            for b in ends {
                edge((0.0, [a, b]), (1.0, [a, b]));
            }
            for x in [0.0, 1.0] {
                edge((x, [a, -REACH]), (x, [a, REACH]));
                edge((x, [-REACH, a]), (x, [REACH, a]));
            }
        }
        for (x, y, text, side) in [
            (0.0, [-REACH, -REACH], text!("x = 0"), Side::Below),
            (1.0, [-REACH, -REACH], text!("x = 1"), Side::Below),
            (1.0, [0.0, -REACH], text!("y₁"), Side::Below),
            (1.0, [REACH, -REACH], text!("16"), Side::Below),
            (1.0, [REACH, 0.0], text!("y₂"), Side::Right),
            (1.0, [REACH, REACH], text!("16"), Side::Right),
        ] {
            layers.push(Layer::text(self.view(x, y), text, Ink::Text, side));
        }
        layers
    }

    /// The answer of a perfect regression at the slice: the conditional mean.
    fn mean(&self) -> [f64; 2] {
        Horn::default().mean(self.x)
    }

    /// The distance from that answer to the nearest possible y.
    fn gap(&self) -> f64 {
        closest(&self.ellipse(), self.mean()).energy.sqrt()
    }
}

impl Demo for HornFigure {
    fn title(&self) -> Text {
        text!("The horn of data")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.slider(("x", text!("slice at x")), self.x, 0.0..=1.0, 0.01);
        k.toggle(("answer", text!("show what least-squares regression answers")), self.answer);
        k.slider_in(("azimuth", text!("turn")), self.azimuth, -180.0..=180.0, 1.0, text!("°"));
        k.slider_in(("elevation", text!("tilt")), self.elevation, -90.0..=90.0, 1.0, text!("°"));
        let guess = [("guess1", text!("your guess y₁")), ("guess2", text!("your guess y₂"))];
        k.point(guess, self.guess, [REACH; 2]);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "x" => self.x, "answer" => self.answer, "azimuth" => self.azimuth, "elevation" => self.elevation, "guess1" => self.guess[0], "guess2" => self.guess[1])
    }

    fn reset(&mut self, rng: &mut Rng) {
        let horn = Horn::default();
        self.samples = (0..SAMPLES)
            .map(|_| {
                let x = rng.uniform();
                (x, horn.sample(x, rng))
            })
            .collect();
        let xs: Vec<f64> = self.samples.iter().map(|s| s.0).collect();
        let fit = |row: usize| {
            let ys: Vec<f64> = self.samples.iter().map(|s| s.1[row]).collect();
            polynomial::<2>(&xs, &ys)
        };
        self.fit = fit(0).zip(fit(1)).map(|(a, b)| [a, b]);
    }

    fn step(&mut self, _rng: &mut Rng) {
        self.azimuth += 1.0;
        if self.azimuth > 180.0 {
            self.azimuth -= 360.0;
        }
    }

    fn step_label(&self) -> Text {
        text!("Turn by 1°")
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.cloud(), self.slice()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let [r1, r2] = self.ellipse().w;
        let mut all = vec![
            Readout::new("x", text!("x"), self.x),
            Readout::new("rho1", text!("half-width ρ₁(x)"), r1),
            Readout::new("rho2", text!("half-height ρ₂(x)"), r2),
        ];
        if self.answer {
            let [a1, a2] = self.mean();
            let [f1, f2] = self.fitted(self.x);
            let miss = norm([a1 - self.guess[0], a2 - self.guess[1]]);
            all.extend([
                Readout::new("answer1", text!("regression’s y₁ (the mean)"), a1),
                Readout::new("answer2", text!("regression’s y₂ (the mean)"), a2),
                Readout::new("fit1", text!("line fitted to the samples, y₁"), f1),
                Readout::new("fit2", text!("line fitted to the samples, y₂"), f2),
                Readout::new("gap", text!("its distance to the nearest possible y"), self.gap()),
                Readout::new("miss", text!("its distance to your guess"), miss),
            ]);
        }
        all
    }

    fn caption(&self) -> Text {
        let [r1, r2] = self.ellipse().w;
        let slice = text!(
            "At x = {x} the possible answers form an ellipse with half-axes {r1} and {r2}.",
            x = self.x,
            r1,
            r2,
        );
        let answer = if self.answer {
            text!(
                "Least-squares regression answers {mean}, {gap} away from the nearest possible answer.",
                mean = ellipse_plane::point_text(self.mean()),
                gap = self.gap(),
            )
        } else {
            text!(
                "Your guess for the regression’s answer is {guess}.",
                guess = ellipse_plane::point_text(self.guess),
            )
        };
        Text::sentences([slice, answer])
    }

    fn move_handle(&mut self, plot: usize, _handle: usize, at: [f64; 2]) {
        if plot == 1 {
            self.guess = at;
            return;
        }
        // The reader drags the box: one plot's width is a full turn.
        let turned = self.azimuth - 90.0 * at[0];
        self.azimuth = turned - 360.0 * ((turned + 180.0) / 360.0).floor();
        self.elevation = (self.elevation - 60.0 * at[1]).clamp(-90.0, 90.0);
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("into the mouth"), "azimuth:0;elevation:0"),
                Preset::new(text!("from the side"), "azimuth:90;elevation:0"),
                Preset::new(text!("the lecture’s corner"), "azimuth:35;elevation:20"),
            ]
        }
    }

    fn seed(&self) -> u32 {
        7
    }
}

/// The box with its middle at the origin, as (depth, right, up).
fn in_box(x: f64, y: [f64; 2]) -> [f64; 3] {
    [1.6 * (2.0 * x - 1.0), y[0] / REACH, y[1] / REACH]
}

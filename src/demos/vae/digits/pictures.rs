//! The figure's five pictures.

use super::{
    scene::{ACROSS, Codes, Picked, STOPS},
    session::{LAST, Moment},
    settings::{PLANE, Settings},
};
use crate::{
    demo::{Arrow, Axis, Handle, Ink, Layer, Plot, Reach, Side, Text, Ticks},
    ebm::models::digits::SIDE,
    text,
};

/// The share of the exact posterior that is shown.
const SHARE: f64 = 0.9;

/// The latent plane: codes, the observation's q and exact posterior, the way, the probe.
pub fn plane(codes: &Codes, picked: Option<&Picked>, settings: &Settings) -> Plot {
    let axis = |label: Text| Axis::new(label, -PLANE, PLANE);
    let mut plot = Plot::new(
        text!("The latent plane: codes of 200 held-out digits"),
        axis(text!("latent z₁")),
        axis(text!("latent z₂")),
    );
    let ball = |axes: &[f64; 2]| if settings.balls { *axes } else { [0.0; 2] };
    plot = plot.with(Layer::Classes {
        points: codes.points.clone(),
        axes: codes.axes.iter().map(ball).collect(),
        classes: codes.classes.clone(),
    });
    for (class, middle) in codes.middles() {
        plot = plot.with(Layer::text(middle, text!("{class}", class), Ink::Text, Side::Centre));
    }
    if let Some(picked) = picked {
        let mean = picked.code.mean.map(f64::from);
        if let Some(exact) = &picked.exact {
            let corners = exact.region(SHARE);
            plot = plot.with(Layer::Boxes { corners, ink: Ink::Best, opacity: 0.75 });
        }
        plot = plot
            .with(Layer::dashes(vec![mean, picked.goal], Ink::Text, 1.2))
            .with(Layer::line(ninety(mean, picked.code.deviation()), Ink::Picked, 2.0))
            .with(Layer::discs(vec![mean], Ink::Picked, 4.5));
    }
    plot.with(Layer::discs(vec![settings.probe], Ink::Latent, 6.0)).handle(probe(settings))
}

/// The ellipse that holds the same share of a Gaussian in the plane: radius sqrt(-2 ln(1 - share)).
fn ninety([x, y]: [f64; 2], [a, b]: [f64; 2]) -> Vec<[f64; 2]> {
    use crate::ebm::math::num::{TAU, cos, ln, sin};
    let r = (-2.0 * ln(1.0 - SHARE)).sqrt();
    let turn = |i: u32| TAU * f64::from(i) / 48.0;
    (0..=48).map(|i| [x + r * a * cos(turn(i)), y + r * b * sin(turn(i))]).collect()
}

fn probe(settings: &Settings) -> Handle {
    Handle::new(text!("probe"), settings.probe, Ink::Latent, [("z1", 0.1), ("z2", 0.1)])
}

/// The digits that the decoder paints all over the plane.
pub fn decoded(painted: &[f64], settings: &Settings) -> Plot {
    let axis = |label: Text| Axis::new(label, -PLANE, PLANE);
    let corners = [[-PLANE, -PLANE], [PLANE, PLANE]];
    let picture = Layer::Picture { corners, values: painted.to_vec(), columns: ACROSS * SIDE };
    Plot::new(
        text!("What the decoder paints where"),
        axis(text!("latent z₁")),
        axis(text!("latent z₂")),
    )
    .with(picture)
    .with(Layer::discs(vec![settings.probe], Ink::Latent, 6.0))
    .handle(probe(settings))
}

/// Where the three pictures lie: sixteen units wide, four apart.
const PITCH: f64 = 20.0;

/// The observation, its reconstruction, and the picture at the probe.
pub fn three(picked: Option<&Picked>, probe: &[f32], settings: &Settings) -> Plot {
    let side = SIDE as f64;
    let mut plot = Plot::new(
        text!("Observation, reconstruction, picture at the probe; draw on the first"),
        Axis::new(text!("column (pixels)"), -1.0, 2.0 * PITCH + side + 1.0).ticks(Ticks::None),
        Axis::new(text!("row from below (pixels)"), -3.0, side + 1.0).ticks(Ticks::None),
    );
    let none: &[f32] = &[];
    let (x, y) = picked.map_or((none, none), |p| (&p.pixels, &p.reconstruction));
    let words = [
        (text!("x"), Ink::Picked),
        (text!("at the mean of q"), Ink::Model),
        (text!("at the probe"), Ink::Latent),
    ];
    for (i, (pixels, (text, ink))) in [x, y, probe].into_iter().zip(words).enumerate() {
        let left = PITCH * i as f64;
        let corners = [[left, 0.0], [left + side, side]];
        let values = pixels.iter().map(|v| f64::from(*v)).collect();
        let below = [left + 0.5 * side, -1.6];
        plot = plot.with(Layer::Picture { corners, values, columns: SIDE }).with(Layer::text(
            below,
            text,
            ink,
            Side::Centre,
        ));
    }
    let [column, row] = settings.pen();
    let at = [column + 0.5, side - row - 0.5];
    let mut pen = Handle::new(text!("pen: draws a digit"), at, Ink::Picked, [Arrow::Move(1.0); 2]);
    pen.reach = Reach::Draw;
    plot.handle(pen)
}

/// The pixel at a place of that plot: column, and row from the top.
pub fn pixel([x, y]: [f64; 2]) -> [f64; 2] {
    [x - 0.5, SIDE as f64 - y - 0.5]
}

/// The pictures on the way from the observation's code to the other digit's.
pub fn way(picked: Option<&Picked>) -> Plot {
    let wide = (STOPS * (SIDE + 1) - 1) as f64;
    let title = text!("Interpolation in the latent plane, from the observation to the other digit");
    let side = SIDE as f64;
    let plot = Plot::new(
        title,
        Axis::new(text!(""), 0.0, wide).ticks(Ticks::None),
        Axis::new(text!(""), 0.0, side).ticks(Ticks::None),
    );
    let values = picked.map_or_else(Vec::new, |picked| picked.way.clone());
    let corners = [[0.0, 0.0], [wide, side]];
    plot.with(Layer::Picture { corners, values, columns: wide as usize })
}

/// F̃ and its two terms over training.
pub fn training(history: &[Moment]) -> Plot {
    let line = |of: &dyn Fn(&Moment) -> f32| -> Vec<[f64; 2]> {
        history.iter().map(|m| [m.updates as f64, f64::from(of(m))]).collect()
    };
    let held = line(&|m| m.free_energy[0]);
    let last = held.last().copied().unwrap_or_default();
    Plot::new(
        text!("Free energy in training, and the information of a code"),
        Axis::new(text!("update"), 0.0, 1.04 * LAST as f64),
        Axis::new(text!("nats per digit"), 0.0, 120.0),
    )
    .aspect(1.5)
    .with(Layer::dashes(line(&|m| m.free_energy[1]), Ink::Data, 1.5))
    .with(Layer::line(line(&|m| m.held.divergence), Ink::Latent, 2.0))
    .with(Layer::line(held, Ink::Energy, 2.5))
    .with(Layer::discs(vec![last], Ink::Energy, 5.0))
}

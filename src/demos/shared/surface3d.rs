//! The free energy F∞ as a surface over the y-plane.

use crate::{
    demo::{Axis, Handle, Ink, Layer, Mark, Plot, Reach, Side, Ticks},
    demos::shared::{
        ellipse_plane,
        grid::{REACH, nodes},
        projection3d::View,
    },
    ebm::{inference::latent_minimum::closest, models::ellipse::Decoder},
    text,
};

/// The free energy that has the lightest colour.
pub const TOP: f64 = 2.0;

/// What lies above is cut off; the ridge of the trained decoder, 2.25 high, does not.
const HIGHEST: f64 = 2.5;

/// The nodes of the surface.
const SIZE: [usize; 2] = [49, 33];

/// The surface, the curve on it, a point y on it, on a floor at F∞ = 0. It can be turned.
pub fn relief(view: View, decoder: &Decoder, y: [f64; 2]) -> Plot {
    // Two units of the plane, and two of F∞, to one of the picture.
    let at = |[y1, y2]: [f64; 2], height: f64| [-y2 / 2.0, y1 / 2.0, 0.5 * height - 0.5];
    let raise = |y: [f64; 2]| at(y, closest(decoder, y).energy.min(HIGHEST));
    let place = |y: [f64; 2]| view.project(raise(y));
    let raised: Vec<_> = nodes(REACH, SIZE).into_iter().map(raise).collect();
    let [a, b] = REACH;
    let floor = [[-a, -b], [a, -b], [a, b], [-a, b], [-a, -b]].map(|y| view.project(at(y, 0.0)));
    let far = [-a, b];
    let post = [0.0, HIGHEST].map(|height| view.project(at(far, height)));
    let turn = [("turn", 5.0), ("tilt", 5.0)];
    let mut handle = Handle::new(text!("the view of the surface"), [0.0, 0.0], Ink::Text, turn);
    handle.reach = Reach::Turn;
    Plot::new(
        text!("Free energy F∞(y) as height; drag to turn"),
        Axis::new(text!("at the corners (y₁, y₂); the surface is cut off at F∞ = 2.5"), -2.0, 2.0)
            .ticks(Ticks::None),
        Axis::new(text!(""), -1.5, 1.9).ticks(Ticks::None),
    )
    .with(Layer::line(floor.to_vec(), Ink::Rejected, 1.0))
    .with(Layer::line(post.to_vec(), Ink::Rejected, 1.0))
    .with(view.facets(&raised, SIZE[0], |height| (2.0 * height + 1.0) / TOP))
    .with(Layer::line(
        ellipse_plane::curve(decoder).into_iter().map(place).collect(),
        Ink::Model,
        2.5,
    ))
    .with(Layer::mark(place(y), Ink::Picked, Mark::Disc, 6.0))
    .with(Layer::text(floor[0], text!("(−3, −2)"), Ink::Text, Side::Below))
    .with(Layer::text(floor[1], text!("(3, −2)"), Ink::Text, Side::Below))
    .with(Layer::text(floor[2], text!("(3, 2)"), Ink::Text, Side::Above))
    .with(Layer::text(post[1], text!("F∞ = 2.5"), Ink::Text, Side::Above))
    .handle(handle)
}

//! What the figures of the Lagrangian share: the choice of its sign, and the picture of a chain of
//! layers whose states are free.

use crate::{
    demo::{Axis, Handle, Ink, Knobs, Layer, Mark, Options, Plot, Side, Text, Trace},
    ebm::constraints::lagrangian::{Lagrangian, Layer as Net, Sign},
    text,
};

const SIGNS: Options = &[
    ("minus", text!("L = C − Σ λᵀ(z − g): λ is the gradient")),
    ("plus", text!("L = C + Σ λᵀ(z − g), as in the lecture")),
];

/// Declares the choice of the sign before the multipliers.
pub fn sign_knob(k: &mut dyn Knobs, choice: usize) {
    k.choice(("sign", text!("sign")), choice, SIGNS);
}

/// The sign of a choice.
pub fn sign(choice: usize) -> Sign {
    if choice == 0 { Sign::Minus } else { Sign::Plus }
}

/// How many layers a chain has.
pub const LAYERS: usize = 4;

/// The weights that a chain starts with.
pub const WEIGHTS: [f64; LAYERS] = [1.2, -0.8, 1.5, 1.0];

/// The range of states in the picture.
pub const HIGHEST: f64 = 2.0;

/// A chain of single units: tanh after each layer but the last.
pub fn chain(weights: [f64; LAYERS], x: f64, y: f64, sign: Sign) -> Lagrangian {
    let layer =
        |(k, w): (usize, f64)| Net { weights: vec![w], bias: vec![0.0], bent: k + 1 < LAYERS };
    let layers = weights.into_iter().enumerate().map(layer).collect();
    Lagrangian::new(layers, vec![x], vec![y], sign)
}

/// The chain: each state, what its layer asks for, and a spring between the two; multipliers as arrows.
pub fn chain_plot(title: Text, chain: &Lagrangian, forces: bool) -> Plot {
    let mut plot = Plot::new(
        title,
        Axis::new(text!("layer k"), -0.4, LAYERS as f64 + 0.4),
        Axis::new(text!("state z"), -HIGHEST, HIGHEST),
    )
    .aspect(1.5);
    let mut asked = Vec::new();
    for k in 0..LAYERS {
        let (from, to) = (chain.state(k)[0], chain.state(k + 1)[0]);
        let target = chain.layers[k].value(chain.state(k))[0];
        let x = k as f64;
        plot = plot
            .with(Layer::line(vec![[x, from], [x + 1.0, target]], Ink::Faint, 2.0))
            .with(Layer::line(spring([x + 1.0, target], [x + 1.0, to]), Ink::Rejected, 1.8));
        asked.push([x + 1.0, target]);
    }
    let end = LAYERS as f64;
    let goal = [end + 0.22, chain.y[0]];
    let last = chain.state(LAYERS)[0];
    plot = plot
        .with(Layer::line(spring(goal, [end + 0.22, last]), Ink::Energy, 1.8))
        .with(Layer::Dots { points: asked, ink: Ink::Model, mark: Mark::Ring, radius: 7.0 })
        .with(Layer::mark(goal, Ink::Data, Mark::Square, 5.0))
        .with(Layer::text([end + 0.22, chain.y[0]], text!("y"), Ink::Data, Side::Above));
    if forces {
        let arrow = |k: usize| {
            let (at, lambda) = ([k as f64 - 0.12, chain.state(k)[0]], chain.multipliers[k - 1][0]);
            [at, [at[0], at[1] + lambda]]
        };
        let ends = (1..=LAYERS).map(arrow).collect();
        plot = plot.with(Layer::Arrows { ends, ink: Ink::Gradient });
    }
    let states: Vec<_> = (1..=LAYERS).map(|k| [k as f64, chain.state(k)[0]]).collect();
    plot.with(Layer::discs(states, Ink::Latent, 6.0)).with(Layer::mark(
        [0.0, chain.x[0]],
        Ink::Picked,
        Mark::Disc,
        6.0,
    ))
}

/// A zigzag between two points above each other; a straight line when they are close.
fn spring(from: [f64; 2], to: [f64; 2]) -> Vec<[f64; 2]> {
    const TURNS: usize = 9;
    let wide = 0.05_f64.min(0.4 * (to[1] - from[1]).abs());
    let turn = |i: usize| {
        let part = i as f64 / TURNS as f64;
        let side = if i == 0 || i == TURNS { 0.0 } else { wide * (2.0 * (i % 2) as f64 - 1.0) };
        [from[0] + side, from[1] + part * (to[1] - from[1])]
    };
    (0..=TURNS).map(turn).collect()
}

/// Handles of the states, of the input and of the target.
pub fn chain_handles(chain: &Lagrangian) -> Vec<Handle> {
    const KEYS: [&str; LAYERS] = ["z1", "z2", "z3", "z4"];
    let handle = |k: usize| {
        let at = [k as f64, chain.state(k)[0]];
        Handle::new(text!("state z{k}", k), at, Ink::Latent, [(KEYS[k - 1], 0.1); 2])
    };
    let mut all: Vec<_> = (1..=LAYERS).map(handle).collect();
    all.push(Handle::new(text!("input x"), [0.0, chain.x[0]], Ink::Picked, [("x", 0.1); 2]));
    let goal = [LAYERS as f64 + 0.22, chain.y[0]];
    all.push(Handle::new(text!("target y"), goal, Ink::Data, [("y", 0.1); 2]));
    all
}

/// The cost of the forward pass after each change of the weights.
pub fn cost_plot(history: &Trace<f64>) -> Plot {
    let curve = history.curve(|cost| cost);
    let top = curve.iter().fold(0.1, |top: f64, p| top.max(1.15 * p[1]));
    let span = history.span(20.0);
    let last = curve.last().copied().into_iter().collect();
    Plot::new(
        text!("The cost of the forward pass, as the weights move"),
        Axis::new(text!("changes of the weights"), 0.0, span),
        Axis::new(text!("cost C"), 0.0, top),
    )
    .aspect(1.5)
    .with(Layer::line(curve, Ink::Energy, 2.5))
    .with(Layer::discs(last, Ink::Energy, 5.0))
}

/// Three bars for each place from 1 on, side by side, each series in its ink.
pub fn bars_of_three(title: Text, axes: [Text; 2], series: [(&[f64], Ink); 3]) -> Plot {
    const WIDTH: f64 = 0.25;
    let end = series[0].0.len() as f64 + 0.6;
    let reach =
        series.iter().flat_map(|(values, _)| *values).fold(0.2, |m: f64, v| m.max(1.15 * v.abs()));
    let [across, up] = axes;
    let mut plot = Plot::new(title, Axis::new(across, 0.4, end), Axis::new(up, -reach, reach))
        .aspect(1.5)
        .with(Layer::line(vec![[0.4, 0.0], [end, 0.0]], Ink::Text, 1.0));
    for ((values, ink), shift) in series.into_iter().zip([-WIDTH, 0.0, WIDTH]) {
        let bar = |(i, v): (usize, &f64)| [i as f64 + 1.0 + shift, *v];
        let bars: Vec<_> = values.iter().enumerate().map(bar).collect();
        plot = plot.with(Layer::bars(&bars, 0.9 * WIDTH, ink));
    }
    plot
}

//! Constrained descent: a point slides along a curve until the two gradients line up; the multiplier is
//! the price of the constraint.

mod pictures;

use std::rc::Rc;

use crate::{
    demo::{
        Axis, Demo, Field, Handle, Ink, Knobs, Layer, Mark, Options, Plot, Preset, Readout, Text,
    },
    demos::{lagrangian::chain::sign_knob, shared::grid::nodes},
    ebm::{
        constraints::{
            lagrange_multiplier::{Bowl, Curve, along_the_curve, multiplier, slide, solve},
            lagrangian::Sign,
        },
        math::{
            num::{PI, add_scaled, atan2, norm, wrap},
            rng::Rng,
        },
    },
    fields, text,
};

const CURVES: Options = &[
    ("circle", text!("a circle, |x|²/4 = c")),
    ("line", text!("a line, x₁ + x₂/2 = c")),
    ("parabola", text!("a parabola")),
];

/// Half the side of the picture, and the nodes of a field along a side.
const HALF: f64 = 3.0;
const NODES: usize = 49;

/// The range of the constraint's level.
const LEVELS: [f64; 2] = [0.1, 1.5];

/// The figure's state.
#[derive(Clone)]
pub struct LagrangeMultiplier {
    curve: usize,
    level: f64,
    start: [f64; 2],
    bowl: Bowl,
    eta: f64,
    sign: usize,
    way: Vec<[f64; 2]>,
    /// c, and the least f on g = c.
    prices: Rc<Vec<[f64; 2]>>,
}

impl Default for LagrangeMultiplier {
    fn default() -> Self {
        let bowl = Bowl { bottom: [2.0, 1.0] };
        Self {
            curve: 0,
            level: 0.6,
            start: [0.5, -1.5],
            bowl,
            eta: 0.1,
            sign: 0,
            way: Vec::new(),
            prices: Rc::new(prices(&bowl, Curve::Circle)),
        }
    }
}

/// The least f along the levels of the constraint.
fn prices(bowl: &Bowl, curve: Curve) -> Vec<[f64; 2]> {
    let level = |i: u32| LEVELS[0] + (LEVELS[1] - LEVELS[0]) * f64::from(i) / 28.0;
    let mut x = bowl.bottom;
    let mut at = |c: f64| {
        x = solve(bowl, curve, c, x);
        [c, bowl.value(x)]
    };
    (0..=28).map(|i| at(level(i))).collect()
}

impl LagrangeMultiplier {
    fn curve(&self) -> Curve {
        [Curve::Circle, Curve::Line, Curve::Parabola][self.curve]
    }

    fn now(&self) -> [f64; 2] {
        self.way.last().copied().unwrap_or(self.start)
    }

    /// λ for which ∇f = λ ∇g, as near as can be.
    fn price(&self) -> f64 {
        multiplier(&self.bowl, self.curve(), self.now())
    }

    /// The multiplier in the sign that was chosen: of L = f ∓ λ (g - c).
    fn lambda(&self) -> f64 {
        if self.sign == 0 { self.price() } else { -self.price() }
    }

    /// What is left of ∇f along the curve.
    fn left(&self) -> [f64; 2] {
        along_the_curve(&self.bowl, self.curve(), self.now())
    }

    /// The angle between the lines of the two gradients, in degrees.
    fn angle(&self) -> f64 {
        let x = self.now();
        let ([a, b], [c, d]) = (self.bowl.gradient(x), self.curve().gradient(x));
        let between = wrap(atan2(b, a) - atan2(d, c));
        let within = between.min((between - PI).abs()).min(2.0 * PI - between);
        within * 180.0 / PI
    }

    fn restart(&mut self) {
        self.way = vec![self.curve().project(self.start, self.level)];
    }
}

impl Demo for LagrangeMultiplier {
    fn title(&self) -> Text {
        text!("Descent under a constraint")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.slider(
            ("c", text!("level c of the constraint")),
            self.level,
            LEVELS[0]..=LEVELS[1],
            0.01,
        );
        k.choice(("curve", text!("constraint")), self.curve, CURVES);
        k.slider(("eta", text!("step size η")), self.eta, 0.01..=0.4, 0.01);
        sign_knob(k, self.sign);
        k.point([("x1", text!("start x₁")), ("x2", text!("start x₂"))], self.start, [HALF; 2]);
        k.point(
            [("m1", text!("bottom of f, x₁")), ("m2", text!("bottom of f, x₂"))],
            self.bowl.bottom,
            [HALF; 2],
        );
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(
            key;
            "c" => self.level,
            "curve" => self.curve,
            "eta" => self.eta,
            "sign" => self.sign,
            "x1" => self.start[0],
            "x2" => self.start[1],
            "m1" => self.bowl.bottom[0],
            "m2" => self.bowl.bottom[1],
        )
    }

    fn changed(&mut self, key: &str) {
        if ["curve", "m1", "m2"].contains(&key) {
            self.prices = Rc::new(prices(&self.bowl, self.curve()));
        }
        match key {
            "curve" | "x1" | "x2" => self.restart(),
            // The point keeps to the curve that was moved.
            "c" | "m1" | "m2" => self.way = vec![self.curve().project(self.now(), self.level)],
            _ => {}
        }
    }

    fn reset(&mut self, _rng: &mut Rng) {
        self.restart();
    }

    fn step(&mut self, _rng: &mut Rng) {
        let next = slide(&self.bowl, self.curve(), self.level, self.now(), self.eta);
        self.way.push(next);
        if self.way.len() > 600 {
            self.way.remove(0);
        }
    }

    fn step_label(&self) -> Text {
        text!("Gradient step")
    }

    fn done(&self) -> bool {
        norm(self.left()) < 1e-9
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.plane(), self.price_plot()]
    }

    fn readouts(&self) -> Vec<Readout> {
        const H: f64 = 1e-4;
        let x = self.now();
        let least = |c: f64| self.bowl.value(solve(&self.bowl, self.curve(), c, x));
        let change = (least(self.level + H) - least(self.level - H)) / (2.0 * H);
        vec![
            Readout::new("f", text!("f at the point"), self.bowl.value(x)),
            Readout::new("least", text!("least f on this curve, from here"), least(self.level)),
            Readout::new("lambda", text!("λ"), self.lambda()),
            Readout::new("price", text!("df*/dc (numerical)"), change),
            Readout::with_unit(
                "angle",
                text!("angle between the gradients"),
                self.angle(),
                text!("°"),
            ),
            Readout::new("left", text!("slope left along the curve"), norm(self.left())),
        ]
    }

    fn guarded_readouts(&self) -> Vec<Readout> {
        vec![Readout::new("f", text!("f at the point"), self.bowl.value(self.now()))]
    }

    fn caption(&self) -> Text {
        let angle = if self.done() {
            text!("The gradients line up and nothing is left along the curve.")
        } else {
            text!("The gradients are {angle}° apart.", angle = self.angle())
        };
        let (f, lambda) = (self.bowl.value(self.now()), self.lambda());
        let multiplier = if [Sign::Minus, Sign::Plus][self.sign] == Sign::Minus {
            text!("f = {f}; with L = f − λ(g − c), λ = {lambda}.", f, lambda)
        } else {
            text!("f = {f}; with L = f + λ(g − c), λ = {lambda}.", f, lambda)
        };
        Text::sentences([angle, multiplier])
    }

    fn move_handle(&mut self, plot: usize, handle: usize, at: [f64; 2]) {
        match (plot, handle) {
            (0, 0) => self.start = at.map(|v| v.clamp(-HALF, HALF)),
            (0, _) => self.bowl.bottom = at.map(|v| v.clamp(-HALF, HALF)),
            _ => self.level = at[0].clamp(LEVELS[0], LEVELS[1]),
        }
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("circle"), "curve:circle;c:0.6"),
                Preset::new(text!("line"), "curve:line;c:0.5"),
                Preset::new(text!("two minima"), "curve:parabola;c:0.3;m1:0;m2:2;x1:-1;x2:0"),
                Preset::new(text!("inactive constraint"), "curve:circle;c:1.25;m1:2;m2:1"),
            ]
        }
    }
}

//! Barriers: how long chains take from one well to the other, measured and by Kramers' formula; and
//! how cooling slowly gets them across.

mod pictures;

use std::rc::Rc;

use crate::{
    demo::{
        Axis, Beyond, Demo, Field, Ink, Knobs, Layer, Options, Plot, Preset, Readout, Side, Text,
        Ticks,
    },
    ebm::{
        math::{
            num::{exp, ln, log10},
            rng::Rng,
        },
        models::targets::DoubleWell,
        sampling::samplers::{Place, Tempo, langevin},
    },
    fields, text,
};

const PLANS: Options =
    &[("hold", text!("hold T and time the hops")), ("anneal", text!("cool from T = 3 to T"))];

/// How many chains there are, and their steps in a step of the figure.
const CHAINS: usize = 400;
const STEPS: usize = 20;

/// Where cooling starts.
const HOT: f64 = 3.0;

/// The start of every chain: the bottom of the left well.
const LEFT: [f64; 2] = [-DoubleWell::WELL, 0.0];

/// How many places of the first chain are drawn.
const TRACE: usize = 600;

/// The figure's state.
#[derive(Clone)]
pub struct KramersEscape {
    well: DoubleWell,
    temperature: f64,
    eta: f64,
    plan: usize,
    /// Time that cooling takes, in units of η times steps.
    cooling: f64,
    chains: Vec<Place>,
    /// When each chain started from the left.
    since: Vec<f64>,
    time: f64,
    /// All time spent on the way, and the hops of known duration.
    spent: f64,
    hops: Vec<f64>,
    /// 1/T and the mean time that was measured there.
    measured: Vec<[f64; 3]>,
    /// Time, and x₁ of the first chain.
    trace: Vec<[f64; 2]>,
    /// Kramers' time and the exact time along 1/T, for this barrier.
    curves: Rc<[Vec<[f64; 2]>; 2]>,
}

/// The decimal logarithms of Kramers' time and of the exact time, along 1/T.
fn curves(well: DoubleWell) -> Rc<[Vec<[f64; 2]>; 2]> {
    let at = |f: &dyn Fn(f64) -> f64| -> Vec<[f64; 2]> {
        let places = (0..=40).map(|i| 0.3 + 3.7 * f64::from(i) / 40.0);
        places.map(|beta| [beta, log10(f(1.0 / beta))]).collect()
    };
    Rc::new([at(&|t| well.kramers(t)), at(&|t| well.passage(t))])
}

impl Default for KramersEscape {
    fn default() -> Self {
        Self {
            well: DoubleWell { barrier: 3.0 },
            temperature: 1.0,
            eta: 0.01,
            plan: 0,
            cooling: 10.0,
            chains: Vec::new(),
            since: Vec::new(),
            time: 0.0,
            spent: 0.0,
            hops: Vec::new(),
            measured: Vec::new(),
            trace: Vec::new(),
            curves: curves(DoubleWell { barrier: 3.0 }),
        }
    }
}

impl KramersEscape {
    /// The temperature now: T, or on the way down to it.
    fn now(&self) -> f64 {
        let part = (self.time / self.cooling).min(1.0);
        if self.plan == 0 || self.temperature >= HOT {
            self.temperature
        } else {
            HOT * exp(part * ln(self.temperature / HOT))
        }
    }

    fn restart(&mut self) {
        self.chains = Place::of(&self.well, &[LEFT; CHAINS]);
        self.since = vec![0.0; CHAINS];
        (self.time, self.spent) = (0.0, 0.0);
        self.hops.clear();
        self.trace = vec![[0.0, LEFT[0]]];
    }

    /// The mean time of a hop: all time on the way over all hops.
    fn mean_time(&self) -> Option<f64> {
        (!self.hops.is_empty()).then(|| self.spent / self.hops.len() as f64)
    }

    /// The share of chains in the right half.
    fn right(&self) -> f64 {
        let right = self.chains.iter().filter(|place| place.at[0] > 0.0).count();
        right as f64 / self.chains.len().max(1) as f64
    }

    fn remember(&mut self) {
        let Some(mean) = self.mean_time().filter(|_| self.plan == 0) else { return };
        let now = [self.well.barrier, 1.0 / self.temperature, log10(mean)];
        match self.measured.last_mut().filter(|last| last[..2] == now[..2]) {
            Some(last) => *last = now,
            None => self.measured.push(now),
        }
    }

    fn one_step(&mut self, rng: &mut Rng) {
        let tempo = Tempo { eta: self.eta, temperature: self.now() };
        langevin::step(&self.well, &mut self.chains, tempo, rng);
        self.time += self.eta;
        self.spent += self.eta * CHAINS as f64;
        if self.plan == 1 {
            return;
        }
        let fresh = Place::of(&self.well, &[LEFT])[0];
        for (place, since) in self.chains.iter_mut().zip(&mut self.since) {
            if place.at[0] >= DoubleWell::WELL {
                self.hops.push(self.time - *since);
                (*place, *since) = (fresh, self.time);
            }
        }
    }
}

impl Demo for KramersEscape {
    fn title(&self) -> Text {
        text!("Barriers: Kramers’ escape")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.slider(("T", text!("temperature T")), self.temperature, 0.25..=3.0, 0.05);
        k.slider(("h", text!("height of the barrier h")), self.well.barrier, 0.5..=6.0, 0.25);
        k.choice(("plan", text!("plan")), self.plan, PLANS);
        k.log(("cooling", text!("time to cool")), self.cooling, 0.1..=100.0, Beyond::Nothing);
        k.log(("eta", text!("step size η")), self.eta, 1e-3..=0.02, Beyond::Nothing);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(key; "T" => self.temperature, "h" => self.well.barrier, "plan" => self.plan, "cooling" => self.cooling, "eta" => self.eta)
    }

    fn changed(&mut self, key: &str) {
        if key == "h" {
            self.curves = curves(self.well);
        }
        self.restart();
    }

    fn reset(&mut self, _rng: &mut Rng) {
        self.measured.clear();
        self.restart();
    }

    fn step(&mut self, rng: &mut Rng) {
        for _ in 0..STEPS {
            self.one_step(rng);
        }
        self.trace.push([self.time, self.chains[0].at[0]]);
        if self.trace.len() > TRACE {
            self.trace.remove(0);
        }
        self.remember();
    }

    fn step_label(&self) -> Text {
        text!("+20 steps")
    }

    fn heavy(&self) -> bool {
        true
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.profile(), self.arrhenius(), self.history()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let t = self.temperature;
        let mut all = vec![
            Readout::new("time", text!("time so far, η·steps"), self.time),
            Readout::new("hops", text!("hops"), self.hops.len() as f64),
            Readout::new("exact", text!("exact mean time to hop at T"), self.well.passage(t)),
            Readout::new("kramers", text!("Kramers’ formula at T"), self.well.kramers(t)),
            Readout::new(
                "slower",
                text!("slow-down at T/2 (Kramers)"),
                self.well.kramers(0.5 * t) / self.well.kramers(t),
            ),
            Readout::new("right", text!("chains on the right"), 100.0 * self.right()).percent(),
            Readout::new("now", text!("temperature now"), self.now()),
        ];
        if let Some(mean) = self.mean_time().filter(|_| self.plan == 0) {
            let error = mean / (self.hops.len() as f64).sqrt();
            all.push(Readout::new("mean", text!("mean time to hop, measured"), mean));
            all.push(Readout::new("error", text!("its statistical error"), error));
        }
        all
    }

    fn guarded_readouts(&self) -> Vec<Readout> {
        vec![Readout::new("right", text!("chains on the right"), self.right())]
    }

    fn caption(&self) -> Text {
        let exact = self.well.passage(self.temperature);
        if self.plan == 1 {
            let cooling = text!(
                "Cooling from T = {hot} to {cold} in a time of {time}; now T = {now}.",
                hot = HOT,
                cold = self.temperature,
                time = self.cooling,
                now = self.now(),
            );
            let right = text!(
                "{right} % of the chains are on the right; at rest it would be 50.",
                right = 100.0 * self.right(),
            );
            let hop = text!("At the final T a hop takes {exact} on average.", exact);
            return Text::sentences([cooling, right, hop]);
        }
        let time = text!(
            "{chains} chains have run for a time of {time}.",
            chains = CHAINS,
            time = self.time
        );
        let found = if let Some(mean) = self.mean_time() {
            text!("There were {hops} hops, {mean} each on average.", hops = self.hops.len(), mean)
        } else {
            text!("There was no hop yet.")
        };
        let theory = text!(
            "The exact mean is {exact}, Kramers’ formula says {kramers}.",
            exact,
            kramers = self.well.kramers(self.temperature),
        );
        Text::sentences([time, found, theory])
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("warm"), "plan:hold;T:2;h:3"),
                Preset::new(text!("cold"), "plan:hold;T:0.5;h:3"),
                Preset::new(text!("cooled in a time of 10"), "plan:anneal;T:0.25;h:3;cooling:10"),
                Preset::new(text!("cooled at once"), "plan:anneal;T:0.25;h:3;cooling:0.1"),
            ]
        }
    }
}

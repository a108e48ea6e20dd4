//! F = ⟨E⟩ - TS: mean energy against entropy, the best trade-offs at all temperatures, and any q beside
//! them.

use crate::{
    demo::{
        Axis, Beyond, Demo, Field, Handle, Ink, Knobs, Layer, Mark, Plot, Preset, Readout, Side,
        Text, knob::next_place,
    },
    demos::shared::{
        grid::remembered,
        one_latent::{SHOWN, Valley, density, drag_gaussian, gaussian_handles, gaussian_knobs},
    },
    ebm::{
        math::{num::exp10, rng::Rng},
        models::piecewise_linear::{PiecewiseLinear, Thermal},
        variational::gaussian_free_energy::{Gaussian, Landscape},
    },
    fields, text,
};

/// The ends of the temperature.
const COLD: f64 = 0.05;
const HOT: f64 = 20.0;

/// The figure's state.
#[derive(Clone)]
pub struct Helmholtz {
    valley: Valley,
    temperature: f64,
    q: Gaussian,
}

impl Default for Helmholtz {
    fn default() -> Self {
        Self {
            valley: Valley::new("wells"),
            temperature: 1.0,
            q: Gaussian { mean: 0.0, deviation: 0.6 },
        }
    }
}

impl Helmholtz {
    /// The energy as a polygonal line on [-3, 3], whose Gibbs distributions are exact.
    fn line(&self) -> PiecewiseLinear {
        let z = |i: u32| SHOWN * (f64::from(i) / 150.0 - 1.0);
        let energies = (0..=300).map(|i| self.valley.energy(z(i)).min(1e3)).collect();
        PiecewiseLinear { low: -SHOWN, high: SHOWN, energies }
    }

    fn thermal(&self, temperature: f64) -> Thermal {
        self.line().thermal(1.0 / temperature)
    }

    /// ⟨E⟩ and S of q.
    fn own(&self) -> [f64; 2] {
        [self.q.mean_of(|z| self.valley.energy(z)), self.q.entropy()]
    }

    fn densities(&self) -> Plot {
        let (line, thermal) = (self.line(), self.thermal(self.temperature));
        let at = |[z, _]: [f64; 2]| {
            [z, crate::ebm::math::num::exp(-line.energy(z) / self.temperature - thermal.log_z)]
        };
        let gibbs: Vec<_> = self.valley.curve().into_iter().map(at).collect();
        let q = density(&self.q);
        let top = gibbs.iter().chain(&q).fold(0.6, |top: f64, p| top.max(1.1 * p[1]));
        let plot = Plot::new(
            text!("The Gibbs distribution at T, and a q of your own"),
            Axis::new(text!("z"), -SHOWN, SHOWN),
            Axis::new(text!("density"), 0.0, top),
        )
        .aspect(1.5)
        .with(Layer::line(q, Ink::Model, 2.5))
        .with(Layer::line(gibbs, Ink::Best, 2.5));
        gaussian_handles(&self.q).into_iter().fold(plot, Plot::handle)
    }

    fn trade(&self) -> Plot {
        let line = self.line();
        let trades = || {
            let temperatures = (0..=52).map(|i| exp10(-1.3 + f64::from(i) * 0.05));
            let best = temperatures.map(|t| line.thermal(1.0 / t));
            best.flat_map(|best| [best.entropy, best.mean_energy]).collect()
        };
        let curve = remembered("helmholtz", &line.energies, trades).as_chunks::<2>().0.to_vec();
        let (now, [energy, entropy]) = (self.thermal(self.temperature), self.own());
        let t = self.temperature;
        // Lines of equal F = ⟨E⟩ - TS: slope T.
        let tangent = |s: f64, f: f64| [s, f + t * s];
        let (low, high) = (-2.5, 2.0);
        let through_q = energy - t * entropy;
        let [floor, top] = [-2.0, 7.0];
        Plot::new(
            text!("Energy against entropy; lines of equal F have the slope T"),
            Axis::new(text!("entropy S (nats)"), low, high),
            Axis::new(text!("mean energy ⟨E⟩"), floor, top),
        )
        .aspect(1.5)
        .with(Layer::line(
            vec![tangent(low, now.free_energy), tangent(high, now.free_energy)],
            Ink::Best,
            1.5,
        ))
        .with(Layer::dashes(
            vec![tangent(low, through_q), tangent(high, through_q)],
            Ink::Model,
            1.5,
        ))
        .with(Layer::line(curve, Ink::Energy, 3.0))
        .with(Layer::mark([now.entropy, now.mean_energy], Ink::Best, Mark::Disc, 6.0))
        .with(Layer::mark([entropy, energy.min(top)], Ink::Model, Mark::Disc, 6.0))
        .with(Layer::text([entropy, energy.min(top - 0.5)], text!("q"), Ink::Model, Side::Above))
        .handle(Handle::new(
            text!("temperature"),
            [now.entropy, now.mean_energy],
            Ink::Best,
            [("T", 0.1); 2],
        ))
    }
}

impl Demo for Helmholtz {
    fn title(&self) -> Text {
        text!("Energy against entropy")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        k.log(("T", text!("temperature T")), self.temperature, COLD..=HOT, Beyond::Nothing);
        gaussian_knobs(k, &self.q);
        self.valley.knob(k);
        self.valley.drawn_knob(k);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(
            key;
            "T" => self.temperature,
            "m" => self.q.mean,
            "s" => self.q.deviation;
            self.valley.field(key)
        )
    }

    fn reset(&mut self, _rng: &mut Rng) {}

    fn step(&mut self, _rng: &mut Rng) {
        self.temperature = next_place(self.temperature, COLD, HOT).min(HOT);
    }

    fn step_label(&self) -> Text {
        text!("Raise T")
    }

    fn done(&self) -> bool {
        self.temperature >= HOT
    }

    fn plots(&self) -> Vec<Plot> {
        vec![self.trade(), self.densities(), self.valley.plot()]
    }

    fn readouts(&self) -> Vec<Readout> {
        let (now, [energy, entropy]) = (self.thermal(self.temperature), self.own());
        vec![
            Readout::new("E", text!("⟨E⟩ of the Gibbs distribution"), now.mean_energy),
            Readout::new("S", text!("its entropy S, nats"), now.entropy),
            Readout::new("F", text!("F = ⟨E⟩ − TS"), now.free_energy),
            Readout::new("qE", text!("⟨E⟩ of q"), energy),
            Readout::new("qS", text!("entropy of q, nats"), entropy),
            Readout::new("qF", text!("⟨E⟩ − TS of q"), energy - self.temperature * entropy),
        ]
    }

    fn caption(&self) -> Text {
        let (now, [energy, entropy]) = (self.thermal(self.temperature), self.own());
        let gibbs = text!(
            "At T = {temperature}: ⟨E⟩ = {energy}, S = {entropy}, F = {free}.",
            temperature = self.temperature,
            energy = now.mean_energy,
            entropy = now.entropy,
            free = now.free_energy,
        );
        let own = text!(
            "For your q: {energy} − T·{entropy} = {free}.",
            energy,
            entropy,
            free = energy - self.temperature * entropy,
        );
        Text::sentences([gibbs, own])
    }

    fn move_handle(&mut self, plot: usize, handle: usize, at: [f64; 2]) {
        match plot {
            0 => {
                // The temperature whose entropy is nearest to the place.
                let gap = |t: f64| (self.thermal(t).entropy - at[0]).abs();
                let all = (0..=52).map(|i| exp10(-1.3 + f64::from(i) * 0.05));
                let nearest = all.min_by(|a, b| gap(*a).total_cmp(&gap(*b)));
                self.temperature = nearest.unwrap_or(1.0).clamp(COLD, HOT);
            }
            1 => drag_gaussian(&mut self.q, handle, at),
            _ => self.valley.draw(at),
        }
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(text!("start at T = 0.05"), "T:0.05"),
                Preset::new(text!("one valley"), "energy:parabola"),
                Preset::new(text!("two wells"), "energy:wells"),
                Preset::new(text!("draw your own energy"), "energy:drawn"),
            ]
        }
    }
}

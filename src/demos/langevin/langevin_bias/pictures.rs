//! The pictures of "The step size has a price".

use super::{LARGEST, LangevinBias, SMALLEST};
use crate::{
    demo::{Axis, Ink, Layer, Plot, Ticks},
    demos::langevin::chains::bars,
    ebm::{
        math::num::{exp10, log10},
        sampling::langevin_density::{Profile, Walk, middle, spacing},
    },
    text,
};

/// Half the width of the picture, and how many bars stand in it.
const SHOWN: f64 = 5.0;
const BINS: usize = 50;

impl LangevinBias {
    pub(super) fn densities(&self) -> Plot {
        let bars = bars(self.chains.iter().copied(), SHOWN, BINS);
        let target = self.walk.profile.density(1.0);
        let curve = |density: &[f64]| -> Vec<[f64; 2]> {
            let all = density.iter().enumerate().map(|(i, p)| [middle(i), *p]);
            all.filter(|[x, _]| x.abs() < SHOWN + spacing()).collect()
        };
        Plot::new(
            text!("Bars: the chains; solid: their exact law; dashed: the target"),
            Axis::new(text!("x"), -SHOWN, SHOWN),
            Axis::new(text!("density"), 0.0, 0.7),
        )
        .aspect(1.5)
        .with(Layer::bars(&bars, 1.8 * SHOWN / BINS as f64, Ink::Model))
        .with(Layer::dashes(curve(&target), Ink::Best, 2.5))
        .with(Layer::line(curve(&self.law), Ink::Latent, 2.5))
    }

    pub(super) fn axis() -> Axis {
        Axis::new(text!("step size η"), log10(SMALLEST), log10(LARGEST)).ticks(Ticks::Powers)
    }

    pub(super) fn variances(&self) -> Plot {
        const TOP: f64 = 1.5;
        let walk = Walk { tested: false, ..self.walk };
        let at = |i: u32| {
            let eta = exp10(-2.0 + f64::from(i) * 0.02);
            let variance = Walk { eta, ..walk }.parabola_variance()?;
            Some([log10(eta), log10(variance)])
        };
        let closed: Vec<_> = (0..=120).map_while(at).collect();
        let exact = self.target_variance();
        let end = log10(self.limit());
        let mut plot = Plot::new(
            text!("Variance against step size; dashed: the target’s"),
            Self::axis(),
            Axis::new(text!("variance"), -0.5, TOP).ticks(Ticks::Powers),
        )
        .aspect(1.5)
        .with(Layer::dashes(
            vec![[-2.0, log10(exact)], [0.5, log10(exact)]],
            Ink::Best,
            2.0,
        ));
        if end.is_finite() {
            plot = plot.with(Layer::line(vec![[end, -0.5], [end, TOP]], Ink::Rejected, 1.5));
        }
        if self.walk.profile == Profile::Parabola {
            plot = plot.with(Layer::line(closed, Ink::Latent, 2.5));
        }
        let dots = self.measured.iter().map(|m| [log10(m[0]), log10(m[1].max(1e-9)).min(TOP)]);
        plot.with(Layer::discs(dots.collect(), Ink::Model, 4.5))
    }

    pub(super) fn acceptance_plot(&self) -> Plot {
        let tested = self.walk.tested;
        let dots = self.measured.iter().filter(|_| tested).map(|m| [log10(m[0]), m[2]]);
        Plot::new(
            text!("What the test pays: proposals accepted"),
            Self::axis(),
            Axis::new(text!("share accepted"), 0.0, 1.05),
        )
        .aspect(1.5)
        .with(Layer::line(self.acceptances(), Ink::Latent, 2.5))
        .with(Layer::discs(dots.collect(), Ink::Model, 4.5))
    }
}

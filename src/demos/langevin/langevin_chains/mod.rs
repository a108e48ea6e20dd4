//! A cloud of chains on an energy, beside the exact density.

mod pictures;

use crate::{
    demo::{
        Beyond, Demo, Field, Handle, Ink, Knobs, Layer, Mark, Options, Plot, Preset, Readout, Text,
        Verbatim,
    },
    demos::langevin::chains::{
        Health, Scene, Truth, basins, sampler, sampler_knob, sampler_text, tempo_knobs,
    },
    ebm::{
        math::rng::Rng,
        sampling::samplers::{Place, Tempo},
    },
    fields, text,
};

const STARTS: Options = &[
    ("point", text!("all at one point")),
    ("middle", text!("about the middle, N(0, 1)")),
    ("even", text!("anywhere in the picture")),
];

/// How many of the cloud are drawn, and how many places of the chain that is followed.
const SHOWN: usize = 2000;
const TRAIL: usize = 60;

/// The figure's state.
#[derive(Clone)]
pub struct LangevinChains {
    scene: Scene,
    sampler: usize,
    tempo: Tempo,
    count: f64,
    start: usize,
    point: [f64; 2],
    follow: bool,
    truth: Truth,
    cloud: Vec<Place>,
    /// The last places of the first chain.
    trail: Vec<[f64; 2]>,
    health: Health,
}

impl Default for LangevinChains {
    fn default() -> Self {
        let scene = Scene::new("banana");
        Self {
            truth: Truth::new(&scene, 1.0),
            scene,
            sampler: 0,
            tempo: Tempo { eta: 0.03, temperature: 1.0 },
            count: 2000.0,
            start: 0,
            point: [0.0, 4.0],
            follow: false,
            cloud: Vec::new(),
            trail: Vec::new(),
            health: Health::default(),
        }
    }
}

impl LangevinChains {
    fn place(&self, rng: &mut Rng) -> [f64; 2] {
        let half = self.scene.half();
        let at = match self.start {
            0 => self.point,
            1 => [rng.normal(), rng.normal()],
            _ => [(); 2].map(|()| half * (2.0 * rng.uniform() - 1.0)),
        };
        at.map(|v| v.clamp(-half, half))
    }

    /// Puts the chains at these points, brought into the picture.
    fn move_to(&mut self, points: Vec<[f64; 2]>) {
        let half = self.scene.half();
        let points: Vec<_> = points.into_iter().map(|p| p.map(|v| v.clamp(-half, half))).collect();
        self.cloud = Place::of(self.scene.energy(), &points);
        self.trail = points.into_iter().take(1).collect();
        self.health = Health::default();
    }

    fn points(&self) -> Vec<[f64; 2]> {
        self.cloud.iter().map(|place| place.at).collect()
    }

    /// How many chains have left the finite world.
    fn flown(&self) -> usize {
        self.cloud.iter().filter(|place| !place.finite()).count()
    }

    fn shares(&self) -> Text {
        let valleys = self.scene.basins();
        if valleys.is_empty() {
            return Text::default();
        }
        let shares = basins(&self.points(), &valleys);
        let percent: Vec<_> = shares.iter().map(|share| format!("{:.0}", 100.0 * share)).collect();
        text!("The valleys hold {shares} %.", shares = Verbatim(percent.join(", ")))
    }
}

impl Demo for LangevinChains {
    fn title(&self) -> Text {
        text!("Many Langevin chains")
    }

    fn knobs(&self, k: &mut dyn Knobs) {
        self.scene.knob(k);
        sampler_knob(k, self.sampler);
        tempo_knobs(k, self.tempo);
        k.toggle(("follow", text!("follow one chain")), self.follow);
        k.log(("count", text!("how many chains")), self.count, 10.0..=10_000.0, Beyond::Nothing);
        k.choice(("start", text!("Start at")), self.start, STARTS);
        k.point(
            [("x1", text!("common start x₁")), ("x2", text!("common start x₂"))],
            self.point,
            [6.0; 2],
        );
        self.scene.own_knob(k);
    }

    fn field(&mut self, key: &str) -> Option<Field<'_>> {
        fields!(
            key;
            "sampler" => self.sampler,
            "eta" => self.tempo.eta,
            "T" => self.tempo.temperature,
            "follow" => self.follow,
            "count" => self.count,
            "start" => self.start,
            "x1" => self.point[0],
            "x2" => self.point[1];
            self.scene.field(key)
        )
    }

    fn changed(&mut self, key: &str) {
        if self.scene.changed(key) || key == "T" {
            self.truth = Truth::new(&self.scene, self.tempo.temperature);
            self.move_to(self.points());
        } else if ["x1", "x2"].contains(&key) && self.start == 0 {
            self.move_to(vec![self.point; self.cloud.len()]);
        }
    }

    fn reset(&mut self, rng: &mut Rng) {
        let points = (0..self.count as usize).map(|_| self.place(rng)).collect();
        self.move_to(points);
    }

    fn step(&mut self, rng: &mut Rng) {
        // The number of chains may have been changed in mid-run.
        let count = self.count as usize;
        self.cloud.truncate(count);
        let more: Vec<_> = (self.cloud.len()..count).map(|_| self.place(rng)).collect();
        self.cloud.extend(Place::of(self.scene.energy(), &more));
        let sampler = sampler(self.sampler);
        let accepted = sampler.step(self.scene.energy(), &mut self.cloud, self.tempo, rng);
        self.health.note(&self.points(), self.cloud.len(), accepted);
        self.health.follow();
        self.trail.push(self.cloud[0].at);
        if self.trail.len() > TRAIL {
            self.trail.remove(0);
        }
    }

    fn pace(&self) -> f64 {
        60.0
    }

    fn step_label(&self) -> Text {
        text!("Step")
    }

    fn done(&self) -> bool {
        2 * self.flown() > self.cloud.len()
    }

    fn heavy(&self) -> bool {
        true
    }

    fn plots(&self) -> Vec<Plot> {
        let points = self.points();
        let [first, second] = [
            text!("x₁; bars: the chains; line: exact"),
            text!("x₂; bars: the chains; line: exact"),
        ];
        vec![
            self.plane(),
            self.truth.histogram(text!("Histogram of the chains; lines: exact"), &points),
            self.truth.marginal(first, &points, 0),
            self.truth.marginal(second, &points, 1),
            self.health.plot(),
        ]
    }

    fn readouts(&self) -> Vec<Readout> {
        let mut all = self.guarded_readouts();
        let floor = self.truth.floor(&self.points());
        all.insert(1, Readout::new("floor", text!("sampling floor"), floor));
        all.extend(self.health.readouts());
        all
    }

    fn guarded_readouts(&self) -> Vec<Readout> {
        let points = self.points();
        let kl = self.truth.divergence(&points);
        let mean = self.cloud.iter().map(|place| place.energy.clamp(-1e6, 1e6)).sum::<f64>()
            / self.cloud.len().max(1) as f64;
        let outside = points.len() - self.truth.held(&points);
        vec![
            Readout::new("KL", text!("KL(histogram ‖ exact), nats"), kl),
            Readout::new(
                "KL1",
                text!("KL of the histogram of x₁"),
                self.truth.marginal_divergence(&points, 0),
            ),
            Readout::new(
                "KL2",
                text!("KL of the histogram of x₂"),
                self.truth.marginal_divergence(&points, 1),
            ),
            Readout::new("E", text!("mean energy of the chains"), mean),
            Readout::new("exactE", text!("mean energy of the density"), self.truth.mean_energy()),
            Readout::new("outside", text!("chains out of view"), outside as f64),
        ]
    }

    fn caption(&self) -> Text {
        if self.done() {
            return text!(
                "Most chains have flown off: the steps are too long for slopes this steep. Choose a smaller step size η and reset."
            );
        }
        let points = self.points();
        let (kl, floor) = (self.truth.divergence(&points), self.truth.floor(&points));
        let chains = text!(
            "{count} chains of {sampler} run on {energy}.",
            count = self.cloud.len(),
            sampler = sampler_text(self.sampler),
            energy = self.scene.text(),
        );
        let divergence = text!(
            "KL(histogram ‖ exact) is {kl} nats, and would be {floor} for exact draws.",
            kl,
            floor,
        );
        let flown = match self.flown() {
            0 => Text::default(),
            count => text!(
                "Of the chains {count} have flown off: the steps are too long for the steepest slopes.",
                count,
            ),
        };
        Text::sentences([chains, divergence, flown, self.shares(), self.health.text()])
    }

    fn move_handle(&mut self, _plot: usize, handle: usize, at: [f64; 2]) {
        if handle == 0 && self.scene.pen().is_some() {
            self.scene.move_handle(at);
        } else {
            self.point = at.map(|v| v.clamp(-6.0, 6.0));
        }
    }

    fn presets(&self) -> &'static [Preset] {
        const {
            &[
                Preset::new(
                    text!("ten thousand"),
                    "energy:banana;sampler:ula;eta:0.03;T:1;count:10000",
                ),
                Preset::new(
                    text!("one chain, slowly"),
                    "energy:three;count:10;follow:on;start:middle",
                ),
                Preset::new(
                    text!("the funnel"),
                    "energy:funnel;sampler:mala;eta:0.1;T:1;start:middle",
                ),
                Preset::new(
                    text!("a trained energy"),
                    "energy:net8;sampler:ula;eta:0.01;T:1;start:even",
                ),
                Preset::new(text!("clear and draw"), "points:;energy:own;start:even;eta:0.01"),
            ]
        }
    }
}

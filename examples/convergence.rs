//! How the training of the figure "Wake and dream" ends, with its default settings, from each of 20
//! seeds: KL(data ‖ model) in nats, and the update (of every eighth) from which on it stays below 0.15.
//!
//!     cargo run --release --example convergence

use downhill::{
    demos::contrastive_divergence::training::{LAST, Session, Settings},
    ebm::math::rng::Rng,
};

fn main() {
    const GOAL: f64 = 0.15;
    for (data, name) in ["eight Gaussians", "two moons", "rings"].into_iter().enumerate() {
        for seed in 1..=20 {
            let settings = Settings { data, updates: 8.0, ..Settings::default() };
            let mut rng = Rng::new(seed);
            let mut session = Session::new(&settings, rng.seed());
            let mut history = vec![[0.0, session.exact().kl]];
            while session.trainer.updates < LAST {
                session.step(&settings, &mut rng);
                history.push([session.trainer.updates as f64, session.exact().kl]);
            }
            let above = history.iter().rposition(|h| h[1] > GOAL);
            let below = history.get(above.map_or(0, |at| at + 1)).map(|h| h[0]);
            let reached = below.map_or("never".into(), |update| format!("from update {update} on"));
            println!("{name}, seed {seed}: {:.4}, below {GOAL} {reached}", session.exact().kl);
        }
    }
}

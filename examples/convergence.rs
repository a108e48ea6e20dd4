//! How the training of the figure "Wake and dream" ends, with its default settings, from each of 20
//! seeds: KL(data ‖ model) in nats, and the update from which on it stays below 0.15.
//!
//!     cargo run --release --example convergence

use downhill::{
    demos::training::{LAST, Session, Settings},
    ebm::rng::Rng,
};

fn main() {
    const GOAL: f64 = 0.15;
    for (data, name) in ["eight Gaussians", "two moons", "rings"].into_iter().enumerate() {
        for seed in 1..=20 {
            let settings = Settings { data, ..Settings::default() };
            let mut rng = Rng::new(seed);
            let mut session = Session::new(&settings, rng.seed());
            while session.trainer.updates < LAST {
                let seeds = (0..settings.updates as usize).map(|_| rng.seed());
                session.train(&settings.recipe(), seeds);
            }
            let above = session.history.iter().rposition(|h| h[1] > GOAL);
            let below = session.history.get(above.map_or(0, |at| at + 1)).map(|h| h[0]);
            let reached = below.map_or("never".into(), |update| format!("from update {update} on"));
            println!("{name}, seed {seed}: {:.4}, below {GOAL} {reached}", session.exact.kl);
        }
    }
}

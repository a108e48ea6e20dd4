//! Trains the auto-encoder of the figure "A variational autoencoder learns digits" at its default
//! settings: prints how well ten seeds do, and writes the weights of the first to `static/data/vae.i8`.
//!
//!     cargo run --release --example digits

use downhill::{
    demos::vae::digits::session::{LAST, Session},
    ebm::{math::rng::Rng, variational::vae::packed::pack},
};

/// Updates a step, the first learning rate and β at the default settings.
const UPDATES: u64 = 8;
const RATE: f64 = 0.003;
const BETA: f64 = 1.0;

/// The weights are those after so many updates.
const KEPT: u64 = LAST;

/// How long the longest training takes.
const LONG: u64 = 20_000;

fn main() -> std::io::Result<()> {
    println!(
        "| seed | held-out F̃ after {LAST} | least on the way | least of {LONG} updates | first within 10 % at update | nearest neighbour | 15 nearest |"
    );
    println!("|---|---|---|---|---|---|---|");
    for seed in 1..=10 {
        let mut rng = Rng::new(seed);
        let mut session = Session::new(false, BETA, rng.seed());
        while !session.done() {
            session.train(UPDATES, RATE, BETA, &mut rng);
            if seed == 1 && session.updates == KEPT {
                std::fs::write("static/data/vae.i8", pack(&session.vae().parameters))?;
            }
        }
        let (last, right) = (session.now().free_energy[0], session.vote.right());
        let least = |session: &Session| {
            session.history.iter().map(|m| m.free_energy[0]).fold(f32::INFINITY, f32::min)
        };
        let short = least(&session);
        while session.updates < LONG {
            session.train(UPDATES, RATE, BETA, &mut rng);
        }
        let long = least(&session);
        let first = session.history.iter().find(|m| m.free_energy[0] < 1.1 * long);
        let from = first.map_or(LONG, |m| m.updates);
        let [one, fifteen] = right.map(|share| 100.0 * share);
        println!(
            "| {seed} | {last:.2} | {short:.2} | {long:.2} | {from} | {one:.1} % | {fifteen:.1} % |"
        );
    }
    Ok(())
}

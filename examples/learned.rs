//! Trains the energies that come with the chapter on Langevin dynamics, as the figure "Wake and dream"
//! does with 32 units a layer and the seed 1, and writes their weights to `src/ebm/models/targets/`.
//!
//!     cargo run --release --example learned

use downhill::{
    demos::contrastive_divergence::training::{LAST, Session, Settings},
    ebm::{
        math::rng::Rng,
        models::targets::learned::{LEARNED, pack},
    },
};

fn main() -> std::io::Result<()> {
    for (data, (name, kept)) in LEARNED.iter().enumerate() {
        let settings = Settings { data, units: 1, ..Settings::default() };
        let mut rng = Rng::new(1);
        let mut session = Session::new(&settings, rng.seed());
        while session.trainer.updates < LAST {
            session.step(&settings, &mut rng);
        }
        let bytes = pack(session.trainer.energy.parameters());
        let same = if bytes == *kept { "as before" } else { "changed" };
        println!("{name}: KL(data ‖ model) = {}; {same}", session.exact().kl);
        std::fs::write(format!("src/ebm/models/targets/{name}.i16"), bytes)?;
    }
    Ok(())
}

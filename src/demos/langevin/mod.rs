//! The figures of the chapter “Langevin dynamics”, one a file.

pub mod chains;

figures! {
    langevin_step::LangevinStep was walk,
    langevin_chains::LangevinChains was swarm,
    langevin_bias::LangevinBias was price,
    kramers_escape::KramersEscape was barrier,
    sampler_comparison::SamplerComparison was contest,
    denoising_trajectories::DenoisingTrajectories was emerge,
}

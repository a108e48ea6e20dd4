//! The kernels give the same bits in the browser, on its vectors of 128 bits, as natively.

use downhill::ebm::{
    learning::{adam::Adam, rbm::Rbm},
    models::perceptron::{Perceptron, Step, Workspace},
    simd::{
        gaussian_mixture::Mixture,
        generator::Generator,
        points_soa::Points,
        soft_field::{BLOCK, SoftField},
    },
    variational::vae::Vae,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test;

/// FNV-1a over the bits of some numbers.
fn hash(numbers: impl IntoIterator<Item = f32>) -> u64 {
    numbers
        .into_iter()
        .flat_map(|x| x.to_bits().to_le_bytes())
        .fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

fn clouds(generator: &mut Generator) -> u64 {
    let mut cloud = Points::at_origin(101);
    cloud.draw(generator);
    Mixture::ring(2.0, 0.4).langevin(&mut cloud, 25, 0.01, 1.0, generator);
    hash(cloud.points().flatten())
}

fn contrastive(generator: &mut Generator) -> u64 {
    let mut net = Perceptron::new(24, generator);
    let mut adam = Adam::new(net.parameters().len());
    let mut cloud = Points::at_origin(61);
    let (mut gradient, mut work) = (Vec::new(), Workspace::default());
    for _ in 0..5 {
        cloud.draw(generator);
        net.langevin(&mut cloud, 5, Step::at(0.02, 1.0), generator);
        let weight = |s: usize, e: f32| if s.is_multiple_of(2) { 0.1 * e - 1.0 } else { 1.0 };
        net.gradient(&cloud, &weight, &mut gradient, &mut work);
        net.change(|w| adam.step(w, &gradient, 1e-2));
    }
    hash(net.parameters().iter().copied().chain(cloud.points().flatten()))
}

fn fields() -> u64 {
    let decoded: Vec<[f32; 2]> = (0..33_i16).map(|k| [0.1 * f32::from(k) - 1.6, 0.7]).collect();
    let mut all = Vec::new();
    for beta in [0.5, 4.0, 900.0] {
        let (mut inf, mut soft) = ([0.0; 2 * BLOCK], [0.0; 2 * BLOCK]);
        SoftField::new(&decoded, beta, -2.0, 0.06).row(0.3, &mut inf, &mut soft);
        all.extend(inf.into_iter().chain(soft));
    }
    hash(all)
}

fn pictures(generator: &mut Generator) -> u64 {
    let batch: Vec<f32> =
        (0..8 * 16_u32).map(|i| if (i * i) % 7 < 3 { 1.0 } else { 0.0 }).collect();
    let start =
        |n: usize| -> Vec<f32> { (0..n).map(|i| ((i * 37) % 23) as f32 / 40.0 - 0.25).collect() };
    let mut vae = Vae::new(16, &[8], start(16 * 8 + 8 + 32 + 4 + 16 + 8 + 8 * 16 + 16));
    let mut rbm = Rbm::new(16, 8, start(16 * 8));
    for _ in 0..5 {
        vae.step(&batch, 1e-2, generator);
        rbm.step(&batch, 0.1, generator);
    }
    hash(vae.parameters.iter().chain(&rbm.weights).copied())
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn same_bits_everywhere() {
    let mut generator = Generator::new(20);
    let found =
        [clouds(&mut generator), contrastive(&mut generator), fields(), pictures(&mut generator)];
    let golden = [
        0xb963_10f9_5c7c_d9a8,
        0x1211_65fb_9438_3451,
        0x357e_cd04_144d_5980,
        0x4209_d571_9088_500e,
    ];
    assert_eq!(found, golden, "found {found:#x?}");
}

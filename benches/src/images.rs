//! W4 and W5: training steps on pictures of 28 by 28 pixels, discs at random places, 64 at a time.

use ebm::{learning::rbm::Rbm, simd::generator::Generator, variational::vae::Vae};

use crate::{Congruential, Workload};

const PIXELS: usize = 784;
const POOL: usize = 512;
const BATCH: usize = 64;

/// The pool of pictures, by rows: `shade(squared distance from the disc's centre)`.
fn discs(shade: impl Fn(f32) -> f32) -> Vec<f32> {
    let mut uniform = Congruential::new(99);
    let mut pictures = Vec::with_capacity(POOL * PIXELS);
    for _ in 0..POOL {
        let [x, y] = core::array::from_fn(|_| 6.0 + 16.0 * uniform.uniform());
        pictures.extend((0..PIXELS).map(|i| {
            let (dx, dy) = ((i % 28) as f32 - x, (i / 28) as f32 - y);
            shade(dx * dx + dy * dy)
        }));
    }
    pictures
}

/// The batch after this one, round the pool.
fn batch(pool: &[f32], step: usize) -> &[f32] {
    let start = step * BATCH % POOL;
    &pool[start * PIXELS..(start + BATCH) * PIXELS]
}

/// W4: a step of a variational auto-encoder 784-256-2-256-784 with Adam.
pub struct AutoEncoder {
    vae: Vae,
    pool: Vec<f32>,
    generator: Generator,
    step: usize,
}

impl Default for AutoEncoder {
    fn default() -> Self {
        Self::new()
    }
}

impl AutoEncoder {
    /// Before its first step.
    pub fn new() -> Self {
        const HIDDEN: usize = 256;
        let mut uniform = Congruential::new(777);
        let mut parameters = Vec::new();
        let layers =
            [(PIXELS, HIDDEN, 0.06), (HIDDEN, 4, 0.1), (2, HIDDEN, 0.5), (HIDDEN, PIXELS, 0.1)];
        for (inputs, outputs, width) in layers {
            parameters.extend((0..inputs * outputs).map(|_| uniform.around_zero(width)));
            parameters.extend(vec![0.0; outputs]);
        }
        let pool = discs(|square| (6.0 - square.sqrt()).clamp(0.0, 1.0));
        Self {
            vae: Vae::new(PIXELS, &[HIDDEN], parameters),
            pool,
            generator: Generator::new(1),
            step: 0,
        }
    }
}

impl Workload for AutoEncoder {
    fn run(&mut self) -> f32 {
        self.step += 1;
        self.vae.step(batch(&self.pool, self.step - 1), 1e-3, &mut self.generator).free_energy(1.0)
    }
}

/// W5: CD-1 of a restricted Boltzmann machine 784 by 128.
pub struct Boltzmann {
    rbm: Rbm,
    pool: Vec<f32>,
    generator: Generator,
    step: usize,
}

impl Default for Boltzmann {
    fn default() -> Self {
        Self::new()
    }
}

impl Boltzmann {
    /// Before its first step.
    pub fn new() -> Self {
        const HIDDEN: usize = 128;
        let mut uniform = Congruential::new(31);
        let weights = (0..PIXELS * HIDDEN).map(|_| uniform.around_zero(0.02)).collect();
        let pool = discs(|square| if square < 30.0 { 1.0 } else { 0.0 });
        Self { rbm: Rbm::new(PIXELS, HIDDEN, weights), pool, generator: Generator::new(1), step: 0 }
    }
}

impl Workload for Boltzmann {
    fn run(&mut self) -> f32 {
        self.step += 1;
        self.rbm.step(batch(&self.pool, self.step - 1), 0.05, &mut self.generator)
    }
}

//! The generator: the numbers that a seed names, and the distributions that they follow.

use downhill::ebm::math::rng::{Rng, StandardNormal};
use rand::{RngExt, SeedableRng, seq::SliceRandom};
use rand_xoshiro::Xoshiro256PlusPlus;

use crate::common::Moments;

/// A seed names the same numbers for ever: links and golden files rest on it. Those of `random_range` and
/// `shuffle` are rand's own; a version of rand that changes them fails here.
#[test]
fn a_seed_names_these_numbers() {
    let mut rng = Rng::new(7);
    assert_eq!(UNIFORM, [(); 3].map(|()| rng.uniform().to_bits()));
    assert_eq!(NORMAL, [(); 3].map(|()| rng.normal().to_bits()));
    assert_eq!(INDEX, [(); 6].map(|()| rng.index(10)));
    assert_eq!(RANGE, [(); 6].map(|()| rng.random_range(0..10_usize)));
    let mut cards = [0, 1, 2, 3, 4, 5];
    cards.shuffle(&mut rng);
    assert_eq!(SHUFFLED, cards);
}

const UNIFORM: [u64; 3] =
    [4_588_139_100_750_830_880, 4_595_369_147_474_192_204, 4_604_638_570_713_848_459];
const NORMAL: [u64; 3] =
    [4_607_309_802_744_723_622, 13_819_123_997_771_669_092, 4_606_184_242_133_930_687];
const INDEX: [usize; 6] = [0, 1, 1, 7, 1, 4];
const RANGE: [usize; 6] = [0, 1, 1, 1, 7, 6];
const SHUFFLED: [i32; 6] = [4, 2, 5, 3, 0, 1];

/// The upper 53 bits of a word, as a fraction: what rand draws is that to the bit.
#[test]
fn uniform_numbers_are_the_upper_53_bits() {
    use rand::Rng as _;
    let (mut rng, mut words) = (Rng::new(1), Xoshiro256PlusPlus::seed_from_u64(1));
    for _ in 0..1_000_000 {
        let expected = (words.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
        assert_eq!(rng.uniform(), expected);
    }
}

#[test]
fn normal_numbers_have_the_moments_of_the_normal_distribution() {
    let (mut rng, mut moments) = (Rng::new(3), Moments::default());
    (0..400_000).for_each(|_| moments.add(rng.sample(StandardNormal)));
    moments.assert([0.0, 1.0, 0.0, 3.0], "N(0, 1)");
}

#[test]
fn an_index_is_uniform_and_never_too_large() {
    const DRAWS: usize = 70_000;
    let (mut rng, mut counts) = (Rng::new(5), [0.0; 7]);
    (0..DRAWS).for_each(|_| counts[rng.index(7)] += 1.0);
    // Chi-squared with six degrees of freedom is below 27.9 but once in ten thousand times.
    let expected = DRAWS as f64 / 7.0;
    let chi: f64 = counts.iter().map(|c: &f64| (c - expected) * (c - expected) / expected).sum();
    assert!(chi < 27.9, "{chi}");
    assert_eq!(rng.index(0), 0);
}

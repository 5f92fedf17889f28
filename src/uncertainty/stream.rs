//! Where a run's random numbers come from. Every number has a place of its own, so that switching one doubt on or off,
//! or drawing it later, never shifts the numbers of another.
//!
//! ChaCha with 8 rounds, keyed by the seed. The replicate chooses the stream; factor and part choose where in the stream
//! a block of uniforms starts: word = factor · 2³² + part · 2²⁸, two words a uniform, so a block has room for 2²⁷.
//!
//! Reference: D. J. Bernstein (2008), ChaCha, a variant of Salsa20. Not for one number at a time in a hot loop: a block
//! costs about 100 ns to open and 3 ns for each of its uniforms.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Uniforms that are made at a time.
const AT_ONCE: usize = 32;
const FACTOR_BITS: u32 = 32;
const PART_BITS: u32 = 28;

/// One run's numbers.
#[derive(Clone, Debug)]
pub struct Stream {
    start: ChaCha8Rng,
}

/// A block of uniforms that vary together. The factor's number says what it is (weights, the errors of one dataset, …),
/// never its place among those that happen to be switched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    pub factor: u32,
    /// Below 16: the parts of one factor do not overlap.
    pub part: u8,
}

/// Countries a row has room for.
const ROW: u32 = 512;
/// Years before the same row comes again.
const YEARS: i32 = 256;

/// Where the uniforms of one variable and year start in a block, one per country in the order of the atlas: the same
/// place whichever years, countries and other variables a run is about. Room for 1,024 variables.
pub fn row(variable: u32, year: i32) -> u32 {
    (variable * YEARS as u32 + year.rem_euclid(YEARS) as u32) * ROW
}

impl Block {
    pub const fn of(factor: u32) -> Self {
        Self { factor, part: 0 }
    }

    pub const fn part(self, part: u8) -> Self {
        Self { part, ..self }
    }

    fn word(self) -> u128 {
        (u128::from(self.factor) << FACTOR_BITS) + (u128::from(self.part) << PART_BITS)
    }
}

impl Stream {
    /// Seed 0 is a seed like any other.
    pub fn new(seed: u64) -> Self {
        Self { start: ChaCha8Rng::seed_from_u64(seed) }
    }

    /// Fills with the block's uniforms from its beginning, each strictly between 0 and 1.
    pub fn fill(&self, replicate: u64, block: Block, out: &mut [f64]) {
        self.fill_from(replicate, block, 0, out);
    }

    /// Fills with the block's uniforms from `index` on: those that `fill` puts there.
    pub fn fill_from(&self, replicate: u64, block: Block, index: u32, out: &mut [f64]) {
        let mut random = self.at(replicate, block.word() + 2 * u128::from(index));
        let mut bytes = [0; 8 * AT_ONCE];
        for out in out.chunks_mut(AT_ONCE) {
            let bytes = &mut bytes[..8 * out.len()];
            random.fill_bytes(bytes);
            for (uniform, bits) in out.iter_mut().zip(bytes.as_chunks().0) {
                *uniform = open_uniform(u64::from_le_bytes(*bits));
            }
        }
    }

    /// The one at `index` of the block: the same number that `fill` puts there.
    pub fn uniform(&self, replicate: u64, block: Block, index: u32) -> f64 {
        open_uniform(self.at(replicate, block.word() + 2 * u128::from(index)).next_u64())
    }

    fn at(&self, replicate: u64, word: u128) -> ChaCha8Rng {
        let mut random = self.start.clone();
        random.set_stream(replicate);
        random.set_word_pos(word);
        random
    }
}

/// Bits as a number on the grid (k + ½) · 2⁻⁵²: never 0 and never 1, and 1 − u is on the grid too, so that an inverse
/// distribution has no infinite value and both tails are alike.
pub fn open_uniform(bits: u64) -> f64 {
    // bits of a number from 1 to 2, less 1 − ½ · 2⁻⁵²: exact, and found several at a time
    f64::from_bits(1.0f64.to_bits() | (bits >> 12)) - (1.0 - 0.5 * f64::EPSILON)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn block(seed: u64, replicate: u64, block: Block) -> Vec<f64> {
        let mut out = vec![0.0; 100];
        Stream::new(seed).fill(replicate, block, &mut out);
        out
    }

    #[test]
    fn every_seed_replicate_factor_and_part_has_numbers_of_its_own() {
        let weights = Block::of(1);
        let first = block(0, 0, weights);
        assert_eq!(block(0, 0, weights), first);
        for other in
            [block(1, 0, weights), block(0, 1, weights), block(0, 0, Block::of(2)), block(0, 0, weights.part(1))]
        {
            assert!(first.iter().zip(&other).all(|(a, b)| a != b));
        }
    }

    #[test]
    fn the_ends_of_the_grid_are_inside_and_alike() {
        assert_eq!(open_uniform(0), 0.5 / (1u64 << 52) as f64);
        assert_eq!(open_uniform(u64::MAX), 1.0 - open_uniform(0));
    }

    #[test]
    fn uniforms_are_spread_evenly() {
        // 100,000 uniforms in 20 bins: chi-square with 19 degrees of freedom is under 43.8 in 999 runs of 1,000
        let mut counts = [0u32; 20];
        let mut out = vec![0.0; 1000];
        for replicate in 0..100 {
            Stream::new(0).fill(replicate, Block::of(7), &mut out);
            out.iter().for_each(|uniform| counts[(uniform * 20.0) as usize] += 1);
        }
        let chi: f64 = counts.iter().map(|&n| (f64::from(n) - 5000.0) * (f64::from(n) - 5000.0) / 5000.0).sum();
        assert!(chi < 43.8, "{chi}");
    }

    #[test]
    fn published_test_vector() {
        // ChaCha with 8 rounds, key and nonce all zero: the key stream starts 3e 00 ef 2f 89 5f 40 d6
        // (Strombergson, draft-strombergson-chacha-test-vectors-01, TC1).
        let word = u64::from_le_bytes([0x3e, 0x00, 0xef, 0x2f, 0x89, 0x5f, 0x40, 0xd6]);
        let zero = Stream { start: ChaCha8Rng::from_seed([0; 32]) };
        assert_eq!(zero.uniform(0, Block::of(0), 0), open_uniform(word));
    }

    proptest! {
        #[test]
        fn a_uniform_is_its_bits_on_the_grid(bits: u64) {
            prop_assert_eq!(open_uniform(bits), ((bits >> 12) as f64 + 0.5) / (1u64 << 52) as f64);
        }

        #[test]
        fn one_number_is_the_same_alone_and_in_its_block(
            seed: u64, replicate: u64, factor: u32, part in 0u8..16, index in 0u32..100,
        ) {
            let place = Block::of(factor).part(part);
            let alone = Stream::new(seed).uniform(replicate, place, index);
            prop_assert_eq!(alone, block(seed, replicate, place)[index as usize]);
        }
    }
}

//! Drawing a choice: one uniform per factor, from a stream of its own for each replicate.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::doubt::Doubt;
use crate::formula::Formula;
use crate::score::choice::Choice;

/// Draws the choices of replicates; keeps the memory that they need.
#[derive(Clone, Debug)]
pub struct Draw<'d> {
    formula: &'d Formula,
    doubts: &'d [Doubt],
    seed: ChaCha8Rng,
    weights: Vec<f64>,
}

impl<'d> Draw<'d> {
    /// Seed 0 is a seed like any other.
    pub fn new(formula: &'d Formula, doubts: &'d [Doubt], seed: u64) -> Self {
        Self { formula, doubts, seed: ChaCha8Rng::seed_from_u64(seed), weights: formula.weights.clone() }
    }

    /// The choice with every doubt off.
    pub fn nothing() -> Choice<'static> {
        Choice::nominal()
    }

    /// The choice of one replicate.
    pub fn choice(&mut self, replicate: u64) -> Choice<'_> {
        let mut random = self.seed.clone();
        random.set_stream(replicate);
        let mut choice = Choice::nominal();
        for doubt in self.doubts {
            match doubt {
                Doubt::Weights { spread } => {
                    for (drawn, weight) in self.weights.iter_mut().zip(&self.formula.weights) {
                        *drawn = weight * (1.0 + spread * (2.0 * uniform(&mut random) - 1.0));
                    }
                }
            }
        }
        if !self.doubts.is_empty() {
            choice.weights = Some(&self.weights);
        }
        choice
    }
}

/// A number in [0, 1) on a grid of 2⁻⁵³: every bit of it comes from the generator, none from the platform.
fn uniform(random: &mut ChaCha8Rng) -> f64 {
    (random.next_u64() >> 11) as f64 / (1u64 << 53) as f64
}

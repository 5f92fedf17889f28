//! A tally: what an analysis keeps of the replicates it sees.

pub mod bins;
pub mod column;
pub mod grades;
pub mod pairs;
pub mod places;
pub mod ranks;
pub mod scores;

use crate::score::outcome::Outcome;

/// Sees every replicate once, in any order and on any thread, and is merged with the tallies of other threads. Results
/// are the same at any thread count only if `see` and `merge` commute: keep integers (counts, bins, ranks), not sums of
/// floats.
pub trait Tally: Send {
    fn see(&mut self, replicate: u64, outcome: &Outcome);
    fn merge(&mut self, other: Self);
}

/// Which of `count` ordered values, counted from 1, is the quantile: the first with at least a share `p` at or below it.
fn rank_of(p: f64, count: u64) -> u64 {
    // 0.07 · 100 is a last bit over 7
    ((p * count as f64 - 1e-9).ceil() as u64).clamp(1, count.max(1))
}

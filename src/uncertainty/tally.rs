//! A tally: what an analysis keeps of the replicates it sees.

use crate::score::outcome::Outcome;

/// Sees every replicate once, in any order and on any thread, and is merged with the tallies of other threads. Results
/// are the same at any thread count only if `see` and `merge` commute: keep integers (counts, bins, ranks), not sums of
/// floats.
pub trait Tally: Send {
    fn see(&mut self, replicate: u64, outcome: &Outcome);
    fn merge(&mut self, other: Self);
}

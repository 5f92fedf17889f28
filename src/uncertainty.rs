//! Uncertainty: replicates of the very same arithmetic under drawn choices, seen by tallies.
//!
//! Replicates run once; every analysis plugs in as a tally, because comparisons, blocs and stated conclusions all need
//! the joint replicate.

pub mod correlated;
pub mod distribution;
pub mod doubt;
pub mod draw;
pub mod share;
pub mod stream;
pub mod tally;

use std::ops::Range;

use doubt::Doubt;
use draw::Draw;
use rayon::prelude::*;
use tally::Tally;

use crate::score::Ready;

/// Runs the replicates of a range and gives what the tally saw. The same seed gives the same result at any number of
/// threads, and a range may be continued by the next: replicate 7 is replicate 7 in every run.
pub fn replicate<T: Tally>(
    ready: &Ready<'_>,
    doubts: &[Doubt],
    seed: u64,
    replicates: Range<u64>,
    empty: impl Fn() -> T + Sync + Send,
) -> T {
    let start = || (empty(), Draw::new(ready.formula, doubts, seed), ready.score(&Draw::nothing()));
    let (tally, _, _) = replicates
        .into_par_iter()
        .fold(start, |(mut tally, mut draw, mut outcome), replicate| {
            ready.score_into(&draw.choice(replicate), &mut outcome);
            tally.see(replicate, &outcome);
            (tally, draw, outcome)
        })
        .reduce(start, |mut a, b| {
            a.0.merge(b.0);
            a
        });
    tally
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::choice::Choice;
    use crate::score::fixture;
    use crate::score::outcome::Outcome;

    /// How many replicates were seen, and which of them differ from the nominal outcome in any bit.
    struct Differing {
        nominal: Vec<u64>,
        seen: u64,
        differing: Vec<u64>,
    }

    impl Tally for Differing {
        fn see(&mut self, replicate: u64, outcome: &Outcome) {
            self.seen += 1;
            if outcome.bits() != self.nominal {
                self.differing.push(replicate);
            }
        }

        fn merge(&mut self, other: Self) {
            self.seen += other.seen;
            self.differing.extend(other.differing);
        }
    }

    fn differing(doubts: &[Doubt]) -> (u64, usize) {
        let (formula, panel) = fixture::with_gaps(7);
        let ready = formula.ready(&panel);
        let nominal = ready.score(&Choice::nominal()).bits();
        let empty = || Differing { nominal: nominal.clone(), seen: 0, differing: Vec::new() };
        let tally = replicate(&ready, doubts, 0, 0..200, empty);
        (tally.seen, tally.differing.len())
    }

    #[test]
    fn with_every_doubt_off_each_replicate_is_the_nominal_outcome_bit_for_bit() {
        assert_eq!(differing(&[]), (200, 0));
    }

    #[test]
    fn a_doubt_of_no_width_changes_no_bit() {
        assert_eq!(differing(&[Doubt::Weights { spread: 0.0 }]), (200, 0));
    }

    #[test]
    fn a_doubt_of_some_width_changes_replicates() {
        assert_eq!(differing(&[Doubt::Weights { spread: 0.25 }]), (200, 200));
    }

    /// A hash over all outcomes that does not depend on their order.
    struct Mark(u64);

    impl Tally for Mark {
        fn see(&mut self, replicate: u64, outcome: &Outcome) {
            let fold = |hash: u64, bits: u64| (hash ^ bits).wrapping_mul(0x0100_0000_01b3);
            self.0 = self.0.wrapping_add(outcome.bits().into_iter().fold(replicate, fold));
        }

        fn merge(&mut self, other: Self) {
            self.0 = self.0.wrapping_add(other.0);
        }
    }

    #[test]
    fn threads_and_continued_runs_change_nothing_and_the_seed_does() {
        let (formula, panel) = fixture::with_gaps(7);
        let ready = formula.ready(&panel);
        let doubts = [Doubt::Weights { spread: 0.25 }];
        let run = |seed, range| replicate(&ready, &doubts, seed, range, || Mark(0)).0;
        let whole = run(0, 0..300);
        for threads in [1, 2, 7] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            assert_eq!(pool.install(|| run(0, 0..300)), whole, "{threads} threads");
        }
        assert_eq!(run(0, 0..120).wrapping_add(run(0, 120..300)), whole);
        assert_ne!(run(1, 0..300), whole);
    }
}

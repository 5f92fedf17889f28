//! Uncertainty: replicates of the very same arithmetic under drawn choices, seen by tallies.
//!
//! Replicates run once; every analysis plugs in as a tally, because comparisons, blocs and stated conclusions all need
//! the joint replicate.

pub mod asked;
pub mod audit;
pub mod correlated;
pub mod distribution;
pub mod draw;

pub mod missing;
pub mod model;
pub mod ranges;

pub mod sensitivity;
pub mod share;
pub mod stream;
pub mod tally;
pub mod whole;

use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use draw::{Draw, Source, Standings};
use model::Model;
use rayon::prelude::*;
use tally::Tally;

use crate::score::Ready;
use crate::score::choice::Choice;

/// A worker takes as many runs at a time: few enough that no thread waits long for the last, enough that taking them
/// costs nothing.
const AT_ONCE: u64 = 16;

/// What is run: a panel, its doubts, and the seed of every number.
#[derive(Clone, Copy, Debug)]
pub struct Run<'r> {
    pub ready: &'r Ready<'r>,
    pub model: &'r Model,
    /// Seed 0 is a seed like any other.
    pub seed: u64,
}

/// Follows a run: counts what is done, and may stop it. Every worker looks at it now and then.
#[derive(Debug, Default)]
pub struct Watch {
    done: AtomicU64,
    stopped: AtomicBool,
}

/// A run that was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped {
    /// How many of its runs were done.
    pub done: u64,
}

impl Watch {
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
    }

    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }

    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }
}

impl Run<'_> {
    /// Runs the replicates of a range and gives what the tally saw. The same seed gives the same result at any number of
    /// threads, and a range may be continued by the next: replicate 7 is replicate 7 in every run.
    ///
    /// # Errors
    /// How far it came, if the watch stopped it.
    pub fn replicate<T: Tally>(
        &self,
        replicates: Range<u64>,
        watch: &Watch,
        empty: impl Fn() -> T + Sync,
    ) -> Result<T, Stopped> {
        self.each(replicates, |replicate, _| Some(Source::of(replicate)), watch, empty)
    }

    /// The same with numbers from elsewhere: `source` says of each run and factor where they come from, `None` of a factor that is off.
    ///
    /// # Errors
    /// How far it came, if the watch stopped it.
    pub fn each<T: Tally>(
        &self,
        runs: Range<u64>,
        source: impl Fn(u64, usize) -> Option<Source> + Sync,
        watch: &Watch,
        empty: impl Fn() -> T + Sync,
    ) -> Result<T, Stopped> {
        let (next, standings) = (AtomicU64::new(runs.start), Standings::default());
        let before = watch.done();
        let work = || {
            let mut draw = Draw::new(self.ready, self.model, &standings, self.seed);
            let (mut tally, mut outcome) = (empty(), self.ready.score(&Choice::nominal()));
            while !watch.is_stopped() {
                let from = next.fetch_add(AT_ONCE, Ordering::Relaxed);
                let block = from..(from + AT_ONCE).min(runs.end);
                if block.is_empty() {
                    break;
                }
                let count = block.end - block.start;
                for run in block {
                    self.ready.score_into(&draw.choice(|factor| source(run, factor)), &mut outcome);
                    tally.see(run, &outcome);
                }
                watch.done.fetch_add(count, Ordering::Relaxed);
            }
            tally
        };
        // one tally a thread, not one a block: a tally of every country and year is large
        let tallies: Vec<T> = (0..rayon::current_num_threads()).into_par_iter().map(|_| work()).collect();
        let done = watch.done() - before;
        if done < runs.end.saturating_sub(runs.start) {
            return Err(Stopped { done });
        }
        let mut tallies = tallies.into_iter();
        let first = tallies.next().unwrap_or_else(&empty);
        Ok(tallies.fold(first, |mut whole, part| {
            whole.merge(part);
            whole
        }))
    }
}

#[cfg(test)]
mod tests;

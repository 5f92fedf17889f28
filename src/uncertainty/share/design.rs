//! The runs that Sobol' indices need. Two independent samples A and B of all factors; for each factor a third that is A
//! with this one factor, a whole block of uniforms, taken from B. With k factors that makes k + 2 runs a base row.
//!
//! A factor that is one uniform (a switch, a choice among few) takes it from scrambled Sobol' points: dimension i for A,
//! k + i for B. A factor of many uniforms takes a seeded stream of its own for A and another for B.
//!
//! Reference: A. Saltelli et al. (2010), Variance based sensitivity analysis of model output, Computer Physics
//! Communications 181, 259–270. Not where factors depend on each other: put what depends into one block.

use super::points::{DIMENSIONS, Points};
use crate::uncertainty::draw::Source;

/// Which runs are done, in a fixed order: row by row, A, B, then the swapped ones.
#[derive(Clone, Debug)]
pub struct Design {
    factors: usize,
    rows: u32,
    points: Points,
}

impl Design {
    /// The most factors that there are points for.
    pub const MOST_FACTORS: usize = DIMENSIONS / 2;

    /// `rows` base rows, best a power of two. `None` with more factors than there are points for.
    pub fn new(factors: usize, rows: u32, seed: u64) -> Option<Self> {
        Some(Self { factors, rows, points: Points::new(2 * factors, seed)? })
    }

    pub fn factors(&self) -> usize {
        self.factors
    }

    /// How many runs it takes: what a user is told before it starts.
    pub fn runs(&self) -> u64 {
        u64::from(self.rows) * (self.factors as u64 + 2)
    }

    /// Where a factor's numbers come from in a run, runs and factors numbered from 0.
    pub fn source(&self, run: u64, factor: usize) -> Source {
        let width = self.factors as u64 + 2;
        let (row, sample) = ((run / width) as u32, run % width);
        let from_b = sample == 1 || sample == factor as u64 + 2;
        let dimension = if from_b { self.factors + factor } else { factor };
        let point = Some(self.points.coordinate(row, dimension));
        Source { replicate: 2 * u64::from(row) + u64::from(from_b), point }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let design = Design::new(2, 4, 0).unwrap();
        assert_eq!((design.runs(), design.factors()), (16, 2));
        // the second row: A, B, A with the first factor of B, A with the second
        let streams = |run| [0, 1].map(|factor| design.source(run, factor).replicate);
        assert_eq!([4, 5, 6, 7].map(streams), [[2, 2], [3, 3], [3, 2], [2, 3]]);
        let points = |run| [0, 1].map(|factor| design.source(run, factor).point.unwrap());
        let ([a0, a1], [b0, b1]) = (points(4), points(5));
        assert_eq!((points(6), points(7)), ([b0, a1], [a0, b1]));
        assert!(a0 != b0 && a1 != b1);
    }

    #[test]
    fn too_many_factors_have_no_design() {
        assert!(Design::new(Design::MOST_FACTORS, 1, 0).is_some());
        assert!(Design::new(Design::MOST_FACTORS + 1, 1, 0).is_none());
    }
}

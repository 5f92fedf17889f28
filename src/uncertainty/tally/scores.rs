//! Where the scores of a column lie over the replicates: quantiles, ends, and in how many there was a score at all.

use super::bins::{Bins, bin_of};

/// Columns that wait to be counted together: the bins of 25,000 cells do not fit a processor's cache, and each is fetched
/// once for all of them.
const BATCH: usize = 256;

/// Collects one node's scores, cell by cell.
#[derive(Clone, Debug)]
pub struct ScoreTally {
    counted: Scores,
    /// The bins of up to `BATCH` columns; `NONE` where there was no score.
    waiting: Vec<u16>,
    /// How many of them are taken.
    filled: usize,
    /// The lowest and the highest score of each cell since the last count.
    lowest: Vec<f64>,
    highest: Vec<f64>,
}

const NONE: u16 = u16::MAX;

/// What was seen of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Scores {
    cells: Vec<Bins>,
    seen: u64,
}

impl ScoreTally {
    pub fn new(cells: usize) -> Self {
        let counted = Scores { cells: vec![Bins::default(); cells], seen: 0 };
        let (lowest, highest) = (vec![f64::INFINITY; cells], vec![f64::NEG_INFINITY; cells]);
        Self { counted, waiting: vec![0; BATCH * cells], filled: 0, lowest, highest }
    }

    /// One replicate's column; NaN where there was no score.
    pub fn see(&mut self, scores: &[f64]) {
        self.counted.seen += 1;
        let column = &mut self.waiting[self.filled..self.filled + scores.len()];
        for (bin, score) in column.iter_mut().zip(scores) {
            *bin = if score.is_nan() { NONE } else { bin_of(*score) as u16 };
        }
        self.filled += scores.len();
        for ((lowest, highest), score) in self.lowest.iter_mut().zip(&mut self.highest).zip(scores) {
            *lowest = if score < lowest { *score } else { *lowest };
            *highest = if score > highest { *score } else { *highest };
        }
        if self.filled == self.waiting.len() {
            self.count();
        }
    }

    pub fn merge(&mut self, mut other: Self) {
        self.count();
        other.count();
        self.counted.seen += other.counted.seen;
        self.counted.cells.iter_mut().zip(&other.counted.cells).for_each(|(cell, other)| cell.merge(other));
    }

    /// What was seen, ready to be read.
    pub fn finish(mut self) -> Scores {
        self.count();
        self.counted
    }

    fn count(&mut self) {
        let width = self.counted.cells.len();
        for (at, cell) in self.counted.cells.iter_mut().enumerate().filter(|(at, _)| self.lowest[*at] < f64::INFINITY) {
            let column = self.waiting[..self.filled][at..].iter().step_by(width).copied();
            cell.see_all(column.filter(|bin| *bin != NONE), (self.lowest[at], self.highest[at]));
        }
        self.filled = 0;
        self.lowest.fill(f64::INFINITY);
        self.highest.fill(f64::NEG_INFINITY);
    }
}

impl Scores {
    /// The score that a share `p` of the replicates with a score do not exceed; less than 0.05 points off.
    pub fn quantile(&self, cell: usize, p: f64) -> Option<f64> {
        self.cells[cell].quantile(p)
    }

    /// The lowest and the highest score, exactly.
    pub fn range(&self, cell: usize) -> Option<(f64, f64)> {
        self.cells[cell].range()
    }

    /// In how many replicates the score of a cell reached an edge that lies between two bins.
    pub fn reaching(&self, cell: usize, edge: f64) -> u64 {
        self.cells[cell].reaching(edge)
    }

    /// How many cells there are.
    pub fn cells(&self) -> usize {
        self.cells.len()
    }

    /// How many replicates were seen.
    pub fn seen(&self) -> u64 {
        self.seen
    }

    /// In how many of them the cell had no score.
    pub fn without(&self, cell: usize) -> u64 {
        self.seen - self.cells[cell].count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let mut tally = ScoreTally::new(3);
        tally.see(&[10.0, 20.0, f64::NAN]);
        tally.see(&[30.0, f64::NAN, f64::NAN]);
        let scores = tally.finish();
        assert_eq!((scores.range(0), scores.without(0)), (Some((10.0, 30.0)), 0));
        assert_eq!((scores.quantile(1, 0.5), scores.without(1)), (Some(20.0), 1));
        assert_eq!((scores.quantile(2, 0.5), scores.without(2), scores.seen()), (None, 2, 2));
    }

    #[test]
    fn two_runs_merge_into_one_wherever_they_are_cut() {
        let column =
            |at: u32| [f64::from(at % 101), if at.is_multiple_of(2) { f64::NAN } else { f64::from(100 - at % 101) }];
        let run = |range: std::ops::Range<u32>| {
            let mut tally = ScoreTally::new(2);
            range.for_each(|at| tally.see(&column(at)));
            tally
        };
        let whole = run(0..600).finish();
        assert_eq!((whole.seen(), whole.without(1), whole.range(0)), (600, 300, Some((0.0, 100.0))));
        for cut in [0, 1, 40, 256, 300, 600] {
            let mut late = run(cut..600);
            late.merge(run(0..cut));
            assert_eq!(late.finish(), whole, "{cut}");
        }
    }

    #[test]
    fn a_column_without_cells_is_no_trouble() {
        let mut tally = ScoreTally::new(0);
        tally.see(&[]);
        assert_eq!(tally.finish().seen(), 1);
    }
}

//! Where the scores of a column lie over the replicates: quantiles, ends, and in how many there was a score at all.

use super::bins::Bins;

/// One node's scores, cell by cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Scores {
    cells: Vec<Bins>,
    seen: u64,
}

impl Scores {
    pub fn new(cells: usize) -> Self {
        Self { cells: vec![Bins::default(); cells], seen: 0 }
    }

    /// One replicate's column; a score counts where its mask is not 0.
    pub fn see(&mut self, scores: &[f64], masks: &[f64]) {
        self.seen += 1;
        for ((cell, &score), &mask) in self.cells.iter_mut().zip(scores).zip(masks) {
            if mask != 0.0 {
                cell.see(score);
            }
        }
    }

    pub fn merge(&mut self, other: &Self) {
        self.seen += other.seen;
        self.cells.iter_mut().zip(&other.cells).for_each(|(cell, other)| cell.merge(other));
    }

    /// The score that a share `p` of the replicates with a score do not exceed; less than 0.05 points off.
    pub fn quantile(&self, cell: usize, p: f64) -> Option<f64> {
        self.cells[cell].quantile(p)
    }

    /// The lowest and the highest score, exactly.
    pub fn range(&self, cell: usize) -> Option<(f64, f64)> {
        self.cells[cell].range()
    }

    /// How many replicates were seen, and in how many of them the cell had no score.
    pub fn seen(&self) -> u64 {
        self.seen
    }

    pub fn without(&self, cell: usize) -> u64 {
        self.seen - self.cells[cell].count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let mut scores = Scores::new(3);
        scores.see(&[10.0, 20.0, 0.0], &[1.0, 1.0, 0.0]);
        scores.see(&[30.0, 99.0, 0.0], &[1.0, 0.0, 0.0]);
        assert_eq!((scores.range(0), scores.without(0)), (Some((10.0, 30.0)), 0));
        assert_eq!((scores.quantile(1, 0.5), scores.without(1)), (Some(20.0), 1));
        assert_eq!((scores.quantile(2, 0.5), scores.without(2), scores.seen()), (None, 2, 2));
    }

    #[test]
    fn two_runs_merge_into_one() {
        let column = |at: u32| [f64::from(at), f64::from(100 - at)];
        let run = |range: std::ops::Range<u32>| {
            let mut scores = Scores::new(2);
            range.for_each(|at| scores.see(&column(at), &[1.0, f64::from(at % 2)]));
            scores
        };
        let mut late = run(40..100);
        late.merge(&run(0..40));
        assert_eq!(late, run(0..100));
    }
}

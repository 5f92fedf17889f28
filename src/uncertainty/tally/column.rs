//! Everything that is counted of one node in one year.

use super::bins::is_between_bins;
use super::grades::Grades;
use super::pairs::AllPairs;
use super::ranks::{RankTally, Ranks};
use super::scores::{ScoreTally, Scores};

/// Counts one column. Its cells are the countries that have a score as the evidence stands: for the others none is
/// given, so that there is nothing to count.
#[derive(Clone, Debug)]
pub struct ColumnTally {
    scores: ScoreTally,
    /// Counted where scores alone do not say it.
    grades: Option<Grades>,
    /// The grades' edges, where they are wanted.
    edges: Option<Vec<f64>>,
    ranks: Option<RankTally>,
    pairs: Option<AllPairs>,
}

/// What was seen of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub scores: Scores,
    pub grades: Option<Grades>,
    pub ranks: Option<Ranks>,
    pub pairs: Option<AllPairs>,
}

/// What of a column is counted beside its scores.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    pub grades: bool,
    /// Whether grades may be lower than their scores say.
    pub ceilings: bool,
    pub ranks: bool,
    pub pairs: bool,
}

impl ColumnTally {
    /// `cells` have scores, and places up to `countries`; `edges` are the lowest score of each grade, best first.
    pub fn new(wanted: Wanted, cells: usize, countries: usize, edges: &[f64]) -> Self {
        let counted = wanted.grades && (wanted.ceilings || !edges.iter().all(|edge| is_between_bins(*edge)));
        Self {
            scores: ScoreTally::new(cells),
            grades: counted.then(|| Grades::new(cells, edges)),
            edges: wanted.grades.then(|| edges.to_vec()),
            ranks: wanted.ranks.then(|| RankTally::new(cells, countries)),
            pairs: wanted.pairs.then(|| AllPairs::new(cells)),
        }
    }

    /// One replicate's scores, NaN where there was none, with the best grades that they may have.
    pub fn see_scores(&mut self, scores: &[f64], ceilings: Option<&[u8]>) {
        self.scores.see(scores);
        if let Some(grades) = &mut self.grades {
            grades.see(scores, ceilings);
        }
    }

    /// One replicate's places, 0 where there was none.
    pub fn see_places(&mut self, places: &[u32]) {
        if let Some(ranks) = &mut self.ranks {
            ranks.see(places);
        }
        if let Some(pairs) = &mut self.pairs {
            pairs.see(places);
        }
    }

    pub fn merge(&mut self, other: Self) {
        self.scores.merge(other.scores);
        if let (Some(own), Some(other)) = (&mut self.grades, &other.grades) {
            own.merge(other);
        }
        if let (Some(own), Some(other)) = (&mut self.ranks, other.ranks) {
            own.merge(other);
        }
        if let (Some(own), Some(other)) = (&mut self.pairs, &other.pairs) {
            own.merge(other);
        }
    }

    /// What was seen, ready to be read.
    pub fn finish(self) -> Column {
        let scores = self.scores.finish();
        Column {
            grades: self.grades.or_else(|| Grades::of_scores(&scores, &self.edges?)),
            scores,
            ranks: self.ranks.map(RankTally::finish),
            pairs: self.pairs,
        }
    }
}

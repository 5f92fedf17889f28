//! How often each cell of a column had each grade: the odds of a grade.

use super::bins::is_between_bins;
use super::scores::Scores;
use crate::words::score::reaches;

/// Cells that are graded together.
const AT_ONCE: usize = 64;

/// Counts of grades, cell by cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Grades {
    /// The lowest score of each grade, best grade first.
    edges: Vec<f64>,
    /// Cell by cell, grade by grade, at last without one.
    counts: Vec<u32>,
}

impl Grades {
    /// `edges`: the lowest score of each grade, best grade first; the last grade takes what is below.
    pub fn new(cells: usize, edges: &[f64]) -> Self {
        Self { edges: edges.to_vec(), counts: vec![0; cells * (edges.len() + 1)] }
    }

    /// What scores alone say, where all edges lie between bins of scores; `None` where one does not.
    pub fn of_scores(scores: &Scores, edges: &[f64]) -> Option<Self> {
        let (_, above) = edges.split_last().filter(|_| edges.iter().all(|edge| is_between_bins(*edge)))?;
        let mut counts = Vec::with_capacity(scores.cells() * (edges.len() + 1));
        for cell in 0..scores.cells() {
            let scored = scores.seen() - scores.without(cell);
            let reaching = above.iter().map(|edge| scores.reaching(cell, *edge)).chain([scored]);
            let mut better = 0;
            counts.extend(reaching.map(|reaching| (reaching - std::mem::replace(&mut better, reaching)) as u32));
            counts.push(scores.without(cell) as u32);
        }
        Some(Self { edges: edges.to_vec(), counts })
    }

    /// One replicate's column; NaN where there was no score. `ceilings`, if any, give the best grade that each cell may
    /// have in this replicate, 0 being the best: a violation of a part lowers the grade of the whole.
    pub fn see(&mut self, scores: &[f64], ceilings: Option<&[u8]>) {
        let Some(worst) = self.edges.len().checked_sub(1) else {
            self.counts.iter_mut().for_each(|count| *count += 1);
            return;
        };
        let width = worst + 2;
        // edge by edge, so that several scores are compared at a time
        let mut grades = [0; AT_ONCE];
        for (at, (counts, scores)) in self.counts.chunks_mut(AT_ONCE * width).zip(scores.chunks(AT_ONCE)).enumerate() {
            let grades = &mut grades[..scores.len()];
            grades.fill(0);
            for edge in &self.edges[..worst] {
                grades.iter_mut().zip(scores).for_each(|(grade, score)| *grade += u8::from(!reaches(*score, *edge)));
            }
            if let Some(ceilings) = ceilings {
                let ceilings = &ceilings[at * AT_ONCE..];
                grades.iter_mut().zip(ceilings).for_each(|(grade, ceiling)| *grade = (*ceiling).max(*grade));
            }
            for (counts, (grade, score)) in counts.chunks_exact_mut(width).zip(grades.iter().zip(scores)) {
                counts[if score.is_nan() { worst + 1 } else { usize::from(*grade).min(worst) }] += 1;
            }
        }
    }

    pub fn merge(&mut self, other: &Self) {
        self.counts.iter_mut().zip(&other.counts).for_each(|(count, more)| *count += more);
    }

    /// How often a cell had each grade, best first, and at last how often none.
    pub fn counts(&self, cell: usize) -> &[u32] {
        let width = self.edges.len() + 1;
        &self.counts[cell * width..(cell + 1) * width]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::uncertainty::tally::scores::ScoreTally;

    const EDGES: [f64; 4] = [80.0, 60.0, 40.0, 0.0];

    #[test]
    fn by_hand() {
        let mut grades = Grades::new(2, &EDGES);
        grades.see(&[80.0, 59.9], None);
        grades.see(&[79.9, f64::NAN], None);
        grades.see(&[60.0 - 1e-14, 39.0], None);
        assert_eq!(grades.counts(0), [1, 2, 0, 0, 0]);
        assert_eq!(grades.counts(1), [0, 0, 1, 1, 1]);
    }

    #[test]
    fn a_ceiling_lowers_a_grade_and_never_lifts_one() {
        let mut grades = Grades::new(3, &EDGES);
        grades.see(&[90.0, 45.0, f64::NAN], Some(&[1, 1, 1]));
        assert_eq!(grades.counts(0), [0, 1, 0, 0, 0]);
        assert_eq!(grades.counts(1), [0, 0, 1, 0, 0]);
        assert_eq!(grades.counts(2), [0, 0, 0, 0, 1]);
    }

    #[test]
    fn many_cells_are_graded_as_one_is() {
        let scores: Vec<f64> = (0..150).map(|at| if at % 7 == 0 { f64::NAN } else { f64::from(at) * 0.7 }).collect();
        let ceilings: Vec<u8> = (0..150).map(|at| at % 3).collect();
        let mut many = Grades::new(150, &EDGES);
        many.see(&scores, Some(&ceilings));
        for (at, score) in scores.iter().enumerate() {
            let mut one = Grades::new(1, &EDGES);
            one.see(&[*score], Some(&ceilings[at..]));
            assert_eq!(many.counts(at), one.counts(0), "{score}");
        }
    }

    #[test]
    fn scores_alone_say_the_same_where_nothing_is_lowered() {
        let (mut scores, mut grades) = (ScoreTally::new(3), Grades::new(3, &EDGES));
        for at in 0..500 {
            let at = f64::from(at);
            let column = [at / 5.0, 60.0 - 1e-14, if at < 90.0 { f64::NAN } else { 100.0 - at / 6.0 }];
            scores.see(&column);
            grades.see(&column, None);
        }
        let scores = scores.finish();
        assert_eq!(Grades::of_scores(&scores, &EDGES), Some(grades));
        assert_eq!(Grades::of_scores(&scores, &[66.67, 0.0]), None);
    }

    #[test]
    fn two_runs_merge_into_one() {
        let run = |range: std::ops::Range<u32>| {
            let mut grades = Grades::new(1, &EDGES);
            range.for_each(|at| grades.see(&[f64::from(at)], None));
            grades
        };
        let mut late = run(30..100);
        late.merge(&run(0..30));
        assert_eq!(late, run(0..100));
        assert_eq!(late.counts(0), [20, 20, 20, 40, 0]);
    }
}

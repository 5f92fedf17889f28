//! How often each cell of a column had each grade: the odds of a grade.

use crate::words::score::reaches;

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

    /// One replicate's column; a cell has a grade where its mask is not 0. `ceilings`, if any, give the best grade that
    /// each cell may have in this replicate, 0 being the best: a violation of a part lowers the grade of the whole.
    pub fn see(&mut self, scores: &[f64], masks: &[f64], ceilings: Option<&[u8]>) {
        let Some(worst) = self.edges.len().checked_sub(1) else {
            self.counts.iter_mut().for_each(|count| *count += 1);
            return;
        };
        let cells = self.counts.chunks_exact_mut(worst + 2).zip(scores.iter().zip(masks));
        for (cell, (counts, (score, mask))) in cells.enumerate() {
            // how many edges it misses, without a branch
            let missed: usize = self.edges[..worst].iter().map(|edge| usize::from(!reaches(*score, *edge))).sum();
            let ceiling = ceilings.map_or(0, |ceilings| usize::from(ceilings[cell]));
            let grade = missed.max(ceiling).min(worst);
            counts[if *mask != 0.0 { grade } else { worst + 1 }] += 1;
        }
    }

    pub fn merge(&mut self, other: &Self) {
        self.counts.iter_mut().zip(&other.counts).for_each(|(count, more)| *count += more);
    }

    /// Whether there is no cell.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
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

    const EDGES: [f64; 4] = [80.0, 60.0, 40.0, 0.0];

    #[test]
    fn by_hand() {
        let mut grades = Grades::new(2, &EDGES);
        grades.see(&[80.0, 59.9], &[1.0, 1.0], None);
        grades.see(&[79.9, 0.0], &[1.0, 0.0], None);
        grades.see(&[60.0 - 1e-14, 39.0], &[1.0, 1.0], None);
        assert_eq!(grades.counts(0), [1, 2, 0, 0, 0]);
        assert_eq!(grades.counts(1), [0, 0, 1, 1, 1]);
    }

    #[test]
    fn a_ceiling_lowers_a_grade_and_never_lifts_one() {
        let mut grades = Grades::new(3, &EDGES);
        grades.see(&[90.0, 45.0, 90.0], &[1.0, 1.0, 0.0], Some(&[1, 1, 1]));
        assert_eq!(grades.counts(0), [0, 1, 0, 0, 0]);
        assert_eq!(grades.counts(1), [0, 0, 1, 0, 0]);
        assert_eq!(grades.counts(2), [0, 0, 0, 0, 1]);
    }

    #[test]
    fn two_runs_merge_into_one() {
        let run = |range: std::ops::Range<u32>| {
            let mut grades = Grades::new(1, &EDGES);
            range.for_each(|at| grades.see(&[f64::from(at)], &[1.0], None));
            grades
        };
        let mut late = run(30..100);
        late.merge(&run(0..30));
        assert_eq!(late, run(0..100));
        assert_eq!(late.counts(0), [20, 20, 20, 40, 0]);
    }
}

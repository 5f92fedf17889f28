//! What a relative method compares a value with: the cells of its own year, of the whole panel, or of one baseline year.
//!
//! Over a year, scores say where a country stands among the others, and nothing about change. Over the panel, years
//! compare, and each new year moves the old ones. Over a baseline year they compare and stay: that year's cells alone
//! make the statistics, and a value beyond their ends is held there.
//!
//! Reference: OECD/JRC Handbook (2008), step 5 (time-dependent and fixed-base normalisation). Not for goalposts and
//! other methods whose parameters stand in the variable's own unit.

use std::ops::Range;

use super::{Cells, Direction};
use crate::words::keys::Value;
use crate::words::year::Year;

/// The score of every cell where there is nothing to compare it with.
pub(super) const NEUTRAL: f64 = 50.0;

/// The set of cells that a relative method compares with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    Year,
    Panel,
    Baseline(Year),
}

/// The values compared with, turned so that more is better, in the panel's order.
#[derive(Clone, Debug)]
pub(super) struct Compared {
    pub values: Vec<f64>,
    /// The mean of those that are the reference country's.
    pub reference: Option<f64>,
}

impl Over {
    /// Reads `"year"`, `"panel"` or a baseline year.
    pub(super) fn read(value: Value<'_>) -> Option<Self> {
        match value.text_if_any() {
            Some(_) => value.word(&[("year", Self::Year), ("panel", Self::Panel)]),
            None => value.whole(1, 9999).map(|year| Self::Baseline(year as Year)),
        }
    }

    /// Reads the parameters of a method that has no other; its bare name means over the panel.
    pub(super) fn read_alone(under: Option<Value<'_>>) -> Option<Self> {
        match under {
            Some(under) => under.keys(|keys| keys.need("over", Self::read)),
            None => Some(Self::Panel),
        }
    }

    /// Scores every present cell: `rule` makes of the values compared with a score of a value turned like them.
    pub(super) fn score<S: Fn(f64) -> f64>(self, cells: Cells<'_>, out: &mut [f64], rule: impl Fn(Compared) -> S) {
        self.each(cells, |compared, scored| {
            let compared = Compared::of(cells, compared);
            let rule = (!compared.values.is_empty()).then(|| rule(compared));
            for at in scored.filter(|&at| cells.is_present(at)) {
                out[at] = rule.as_ref().map_or(NEUTRAL, |rule| rule(cells.turned(at)));
            }
        });
    }

    /// Calls `each` with every set of cells that is compared with, and the cells that are.
    fn each(self, cells: Cells<'_>, mut each: impl FnMut(Range<usize>, Range<usize>)) {
        let (n, width) = (cells.values.len(), cells.width.max(1));
        let year = |from: usize| from.min(n)..n.min(from + width);
        match self {
            Self::Panel => each(0..n, 0..n),
            Self::Year => (0..n).step_by(width).for_each(|from| each(year(from), year(from))),
            Self::Baseline(_) => each(cells.baseline.map_or(0..0, |at| year(at * width)), 0..n),
        }
    }

    pub(super) fn wording(self) -> String {
        match self {
            Self::Year => "over the year".to_owned(),
            Self::Panel => "over the panel".to_owned(),
            Self::Baseline(year) => format!("over the baseline year {year}"),
        }
    }
}

impl Cells<'_> {
    pub(super) fn is_present(&self, at: usize) -> bool {
        self.present[at] != 0.0
    }

    /// A value, turned so that more is better.
    pub(super) fn turned(&self, at: usize) -> f64 {
        if self.direction == Direction::Higher { self.values[at] } else { -self.values[at] }
    }
}

impl Compared {
    fn of(cells: Cells<'_>, range: Range<usize>) -> Self {
        let present = || range.clone().filter(|&at| cells.is_present(at));
        let own = || present().filter(|&at| cells.reference == Some(at % cells.width.max(1)));
        let count = own().count() as f64;
        Self {
            values: present().map(|at| cells.turned(at)).collect(),
            reference: (count > 0.0).then(|| own().map(|at| cells.turned(at)).sum::<f64>() / count),
        }
    }

    /// The worst and the best.
    pub(super) fn ends(&self) -> (f64, f64) {
        let values = || self.values.iter().copied();
        (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max))
    }

    /// Counts how many are worse than a value, and how many equal to it.
    pub(super) fn counts(mut self) -> impl Fn(f64) -> (f64, f64) {
        self.values.sort_by(f64::total_cmp);
        move |x| {
            let worse = self.values.partition_point(|value| *value < x);
            let equal = self.values[worse..].partition_point(|value| *value <= x);
            (worse as f64, equal as f64)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cells<'c>(values: &'c [f64], present: &'c [f64], direction: Direction) -> Cells<'c> {
        Cells { values, present, width: 3, direction, baseline: Some(1), reference: Some(2) }
    }

    /// The sums of what is compared, cell by cell.
    fn sums(over: Over, cells: Cells<'_>) -> Vec<f64> {
        let mut out = vec![-1.0; cells.values.len()];
        over.score(cells, &mut out, |compared| move |_| compared.values.iter().sum());
        out
    }

    #[test]
    fn by_hand() {
        let (values, present) = ([1.0, 2.0, 4.0, 8.0, 16.0, 32.0], [1.0, 1.0, 1.0, 1.0, 0.0, 1.0]);
        let cells = cells(&values, &present, Direction::Higher);
        assert_eq!(sums(Over::Year, cells), [7.0, 7.0, 7.0, 40.0, -1.0, 40.0]);
        assert_eq!(sums(Over::Panel, cells), [47.0, 47.0, 47.0, 47.0, -1.0, 47.0]);
        assert_eq!(sums(Over::Baseline(2021), cells), [40.0, 40.0, 40.0, 40.0, -1.0, 40.0]);
        let nowhere = Cells { baseline: None, ..cells };
        assert_eq!(sums(Over::Baseline(2021), nowhere), [50.0, 50.0, 50.0, 50.0, -1.0, 50.0]);
    }

    #[test]
    fn the_reference_is_the_mean_of_its_own_values() {
        let (values, present) = ([1.0, 2.0, 4.0, 8.0, 16.0, 32.0], [1.0; 6]);
        let cells = cells(&values, &present, Direction::Lower);
        let of = |range| Compared::of(cells, range).reference;
        assert_eq!((of(0..3), of(0..6), of(0..2)), (Some(-4.0), Some(-18.0), None));
    }

    proptest! {
        #[test]
        fn worse_equal_and_better_are_all_there_are(values in prop::collection::vec(0..9i32, 1..20)) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let compared = |values: &[f64]| Compared { values: values.to_vec(), reference: None }.counts();
            let turned: Vec<f64> = values.iter().map(|value| -value).collect();
            let (up, down) = (compared(&values), compared(&turned));
            for value in &values {
                let ((worse, equal), (better, same)) = (up(*value), down(-value));
                prop_assert!(equal >= 1.0 && equal == same);
                prop_assert_eq!(worse + equal + better, values.len() as f64);
            }
        }
    }
}

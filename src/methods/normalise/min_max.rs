//! Min–max: the worst value among the compared cells scores 0, the best 100.
//!
//! score = 100 · (x − min) / (max − min), turned round for lower-is-better; 50 for all where all are equal.
//!
//! Reference: OECD/JRC Handbook (2008), step 5. Relative: a country's score moves when another's value does, so do not
//! use it to compare years unless it is taken over the whole panel, nor with outliers left in.

use super::{Cells, Direction, Over};
use crate::words::keys::{Keys, Value};

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MinMax {
    pub over: Over,
}

impl MinMax {
    pub(super) fn read(under: Option<Value<'_>>) -> Option<Self> {
        let over = match under {
            Some(under) => under.keys(|keys: &mut Keys<'_>| keys.need("over", Over::read))?,
            None => Over::Panel,
        };
        Some(Self { over })
    }

    pub(super) fn apply(&self, cells: Cells<'_>, out: &mut [f64]) {
        self.over.split(cells, |range| {
            let seen = || range.clone().filter(|&at| cells.present[at] != 0.0);
            let min = seen().map(|at| cells.values[at]).fold(f64::INFINITY, f64::min);
            let max = seen().map(|at| cells.values[at]).fold(f64::NEG_INFINITY, f64::max);
            for at in seen() {
                let share = if max > min { (cells.values[at] - min) / (max - min) } else { 0.5 };
                out[at] = 100.0 * if cells.direction == Direction::Higher { share } else { 1.0 - share };
            }
        });
    }

    pub(super) fn wording(&self) -> String {
        format!("min-max over the {}", if self.over == Over::Year { "year" } else { "panel" })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::scores;
    use super::super::{Normalise, Over};
    use super::*;

    const OVER_YEAR: Normalise = Normalise::MinMax(MinMax { over: Over::Year });

    #[test]
    fn by_hand() {
        assert_eq!(scores(&OVER_YEAR, &[2.0, 4.0, 10.0], Direction::Higher), [0.0, 25.0, 100.0]);
        assert_eq!(scores(&OVER_YEAR, &[2.0, 4.0, 10.0], Direction::Lower), [100.0, 75.0, 0.0]);
        assert_eq!(scores(&OVER_YEAR, &[3.0, 3.0], Direction::Higher), [50.0, 50.0]);
    }

    #[test]
    fn a_year_is_compared_with_itself_and_a_gap_with_nothing() {
        let cells = Cells {
            values: &[0.0, 10.0, 1e9, 20.0, 40.0, 30.0],
            present: &[1.0, 1.0, 0.0, 1.0, 1.0, 1.0],
            width: 3,
            direction: Direction::Higher,
        };
        let mut out = [-1.0; 6];
        OVER_YEAR.apply(cells, &mut out);
        assert_eq!(out, [0.0, 100.0, -1.0, 0.0, 100.0, 50.0]);
        Normalise::MinMax(MinMax { over: Over::Panel }).apply(cells, &mut out);
        assert_eq!(out, [0.0, 25.0, -1.0, 50.0, 100.0, 75.0]);
    }

    #[test]
    fn published_technology_achievement() {
        // UNDP, HDR 2001, technical note 2: 103 patents a million people between 0 and the highest, 994, give 0.104.
        let out = scores(&OVER_YEAR, &[0.0, 103.0, 994.0], Direction::Higher);
        assert!((out[1] - 10.4).abs() <= 0.05);
    }

    proptest! {
        #[test]
        fn turning_the_direction_turns_the_scores(values in prop::collection::vec(-1e3..1e3f64, 2..20)) {
            let up = scores(&OVER_YEAR, &values, Direction::Higher);
            let down = scores(&OVER_YEAR, &values, Direction::Lower);
            for (up, down) in up.iter().zip(&down) {
                prop_assert!((up + down - 100.0).abs() < 1e-9 && (0.0..=100.0).contains(up));
            }
        }
    }
}

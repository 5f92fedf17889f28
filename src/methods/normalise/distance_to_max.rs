//! Distance to the maximum: how near a value comes to the best among the compared cells, in lengths of their range.
//!
//! score = 100 · (1 − (best − x) / (best − worst)), held at 0 and 100; 100 for all where all are equal, since nobody is
//! at any distance. Where values differ, these are the scores of `min-max`: the name says which end one looks from.
//!
//! Reference: COINr n_dist2max; OECD/JRC Handbook (2008), step 5 (distance to a reference). Relative: do not use it to
//! compare years unless over the panel or a baseline, nor with outliers left in.

use super::{Cells, Method, Over};

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DistanceToMax {
    pub over: Over,
}

impl Method for DistanceToMax {
    fn name(&self) -> &'static str {
        "distance-to-max"
    }

    fn over(&self) -> Option<Over> {
        Some(self.over)
    }

    fn apply(&self, cells: Cells<'_>, out: &mut [f64]) {
        self.over.score(cells, out, |compared| {
            let (worst, best) = compared.ends();
            // only a value that is not among the compared can be worse than a best that is also the worst
            let range = if best > worst { best - worst } else { f64::MIN_POSITIVE };
            move |x| 100.0 * (1.0 - ((best - x) / range).clamp(0.0, 1.0))
        });
    }

    fn wording(&self) -> String {
        format!("distance-to-max {}", self.over.wording())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::{scores, scores_of_years};
    use super::super::min_max::MinMax;
    use super::super::{Direction, Normalise};
    use super::*;

    const OVER_YEAR: Normalise = Normalise::DistanceToMax(DistanceToMax { over: Over::Year });

    #[test]
    fn by_hand() {
        assert_eq!(scores(&OVER_YEAR, &[2.0, 4.0, 10.0], Direction::Higher), [0.0, 25.0, 100.0]);
        assert_eq!(scores(&OVER_YEAR, &[2.0, 4.0, 10.0], Direction::Lower), [100.0, 75.0, 0.0]);
        assert_eq!(scores(&OVER_YEAR, &[3.0, 3.0], Direction::Lower), [100.0, 100.0]);
        let over = Normalise::DistanceToMax(DistanceToMax { over: Over::Baseline(2020) });
        assert_eq!(scores_of_years(&over, &[0.0, 10.0, 5.0, 12.0], 2, Direction::Higher), [0.0, 100.0, 50.0, 100.0]);
    }

    #[test]
    fn published_technology_achievement() {
        // UNDP, HDR 2001, technical note 2: 103 patents a million people between 0 and the highest, 994, give 0.104.
        let out = scores(&OVER_YEAR, &[0.0, 103.0, 994.0], Direction::Higher);
        assert!((out[1] - 10.4).abs() <= 0.05);
    }

    proptest! {
        #[test]
        fn where_values_differ_it_is_min_max(values in prop::collection::vec(-1e3..1e3f64, 2..20)) {
            let min_max = Normalise::MinMax(MinMax { over: Over::Year, to: (0.0, 100.0) });
            for direction in [Direction::Higher, Direction::Lower] {
                let (own, other) = (scores(&OVER_YEAR, &values, direction), scores(&min_max, &values, direction));
                prop_assert!(own.iter().zip(&other).all(|(a, b)| (a - b).abs() < 1e-9));
            }
        }
    }
}

//! Percentile rank: the share of the other compared cells that are worse, those that are equal counting half.
//!
//! score = 100 · (worse + equal others / 2) / (n − 1); 50 where there is no other. Counting half of what is equal is the
//! same as sharing the mean rank, so `rank` gives the same scores: the two names are the field's two ways to say it.
//!
//! Reference: OECD/JRC Handbook (2008), step 5 (percentiles); Microsoft, PERCENTRANK.INC; COINr's n_prank counts equal
//! ones as not worse, as `borda` does here. Do not use it where distances matter, nor over a year to see change.

use super::over::NEUTRAL;
use super::{Cells, Method, Over};

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PercentileRank {
    pub over: Over,
}

impl Method for PercentileRank {
    fn name(&self) -> &'static str {
        "percentile-rank"
    }

    fn over(&self) -> Option<Over> {
        Some(self.over)
    }

    fn apply(&self, cells: Cells<'_>, out: &mut [f64]) {
        self.over.score(cells, out, |compared| {
            let others = compared.values.len() as f64 - 1.0;
            let counts = compared.counts();
            move |x| {
                let (worse, equal) = counts(x);
                // a value that is not among the compared has no equal, and stands midway between its neighbours
                let below = worse + (equal - 1.0) / 2.0;
                if others > 0.0 { 100.0 * (below / others).clamp(0.0, 1.0) } else { NEUTRAL }
            }
        });
    }

    fn wording(&self) -> String {
        format!("percentile-rank {}", self.over.wording())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::{scores, scores_of_years};
    use super::super::rank::Rank;
    use super::super::{Direction, Normalise};
    use super::*;

    const OVER_YEAR: Normalise = Normalise::PercentileRank(PercentileRank { over: Over::Year });

    #[test]
    fn by_hand() {
        assert_eq!(scores(&OVER_YEAR, &[1.0, 2.0, 2.0, 2.0, 9.0], Direction::Higher), [0.0, 50.0, 50.0, 50.0, 100.0]);
        assert_eq!(scores(&OVER_YEAR, &[1.0, 2.0, 9.0], Direction::Lower), [100.0, 50.0, 0.0]);
        assert_eq!(scores(&OVER_YEAR, &[1.0], Direction::Higher), [50.0]);
        let over = Normalise::PercentileRank(PercentileRank { over: Over::Baseline(2020) });
        let out = scores_of_years(&over, &[1.0, 2.0, 3.0, 2.0, 0.0, 4.0], 3, Direction::Higher);
        assert_eq!(out, [0.0, 50.0, 100.0, 50.0, 0.0, 100.0]);
    }

    #[test]
    fn published_percentrank_inc() {
        // Microsoft, PERCENTRANK.INC, example: among these ten, 2 has 0.333, 4 has 0.555 and 8 has 0.666, cut short.
        let values = [13.0, 12.0, 11.0, 8.0, 4.0, 3.0, 2.0, 1.0, 1.0, 1.0];
        let out = scores(&OVER_YEAR, &values, Direction::Higher);
        let cut = |score: f64| (score * 10.0 + 1e-9).floor() / 1000.0;
        assert_eq!([cut(out[6]), cut(out[4]), cut(out[3])], [0.333, 0.555, 0.666]);
    }

    proptest! {
        #[test]
        fn it_is_the_mean_rank_by_its_other_name(values in prop::collection::vec(-9..9i32, 4..24)) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            for over in [Over::Year, Over::Panel, Over::Baseline(2020)] {
                let own = Normalise::PercentileRank(PercentileRank { over });
                let rank = Normalise::Rank(Rank { over });
                for direction in [Direction::Higher, Direction::Lower] {
                    let of = |method: &Normalise| scores_of_years(method, &values, 4, direction);
                    prop_assert_eq!(of(&own), of(&rank));
                }
            }
        }
    }
}

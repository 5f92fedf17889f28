//! Rank: only the order counts. The best of the compared cells scores 100, the worst 0, ties share their mean rank.
//!
//! score = 100 · (n − r) / (n − 1), with r the mean rank from the best (1) to the worst (n); 50 where there is no other.
//! A value that lies between two of a baseline year stands midway between their ranks.
//!
//! Reference: OECD/JRC Handbook (2008), step 5 (ranking). Outliers do no harm. Do not use it where distances matter, nor
//! over a year to see change: a country falls when others rise.

use super::over::NEUTRAL;
use super::{Cells, Method, Over};

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rank {
    pub over: Over,
}

impl Method for Rank {
    fn name(&self) -> &'static str {
        "rank"
    }

    fn over(&self) -> Option<Over> {
        Some(self.over)
    }

    fn apply(&self, cells: Cells<'_>, out: &mut [f64]) {
        self.over.score(cells, out, |compared| {
            let n = compared.values.len() as f64;
            let counts = compared.counts();
            move |x| {
                let (worse, equal) = counts(x);
                let rank = (n - worse - equal) + (equal + 1.0) / 2.0;
                if n > 1.0 { 100.0 * ((n - rank) / (n - 1.0)).clamp(0.0, 1.0) } else { NEUTRAL }
            }
        });
    }

    fn wording(&self) -> String {
        format!("rank {}", self.over.wording())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::{scores, scores_of_years};
    use super::super::{Direction, Normalise};
    use super::*;

    const OVER_YEAR: Normalise = Normalise::Rank(Rank { over: Over::Year });

    #[test]
    fn by_hand() {
        assert_eq!(scores(&OVER_YEAR, &[7.0, 9.0, 1.0], Direction::Higher), [50.0, 100.0, 0.0]);
        assert_eq!(scores(&OVER_YEAR, &[7.0, 9.0, 1.0], Direction::Lower), [50.0, 0.0, 100.0]);
        // ranks 1, 2.5, 2.5, 4 and 5
        assert_eq!(scores(&OVER_YEAR, &[9.0, 5.0, 5.0, 2.0, 1.0], Direction::Higher), [100.0, 62.5, 62.5, 25.0, 0.0]);
        assert_eq!(scores(&OVER_YEAR, &[3.0, 3.0], Direction::Higher), [50.0, 50.0]);
        assert_eq!(scores(&OVER_YEAR, &[3.0], Direction::Lower), [50.0]);
    }

    #[test]
    fn over_a_baseline_a_value_has_the_same_score_in_every_year() {
        let over = Normalise::Rank(Rank { over: Over::Baseline(2020) });
        let out = scores_of_years(&over, &[1.0, 2.0, 3.0, 3.0, 2.5, -9.0, 99.0, 2.0, 1.5], 3, Direction::Higher);
        assert_eq!(out, [0.0, 50.0, 100.0, 100.0, 75.0, 0.0, 100.0, 50.0, 25.0]);
    }

    #[test]
    fn published_ranks_of_the_digits_of_pi() {
        // R Core Team, help page of `rank`: mean ranks of 3 1 4 1 5 9 2 6 5 3 5, from the lowest.
        let digits = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0, 5.0];
        let ranks = [4.5, 1.5, 6.0, 1.5, 8.0, 11.0, 3.0, 10.0, 8.0, 4.5, 8.0];
        let out = scores(&OVER_YEAR, &digits, Direction::Higher);
        assert!(out.iter().zip(ranks).all(|(score, rank)| (score - 10.0 * (rank - 1.0)).abs() < 1e-12), "{out:?}");
    }

    proptest! {
        #[test]
        fn the_mean_is_always_50_and_stretching_the_unit_changes_nothing(
            values in prop::collection::vec(-20..20i32, 1..30), stretch in 0.5..5.0f64,
        ) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let stretched: Vec<f64> = values.iter().map(|x| stretch * x).collect();
            let out = scores(&OVER_YEAR, &values, Direction::Lower);
            prop_assert!((out.iter().sum::<f64>() / out.len() as f64 - 50.0).abs() < 1e-9);
            prop_assert_eq!(out, scores(&OVER_YEAR, &stretched, Direction::Lower));
        }
    }
}

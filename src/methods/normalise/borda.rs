//! Borda: one point for every compared cell that is beaten, and none for a tie, scaled to 0…100.
//!
//! score = 100 · beaten / (n − 1); 50 where there is no other. It differs from `rank` where values are equal: ties share
//! the place of the lowest of them, so that all score 0 where all are equal. Over the panel, cells are counted in place
//! of countries.
//!
//! Reference: OECD/JRC Handbook (2008), step 6 (Borda's rule: the last of N has no point, the first N − 1); COINr
//! n_borda, which ranks ties alike. Do not use it for variables with many equal values: most would look bad.

use super::over::NEUTRAL;
use super::{Cells, Method, Over};

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Borda {
    pub over: Over,
}

impl Method for Borda {
    fn name(&self) -> &'static str {
        "borda"
    }

    fn over(&self) -> Option<Over> {
        Some(self.over)
    }

    fn apply(&self, cells: Cells<'_>, out: &mut [f64]) {
        self.over.score(cells, out, |compared| {
            let others = compared.values.len() as f64 - 1.0;
            let counts = compared.counts();
            move |x| {
                let (beaten, _) = counts(x);
                if others > 0.0 { 100.0 * (beaten / others).min(1.0) } else { NEUTRAL }
            }
        });
    }

    fn wording(&self) -> String {
        format!("borda {}", self.over.wording())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::{scores, scores_of_years};
    use super::super::rank::Rank;
    use super::super::{Direction, Normalise};
    use super::*;

    const OVER_YEAR: Normalise = Normalise::Borda(Borda { over: Over::Year });

    #[test]
    fn by_hand() {
        assert_eq!(scores(&OVER_YEAR, &[9.0, 5.0, 5.0, 2.0, 1.0], Direction::Higher), [100.0, 50.0, 50.0, 25.0, 0.0]);
        assert_eq!(scores(&OVER_YEAR, &[9.0, 5.0, 5.0, 2.0, 1.0], Direction::Lower), [0.0, 25.0, 25.0, 75.0, 100.0]);
        assert_eq!(scores(&OVER_YEAR, &[3.0, 3.0], Direction::Higher), [0.0, 0.0]);
        assert_eq!(scores(&OVER_YEAR, &[3.0], Direction::Higher), [50.0]);
        let over = Normalise::Borda(Borda { over: Over::Baseline(2020) });
        let out = scores_of_years(&over, &[1.0, 2.0, 3.0, 2.5, 0.0, 4.0], 3, Direction::Higher);
        assert_eq!(out, [0.0, 50.0, 100.0, 100.0, 0.0, 100.0]);
    }

    #[test]
    fn published_points_of_the_rule() {
        // OECD/JRC Handbook (2008), step 6: of N countries the last has no point, the next one, the first N − 1.
        let out = scores(&OVER_YEAR, &[4.0, 1.0, 3.0, 2.0], Direction::Higher);
        assert_eq!(out.iter().map(|score| (3.0 * score / 100.0).round()).collect::<Vec<_>>(), [3.0, 0.0, 2.0, 1.0]);
    }

    proptest! {
        #[test]
        fn it_is_the_rank_where_no_two_are_equal_and_never_more(values in prop::collection::vec(-9..9i32, 2..20)) {
            let mut values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let rank = |values: &[f64]| scores(&Normalise::Rank(Rank { over: Over::Year }), values, Direction::Higher);
            let own = |values: &[f64]| scores(&OVER_YEAR, values, Direction::Higher);
            prop_assert!(own(&values).iter().zip(rank(&values)).all(|(own, rank)| *own <= rank));
            values.sort_by(f64::total_cmp);
            values.dedup();
            prop_assert_eq!(own(&values), rank(&values));
        }
    }
}

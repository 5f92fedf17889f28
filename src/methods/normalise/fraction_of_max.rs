//! Fraction of the maximum: each value as a share of the best among the compared cells.
//!
//! score = 100 · x / max where higher is better, and 100 · min / x where lower is: the best always scores 100 and a worse
//! value less, twice as many events half as much. (Dividing negated values by their maximum, as COINr 1.1.14 does where
//! lower is better, gives x / min: the worst country the highest score.) Held at 100 beyond the best of a baseline.
//!
//! Reference: OECD/JRC Handbook (2008), step 5 (distance to the group leader, x / max). For ratio scales alone: values
//! of 0 or more, and above 0 where lower is better; others are refused. Do not use it for indices with a made-up zero,
//! nor with outliers left in: one high leader makes all others look alike.

use super::{Cells, Direction, Method, Over};

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FractionOfMax {
    pub over: Over,
}

impl FractionOfMax {
    /// Whether a value has a fraction.
    pub fn knows(value: f64, direction: Direction) -> bool {
        if direction == Direction::Higher { value >= 0.0 } else { value > 0.0 }
    }
}

impl Method for FractionOfMax {
    fn name(&self) -> &'static str {
        "fraction-of-max"
    }

    fn over(&self) -> Option<Over> {
        Some(self.over)
    }

    fn apply(&self, cells: Cells<'_>, out: &mut [f64]) {
        let higher = cells.direction == Direction::Higher;
        // observed values are known, that has been judged; the draw of a replicate may fall to 0 or below it
        let size = move |turned: f64| if higher { turned.max(0.0) } else { (-turned).max(f64::MIN_POSITIVE) };
        self.over.score(cells, out, |compared| {
            let best = size(compared.ends().1);
            move |x| {
                let (part, whole) = if higher { (size(x), best) } else { (best, size(x)) };
                if part < whole { 100.0 * part / whole } else { 100.0 }
            }
        });
    }

    fn wording(&self) -> String {
        format!("fraction-of-max {}", self.over.wording())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Normalise;
    use super::super::fixture::{scores, scores_of_years};
    use super::*;

    const OVER_YEAR: Normalise = Normalise::FractionOfMax(FractionOfMax { over: Over::Year });

    #[test]
    fn by_hand() {
        assert_eq!(scores(&OVER_YEAR, &[5.0, 20.0, 0.0], Direction::Higher), [25.0, 100.0, 0.0]);
        assert_eq!(scores(&OVER_YEAR, &[0.0, 0.0], Direction::Higher), [100.0, 100.0]);
        let over = Normalise::FractionOfMax(FractionOfMax { over: Over::Baseline(2020) });
        assert_eq!(scores_of_years(&over, &[5.0, 20.0, 10.0, 40.0], 2, Direction::Higher), [25.0, 100.0, 50.0, 100.0]);
        assert!(FractionOfMax::knows(0.0, Direction::Higher) && !FractionOfMax::knows(-0.1, Direction::Higher));
        assert!(FractionOfMax::knows(0.1, Direction::Lower) && !FractionOfMax::knows(0.0, Direction::Lower));
    }

    #[test]
    fn where_lower_is_better_the_lowest_scores_100_and_a_worse_value_less() {
        // COINr 1.1.14 has it the other way round: 1, 2 and 4 would score 100, 200 and 400
        assert_eq!(scores(&OVER_YEAR, &[1.0, 2.0, 4.0], Direction::Lower), [100.0, 50.0, 25.0]);
        let over = Normalise::FractionOfMax(FractionOfMax { over: Over::Baseline(2020) });
        assert_eq!(scores_of_years(&over, &[2.0, 4.0, 1.0, 8.0], 2, Direction::Lower), [100.0, 50.0, 100.0, 25.0]);
    }

    #[test]
    fn a_draw_at_or_below_zero_is_held_there() {
        assert_eq!(scores(&OVER_YEAR, &[-1.0, 4.0], Direction::Higher), [0.0, 100.0]);
        assert!(scores(&OVER_YEAR, &[-1.0, 4.0], Direction::Lower).iter().all(|score| (0.0..=100.0).contains(score)));
    }

    #[test]
    fn published_technology_achievement() {
        // UNDP, HDR 2001, technical note 2: 103 patents a million people, the leader's 994, and none as the lowest: 0.104.
        let out = scores(&OVER_YEAR, &[0.0, 103.0, 994.0], Direction::Higher);
        assert!((out[1] - 10.4).abs() <= 0.05);
    }

    proptest! {
        #[test]
        fn a_better_value_never_scores_less_and_the_unit_changes_nothing(
            values in prop::collection::vec(0.1..1e3f64, 2..20), stretch in 0.5..5.0f64,
        ) {
            let stretched: Vec<f64> = values.iter().map(|x| stretch * x).collect();
            for direction in [Direction::Higher, Direction::Lower] {
                let (own, other) = (scores(&OVER_YEAR, &values, direction), scores(&OVER_YEAR, &stretched, direction));
                prop_assert!(own.iter().zip(&other).all(|(a, b)| (a - b).abs() < 1e-9));
                prop_assert!(own.contains(&100.0) && own.iter().all(|score| *score > 0.0));
                let turned = |at: usize| if direction == Direction::Higher { values[at] } else { -values[at] };
                for at in 1..values.len() {
                    prop_assert!(own[at] == own[at - 1] || (own[at] > own[at - 1]) == (turned(at) > turned(at - 1)));
                }
            }
        }
    }
}

//! Weighted median: half of the weight scores no more, half no less; a part far off moves nothing.
//!
//! The lower median is the lowest score with at least half of the present weight at or below it, the upper median the
//! highest with at least half at or above; the score is their mean. They differ only where the weight splits exactly in
//! half between two parts.
//!
//! Reference: Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, problem 9-2. Do not use it where a single
//! failure must be seen, nor over three parts or fewer: it then leaps from one to the next.

use super::Parts;

/// A share of exactly a half counts as one, whatever the last bit of the sum says.
const HALF: f64 = 0.5 - 1e-9;

pub(super) fn apply(parts: Parts<'_>, out: &mut [f64]) {
    parts.each_standing(out, |cell| {
        let total: f64 = parts.present(cell).map(|(weight, _)| weight).sum();
        let (mut lower, mut upper) = (f64::INFINITY, f64::NEG_INFINITY);
        for (_, score) in parts.present(cell) {
            let (mut below, mut above) = (0.0, 0.0);
            for (weight, other) in parts.present(cell) {
                below += if other <= score { weight } else { 0.0 };
                above += if other >= score { weight } else { 0.0 };
            }
            lower = if below >= HALF * total { lower.min(score) } else { lower };
            upper = if above >= HALF * total { upper.max(score) } else { upper };
        }
        if total > 0.0 { 0.5 * (lower + upper) } else { 0.0 }
    });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Aggregate, fixture::one};

    #[test]
    fn by_hand() {
        assert_eq!(one(Aggregate::Median, &[(1.0, Some(10.0)), (1.0, Some(90.0)), (1.0, Some(30.0))]), 30.0);
        // one weighs more than the others together
        assert_eq!(one(Aggregate::Median, &[(1.0, Some(10.0)), (5.0, Some(90.0)), (1.0, Some(30.0))]), 90.0);
        assert_eq!(one(Aggregate::Median, &[(1.0, Some(10.0)), (1.0, Some(90.0)), (1.0, None)]), 50.0);
        assert_eq!(one(Aggregate::Median, &[(1.0, None)]), 0.0);
    }

    #[test]
    fn a_weight_split_in_half_gives_the_middle_whatever_the_last_bits_are() {
        // 0.1 + 0.2 is not 0.3
        let parts = [(0.1, Some(10.0)), (0.2, Some(20.0)), (0.3, Some(60.0))];
        assert_eq!(one(Aggregate::Median, &parts), 40.0);
    }

    #[test]
    fn published_weighted_median() {
        // Introduction to Algorithms, problem 9-2: of 0.1, 0.35, 0.05, 0.1, 0.15, 0.05 and 0.2, each weighing its own
        // value, the median is 0.1 and the weighted median 0.2.
        let values = [0.1, 0.35, 0.05, 0.1, 0.15, 0.05, 0.2];
        assert_eq!(one(Aggregate::Median, &values.map(|value| (1.0, Some(value)))), 0.1);
        assert_eq!(one(Aggregate::Median, &values.map(|value| (value, Some(value)))), 0.2);
    }

    proptest! {
        #[test]
        fn without_weights_it_is_the_middle_of_the_sorted_scores(
            scores in prop::collection::vec(0.0..100.0f64, 1..9),
        ) {
            let given: Vec<_> = scores.iter().map(|x| (0.7, Some(*x))).collect();
            let mut sorted = scores.clone();
            sorted.sort_by(f64::total_cmp);
            let middle = 0.5 * (sorted[(sorted.len() - 1) / 2] + sorted[sorted.len() / 2]);
            prop_assert!((one(Aggregate::Median, &given) - middle).abs() < 1e-12);
        }
    }
}

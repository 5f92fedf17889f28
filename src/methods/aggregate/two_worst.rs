//! The two worst: a node is as good as its two lowest parts are on average, so that one bad figure does not decide alone.
//!
//! (x₍₁₎ + x₍₂₎) / 2 over the present parts, or the one that there is. Weights only say which parts count (a weight of 0
//! takes a part out): weighing the two would let a country fall when a part rises and a lighter one takes its place.
//!
//! Reference: a mean of the lowest order statistics, between `minimum` and `median`; OECD/JRC Handbook (2008), step 6, on
//! non-compensatory aggregation. Do not use it over many parts: all but two are then ignored.

use super::Parts;

pub(super) fn apply(parts: Parts<'_>, out: &mut [f64]) {
    parts.each_standing(out, |cell| {
        let (mut worst, mut next) = (f64::INFINITY, f64::INFINITY);
        for (_, score) in parts.present(cell) {
            next = next.min(score.max(worst));
            worst = worst.min(score);
        }
        match (worst.is_finite(), next.is_finite()) {
            (true, true) => 0.5 * (worst + next),
            (true, false) => worst,
            (false, _) => 0.0,
        }
    });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Aggregate, fixture::one};

    #[test]
    fn by_hand() {
        let parts = [(1.0, Some(60.0)), (9.0, Some(40.0)), (1.0, Some(90.0)), (0.0, Some(5.0)), (1.0, None)];
        assert_eq!(one(Aggregate::TwoWorst, &parts), 50.0);
        assert_eq!(one(Aggregate::TwoWorst, &[(1.0, Some(30.0)), (1.0, Some(30.0)), (1.0, Some(80.0))]), 30.0);
        assert_eq!(one(Aggregate::TwoWorst, &[(1.0, None), (2.0, Some(30.0))]), 30.0);
        assert_eq!(one(Aggregate::TwoWorst, &[(1.0, None)]), 0.0);
    }

    proptest! {
        #[test]
        fn of_two_parts_it_is_the_plain_mean_and_of_more_between_the_minimum_and_that(
            scores in prop::collection::vec(0.0..100.0f64, 2..9),
        ) {
            let given: Vec<_> = scores.iter().map(|x| (1.0, Some(*x))).collect();
            let two = one(Aggregate::TwoWorst, &given);
            prop_assert!(one(Aggregate::Minimum, &given) <= two);
            prop_assert!(two <= one(Aggregate::Arithmetic, &given) + 1e-9);
            prop_assert!((one(Aggregate::TwoWorst, &given[..2]) - one(Aggregate::Arithmetic, &given[..2])).abs() < 1e-9);
        }
    }
}

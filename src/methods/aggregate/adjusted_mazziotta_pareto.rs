//! Adjusted Mazziotta–Pareto index: the mean of the parts, less a penalty for unbalance. Absolute: years compare.
//!
//! The published index puts every part between fixed goalposts at 70 and 130; a score already stands between its own, so
//! r = 70 + 0.6 · score. With m and s the weighted mean and standard deviation of a country's present r:
//! index = m − s · (s / m), and score = 100 · (index − 70) / 60, which never leaves 0 to 100. `penalty = "high"` adds the
//! penalty instead, as for `mazziotta-pareto`.
//!
//! Reference: Mazziotta and Pareto (2016), On a Generalized Non-compensatory Composite Index for Measuring Socio-economic
//! Phenomena, Social Indicators Research 127. Do not use it where a rise must never cost points: among five parts or
//! more, one far above all others adds more to the unbalance than to the mean.

use super::Parts;
use super::mazziotta_pareto::{FROM, Penalty, RANGE};

pub(super) fn apply(parts: Parts<'_>, penalty: Penalty, out: &mut [f64]) {
    parts.each_standing(out, |cell| {
        let published =
            |(weight, [score], [mask]): (f64, &[f64; 1], &[f64; 1])| (weight * mask, FROM + RANGE * score / 100.0);
        penalty.score(parts.cells(cell).map(published))
    });
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::one;
    use super::super::{Aggregate, Penalty};

    const LOW: Aggregate = Aggregate::AdjustedMazziottaPareto(Penalty::Low);
    const HIGH: Aggregate = Aggregate::AdjustedMazziottaPareto(Penalty::High);

    #[test]
    fn by_hand() {
        // 70 and 130: mean 100, deviation 30, penalty 30 · 30 / 100 = 9, so 91 and 109
        let parts = [(1.0, Some(0.0)), (1.0, Some(100.0)), (4.0, None)];
        assert!((one(LOW, &parts) - 35.0).abs() < 1e-9);
        assert!((one(HIGH, &parts) - 65.0).abs() < 1e-9);
        // 70 and 130 with 130 three times as heavy: mean 115, variance 675
        let parts = [(1.0, Some(0.0)), (3.0, Some(100.0))];
        assert!((one(LOW, &parts) - 100.0 * (45.0 - 675.0 / 115.0) / 60.0).abs() < 1e-9);
        assert!((one(LOW, &[(2.0, Some(40.0)), (1.0, Some(40.0))]) - 40.0).abs() < 1e-9);
        assert_eq!(one(LOW, &[(1.0, None)]), 0.0);
    }

    #[test]
    fn one_part_far_above_many_costs_points() {
        let with = |last: f64| one(LOW, &[0.0, 0.0, 0.0, 0.0, 0.0, last].map(|score| (1.0, Some(score))));
        assert!(with(100.0) < with(90.0) && with(60.0) > with(50.0));
    }

    proptest! {
        #[test]
        fn lies_between_the_worst_part_and_the_mean(parts in prop::collection::vec((0.1..5.0f64, 0.0..100.0f64), 1..9)) {
            let given: Vec<_> = parts.iter().map(|(w, x)| (*w, Some(*x))).collect();
            let (mean, low, high) = (one(Aggregate::Arithmetic, &given), one(LOW, &given), one(HIGH, &given));
            prop_assert!(one(Aggregate::Minimum, &given) <= low + 1e-9 && low <= mean + 1e-9);
            prop_assert!((high - mean - (mean - low)).abs() < 1e-9);
        }
    }
}

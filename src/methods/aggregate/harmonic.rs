//! Weighted harmonic mean: the lowest part decides most; a part at 0 makes the whole 0.
//!
//! Σ w·m / Σ (w·m / x); a declared `floor` lifts lower scores to it first.
//!
//! Reference: Hardy, Littlewood and Pólya, Inequalities (1934), chapter 2: the power mean of exponent −1, never above
//! the geometric mean. Do not use it without a floor where 0 is an ordinary score: everything else is then ignored.

use super::Parts;

pub(super) fn apply(parts: Parts<'_>, floor: Option<f64>, out: &mut [f64]) {
    parts.each_standing(out, |cell| mean(parts.present(cell), floor));
}

fn mean(parts: impl Iterator<Item = (f64, f64)>, floor: Option<f64>) -> f64 {
    let (mut sum, mut total) = (0.0, 0.0);
    for (weight, score) in parts {
        // w / 0 = ∞, and w / ∞ = 0: the zero carries through without a case of its own
        sum += weight / floor.map_or(score, |floor| score.max(floor));
        total += weight;
    }
    if total > 0.0 { total / sum } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Aggregate, fixture::one};

    const PLAIN: Aggregate = Aggregate::Harmonic { floor: None };

    #[test]
    fn by_hand() {
        // there at 40 and back at 60 is 48 on the whole
        assert!((one(PLAIN, &[(1.0, Some(40.0)), (1.0, Some(60.0))]) - 48.0).abs() < 1e-12);
        // 4 / (3/30 + 1/90) = 36
        assert!((one(PLAIN, &[(3.0, Some(30.0)), (1.0, Some(90.0)), (5.0, None)]) - 36.0).abs() < 1e-12);
        assert_eq!(one(PLAIN, &[(1.0, Some(0.0)), (1.0, Some(100.0))]), 0.0);
        assert_eq!(one(PLAIN, &[(1.0, None)]), 0.0);
        // 2 / (1/1 + 1/100)
        let floored = one(Aggregate::Harmonic { floor: Some(1.0) }, &[(1.0, Some(0.0)), (1.0, Some(100.0))]);
        assert!((floored - 200.0 / 101.0).abs() < 1e-12);
    }

    #[test]
    fn of_two_equal_parts_the_geometric_mean_is_that_of_the_other_two_means() {
        let parts = [(1.0, Some(20.0)), (1.0, Some(90.0))];
        let [arithmetic, harmonic] = [Aggregate::Arithmetic, PLAIN].map(|method| one(method, &parts));
        let geometric = one(Aggregate::Geometric { floor: None }, &parts);
        assert!((libm::sqrt(arithmetic * harmonic) - geometric).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn lies_between_the_minimum_and_the_geometric_mean(
            parts in prop::collection::vec((0.1..5.0f64, 0.0..100.0f64), 1..9),
        ) {
            let given: Vec<_> = parts.iter().map(|(w, x)| (*w, Some(*x))).collect();
            let [least, harmonic, geometric] =
                [Aggregate::Minimum, PLAIN, Aggregate::Geometric { floor: None }].map(|method| one(method, &given));
            prop_assert!(least - 1e-9 <= harmonic && harmonic <= geometric + 1e-9);
        }
    }
}

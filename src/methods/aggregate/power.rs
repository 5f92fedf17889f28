//! Weighted power mean: one exponent says how far a high part makes up for a low one.
//!
//! (Σ w·m·x^p / Σ w·m)^(1/p): p = 1 is the arithmetic mean, −1 the harmonic, and 0 stands for the limit, the geometric
//! mean; the lower p, the nearer the minimum. Where p ≤ 0, a part at 0 makes the whole 0. A part without a score takes
//! no part, and the weights of the others are as they are.
//!
//! Reference: Hardy, Littlewood and Pólya, Inequalities (1934), chapter 2. Do not use it where nobody can say what the
//! exponent stands for: a declared pair of `arithmetic` and `geometric` is easier to defend.

use super::{Parts, geometric};
use crate::words::keys::Value;

/// Beyond it the mean is the minimum or the maximum but for the name.
const LARGEST_EXPONENT: f64 = 10.0;

pub(super) fn read_exponent(value: Value<'_>, under: Option<Value<'_>>) -> Option<f64> {
    let Some(under) = under else {
        let help = "write { power = { exponent = -1 } }";
        return value.fault("missing-parameter", "`power` needs its exponent.", "an exponent", help);
    };
    under.keys(|keys| keys.need("exponent", |value| value.number_within(-LARGEST_EXPONENT, LARGEST_EXPONENT)))
}

pub(super) fn apply(parts: Parts<'_>, exponent: f64, out: &mut [f64]) {
    parts.each_standing(out, |cell| match exponent {
        0.0 => geometric::mean(parts.present(cell), None),
        _ => mean(&parts, exponent, cell),
    });
}

/// In units of the best part, as exp(ln(1 + Σ w·(u^p − 1) / Σ w) / p): so nothing is lost where p is all but 0, and a
/// part at 0 carries through as u^p = 0 or ∞.
fn mean(parts: &Parts<'_>, exponent: f64, cell: usize) -> f64 {
    let best = parts.present(cell).map(|(_, score)| score).fold(0.0, f64::max);
    if best <= 0.0 {
        return 0.0;
    }
    let (mut sum, mut total) = (0.0, 0.0);
    for (weight, score) in parts.present(cell) {
        sum += weight * libm::expm1(exponent * libm::log(score / best));
        total += weight;
    }
    best * libm::exp(libm::log1p(sum / total) / exponent)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Aggregate, fixture::one};

    fn of(exponent: f64, parts: &[(f64, Option<f64>)]) -> f64 {
        one(Aggregate::Power { exponent }, parts)
    }

    #[test]
    fn by_hand() {
        // √((30² + 40²) / 2)
        assert!((of(2.0, &[(1.0, Some(30.0)), (1.0, Some(40.0))]) - libm::sqrt(1250.0)).abs() < 1e-9);
        assert!((of(2.0, &[(3.0, Some(0.0)), (1.0, Some(100.0))]) - 50.0).abs() < 1e-9);
        for exponent in [0.0, -1e-12, -1.0, -10.0] {
            assert_eq!(of(exponent, &[(1.0, Some(0.0)), (1.0, Some(100.0))]), 0.0, "{exponent}");
        }
        for exponent in [-10.0, 0.0, 1e-12, 10.0] {
            assert_eq!(of(exponent, &[(1.0, Some(0.0)), (1.0, Some(0.0))]), 0.0, "{exponent}");
            assert_eq!(of(exponent, &[(1.0, None)]), 0.0, "{exponent}");
        }
    }

    #[test]
    fn a_gap_leaves_the_mean_of_the_others() {
        // COINr 1.1.14 gives NA where one part has a gap
        let with_a_gap = of(-1.0, &[(1.0, Some(40.0)), (2.0, None), (1.0, Some(60.0))]);
        assert!((with_a_gap - 48.0).abs() < 1e-9);
    }

    #[test]
    fn published_limits() {
        // Hardy, Littlewood and Pólya, Inequalities (1934), 2.3: the geometric mean as p → 0.
        let parts = [(1.0, Some(90.0)), (2.0, Some(3.0)), (0.5, Some(60.0))];
        let limit = one(Aggregate::Geometric { floor: None }, &parts);
        for exponent in [1e-3, 1e-6, 1e-9, 1e-15, 0.0, -1e-15, -1e-9, -1e-6, -1e-3] {
            let near = of(exponent, &parts);
            assert!((near - limit).abs() <= 1e-9 + 20.0 * exponent.abs(), "{exponent}: {near} is not {limit}");
        }
    }

    proptest! {
        #[test]
        fn one_is_the_arithmetic_mean_and_minus_one_the_harmonic(
            parts in prop::collection::vec((0.1..5.0f64, 0.0..100.0f64), 1..9),
        ) {
            let given: Vec<_> = parts.iter().map(|(w, x)| (*w, Some(*x))).collect();
            for (exponent, method) in [(1.0, Aggregate::Arithmetic), (-1.0, Aggregate::Harmonic { floor: None })] {
                prop_assert!((of(exponent, &given) - one(method, &given)).abs() < 1e-9);
            }
        }

        #[test]
        fn rises_with_its_exponent_between_the_worst_part_and_the_best(
            parts in prop::collection::vec((0.1..5.0f64, 0.0..100.0f64), 1..9),
            exponents in (-10.0..10.0f64, -10.0..10.0f64),
        ) {
            let given: Vec<_> = parts.iter().map(|(w, x)| (*w, Some(*x))).collect();
            let (low, high) = (exponents.0.min(exponents.1), exponents.0.max(exponents.1));
            let [low, high] = [low, high].map(|exponent| of(exponent, &given));
            let best = parts.iter().map(|p| p.1).fold(0.0, f64::max);
            prop_assert!(one(Aggregate::Minimum, &given) <= low + 1e-9 && low <= high + 1e-9 && high <= best + 1e-9);
        }
    }
}

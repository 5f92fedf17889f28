//! Weighted geometric mean: a low part pulls harder than a high one can lift; a part at 0 makes the whole 0.
//!
//! exp(Σ w·m·ln x / Σ w·m); a declared `floor` lifts lower scores to it before the logarithm.
//!
//! Reference: OECD/JRC Handbook (2008), step 6; UNDP technical note 1 (HDI). Do not use it without a floor where 0 is an
//! ordinary score: everything else is then ignored.

use super::Parts;
use crate::words::keys::Value;

/// Reads the `floor`, which may be left out; `None` where it is a fault.
pub(super) fn read_floor(under: Option<Value<'_>>) -> Option<Option<f64>> {
    let Some(under) = under else { return Some(None) };
    under.keys(|keys| keys.need("floor", |value| value.number_within(f64::MIN_POSITIVE, 100.0))).map(Some)
}

pub(super) fn apply(parts: Parts<'_>, floor: Option<f64>, out: &mut [f64]) {
    parts.each_standing(out, |cell| mean(parts.present(cell), floor));
}

/// Of weights and scores.
pub(super) fn mean(parts: impl Iterator<Item = (f64, f64)>, floor: Option<f64>) -> f64 {
    let (mut sum, mut total) = (0.0, 0.0);
    for (weight, score) in parts {
        // ln 0 = −∞, and exp(−∞) = 0: the zero carries through without a case of its own
        sum += weight * libm::log(floor.map_or(score, |floor| score.max(floor)));
        total += weight;
    }
    if total > 0.0 { libm::exp(sum / total) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Aggregate, fixture::one};

    const PLAIN: Aggregate = Aggregate::Geometric { floor: None };

    #[test]
    fn by_hand() {
        assert!((one(PLAIN, &[(1.0, Some(25.0)), (1.0, Some(100.0))]) - 50.0).abs() < 1e-9);
        assert_eq!(one(PLAIN, &[(1.0, Some(0.0)), (1.0, Some(100.0))]), 0.0);
        assert_eq!(one(PLAIN, &[(1.0, None)]), 0.0);
        let floored = one(Aggregate::Geometric { floor: Some(1.0) }, &[(1.0, Some(0.0)), (1.0, Some(100.0))]);
        assert!((floored - 10.0).abs() < 1e-9);
    }

    #[test]
    fn published_hdi() {
        // UNDP, HDR 2023/24, technical note 1, worked example: 0.6971, 0.3447 and 0.5506 make 0.510.
        let hdi = one(PLAIN, &[(1.0, Some(69.71)), (1.0, Some(34.47)), (1.0, Some(55.06))]);
        assert!((hdi - 51.0).abs() <= 0.05, "{hdi}");
    }

    proptest! {
        #[test]
        fn never_above_the_arithmetic_mean(parts in prop::collection::vec((0.1..5.0f64, 0.0..100.0f64), 1..9)) {
            let given: Vec<_> = parts.iter().map(|(w, x)| (*w, Some(*x))).collect();
            prop_assert!(one(PLAIN, &given) <= one(Aggregate::Arithmetic, &given) + 1e-9);
        }
    }
}

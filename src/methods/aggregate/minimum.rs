//! Minimum: a node is as good as its worst part.
//!
//! min x over the present parts. Weights only say which parts count (a weight of 0 takes a part out).
//!
//! Reference: OECD/JRC Handbook (2008), step 6 (non-compensatory aggregation). Do not use it where parts are measured
//! with much error: the worst draw then decides.

use super::Parts;

pub(super) fn apply(parts: Parts<'_>, out: &mut [f64]) {
    out.fill(f64::INFINITY);
    for (weight, scores, masks) in parts.each() {
        for ((least, score), mask) in out.iter_mut().zip(scores).zip(masks) {
            if weight * mask > 0.0 {
                *least = least.min(*score);
            }
        }
    }
    for least in out {
        *least = if least.is_finite() { *least } else { 0.0 };
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Aggregate, fixture::one};

    #[test]
    fn by_hand() {
        assert_eq!(one(Aggregate::Minimum, &[(1.0, Some(60.0)), (9.0, Some(40.0)), (0.0, Some(5.0))]), 40.0);
        assert_eq!(one(Aggregate::Minimum, &[(1.0, Some(60.0)), (9.0, None)]), 60.0);
        assert_eq!(one(Aggregate::Minimum, &[(1.0, None)]), 0.0);
    }

    #[test]
    fn published_limit_of_power_means() {
        // Hardy, Littlewood and Pólya, Inequalities (1934), 2.3: the power mean tends to the minimum as p → −∞.
        let parts: [f64; 3] = [90.0, 30.0, 60.0];
        let power = libm::pow(parts.iter().map(|x| libm::pow(*x, -200.0)).sum::<f64>() / 3.0, -1.0 / 200.0);
        let least = one(Aggregate::Minimum, &parts.map(|x| (1.0, Some(x))));
        assert!((power - least).abs() < 0.2, "{power} {least}");
    }

    proptest! {
        #[test]
        fn never_above_the_geometric_mean(parts in prop::collection::vec((0.1..5.0f64, 0.0..100.0f64), 1..9)) {
            let given: Vec<_> = parts.iter().map(|(w, x)| (*w, Some(*x))).collect();
            let geometric = one(Aggregate::Geometric { floor: None }, &given);
            prop_assert!(one(Aggregate::Minimum, &given) <= geometric + 1e-9);
        }
    }
}

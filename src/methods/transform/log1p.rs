//! Logarithm of one more: counts from 0 on, of which each further one counts for less than the one before.
//!
//! x′ = ln(1 + x), for x above −1. Near 0 it is x itself, far from it ln x.
//!
//! Reference: OECD/JRC Handbook (2008), step 5 (logarithmic transformation); computed without loss near 0. The one that
//! is added is one of the variable's own unit: for counts it is one more event; do not use it for quantities whose unit
//! is a convention (dollars or thousands of dollars): there the unit would decide the result.

/// The numbers that it takes.
pub(super) const DOMAIN: &str = "numbers above -1";

/// Whether there is a logarithm of one more.
pub(super) fn knows(value: f64) -> bool {
    value > -1.0
}

/// Observed values are above −1, that has been judged; the measurement draw of a replicate that is not counts as the
/// nearest number that is.
pub(super) fn apply(value: f64) -> f64 {
    libm::log1p(value.max(-1.0 + f64::EPSILON))
}

/// How much it moves with the value.
pub(super) fn slope(value: f64) -> f64 {
    1.0 / (1.0 + value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::methods::normalise::goalposts::Goalposts;
    use crate::methods::normalise::{Direction, Normalise, fixture};
    use crate::methods::transform::Transform;

    #[test]
    fn by_hand() {
        // 0, 9 and 99 events are 1, 10 and 100 with one more: 9 is halfway
        let method = Normalise::Goalposts(Goalposts::between(99.0, 0.0)).after(Transform::Log1p);
        let scaled: Vec<f64> = [0.0, 9.0, 99.0, 1e9].iter().map(|value| Transform::Log1p.apply(*value)).collect();
        let out = fixture::scores(&method, &scaled, Direction::Lower);
        assert!(out.iter().zip([100.0, 50.0, 0.0, 0.0]).all(|(score, hand)| (score - hand).abs() < 1e-9), "{out:?}");
        assert!([-0.5, 0.0, 7.0].iter().all(|x| knows(*x)) && ![-1.0, -2.0].iter().any(|x| knows(*x)));
        assert!(apply(-7.0).is_finite() && apply(-7.0) < apply(-0.999));
    }

    #[test]
    fn published_logarithm_of_two() {
        // OEIS A002162: ln 2
        assert!((apply(1.0) - std::f64::consts::LN_2).abs() < 1e-15);
    }

    proptest! {
        #[test]
        fn it_rises_as_steeply_as_its_slope_says(x in -0.9..1e4f64) {
            let step = 1e-4 * (1.0 + x);
            let risen = (apply(x + step) - apply(x - step)) / (2.0 * step);
            prop_assert!(risen > 0.0 && (risen / slope(x) - 1.0).abs() < 1e-6, "{} {}", risen, slope(x));
        }
    }
}

//! Natural logarithm: equal ratios become equal steps, so that each further dollar counts for less than the one before.
//!
//! x′ = ln x, for x above 0 alone. Posts and points of the method that follows are transformed too: goalposts of 100 and
//! 75 000 dollars score (ln x − ln 100) / (ln 75 000 − ln 100).
//!
//! Reference: UNDP, Human Development Report 2023/24, Technical note 1 (income index); OECD/JRC Handbook (2008), step 5.
//! For incomes, populations and other quantities that grow by percentages. Do not use it where 0 is an ordinary value
//! (most counts): a rubric that meets one is refused, and the constant that one would add first decides the result; see
//! `log1p` for the one constant that has a name.

/// The numbers that have a logarithm.
pub(super) const DOMAIN: &str = "numbers above 0";

/// Whether there is a logarithm.
pub(super) fn knows(value: f64) -> bool {
    value > 0.0
}

/// Observed values are above 0, that has been judged; but the measurement draw of a replicate may fall to 0 or below. It
/// then counts as the smallest number there is, which is beyond every goalpost.
pub(super) fn apply(value: f64) -> f64 {
    libm::log(value.max(f64::MIN_POSITIVE))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::methods::normalise::goalposts::Goalposts;
    use crate::methods::normalise::{Direction, Normalise, fixture};
    use crate::methods::transform::Transform;

    /// Scores of raw values between goalposts in the values' own unit.
    fn scores(worst: f64, best: f64, values: &[f64]) -> Vec<f64> {
        let method = Normalise::Goalposts(Goalposts::between(worst, best)).after(Transform::Log);
        let logs: Vec<f64> = values.iter().map(|value| Transform::Log.apply(*value)).collect();
        fixture::scores(&method, &logs, Direction::Higher)
    }

    #[test]
    fn by_hand() {
        // 10 is halfway from 1 to 100 by ratio; beyond the posts the score is held
        let out = scores(1.0, 100.0, &[0.5, 1.0, 10.0, 100.0, 1e9]);
        for (score, expected) in out.iter().zip([0.0, 0.0, 50.0, 100.0, 100.0]) {
            assert!((score - expected).abs() < 1e-9, "{score} is not {expected}");
        }
        assert!([1e-300, 1.0].iter().all(|x| Transform::Log.knows(*x)));
        assert!(![0.0, -0.0, -1.0].iter().any(|x| Transform::Log.knows(*x)));
    }

    #[test]
    fn a_draw_at_or_below_zero_scores_like_the_post_it_lies_beyond() {
        assert_eq!(scores(1.0, 100.0, &[0.0, -5.0]), [0.0, 0.0]);
        assert_eq!(scores(100.0, 1.0, &[0.0, -5.0]), [100.0, 100.0]);
    }

    #[test]
    fn published_income_index() {
        // UNDP, HDR 2023/24, technical note 1, worked example: 3 829 PPP dollars between 100 and 75 000 give 0.5506.
        let score = scores(100.0, 75_000.0, &[3829.0])[0];
        assert!((score - 55.06).abs() <= 0.005, "{score}");
    }

    proptest! {
        #[test]
        fn the_unit_of_the_variable_changes_nothing(x in 0.01..1e6f64, factor in 0.001..1000.0f64) {
            let (a, b) = (scores(0.1, 1e5, &[x])[0], scores(0.1 * factor, 1e5 * factor, &[x * factor])[0]);
            prop_assert!((a - b).abs() < 1e-9, "{} {}", a, b);
        }
    }
}

//! Logistic: an S-shaped curve through 50 at a declared midpoint; differences count most there, and less and less beyond.
//!
//! score = 100 / (1 + exp(−slope · (x − midpoint))). `slope` is in 1/unit: over 4/slope units around the midpoint the
//! curve rises about as a straight line from 0 to 100 would. It is negative where lower is better.
//!
//! Reference: the logistic distribution function; OECD/JRC Handbook (2008), step 5, on non-linear value functions. For
//! quantities without natural ends. Do not use it to fine-tune ranks: midpoint and slope are judgements to defend; and
//! not where 0 and 100 must be reached, which no value ever does.

use super::{Cells, Method, Normalise, each_alone};
use crate::methods::transform::Transform;
use crate::words::keys::Value;
use crate::words::number::plain;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Logistic {
    /// The value that scores 50, in the variable's unit.
    pub midpoint: f64,
    /// In 1/unit.
    pub slope: f64,
}

impl Logistic {
    pub(super) fn read(value: Value<'_>, under: Option<Value<'_>>) -> Option<Self> {
        let Some(under) = under else {
            let help = "write { logistic = { midpoint = 0, slope = 1 } }";
            let found = "`logistic` needs its curve.";
            return value.fault("missing-parameter", found, "midpoint and slope", help);
        };
        let (midpoint, slope) = under.keys(|keys| {
            let (midpoint, slope) = (keys.need("midpoint", Value::number), keys.need("slope", Value::number));
            Some((midpoint?, slope?))
        })?;
        if slope.abs() < 1e-12 {
            let help = "more than 0 where higher is better, less where lower is";
            return under.fault("out-of-range", "A slope of 0 tells nobody apart.", "a slope that is not 0", help);
        }
        Some(Self { midpoint, slope })
    }

    fn score(&self, x: f64) -> f64 {
        100.0 / (1.0 + libm::exp(-self.slope * (x - self.midpoint)))
    }
}

impl Method for Logistic {
    fn name(&self) -> &'static str {
        "logistic"
    }

    fn rises(&self) -> Option<bool> {
        Some(self.slope > 0.0)
    }

    fn marks(&self) -> Vec<f64> {
        vec![self.midpoint]
    }

    /// Where the curve is all but flat, as much as where it scores 1 or 99: an error in points must not become a value
    /// that could be anything.
    fn points_per_unit(&self, value: f64) -> Option<f64> {
        let score = self.score(value).clamp(1.0, 99.0);
        Some(self.slope.abs() * score * (100.0 - score) / 100.0)
    }

    /// The midpoint stays where it is, and the curve there as steep in the variable's own unit.
    fn after(&self, transform: Transform) -> Option<Normalise> {
        let (midpoint, slope) = (transform.apply(self.midpoint), self.slope / transform.slope(self.midpoint));
        Some(Normalise::Logistic(Self { midpoint, slope }))
    }

    fn apply(&self, cells: Cells<'_>, out: &mut [f64]) {
        each_alone(cells, out, |x| self.score(x));
    }

    fn wording(&self) -> String {
        format!("logistic {}→50, slope {}", plain(self.midpoint), plain(self.slope))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Direction;
    use super::super::fixture::scores;
    use super::*;

    fn curve(midpoint: f64, slope: f64) -> Normalise {
        Normalise::Logistic(Logistic { midpoint, slope })
    }

    #[test]
    fn by_hand() {
        // e^ln 3 = 3, so that ln 3 above the midpoint scores 3 / (1 + 3)
        let third = libm::log(3.0);
        let out = scores(&curve(2.0, 1.0), &[2.0, 2.0 + third, 2.0 - third], Direction::Higher);
        assert!(out.iter().zip([50.0, 75.0, 25.0]).all(|(score, by_hand)| (score - by_hand).abs() < 1e-9), "{out:?}");
        let out = scores(&curve(2.0, -0.5), &[2.0, 2.0 + 2.0 * third], Direction::Lower);
        assert!(out.iter().zip([50.0, 25.0]).all(|(score, by_hand)| (score - by_hand).abs() < 1e-9), "{out:?}");
        // however far away, a score is a score
        assert_eq!(scores(&curve(0.0, 1e15), &[-1e15, 1e15], Direction::Higher), [0.0, 100.0]);
    }

    #[test]
    fn it_is_as_steep_as_it_looks() {
        let curve = Logistic { midpoint: 0.0, slope: -0.4 };
        for x in [-6.0, 0.0, 3.0] {
            let steps = (curve.score(x + 1e-6) - curve.score(x - 1e-6)) / 2e-6;
            assert!((curve.points_per_unit(x).unwrap() + steps).abs() < 1e-5, "{x}");
        }
        assert!(curve.points_per_unit(1e9).unwrap() > 0.39);
    }

    #[test]
    fn published_expected_scores_of_elo() {
        // Elo ratings in their logistic form, 1 / (1 + 10^(−d/400)): 100 points ahead 64 %, 200 points 76 %.
        let out = scores(&curve(0.0, libm::log(10.0) / 400.0), &[0.0, 100.0, 200.0], Direction::Higher);
        assert_eq!(out.iter().map(|score| score.round()).collect::<Vec<_>>(), [50.0, 64.0, 76.0]);
    }

    proptest! {
        #[test]
        fn turned_round_it_is_what_is_left_of_100(x in -30.0..30.0f64, midpoint in -9.0..9.0f64, slope in 0.01..3.0f64) {
            let of = |slope| scores(&curve(midpoint, slope), &[x], Direction::Higher)[0];
            prop_assert!((of(slope) + of(-slope) - 100.0).abs() < 1e-9 && (0.0..=100.0).contains(&of(slope)));
        }
    }
}

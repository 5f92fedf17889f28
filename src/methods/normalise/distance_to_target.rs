//! Distance to a target: how much of the way from a fixed worst value to a declared target has been gone.
//!
//! score = 100 · (x − worst) / (target − worst), held at 0 below; above the target held at 100 unless `capped = false`.
//! Direction is in the two values: `worst` may be the larger. Uncapped, an indicator that is past its target may make up
//! for another of its principle where that is an arithmetic mean; the principle's own score is held at 100 all the same.
//! Capped, it is goalposts whose best value is a target that someone has set.
//!
//! Reference: OECD/JRC Handbook (2008), step 5 (distance to a reference: a target to be reached in a given time frame).
//! Where COINr's n_dist2targ measures from the lowest value observed, `worst` is declared here, so that years compare.
//! Do not use it where nobody has set a target.

use super::goalposts::NEAREST;
use super::{Cells, Method, Normalise, each_alone};
use crate::methods::transform::Transform;
use crate::words::keys::Value;
use crate::words::number::plain;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DistanceToTarget {
    /// The value that scores 0, in the variable's unit.
    pub worst: f64,
    /// The value that scores 100.
    pub target: f64,
    /// Whether what is beyond the target scores no more.
    pub capped: bool,
}

impl DistanceToTarget {
    pub(super) fn read(value: Value<'_>, under: Option<Value<'_>>) -> Option<Self> {
        let Some(under) = under else {
            let help = "write { distance-to-target = { worst = 0, target = 100 } }";
            let found = "`distance-to-target` needs its target.";
            return value.fault("missing-parameter", found, "worst and target", help);
        };
        let (worst, target, capped) = under.keys(|keys| {
            let (worst, target) = (keys.need("worst", Value::number), keys.need("target", Value::number));
            let capped = keys.take("capped", Value::boolean).unwrap_or(true);
            Some((worst?, target?, capped))
        })?;
        if (worst - target).abs() < NEAREST {
            let found = format!("The worst value and the target are both {}.", plain(worst));
            return under.fault("equal-goalposts", found, "two different values", "move one of them");
        }
        Some(Self { worst, target, capped })
    }
}

impl Method for DistanceToTarget {
    fn name(&self) -> &'static str {
        "distance-to-target"
    }

    fn rises(&self) -> Option<bool> {
        Some(self.target > self.worst)
    }

    fn marks(&self) -> Vec<f64> {
        vec![self.worst, self.target]
    }

    fn points_per_unit(&self, _value: f64) -> Option<f64> {
        Some(100.0 / (self.target - self.worst).abs())
    }

    fn after(&self, transform: Transform) -> Option<Normalise> {
        let (worst, target) = (transform.apply(self.worst), transform.apply(self.target));
        Some(Normalise::DistanceToTarget(Self { worst, target, ..*self }))
    }

    fn leaves_scale(&self) -> bool {
        !self.capped
    }

    fn apply(&self, cells: Cells<'_>, out: &mut [f64]) {
        let most = if self.capped { 100.0 } else { f64::INFINITY };
        each_alone(cells, out, |x| (100.0 * (x - self.worst) / (self.target - self.worst)).clamp(0.0, most));
    }

    fn wording(&self) -> String {
        let beyond = if self.capped { "" } else { ", uncapped" };
        format!("distance-to-target {}→0, {}→100{beyond}", plain(self.worst), plain(self.target))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Direction;
    use super::super::fixture::scores;
    use super::*;

    fn to(worst: f64, target: f64, capped: bool) -> Normalise {
        Normalise::DistanceToTarget(DistanceToTarget { worst, target, capped })
    }

    #[test]
    fn by_hand() {
        let values = [-10.0, 0.0, 20.0, 80.0, 100.0];
        assert_eq!(scores(&to(0.0, 80.0, true), &values, Direction::Higher), [0.0, 0.0, 25.0, 100.0, 100.0]);
        assert_eq!(scores(&to(0.0, 80.0, false), &values, Direction::Higher), [0.0, 0.0, 25.0, 100.0, 125.0]);
        // tonnes to be brought down from 40 to 20: 10 is half as much again
        assert_eq!(
            scores(&to(40.0, 20.0, false), &[50.0, 40.0, 30.0, 10.0], Direction::Lower),
            [0.0, 0.0, 50.0, 150.0]
        );
        assert_eq!(scores(&to(40.0, 20.0, true), &[10.0], Direction::Lower), [100.0]);
    }

    #[test]
    fn published_human_development_index() {
        // UNDP, HDR 2023/24: Hong Kong 2021 has 85.473 years of life, past the 85 aimed at, and a published 0.959;
        // uncapped it would be 0.961.
        let index =
            |worst, target, capped, x: f64| scores(&to(worst, target, capped), &[x], Direction::Higher)[0] / 100.0;
        let schooling = (index(0.0, 18.0, true, 17.729_200_37) + index(0.0, 15.0, true, 12.307_249_7)) / 2.0;
        let income = index(libm::log(100.0), libm::log(75_000.0), true, libm::log(64_150.853_03));
        let whole = |capped| libm::cbrt(index(20.0, 85.0, capped, 85.473) * schooling * income);
        assert!((whole(true) - 0.959).abs() <= 5e-4 && (whole(false) - 0.961).abs() <= 5e-4, "{}", whole(true));
    }

    proptest! {
        #[test]
        fn a_cap_touches_only_what_is_past_the_target(x in -50.0..150.0f64, worst in -9.0..9.0f64) {
            let of = |capped| scores(&to(worst, 80.0, capped), &[x], Direction::Higher)[0];
            prop_assert_eq!(of(true), of(false).min(100.0));
            prop_assert!(of(false) >= 0.0 && (of(false) > 100.0) == (x > 80.0));
        }
    }
}

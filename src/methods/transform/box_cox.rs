//! Box–Cox: a power of the value, from the logarithm (λ = 0) over the square root (½) to the value itself (1).
//!
//! x′ = (x^λ − 1) / λ, and ln x where λ is 0; for x above 0, and 0 as well where λ is above 0. It rises with x for every λ.
//!
//! Reference: Box and Cox (1964), An analysis of transformations; OECD/JRC Handbook (2008), step 5. For skewed variables,
//! with a λ that can be explained (0.5 for counts). Do not use it with a λ fitted to the data at hand: next year's data
//! would ask for another, and the scores of two editions could not be compared.

use crate::words::keys::Value;
use crate::words::number::plain;

/// λ is at most so far from 0: all powers stay numbers.
const FARTHEST: f64 = 3.0;

/// A draw that is no power counts as this.
const LEAST: f64 = 1e-30;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoxCox {
    pub lambda: f64,
}

impl BoxCox {
    pub(super) fn read(value: Value<'_>, under: Option<Value<'_>>) -> Option<Self> {
        let Some(under) = under else {
            let help = "write { box-cox = { lambda = 0.5 } }";
            return value.fault("missing-parameter", "`box-cox` needs its power.", "lambda", help);
        };
        let within = |value: Value<'_>| value.number_within(-FARTHEST, FARTHEST);
        under.keys(|keys| keys.need("lambda", within)).map(|lambda| Self { lambda })
    }

    /// The numbers that have such a power.
    pub(super) fn domain(self) -> &'static str {
        if self.lambda > 0.0 { "numbers of 0 or more" } else { "numbers above 0" }
    }

    pub(super) fn knows(self, value: f64) -> bool {
        value > 0.0 || (value == 0.0 && self.lambda > 0.0)
    }

    /// Observed values are known, that has been judged; the measurement draw of a replicate that is not counts as the
    /// nearest that is.
    pub(super) fn apply(self, value: f64) -> f64 {
        let least = if self.lambda > 0.0 { 0.0 } else { LEAST };
        let value = value.max(least);
        if self.lambda == 0.0 { libm::log(value) } else { (libm::pow(value, self.lambda) - 1.0) / self.lambda }
    }

    /// How much it moves with the value.
    pub(super) fn slope(self, value: f64) -> f64 {
        libm::pow(value, self.lambda - 1.0)
    }

    pub(super) fn wording(self) -> String {
        format!("box-cox with lambda {}", plain(self.lambda))
    }
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
        // by the square root, 25 is halfway from 0 to 100
        let root = Transform::BoxCox(BoxCox { lambda: 0.5 });
        let method = Normalise::Goalposts(Goalposts::between(0.0, 100.0)).after(root);
        let scaled: Vec<f64> = [0.0, 25.0, 100.0, 400.0].iter().map(|value| root.apply(*value)).collect();
        let out = fixture::scores(&method, &scaled, Direction::Higher);
        assert!(out.iter().zip([0.0, 50.0, 100.0, 100.0]).all(|(score, hand)| (score - hand).abs() < 1e-9), "{out:?}");
        assert!(root.knows(0.0) && !root.knows(-1.0) && !BoxCox { lambda: -1.0 }.knows(0.0));
        for lambda in [-3.0, -0.5, 0.0, 0.5, 3.0] {
            assert!(BoxCox { lambda }.apply(-1.0).is_finite() && BoxCox { lambda }.apply(1e15).is_finite(), "{lambda}");
        }
    }

    #[test]
    fn published_members_of_the_family() {
        // Box and Cox (1964), equation 1: y − 1 for λ = 1, 2 (√y − 1) for ½, 1 − 1/y for −1, log y for 0.
        let of = |lambda| BoxCox { lambda }.apply(9.0);
        let published = [(1.0, 8.0), (0.5, 4.0), (-1.0, 1.0 - 1.0 / 9.0), (0.0, libm::log(9.0))];
        assert!(published.iter().all(|(lambda, value)| (of(*lambda) - value).abs() < 1e-12));
    }

    proptest! {
        #[test]
        fn it_rises_as_steeply_as_its_slope_says(x in 0.1..1e3f64, lambda in -3.0..3.0f64) {
            let (power, step) = (BoxCox { lambda }, 1e-4 * x);
            let risen = (power.apply(x + step) - power.apply(x - step)) / (2.0 * step);
            prop_assert!(risen > 0.0 && (risen / power.slope(x) - 1.0).abs() < 1e-3, "{} {}", risen, power.slope(x));
        }
    }
}

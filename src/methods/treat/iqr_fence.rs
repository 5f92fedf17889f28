//! Interquartile fence: values beyond the fences are held at them, so that the order of values never turns round.
//!
//! Fences: Q₁ − k · (Q₃ − Q₁) and Q₃ + k · (Q₃ − Q₁), quartiles with linear interpolation (type 7).
//!
//! Reference: J. W. Tukey (1977), Exploratory Data Analysis, ch. 2 (k = 1.5); OECD/JRC Handbook (2008), step 3. Do not use
//! it where more than a quarter of the values are equal: the range between the quartiles may then be nothing, and
//! everything else is held at one value.

use crate::methods::normalise::Over;
use crate::statistics::quantile::quantile;
use crate::words::keys::Value;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IqrFence {
    /// Interquartile ranges from the quartiles to the fences.
    pub times: f64,
    pub over: Over,
}

impl IqrFence {
    pub(super) fn read(under: Option<Value<'_>>) -> Option<Self> {
        let Some(under) = under else { return Some(Self { times: 1.5, over: Over::Panel }) };
        under.keys(|keys| {
            let times = keys.need("times", |value| value.number_within(0.1, 100.0));
            let over = keys.take("over", super::over).unwrap_or(Over::Panel);
            Some(Self { times: times?, over })
        })
    }

    /// `sorted` is ascending, and stays so.
    pub(super) fn apply(self, sorted: &mut [f64]) {
        let (Some(first), Some(third)) = (quantile(sorted, 0.25), quantile(sorted, 0.75)) else { return };
        let reach = self.times * (third - first);
        sorted.iter_mut().for_each(|value| *value = value.clamp(first - reach, third + reach));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn by_hand() {
        // quartiles 2 and 4, range 2: fences at −1 and 7
        let mut values = [-50.0, 2.0, 3.0, 4.0, 8.0];
        IqrFence { times: 1.5, over: Over::Panel }.apply(&mut values);
        assert_eq!(values, [-1.0, 2.0, 3.0, 4.0, 7.0]);
        let mut none: [f64; 0] = [];
        IqrFence { times: 1.5, over: Over::Panel }.apply(&mut none);
    }

    #[test]
    fn published_fence_of_nist() {
        // NIST/SEMATECH e-Handbook, 7.1.6: quartiles 429.75 and 742.25 put the upper inner fence at 1211, and 1441 beyond it
        let mut values = [400.0, 429.75, 600.0, 742.25, 1441.0];
        IqrFence { times: 1.5, over: Over::Panel }.apply(&mut values);
        assert_eq!(values, [400.0, 429.75, 600.0, 742.25, 1211.0]);
    }

    proptest! {
        #[test]
        fn what_lies_between_the_quartiles_stays(values in prop::collection::vec(-1e4..1e4f64, 1..40)) {
            let mut raw = values;
            raw.sort_by(f64::total_cmp);
            let mut out = raw.clone();
            IqrFence { times: 0.1, over: Over::Panel }.apply(&mut out);
            let (first, third) = (quantile(&raw, 0.25).unwrap(), quantile(&raw, 0.75).unwrap());
            prop_assert!(raw.iter().zip(&out).all(|(raw, out)| raw == out || *raw < first || *raw > third));
        }
    }
}

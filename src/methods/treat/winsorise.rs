//! Winsorisation: while a column is skewed and heavy-tailed, its farthest value takes the place of the next one.
//!
//! As long as |skewness| > 2 and excess kurtosis > 3.5 (both bias-corrected), one more point at the long end becomes equal
//! to the nearest one that is not treated, up to `most` points in all.
//!
//! Reference: OECD/JRC Handbook (2008), step 5; W. Becker et al. (2022), COINr: an R package for developing composite
//! indicators, Journal of Open Source Software 7(78), 4567, for the two limits as the JRC uses them. Do not use it where the far values are the finding (shutdowns, deaths), nor to hide
//! errors of the data: mend those.

use crate::methods::normalise::Over;
use crate::statistics::moments::{kurtosis, skewness};
use crate::words::keys::Value;

/// A column within both of these is left as it is.
const MOST_SKEWNESS: f64 = 2.0;
const MOST_KURTOSIS: f64 = 3.5;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Winsorise {
    /// Points that may be treated, at both ends together.
    pub most: usize,
    pub over: Over,
}

impl Winsorise {
    pub(super) fn read(under: Option<Value<'_>>) -> Option<Self> {
        let Some(under) = under else { return Some(Self { most: 5, over: Over::Panel }) };
        under.keys(|keys| {
            let most = keys.need("most", |value| value.whole(1, 1000));
            let over = keys.take("over", super::over).unwrap_or(Over::Panel);
            Some(Self { most: most? as usize, over })
        })
    }

    /// `sorted` is ascending, and stays so.
    pub(super) fn apply(self, sorted: &mut [f64]) {
        let (count, mut low, mut high) = (sorted.len(), 0, 0);
        while low + high < self.most && low + high + 1 < count {
            let (Some(skewness), Some(kurtosis)) = (skewness(sorted), kurtosis(sorted)) else { return };
            if skewness.abs() <= MOST_SKEWNESS || kurtosis <= MOST_KURTOSIS {
                return;
            }
            if skewness > 0.0 {
                high += 1;
                let next = sorted[count - 1 - high];
                sorted[count - high..].fill(next);
            } else {
                low += 1;
                let next = sorted[low];
                sorted[..low].fill(next);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn treated(mut values: Vec<f64>, most: usize) -> Vec<f64> {
        values.sort_by(f64::total_cmp);
        Winsorise { most, over: Over::Panel }.apply(&mut values);
        values
    }

    #[test]
    fn by_hand() {
        let even: Vec<f64> = (1..=20).map(f64::from).collect();
        // one far point is brought to the next, and that is enough
        let with = |far: &[f64]| even.iter().chain(far).copied().collect::<Vec<_>>();
        assert_eq!(treated(with(&[1000.0]), 5), with(&[20.0]));
        assert_eq!(treated(with(&[-1000.0]), 5)[..3], [1.0, 1.0, 2.0]);
        // two of them at different distances take two steps, or as many as are allowed
        assert_eq!(treated(with(&[1000.0, 3000.0]), 5), with(&[20.0, 20.0]));
        assert_eq!(treated(with(&[1000.0, 3000.0]), 1), with(&[1000.0, 1000.0]));
        assert_eq!(treated(even.clone(), 5), even);
        assert_eq!(treated(vec![3.0], 5), [3.0]);
    }

    #[test]
    fn published_cost_of_trade() {
        // JRC, ASEM Sustainable Connectivity (2018), cost to export and import, dollars: of 51 countries 18 have none, and
        // one point is treated, 992 to 595.
        let others = [
            25.0, 25.0, 28.0, 30.0, 35.0, 38.0, 40.0, 45.0, 52.0, 70.0, 77.0, 100.0, 103.0, 105.0, 140.0, 140.0, 147.0,
            147.0, 150.0, 150.0, 161.0, 220.0, 226.7, 244.5, 255.5, 303.2, 320.0, 322.0, 350.0, 350.0, 364.0, 595.0,
            992.0,
        ];
        let raw: Vec<f64> = [0.0; 18].into_iter().chain(others).collect();
        let out = treated(raw.clone(), 6);
        assert_eq!((out[..50] == raw[..50], out[50]), (true, 595.0));
    }

    proptest! {
        #[test]
        fn no_more_points_are_treated_than_may_be(
            values in prop::collection::vec(prop_oneof![-10.0..10.0f64, -1e5..1e5f64], 0..40), most in 0usize..8,
        ) {
            let mut raw = values;
            raw.sort_by(f64::total_cmp);
            let out = treated(raw.clone(), most);
            prop_assert!(raw.iter().zip(&out).filter(|(raw, out)| raw != out).count() <= most);
        }
    }
}

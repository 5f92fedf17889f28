//! Z-score: distance from the mean of the compared cells in standard deviations, put on the scale of scores.
//!
//! score = mean + sd · (x − x̄) / s, s with n − 1, turned round for lower-is-better, held at 0 and 100 so that grades and
//! envelopes keep their meaning; `mean` for all where s is 0.
//!
//! Reference: OECD/JRC Handbook (2008), step 5 (standardisation). Relative: do not use it to compare years unless over
//! the whole panel or a baseline, nor for skewed counts, whose standard deviation is made by a few cells.

use super::{Cells, Method, Over};
use crate::words::keys::Value;
use crate::words::number::plain;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ZScore {
    pub over: Over,
    /// Points that the mean of the cells scores.
    pub mean: f64,
    /// Points of one standard deviation.
    pub sd: f64,
}

impl ZScore {
    pub(super) fn read(under: Option<Value<'_>>) -> Option<Self> {
        let mut method = Self { over: Over::Panel, mean: 50.0, sd: 20.0 };
        if let Some(under) = under {
            let (over, mean, sd) = under.keys(|keys| {
                let over = keys.need("over", Over::read);
                let mean = keys.take("mean", |value| value.number_within(0.0, 100.0));
                let sd = keys.take("sd", |value| value.number_within(0.1, 100.0));
                Some((over?, mean, sd))
            })?;
            method = Self { over, mean: mean.unwrap_or(method.mean), sd: sd.unwrap_or(method.sd) };
        }
        Some(method)
    }
}

impl Method for ZScore {
    fn name(&self) -> &'static str {
        "z-score"
    }

    fn over(&self) -> Option<Over> {
        Some(self.over)
    }

    fn apply(&self, cells: Cells<'_>, out: &mut [f64]) {
        self.over.score(cells, out, |compared| {
            let values = || compared.values.iter().copied();
            let n = compared.values.len() as f64;
            let mean = values().sum::<f64>() / n;
            let squares = values().map(|x| (x - mean) * (x - mean)).sum::<f64>();
            // equal cells have a mean that is a last bit off them, and a deviation made of nothing else
            let equal = values().all(|x| x == compared.values[0]);
            let deviation = if n > 1.0 && !equal { (squares / (n - 1.0)).sqrt() } else { 0.0 };
            move |x| {
                let z = if deviation > 0.0 { (x - mean) / deviation } else { 0.0 };
                (self.mean + self.sd * z).clamp(0.0, 100.0)
            }
        });
    }

    fn wording(&self) -> String {
        let (over, mean, sd) = (self.over.wording(), plain(self.mean), plain(self.sd));
        format!("z-score {over}, mean {mean}, standard deviation {sd}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::scores;
    use super::super::{Direction, Normalise};
    use super::*;

    fn z(mean: f64, sd: f64) -> Normalise {
        Normalise::ZScore(ZScore { over: Over::Year, mean, sd })
    }

    #[test]
    fn by_hand() {
        // mean 3, standard deviation 1 (n − 1)
        assert_eq!(scores(&z(50.0, 20.0), &[2.0, 3.0, 4.0], Direction::Higher), [30.0, 50.0, 70.0]);
        assert_eq!(scores(&z(50.0, 20.0), &[2.0, 3.0, 4.0], Direction::Lower), [70.0, 50.0, 30.0]);
        assert_eq!(scores(&z(50.0, 20.0), &[7.0, 7.0], Direction::Higher), [50.0, 50.0]);
        assert_eq!(scores(&z(50.0, 20.0), &[7.0], Direction::Higher), [50.0]);
        assert_eq!(scores(&z(50.0, 20.0), &[0.1, 0.1, 0.1], Direction::Higher), [50.0; 3]);
    }

    #[test]
    fn over_a_baseline_its_mean_and_deviation_hold_for_every_year() {
        let cells = Cells {
            values: &[2.0, 3.0, 4.0, 4.0, 5.0, 90.0],
            present: &[1.0; 6],
            width: 3,
            direction: Direction::Higher,
            baseline: Some(0),
            reference: None,
        };
        let mut out = [-1.0; 6];
        Normalise::ZScore(ZScore { over: Over::Baseline(2020), mean: 50.0, sd: 20.0 }).apply(cells, &mut out);
        assert_eq!(out, [30.0, 50.0, 70.0, 70.0, 90.0, 100.0]);
    }

    #[test]
    fn published_reference_data_of_nist() {
        // NIST Statistical Reference Datasets, NumAcc1: certified mean 10 000 002, standard deviation 1.
        let out = scores(&z(50.0, 10.0), &[10_000_001.0, 10_000_003.0, 10_000_002.0], Direction::Higher);
        assert_eq!(out, [40.0, 60.0, 50.0]);
    }

    proptest! {
        #[test]
        fn moving_and_stretching_the_unit_changes_nothing(
            values in prop::collection::vec(-1e2..1e2f64, 3..20), shift in -50.0..50.0f64, stretch in 0.5..5.0f64,
        ) {
            let moved: Vec<f64> = values.iter().map(|x| shift + stretch * x).collect();
            let (a, b) = (scores(&z(50.0, 10.0), &values, Direction::Higher),
                          scores(&z(50.0, 10.0), &moved, Direction::Higher));
            prop_assert!(a.iter().zip(&b).all(|(a, b)| (a - b).abs() < 1e-6));
        }
    }
}

//! Z-score: distance from the mean of the compared cells in standard deviations, put on the scale of scores.
//!
//! score = mean + sd · (x − x̄) / s, s with n − 1, turned round for lower-is-better, held at 0 and 100 so that grades and
//! envelopes keep their meaning; `mean` for all where s is 0.
//!
//! Reference: OECD/JRC Handbook (2008), step 5 (standardisation). Relative: do not use it to compare years unless over
//! the whole panel, nor for skewed counts, whose standard deviation is made by a few cells.

use super::{Cells, Direction, Over};
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

    pub(super) fn apply(&self, cells: Cells<'_>, out: &mut [f64]) {
        let sign = if cells.direction == Direction::Higher { 1.0 } else { -1.0 };
        self.over.split(cells, |range| {
            let seen = || range.clone().filter(|&at| cells.present[at] != 0.0);
            let n = seen().count() as f64;
            let Some(first) = seen().next() else { return };
            let mean = seen().map(|at| cells.values[at]).sum::<f64>() / n;
            let squares = seen().map(|at| (cells.values[at] - mean) * (cells.values[at] - mean)).sum::<f64>();
            // equal cells have a mean that is a last bit off them, and a deviation made of nothing else
            let equal = seen().all(|at| cells.values[at] == cells.values[first]);
            let deviation = if n > 1.0 && !equal { (squares / (n - 1.0)).sqrt() } else { 0.0 };
            for at in seen() {
                let z = if deviation > 0.0 { (cells.values[at] - mean) / deviation } else { 0.0 };
                out[at] = (self.mean + sign * self.sd * z).clamp(0.0, 100.0);
            }
        });
    }

    pub(super) fn wording(&self) -> String {
        let over = if self.over == Over::Year { "year" } else { "panel" };
        format!("z-score over the {over}, mean {}, standard deviation {}", plain(self.mean), plain(self.sd))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::scores;
    use super::super::{Normalise, Over};
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

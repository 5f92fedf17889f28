//! CRITIC: a part weighs the more, the more it varies and the less it goes with the others.
//!
//! w_j ∝ σ_j · Σ_k (1 − r_jk), σ the standard deviation of the scores, r Pearson's correlation.
//!
//! Reference: D. Diakoulaki, G. Mavrotas and L. Papayannakis (1995), Determining objective weights in multiple criteria
//! problems: the CRITIC method, Computers & Operations Research 22, 763–770. Do not use it where a promise has set what
//! counts; a part that is mostly noise goes with nothing and gets much weight.

use crate::statistics::correlation::Coefficient;
use crate::statistics::moments::standard_deviation;

/// `None` of fewer than two parts or three rows, or where a part does not vary.
pub(super) fn shares(columns: &[Vec<f64>]) -> Option<Vec<f64>> {
    if columns.len() < 2 {
        return None;
    }
    let known: Vec<Vec<Option<f64>>> =
        columns.iter().map(|column| column.iter().copied().map(Some).collect()).collect();
    let conflict = |at: usize| {
        let others = (0..columns.len()).filter(|other| *other != at);
        others.map(|other| Some(1.0 - Coefficient::Pearson.of(&known[at], &known[other]).value?)).sum::<Option<f64>>()
    };
    let information = |at: usize| Some(standard_deviation(&columns[at])? * conflict(at)?);
    (0..columns.len()).map(information).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn by_hand() {
        // deviations 1 and 2 with a correlation of 1 between them, 0 with the third of deviation 1: the first two keep
        // (0 + 1) of their deviation, the third (1 + 1)
        let root = (3.0f64 / 4.0).sqrt();
        let unit = |signs: [f64; 4]| signs.map(|sign| sign * root).to_vec();
        let (a, c) = (unit([1.0, -1.0, 1.0, -1.0]), unit([1.0, 1.0, -1.0, -1.0]));
        let b = a.iter().map(|x| 2.0 * x).collect();
        let found = shares(&[a, b, c]).unwrap();
        assert!(
            found.iter().zip([1.0, 2.0, 2.0]).all(|(found, expected)| (found - expected).abs() < 1e-9),
            "{found:?}"
        );
    }

    proptest! {
        #[test]
        fn the_order_of_the_parts_changes_nothing(
            rows in prop::collection::vec((0.0..100.0f64, 0.0..100.0f64, 0.0..100.0f64), 4..30),
        ) {
            let column = |of: fn(&(f64, f64, f64)) -> f64| rows.iter().map(of).collect::<Vec<f64>>();
            let (a, b, c) = (column(|row| row.0), column(|row| row.1), column(|row| row.2));
            if let (Some(one), Some(other)) = (shares(&[a.clone(), b.clone(), c.clone()]), shares(&[c, a, b])) {
                let turned = [one[2], one[0], one[1]];
                prop_assert!(turned.iter().zip(&other).all(|(one, other)| (one - other).abs() < 1e-9));
            }
        }
    }
}

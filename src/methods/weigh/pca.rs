//! Principal component: a part weighs as much as it goes with the first component of all parts.
//!
//! w ∝ max(0, loading on the first component of the correlation matrix), the sign of the component fixed so that its
//! loadings add up to no less than 0. A part that runs against the others gets no weight: none is negative.
//!
//! Reference: OECD/JRC Handbook (2008), step 6 (weights based on principal components). Do not use it where a promise has
//! set what counts: what varies together is not what matters, and the weights change with every edition of the data.

use crate::statistics::principal::principal;

/// `None` of fewer than two parts or three complete rows, or where a part does not vary.
pub(super) fn shares(columns: &[Vec<f64>]) -> Option<Vec<f64>> {
    let found = principal(columns)?;
    Some(found.loadings.first()?.iter().map(|loading| loading.max(0.0)).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn by_hand() {
        // two that go together and one that has to do with neither: the third has no loading
        let columns = [vec![1.0, -1.0, 1.0, -1.0], vec![2.0, -2.0, 2.0, -2.0], vec![1.0, 1.0, -1.0, -1.0]];
        let found = shares(&columns).unwrap();
        assert!((found[0] - 1.0).abs() < 1e-9 && (found[1] - 1.0).abs() < 1e-9 && found[2].abs() < 1e-9, "{found:?}");
        // one that runs against two others gets nothing
        let against = [columns[0].clone(), columns[1].clone(), vec![-1.0, 1.0, -1.0, 1.0]];
        assert_eq!(shares(&against).unwrap()[2], 0.0);
    }

    proptest! {
        #[test]
        fn two_parts_weigh_the_same_where_they_go_together(
            rows in prop::collection::vec((0.0..100.0f64, 0.0..100.0f64), 4..30),
        ) {
            let columns = [rows.iter().map(|row| row.0).collect(), rows.iter().map(|row| row.0 + row.1).collect()];
            if let Some(found) = shares(&columns) {
                prop_assert!(found[1] <= 0.0 || (found[0] - found[1]).abs() < 1e-6, "{found:?}");
            }
        }
    }
}

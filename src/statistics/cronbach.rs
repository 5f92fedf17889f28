//! Cronbach's alpha: how far items that are added up measure one thing.
//!
//! α = k / (k − 1) · (1 − Σ var(item) / var(sum)), over the rows in which no item has a gap.
//!
//! Reference: Cronbach (1951), Coefficient alpha and the internal structure of tests; OECD/JRC Handbook (2008), step 4. Do
//! not take a low value for a fault where the items are parts of a promise that nobody said go together, nor a high one
//! for proof of one dimension: it also grows with the number of items.

use super::{moments::standard_deviation, vary};

/// Of columns of the same complete rows; below 0 where the items go against each other. `None` of fewer than two items
/// or three rows, or where the sum does not vary.
pub fn alpha(items: &[Vec<f64>]) -> Option<f64> {
    let rows = items.iter().map(Vec::len).min()?;
    if items.len() < 2 || rows < 3 {
        return None;
    }
    let sums: Vec<f64> = (0..rows).map(|row| items.iter().map(|item| item[row]).sum()).collect();
    if !vary(&sums) {
        return None;
    }
    let variance = |values: &[f64]| standard_deviation(values).map(|deviation| deviation * deviation);
    let parts: f64 = items.iter().filter_map(|item| variance(&item[..rows])).sum();
    let k = items.len() as f64;
    Some(k / (k - 1.0) * (1.0 - parts / variance(&sums)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn by_hand() {
        // variances 1 and 7/3, of the sum 2, 6, 5: 13/3; 2 · (1 − (10/3) / (13/3)) = 6/13
        let items = [vec![1.0, 2.0, 3.0], vec![1.0, 4.0, 2.0]];
        assert!((alpha(&items).unwrap() - 6.0 / 13.0).abs() < 1e-12);
    }

    #[test]
    fn items_that_are_one_have_1_and_too_little_has_none() {
        let item = vec![1.0, 5.0, 2.0, 8.0];
        assert!((alpha(&[item.clone(), item.clone(), item.clone()]).unwrap() - 1.0).abs() < 1e-12);
        assert_eq!(alpha(std::slice::from_ref(&item)), None);
        assert_eq!(alpha(&[vec![1.0, 2.0], vec![2.0, 1.0]]), None);
        assert_eq!(alpha(&[vec![1.0, 2.0, 3.0], vec![3.0, 2.0, 1.0]]), None);
        assert_eq!(alpha(&[]), None);
    }

    proptest! {
        #[test]
        fn never_above_1_and_the_same_on_any_common_scale(
            rows in prop::collection::vec((0.0..9.0f64, 0.0..9.0f64, 0.0..9.0f64), 3..20), scale in 0.1..9.0f64,
        ) {
            let column = |pick: fn(&(f64, f64, f64)) -> f64| rows.iter().map(pick).collect::<Vec<_>>();
            let items = [column(|row| row.0), column(|row| row.1), column(|row| row.2)];
            let scaled = items.clone().map(|item| item.iter().map(|value| 7.0 + scale * value).collect());
            if let (Some(found), Some(again)) = (alpha(&items), alpha(&scaled)) {
                prop_assert!(found <= 1.0 + 1e-12);
                prop_assert!((found - again).abs() < 1e-6 * (1.0 + found.abs()));
            }
        }
    }
}

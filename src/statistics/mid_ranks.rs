//! Mid-ranks: 1 for the smallest value; equal values share the mean of the ranks that they take up together.

/// One rank per value, in the values' order.
pub fn mid_ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut from = 0;
    for run in order.chunk_by(|&a, &b| values[a] == values[b]) {
        let rank = from as f64 + (run.len() + 1) as f64 / 2.0;
        run.iter().for_each(|&at| ranks[at] = rank);
        from += run.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn by_hand() {
        assert_eq!(mid_ranks(&[10.0, 30.0, 10.0, 20.0]), [1.5, 4.0, 1.5, 3.0]);
        assert_eq!(mid_ranks(&[0.0, -0.0, 5.0]), [1.5, 1.5, 3.0]);
        assert!(mid_ranks(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn ties_leave_the_sum_of_all_ranks_as_it_is(values in prop::collection::vec(0..5u8, 0..30)) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            let n = values.len() as f64;
            prop_assert_eq!(mid_ranks(&values).iter().sum::<f64>(), n * (n + 1.0) / 2.0);
        }
    }
}

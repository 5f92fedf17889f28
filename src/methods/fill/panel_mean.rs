//! Panel mean: a gap takes the mean of all that was observed, of all countries and years.
//!
//! Reference: OECD/JRC Handbook (2008), step 3 (unconditional mean imputation). It draws everyone with gaps to the middle
//! and makes the spread too small: prefer a group's mean, or leave the gap.

use super::{Recipe, Series};

pub(super) fn recipes(series: Series<'_>) -> Vec<(usize, Recipe)> {
    let known: Vec<usize> = series.known().collect();
    if known.is_empty() {
        return Vec::new();
    }
    series.gaps().map(|cell| (cell, Recipe::mean(&known))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Imputation;
    use super::super::fixture::filled;

    #[test]
    fn by_hand() {
        let out = filled(&Imputation::PanelMean, &[Some(1.0), None, Some(3.0), Some(8.0)], 2, &[None, None]);
        assert_eq!(out[1], Some(4.0));
        assert_eq!(filled(&Imputation::PanelMean, &[None, None], 2, &[None, None]), [None, None]);
    }

    proptest! {
        #[test]
        fn the_mean_stays_what_it_was(values in prop::collection::vec(-1e3..1e3f64, 1..20)) {
            let cells: Vec<Option<f64>> = values.iter().copied().map(Some).chain([None, None]).collect();
            let out = filled(&Imputation::PanelMean, &cells, cells.len(), &vec![None; cells.len()]);
            let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
            let all: Vec<f64> = out.into_iter().flatten().collect();
            prop_assert!((mean(&all) - mean(&values)).abs() < 1e-9);
        }
    }
}

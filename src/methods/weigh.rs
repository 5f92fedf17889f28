//! Weighing: where the weights of a node's parts come from. `benefit-of-the-doubt` weighs each country by itself and is
//! therefore an aggregation.
//!
//! To add a method: one new file, then its variant here, with an arm in each function.

pub mod critic;
pub mod entropy;
pub mod pca;

use crate::words::keys::Value;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weigh {
    /// As the rubric writes them.
    #[default]
    Given,
    Equal,
    Pca,
    Entropy,
    Critic,
}

impl Weigh {
    pub const NAMES: [&'static str; 5] = ["given", "equal", "pca", "entropy", "critic"];
    const ALL: [Self; 5] = [Self::Given, Self::Equal, Self::Pca, Self::Entropy, Self::Critic];

    /// Reads `weigh = { principle = "equal" }` of an instrument, one level of it.
    pub fn read(value: Value<'_>) -> Option<Self> {
        value.word(&std::array::from_fn::<_, 5, _>(|at| (Self::NAMES[at], Self::ALL[at])))
    }

    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// Whether the figures decide, and not the rubric.
    pub fn is_from_data(self) -> bool {
        !matches!(self, Self::Given | Self::Equal)
    }

    /// Weights from the scores of the parts, 0 to 100, part by part, one row per country and year; on average 1. `None`
    /// where the scores do not say, or the rubric's own stay.
    pub fn derive(self, parts: &[Vec<Option<f64>>]) -> Option<Vec<f64>> {
        let complete = |row: &usize| parts.iter().all(|part| part[*row].is_some());
        let rows: Vec<usize> = (0..parts.first()?.len()).filter(complete).collect();
        let columns: Vec<Vec<f64>> =
            parts.iter().map(|part| rows.iter().filter_map(|row| part[*row]).collect()).collect();
        let shares = match self {
            Self::Given => None,
            Self::Equal => Some(vec![1.0; parts.len()]),
            Self::Pca => pca::shares(&columns),
            Self::Entropy => entropy::shares(&columns),
            Self::Critic => critic::shares(&columns),
        }?;
        let whole: f64 = shares.iter().sum();
        (whole > 0.0).then(|| shares.iter().map(|share| share / whole * parts.len() as f64).collect())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn weights_are_not_negative_and_one_on_average(
            rows in prop::collection::vec((0.0..100.0f64, 0.0..100.0f64, prop::option::of(0.0..100.0f64)), 0..40),
        ) {
            let parts: Vec<Vec<Option<f64>>> = vec![
                rows.iter().map(|row| Some(row.0)).collect(),
                rows.iter().map(|row| Some(row.1)).collect(),
                rows.iter().map(|row| row.2).collect(),
            ];
            for method in Weigh::ALL {
                if let Some(weights) = method.derive(&parts) {
                    prop_assert!(weights.iter().all(|weight| *weight >= 0.0));
                    prop_assert!((weights.iter().sum::<f64>() - 3.0).abs() < 1e-9, "{method:?} {weights:?}");
                }
            }
        }
    }

    #[test]
    fn what_does_not_vary_has_no_weights_of_its_own() {
        let flat = vec![vec![Some(50.0); 9], vec![Some(20.0); 9]];
        assert_eq!(Weigh::ALL.map(|method| method.derive(&flat).is_some()), [false, true, false, false, false]);
        assert_eq!(Weigh::Pca.derive(&[]), None);
    }
}

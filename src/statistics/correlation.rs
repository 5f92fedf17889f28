//! Correlation of two columns over the rows in which both have a value (pairwise complete).
//!
//! Fewer than three such rows, or a column that does not vary over them, have no correlation.
//!
//! Reference: OECD/JRC Handbook (2008), step 4. Do not read cause into it, nor compare coefficients over different rows
//! without looking at how many these are.

mod kendall;
mod pearson;
mod spearman;

use super::vary;

/// Fewer rows have no correlation.
const FEWEST: usize = 3;

/// Which coefficient.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Coefficient {
    #[default]
    Pearson,
    Spearman,
    Kendall,
}

/// A coefficient and the rows that it rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Correlation {
    pub n: usize,
    /// From −1 to 1.
    pub value: Option<f64>,
}

impl Coefficient {
    pub const ALL: [(&'static str, Self); 3] =
        [("pearson", Self::Pearson), ("spearman", Self::Spearman), ("kendall", Self::Kendall)];

    pub fn word(self) -> &'static str {
        match self {
            Self::Pearson => "pearson",
            Self::Spearman => "spearman",
            Self::Kendall => "kendall",
        }
    }

    /// Of two columns of the same rows.
    pub fn of(self, a: &[Option<f64>], b: &[Option<f64>]) -> Correlation {
        let (a, b): (Vec<f64>, Vec<f64>) = a.iter().zip(b).filter_map(|(a, b)| a.zip(*b)).unzip();
        let known = a.len() >= FEWEST && vary(&a) && vary(&b);
        Correlation { n: a.len(), value: known.then(|| self.apply(&a, &b)) }
    }

    fn apply(self, a: &[f64], b: &[f64]) -> f64 {
        match self {
            Self::Pearson => pearson::of(a, b),
            Self::Spearman => spearman::of(a, b),
            Self::Kendall => kendall::of(a, b),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rows_with_a_gap_do_not_count() {
        let a = [Some(1.0), Some(2.0), None, Some(3.0), Some(9.0)];
        let b = [Some(2.0), Some(4.0), Some(5.0), Some(6.0), None];
        for (_, coefficient) in Coefficient::ALL {
            let found = coefficient.of(&a, &b);
            assert_eq!(found.n, 3);
            assert!((found.value.unwrap() - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn two_rows_or_a_column_that_does_not_vary_have_none() {
        let none = Correlation { n: 2, value: None };
        assert_eq!(Coefficient::Pearson.of(&[Some(1.0), Some(2.0)], &[Some(1.0), Some(3.0)]), none);
        let (flat, rising) = ([Some(0.1 + 0.2), Some(0.3), Some(0.3)], [Some(1.0), Some(2.0), Some(3.0)]);
        assert_eq!(Coefficient::Kendall.of(&flat, &rising).value, None);
    }

    proptest! {
        #[test]
        fn it_is_symmetric_within_one_and_turns_with_its_sign(
            pairs in prop::collection::vec((-9.0..9.0f64, -3..4i8), 3..40),
        ) {
            let (a, b): (Vec<_>, Vec<_>) = pairs.iter().map(|(a, b)| (Some(*a), Some(f64::from(*b)))).unzip();
            let turned: Vec<_> = b.iter().map(|value| value.map(|value| -value)).collect();
            for (_, coefficient) in Coefficient::ALL {
                let Some(value) = coefficient.of(&a, &b).value else { continue };
                prop_assert!((-1.0..=1.0).contains(&value));
                prop_assert!((coefficient.of(&b, &a).value.unwrap() - value).abs() < 1e-12);
                prop_assert!((coefficient.of(&a, &turned).value.unwrap() + value).abs() < 1e-12);
            }
        }
    }
}

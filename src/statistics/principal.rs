//! Principal components of a correlation matrix: how many things several columns measure, and which go together.
//!
//! An eigenvalue is the variance of a component, in columns of variance 1; a loading is the correlation of a column with a
//! component: eigenvector · √eigenvalue. Signs are fixed so that the loadings of a component add up to no less than 0.
//! The effective number of dimensions is exp(−Σ p ln p) over the eigenvalues' shares p, the exponential of their entropy:
//! 1 where all columns are one, as many as the columns where none has to do with another.
//!
//! Reference: OECD/JRC Handbook (2008), step 4; Roy and Vetterli (2007), The effective rank. Do not take weights from it
//! where a promise has set what counts: variance is not importance.

use super::correlation::Coefficient;
use super::symmetric::eigen;
use super::vary;

/// Components in the order of their variance.
#[derive(Clone, Debug, PartialEq)]
pub struct Principal {
    /// Descending; they add up to the number of columns.
    pub eigenvalues: Vec<f64>,
    /// By component, then column.
    pub loadings: Vec<Vec<f64>>,
}

/// A sum of loadings nearer to 0 says nothing of their sign.
const NO_SIGN: f64 = 1e-9;

/// Of columns of the same complete rows, each of which varies; `None` of fewer than two columns or three rows.
pub fn principal(columns: &[Vec<f64>]) -> Option<Principal> {
    if columns.len() < 2 || columns.iter().any(|column| column.len() < 3 || !vary(column)) {
        return None;
    }
    let given: Vec<Vec<Option<f64>>> =
        columns.iter().map(|column| column.iter().map(|value| Some(*value)).collect()).collect();
    let correlation = |i: usize, j: usize| {
        if i == j { Some(1.0) } else { Coefficient::Pearson.of(&given[i], &given[j]).value }
    };
    let row = |i: usize| (0..columns.len()).map(|j| correlation(i, j)).collect::<Option<Vec<f64>>>();
    let matrix: Vec<Vec<f64>> = (0..columns.len()).map(row).collect::<Option<_>>()?;
    let found = eigen(&matrix);
    // a last bit below 0 is 0
    let eigenvalues: Vec<f64> = found.values.iter().map(|value| value.max(0.0)).collect();
    let loadings = found.vectors.iter().zip(&eigenvalues).map(|(vector, value)| {
        let sum: f64 = vector.iter().sum();
        let first = vector.iter().find(|part| part.abs() > NO_SIGN).copied().unwrap_or(1.0);
        let sign = if sum.abs() > NO_SIGN { sum.signum() } else { first.signum() };
        vector.iter().map(|part| sign * part * value.sqrt()).collect()
    });
    Some(Principal { loadings: loadings.collect(), eigenvalues })
}

impl Principal {
    /// The share of all variance that a component has.
    pub fn share(&self, component: usize) -> f64 {
        self.eigenvalues[component] / self.eigenvalues.iter().sum::<f64>()
    }

    /// The exponential of the entropy of the eigenvalues' shares.
    pub fn effective(&self) -> f64 {
        let shares = (0..self.eigenvalues.len()).map(|component| self.share(component));
        libm::exp(-shares.filter(|share| *share > 0.0).map(|share| share * libm::log(share)).sum::<f64>())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn by_hand() {
        // two columns with r have 1 + r and 1 − r
        let (found, r) = (principal(&[vec![1.0, 2.0, 3.0, 4.0], vec![3.0, 1.0, 2.0, 4.0]]).unwrap(), 0.4_f64);
        assert!((found.eigenvalues[0] - (1.0 + r)).abs() < 1e-12 && (found.eigenvalues[1] - (1.0 - r)).abs() < 1e-12);
        assert!((found.share(0) - 0.7).abs() < 1e-12);
        for loading in &found.loadings[0] {
            assert!((loading - (0.5 * (1.0 + r)).sqrt()).abs() < 1e-12);
        }
        let entropy = -(0.7 * libm::log(0.7) + 0.3 * libm::log(0.3));
        assert!((found.effective() - libm::exp(entropy)).abs() < 1e-12);
    }

    #[test]
    fn columns_that_are_one_have_one_dimension_and_independent_ones_have_as_many_as_they_are() {
        let column = vec![1.0, 5.0, 2.0, 7.0];
        let one = principal(&[column.clone(), column.clone(), column]).unwrap();
        assert!((one.effective() - 1.0).abs() < 1e-9 && (one.eigenvalues[0] - 3.0).abs() < 1e-12);
        let apart = principal(&[vec![-1.0, -1.0, 1.0, 1.0], vec![-1.0, 1.0, -1.0, 1.0]]).unwrap();
        assert!((apart.effective() - 2.0).abs() < 1e-12);
    }

    #[test]
    fn one_column_two_rows_or_one_that_does_not_vary_have_none() {
        assert_eq!(principal(&[vec![1.0, 2.0, 3.0]]), None);
        assert_eq!(principal(&[vec![1.0, 2.0], vec![2.0, 1.0]]), None);
        assert_eq!(principal(&[vec![1.0, 2.0, 3.0], vec![4.0; 3]]), None);
    }

    proptest! {
        #[test]
        fn loadings_hold_all_variance_of_every_column(
            rows in prop::collection::vec((0.0..9.0f64, 0.0..9.0f64, 0.0..9.0f64), 4..20),
        ) {
            let column = |pick: fn(&(f64, f64, f64)) -> f64| rows.iter().map(pick).collect::<Vec<_>>();
            let columns = [column(|row| row.0), column(|row| row.1), column(|row| row.2)];
            let Some(found) = principal(&columns) else { return Ok(()) };
            for at in 0..3 {
                let own: f64 = found.loadings.iter().map(|component| component[at] * component[at]).sum();
                prop_assert!((own - 1.0).abs() < 1e-9);
            }
            prop_assert!((found.eigenvalues.iter().sum::<f64>() - 3.0).abs() < 1e-9);
            prop_assert!(found.loadings.iter().all(|component| component.iter().sum::<f64>() >= -1e-9));
            prop_assert!((1.0 - 1e-9..=3.0 + 1e-9).contains(&found.effective()));
        }
    }
}

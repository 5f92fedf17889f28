//! A column described: how many values, where they lie, and how they are shaped.

use super::moments::{kurtosis, mean, skewness, standard_deviation};
use super::quantile::quantile;

/// In the unit of the values; what takes more values than there are is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Description {
    pub n: usize,
    /// How many different values.
    pub distinct: usize,
    pub minimum: Option<f64>,
    pub lower_quartile: Option<f64>,
    pub median: Option<f64>,
    pub mean: Option<f64>,
    pub upper_quartile: Option<f64>,
    pub maximum: Option<f64>,
    /// With n − 1 below it.
    pub deviation: Option<f64>,
    /// Bias-corrected.
    pub skewness: Option<f64>,
    /// Bias-corrected, in excess of the normal distribution's.
    pub kurtosis: Option<f64>,
}

impl Description {
    pub fn of(values: &[f64]) -> Self {
        let mut ascending = values.to_vec();
        ascending.sort_by(f64::total_cmp);
        let at = |share| quantile(&ascending, share);
        Self {
            n: values.len(),
            distinct: ascending.chunk_by(|a, b| a == b).count(),
            minimum: at(0.0),
            lower_quartile: at(0.25),
            median: at(0.5),
            mean: mean(values),
            upper_quartile: at(0.75),
            maximum: at(1.0),
            deviation: standard_deviation(values),
            skewness: skewness(values),
            kurtosis: kurtosis(values),
        }
    }

    /// Whether the Handbook would treat outliers here: |skewness| above 2 and excess kurtosis above 3.5.
    pub fn has_outliers(&self) -> bool {
        self.is_skewed() && self.kurtosis.is_some_and(|kurtosis| kurtosis > 3.5)
    }

    /// |skewness| above 2.
    pub fn is_skewed(&self) -> bool {
        self.skewness.is_some_and(|skewness| skewness.abs() > 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let found = Description::of(&[3.0, 1.0, 1.0, 7.0]);
        let places =
            [found.minimum, found.lower_quartile, found.median, found.mean, found.upper_quartile, found.maximum];
        assert_eq!((found.n, found.distinct), (4, 3));
        assert_eq!(places.map(Option::unwrap), [1.0, 1.0, 2.0, 3.0, 4.0, 7.0]);
        assert_eq!(found.deviation, Some(8f64.sqrt()));
        assert_eq!(Description::of(&[]), Description::default());
    }

    #[test]
    fn one_far_value_among_many_is_an_outlier_and_half_of_them_are_not() {
        let mut values = vec![0.0; 19];
        values.push(1.0);
        assert!(Description::of(&values).has_outliers());
        values.extend([1.0; 18]);
        assert!(!Description::of(&values).is_skewed());
    }
}

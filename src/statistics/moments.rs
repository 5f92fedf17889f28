//! Moments of a column: mean, standard deviation, skewness and excess kurtosis.
//!
//! The standard deviation has n − 1 below it. Skewness and kurtosis are the bias-corrected ones, which spreadsheets call
//! SKEW and KURT:
//!
//! G₁ = n / ((n−1)(n−2)) · Σ z³,  G₂ = n(n+1) / ((n−1)(n−2)(n−3)) · Σ z⁴ − 3(n−1)² / ((n−2)(n−3)),  z = (x − mean) / sd.
//!
//! Reference: Joanes and Gill (1998), Comparing measures of sample skewness and kurtosis; OECD/JRC Handbook (2008), step 4,
//! calls a column with |G₁| > 2 and G₂ > 3.5 one with outliers. Do not read them off a handful of values: their own
//! errors are then larger than any threshold.

use super::vary;

/// `None` of no values.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// `None` of fewer than two values.
pub fn standard_deviation(values: &[f64]) -> Option<f64> {
    if values.len() < 2 {
        return None;
    }
    let mean = mean(values)?;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    Some((squares / (values.len() - 1) as f64).sqrt())
}

/// `None` of fewer than three values, or where they do not vary.
pub fn skewness(values: &[f64]) -> Option<f64> {
    let n = values.len() as f64;
    let cubes = standardised(values, 3)?.map(|z| z * z * z).sum::<f64>();
    Some(n / ((n - 1.0) * (n - 2.0)) * cubes)
}

/// In excess of the normal distribution's; `None` of fewer than four values, or where they do not vary.
pub fn kurtosis(values: &[f64]) -> Option<f64> {
    let n = values.len() as f64;
    let fourths = standardised(values, 4)?.map(|z| z * z * z * z).sum::<f64>();
    let spread = n * (n + 1.0) / ((n - 1.0) * (n - 2.0) * (n - 3.0)) * fourths;
    Some(spread - 3.0 * (n - 1.0) * (n - 1.0) / ((n - 2.0) * (n - 3.0)))
}

fn standardised(values: &[f64], least: usize) -> Option<impl Iterator<Item = f64> + '_> {
    if values.len() < least || !vary(values) {
        return None;
    }
    let (mean, deviation) = (mean(values)?, standard_deviation(values)?);
    Some(values.iter().map(move |value| (value - mean) / deviation))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn near(found: Option<f64>, expected: f64, tolerance: f64) {
        assert!(found.is_some_and(|found| (found - expected).abs() <= tolerance), "{found:?}, not {expected}");
    }

    #[test]
    fn by_hand() {
        near(mean(&[1.0, 2.0, 6.0]), 3.0, 0.0);
        near(standard_deviation(&[1.0, 2.0, 6.0]), 7f64.sqrt(), 1e-15);
        // z³ of −2, −1, 3 over 7^1.5: 18 / 18.520; 3 / 2 of it
        near(skewness(&[1.0, 2.0, 6.0]), 1.5 * 18.0 / (7.0 * 7f64.sqrt()), 1e-12);
        // 0, 0, 0, 1: mean 0.25, sd 0.5
        near(skewness(&[0.0, 0.0, 0.0, 1.0]), 2.0, 1e-12);
        near(kurtosis(&[0.0, 0.0, 0.0, 1.0]), 4.0, 1e-12);
    }

    #[test]
    fn published_nist_numacc() {
        // NIST StRD, univariate, NumAcc1 (exact) and NumAcc3: 1000000.2, then 500 pairs of 1000000.1 and 1000000.3
        let first = [10_000_001.0, 10_000_003.0, 10_000_002.0];
        near(mean(&first), 10_000_002.0, 0.0);
        near(standard_deviation(&first), 1.0, 0.0);
        let third: Vec<f64> =
            std::iter::once(1_000_000.2).chain((0..1000).map(|n| 1_000_000.1 + f64::from(n % 2) * 0.2)).collect();
        near(mean(&third), 1_000_000.2, 1e-8);
        near(standard_deviation(&third), 0.1, 1e-9);
    }

    #[test]
    fn published_spreadsheet_example() {
        // the example that Microsoft's pages of SKEW and KURT share
        let values = [3.0, 4.0, 5.0, 2.0, 3.0, 4.0, 5.0, 6.0, 4.0, 7.0];
        near(skewness(&values), 0.359_543_071, 1e-9);
        near(kurtosis(&values), -0.151_799_637, 1e-9);
    }

    #[test]
    fn too_few_values_or_no_variation_have_none() {
        assert_eq!((mean(&[]), standard_deviation(&[1.0])), (None, None));
        assert_eq!((skewness(&[1.0, 2.0]), kurtosis(&[1.0, 2.0, 4.0])), (None, None));
        assert_eq!((skewness(&[0.1; 9]), kurtosis(&[0.1; 9])), (None, None));
        assert_eq!(standard_deviation(&[4.0; 5]), Some(0.0));
    }

    proptest! {
        #[test]
        fn shift_and_scale_change_neither_skewness_nor_kurtosis(
            values in prop::collection::vec(-50.0..50.0f64, 4..30), shift in -10.0..10.0f64, scale in 0.1..10.0f64,
        ) {
            prop_assume!(standard_deviation(&values).unwrap() > 0.1);
            let moved: Vec<f64> = values.iter().map(|value| shift + scale * value).collect();
            let mirrored: Vec<f64> = values.iter().map(|value| -value).collect();
            near(skewness(&moved), skewness(&values).unwrap(), 1e-6);
            near(kurtosis(&moved), kurtosis(&values).unwrap(), 1e-6);
            near(skewness(&mirrored), -skewness(&values).unwrap(), 1e-9);
        }
    }
}

//! The shape of a column: bias-corrected skewness and excess kurtosis.
//!
//! G₁ = n / ((n − 1)(n − 2)) · Σ z³ and
//! G₂ = n (n + 1) / ((n − 1)(n − 2)(n − 3)) · Σ z⁴ − 3 (n − 1)² / ((n − 2)(n − 3)), z with the standard deviation of n − 1.
//!
//! Reference: D. N. Joanes and C. A. Gill (1998), Comparing measures of sample skewness and kurtosis, The Statistician 47,
//! 183–189 (G₁ and G₂; the SKEW and KURT of spreadsheets).

/// 0 of fewer than three values, or of equal ones.
pub fn skewness(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    if n < 3.0 { 0.0 } else { n / ((n - 1.0) * (n - 2.0)) * sum(values, |z| z * z * z) }
}

/// 0 of fewer than four values, or of equal ones.
pub fn excess_kurtosis(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    if n < 4.0 || values.iter().all(|value| *value == values[0]) {
        return 0.0;
    }
    let (a, b) = ((n - 1.0) * (n - 2.0) * (n - 3.0), (n - 2.0) * (n - 3.0));
    n * (n + 1.0) / a * sum(values, |z| z * z * z * z) - 3.0 * (n - 1.0) * (n - 1.0) / b
}

/// Σ f(z).
fn sum(values: &[f64], of: impl Fn(f64) -> f64) -> f64 {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let deviation = (values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0)).sqrt();
    if deviation > 0.0 { values.iter().map(|x| of((x - mean) / deviation)).sum() } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        // 1, 2, 6: mean 3, s² = 7; Σ z³ = (−8 − 1 + 27) / 7^1.5; times 3/2
        assert!((skewness(&[1.0, 2.0, 6.0]) - 1.5 * 18.0 / (7.0 * 7f64.sqrt())).abs() < 1e-12);
        assert_eq!((skewness(&[1.0, 2.0]), skewness(&[4.0; 5]), excess_kurtosis(&[4.0; 5])), (0.0, 0.0, 0.0));
        // 1 to 5 spread evenly: −1.2
        assert!((excess_kurtosis(&[1.0, 2.0, 3.0, 4.0, 5.0]) + 1.2).abs() < 1e-12);
    }
}

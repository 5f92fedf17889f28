//! Pearson's product-moment correlation: how near two columns lie to one straight line.
//!
//! r = Σ (a − ā)(b − b̄) / √(Σ (a − ā)² · Σ (b − b̄)²).
//!
//! Reference: OECD/JRC Handbook (2008), step 4. Do not use it where a few far values decide: Spearman's sees order alone.

/// Both columns vary, and are as long.
pub(super) fn of(a: &[f64], b: &[f64]) -> f64 {
    let n = a.len() as f64;
    let (mean_a, mean_b) = (a.iter().sum::<f64>() / n, b.iter().sum::<f64>() / n);
    let (mut both, mut of_a, mut of_b) = (0.0, 0.0, 0.0);
    for (a, b) in a.iter().zip(b) {
        let (a, b) = (a - mean_a, b - mean_b);
        both += a * b;
        of_a += a * a;
        of_b += b * b;
    }
    // roots one by one: the product of two small sums could vanish
    (both / (of_a.sqrt() * of_b.sqrt())).clamp(-1.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        // deviations −1, 0, 1 and −4/3, 5/3, −1/3
        assert!((of(&[1.0, 2.0, 3.0], &[1.0, 4.0, 2.0]) - 1.0 / (2.0 * 14.0 / 3.0_f64).sqrt()).abs() < 1e-15);
    }

    #[test]
    fn published_anscombe() {
        // Anscombe (1973), Graphs in statistical analysis, first data set: 0.816
        let x = [10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0];
        let y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
        assert!((of(&x, &y) - 0.816_420_516).abs() < 1e-8);
    }
}

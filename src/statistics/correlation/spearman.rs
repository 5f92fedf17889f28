//! Spearman's rank correlation: how near two columns come to rising together, by whatever curve.
//!
//! ρ is Pearson's correlation of the mid-ranks, which stays right with ties.
//!
//! Reference: Spearman (1904); OECD/JRC Handbook (2008), step 4.

use super::pearson;
use crate::statistics::mid_ranks::mid_ranks;

/// Both columns vary, and are as long.
pub(super) fn of(a: &[f64], b: &[f64]) -> f64 {
    pearson::of(&mid_ranks(a), &mid_ranks(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        // without ties 1 − 6 Σd² / (n(n² − 1)), d = 0, 1, −1, 0
        assert!((of(&[1.0, 2.0, 3.0, 40.0], &[1.0, 9.0, 4.0, 16.0]) - 0.8).abs() < 1e-12);
        // with ties: ranks 1.5, 1.5, 3 against 1, 2, 3
        assert!((of(&[5.0, 5.0, 6.0], &[1.0, 2.0, 3.0]) - 1.5 / (1.5_f64 * 2.0).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn rising_together_is_one_by_whatever_curve() {
        let a: Vec<f64> = (1..9).map(f64::from).collect();
        let b: Vec<f64> = a.iter().map(|a| a * a * a).collect();
        assert!((of(&a, &b) - 1.0).abs() < 1e-15);
    }
}

//! Kendall's tau-b: of the pairs of rows, how many more are in the same order in both columns than in the opposite one.
//!
//! τ_b = (C − D) / √((N − T_a)(N − T_b)), C and D the concordant and discordant pairs, N all of them, T those tied in a
//! column.
//!
//! Reference: Kendall (1945), The treatment of ties in ranking problems. Its values lie nearer to 0 than Spearman's; do
//! not hold one against the other.

use std::cmp::Ordering;

/// Both columns vary, and are as long.
pub(super) fn of(a: &[f64], b: &[f64]) -> f64 {
    let (mut score, mut untied_a, mut untied_b) = (0_i64, 0_u64, 0_u64);
    for (n, (a_n, b_n)) in a.iter().zip(b).enumerate() {
        for (a_m, b_m) in a[..n].iter().zip(b) {
            let (of_a, of_b) = (order(*a_n, *a_m), order(*b_n, *b_m));
            score += of_a * of_b;
            untied_a += of_a.unsigned_abs();
            untied_b += of_b.unsigned_abs();
        }
    }
    (score as f64 / ((untied_a as f64).sqrt() * (untied_b as f64).sqrt())).clamp(-1.0, 1.0)
}

fn order(a: f64, b: f64) -> i64 {
    match a.partial_cmp(&b) {
        Some(Ordering::Less) => -1,
        Some(Ordering::Greater) => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        // pairs: 12 tied in a; 13, 23, 14, 24 alike; 34 opposite: (4 − 1) / √(5 · 6)
        let tau = of(&[1.0, 1.0, 2.0, 3.0], &[1.0, 2.0, 4.0, 3.0]);
        assert!((tau - 3.0 / 30f64.sqrt()).abs() < 1e-15);
    }

    #[test]
    fn published_canned_tuna() {
        // Hollander and Wolfe (1973), p. 185 f.: lightness and panel score of nine lots of tuna, 26 of 36 pairs alike
        let lightness = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1];
        let panel = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8];
        assert!((of(&lightness, &panel) - 16.0 / 36.0).abs() < 1e-15);
    }
}

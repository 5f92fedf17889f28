//! Entropy: a part weighs the more, the more unevenly its score is shared out among the countries.
//!
//! pᵢ = xᵢ / Σ x, e = −Σ pᵢ ln pᵢ / ln n, w ∝ 1 − e.
//!
//! Reference: C. E. Shannon (1948), A mathematical theory of communication; C. L. Hwang and K. Yoon (1981), Multiple
//! Attribute Decision Making, ch. 2. It has nothing to do with importance: a clause that all keep alike gets no weight. Do
//! not use it where a promise has set what counts.

/// A weight below this is what rounding leaves of none.
const NOTHING: f64 = 1e-12;

/// `None` of fewer than two rows, or where a part has no score above 0, or all are shared out evenly.
pub(super) fn shares(columns: &[Vec<f64>]) -> Option<Vec<f64>> {
    let rows = columns.first()?.len();
    if rows < 2 {
        return None;
    }
    let spread = |column: &Vec<f64>| {
        let whole: f64 = column.iter().sum();
        let shares = column.iter().map(|x| x / whole).filter(|share| *share > 0.0);
        let entropy = -shares.map(|share| share * libm::log(share)).sum::<f64>() / libm::log(rows as f64);
        (whole > 0.0).then_some(1.0 - entropy).map(|own| if own < NOTHING { 0.0 } else { own })
    };
    columns.iter().map(spread).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn by_hand() {
        // all with one of two countries: entropy 0; shared evenly: entropy 1; three quarters and one: 0.811278 bits
        let found = shares(&[vec![80.0, 0.0], vec![50.0, 50.0], vec![75.0, 25.0]]).unwrap();
        let expected = [1.0, 0.0, 1.0 - 0.811_278_124_459_132_9];
        assert!(found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-12), "{found:?}");
        assert_eq!(shares(&[vec![0.0, 0.0], vec![1.0, 2.0]]), None);
    }

    proptest! {
        #[test]
        fn the_unit_of_a_part_changes_nothing(column in prop::collection::vec(0.1..100.0f64, 2..30), by in 0.1..1.0f64) {
            let scaled = column.iter().map(|x| x * by).collect();
            let found = shares(&[column, scaled]).unwrap();
            prop_assert!((found[0] - found[1]).abs() < 1e-9);
        }
    }
}

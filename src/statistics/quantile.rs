//! Quantiles of type 7: a straight line between the two order statistics beside (n − 1) · share.
//!
//! Reference: Hyndman and Fan (1996), Sample quantiles in statistical packages; the default of R, NumPy and spreadsheets.

/// The quantile of ascending values at a share from 0 to 1; `None` of no values.
pub fn quantile(ascending: &[f64], share: f64) -> Option<f64> {
    let last = ascending.len().checked_sub(1)?;
    let place = share.clamp(0.0, 1.0) * last as f64;
    let below = place.floor() as usize;
    let (low, high) = (ascending.get(below)?, ascending.get((below + 1).min(last))?);
    Some(low + (place - below as f64) * (high - low))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn by_hand() {
        let values = [1.0, 2.0, 3.0, 4.0];
        let quartiles = [0.0, 0.25, 0.5, 0.75, 1.0].map(|share| quantile(&values, share).unwrap());
        assert_eq!(quartiles, [1.0, 1.75, 2.5, 3.25, 4.0]);
        assert_eq!((quantile(&[7.0], 0.3), quantile(&[], 0.5)), (Some(7.0), None));
    }

    proptest! {
        #[test]
        fn rises_with_its_share_and_keeps_between_the_ends(
            mut values in prop::collection::vec(-9.0..9.0f64, 1..20), a in 0.0..1.0f64, b in 0.0..1.0f64,
        ) {
            values.sort_by(f64::total_cmp);
            let (low, high) = (quantile(&values, a.min(b)).unwrap(), quantile(&values, a.max(b)).unwrap());
            prop_assert!(values[0] <= low && low <= high + 1e-12 && high <= values[values.len() - 1] + 1e-12);
        }
    }
}

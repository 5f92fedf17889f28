//! Statistics of columns of numbers: plain arithmetic that knows neither countries nor files.

pub mod correlation;
pub mod cronbach;
pub mod description;
pub mod mid_ranks;
pub mod moments;
pub mod principal;
pub mod quantile;
pub mod symmetric;

/// Values that differ by no more than this share of the largest are one value: sums of equal parts may differ in the
/// last bits.
const SAME: f64 = 1e-12;

/// Whether the values are not all the same.
pub(crate) fn vary(values: &[f64]) -> bool {
    let (low, high) =
        values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(*v), high.max(*v)));
    high - low > SAME * low.abs().max(high.abs())
}

/// The rows of several columns in which none has a gap, column by column.
pub fn complete(columns: &[Vec<Option<f64>>]) -> Vec<Vec<f64>> {
    let height = columns.iter().map(Vec::len).min().unwrap_or(0);
    let rows: Vec<usize> = (0..height).filter(|&row| columns.iter().all(|column| column[row].is_some())).collect();
    columns.iter().map(|column| rows.iter().filter_map(|&row| column[row]).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_with_a_gap_is_left_out_of_every_column() {
        let columns = [vec![Some(1.0), None, Some(3.0)], vec![Some(4.0), Some(5.0), Some(6.0)]];
        assert_eq!(complete(&columns), [[1.0, 3.0], [4.0, 6.0]]);
        assert_eq!(complete(&[]), Vec::<Vec<f64>>::new());
    }

    #[test]
    fn a_difference_in_the_last_bit_is_no_variation() {
        assert!(!vary(&[0.1 + 0.2, 0.3]) && !vary(&[0.0, 0.0]) && !vary(&[]) && vary(&[0.0, 1e-300]));
    }
}

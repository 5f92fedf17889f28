//! Regression: a gap takes what a straight line in other variables says, fitted by least squares on all cells that have
//! everything, of all countries and years.
//!
//! y = ȳ + (x − x̄)ᵀ S⁻¹ Σ (xᵢ − x̄)(yᵢ − ȳ). It is a weighted sum of the observed values, so that it moves with their
//! errors. Nothing is filled in where a variable is missing, where there are fewer than two cells more than coefficients,
//! or where the variables say the same.
//!
//! Reference: OECD/JRC Handbook (2008), step 3 (regression imputation). It makes the indicator look more like the named
//! variables than it is: do not name what the instrument scores beside it.

use super::{Recipe, Series};
use crate::words::keys::{Sited, Value};

/// Below this share of a variable's spread, what the others leave of it is nothing.
const NOTHING_LEFT: f64 = 1e-10;

pub(super) fn read(value: Value<'_>, under: Option<Value<'_>>) -> Option<Vec<Sited<String>>> {
    match under {
        Some(under) => under.texts(),
        None => {
            let help = "write { regression = [\"<dataset>.<variable>\"] }";
            value.fault("missing-parameter", "`regression` needs its variables.", "a list of variables", help)
        }
    }
}

pub(super) fn recipes(series: Series<'_>) -> Vec<(usize, Recipe)> {
    let row = |cell: usize| series.predictors.iter().map(|own| own[cell]).collect::<Option<Vec<f64>>>();
    let fitted: Vec<(usize, Vec<f64>)> = series.known().filter_map(|cell| Some((cell, row(cell)?))).collect();
    let (n, k) = (fitted.len(), series.predictors.len());
    if k == 0 || n < k + 3 {
        return Vec::new();
    }
    let means: Vec<f64> = (0..k).map(|at| fitted.iter().map(|(_, x)| x[at]).sum::<f64>() / n as f64).collect();
    let centred = |x: &[f64]| x.iter().zip(&means).map(|(x, mean)| x - mean).collect::<Vec<f64>>();
    let rows: Vec<(usize, Vec<f64>)> = fitted.iter().map(|(cell, x)| (*cell, centred(x))).collect();
    let product = |a: usize, b: usize| rows.iter().map(|(_, x)| x[a] * x[b]).sum::<f64>();
    let spread: Vec<Vec<f64>> = (0..k).map(|a| (0..k).map(|b| product(a, b)).collect()).collect();
    let Some(root) = cholesky(&spread) else { return Vec::new() };
    let recipe = |cell: usize| {
        let slope = solve(&root, &centred(&row(cell)?));
        let share = |x: &[f64]| 1.0 / n as f64 + x.iter().zip(&slope).map(|(x, slope)| x * slope).sum::<f64>();
        Some((cell, Recipe::Sum(rows.iter().map(|(from, x)| (*from, share(x))).collect())))
    };
    series.gaps().filter_map(recipe).collect()
}

/// The lower root L of a symmetric matrix, L Lᵀ; `None` where its rows say the same.
fn cholesky(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let mut root = vec![vec![0.0; matrix.len()]; matrix.len()];
    for row in 0..matrix.len() {
        for column in 0..=row {
            let done: f64 = (0..column).map(|at| root[row][at] * root[column][at]).sum();
            let left = matrix[row][column] - done;
            if row != column {
                root[row][column] = left / root[column][column];
            } else if left > NOTHING_LEFT * matrix[row][row] {
                root[row][row] = left.sqrt();
            } else {
                return None;
            }
        }
    }
    Some(root)
}

/// x of L Lᵀ x = b.
fn solve(root: &[Vec<f64>], b: &[f64]) -> Vec<f64> {
    let mut x = b.to_vec();
    for row in 0..x.len() {
        let done: f64 = (0..row).map(|at| root[row][at] * x[at]).sum();
        x[row] = (x[row] - done) / root[row][row];
    }
    for row in (0..x.len()).rev() {
        let done: f64 = (row + 1..x.len()).map(|at| root[at][row] * x[at]).sum();
        x[row] = (x[row] - done) / root[row][row];
    }
    x
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Imputation;
    use super::super::fixture::filled_from;

    fn filled(cells: &[Option<f64>], predictors: &[Vec<Option<f64>>]) -> Vec<Option<f64>> {
        filled_from(&Imputation::Regression(vec![]), cells, cells.len(), &vec![None; cells.len()], predictors)
    }

    #[test]
    fn by_hand() {
        // y = 1, 2, 2, 4 at x = 0, 1, 2, 3: slope 0.9, mean 2.25 at 1.5; at 5 it says 5.4
        let y = [Some(1.0), Some(2.0), Some(2.0), Some(4.0), None, None];
        let x = vec![Some(0.0), Some(1.0), Some(2.0), Some(3.0), Some(5.0), None];
        let out = filled(&y, std::slice::from_ref(&x));
        assert!((out[4].unwrap() - 5.4).abs() < 1e-12 && out[5].is_none());
        // the same variable twice, or one that does not vary, says nothing more
        assert_eq!(filled(&y, &[x.clone(), x])[4], None);
        assert_eq!(filled(&y, &[vec![Some(1.0); 6]])[4], None);
        assert_eq!(filled(&y[1..], &[vec![Some(0.0), Some(1.0), Some(2.0), Some(5.0), None]])[3], None);
    }

    #[test]
    fn published_longley() {
        // NIST Statistical Reference Datasets, Longley: certified coefficients of six predictors and an intercept
        let rows: [[f64; 7]; 16] = [
            [60323.0, 83.0, 234_289.0, 2356.0, 1590.0, 107_608.0, 1947.0],
            [61122.0, 88.5, 259_426.0, 2325.0, 1456.0, 108_632.0, 1948.0],
            [60171.0, 88.2, 258_054.0, 3682.0, 1616.0, 109_773.0, 1949.0],
            [61187.0, 89.5, 284_599.0, 3351.0, 1650.0, 110_929.0, 1950.0],
            [63221.0, 96.2, 328_975.0, 2099.0, 3099.0, 112_075.0, 1951.0],
            [63639.0, 98.1, 346_999.0, 1932.0, 3594.0, 113_270.0, 1952.0],
            [64989.0, 99.0, 365_385.0, 1870.0, 3547.0, 115_094.0, 1953.0],
            [63761.0, 100.0, 363_112.0, 3578.0, 3350.0, 116_219.0, 1954.0],
            [66019.0, 101.2, 397_469.0, 2904.0, 3048.0, 117_388.0, 1955.0],
            [67857.0, 104.6, 419_180.0, 2822.0, 2857.0, 118_734.0, 1956.0],
            [68169.0, 108.4, 442_769.0, 2936.0, 2798.0, 120_445.0, 1957.0],
            [66513.0, 110.8, 444_546.0, 4681.0, 2637.0, 121_950.0, 1958.0],
            [68655.0, 112.6, 482_704.0, 3813.0, 2552.0, 123_366.0, 1959.0],
            [69564.0, 114.2, 502_601.0, 3931.0, 2514.0, 125_368.0, 1960.0],
            [69331.0, 115.7, 518_173.0, 4806.0, 2572.0, 127_852.0, 1961.0],
            [70551.0, 116.9, 554_894.0, 4007.0, 2827.0, 130_081.0, 1962.0],
        ];
        let certified = [
            -3_482_258.634_595_82,
            15.061_872_271_373_3,
            -0.035_819_179_292_591_0,
            -2.020_229_803_816_83,
            -1.033_226_867_173_59,
            -0.051_104_105_653_580_7,
            1_829.151_464_613_55,
        ];
        let next = [118.0, 560_000.0, 4100.0, 2800.0, 132_000.0, 1963.0];
        let y: Vec<Option<f64>> = rows.iter().map(|row| Some(row[0])).chain([None]).collect();
        let predictors: Vec<Vec<Option<f64>>> =
            (0..6).map(|at| rows.iter().map(|row| Some(row[at + 1])).chain([Some(next[at])]).collect()).collect();
        let expected = certified[0] + certified[1..].iter().zip(next).map(|(b, x)| b * x).sum::<f64>();
        let found = filled(&y, &predictors)[16].unwrap();
        assert!((found - expected).abs() < 1e-4, "{found} is not {expected}");
    }

    proptest! {
        #[test]
        fn what_lies_on_a_plane_is_found_there(
            points in prop::collection::vec((-10.0..10.0f64, -10.0..10.0f64), 6..30), a in -5.0..5.0f64,
            b in -5.0..5.0f64, c in -5.0..5.0f64,
        ) {
            let y: Vec<f64> = points.iter().map(|(x, z)| a + b * x + c * z).collect();
            let mut cells: Vec<Option<f64>> = y.iter().copied().map(Some).collect();
            cells[0] = None;
            let predictors =
                [points.iter().map(|(x, _)| Some(*x)).collect(), points.iter().map(|(_, z)| Some(*z)).collect()];
            if let Some(found) = filled(&cells, &predictors)[0] {
                prop_assert!((found - y[0]).abs() < 1e-6, "{found} {}", y[0]);
            }
        }
    }
}

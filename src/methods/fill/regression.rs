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

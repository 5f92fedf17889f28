//! Eigenvalues and eigenvectors of a small symmetric matrix, by Jacobi's rotations.
//!
//! Each rotation makes one element off the diagonal 0; swept over all of them, the rest shrinks until the diagonal holds
//! the eigenvalues. Exact to the last digits for matrices of some dozens of rows, which is all that is asked here.
//!
//! Reference: Jacobi (1846); Golub and Van Loan, Matrix Computations, section 8.5.

/// Sweeps over the whole matrix; ten are more than enough for a hundred rows.
const SWEEPS: usize = 60;

/// Descending by eigenvalue; each vector is of length 1 and belongs to the eigenvalue at its place. Its sign is not fixed.
#[derive(Clone, Debug, PartialEq)]
pub struct Eigen {
    pub values: Vec<f64>,
    pub vectors: Vec<Vec<f64>>,
}

/// Of a symmetric matrix, given as rows of equal length; what stands above the diagonal is taken for what is below it.
pub fn eigen(matrix: &[Vec<f64>]) -> Eigen {
    let n = matrix.len();
    let mut a: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| matrix[i.max(j)][i.min(j)]).collect()).collect();
    let mut vectors: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect()).collect();
    for _ in 0..SWEEPS {
        let off: f64 = (0..n).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| a[i][j] * a[i][j]).sum();
        if off == 0.0 {
            break;
        }
        for p in 0..n {
            for q in p + 1..n {
                rotate(&mut a, &mut vectors, p, q);
            }
        }
    }
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|&i, &j| a[j][j].total_cmp(&a[i][i]).then(i.cmp(&j)));
    Eigen {
        values: order.iter().map(|&i| a[i][i]).collect(),
        vectors: order.into_iter().map(|i| vectors[i].clone()).collect(),
    }
}

/// Turns the plane of two axes so that the element between them becomes 0. `vectors` are rows.
fn rotate(a: &mut [Vec<f64>], vectors: &mut [Vec<f64>], p: usize, q: usize) {
    let between = a[p][q];
    // so small that the diagonal does not feel it
    if between.abs() <= f64::EPSILON * 1e-3 * (a[p][p].abs() + a[q][q].abs()).max(f64::MIN_POSITIVE) {
        (a[p][q], a[q][p]) = (0.0, 0.0);
        return;
    }
    let theta = (a[q][q] - a[p][p]) / (2.0 * between);
    let tangent = if theta == 0.0 { 1.0 } else { theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt()) };
    let cosine = 1.0 / (tangent * tangent + 1.0).sqrt();
    let sine = tangent * cosine;
    let turn = |x: f64, y: f64| (cosine * x - sine * y, sine * x + cosine * y);
    for row in a.iter_mut() {
        (row[p], row[q]) = turn(row[p], row[q]);
    }
    turn_rows(a, p, q, turn);
    turn_rows(vectors, p, q, turn);
    (a[p][q], a[q][p]) = (0.0, 0.0);
}

/// Two rows in place of which their turned ones stand; `p` comes before `q`.
fn turn_rows(rows: &mut [Vec<f64>], p: usize, q: usize, turn: impl Fn(f64, f64) -> (f64, f64)) {
    let (before, after) = rows.split_at_mut(q);
    for (x, y) in before[p].iter_mut().zip(&mut after[0]) {
        (*x, *y) = turn(*x, *y);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn symmetric(n: usize, below: &[f64]) -> Vec<Vec<f64>> {
        let at = |i: usize, j: usize| below[i.max(j) * (i.max(j) + 1) / 2 + i.min(j)];
        (0..n).map(|i| (0..n).map(|j| at(i, j)).collect()).collect()
    }

    fn close(found: &[f64], expected: &[f64], tolerance: f64) {
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() <= tolerance, "{found} is not {expected}");
        }
    }

    #[test]
    fn by_hand() {
        let found = eigen(&symmetric(2, &[2.0, 1.0, 2.0]));
        close(&found.values, &[3.0, 1.0], 1e-15);
        let half = 0.5_f64.sqrt();
        close(&found.vectors[0].iter().map(|part| part.abs()).collect::<Vec<_>>(), &[half, half], 1e-15);
        // the second difference of three points: 2, 2 ± √2
        let second = symmetric(3, &[2.0, -1.0, 2.0, 0.0, -1.0, 2.0]);
        close(&eigen(&second).values, &[2.0 + 2f64.sqrt(), 2.0, 2.0 - 2f64.sqrt()], 1e-14);
        assert_eq!(eigen(&symmetric(2, &[5.0, 0.0, 7.0])).vectors, [[0.0, 1.0], [1.0, 0.0]]);
        assert!(eigen(&[]).values.is_empty());
    }

    #[test]
    fn published_iris() {
        // Anderson's irises, correlations of the four measures, as R's prcomp(iris[, 1:4], scale. = TRUE) squares them
        let below =
            [1.0, -0.117_569_8, 1.0, 0.871_753_8, -0.428_440_1, 1.0, 0.817_941_1, -0.366_125_9, 0.962_865_4, 1.0];
        close(&eigen(&symmetric(4, &below)).values, &[2.918_498, 0.914_030, 0.146_757, 0.020_715], 2e-6);
    }

    proptest! {
        #[test]
        fn vectors_are_orthonormal_and_make_the_matrix_again(below in prop::collection::vec(-5.0..5.0f64, 21)) {
            let matrix = symmetric(6, &below);
            let Eigen { values, vectors } = eigen(&matrix);
            prop_assert!(values.windows(2).all(|pair| pair[0] >= pair[1]));
            for i in 0..6 {
                for j in 0..6 {
                    let product: f64 = vectors[i].iter().zip(&vectors[j]).map(|(x, y)| x * y).sum();
                    prop_assert!((product - f64::from(u8::from(i == j))).abs() < 1e-12);
                    let again: f64 = (0..6).map(|k| values[k] * vectors[k][i] * vectors[k][j]).sum();
                    prop_assert!((again - matrix[i][j]).abs() < 1e-11);
                }
            }
        }
    }
}

//! Weighted arithmetic mean: parts make up for each other in full.
//!
//! Σ w·m·x / Σ w·m over the parts in file order, m the mask.
//!
//! Reference: OECD/JRC Handbook (2008), step 6, "additive aggregation". Do not use it where a failure in one part must
//! not be bought off by another.

use super::Parts;

/// Cells that are worked out at a time: their sums stay in the processor's registers.
const AT_ONCE: usize = 8;

pub(super) fn apply(parts: Parts<'_>, out: &mut [f64]) {
    let (chunks, rest) = out.as_chunks_mut::<AT_ONCE>();
    let left = chunks.len() * AT_ONCE;
    for (at, out) in chunks.iter_mut().enumerate() {
        *out = means(&parts, at * AT_ONCE);
    }
    for (at, out) in rest.iter_mut().enumerate() {
        [*out] = means(&parts, left + at);
    }
}

fn means<const N: usize>(parts: &Parts<'_>, from: usize) -> [f64; N] {
    let (mut sums, mut totals) = ([0.0; N], [0.0; N]);
    for (weight, scores, masks) in parts.cells::<N>(from) {
        for at in 0..N {
            let weight = weight * masks[at];
            sums[at] += weight * scores[at];
            totals[at] += weight;
        }
    }
    std::array::from_fn(|at| if totals[at] > 0.0 { sums[at] / totals[at] } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Aggregate, Parts, fixture::one};

    #[test]
    fn by_hand() {
        assert_eq!(one(Aggregate::Arithmetic, &[(2.0, Some(100.0)), (1.0, Some(40.0))]), 80.0);
        assert_eq!(one(Aggregate::Arithmetic, &[(2.0, None), (1.0, Some(40.0))]), 40.0);
        assert_eq!(one(Aggregate::Arithmetic, &[(2.0, None)]), 0.0);
    }

    #[test]
    fn published_hdi_education_index() {
        // UNDP, HDR 2023/24: Switzerland 2022, whose schooling indices of 0.92132 and 0.92694 must average to the value
        // that makes its published index 0.967 with health 0.98854 and income 0.98836.
        let index = one(Aggregate::Arithmetic, &[(1.0, Some(92.132)), (1.0, Some(92.694))]) / 100.0;
        let published = libm::cbrt(index * 0.988_54 * 0.988_36);
        assert!((published - 0.967).abs() <= 5e-4, "{published}");
    }

    #[test]
    fn a_column_of_any_length_is_what_its_cells_are_one_by_one() {
        let weights = [2.0, 1.0, 0.5];
        for cells in [1, 7, 8, 9, 21] {
            let scores: Vec<f64> = (0..3 * cells).map(|at| f64::from((at * 37 % 101) as u32)).collect();
            let masks: Vec<f64> = (0..3 * cells).map(|at| f64::from(u8::from(at % 4 != 0))).collect();
            let (starts, stands) = ([0, cells, 2 * cells], vec![1.0; cells]);
            let parts = Parts {
                weights: &weights,
                starts: &starts,
                scores: &scores,
                masks: &masks,
                stands: &stands,
                cells,
                width: cells,
                others: None,
            };
            let mut out = vec![f64::NAN; cells];
            Aggregate::Arithmetic.apply(parts, &mut out);
            for (cell, out) in out.iter().enumerate() {
                let part = |at: usize| (masks[at] != 0.0).then(|| scores[at]);
                let alone: Vec<_> = weights.iter().zip(starts).map(|(weight, at)| (*weight, part(at + cell))).collect();
                assert_eq!(*out, one(Aggregate::Arithmetic, &alone), "{cell} of {cells}");
            }
        }
    }

    proptest! {
        #[test]
        fn a_mean_lies_between_its_parts(parts in prop::collection::vec((0.1..5.0f64, 0.0..100.0f64), 1..9)) {
            let given: Vec<_> = parts.iter().map(|(w, x)| (*w, Some(*x))).collect();
            let mean = one(Aggregate::Arithmetic, &given);
            let min = parts.iter().map(|p| p.1).fold(f64::INFINITY, f64::min);
            let max = parts.iter().map(|p| p.1).fold(0.0, f64::max);
            prop_assert!(mean >= min - 1e-9 && mean <= max + 1e-9);
        }
    }
}

//! Linear interpolation: a gap between two observed years of a country lies on the straight line between them.
//!
//! x = x₀ + (x₁ − x₀) · (t − t₀) / (t₁ − t₀). Nothing is drawn out beyond the first or the last observed year.
//!
//! Reference: OECD/JRC Handbook (2008), step 3. Do not use it for counts of events, which do not pass through what lies
//! between, nor over a year in which something is known to have happened.

use super::{Recipe, Series};

pub(super) fn recipes(series: Series<'_>) -> Vec<(usize, Recipe)> {
    let Series { observed, width, years, .. } = series;
    let between = |cell: usize| {
        let (year, country) = (cell / width, cell % width);
        let known = |at: &usize| observed[at * width + country];
        let (before, after) = ((0..year).rev().find(known)?, (year + 1..years.len()).find(known)?);
        let share = f64::from(years[year] - years[before]) / f64::from(years[after] - years[before]);
        Some((cell, Recipe::Sum(vec![(before * width + country, 1.0 - share), (after * width + country, share)])))
    };
    series.gaps().filter_map(between).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Imputation;
    use super::super::fixture::filled;

    #[test]
    fn by_hand() {
        // two countries over five years; the first has 2000 and 2004, the second begins in 2002
        let cells = [Some(10.0), None, None, None, None, Some(5.0), None, None, Some(30.0), Some(9.0)];
        let out = filled(&Imputation::Linear, &cells, 2, &[None, None]);
        let expected =
            [Some(10.0), None, Some(15.0), None, Some(20.0), Some(5.0), Some(25.0), Some(7.0), Some(30.0), Some(9.0)];
        assert_eq!(out, expected);
    }

    proptest! {
        #[test]
        fn a_gap_lies_between_its_neighbours(a in -1e3..1e3f64, b in -1e3..1e3f64, gap in 1usize..6) {
            let cells: Vec<Option<f64>> = [Some(a)].into_iter().chain(vec![None; gap]).chain([Some(b)]).collect();
            let out = filled(&Imputation::Linear, &cells, 1, &[None]);
            prop_assert!(out.iter().flatten().all(|x| (a.min(b) - 1e-9..=a.max(b) + 1e-9).contains(x)));
            prop_assert!(out.iter().all(Option::is_some));
        }
    }
}

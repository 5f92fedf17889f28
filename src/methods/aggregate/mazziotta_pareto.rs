//! Mazziotta–Pareto index: the mean of standardised parts, less a penalty for unbalance. Relative: it says where a
//! country stands among the others of its year.
//!
//! Each part is standardised over the countries of the year in which the node stands: z = 100 + 10 · (x − M) / S, M and S
//! its mean and its standard deviation (of a population) there; 100 for all where all are equal. With m and s the
//! weighted mean and standard deviation of a country's present z: index = m − s · (s / m). The index is restated on the
//! scale within which it is read, 70 to 130: score = 100 · (index − 70) / 60, at least 0 and at most 100, so that 50 is a
//! balanced country at the average. `penalty = "high"` adds the penalty instead: the published form for what is worse the
//! higher it is.
//!
//! Reference: De Muro, Mazziotta and Pareto (2011), Composite Indices of Development and Poverty, Social Indicators
//! Research 104. Do not use it to compare years (every year has the same average; `adjusted-mazziotta-pareto` is for
//! that), nor where a rise must never cost points: a part far above the others adds to the unbalance.

use super::Parts;
use crate::words::keys::Value;

/// Mean and standard deviation that parts are standardised to.
const MEAN: f64 = 100.0;
const DEVIATION: f64 = 10.0;
/// The range of the published scale.
pub(super) const FROM: f64 = 70.0;
pub(super) const RANGE: f64 = 60.0;
/// Scores that spread no further differ by their last bits.
const NO_SPREAD: f64 = 1e-9;

/// What unbalance does to a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Penalty {
    /// It is lower: for what is better the higher it is.
    Low,
    /// It is higher: for what is worse the higher it is.
    High,
}

impl Penalty {
    pub(super) fn read(under: Option<Value<'_>>) -> Option<Self> {
        let Some(under) = under else { return Some(Self::Low) };
        under.keys(|keys| keys.need("penalty", |value| value.word(&[("low", Self::Low), ("high", Self::High)])))
    }

    /// The score of parts (weight, value) on the published scale.
    pub(super) fn score(self, parts: impl Iterator<Item = (f64, f64)> + Clone) -> f64 {
        let (mut sum, mut total) = (0.0, 0.0);
        for (weight, value) in parts.clone() {
            sum += weight * value;
            total += weight;
        }
        let mean = sum / total;
        // so far below the others that the ratio of deviation and mean says nothing; nothing is 0 as well
        if total <= 0.0 || mean <= 0.0 {
            return 0.0;
        }
        let mut squares = 0.0;
        for (weight, value) in parts {
            squares += weight * (value - mean) * (value - mean);
        }
        let unbalance = squares / total / mean;
        let index = if self == Self::Low { mean - unbalance } else { mean + unbalance };
        (100.0 * (index - FROM) / RANGE).clamp(0.0, 100.0)
    }
}

pub(super) fn apply(parts: Parts<'_>, penalty: Penalty, out: &mut [f64]) {
    let others = parts.others();
    out.fill(0.0);
    let mut standards = vec![(0.0, 0.0); parts.weights.len()];
    for year in parts.years() {
        for ((_, scores, masks), standard) in others.each().zip(&mut standards) {
            let compared = year.clone().filter(|&cell| others.stands(cell) && masks[cell] != 0.0);
            *standard = mean_and_deviation(compared.map(|cell| scores[cell]));
        }
        for cell in year.filter(|&cell| parts.stands(cell)) {
            let counted = parts.cells(cell).zip(&standards).map(|((weight, [score], [mask]), &(mean, deviation))| {
                let apart = if deviation > NO_SPREAD { (score - mean) / deviation } else { 0.0 };
                (weight * mask, MEAN + DEVIATION * apart)
            });
            out[cell] = penalty.score(counted);
        }
    }
}

fn mean_and_deviation(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let (mut sum, mut count) = (0.0, 0.0);
    for value in values.clone() {
        sum += value;
        count += 1.0;
    }
    if count == 0.0 {
        return (0.0, 0.0);
    }
    let mean = sum / count;
    let mut squares = 0.0;
    for value in values {
        squares += (value - mean) * (value - mean);
    }
    (mean, libm::sqrt(squares / count))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::{one, year};
    use super::super::{Aggregate, Penalty};

    const LOW: Aggregate = Aggregate::MazziottaPareto(Penalty::Low);
    const HIGH: Aggregate = Aggregate::MazziottaPareto(Penalty::High);

    fn near(found: &[f64], expected: &[f64]) -> bool {
        found.len() == expected.len() && found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9)
    }

    #[test]
    fn by_hand() {
        // both parts have mean 50 and deviation 50: (110, 110) and (90, 90), balanced
        let countries: [&[_]; 2] = [&[Some(100.0), Some(100.0)], &[Some(0.0), Some(0.0)]];
        assert!(near(&year(LOW, &[1.0, 1.0], &countries), &[100.0 * 40.0 / 60.0, 100.0 * 20.0 / 60.0]));
        // (110, 90) and (90, 110): mean 100, deviation 10, penalty 10 · 10 / 100 = 1
        let countries: [&[_]; 2] = [&[Some(100.0), Some(0.0)], &[Some(0.0), Some(100.0)]];
        assert!(near(&year(LOW, &[1.0, 1.0], &countries), &[100.0 * 29.0 / 60.0; 2]));
        assert!(near(&year(HIGH, &[1.0, 1.0], &countries), &[100.0 * 31.0 / 60.0; 2]));
    }

    #[test]
    fn one_country_alone_is_at_the_average_and_a_part_without_spread_says_nothing() {
        assert_eq!(one(LOW, &[(1.0, Some(90.0)), (2.0, Some(3.0))]), 50.0);
        let countries: [&[_]; 2] = [&[Some(30.0), Some(100.0)], &[Some(30.0), Some(0.0)]];
        // (100, 110): mean 105, deviation 5
        assert!(near(&year(LOW, &[1.0, 1.0], &countries)[..1], &[100.0 * (35.0 - 25.0 / 105.0) / 60.0]));
    }

    #[test]
    fn a_gap_takes_no_part_in_the_standards_nor_in_the_mean() {
        let countries: [&[_]; 4] = [&[Some(100.0), None], &[Some(0.0), None], &[None, Some(20.0)], &[None, None]];
        let scores = year(LOW, &[1.0, 1.0], &countries);
        assert!(near(&scores[..3], &[100.0 * 40.0 / 60.0, 100.0 * 20.0 / 60.0, 50.0]));
    }

    proptest! {
        #[test]
        fn low_lies_as_far_below_as_high_above_and_all_stay_on_the_scale(
            scores in prop::collection::vec((0.0..100.0f64, 0.0..100.0f64, 0.0..100.0f64), 2..12),
        ) {
            let rows: Vec<[Option<f64>; 3]> = scores.iter().map(|(a, b, c)| [Some(*a), Some(*b), Some(*c)]).collect();
            let countries: Vec<&[_]> = rows.iter().map(|row| row.as_slice()).collect();
            let [low, high] = [LOW, HIGH].map(|method| year(method, &[1.0, 2.0, 3.0], &countries));
            for (low, high) in low.iter().zip(&high) {
                prop_assert!((0.0..=100.0).contains(low) && (0.0..=100.0).contains(high) && low <= high);
            }
            // without a cut at an end, the pairs' middles average to the average country
            if low.iter().chain(&high).all(|score| *score > 0.0 && *score < 100.0) {
                let middle: f64 = low.iter().chain(&high).sum::<f64>() / (2 * low.len()) as f64;
                prop_assert!((middle - 50.0).abs() < 1e-9);
            }
        }
    }
}

//! Krippendorff's alpha: how far coders agree, against the agreement that chance would bring.
//!
//! α = 1 − Dₒ / Dₑ = 1 − (n − 1) · Σ o(c,k) · δ(c,k) / Σ n(c) · n(k) · δ(c,k). The coincidences o(c,k) are the ordered
//! pairs of codes within a unit, each weighing 1 / (m − 1) in a unit of m codes; n(c) is how often a code stands in such
//! units, n the sum of all. δ by level: nominal 1 where the codes differ; interval (c − k)²; ratio ((c − k) / (c + k))²;
//! ordinal the squared distance of the mid-ranks, which is (Σ n(g) from c to k − (n(c) + n(k)) / 2)².
//!
//! Any number of coders, any gaps: a unit with a single code has no pair and stays out. 1 is full agreement, 0 what chance
//! brings, below 0 is worse than chance. Where every code is the same, alpha is undefined: agreement on what never varies
//! shows nothing. Not for codes that were settled in talk between the coders: those agree by construction.
//!
//! Reference: K. Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, University of Pennsylvania.

use crate::dataset::package::coding::Level;

/// Below it codes are customarily not relied on at all.
pub const LOWEST: f64 = 0.667;
/// From here on they are customarily called reliable.
pub const GOOD: f64 = 0.8;

/// Alpha of units, each a list of codes given as positions in `codes` (ascending); `None` where there is no pair, or no
/// variation.
pub fn alpha(units: &[&[usize]], codes: &[f64], level: Level) -> Option<f64> {
    let pairable = || units.iter().filter(|unit| unit.len() > 1);
    let mut counts = vec![0.0; codes.len()];
    pairable().flat_map(|unit| unit.iter()).for_each(|&code| counts[code] += 1.0);
    let all: f64 = counts.iter().sum();
    let at = positions(codes, &counts, level);
    let difference = |c: usize, k: usize| match level {
        _ if c == k => 0.0,
        Level::Nominal => 1.0,
        Level::Ordinal | Level::Interval => (at[c] - at[k]) * (at[c] - at[k]),
        Level::Ratio => {
            let share = (at[c] - at[k]) / (at[c] + at[k]);
            share * share
        }
    };
    let mut observed = 0.0;
    for unit in pairable() {
        let pairs = unit.iter().flat_map(|&c| unit.iter().map(move |&k| (c, k)));
        observed += pairs.map(|(c, k)| difference(c, k)).sum::<f64>() / (unit.len() - 1) as f64;
    }
    let mut expected = 0.0;
    for c in 0..codes.len() {
        for k in 0..codes.len() {
            expected += counts[c] * counts[k] * difference(c, k);
        }
    }
    (expected > 0.0).then(|| 1.0 - (all - 1.0) * observed / expected)
}

/// Where each code stands: at its mid-rank among all codes given, or at itself.
fn positions(codes: &[f64], counts: &[f64], level: Level) -> Vec<f64> {
    if level != Level::Ordinal {
        return codes.to_vec();
    }
    let mut before = 0.0;
    let mid = |count: &f64| {
        before += count;
        before - count / 2.0
    };
    counts.iter().map(mid).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LEVELS: [Level; 4] = [Level::Nominal, Level::Ordinal, Level::Interval, Level::Ratio];

    fn of(units: &[Vec<usize>], codes: &[f64], level: Level) -> Option<f64> {
        let units: Vec<&[usize]> = units.iter().map(Vec::as_slice).collect();
        alpha(&units, codes, level)
    }

    #[test]
    fn by_hand() {
        // three units of two coders: (0,0), (0,1), (1,1). n = 6, n(0) = n(1) = 3; o(0,1) = o(1,0) = 1
        // alpha = 1 - 5 · 2 / (2 · 9) = 4/9
        let units = [vec![0, 0], vec![0, 1], vec![1, 1]];
        for level in LEVELS {
            let alpha = of(&units, &[0.0, 1.0], level).unwrap();
            assert!((alpha - 4.0 / 9.0).abs() < 1e-12, "{level:?}: {alpha}");
        }
        // a unit with a single code changes nothing
        let more = [&units[..], &[vec![1]]].concat();
        assert_eq!(of(&more, &[0.0, 1.0], Level::Nominal), of(&units, &[0.0, 1.0], Level::Nominal));
    }

    #[test]
    fn it_is_undefined_without_variation_and_without_a_pair() {
        for level in LEVELS {
            assert_eq!(of(&[vec![1, 1], vec![1, 1, 1]], &[0.0, 1.0], level), None);
            assert_eq!(of(&[vec![0], vec![1], vec![]], &[0.0, 1.0], level), None);
        }
    }

    /// Four coders, twelve units, gaps: the data of examples C to E in K. Krippendorff (2011), with its four results.
    #[test]
    fn published_by_krippendorff() {
        let coders = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."];
        let unit = |at: usize| {
            let codes = coders.iter().filter_map(|coder| coder.as_bytes()[at].checked_sub(b'1'));
            codes.filter(|code| *code < 5).map(usize::from).collect::<Vec<_>>()
        };
        let units: Vec<Vec<usize>> = (0..12).map(unit).collect();
        let codes = [1.0, 2.0, 3.0, 4.0, 5.0];
        for (level, published) in LEVELS.into_iter().zip([0.743, 0.815, 0.849, 0.797]) {
            let alpha = of(&units, &codes, level).unwrap();
            assert!((alpha - published).abs() < 5e-4, "{level:?}: {alpha}");
        }
    }

    proptest! {
        #[test]
        fn full_agreement_is_1_and_nothing_is_above_it(
            units in prop::collection::vec(prop::collection::vec(0usize..4, 0..5), 1..30),
        ) {
            let codes = [0.0, 1.0, 2.0, 5.0];
            let agreed: Vec<Vec<usize>> = units.iter().map(|unit| vec![*unit.first().unwrap_or(&0); unit.len()]).collect();
            for level in LEVELS {
                prop_assert!(of(&agreed, &codes, level).is_none_or(|alpha| alpha == 1.0));
                prop_assert!(of(&units, &codes, level).is_none_or(|alpha| alpha <= 1.0));
            }
        }

        #[test]
        fn the_order_of_coders_and_an_order_preserving_recoding_change_nothing(
            units in prop::collection::vec(prop::collection::vec(0usize..4, 2..5), 2..30),
        ) {
            let turned: Vec<Vec<usize>> = units.iter().map(|unit| unit.iter().rev().copied().collect()).collect();
            let near = |a: Option<f64>, b: Option<f64>| match (a, b) {
                (Some(a), Some(b)) => (a - b).abs() < 1e-9,
                (a, b) => a == b,
            };
            let (codes, wider) = ([0.0, 1.0, 2.0, 3.0], [-7.0, 1.0, 1.5, 90.0]);
            for level in LEVELS {
                prop_assert!(near(of(&units, &codes, level), of(&turned, &codes, level)));
            }
            prop_assert!(near(of(&units, &codes, Level::Ordinal), of(&units, &wider, Level::Ordinal)));
            let scaled = codes.map(|code| 10.0 * code - 3.0);
            prop_assert!(near(of(&units, &codes, Level::Interval), of(&units, &scaled, Level::Interval)));
        }
    }
}

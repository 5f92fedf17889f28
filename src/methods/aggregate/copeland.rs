//! Copeland outranking: how many of the other countries a country beats, part by part, less how many beat it. Relative,
//! and blind to how far one is ahead.
//!
//! Of two countries of a year, a beats b where the weight of the parts in which a scores higher is more than the weight
//! of those in which b does. Equal scores speak for neither, and so does a part in which one of them has a gap. Over the
//! n countries in which the node stands: score = 50 · (1 + (wins − losses) / (n − 1)); 50 for one alone.
//!
//! Reference: Munda and Nardo (2009), Noncompensatory/nonlinear composite indicators for ranking countries, Applied
//! Economics 41, on outranking matrices; OECD/JRC Handbook (2008), step 6. Do not use it to compare years, nor where the
//! distance between countries matters: a hair's breadth wins as much as a league.

use super::Parts;
use crate::words::score::PLACE_GRAIN;

/// Countries that are compared with at a time: their margins stay in the processor's registers.
const AT_ONCE: usize = 8;

pub(super) fn apply(parts: Parts<'_>, out: &mut [f64]) {
    let others = parts.others();
    // what the last bits of a sum of weights may differ by
    let tie = PLACE_GRAIN * parts.weights.iter().sum::<f64>();
    out.fill(0.0);
    for year in parts.years() {
        let (blocks, rest) = (year.len() / AT_ONCE, year.len() % AT_ONCE);
        let rest = year.end - rest..year.end;
        for cell in year.clone().filter(|&cell| parts.stands(cell)) {
            let mut tally = Tally { cell, tie, balance: 0.0, met: 0.0 };
            for block in 0..blocks {
                tally.meet::<AT_ONCE>(&parts, &others, year.start + block * AT_ONCE);
            }
            rest.clone().for_each(|other| tally.meet::<1>(&parts, &others, other));
            out[cell] = 50.0 * (1.0 + if tally.met > 0.0 { tally.balance / tally.met } else { 0.0 });
        }
    }
}

/// One country's meetings with the others.
struct Tally {
    cell: usize,
    tie: f64,
    /// Wins less losses.
    balance: f64,
    met: f64,
}

impl Tally {
    /// Meets the `N` countries from a cell on.
    fn meet<const N: usize>(&mut self, parts: &Parts<'_>, others: &Parts<'_>, from: usize) {
        let mut margins = [0.0; N];
        for ((weight, [own], [mask]), (_, scores, masks)) in parts.cells(self.cell).zip(others.cells::<N>(from)) {
            for at in 0..N {
                margins[at] += weight * mask * masks[at] * ahead(*own, scores[at], PLACE_GRAIN);
            }
        }
        for (margin, other) in margins.into_iter().zip(from..) {
            if other != self.cell && others.stands(other) {
                self.balance += ahead(margin, 0.0, self.tie);
                self.met += 1.0;
            }
        }
    }
}

/// 1, −1, or 0 where the two are as good as equal.
fn ahead(own: f64, other: f64, grain: f64) -> f64 {
    f64::from(u8::from(own > other + grain)) - f64::from(u8::from(other > own + grain))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Aggregate::Copeland;
    use super::super::fixture::year;

    #[test]
    fn by_hand() {
        // the first beats both others on weight 3 to 2, the second beats the third on everything
        let countries: [&[_]; 3] = [&[Some(60.0), Some(1.0)], &[Some(50.0), Some(90.0)], &[Some(40.0), Some(80.0)]];
        assert_eq!(year(Copeland, &[3.0, 2.0], &countries), [100.0, 50.0, 0.0]);
        // at equal weights nobody beats the first, nor does it beat anybody
        assert_eq!(year(Copeland, &[1.0, 1.0], &countries), [50.0, 75.0, 25.0]);
    }

    #[test]
    fn published_condorcet_cycle() {
        // Condorcet, Essai (1785): of 60 voters 23 put A before B before C, 17 BCA, 2 BAC, 10 CAB and 8 CBA. A beats B
        // by 33 to 27, B beats C by 42 to 18, C beats A by 35 to 25: one win and one loss each.
        let voters = [23.0, 17.0, 2.0, 10.0, 8.0];
        let [a, b, c] = [[3, 1, 2, 2, 1], [2, 3, 3, 1, 2], [1, 2, 1, 3, 3]].map(|row| row.map(|x| Some(f64::from(x))));
        assert_eq!(year(Copeland, &voters, &[&a, &b, &c]), [50.0; 3]);
        // the 8 change to BCA: B beats C by 50 to 10, A beats B still, and A loses to C by 25 to 35 still
        assert_eq!(year(Copeland, &voters[..3], &[&a[..3], &b[..3], &c[..3]]), [100.0, 50.0, 0.0]);
    }

    #[test]
    fn a_missing_comparison_is_neutral() {
        // COINr 1.1.14 lets the later of two units win where one of them has a gap
        let (full, gap): (&[_], &[_]) = (&[Some(40.0), Some(70.0)], &[Some(40.0), None]);
        assert_eq!(year(Copeland, &[1.0, 1.0], &[full, gap]), [50.0, 50.0]);
        assert_eq!(year(Copeland, &[1.0, 1.0], &[gap, full]), [50.0, 50.0]);
        // and where they have no part in common
        assert_eq!(year(Copeland, &[1.0, 1.0], &[&[Some(1.0), None], &[None, Some(90.0)]]), [50.0, 50.0]);
    }

    #[test]
    fn who_does_not_stand_meets_nobody_and_one_alone_is_in_the_middle() {
        assert_eq!(year(Copeland, &[1.0], &[&[Some(10.0)], &[None], &[Some(90.0)]]), [0.0, 0.0, 100.0]);
        assert_eq!(year(Copeland, &[1.0], &[&[Some(10.0)]]), [50.0]);
    }

    #[test]
    fn last_bits_decide_nothing() {
        // 0.1 + 0.2 is not 0.3
        let countries: [&[_]; 2] = [&[Some(9.0), Some(9.0), Some(1.0)], &[Some(8.0), Some(8.0), Some(2.0)]];
        assert_eq!(year(Copeland, &[0.1, 0.2, 0.3], &countries), [50.0, 50.0]);
        assert_eq!(year(Copeland, &[1.0], &[&[Some(0.3)], &[Some(0.1 + 0.2)]]), [50.0, 50.0]);
    }

    proptest! {
        #[test]
        fn wins_and_losses_balance_and_numbers_do_not_matter(
            scores in prop::collection::vec(prop::collection::vec(prop::option::of(0u32..5), 3), 1..21),
        ) {
            let rows: Vec<Vec<Option<f64>>> =
                scores.iter().map(|row| row.iter().map(|x| x.map(f64::from)).collect()).collect();
            let countries: Vec<&[_]> = rows.iter().map(Vec::as_slice).collect();
            let found = year(Copeland, &[1.0, 2.0, 0.5], &countries);
            let standing: Vec<f64> =
                found.iter().zip(&rows).filter(|(_, row)| row.iter().any(Option::is_some)).map(|(x, _)| *x).collect();
            let mean = standing.iter().sum::<f64>() / standing.len().max(1) as f64;
            prop_assert!(standing.is_empty() || (mean - 50.0).abs() < 1e-9);
            let steeper: Vec<Vec<Option<f64>>> =
                rows.iter().map(|row| row.iter().map(|x| x.map(|x| x * x * 4.0)).collect()).collect();
            let steeper: Vec<&[_]> = steeper.iter().map(Vec::as_slice).collect();
            prop_assert_eq!(year(Copeland, &[1.0, 2.0, 0.5], &steeper), found);
        }
    }
}

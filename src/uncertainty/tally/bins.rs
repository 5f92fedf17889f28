//! How often each score was seen, in bins of 0.05 points: memory does not grow with replicates, and the counts are the
//! same in whatever order the scores came.
//!
//! Scores of exactly 0 and exactly 100 have bins of their own, and the lowest and the highest score are kept as they are.
//! A quantile is the ordered score of that rank, less than one bin (0.05 points) off; it is exact where that score is 0,
//! 100, the lowest or the highest. Only the bins between the lowest and the highest score take memory.
//!
//! A last bit below the edge of a bin is on it, as it is for grades (`words::score::reaches`).
//!
//! Not for anything but scores: what lies under 0 counts as 0, what lies over 100 as 100.

use super::rank_of;
use crate::words::score::PLACE_GRAIN;

/// Width of a bin, in points, and how many fill a point.
pub const WIDTH: f64 = 1.0 / PER_POINT;
const PER_POINT: f64 = 20.0;
/// Bin 0 holds 0, bin 2001 holds 100, bins 1 to 2000 what lies between.
const LAST: usize = 2001;
/// Bins are added by as many.
const AT_ONCE: usize = 32;

/// The scores of one country, year and node.
#[derive(Clone, Debug, PartialEq)]
pub struct Bins {
    /// The bin that `counts` starts with.
    first: usize,
    counts: Vec<u32>,
    lowest: f64,
    highest: f64,
}

impl Default for Bins {
    fn default() -> Self {
        Self { first: 0, counts: Vec::new(), lowest: f64::INFINITY, highest: f64::NEG_INFINITY }
    }
}

impl Bins {
    /// Counts one score.
    pub fn see(&mut self, score: f64) {
        let bin = bin_of(score);
        if bin < self.first || bin >= self.first + self.counts.len() {
            self.reach(bin, bin + 1);
        }
        self.counts[bin - self.first] += 1;
        self.lowest = self.lowest.min(score);
        self.highest = self.highest.max(score);
    }

    /// Counts several scores by their bins, with the lowest and the highest of them.
    pub fn see_all(&mut self, bins: impl Iterator<Item = u16>, (lowest, highest): (f64, f64)) {
        if lowest > highest {
            return;
        }
        let (first, last) = (bin_of(lowest), bin_of(highest));
        if first < self.first || last >= self.first + self.counts.len() {
            self.reach(first, last + 1);
        }
        for bin in bins {
            self.counts[usize::from(bin) - self.first] += 1;
        }
        self.lowest = self.lowest.min(lowest);
        self.highest = self.highest.max(highest);
    }

    /// Adds what another has seen.
    pub fn merge(&mut self, other: &Self) {
        if other.counts.is_empty() {
            return;
        }
        self.reach(other.first, other.first + other.counts.len());
        for (count, more) in self.counts[other.first - self.first..].iter_mut().zip(&other.counts) {
            *count += more;
        }
        self.lowest = self.lowest.min(other.lowest);
        self.highest = self.highest.max(other.highest);
    }

    /// How many scores were seen.
    pub fn count(&self) -> u64 {
        self.counts.iter().map(|count| u64::from(*count)).sum()
    }

    /// How many scores reach an edge that lies between two bins.
    pub fn reaching(&self, edge: f64) -> u64 {
        let below = bin_of(edge).saturating_sub(self.first);
        self.counts.iter().skip(below).map(|count| u64::from(*count)).sum()
    }

    /// The lowest and the highest score seen, exactly.
    pub fn range(&self) -> Option<(f64, f64)> {
        (self.lowest <= self.highest).then_some((self.lowest, self.highest))
    }

    /// The score below or at which a share `p` of those seen lies.
    pub fn quantile(&self, p: f64) -> Option<f64> {
        let (lowest, highest) = self.range()?;
        let count = self.count();
        let rank = rank_of(p, count);
        if rank == 1 {
            return Some(lowest);
        }
        if rank == count {
            return Some(highest);
        }
        let mut before = 0;
        for (at, &own) in self.counts.iter().enumerate() {
            if before + u64::from(own) >= rank {
                let within = ((rank - before) as f64 - 0.5) / f64::from(own);
                return Some(score_in(self.first + at, within).clamp(lowest, highest));
            }
            before += u64::from(own);
        }
        Some(highest)
    }

    /// Makes room for bins from `start` to before `end`, in steps that do not depend on the order of scores.
    fn reach(&mut self, start: usize, end: usize) {
        let (start, end) = (start / AT_ONCE * AT_ONCE, end.div_ceil(AT_ONCE) * AT_ONCE);
        if self.counts.is_empty() {
            self.first = start;
        }
        if start < self.first {
            self.counts.splice(0..0, std::iter::repeat_n(0, self.first - start));
            self.first = start;
        }
        if end > self.first + self.counts.len() {
            self.counts.resize(end - self.first, 0);
        }
    }
}

/// Whether an edge lies between two bins, so that `reaching` is exact.
pub fn is_between_bins(edge: f64) -> bool {
    (0.0..=100.0).contains(&edge) && (edge * PER_POINT).fract() == 0.0
}

/// The bin of a score. In whole numbers kept as doubles, so that a column's bins are found several at a time.
#[inline]
pub fn bin_of(score: f64) -> usize {
    // half a bin less is rounded in place of cut, by a number so large that nothing is left behind its point
    const LARGE: f64 = (1u64 << 52) as f64;
    const MOST: f64 = (LAST - 2) as f64;
    let scaled = (score + PLACE_GRAIN / 2.0) * PER_POINT - 0.5;
    let scaled = if scaled > 0.0 { scaled } else { 0.0 };
    let scaled = if scaled < MOST { scaled } else { MOST };
    let within = (scaled + LARGE) - LARGE + 1.0;
    let bin = if score > 0.0 { within } else { 0.0 };
    let bin = if score + PLACE_GRAIN / 2.0 >= 100.0 { LAST as f64 } else { bin };
    ((bin + LARGE).to_bits() & 0xffff) as usize
}

/// The score at a share of the way through a bin.
fn score_in(bin: usize, within: f64) -> f64 {
    match bin {
        0 => 0.0,
        LAST => 100.0,
        _ => ((bin - 1) as f64 + within) / PER_POINT,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::words::score::reaches;

    fn bins(scores: &[f64]) -> Bins {
        let mut bins = Bins::default();
        scores.iter().for_each(|score| bins.see(*score));
        bins
    }

    /// Scores with many of exactly 0, 59 and 100, as gates and goalposts make them.
    fn scores() -> impl Strategy<Value = Vec<f64>> {
        let score = prop_oneof![4 => 0.0..=100.0f64, 1 => Just(0.0), 1 => Just(100.0), 1 => Just(59.0)];
        prop::collection::vec(score, 1..200)
    }

    #[test]
    fn by_hand() {
        let seen = bins(&[0.0, 0.0, 10.01, 59.0, 100.0]);
        assert_eq!((seen.count(), seen.range()), (5, Some((0.0, 100.0))));
        assert_eq!((seen.quantile(0.05), seen.quantile(0.4), seen.quantile(0.95)), (Some(0.0), Some(0.0), Some(100.0)));
        let middle = seen.quantile(0.5).unwrap();
        assert!((middle - 10.01).abs() < WIDTH, "{middle}");
    }

    #[test]
    fn nothing_seen_has_no_quantile() {
        assert_eq!((bins(&[]).quantile(0.5), bins(&[]).range(), bins(&[]).count()), (None, None, 0));
    }

    #[test]
    fn scores_that_never_change_are_given_as_they_are() {
        let seen = bins(&[59.123_456; 7]);
        assert_eq!([0.05, 0.5, 0.95].map(|p| seen.quantile(p)), [Some(59.123_456); 3]);
    }

    #[test]
    fn memory_follows_the_spread_and_not_the_count() {
        let mut seen = Bins::default();
        (0..100_000).for_each(|at| seen.see(50.0 + f64::from(at % 100) / 100.0));
        assert!(seen.counts.len() <= 64, "{}", seen.counts.len());
    }

    proptest! {
        #[test]
        fn what_reaches_an_edge_is_counted_exactly(scores in scores(), edge in 0u32..=2000) {
            let edge = f64::from(edge) / PER_POINT;
            let near = [edge, edge - 1e-14, (edge - 1e-8).max(0.0)];
            let scores: Vec<f64> = scores.into_iter().chain(near.map(|score| score.max(0.0))).collect();
            let exact = scores.iter().filter(|score| reaches(**score, edge)).count() as u64;
            prop_assert!(is_between_bins(edge));
            prop_assert_eq!(bins(&scores).reaching(edge), exact, "{}", edge);
        }

        #[test]
        fn many_at_once_are_the_same_as_one_at_a_time(scores in scores()) {
            let mut many = Bins::default();
            let ends = |pick: fn(f64, f64) -> f64, from| scores.iter().fold(from, |end, score| pick(end, *score));
            let ends = (ends(f64::min, f64::INFINITY), ends(f64::max, f64::NEG_INFINITY));
            many.see_all(scores.iter().map(|score| bin_of(*score) as u16), ends);
            prop_assert_eq!(many, bins(&scores));
        }

        #[test]
        fn a_quantile_is_less_than_one_bin_off(scores in scores(), p in 0.01..0.99f64) {
            let mut sorted = scores.clone();
            sorted.sort_by(f64::total_cmp);
            let exact = sorted[rank_of(p, sorted.len() as u64) as usize - 1];
            let seen = bins(&scores).quantile(p).unwrap();
            prop_assert!((seen - exact).abs() < WIDTH, "{seen}, not {exact}");
            prop_assert!(![0.0, 100.0].contains(&exact) || seen == exact);
        }

        #[test]
        fn parts_in_any_order_make_the_whole(scores in scores(), cut in 0usize..200) {
            let (a, b) = scores.split_at(cut.min(scores.len()));
            let (a, b, whole) = (bins(a), bins(b), bins(&scores));
            let merge = |mut one: Bins, other: &Bins| { one.merge(other); one };
            prop_assert_eq!(&merge(a.clone(), &b), &whole);
            prop_assert_eq!(&merge(b, &a), &whole);
        }
    }
}

//! How often each country took each place of a column: rank ranges, and the share of replicates in the top.

use super::rank_of;

/// Counts of places, country by country.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranks {
    countries: usize,
    /// How many places there are.
    places: usize,
    /// Country by country, place by place from 1.
    counts: Vec<u32>,
    seen: u64,
}

/// Columns that wait to be counted together: the counts of 200 countries in many columns do not fit a processor's cache,
/// and each row is fetched once for all of them.
const BATCH: usize = 128;

/// Collects places column by column.
#[derive(Clone, Debug)]
pub struct RankTally {
    counted: Ranks,
    waiting: Vec<u16>,
}

impl RankTally {
    pub fn new(countries: usize, places: usize) -> Self {
        Self { counted: Ranks::new(countries, places), waiting: Vec::new() }
    }

    /// One replicate's places, 0 where a country had none.
    pub fn see(&mut self, places: &[u32]) {
        self.counted.seen += 1;
        self.waiting.extend(places.iter().map(|place| *place as u16));
        if self.waiting.len() >= BATCH * self.counted.countries {
            self.count();
        }
    }

    pub fn merge(&mut self, mut other: Self) {
        self.count();
        other.count();
        self.counted.merge(&other.counted);
    }

    /// What was seen, ready to be read.
    pub fn finish(mut self) -> Ranks {
        self.count();
        self.counted
    }

    fn count(&mut self) {
        let (rows, width) = (self.counted.counts.chunks_exact_mut(self.counted.places.max(1)), self.counted.countries);
        for (country, counts) in rows.enumerate() {
            for place in self.waiting.iter().skip(country).step_by(width) {
                if let Some(count) = usize::from(*place).checked_sub(1).and_then(|at| counts.get_mut(at)) {
                    *count += 1;
                }
            }
        }
        self.waiting.clear();
    }
}

impl Ranks {
    /// Of some countries, and of places that may be more than those, where others took part.
    pub fn new(countries: usize, places: usize) -> Self {
        Self { countries, places, counts: vec![0; countries * places], seen: 0 }
    }

    /// One replicate's places, 0 where a country had none.
    pub fn see(&mut self, places: &[u32]) {
        self.seen += 1;
        for (counts, &place) in self.counts.chunks_exact_mut(self.places.max(1)).zip(places) {
            if let Some(count) = (place as usize).checked_sub(1).and_then(|at| counts.get_mut(at)) {
                *count += 1;
            }
        }
    }

    pub fn merge(&mut self, other: &Self) {
        self.seen += other.seen;
        self.counts.iter_mut().zip(&other.counts).for_each(|(count, more)| *count += more);
    }

    /// The place that a share `p` of the replicates with a place do not go beyond.
    pub fn quantile(&self, country: usize, p: f64) -> Option<usize> {
        let count = self.placed(country);
        let rank = rank_of(p, count);
        let mut before = 0;
        let reached = self.counts(country).iter().position(|own| {
            before += u64::from(*own);
            before >= rank
        })?;
        Some(reached + 1)
    }

    /// The share of all replicates in which the country took one of the first `top` places.
    pub fn share_in_top(&self, country: usize, top: usize) -> f64 {
        let within: u64 = self.counts(country).iter().take(top).map(|count| u64::from(*count)).sum();
        if self.seen == 0 { 0.0 } else { within as f64 / self.seen as f64 }
    }

    /// In how many replicates the country had a place.
    pub fn placed(&self, country: usize) -> u64 {
        self.counts(country).iter().map(|count| u64::from(*count)).sum()
    }

    /// How many replicates were seen.
    pub fn seen(&self) -> u64 {
        self.seen
    }

    /// How often the country took each place, from the first.
    pub fn counts(&self, country: usize) -> &[u32] {
        &self.counts[country * self.places..(country + 1) * self.places]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(columns: &[[u32; 4]]) -> Ranks {
        let mut ranks = Ranks::new(4, 4);
        columns.iter().for_each(|places| ranks.see(places));
        ranks
    }

    #[test]
    fn by_hand() {
        let ranks = run(&[[1, 2, 3, 0], [2, 1, 3, 0], [1, 1, 3, 0], [3, 2, 1, 4]]);
        assert_eq!([0.05, 0.5, 0.95].map(|p| ranks.quantile(0, p)), [Some(1), Some(1), Some(3)]);
        assert_eq!([0.05, 0.5, 0.95].map(|p| ranks.quantile(2, p)), [Some(1), Some(3), Some(3)]);
        assert_eq!((ranks.share_in_top(0, 2), ranks.share_in_top(3, 4), ranks.placed(3)), (0.75, 0.25, 1));
    }

    #[test]
    fn a_country_without_a_place_has_no_range() {
        let ranks = run(&[[1, 2, 0, 3]]);
        assert_eq!((ranks.quantile(2, 0.5), ranks.share_in_top(2, 4)), (None, 0.0));
    }

    #[test]
    fn columns_that_wait_are_counted_as_if_they_had_not() {
        let columns: Vec<[u32; 4]> = (0..300).map(|at| [1 + at % 4, 1 + (at + 1) % 4, 0, 1 + (at + 2) % 4]).collect();
        let mut early = RankTally::new(4, 4);
        columns[..37].iter().for_each(|places| early.see(places));
        let mut late = RankTally::new(4, 4);
        columns[37..].iter().for_each(|places| late.see(places));
        late.merge(early);
        assert_eq!(late.finish(), run(&columns));
    }

    #[test]
    fn two_runs_merge_into_one() {
        let columns = [[1, 2, 3, 0], [2, 1, 3, 0], [1, 1, 3, 0]];
        let mut late = run(&columns[1..]);
        late.merge(&run(&columns[..1]));
        assert_eq!(late, run(&columns));
    }
}

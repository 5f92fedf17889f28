//! Places of one column, fast: the same as `words::score::places`, without new memory and with one sort of whole
//! numbers into buckets.

use crate::words::score::Rounding;

/// Low bits of a key for the country, the others for how far its score is below 100.
const COUNTRY_BITS: u32 = 20;
const MOST_BUCKETS: usize = 128;

/// Ranks column after column.
#[derive(Clone, Debug)]
pub struct Placing {
    rounding: Rounding,
    /// What a score of 100 is rounded to.
    highest: i64,
    /// How many bits that takes.
    score_bits: u32,
    keys: Vec<u64>,
    sorted: Vec<u64>,
    places: Vec<u32>,
}

impl Placing {
    pub fn new(rounding: Rounding) -> Self {
        let highest = rounding.of(100.0);
        let score_bits = i64::BITS - highest.leading_zeros();
        Self { rounding, highest, score_bits, keys: Vec::new(), sorted: Vec::new(), places: Vec::new() }
    }

    /// Competition places (1, 2, 2, 4) by score from 0 to 100, highest first; 0 where the mask is 0.
    pub fn of(&mut self, scores: &[f64], masks: &[f64]) -> &[u32] {
        self.keys.resize(scores.len(), 0);
        let mut count = 0;
        for (country, (score, mask)) in scores.iter().zip(masks).enumerate() {
            let below = (self.highest - self.rounding.of(*score)).max(0) as u64;
            // written in any case and kept if it stands: which ones stand is hard to foresee
            self.keys[count] = (below << COUNTRY_BITS) | country as u64;
            count += usize::from(*mask != 0.0);
        }
        self.sort(count);
        self.places.clear();
        self.places.resize(scores.len(), 0);
        let (mut place, mut last) = (0, u64::MAX);
        for (at, key) in (1..).zip(&self.keys[..count]) {
            let below = key >> COUNTRY_BITS;
            place = if last == below { place } else { at };
            last = below;
            self.places[(key & ((1 << COUNTRY_BITS) - 1)) as usize] = place;
        }
        &self.places
    }

    /// Sorts the first `count` keys: twice into half as many buckets, by the second and by the first of their highest
    /// digits, and then each past the few that are still larger.
    fn sort(&mut self, count: usize) {
        let bits = (usize::BITS - count.leading_zeros()).saturating_sub(1).clamp(1, MOST_BUCKETS.trailing_zeros());
        let shift = |digits: u32| COUNTRY_BITS + self.score_bits.saturating_sub(digits * bits);
        let (low, high, mask) = (shift(2), shift(1), (1 << bits) - 1);
        let digit = |key: u64, shift: u32| (key >> shift) as usize & mask;
        let (mut lows, mut highs) = ([0u32; MOST_BUCKETS], [0u32; MOST_BUCKETS]);
        self.sorted.resize(self.keys.len(), 0);
        let (keys, sorted) = (&mut self.keys[..count], &mut self.sorted[..count]);
        for &key in keys.iter() {
            lows[digit(key, low)] += 1;
            highs[digit(key, high)] += 1;
        }
        let (mut before_low, mut before_high) = (0, 0);
        for (low, high) in lows.iter_mut().zip(&mut highs).take(mask + 1) {
            before_low += std::mem::replace(low, before_low);
            before_high += std::mem::replace(high, before_high);
        }
        for &key in keys.iter() {
            let start = &mut lows[digit(key, low)];
            sorted[*start as usize] = key;
            *start += 1;
        }
        for &key in sorted.iter() {
            let start = &mut highs[digit(key, high)];
            keys[*start as usize] = key;
            *start += 1;
        }
        for at in 1..count {
            let key = keys[at];
            let mut to = at;
            while to > 0 && keys[to - 1] > key {
                keys[to] = keys[to - 1];
                to -= 1;
            }
            keys[to] = key;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::words::score::places;

    #[test]
    fn by_hand() {
        let mut placing = Placing::new(Rounding::FINEST);
        assert_eq!(placing.of(&[50.0, 90.0, 7.0, 90.0 + 1e-12, 0.0], &[1.0, 1.0, 0.0, 1.0, 1.0]), [3, 1, 0, 1, 4]);
        assert_eq!(placing.of(&[1.0, 2.0], &[0.0, 0.0]), [0, 0]);
        let mut coarse = Placing::new(Rounding::of_share(2));
        assert_eq!(coarse.of(&[89.6, 90.4, 91.0], &[1.0; 3]), [2, 2, 1]);
    }

    /// Scores of which some are equal, or nearly.
    fn score() -> impl Strategy<Value = f64> {
        prop_oneof![0.0..=100.0f64, Just(59.0), Just(59.000_000_000_4), 20.0..20.5f64]
    }

    proptest! {
        #[test]
        fn the_same_as_the_nominal_places(
            cells in prop::collection::vec((score(), any::<bool>()), 0..120), decimals in prop::option::of(0u32..5),
        ) {
            let rounding = decimals.map_or(Rounding::FINEST, Rounding::of_share);
            let scores: Vec<f64> = cells.iter().map(|(score, _)| *score).collect();
            let masks: Vec<f64> = cells.iter().map(|(_, stands)| f64::from(u8::from(*stands))).collect();
            let given: Vec<Option<f64>> = cells.iter().map(|(score, stands)| stands.then_some(*score)).collect();
            let nominal: Vec<u32> = places(&given, rounding).into_iter().map(|place| place.unwrap_or(0) as u32).collect();
            let mut placing = Placing::new(rounding);
            prop_assert_eq!(placing.of(&scores, &masks), nominal);
        }
    }
}

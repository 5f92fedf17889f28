//! How often one country was ahead of another in a column: for chosen pairs, or for every pair at once. A tie puts neither
//! ahead, and a replicate in which one of the two had no place says nothing about the pair.

use std::cmp::Ordering;

/// What became of one pair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    pub ahead: u32,
    pub behind: u32,
    pub level: u32,
}

impl Pair {
    /// In how many replicates both had a place.
    pub fn together(self) -> u64 {
        u64::from(self.ahead) + u64::from(self.behind) + u64::from(self.level)
    }

    /// The same pair seen from the other.
    pub fn turned(self) -> Self {
        Self { ahead: self.behind, behind: self.ahead, level: self.level }
    }

    /// P(first ahead of second) among the replicates in which both had a place.
    pub fn share_ahead(self) -> Option<f64> {
        let together = self.together();
        (together > 0).then(|| f64::from(self.ahead) / together as f64)
    }
}

/// Counts for a few pairs of countries.
#[derive(Clone, Debug, PartialEq)]
pub struct ChosenPairs {
    pairs: Vec<((usize, usize), Pair)>,
}

impl ChosenPairs {
    pub fn new(pairs: impl IntoIterator<Item = (usize, usize)>) -> Self {
        Self { pairs: pairs.into_iter().map(|pair| (pair, Pair::default())).collect() }
    }

    /// One replicate's places, 0 where a country had none.
    pub fn see(&mut self, places: &[u32]) {
        for ((first, second), pair) in &mut self.pairs {
            let (first, second) = (places[*first], places[*second]);
            if first != 0 && second != 0 {
                match first.cmp(&second) {
                    Ordering::Less => pair.ahead += 1,
                    Ordering::Greater => pair.behind += 1,
                    Ordering::Equal => pair.level += 1,
                }
            }
        }
    }

    pub fn merge(&mut self, other: &Self) {
        for ((_, pair), (_, more)) in self.pairs.iter_mut().zip(&other.pairs) {
            pair.ahead += more.ahead;
            pair.behind += more.behind;
            pair.level += more.level;
        }
    }

    /// In the order in which they were chosen.
    pub fn pairs(&self) -> impl Iterator<Item = ((usize, usize), Pair)> {
        self.pairs.iter().copied()
    }
}

/// Counts for every pair of countries.
#[derive(Clone, Debug, PartialEq)]
pub struct AllPairs {
    countries: usize,
    /// `[a · countries + b]`: a ahead of b.
    ahead: Vec<u32>,
    /// Both with the same place; kept in both orders. The diagonal means nothing.
    level: Vec<u32>,
}

impl AllPairs {
    pub fn new(countries: usize) -> Self {
        Self { countries, ahead: vec![0; countries * countries], level: vec![0; countries * countries] }
    }

    /// One replicate's places, 0 where a country had none.
    pub fn see(&mut self, places: &[u32]) {
        let width = self.countries.max(1);
        for (ahead, &own) in self.ahead.chunks_exact_mut(width).zip(places).filter(|(_, own)| **own != 0) {
            // a country without a place has 0, and no place is ahead of that; wrapping, so that no check of each sum
            // stands in the way of taking several at once
            ahead
                .iter_mut()
                .zip(places)
                .for_each(|(count, other)| *count = count.wrapping_add(u32::from(own < *other)));
        }
        // places 1 to n add up to n (n + 1)/2; every tie takes something off
        let placed = places.iter().filter(|place| **place != 0).count() as u64;
        if places.iter().map(|place| u64::from(*place)).sum::<u64>() != placed * (placed + 1) / 2 {
            self.see_ties(places);
        }
    }

    fn see_ties(&mut self, places: &[u32]) {
        let width = self.countries.max(1);
        for (level, &own) in self.level.chunks_exact_mut(width).zip(places).filter(|(_, own)| **own != 0) {
            level
                .iter_mut()
                .zip(places)
                .for_each(|(count, other)| *count = count.wrapping_add(u32::from(own == *other)));
        }
    }

    pub fn merge(&mut self, other: &Self) {
        self.ahead.iter_mut().zip(&other.ahead).for_each(|(count, more)| *count += more);
        self.level.iter_mut().zip(&other.level).for_each(|(count, more)| *count += more);
    }

    /// Of two different countries.
    pub fn pair(&self, first: usize, second: usize) -> Pair {
        let count = |of: &[u32], a: usize, b: usize| of[a * self.countries + b];
        Pair {
            ahead: count(&self.ahead, first, second),
            behind: count(&self.ahead, second, first),
            level: count(&self.level, first, second),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn by_hand() {
        let mut pairs = AllPairs::new(4);
        for places in [[1, 2, 3, 0], [2, 1, 3, 0], [1, 1, 3, 0], [1, 1, 0, 3]] {
            pairs.see(&places);
        }
        assert_eq!(pairs.pair(0, 1), Pair { ahead: 1, behind: 1, level: 2 });
        assert_eq!(pairs.pair(1, 0).share_ahead(), Some(0.25));
        assert_eq!(pairs.pair(0, 2).share_ahead(), Some(1.0));
        assert_eq!(pairs.pair(2, 3).share_ahead(), None);
    }

    prop_compose! {
        /// Places of five countries, some equal, some absent.
        fn columns()(columns in prop::collection::vec(prop::collection::vec(0u32..4, 5), 0..12)) -> Vec<Vec<u32>> {
            columns.into_iter().map(|shown| {
                let place = |own: &u32| 1 + shown.iter().filter(|other| **other != 0 && *other < own).count() as u32;
                shown.iter().map(|own| if *own == 0 { 0 } else { place(own) }).collect()
            }).collect()
        }
    }

    proptest! {
        #[test]
        fn chosen_pairs_are_those_of_the_matrix(columns in columns(), cut in 0usize..12) {
            let every = (0..5).flat_map(|a| (0..5).filter(move |b| *b != a).map(move |b| (a, b)));
            let run = |columns: &[Vec<u32>]| {
                let (mut chosen, mut all) = (ChosenPairs::new(every.clone()), AllPairs::new(5));
                columns.iter().for_each(|places| { chosen.see(places); all.see(places); });
                (chosen, all)
            };
            let (early, late) = columns.split_at(cut.min(columns.len()));
            let ((chosen, all), (mut late_chosen, mut late_all), (early_chosen, early_all)) =
                (run(&columns), run(late), run(early));
            late_chosen.merge(&early_chosen);
            late_all.merge(&early_all);
            prop_assert_eq!((&late_chosen, &late_all), (&chosen, &all));
            for ((a, b), pair) in chosen.pairs() {
                prop_assert_eq!(pair, all.pair(a, b));
            }
        }
    }
}

//! Scores from 0 to 100 (100 = fully kept), and places by score.

/// Two scores nearer than this share a place: a last-bit difference between platforms must not move a country.
pub const PLACE_GRAIN: f64 = 1e-9;
const GRAINS_PER_POINT: f64 = 1e9;

/// Whether a score reaches an edge: a last bit below it is on it, in grades, ceilings and print alike.
pub fn reaches(score: f64, edge: f64) -> bool {
    score + PLACE_GRAIN / 2.0 >= edge
}

/// How far scores are rounded before places are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounding {
    /// Grains of `PLACE_GRAIN` that are one step.
    step: i64,
}

impl Rounding {
    /// To the grain alone: only a last-bit difference is rounded away.
    pub const FINEST: Self = Self { step: 1 };
    /// More decimals are finer than the grain.
    pub const MOST_DECIMALS: u32 = 11;

    /// To so many decimals of the share from 0 to 1, as composite indices are printed: 3 are steps of 0.1 points.
    pub fn of_share(decimals: u32) -> Self {
        Self { step: 10_i64.pow(Self::MOST_DECIMALS.saturating_sub(decimals)) }
    }

    /// One step in points of 100.
    pub fn points(self) -> f64 {
        self.step as f64 / 1e9
    }

    /// The step that a score is rounded to, halves away from zero. A score is put on the grain first: 96.65 has no
    /// binary form and may stand a last bit below its half.
    pub fn of(self, score: f64) -> i64 {
        // scores are not negative: added to a number so large that nothing is left behind its point, they leave their
        // grains in its lowest bits, found several at a time
        const LARGE: f64 = (1u64 << 52) as f64;
        let grains = ((score * GRAINS_PER_POINT + LARGE).to_bits() & ((1 << 52) - 1)) as i64;
        if self.step == 1 { grains } else { (grains + self.step / 2) / self.step }
    }
}

/// Competition places (1, 2, 2, 4), highest score first. `None` has no place and takes none.
///
/// One function for every path that ranks: nominal scores, replicates, views.
pub fn places(scores: &[Option<f64>], rounding: Rounding) -> Vec<Option<usize>> {
    let steps = scores.iter().enumerate().filter_map(|(at, score)| score.map(|score| (at, rounding.of(score))));
    let mut order: Vec<(usize, i64)> = steps.collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut places = vec![None; scores.len()];
    let mut place = 0;
    for (rank, &(at, step)) in order.iter().enumerate() {
        if rank == 0 || order[rank - 1].1 != step {
            place = rank + 1;
        }
        places[at] = Some(place);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_scores_share_a_place_and_the_next_is_skipped() {
        let scores = [Some(50.0), Some(90.0), None, Some(90.0 + 1e-12), Some(0.0)];
        assert_eq!(places(&scores, Rounding::FINEST), [Some(3), Some(1), None, Some(1), Some(4)]);
    }

    #[test]
    fn a_last_bit_below_an_edge_is_on_it() {
        assert!(reaches(60.0 - 1e-14, 60.0) && !reaches(59.999_999, 60.0));
    }

    #[test]
    fn nobody_assessed_nobody_placed() {
        assert_eq!(places(&[None, None], Rounding::FINEST), [None, None]);
    }

    #[test]
    fn rounded_scores_share_a_place_and_a_half_goes_up_whatever_its_last_bit() {
        // shares 0.9666, 0.9665, 0.96649 and 0.9655 to three decimals: 0.967, 0.967, 0.966 and 0.966
        let below_the_half = f64::from_bits(96.65_f64.to_bits() - 1);
        for half in [96.65, below_the_half, 100.0 * 0.9665] {
            let scores = [96.66, half, 96.649, 96.55].map(Some);
            assert_eq!(places(&scores, Rounding::of_share(3)), [1, 1, 3, 3].map(Some), "{half}");
            assert_eq!(places(&scores, Rounding::FINEST), [1, 2, 3, 4].map(Some));
        }
    }

    #[test]
    fn decimals_of_the_share_are_steps_in_points() {
        let points = [0, 3, 11].map(|decimals| Rounding::of_share(decimals).points());
        assert_eq!(points, [100.0, 0.1, 1e-9]);
        assert_eq!(Rounding::of_share(Rounding::MOST_DECIMALS), Rounding::FINEST);
    }
}

//! Min–max: the worst value among the compared cells scores 0, the best 100, or the ends of another range within.
//!
//! score = from + (to − from) · (x − worst) / (best − worst), the worst being the highest where lower is better; halfway
//! for all where all are equal. Beyond the ends of a baseline year it is held at them.
//!
//! Reference: OECD/JRC Handbook (2008), step 5. Relative: a country's score moves when another's value does, so do not
//! use it to compare years unless it is taken over the whole panel or a baseline, nor with outliers left in.

use super::{Cells, Method, Over};
use crate::words::keys::{Keys, Value};
use crate::words::number::plain;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MinMax {
    pub over: Over,
    /// What the worst and the best score.
    pub to: (f64, f64),
}

impl MinMax {
    pub(super) fn read(under: Option<Value<'_>>) -> Option<Self> {
        let Some(under) = under else { return Some(Self { over: Over::Panel, to: (0.0, 100.0) }) };
        under.keys(|keys: &mut Keys<'_>| {
            let over = keys.need("over", Over::read);
            let given = keys.has("to");
            let to = keys.take("to", range);
            Some(Self { over: over?, to: if given { to? } else { (0.0, 100.0) } })
        })
    }
}

fn range(value: Value<'_>) -> Option<(f64, f64)> {
    let [from, to] = value.numbers::<2>()?;
    if 0.0 <= from && from < to && to <= 100.0 {
        return Some((from, to));
    }
    let found = format!("Scores cannot run from {} to {}.", plain(from), plain(to));
    value.fault("out-of-range", found, "the lower end first, both within 0 to 100", "e.g. to = [0, 100]")
}

impl Method for MinMax {
    fn name(&self) -> &'static str {
        "min-max"
    }

    fn over(&self) -> Option<Over> {
        Some(self.over)
    }

    fn apply(&self, cells: Cells<'_>, out: &mut [f64]) {
        let (from, to) = self.to;
        self.over.score(cells, out, |compared| {
            let (worst, best) = compared.ends();
            move |x| {
                let share = if best > worst { (x - worst) / (best - worst) } else { 0.5 };
                from + (to - from) * share.clamp(0.0, 1.0)
            }
        });
    }

    fn wording(&self) -> String {
        match self.to {
            (0.0, 100.0) => format!("min-max {}", self.over.wording()),
            (from, to) => format!("min-max {} to {}…{}", self.over.wording(), plain(from), plain(to)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::scores;
    use super::super::{Direction, Normalise};
    use super::*;

    const OVER_YEAR: Normalise = Normalise::MinMax(MinMax { over: Over::Year, to: (0.0, 100.0) });

    #[test]
    fn by_hand() {
        assert_eq!(scores(&OVER_YEAR, &[2.0, 4.0, 10.0], Direction::Higher), [0.0, 25.0, 100.0]);
        assert_eq!(scores(&OVER_YEAR, &[2.0, 4.0, 10.0], Direction::Lower), [100.0, 75.0, 0.0]);
        assert_eq!(scores(&OVER_YEAR, &[3.0, 3.0], Direction::Higher), [50.0, 50.0]);
        let narrow = Normalise::MinMax(MinMax { over: Over::Year, to: (20.0, 60.0) });
        assert_eq!(scores(&narrow, &[2.0, 4.0, 10.0], Direction::Higher), [20.0, 30.0, 60.0]);
        assert_eq!(scores(&narrow, &[2.0, 4.0, 10.0], Direction::Lower), [60.0, 50.0, 20.0]);
    }

    #[test]
    fn a_year_is_compared_with_itself_and_a_gap_with_nothing() {
        let cells = Cells {
            values: &[0.0, 10.0, 1e9, 20.0, 40.0, 30.0],
            present: &[1.0, 1.0, 0.0, 1.0, 1.0, 1.0],
            width: 3,
            direction: Direction::Higher,
            baseline: Some(1),
            reference: None,
        };
        let mut out = [-1.0; 6];
        OVER_YEAR.apply(cells, &mut out);
        assert_eq!(out, [0.0, 100.0, -1.0, 0.0, 100.0, 50.0]);
        let over = |over| Normalise::MinMax(MinMax { over, to: (0.0, 100.0) });
        over(Over::Panel).apply(cells, &mut out);
        assert_eq!(out, [0.0, 25.0, -1.0, 50.0, 100.0, 75.0]);
        // 20 to 40: what was worse in another year is held at 0
        over(Over::Baseline(2022)).apply(cells, &mut out);
        assert_eq!(out, [0.0, 0.0, -1.0, 0.0, 100.0, 50.0]);
    }

    #[test]
    fn published_technology_achievement() {
        // UNDP, HDR 2001, technical note 2: 103 patents a million people between 0 and the highest, 994, give 0.104.
        let out = scores(&OVER_YEAR, &[0.0, 103.0, 994.0], Direction::Higher);
        assert!((out[1] - 10.4).abs() <= 0.05);
    }

    proptest! {
        #[test]
        fn turning_the_direction_turns_the_scores(values in prop::collection::vec(-1e3..1e3f64, 2..20)) {
            let up = scores(&OVER_YEAR, &values, Direction::Higher);
            let down = scores(&OVER_YEAR, &values, Direction::Lower);
            for (up, down) in up.iter().zip(&down) {
                prop_assert!((up + down - 100.0).abs() < 1e-9 && (0.0..=100.0).contains(up));
            }
        }
    }
}

//! Categories: each code of a coded variable has the score that the rubric gives it; no line is drawn between codes.
//!
//! score = table[x]. A value outside the table is a fault of the pairing, found before anything is scored.
//!
//! Reference: OECD/JRC Handbook (2008), step 5, "categorical scales". For coded facts (party, signed, none). Do not use
//! it for counts or measured quantities: near values would score far apart.

use super::{Cells, Method, each_alone, points_wording, read_points};
use crate::words::keys::Value;
use crate::words::number::plain;

#[derive(Clone, Debug, PartialEq)]
pub struct Categories {
    /// (code, score), no code twice.
    table: Vec<(f64, f64)>,
}

impl Categories {
    pub(super) fn read(value: Value<'_>, under: Option<Value<'_>>) -> Option<Self> {
        let table = read_points(value, under, "categories")?;
        for (at, (code, _)) in table.iter().enumerate() {
            if table[..at].iter().any(|(earlier, _)| earlier == code) {
                let found = format!("The code {} stands twice.", plain(*code));
                return value.fault("repeated-category", found, "each code once", "remove one of them");
            }
        }
        Some(Self { table })
    }

    pub(super) fn score(&self, x: f64) -> Option<f64> {
        self.table.iter().find(|(code, _)| *code == x).map(|(_, score)| *score)
    }

    fn nearest(&self, x: f64) -> f64 {
        let distance = |(code, _): &(f64, f64)| (code - x).abs();
        self.table.iter().min_by(|a, b| distance(a).total_cmp(&distance(b))).map_or(0.0, |(_, score)| *score)
    }
}

impl Method for Categories {
    fn name(&self) -> &'static str {
        "categories"
    }

    fn apply(&self, cells: Cells<'_>, out: &mut [f64]) {
        // A measurement draw may move a code off the table; it then takes the nearest code's score.
        each_alone(cells, out, |x| self.score(x).unwrap_or_else(|| self.nearest(x)));
    }

    fn wording(&self) -> String {
        points_wording("categories", &self.table)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::scores;
    use super::super::{Direction, Normalise};
    use super::*;

    fn membership() -> Categories {
        Categories { table: vec![(0.0, 0.0), (1.0, 50.0), (2.0, 100.0)] }
    }

    #[test]
    fn by_hand() {
        let out = scores(&Normalise::Categories(membership()), &[2.0, 0.0, 1.0], Direction::Higher);
        assert_eq!(out, [100.0, 0.0, 50.0]);
        assert_eq!(membership().score(3.0), None);
    }

    #[test]
    fn a_code_moved_off_the_table_takes_the_nearest_score() {
        let out = scores(&Normalise::Categories(membership()), &[1.7, -3.0], Direction::Higher);
        assert_eq!(out, [100.0, 0.0]);
    }

    proptest! {
        #[test]
        fn a_score_is_always_one_of_the_table(x in -5.0..5.0f64) {
            let out = scores(&Normalise::Categories(membership()), &[x], Direction::Higher)[0];
            prop_assert!([0.0, 50.0, 100.0].contains(&out));
        }
    }
}

//! A made-up instrument for tests.

use super::{Binding, Instrument, Levels, Thresholds, TotalOver, Undated, Weighing};
use crate::methods::aggregate::Aggregate;
use crate::words::day::Day;
use crate::words::finding::Place;
use crate::words::keys::Sited;
use crate::words::locale::Text;
use crate::words::score::Rounding;

/// An instrument of 2022 without headings or grades, with these binding and disputed statuses.
pub fn instrument(parties: &str, statuses: &[&str], disputed: &[&str]) -> Instrument {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let level = Aggregate::Arithmetic;
    Instrument {
        id: "test".to_owned(),
        version: "0".to_owned(),
        title: Text::default(),
        short: Text::default(),
        adopted: Day::parse("2022-04-28").unwrap(),
        principles: 1,
        headings: Vec::new(),
        total_over: TotalOver::Principles,
        aggregate: Levels { principle: level, heading: level, total: level },
        weigh: Weighing::default(),
        coverage: Thresholds { principle: 0.5, heading: 0.5, total: 0.5 },
        screen: None,
        binding: Some(Binding {
            parties: Sited { value: parties.to_owned(), place: Place::of_file("instrument.toml") },
            statuses: owned(statuses),
            disputed: owned(disputed),
            undated: Undated::Unknown,
        }),
        rounding: Rounding::FINEST,
        grades: Vec::new(),
        ceiling: None,
        abuse_below: None,
    }
}

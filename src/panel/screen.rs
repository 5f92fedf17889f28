//! Screening: a country with too few data in a year is left out of it altogether, so that neither it nor what others are
//! compared with rests on nearly nothing.
//!
//! Reference: OECD/JRC Handbook (2008), step 2 (coverage of units). Counted are indicators with evidence of their own
//! among those that apply, each as one, in all and under each heading; what is filled in comes after and counts for
//! nothing here.

use super::{SlotColumn, State};
use crate::rubric::{Rubric, Screen};
use crate::words::gap::Gap;

/// A share of exactly the least passes, whatever the last bit says.
const GRAIN: f64 = 1e-9;

pub(super) fn apply(screen: Screen, rubric: &Rubric, columns: &mut [SlotColumn]) {
    let headings: Vec<usize> =
        rubric.principles.iter().flat_map(|principle| principle.slots.iter().map(|_| principle.heading)).collect();
    let cells = columns.first().map_or(0, |column| column.states.len());
    for cell in 0..cells {
        let share = |heading: Option<usize>| {
            let own = headings.iter().zip(columns.iter()).filter(|(own, _)| heading.is_none_or(|it| it == **own));
            let states: Vec<State> = own.map(|(_, column)| column.states[cell]).collect();
            let asked = states.iter().filter(|state| **state != State::NotApplicable).count();
            let has = states.iter().filter(|state| state.is_evidence()).count();
            if asked == 0 { 1.0 } else { has as f64 / asked as f64 }
        };
        let enough = |least: Option<f64>, share: f64| least.is_none_or(|least| share + GRAIN >= least);
        let under_each = (0..rubric.instrument.headings.len()).all(|at| enough(screen.heading, share(Some(at))));
        if enough(screen.all, share(None)) && under_each {
            continue;
        }
        for column in columns.iter_mut().filter(|column| column.states[cell].is_evidence()) {
            column.states[cell] = State::Missing(Gap::Screened);
            column.values[cell] = 0.0;
            column.filling[cell] = 0;
        }
    }
}

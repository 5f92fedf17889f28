//! Progress since joining: what a promise to promote came to beside the level it has reached.

use crate::case::Case;
use crate::formula::NodeKind;
use crate::panel::{SlotColumn, State};
use crate::party::bond::Bond;
use crate::rubric::Duty;
use crate::score::Ready;
use crate::score::choice::Choice;
use crate::words::year::Year;

/// The change of a principle's score since the year of joining.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// Points of 100, over the indicators observed in both years by the same variable.
    pub points: f64,
    /// The year of joining.
    pub since: Year,
    /// Share of the principle's slot weight that was observed in both years.
    pub share: f64,
}

/// The progress of every country in one year, by principle and country (principle-major); `bonds` are the countries'.
///
/// A carried value is no observed change, and a slot filled by another variable is on another scale: both stay out. A
/// country that is not bound, or whose year of joining is not in the panel, has none.
pub(super) fn of_year(case: &Case, ready: &Ready<'_>, year: usize, bonds: &[Bond]) -> Vec<Option<Progress>> {
    let (formula, panel) = (case.formula(), case.panel());
    let mut progress = vec![None; formula.principles * bonds.len()];
    let base = |bond: &Bond| match bond {
        Bond::Bound(day) => panel.years.iter().position(|year| *year == day.latest().0),
        _ => None,
    };
    let pairs: Vec<(usize, usize)> =
        bonds.iter().enumerate().filter_map(|(country, bond)| Some((country, base(bond)?))).collect();
    if pairs.is_empty() {
        return progress;
    }
    let mut only = vec![1.0; formula.quantities() * panel.cells()];
    for (slot, column) in panel.slots.iter().enumerate() {
        for &(country, base) in &pairs {
            let (then, now) = (panel.cell(base, country), panel.cell(year, country));
            if !comparable(column, then, now) {
                only[slot * panel.cells() + then] = 0.0;
                only[slot * panel.cells() + now] = 0.0;
            }
        }
    }
    let outcome = ready.score(&Choice { only: Some(&only), thresholds: false, ..Choice::nominal() });
    for (at, node) in formula.nodes.iter().enumerate() {
        let NodeKind::Principle(principle) = node.kind else { continue };
        if case.rubric().principles[principle].duty != Duty::Promote {
            continue;
        }
        let quantity = formula.quantity(at);
        for &(country, base) in &pairs {
            let (then, now) = (panel.cell(base, country), panel.cell(year, country));
            let pair = outcome.score(quantity, then).zip(outcome.score(quantity, now));
            progress[principle * bonds.len() + country] = pair.map(|(then, after)| Progress {
                points: after - then,
                since: panel.years[base],
                share: outcome.coverage(quantity, now),
            });
        }
    }
    progress
}

fn comparable(column: &SlotColumn, then: usize, now: usize) -> bool {
    let fresh = |cell: usize| matches!(column.states[cell], State::Observed | State::Judged);
    fresh(then) && fresh(now) && column.filling[then] == column.filling[now]
}

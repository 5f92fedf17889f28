//! Gates: what is known of a violation in each year, and how long its cap holds.

use crate::formula::{Formula, GateRule};
use crate::panel::{GateColumn, Panel};
use crate::words::year::Year;

/// What a year's figures say of a violation: three-valued, and silent where nothing can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// The violation was observed in this year.
    Fired,
    /// Something happened, its author is not recorded.
    Undetermined,
    NotFired,
    /// The variable says nothing of this year and country: neither fires nor releases.
    Unknown,
}

/// What is seen in the year, and how long the cap of the latest violation still holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GateState {
    pub seen: Seen,
    /// After this year, years that must be known to be clear before the cap lifts; 0 where none applies.
    pub clear_years_needed: u32,
    /// The year of the violation whose cap applies.
    pub violated: Option<Year>,
}

impl GateState {
    const UNKNOWN: Self = Self { seen: Seen::Unknown, clear_years_needed: 0, violated: None };

    /// Whether the cap applies.
    pub fn caps(self) -> bool {
        self.clear_years_needed > 0
    }

    /// Whether the cap is an earlier year's.
    pub fn held(self) -> bool {
        self.caps() && self.seen != Seen::Fired
    }

    /// One word for both: `held` only where the year itself shows no violation, not even a possible one.
    pub fn key(self) -> &'static str {
        match (self.seen, self.held()) {
            (Seen::Fired, _) => "fired",
            (Seen::Undetermined, _) => "undetermined",
            (_, true) => "held",
            (Seen::NotFired, false) => "not-fired",
            (Seen::Unknown, false) => "unknown",
        }
    }

    /// Of several gates of one principle, the state that says most.
    pub fn gravest(states: impl Iterator<Item = Self>) -> Option<Self> {
        states.min_by_key(|state| match (state.seen, state.held()) {
            (Seen::Fired, _) => 0,
            (Seen::Undetermined, true) => 1,
            (Seen::Undetermined, false) => 2,
            (_, true) => 3,
            (Seen::Unknown, false) => 4,
            (Seen::NotFired, false) => 5,
        })
    }
}

/// The state of every gate in every cell of the panel, gate-major.
pub(super) fn states(formula: &Formula, panel: &Panel) -> Vec<GateState> {
    let mut states = vec![GateState::UNKNOWN; formula.gates.len() * panel.cells()];
    for (gate, (rule, column)) in formula.gates.iter().zip(&panel.gates).enumerate() {
        for country in 0..panel.countries.len() {
            restate(rule, column, panel, country, |cell, state| states[gate * panel.cells() + cell] = state);
        }
    }
    states
}

/// The states of one gate for one country over the panel's years, with other counts in some of its cells.
pub fn restate(
    rule: &GateRule,
    column: &GateColumn,
    panel: &Panel,
    country: usize,
    mut put: impl FnMut(usize, GateState),
) {
    // both ascend
    let mut history = history(rule, column, panel.countries.len(), country).peekable();
    for (at, year) in panel.years.iter().enumerate() {
        while history.next_if(|(known, _)| known < year).is_some() {}
        let state = history.next_if(|(known, _)| known == year).map(|(_, state)| state);
        put(panel.cell(at, country), state.unwrap_or(GateState::UNKNOWN));
    }
}

/// The state of one gate for one country, year by year from the column's first.
fn history<'h>(
    rule: &'h GateRule,
    column: &'h GateColumn,
    width: usize,
    country: usize,
) -> impl Iterator<Item = (Year, GateState)> + 'h {
    let (mut left, mut violated) = (0, None);
    (0..column.years).map(move |back| {
        let (at, year) = (back * width + country, column.first + back as Year);
        let seen = look(rule, column.when[at], column.undetermined[at]);
        left = match seen {
            Seen::Fired => rule.holds_for + 1,
            // only a year that is known to be clear uses up the hold
            Seen::NotFired => left.saturating_sub(1),
            Seen::Undetermined | Seen::Unknown => left,
        };
        violated = if seen == Seen::Fired { Some(year) } else { violated };
        (year, GateState { seen, clear_years_needed: left, violated: violated.filter(|_| left > 0) })
    })
}

fn look(rule: &GateRule, when: Option<f64>, undetermined: Option<f64>) -> Seen {
    match (when, undetermined) {
        (Some(value), _) if value >= rule.at_least => Seen::Fired,
        (_, Some(value)) if value >= rule.undetermined_at_least => Seen::Undetermined,
        (Some(_), _) => Seen::NotFired,
        (None, _) => Seen::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn states_of(holds_for: u32, when: &[Option<f64>], undetermined: &[Option<f64>]) -> Vec<&'static str> {
        let rule = GateRule { at_least: 1.0, undetermined_at_least: 1.0, cap: 59.0, holds_for };
        let column =
            GateColumn { first: 2020, years: when.len(), when: when.to_vec(), undetermined: undetermined.to_vec() };
        history(&rule, &column, 1, 0).map(|(_, state)| state.key()).collect()
    }

    const NOTHING: [Option<f64>; 5] = [Some(0.0); 5];

    #[test]
    fn a_cap_holds_for_the_declared_clear_years_and_then_lifts() {
        let when = [Some(0.0), Some(2.0), Some(0.0), Some(0.0), Some(0.0)];
        assert_eq!(states_of(1, &when, &NOTHING), ["not-fired", "fired", "held", "not-fired", "not-fired"]);
        assert_eq!(states_of(0, &when, &NOTHING), ["not-fired", "fired", "not-fired", "not-fired", "not-fired"]);
    }

    #[test]
    fn a_year_without_figures_neither_fires_nor_releases() {
        let when = [Some(1.0), None, None, Some(0.0), Some(0.0)];
        let undetermined = [Some(0.0), None, None, Some(0.0), Some(0.0)];
        assert_eq!(states_of(1, &when, &undetermined), ["fired", "held", "held", "held", "not-fired"]);
        assert_eq!(states_of(1, &[None; 2], &[None; 2]), ["unknown", "unknown"]);
    }

    #[test]
    fn an_unrecorded_author_leaves_it_undetermined_and_keeps_a_held_cap() {
        let when = [Some(0.0), None, Some(1.0), Some(0.0), Some(0.0)];
        let undetermined = [Some(1.0), Some(3.0), Some(0.0), Some(1.0), Some(0.0)];
        // the year with a possible violation is not known to be clear, so the cap holds one year longer
        assert_eq!(
            states_of(1, &when, &undetermined),
            ["undetermined", "undetermined", "fired", "undetermined", "held"]
        );
    }
}

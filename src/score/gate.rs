//! Gates: what is known of a violation in each year, and how long its cap holds.

use serde::Serialize;

use crate::formula::{Formula, GateRule};
use crate::panel::{GateColumn, Panel};

/// Three-valued, and silent where nothing can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum GateState {
    /// The violation was observed in this year.
    Fired,
    /// No violation in this year; the cap of an earlier one still holds.
    Held,
    /// Something happened, its author is not recorded.
    Undetermined,
    NotFired,
    /// The variable says nothing of this year and country: neither fires nor releases.
    Unknown,
}

impl GateState {
    /// Whether the cap applies.
    pub fn caps(self) -> bool {
        matches!(self, Self::Fired | Self::Held)
    }

    pub fn key(self) -> &'static str {
        match self {
            Self::Fired => "fired",
            Self::Held => "held",
            Self::Undetermined => "undetermined",
            Self::NotFired => "not-fired",
            Self::Unknown => "unknown",
        }
    }

    /// Of several gates of one principle, the state that says most.
    pub fn gravest(states: impl Iterator<Item = Self>) -> Option<Self> {
        states.min_by_key(|state| match state {
            Self::Fired => 0,
            Self::Held => 1,
            Self::Undetermined => 2,
            Self::Unknown => 3,
            Self::NotFired => 4,
        })
    }
}

/// The state of every gate in every cell of the panel, gate-major.
pub(super) fn states(formula: &Formula, panel: &Panel) -> Vec<GateState> {
    let mut states = vec![GateState::Unknown; formula.gates.len() * panel.cells()];
    for (gate, (rule, column)) in formula.gates.iter().zip(&panel.gates).enumerate() {
        for country in 0..panel.countries.len() {
            let history = history(rule, column, panel.countries.len(), country);
            for (at, year) in panel.years.iter().enumerate() {
                let back = usize::try_from(year - column.first).ok().and_then(|back| history.get(back));
                if let Some(state) = back {
                    states[gate * panel.cells() + panel.cell(at, country)] = *state;
                }
            }
        }
    }
    states
}

/// The state of one gate for one country, year by year from the column's first.
fn history(rule: &GateRule, column: &GateColumn, width: usize, country: usize) -> Vec<GateState> {
    let mut left = 0;
    let mut history = Vec::with_capacity(column.years);
    for year in 0..column.years {
        let at = year * width + country;
        let observed = look(rule, column.when[at], column.undetermined[at]);
        history.push(match observed {
            GateState::Fired => {
                left = rule.holds_for;
                GateState::Fired
            }
            // only a year that is known to be clear uses up the hold
            GateState::NotFired if left > 0 => {
                left -= 1;
                GateState::Held
            }
            GateState::Undetermined | GateState::Unknown if left > 0 => GateState::Held,
            state => state,
        });
    }
    history
}

fn look(rule: &GateRule, when: Option<f64>, undetermined: Option<f64>) -> GateState {
    match (when, undetermined) {
        (Some(value), _) if value >= rule.at_least => GateState::Fired,
        (_, Some(value)) if value >= rule.undetermined_at_least => GateState::Undetermined,
        (Some(_), _) => GateState::NotFired,
        (None, _) => GateState::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn states_of(holds_for: u32, when: &[Option<f64>], undetermined: &[Option<f64>]) -> Vec<&'static str> {
        let rule = GateRule { at_least: 1.0, undetermined_at_least: 1.0, cap: 59.0, holds_for };
        let column =
            GateColumn { first: 2020, years: when.len(), when: when.to_vec(), undetermined: undetermined.to_vec() };
        history(&rule, &column, 1, 0).into_iter().map(GateState::key).collect()
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
        assert_eq!(states_of(1, &when, &undetermined), ["undetermined", "undetermined", "fired", "held", "held"]);
    }
}

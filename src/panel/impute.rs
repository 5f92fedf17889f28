//! Fills gaps in, where the rubric says how.

use super::{SlotColumn, State};
use crate::evidence::Evidence;
use crate::methods::fill::group::By;
use crate::methods::fill::{Imputation, Recipe, Series};
use crate::rubric::Slot;
use crate::words::country::Country;
use crate::words::gap::Gap;
use crate::words::year::Year;

pub(super) fn apply(slot: &Slot, evidence: &Evidence, scope: (&[Year], &[Country]), column: &mut SlotColumn) {
    let [filling] = slot.fillings.as_slice() else { return };
    let Some(fill) = &filling.fill else { return };
    column.imputed = recipes(fill, evidence, scope, column);
    for (cell, recipe) in &column.imputed {
        column.values[*cell] = recipe.value(&column.values);
        if let Some(gap) = gap(column.states[*cell]) {
            column.states[*cell] = State::Imputed(gap);
        }
    }
}

/// How the gaps of a column can be filled in, those among them that are so already.
pub fn recipes(
    fill: &Imputation,
    evidence: &Evidence,
    scope: (&[Year], &[Country]),
    column: &SlotColumn,
) -> Vec<(usize, Recipe)> {
    let (years, countries) = scope;
    let group = |country: &Country| match fill {
        Imputation::Group(group) => evidence.atlas.group_of(*country, column_of(group.by)),
        _ => None,
    };
    let groups: Vec<Option<usize>> = countries.iter().map(group).collect();
    let predictors: Vec<Vec<Option<f64>>> =
        fill.variables().iter().map(|name| cells(evidence, &name.value, scope)).collect();
    let observed: Vec<bool> = column.states.iter().map(|state| state.is_evidence()).collect();
    let wanted: Vec<bool> = column.states.iter().map(|state| gap(*state).is_some()).collect();
    let series = Series {
        values: &column.values,
        observed: &observed,
        wanted: &wanted,
        width: countries.len(),
        years,
        groups: &groups,
        predictors: &predictors,
    };
    fill.recipes(series)
}

/// Why a cell is missing that may be filled in: the publisher could have had a value. A refused zero, a country that was
/// screened out and a year of which nobody spoke stay missing.
fn gap(state: State) -> Option<Gap> {
    match state {
        State::Imputed(gap) => Some(gap),
        State::Missing(gap @ (Gap::NotReported | Gap::TooOld(_) | Gap::WithoutDenominator)) => Some(gap),
        _ => None,
    }
}

/// The values of a variable in every cell.
fn cells(evidence: &Evidence, variable: &str, (years, countries): (&[Year], &[Country])) -> Vec<Option<f64>> {
    let at = |year: Year, country: Country| evidence.value(variable, country, year);
    years.iter().flat_map(|&year| countries.iter().map(move |&country| at(year, country))).collect()
}

/// The column of the countries' list that holds the groups.
fn column_of(by: By) -> &'static str {
    match by {
        By::Region => "un_region",
        By::Subregion => "un_subregion",
        By::Income => "wb_income_group",
    }
}

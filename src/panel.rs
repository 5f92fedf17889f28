//! The panel: rubric and datasets aligned, one cell per country, year and slot.

pub mod impute;
mod screen;

use crate::evidence::Evidence;
use crate::methods::fill::Recipe;
use crate::rubric::{Filling, Gate, Measure, Rubric, Slot, Trigger};
use crate::words::country::Country;
use crate::words::gap::Gap;
use crate::words::year::Year;

/// How a cell came to its value, or why it has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Observed,
    /// By people, in this very year.
    Judged,
    /// Years since the observation.
    Carried(u32),
    /// Filled in from other cells, because its own is missing for this reason.
    Imputed(Gap),
    Missing(Gap),
    NotApplicable,
}

impl State {
    /// Whether it has evidence of its own.
    pub fn is_evidence(self) -> bool {
        matches!(self, Self::Observed | Self::Judged | Self::Carried(_))
    }

    /// Whether it takes part in a score: what is filled in does, though it is no evidence.
    pub fn has_value(self) -> bool {
        self.is_evidence() || matches!(self, Self::Imputed(_))
    }
}

/// The raw cells of one slot: index `year * countries + country`.
#[derive(Clone, Debug)]
pub struct SlotColumn {
    /// In the unit of the filling's variable; 0 where the cell has no value.
    pub values: Vec<f64>,
    pub states: Vec<State>,
    /// Which of the slot's fillings gave the value.
    pub filling: Vec<u8>,
    /// The year of the observation; a carried cell has its origin's year and reuses its origin's draw.
    pub origin: Vec<Year>,
    /// The cells that are filled in, ascending, and what they are made of.
    pub imputed: Vec<(usize, Recipe)>,
}

/// The raw cells that a gate looks at, for every year from the start of its variable's span: a cap may be held from
/// before the first year of the panel. Index `year * countries + country`.
#[derive(Clone, Debug)]
pub struct GateColumn {
    pub first: Year,
    pub years: usize,
    pub when: Vec<Option<f64>>,
    pub undetermined: Vec<Option<f64>>,
}

/// All cells.
#[derive(Clone, Debug)]
pub struct Panel {
    /// Ascending.
    pub years: Vec<Year>,
    pub countries: Vec<Country>,
    /// In the order of the rubric's slots, principle by principle.
    pub slots: Vec<SlotColumn>,
    /// In the order of the rubric's gates, principle by principle.
    pub gates: Vec<GateColumn>,
}

impl Panel {
    /// Aligns a rubric with the evidence.
    pub fn of(rubric: &Rubric, evidence: &Evidence, years: &[Year], countries: &[Country]) -> Self {
        let slots = rubric.principles.iter().flat_map(|principle| &principle.slots);
        let gates = rubric.principles.iter().flat_map(|principle| &principle.gates);
        let last = years.iter().copied().max().unwrap_or(0);
        let slots: Vec<&Slot> = slots.collect();
        let mut columns: Vec<SlotColumn> =
            slots.iter().map(|slot| SlotColumn::of(slot, evidence, years, countries)).collect();
        if let Some(screen) = rubric.instrument.screen {
            screen::apply(screen, rubric, &mut columns);
        }
        for (slot, column) in slots.into_iter().zip(&mut columns) {
            impute::apply(slot, evidence, (years, countries), column);
        }
        Self {
            years: years.to_vec(),
            countries: countries.to_vec(),
            slots: columns,
            gates: gates.map(|gate| GateColumn::of(gate, evidence, last, countries)).collect(),
        }
    }

    /// How many cells a column has.
    pub fn cells(&self) -> usize {
        self.years.len() * self.countries.len()
    }

    pub fn cell(&self, year: usize, country: usize) -> usize {
        year * self.countries.len() + country
    }
}

impl SlotColumn {
    fn of(slot: &Slot, evidence: &Evidence, years: &[Year], countries: &[Country]) -> Self {
        let mut column = Self { values: vec![], states: vec![], filling: vec![], origin: vec![], imputed: vec![] };
        for &year in years {
            for &country in countries {
                let cell = Cell::of(slot, evidence, country, year);
                column.values.push(cell.value);
                column.states.push(cell.state);
                column.filling.push(cell.filling);
                column.origin.push(cell.origin);
            }
        }
        column
    }

    /// 1 where a cell has its value from this filling, else 0.
    pub fn present(&self, filling: usize) -> Vec<f64> {
        let cells = self.states.iter().zip(&self.filling);
        cells.map(|(state, by)| f64::from(u8::from(state.has_value() && usize::from(*by) == filling))).collect()
    }
}

struct Cell {
    value: f64,
    state: State,
    filling: u8,
    origin: Year,
}

impl Cell {
    fn of(slot: &Slot, evidence: &Evidence, country: Country, year: Year) -> Self {
        let without = |state| Self { value: 0.0, state, filling: 0, origin: year };
        let excluded = slot
            .not_applicable
            .as_ref()
            .is_some_and(|rule| rule.countries.iter().any(|excluded| excluded.value == country));
        if excluded {
            return without(State::NotApplicable);
        }
        let mut best: Option<(u32, Self)> = None;
        let mut gap: Option<Gap> = None;
        for (at, filling) in slot.fillings.iter().enumerate() {
            match newest(filling, evidence, country, year) {
                Ok((origin, value)) if (year - origin).unsigned_abs() <= filling.max_age => {
                    let age = (year - origin).unsigned_abs();
                    if best.as_ref().is_none_or(|(youngest, _)| age < *youngest) {
                        let state = match age {
                            0 if evidence.is_judged(&filling.measure) => State::Judged,
                            0 => State::Observed,
                            age => State::Carried(age),
                        };
                        best = Some((age, Self { value, state, filling: at as u8, origin }));
                    }
                }
                Ok((origin, _)) => gap = graver(gap, Gap::TooOld(origin)),
                // the publisher spoke of a year that could have been carried here, and not of this country
                Err(Gap::OutsideSpan) if spoke(filling, evidence, year) => gap = graver(gap, Gap::NotReported),
                Err(found) => gap = graver(gap, found),
            }
        }
        match (best, gap) {
            (Some((_, cell)), _) => cell,
            // an organisation that is a party is no country: nobody measures it, and that is no lack of evidence
            (None, _) if !evidence.atlas.is_country(country) => without(State::NotApplicable),
            (None, Some(Gap::NotApplicable)) => without(State::NotApplicable),
            (None, gap) => without(State::Missing(gap.unwrap_or(Gap::NotReported))),
        }
    }
}

/// The newest value up to this year with its year, or why this year has none. A zero that is refused this year is not
/// made up for by an older value: the register did look, and nobody there could have reported.
fn newest(filling: &Filling, evidence: &Evidence, country: Country, year: Year) -> Result<(Year, f64), Gap> {
    let at = |origin| {
        let value = evidence.measure(&filling.measure, country, origin).value?;
        let Some(by) = &filling.denominate else { return Ok(value) };
        denominator(evidence, &by.value, country, origin).map(|by| value / by).ok_or(Gap::WithoutDenominator)
    };
    let now = match at(year) {
        Ok(value) => return Ok((year, value)),
        Err(Gap::RefusedZero) if filling.max_age == 0 => return Err(Gap::RefusedZero),
        // coders looked this year: what they had said before does not stand in
        Err(gap @ (Gap::NoEvidence | Gap::Undecided | Gap::NotApplicable)) if evidence.is_judged(&filling.measure) => {
            return Err(gap);
        }
        Err(gap) => gap,
    };
    let first = first_year(&filling.measure, evidence).unwrap_or(year);
    (first..year).rev().find_map(|origin| at(origin).ok().map(|value| (origin, value))).ok_or(now)
}

/// What a variable is divided by; a share of nothing is none.
pub fn denominator(evidence: &Evidence, variable: &str, country: Country, year: Year) -> Option<f64> {
    evidence.value(variable, country, year).filter(|value| *value != 0.0)
}

/// Whether a year that may be carried to this one is inside the span of every variable.
fn spoke(filling: &Filling, evidence: &Evidence, year: Year) -> bool {
    let window = year - filling.max_age as Year..=year;
    let spans: Vec<_> = filling.measure.variables().iter().filter_map(|name| evidence.variable(&name.value)).collect();
    window.into_iter().any(|year| spans.iter().all(|variable| variable.span.contains(year)))
}

/// No list of parties here is older; one that is readable since ever is asked from here on.
const FIRST_LIST: Year = 1900;

/// The first year of which a measure's publishers speak.
fn first_year(measure: &Measure, evidence: &Evidence) -> Option<Year> {
    match measure {
        Measure::Sum(variables) => {
            let variables = variables.iter().filter_map(|name| evidence.variable(&name.value));
            variables.map(|variable| variable.span.first()).min()
        }
        Measure::Status(status) => {
            let list = evidence.parties.instruments.get(&status.instrument.value)?;
            list.readable.map(|(from, _)| from.max(FIRST_LIST))
        }
    }
}

/// Of two reasons from two fillings, the one that says more.
fn graver(earlier: Option<Gap>, found: Gap) -> Option<Gap> {
    let weight = |gap: Gap| match gap {
        Gap::NotApplicable => 0,
        Gap::Screened => 1,
        Gap::RefusedZero => 2,
        Gap::Undecided => 3,
        Gap::NoEvidence => 4,
        Gap::WithoutDenominator => 5,
        Gap::TooOld(_) => 6,
        Gap::NotJudged => 7,
        Gap::NotReported => 8,
        Gap::OutsideSpan => 9,
    };
    Some(earlier.map_or(found, |earlier| if weight(earlier) <= weight(found) { earlier } else { found }))
}

impl GateColumn {
    fn of(gate: &Gate, evidence: &Evidence, last: Year, countries: &[Country]) -> Self {
        let first = first_year(&gate.when.measure, evidence).unwrap_or(last).min(last);
        let read = |trigger: &Trigger, country, year| evidence.measure(&trigger.measure, country, year).value.ok();
        let (mut when, mut undetermined) = (Vec::new(), Vec::new());
        for year in first..=last {
            for &country in countries {
                when.push(read(&gate.when, country, year));
                undetermined.push(gate.undetermined_when.as_ref().and_then(|trigger| read(trigger, country, year)));
            }
        }
        Self { first, years: (last - first + 1) as usize, when, undetermined }
    }
}

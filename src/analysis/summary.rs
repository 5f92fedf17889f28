//! A summary of each indicator: its raw values as they enter, and its scores, with what should be looked at.

use super::Sample;
use crate::panel::State;
use crate::statistics::description::Description;

/// A smaller share of the countries with a value is scarce.
const SCARCE: f64 = 0.65;
/// Fewer different values hardly tell countries apart.
const FEW: usize = 5;
/// More zeros than this share are many.
const ZEROS: f64 = 0.5;
/// More scores than this share at the ends of the scale: the goalposts clip, or the scale ends too early.
const ENDS: f64 = 0.25;

/// What was described.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Raw values of one of the slot's fillings, in the unit of its variable.
    Raw(usize),
    Scores,
}

/// What should be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    Scarce,
    /// |skewness| above 2 and excess kurtosis above 3.5.
    Outliers,
    /// |skewness| above 2 alone.
    Skewed,
    FewValues,
    ManyZeros,
    AtEnds,
}

impl Flag {
    pub fn word(self) -> &'static str {
        match self {
            Self::Scarce => "scarce",
            Self::Outliers => "outliers",
            Self::Skewed => "skewed",
            Self::FewValues => "few-values",
            Self::ManyZeros => "many-zeros",
            Self::AtEnds => "at-the-ends",
        }
    }
}

/// One indicator described.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    pub slot: usize,
    pub basis: Basis,
    pub described: Description,
    /// Countries to which the indicator applies and that have no value at all.
    pub missing: usize,
    /// Share of the values that are 0; of raw values alone.
    pub zeros: Option<f64>,
    /// Shares of the scores at 0 and at 100; of scores alone.
    pub ends: Option<(f64, f64)>,
    pub flags: Vec<Flag>,
}

/// Raw values of every filling that gave one, then scores, slot by slot.
pub fn summaries(sample: &Sample<'_>, slots: &[usize]) -> Vec<Summary> {
    let formula = sample.case().formula();
    let of = |&slot: &usize| {
        let fillings = (0..formula.slots[slot].fillings.len()).map(move |at| (Basis::Raw(at), sample.raw(slot, at)));
        let mut columns: Vec<(Basis, Vec<f64>)> =
            fillings.map(|(basis, column)| (basis, column.into_iter().flatten().collect())).collect();
        let given = columns.iter().any(|(_, values)| !values.is_empty());
        columns.retain(|(basis, values)| !values.is_empty() || (!given && *basis == Basis::Raw(0)));
        columns.push((Basis::Scores, sample.scores(slot).into_iter().flatten().collect()));
        columns.into_iter().map(move |(basis, values)| Summary::of(sample, slot, basis, &values)).collect::<Vec<_>>()
    };
    slots.iter().flat_map(of).collect()
}

impl Summary {
    fn of(sample: &Sample<'_>, slot: usize, basis: Basis, values: &[f64]) -> Self {
        let states = &sample.case().panel().slots[slot].states;
        let (mut having, mut applies) = (0, 0);
        for cell in sample.cells() {
            having += usize::from(states[cell].is_evidence());
            applies += usize::from(states[cell] != State::NotApplicable);
        }
        let described = Description::of(values);
        let share = |of: &dyn Fn(f64) -> bool| {
            let count = values.iter().filter(|value| of(**value)).count();
            (!values.is_empty()).then(|| count as f64 / values.len() as f64)
        };
        let (zeros, ends) = match basis {
            Basis::Raw(_) => (share(&|value| value == 0.0), None),
            Basis::Scores => (None, share(&|score| score <= 0.0).zip(share(&|score| score >= 100.0))),
        };
        let at_ends = ends.is_some_and(|(worst, best)| worst + best > ENDS);
        let holds = [
            (Flag::Scarce, (having as f64) < SCARCE * applies as f64),
            (Flag::Outliers, described.has_outliers()),
            (Flag::Skewed, described.is_skewed() && !described.has_outliers()),
            (Flag::FewValues, described.n > 0 && described.distinct < FEW),
            (Flag::ManyZeros, zeros.is_some_and(|zeros| zeros > ZEROS)),
            (Flag::AtEnds, at_ends),
        ];
        let flags = holds.into_iter().filter(|(_, holds)| *holds).map(|(flag, _)| flag).collect();
        Self { slot, basis, described, missing: applies - having, zeros, ends, flags }
    }
}

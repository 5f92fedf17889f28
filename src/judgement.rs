//! Judgements: principles and indicators coded by people, where no figure speaks to them.
//!
//! Five states are never merged: met, partly met, not met, no evidence found, not applicable. The last two are no codes:
//! a cell that has nothing else is missing, or does not apply, and is never a 0. Codes of several coders become one value
//! by the rule that the package declares; where an adjudicated code is written, that one counts. Adjudicated codes take no
//! part in reliability: it tells how far people agree who judge apart.

pub mod alpha;
mod combine;
mod read;
pub mod reliability;
mod shown;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::dataset::package::coding::Coding;
use crate::words::country::Country;
use crate::words::day::Day;
use crate::words::gap::Gap;
use crate::words::year::Year;
use reliability::Reliability;
pub use shown::{Judged, Mark};

/// One package of judgements, without its values: those stand in the dataset of the same name.
#[derive(Clone, Debug)]
pub struct Judgements {
    pub coding: Coding,
    /// By what was judged: `3.2`, or `3.2#skills` for one indicator of it.
    pub subjects: BTreeMap<String, Subject>,
}

/// A principle or indicator with all that was judged of it.
#[derive(Clone, Debug)]
pub struct Subject {
    pub units: BTreeMap<(Country, Year), Unit>,
    pub reliability: Reliability,
}

/// One country and year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unit {
    /// In the order of the file.
    pub judgements: Vec<Judgement>,
    /// Settled after the coders had judged apart.
    pub adjudicated: Option<Code>,
}

/// What one coder says.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    pub coder: String,
    pub code: Code,
    pub evidence: String,
    /// When it was coded.
    pub day: Day,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Code {
    /// On the package's scale.
    Given(f64),
    NoEvidence,
    NotApplicable,
}

/// What a code means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    Met,
    Partly,
    NotMet,
    NoEvidence,
    NotApplicable,
}

impl State {
    pub const ALL: [Self; 5] = [Self::Met, Self::Partly, Self::NotMet, Self::NoEvidence, Self::NotApplicable];

    pub fn key(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Partly => "partly",
            Self::NotMet => "not-met",
            Self::NoEvidence => "no-evidence",
            Self::NotApplicable => "not-applicable",
        }
    }
}

impl Code {
    pub fn value(self) -> Result<f64, Gap> {
        match self {
            Self::Given(code) => Ok(code),
            Self::NoEvidence => Err(Gap::NoEvidence),
            Self::NotApplicable => Err(Gap::NotApplicable),
        }
    }

    /// `scale` ascends: its ends are met and not met.
    pub fn state(self, scale: &[f64]) -> State {
        match self {
            Self::Given(code) if Some(&code) == scale.first() => State::NotMet,
            Self::Given(code) if Some(&code) == scale.last() => State::Met,
            Self::Given(_) => State::Partly,
            Self::NoEvidence => State::NoEvidence,
            Self::NotApplicable => State::NotApplicable,
        }
    }
}

impl Judgements {
    /// Why a cell has no value.
    pub fn gap(&self, subject: &str, country: Country, year: Year) -> Gap {
        let unit = self.subjects.get(subject).and_then(|subject| subject.units.get(&(country, year)));
        unit.and_then(|unit| unit.combined(self.coding.combine).err()).unwrap_or(Gap::NotJudged)
    }

    /// Forgets what was judged, as worked cases do before they state their own values.
    pub fn forget(&mut self) {
        self.subjects.values_mut().for_each(|subject| subject.units.clear());
    }
}

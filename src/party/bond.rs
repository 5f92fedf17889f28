//! The bond: whether an instrument binds a country in a year, and how sure that is.

use serde::Serialize;

use super::{Confidence, Parties};
use crate::rubric::{Instrument, Undated};
use crate::words::country::Country;
use crate::words::day::Day;
use crate::words::year::Year;

/// On yearly figures a country is bound from the first full year after it joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bond {
    NotParty,
    /// Joins later, on this day.
    NotYet(Day),
    /// Joined during this year: yearly figures cannot tell what came before the day.
    Joining(Day),
    Bound(Day),
    /// On the list, and contested since this day if it is known.
    Disputed(Option<Day>),
    /// The joining rests on general knowledge alone.
    Unconfirmed(Option<Day>),
    /// Listed without a day.
    Undated,
    /// Withdrawn or dissociated since this day if it is known.
    Left(Option<Day>),
}

impl Bond {
    /// What holds at the end of a year.
    pub fn of(parties: &Parties, instrument: &Instrument, country: Country, year: Year) -> Self {
        let (code, binding) = (instrument.parties.value.as_str(), &instrument.binding);
        let undated_from = (binding.undated == Undated::SinceAdoption).then(|| instrument.adopted.year());
        let history = parties.history(code, country);
        let binds = |status: &str| binding.statuses.iter().any(|known| known == status);
        let Some(newest) = parties.at_end_of(code, country, year, undated_from) else {
            let later = history.iter().filter(|fact| binds(&fact.status)).find_map(|fact| fact.day);
            return later.map_or(Self::NotParty, Self::NotYet);
        };
        if binding.disputed.contains(&newest.status) {
            return Self::Disputed(newest.day);
        }
        if !binds(&newest.status) {
            let was_bound = history.iter().take_while(|fact| *fact != newest).any(|fact| binds(&fact.status));
            return if was_bound { Self::Left(newest.day) } else { Self::NotParty };
        }
        if newest.confidence == Confidence::GeneralKnowledge {
            return Self::Unconfirmed(newest.day);
        }
        match (newest.day, binding.undated) {
            (Some(day), _) if day.latest().0 < year => Self::Bound(day),
            (Some(day), _) => Self::Joining(day),
            (None, Undated::Always | Undated::SinceAdoption) if instrument.adopted.year() < year => {
                Self::Bound(instrument.adopted)
            }
            (None, _) => Self::Undated,
        }
    }

    /// The key of its words in the language tables, and its name in CSV and JSON.
    pub fn key(self) -> &'static str {
        match self {
            Self::NotParty => "not-party",
            Self::NotYet(_) => "not-yet",
            Self::Joining(_) => "joining-year",
            Self::Bound(_) => "bound",
            Self::Disputed(_) => "disputed",
            Self::Unconfirmed(_) => "unconfirmed",
            Self::Undated => "undated",
            Self::Left(_) => "left",
        }
    }

    pub fn day(self) -> Option<Day> {
        match self {
            Self::NotParty | Self::Undated => None,
            Self::NotYet(day) | Self::Joining(day) | Self::Bound(day) => Some(day),
            Self::Disputed(day) | Self::Unconfirmed(day) | Self::Left(day) => day,
        }
    }
}

impl Serialize for Bond {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

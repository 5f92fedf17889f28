//! The bond: whether an instrument binds a country in a year, and how sure that is.

use serde::Serialize;

use super::{Confidence, Fact, Parties};
use crate::rubric::{Binding, Instrument, Undated};
use crate::words::country::Country;
use crate::words::day::Day;
use crate::words::year::Year;

/// On yearly figures a country is bound from the first full year after it joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bond {
    /// The instrument binds nobody: an index, not a promise.
    Nobody,
    NotParty,
    /// Not on the list of parties, and the list is not known to be complete for this year.
    NotListed,
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
    /// Withdrew or dissociated during this year: yearly figures cannot tell what came after the day.
    Leaving(Day),
    /// Withdrawn or dissociated since this day if it is known.
    Left(Option<Day>),
}

impl Bond {
    /// What holds at the end of a year.
    pub fn of(parties: &Parties, instrument: &Instrument, country: Country, year: Year) -> Self {
        let Some(binding) = &instrument.binding else { return Self::Nobody };
        let code = binding.parties.value.as_str();
        let undated_from = (binding.undated == Undated::SinceAdoption).then(|| instrument.adopted.year());
        let history = parties.history(code, country);
        let binds = |fact: &&Fact| binding.statuses.contains(&fact.status);
        let Some(newest) = parties.at_end_of(code, country, year, undated_from) else {
            let later = history.iter().filter(binds).find_map(|fact| fact.day);
            return later.map_or_else(|| Self::absent(parties, code, year), Self::NotYet);
        };
        // of two facts on one day, and of a dated and an undated one, the one that loosens the bond counts: a breach
        // must never be called on a status that the same list takes back
        let beside = |fact: &&Fact| fact.day == newest.day || fact.day.is_none();
        let newest = history.iter().filter(beside).find(|fact| !binds(fact)).unwrap_or(newest);
        if binding.disputed.contains(&newest.status) {
            return Self::Disputed(newest.day);
        }
        if !binds(&newest) {
            let was_bound = history.iter().any(|fact| binds(&fact) && fact.day <= newest.day);
            return match newest.day {
                Some(day) if was_bound && day.latest().0 == year => Self::Leaving(day),
                day if was_bound => Self::Left(day),
                _ => Self::NotParty,
            };
        }
        Self::listed(history, newest, binding, instrument.adopted, year)
    }

    /// The newest fact binds: since when, and how sure that is.
    fn listed(history: &[Fact], newest: &Fact, binding: &Binding, adopted: Day, year: Year) -> Self {
        let upto = history.iter().filter(|fact| fact.day <= newest.day);
        // a move from one binding status to another does not begin the bond anew
        let unbroken = upto.rev().take_while(|fact| binding.statuses.contains(&fact.status));
        let first = unbroken.last().unwrap_or(newest);
        if first.confidence == Confidence::GeneralKnowledge {
            return Self::Unconfirmed(first.day);
        }
        match (first.day, binding.undated) {
            (Some(day), _) if day.latest().0 < year => Self::Bound(day),
            (Some(day), _) => Self::Joining(day),
            (None, Undated::Always | Undated::SinceAdoption) if adopted.year() < year => Self::Bound(adopted),
            (None, _) => Self::Undated,
        }
    }

    fn absent(parties: &Parties, code: &str, year: Year) -> Self {
        let readable = parties.instruments.get(code).and_then(|list| list.readable);
        let complete = readable.is_some_and(|(from, until)| (from..=until).contains(&year));
        if complete { Self::NotParty } else { Self::NotListed }
    }

    /// The key of its words in the language tables, and its name in CSV and JSON.
    pub fn key(self) -> &'static str {
        match self {
            Self::Nobody => "binds-nobody",
            Self::NotParty => "not-party",
            Self::NotListed => "not-listed",
            Self::NotYet(_) => "not-yet",
            Self::Joining(_) => "joining-year",
            Self::Bound(_) => "bound",
            Self::Disputed(_) => "disputed",
            Self::Unconfirmed(_) => "unconfirmed",
            Self::Undated => "undated",
            Self::Leaving(_) => "leaving-year",
            Self::Left(_) => "left",
        }
    }

    pub fn day(self) -> Option<Day> {
        match self {
            Self::Nobody | Self::NotParty | Self::NotListed | Self::Undated => None,
            Self::NotYet(day) | Self::Joining(day) | Self::Bound(day) | Self::Leaving(day) => Some(day),
            Self::Disputed(day) | Self::Unconfirmed(day) | Self::Left(day) => day,
        }
    }
}

impl Serialize for Bond {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rubric::fixture::instrument;

    fn fact(status: &str, day: &str) -> Fact {
        let day = (!day.is_empty()).then(|| Day::parse(day).unwrap());
        Fact { status: status.to_owned(), day, source: String::new(), confidence: Confidence::Confirmed }
    }

    fn bonds(facts: &[Fact], years: std::ops::RangeInclusive<Year>) -> Vec<&'static str> {
        let country = Country::parse("NOR").unwrap();
        let mut parties = Parties::empty("DFI");
        facts.iter().for_each(|fact| parties.add("DFI", country, fact.clone()));
        let instrument = instrument("DFI", &["endorsed", "member"], &["disputed"]);
        years.map(|year| Bond::of(&parties, &instrument, country, year).key()).collect()
    }

    #[test]
    fn a_country_is_bound_from_the_first_full_year() {
        let facts = [fact("endorsed", "2022-04-28")];
        assert_eq!(bonds(&facts, 2021..=2023), ["not-yet", "joining-year", "bound"]);
        assert_eq!(bonds(&[fact("endorsed", "2022")], 2022..=2023), ["joining-year", "bound"]);
        assert_eq!(bonds(&[], 2023..=2023), ["not-listed"]);
    }

    #[test]
    fn an_index_binds_nobody_whatever_the_parties_are() {
        let country = Country::parse("NOR").unwrap();
        let mut parties = Parties::empty("DFI");
        parties.add("DFI", country, fact("endorsed", "2022-04-28"));
        let index = Instrument { binding: None, ..instrument("DFI", &["endorsed"], &[]) };
        assert_eq!(Bond::of(&parties, &index, country, 2023), Bond::Nobody);
    }

    #[test]
    fn a_move_between_two_binding_statuses_does_not_begin_anew() {
        let facts = [fact("endorsed", "2022-04-28"), fact("member", "2024-03-01")];
        assert_eq!(bonds(&facts, 2022..=2025), ["joining-year", "bound", "bound", "bound"]);
    }

    #[test]
    fn leaving_has_a_year_of_its_own() {
        let facts = [fact("endorsed", "2020-01-01"), fact("withdrawn", "2024-12-30")];
        assert_eq!(bonds(&facts, 2023..=2025), ["bound", "leaving-year", "left"]);
    }

    #[test]
    fn what_loosens_the_bond_counts_whatever_the_order_and_where_the_day_is_missing() {
        for facts in [
            [fact("endorsed", "2022-04-28"), fact("withdrawn", "2022-04-28")],
            [fact("withdrawn", "2022-04-28"), fact("endorsed", "2022-04-28")],
        ] {
            assert_eq!(bonds(&facts, 2023..=2023), ["left"]);
        }
        assert_eq!(bonds(&[fact("disputed", ""), fact("endorsed", "2022-04-28")], 2023..=2023), ["disputed"]);
    }
}

//! What stands behind an indicator or beside a principle: variables, statuses, judgements and lists, as their publishers
//! give them.

use super::{ListTrace, PartTrace, Tracer};
use crate::dataset::Reading;
use crate::party::Fact;
use crate::rubric::{Exhibit, Measure, Shown};
use crate::words::year::Year;

impl Tracer<'_> {
    pub(super) fn shown(&self, shown: &Shown) -> Option<PartTrace> {
        let Exhibit::Variable(variable) = &shown.exhibit else { return None };
        let part = self.part(&variable.value, self.year);
        Some(PartTrace { title: shown.title.clone(), note: shown.note.clone(), ..part })
    }

    pub(super) fn list(&self, shown: &Shown) -> Option<ListTrace> {
        let Exhibit::Status(code) = &shown.exhibit else { return None };
        let parties = &self.case.evidence().parties;
        let list = parties.instruments.get(&code.value)?;
        let upto = |fact: &&Fact| fact.day.is_none_or(|day| day.latest() <= (self.year, 12, 31));
        Some(ListTrace {
            list: list.title.clone(),
            title: shown.title.clone(),
            facts: parties.history(&code.value, self.country).iter().filter(upto).cloned().collect(),
            absence_is_no: list.readable.is_some_and(|(from, until)| (from..=until).contains(&self.year)),
            note: shown.note.clone(),
            is_not: list.note.clone(),
        })
    }

    /// What a measure reads: its variables, or the status that counts in the year.
    pub(super) fn parts(&self, measure: &Measure, year: Year) -> Vec<PartTrace> {
        let Measure::Status(status) = measure else {
            return measure.variables().iter().map(|variable| self.part(&variable.value, year)).collect();
        };
        let evidence = self.case.evidence();
        let list = evidence.parties.instruments.get(&status.instrument.value);
        let readings = evidence.measure(measure, self.country, year).parts.into_iter();
        let package = &evidence.parties.package;
        readings
            .map(|(variable, reading)| {
                let (value, source, status) = match &reading {
                    Reading::Value(found) => (Some(found.value), found.source.clone(), Some(found.note.clone())),
                    _ => (None, String::new(), None),
                };
                PartTrace {
                    variable,
                    title: list.map(|list| list.title.clone()).unwrap_or_default(),
                    value,
                    status,
                    gap: match reading {
                        Reading::Gap(gap) => Some(gap.key()),
                        _ => None,
                    },
                    source: if source.is_empty() { package.title.en.clone() } else { source },
                    dataset: format!("{} {}", package.name, package.version),
                    is_not: list.map(|list| list.note.clone()).unwrap_or_default(),
                    ..self.part("", year)
                }
            })
            .collect()
    }

    pub(super) fn part(&self, full: &str, year: Year) -> PartTrace {
        let evidence = self.case.evidence();
        let reading = evidence.look(full, self.country, year);
        let variable = evidence.variable(full);
        let observation = match &reading {
            Reading::Value(observation) => Some(observation),
            _ => None,
        };
        let package = full.split_once('.').and_then(|(name, _)| evidence.datasets.get(name)).map(|set| &set.package);
        PartTrace {
            variable: full.to_owned(),
            title: variable.map(|variable| variable.title.clone()).unwrap_or_default(),
            year,
            value: observation.map(|found| found.value).or((reading == Reading::Zero).then_some(0.0)),
            status: None,
            lower: observation.and_then(|found| found.lower),
            upper: observation.and_then(|found| found.upper),
            interval_level: variable
                .and_then(|variable| variable.interval_level)
                .filter(|_| observation.is_some_and(|found| found.lower.is_some())),
            implied_zero: reading == Reading::Zero,
            gap: match reading {
                Reading::Gap(gap) => Some(gap.key()),
                _ => None,
            },
            unit: variable.map(|variable| variable.unit.clone()).unwrap_or_default(),
            edition: variable.map(|variable| variable.edition.clone()).unwrap_or_default(),
            source: match observation {
                Some(found) if !found.source.is_empty() => found.source.clone(),
                _ => variable.map(|variable| variable.source.clone()).unwrap_or_default(),
            },
            dataset: package.map(|package| format!("{} {}", package.name, package.version)).unwrap_or_default(),
            is_not: variable.map(|variable| variable.is_not.clone()).unwrap_or_default(),
            note: observation.map(|found| found.note.clone()).unwrap_or_default(),
            judged: evidence.judged(full, self.country, year),
        }
    }
}

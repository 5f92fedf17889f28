//! Parties: what binds a country to an instrument, by date, with source and confidence.

pub mod bond;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::dataset::atlas::Atlas;
use crate::dataset::package::Package;
use crate::words::country::Country;
use crate::words::day::Day;
use crate::words::finding::{Finding, Findings};
use crate::words::folder::Folder;
use crate::words::locale::Text;
use crate::words::sheet::{Row, Sheet};
use crate::words::year::Year;

/// How sure a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    Confirmed,
    /// Follows from another confirmed fact.
    Derived,
    /// Known to those who follow the field, not looked up: no breach is called on it.
    GeneralKnowledge,
}

/// One event: from this day the country has this status.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fact {
    pub status: String,
    /// `None` where the day is not known.
    #[serde(serialize_with = "shown")]
    pub day: Option<Day>,
    pub source: String,
    pub confidence: Confidence,
}

fn shown<S: serde::Serializer>(day: &Option<Day>, serializer: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.serialize_str(&day.to_string()),
        None => serializer.serialize_none(),
    }
}

/// A group of countries that follows from their status under an instrument.
#[derive(Clone, Debug)]
pub struct PartyGroup {
    pub code: String,
    pub title: Text,
    pub instrument: String,
    pub statuses: Vec<String>,
}

/// What is known of an instrument's list of parties as a whole.
#[derive(Clone, Debug)]
pub struct PartyList {
    pub title: Text,
    /// The first and last year for whose end a country that is not on the list is known not to be a party; `None` where
    /// absence says nothing.
    pub readable: Option<(Year, Year)>,
    pub note: String,
}

/// All facts of the package of parties.
#[derive(Clone, Debug)]
pub struct Parties {
    pub package: Package,
    /// In the order of their days, by instrument and country.
    facts: BTreeMap<(String, Country), Vec<Fact>>,
    pub groups: Vec<PartyGroup>,
    pub instruments: BTreeMap<String, PartyList>,
}

const FACTS: [&str; 6] = ["instrument", "country", "status", "date", "source", "confidence"];
const GROUPS: [&str; 5] = ["group", "title_en", "title_zh_tw", "instrument", "statuses"];
const INSTRUMENTS: [&str; 5] = ["instrument", "title_en", "title_zh_tw", "absence_is_no", "note"];
const INSTRUMENTS_MAY: [&str; 2] = ["from", "complete_until"];

impl Parties {
    /// Reads the package of parties.
    ///
    /// # Errors
    /// Every fault of its files at its place.
    pub fn read(folder: &Folder, package: Package, atlas: &Atlas) -> (Option<Self>, Findings) {
        let mut findings = Findings::default();
        let mut parties = Self { package, facts: BTreeMap::new(), groups: Vec::new(), instruments: BTreeMap::new() };
        let tables: [(&str, &[&'static str]); 3] =
            [("instruments", &INSTRUMENTS), ("facts", &FACTS), ("groups", &GROUPS)];
        for (name, columns) in tables {
            let file = parties.package.path_of(name).to_owned();
            let (text, found) = folder.text(&file);
            findings.extend(found);
            let Some(text) = text else { continue };
            let path = folder.path(&file);
            let (sheet, header) =
                Sheet::read(&path, &text, columns, if name == "instruments" { &INSTRUMENTS_MAY } else { &[] });
            findings.extend(header);
            for row in sheet.rows() {
                let read = match name {
                    "instruments" => parties.instrument(row),
                    "facts" => parties.fact(row, atlas),
                    _ => parties.group(row),
                };
                read.err().into_iter().for_each(|finding| findings.push(finding));
            }
        }
        for facts in parties.facts.values_mut() {
            facts.sort_by_key(|fact| fact.day.map(|day| day.latest()));
        }
        ((!findings.has_fault()).then_some(parties), findings)
    }

    fn instrument(&mut self, row: Row<'_>) -> Result<(), Finding> {
        let title = Text::new(row.field("title_en"), row.field("title_zh_tw"));
        let year = |column: &str| match row.filled(column).map(str::parse::<Year>).transpose() {
            Ok(year) => Ok(year),
            Err(_) => {
                let found = format!("`{}` is not a year.", row.field(column));
                Err(row.fault(column, "bad-years", found).help("write four digits, or nothing"))
            }
        };
        let (from, until) = (year("from")?, year("complete_until")?);
        let readable = match row.field("absence_is_no") {
            "no" => None,
            "yes" => Some((from.unwrap_or(Year::MIN), until.unwrap_or(Year::MAX))),
            other => {
                let finding = row.fault("absence_is_no", "unknown-word", format!("`{other}` is not known here."));
                return Err(finding.expected("yes or no").help("mend it"));
            }
        };
        let note = row.field("note").to_owned();
        self.instruments.insert(row.field("instrument").to_owned(), PartyList { title, readable, note });
        Ok(())
    }

    fn known_instrument(&self, row: Row<'_>) -> Result<String, Finding> {
        let code = row.field("instrument");
        if self.instruments.contains_key(code) {
            return Ok(code.to_owned());
        }
        let found = format!("The instrument `{code}` is not described in instruments.csv.");
        Err(row.fault("instrument", "unknown-instrument", found).help("add its row there"))
    }

    fn fact(&mut self, row: Row<'_>, atlas: &Atlas) -> Result<(), Finding> {
        let instrument = self.known_instrument(row)?;
        let country = atlas.judge(row, "country")?;
        let day = match row.filled("date").map(Day::parse).transpose() {
            Ok(day) => day,
            Err(wrong) => return Err(row.fault("date", "bad-date", format!("Here {wrong}.")).help("mend the date")),
        };
        let confidence = match row.field("confidence") {
            "confirmed" => Confidence::Confirmed,
            "derived" => Confidence::Derived,
            "general-knowledge" => Confidence::GeneralKnowledge,
            other => {
                let finding = row.fault("confidence", "unknown-word", format!("`{other}` is not known here."));
                return Err(finding.expected("confirmed, derived or general-knowledge").help("mend it"));
            }
        };
        let Some(status) = row.filled("status") else {
            return Err(row.fault("status", "empty-field", "The status is missing.").help("fill it in"));
        };
        let source = row.field("source").to_owned();
        let facts = self.facts.entry((instrument, country)).or_default();
        if facts.iter().any(|fact| fact.status == status && fact.day == day) {
            let found = format!("{country} is `{status}` on the same day twice.");
            return Err(row.fault("country", "repeated-fact", found).help("keep one of the rows"));
        }
        facts.push(Fact { status: status.to_owned(), day, source, confidence });
        Ok(())
    }

    fn group(&mut self, row: Row<'_>) -> Result<(), Finding> {
        let instrument = self.known_instrument(row)?;
        let statuses = row.field("statuses").split_whitespace().map(str::to_owned).collect();
        let title = Text::new(row.field("title_en"), row.field("title_zh_tw"));
        self.groups.push(PartyGroup { code: row.field("group").to_owned(), title, instrument, statuses });
        Ok(())
    }

    /// Every fact about a country under an instrument, oldest first, undated ones before all others.
    pub fn history(&self, instrument: &str, country: Country) -> &[Fact] {
        self.facts.get(&(instrument.to_owned(), country)).map_or(&[], Vec::as_slice)
    }

    /// Every status that any country ever has under the instrument, in alphabetical order.
    pub fn statuses(&self, instrument: &str) -> Vec<&str> {
        let facts = self.facts.iter().filter(|((code, _), _)| code == instrument).flat_map(|(_, facts)| facts);
        let mut statuses: Vec<&str> = facts.map(|fact| fact.status.as_str()).collect();
        statuses.sort_unstable();
        statuses.dedup();
        statuses
    }

    /// The newest fact at the end of a year. An undated one counts as its instrument declares: `adopted` is the year in
    /// which the instrument was, `None` where undated facts hold at all times.
    pub fn at_end_of(
        &self,
        instrument: &str,
        country: Country,
        year: Year,
        undated_from: Option<Year>,
    ) -> Option<&Fact> {
        self.history(instrument, country).iter().rev().find(|fact| match fact.day {
            Some(day) => day.latest() <= (year, 12, 31),
            None => undated_from.is_none_or(|from| from <= year),
        })
    }

    /// No facts at all, for tests.
    #[cfg(test)]
    pub(crate) fn empty(instrument: &str) -> Self {
        let list = PartyList { title: Text::default(), readable: None, note: String::new() };
        let package = Package::unsealed("parties");
        let instruments = BTreeMap::from([(instrument.to_owned(), list)]);
        Self { package, facts: BTreeMap::new(), groups: Vec::new(), instruments }
    }

    /// Adds a fact, as worked cases do.
    pub fn add(&mut self, instrument: &str, country: Country, fact: Fact) {
        let facts = self.facts.entry((instrument.to_owned(), country)).or_default();
        facts.push(fact);
        facts.sort_by_key(|fact| fact.day.map(|day| day.latest()));
    }

    /// Forgets what is known of a country under an instrument, as worked cases do before they state their own facts.
    pub fn forget(&mut self, instrument: &str, country: Country) {
        self.facts.remove(&(instrument.to_owned(), country));
    }
}

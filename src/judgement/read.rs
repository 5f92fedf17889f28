//! Reads `judgements.csv`: one row for each coder, country, year and principle or indicator.

use std::collections::BTreeMap;

use super::reliability::{RESAMPLES, Reliability};
use super::{Code, Judgement, Judgements, Subject, Unit};
use crate::dataset::Dataset;
use crate::dataset::atlas::Atlas;
use crate::dataset::observation::Observation;
use crate::dataset::package::Package;
use crate::dataset::package::coding::{Coding, Level};
use crate::dataset::variable::Variable;
use crate::methods::normalise::Direction;
use crate::words::country::Country;
use crate::words::day::Day;
use crate::words::finding::{Finding, Findings, Place};
use crate::words::folder::Folder;
use crate::words::locale::Text;
use crate::words::number::plain;
use crate::words::sheet::{Row, Sheet};
use crate::words::year::{Year, Years};

const REQUIRED: [&str; 7] = ["country", "year", "principle", "coder", "code", "evidence", "date"];
const OPTIONAL: [&str; 1] = ["adjudicated"];

/// Codes that are words: they say that there is no code.
const NO_EVIDENCE: &str = "no-evidence";
const NOT_APPLICABLE: &str = "not-applicable";

type Units = BTreeMap<(Country, Year), Unit>;

impl Judgements {
    /// Reads a package of judgements: what was said, and the values that come of it as a dataset of the same name.
    ///
    /// # Errors
    /// Every fault of the file at its place.
    pub fn read(folder: &Folder, package: Package, atlas: &Atlas) -> (Option<(Dataset, Self)>, Findings) {
        let mut findings = Findings::default();
        let name = package.path_of("judgements").to_owned();
        let (text, found) = folder.text(&name);
        findings.extend(found);
        let (Some(text), Some(coding)) = (text, package.coding.clone()) else { return (None, findings) };
        let path = folder.path(&name);
        let (sheet, header) = Sheet::read(&path, &text, &REQUIRED, &OPTIONAL);
        findings.extend(header);
        if sheet.is_empty() && !findings.has_fault() {
            let finding = Finding::fault("empty-dataset", "The file has a header and no row.");
            findings.push(finding.help("add judgements, or leave the dataset out of the plan").in_file(&path));
        }
        let mut reader = Reader { atlas, coding: &coding, units: BTreeMap::new(), inapplicable: vec![], findings };
        sheet.rows().for_each(|row| reader.row(row));
        reader.judge_applicability();
        let Reader { units, findings, .. } = reader;
        if findings.has_fault() {
            return (None, findings);
        }
        let of = |(subject, units): (&String, &Units)| (subject.clone(), variable(subject, units, &coding, &package));
        let variables = units.iter().map(of);
        let dataset = Dataset { variables: variables.collect(), package };
        let subjects = units.into_iter().map(|(subject, units)| {
            let reliability = Reliability::of(units.values(), &coding, RESAMPLES, 0);
            (subject, Subject { units, reliability })
        });
        let subjects = subjects.collect();
        (Some((dataset, Self { coding, subjects })), findings)
    }
}

/// What was judged as a variable: its values are those that the codes combine to.
fn variable(subject: &str, units: &Units, coding: &Coding, package: &Package) -> Variable {
    let ends = coding.scale.first().copied().zip(coding.scale.last().copied());
    let (low, high) = ends.map_or_else(Default::default, |(low, high)| (plain(low), plain(high)));
    let years = units.keys().map(|(_, year)| *year);
    let span = years.clone().min().zip(years.max()).map_or(Years::one(1), |(first, last)| Years::span(first, last));
    let value = |(key, unit): (&(Country, Year), &Unit)| {
        unit.combined(coding.combine).ok().map(|value| (*key, Observation::bare(value)))
    };
    Variable {
        name: subject.to_owned(),
        title: Text::new(format!("{subject}, judged by people"), format!("{subject}（人工判斷）")),
        unit: Text::new(format!("on a scale from {low} to {high}"), format!("（尺度 {low} 至 {high}）")),
        direction: (coding.level != Level::Nominal).then_some(Direction::Higher),
        minimum: ends.map(|(low, _)| low),
        maximum: ends.map(|(_, high)| high),
        span,
        edition: package.version.clone(),
        interval_level: None,
        error: None,
        zero: None,
        components: Vec::new(),
        description: String::new(),
        is_not: String::new(),
        source: package.title.en.clone(),
        observations: units.iter().filter_map(value).collect(),
    }
}

struct Reader<'r> {
    atlas: &'r Atlas,
    coding: &'r Coding,
    units: BTreeMap<String, Units>,
    /// Where a coder says that it does not apply.
    inapplicable: Vec<(String, (Country, Year), Place)>,
    findings: Findings,
}

impl Reader<'_> {
    fn keep<T>(&mut self, read: Result<T, Finding>) -> Option<T> {
        read.map_err(|finding| self.findings.push(finding)).ok()
    }

    fn row(&mut self, row: Row<'_>) {
        let country = self.keep(self.atlas.judge(row, "country"));
        let (year, day) = (self.keep(year(row)), self.keep(day(row)));
        let (subject, coder) = (self.keep(subject(row)), self.keep(filled(row, "coder")));
        let code = self.keep(self.code(row, "code"));
        let adjudicated = match row.filled("adjudicated") {
            Some(_) => self.keep(self.code(row, "adjudicated")),
            None => None,
        };
        // where nothing was found there may be nothing to show
        let evidence = match code {
            Some(Code::NoEvidence) => Some(row.field("evidence").to_owned()),
            _ => self.keep(filled(row, "evidence")),
        };
        let (Some(country), Some(year), Some(subject), Some(coder)) = (country, year, subject, coder) else { return };
        let unit = self.units.entry(subject.clone()).or_default().entry((country, year)).or_default();
        match (unit.adjudicated, adjudicated) {
            (Some(earlier), Some(now)) if earlier != now => {
                let found = format!("Another row settles {subject} for {country} in {year} otherwise.");
                let finding = row.fault("adjudicated", "adjudicated-twice", found);
                self.findings.push(finding.help("write one adjudicated code, in one row or the same in all"));
            }
            (None, Some(now)) => unit.adjudicated = Some(now),
            _ => {}
        }
        if unit.judgements.iter().any(|earlier| earlier.coder == coder) {
            let found = format!("{coder} judges {subject} for {country} in {year} twice.");
            self.findings.push(row.fault("coder", "repeated-judgement", found).help("keep one of the rows"));
            return;
        }
        let (Some(code), Some(evidence), Some(day)) = (code, evidence, day) else { return };
        unit.judgements.push(Judgement { coder, code, evidence, day });
        if code == Code::NotApplicable {
            self.inapplicable.push((subject, (country, year), row.place("code")));
        }
    }

    fn code(&self, row: Row<'_>, column: &str) -> Result<Code, Finding> {
        let text = row.field(column);
        let known = |number: &f64| self.coding.scale.contains(number);
        match (text, text.parse::<f64>().ok().filter(known)) {
            (NO_EVIDENCE, _) => Ok(Code::NoEvidence),
            (NOT_APPLICABLE, _) => Ok(Code::NotApplicable),
            (_, Some(number)) => Ok(Code::Given(number)),
            (_, None) => {
                let scale: Vec<String> = self.coding.scale.iter().map(|code| plain(*code)).collect();
                let expected = format!("{}, {NO_EVIDENCE} or {NOT_APPLICABLE}", scale.join(", "));
                let finding = row.fault(column, "unknown-code", format!("`{text}` is not a code of the scale."));
                Err(finding.expected(expected).help("mend it, or declare the scale in datapackage.json"))
            }
        }
    }

    /// A clause that applies for one coder and not for another was not read alike.
    fn judge_applicability(&mut self) {
        for (subject, key, place) in &self.inapplicable {
            let unit = self.units.get(subject).and_then(|units| units.get(key));
            if unit.is_some_and(Unit::disputed) {
                let found = format!("The coders differ on whether {subject} applies to {} in {}.", key.0, key.1);
                let finding = Finding::doubtful("disputed-applicability", found).at(place.clone());
                self.findings.push(finding.help("settle it in the column `adjudicated`"));
            }
        }
    }
}

fn filled(row: Row<'_>, column: &'static str) -> Result<String, Finding> {
    let missing = || row.fault(column, "empty-field", format!("The field `{column}` is empty.")).help("fill it in");
    row.filled(column).map(str::to_owned).ok_or_else(missing)
}

/// `3.2`, or `3.2#skills` where one indicator of it is judged.
fn subject(row: Row<'_>) -> Result<String, Finding> {
    let text = filled(row, "principle")?;
    let (principle, indicator) = text.split_once('#').unwrap_or((&text, "-"));
    if [principle, indicator].iter().any(|part| part.is_empty() || part.contains([' ', '#', '/'])) {
        let finding = row.fault("principle", "bad-reference", format!("`{text}` does not say what is judged."));
        return Err(finding.expected("a principle such as 3.2, or an indicator such as 3.2#skills").help("mend it"));
    }
    Ok(text)
}

fn year(row: Row<'_>) -> Result<Year, Finding> {
    let text = row.field("year");
    let year = text.parse::<Year>().ok().filter(|year| (1..=9999).contains(year));
    year.ok_or_else(|| row.fault("year", "bad-years", format!("`{text}` is not a year.")).help("write four digits"))
}

fn day(row: Row<'_>) -> Result<Day, Finding> {
    Day::parse(row.field("date"))
        .map_err(|wrong| row.fault("date", "bad-date", format!("Here {wrong}.")).help("write when it was coded"))
}

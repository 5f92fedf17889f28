//! Evidence: the datasets, parties and judgements that a rubric is held against.

use std::collections::BTreeMap;

use crate::dataset::atlas::Atlas;
use crate::dataset::observation::Observation;
use crate::dataset::package::{Kind, Package};
use crate::dataset::variable::Variable;
use crate::dataset::{Dataset, Reading};
use crate::judgement::{Judged, Judgements, Subject};
use crate::party::{Fact, Parties};
use crate::rubric::{Measure, StatusMeasure};
use crate::words::country::Country;
use crate::words::finding::{Finding, Findings};
use crate::words::folder::Folder;
use crate::words::gap::Gap;
use crate::words::keys::Sited;
use crate::words::year::Year;

/// All figures and facts of one run, judged.
#[derive(Clone, Debug)]
pub struct Evidence {
    pub atlas: Atlas,
    pub parties: Parties,
    /// By name.
    pub datasets: BTreeMap<String, Dataset>,
    /// What people judged, by the name of the package; the dataset of the same name has the values.
    pub judgements: BTreeMap<String, Judgements>,
    /// The observations were made up for a worked case, so that nothing follows from what they leave out.
    pub hypothetical: bool,
}

/// What a measure (a variable, or a sum of variables) comes to for one country and year.
#[derive(Clone, Debug)]
pub struct Measured {
    pub value: Result<f64, Gap>,
    /// A part of the sum is a refused zero: the value is the least that it can be.
    pub at_least: bool,
    /// Each variable with what its dataset says.
    pub parts: Vec<(String, Reading)>,
}

impl Evidence {
    /// Reads and judges every package: one of countries, one of parties, any number of observations and
    /// judgements.
    ///
    /// # Errors
    /// Every fault of every package at its place.
    pub fn gather(folders: &[Folder]) -> (Option<Self>, Findings) {
        let mut findings = Findings::default();
        let mut packages = Vec::new();
        for folder in folders {
            let (package, found) = Package::read(folder);
            findings.extend(found);
            packages.extend(package.map(|package| (package, folder)));
        }
        judge_kinds(&packages, &mut findings);
        // countries first: every other package is judged against them
        packages.sort_by_key(|(package, _)| package.kind != Kind::Countries);
        let (mut atlas, mut parties) = (None, None);
        let (mut datasets, mut judgements) = (BTreeMap::new(), BTreeMap::new());
        for (package, folder) in packages {
            let name = package.name.clone();
            match (package.kind, &atlas) {
                (Kind::Countries, _) => keep(&mut atlas, Atlas::read(folder, package), &mut findings),
                (Kind::Parties, Some(atlas)) => {
                    keep(&mut parties, Parties::read(folder, package, atlas), &mut findings);
                }
                (Kind::Observations, Some(atlas)) => {
                    let mut dataset = None;
                    keep(&mut dataset, Dataset::read(folder, package, atlas), &mut findings);
                    datasets.extend(dataset.map(|dataset| (name, dataset)));
                }
                (Kind::Judgements, Some(atlas)) => {
                    let mut read = None;
                    keep(&mut read, Judgements::read(folder, package, atlas), &mut findings);
                    if let Some((dataset, own)) = read {
                        datasets.insert(name.clone(), dataset);
                        judgements.insert(name, own);
                    }
                }
                (_, None) => {}
            }
        }
        if findings.has_fault() {
            return (None, findings);
        }
        let both = atlas.zip(parties);
        (both.map(|(atlas, parties)| Self { atlas, parties, datasets, judgements, hypothetical: false }), findings)
    }

    /// The same variables and facts without any observation, for worked cases.
    pub fn blank(&self) -> Self {
        let mut blank = self.clone();
        for variable in blank.datasets.values_mut().flat_map(|dataset| dataset.variables.values_mut()) {
            variable.observations.clear();
        }
        blank.judgements.values_mut().for_each(Judgements::forget);
        blank.hypothetical = true;
        blank
    }

    /// Puts an observation in place of what a blank holds; nothing happens for an unknown variable.
    pub fn put(&mut self, full: &str, country: Country, year: Year, value: f64) {
        let found = full.split_once('.').and_then(|(name, variable)| {
            self.datasets.get_mut(name).and_then(|dataset| dataset.variables.get_mut(variable))
        });
        if let Some(variable) = found {
            variable.observations.insert((country, year), Observation::bare(value));
        }
    }

    /// The variable under its full name `<dataset>.<variable>`.
    pub fn variable(&self, full: &str) -> Option<&Variable> {
        let (dataset, variable) = full.split_once('.')?;
        self.datasets.get(dataset)?.variables.get(variable)
    }

    /// Every variable by its full name.
    pub fn variables(&self) -> impl Iterator<Item = (String, &Variable)> {
        self.datasets.iter().flat_map(|(name, dataset)| {
            dataset.variables.values().map(move |variable| (format!("{name}.{}", variable.name), variable))
        })
    }

    /// What the datasets say of one variable.
    pub fn look(&self, full: &str, country: Country, year: Year) -> Reading {
        let Some((set, name, variable)) =
            full.split_once('.').and_then(|(name, variable)| Some((self.datasets.get(name)?, name, variable)))
        else {
            return Reading::Gap(Gap::NotReported);
        };
        match (set.look(variable, country, year, &self.atlas), self.judgements.get(name)) {
            (Reading::Gap(_), Some(judgements)) => Reading::Gap(judgements.gap(variable, country, year)),
            (reading, _) => reading,
        }
    }

    /// The principle or indicator that people judged, if the variable is one.
    pub fn subject(&self, full: &str) -> Option<&Subject> {
        let (name, subject) = full.split_once('.')?;
        self.judgements.get(name)?.subjects.get(subject)
    }

    /// Whether a measure rests on what people judged.
    pub fn is_judged(&self, measure: &Measure) -> bool {
        measure.variables().iter().any(|name| self.subject(&name.value).is_some())
    }

    /// Who judged a country and year, and how.
    pub fn judged(&self, full: &str, country: Country, year: Year) -> Option<Judged> {
        let (name, subject) = full.split_once('.')?;
        self.judgements.get(name)?.judged(subject, country, year)
    }

    /// The value of one variable, zeros among them.
    pub fn value(&self, full: &str, country: Country, year: Year) -> Option<f64> {
        match self.look(full, country, year) {
            Reading::Value(observation) => Some(observation.value),
            Reading::Zero => Some(0.0),
            Reading::Gap(_) => None,
        }
    }

    /// What a measure comes to.
    pub fn measure(&self, measure: &Measure, country: Country, year: Year) -> Measured {
        match measure {
            Measure::Sum(variables) => self.sum(variables, country, year),
            Measure::Status(status) => self.status(status, country, year),
        }
    }

    /// A sum with a missing part is missing; but where a part is only a refused zero and another part was observed, the
    /// register did see the country: the sum is then at least what was observed.
    fn sum(&self, variables: &[Sited<String>], country: Country, year: Year) -> Measured {
        let look = |name: &Sited<String>| (name.value.clone(), self.look(&name.value, country, year));
        let parts: Vec<(String, Reading)> = variables.iter().map(look).collect();
        let (mut sum, mut seen, mut refused, mut gap) = (0.0, false, false, None);
        for (_, reading) in &parts {
            match reading {
                Reading::Value(observation) => {
                    sum += observation.value;
                    seen |= observation.value > 0.0;
                }
                Reading::Zero => {}
                Reading::Gap(Gap::RefusedZero) => refused = true,
                Reading::Gap(found) => gap = gap.or(Some(*found)),
            }
        }
        let value = match gap {
            Some(gap) => Err(gap),
            None if refused && !seen => Err(Gap::RefusedZero),
            None => Ok(sum),
        };
        Measured { at_least: value.is_ok() && refused, value, parts }
    }

    fn status(&self, status: &StatusMeasure, country: Country, year: Year) -> Measured {
        let code = &status.instrument.value;
        let reading = match self.parties.instruments.get(code) {
            _ if !self.atlas.is_country(country) => Reading::Gap(Gap::NotApplicable),
            Some(instrument) if instrument.readable.is_some_and(|(from, until)| (from..=until).contains(&year)) => {
                // an undated entry of a complete list holds for as long as the list may be read
                let fact = self.parties.at_end_of(code, country, year, None);
                let known = |fact: &&Fact| status.codes.iter().find(|(word, _)| *word == fact.status);
                let value = fact.as_ref().and_then(known).map_or(status.otherwise, |(_, number)| *number);
                let note = fact.map(|fact| fact.status.clone()).unwrap_or_default();
                let source = fact.map(|fact| fact.source.clone()).unwrap_or_default();
                Reading::Value(Observation { note, source, ..Observation::bare(value) })
            }
            _ => Reading::Gap(Gap::OutsideSpan),
        };
        let value = match &reading {
            Reading::Value(observation) => Ok(observation.value),
            Reading::Zero => Ok(0.0),
            Reading::Gap(gap) => Err(*gap),
        };
        Measured { value, at_least: false, parts: vec![(format!("parties.{code}"), reading)] }
    }
}

fn keep<T>(into: &mut Option<T>, (read, found): (Option<T>, Findings), findings: &mut Findings) {
    findings.extend(found);
    *into = read;
}

fn judge_kinds(packages: &[(Package, &Folder)], findings: &mut Findings) {
    for (kind, word) in [(Kind::Countries, "countries"), (Kind::Parties, "parties")] {
        let count = packages.iter().filter(|(package, _)| package.kind == kind).count();
        if count != 1 && !findings.has_fault() {
            let found = format!("There are {count} packages of {word}.");
            let finding = Finding::fault("package-count", found).expected("exactly one");
            findings.push(finding.help("name one such dataset in the plan"));
        }
    }
    for (at, (package, folder)) in packages.iter().enumerate() {
        if packages[..at].iter().any(|(earlier, _)| earlier.name == package.name) {
            let found = format!("Two packages are called `{}`.", package.name);
            findings.push(Finding::fault("repeated-package", found).help("rename one").in_file(&folder.shown));
        }
    }
}

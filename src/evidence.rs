//! Evidence: the datasets and parties that a rubric is held against.

use std::collections::BTreeMap;

use crate::dataset::atlas::Atlas;
use crate::dataset::package::{Kind, Package};
use crate::dataset::variable::Variable;
use crate::dataset::{Dataset, Reading};
use crate::party::Parties;
use crate::rubric::Measure;
use crate::words::country::Country;
use crate::words::finding::{Finding, Findings};
use crate::words::folder::Folder;
use crate::words::gap::Gap;
use crate::words::year::Year;

/// All figures and facts of one run, judged.
#[derive(Clone, Debug)]
pub struct Evidence {
    pub atlas: Atlas,
    pub parties: Parties,
    /// By name.
    pub datasets: BTreeMap<String, Dataset>,
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
    /// Reads and judges every package: one of countries, one of parties, any number of observations.
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
        let (mut atlas, mut parties, mut datasets) = (None, None, BTreeMap::new());
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
                (_, None) => {}
            }
        }
        if findings.has_fault() {
            return (None, findings);
        }
        (atlas.zip(parties).map(|(atlas, parties)| Self { atlas, parties, datasets, hypothetical: false }), findings)
    }

    /// The same variables and facts without any observation, for worked cases.
    pub fn blank(&self) -> Self {
        let mut blank = self.clone();
        for variable in blank.datasets.values_mut().flat_map(|dataset| dataset.variables.values_mut()) {
            variable.observations.clear();
        }
        blank.hypothetical = true;
        blank
    }

    /// Puts an observation in place of what a blank holds; nothing happens for an unknown variable.
    pub fn put(&mut self, full: &str, country: Country, year: Year, value: f64) {
        let found = full.split_once('.').and_then(|(name, variable)| {
            self.datasets.get_mut(name).and_then(|dataset| dataset.variables.get_mut(variable))
        });
        if let Some(variable) = found {
            variable.observations.insert((country, year), crate::dataset::observation::Observation::bare(value));
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
        full.split_once('.')
            .and_then(|(name, variable)| Some((self.datasets.get(name)?, variable)))
            .map_or(Reading::Gap(Gap::NotReported), |(set, variable)| set.look(variable, country, year, &self.atlas))
    }

    /// What a measure comes to. A sum with a missing part is missing; but where a part is only a refused zero and
    /// another part was observed, the register did see the country: the sum is then at least what was observed.
    pub fn measure(&self, measure: &Measure, country: Country, year: Year) -> Measured {
        let parts: Vec<(String, Reading)> = measure
            .variables
            .iter()
            .map(|variable| (variable.value.clone(), self.look(&variable.value, country, year)))
            .collect();
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

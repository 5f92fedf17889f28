//! Datasets: Data Packages whose figures the rubrics read. Only a package without a fault becomes a `Dataset`.

pub mod atlas;
pub mod observation;
pub mod package;
pub mod variable;

use std::collections::BTreeMap;

use atlas::Atlas;
use observation::Observation;
use package::Package;
use variable::{Variable, ZeroRule};

use crate::words::country::Country;
use crate::words::finding::{Finding, Findings};
use crate::words::folder::Folder;
use crate::words::gap::Gap;
use crate::words::year::Year;

/// A package of observations: country, year, variable, value.
#[derive(Clone, Debug)]
pub struct Dataset {
    pub package: Package,
    /// By name.
    pub variables: BTreeMap<String, Variable>,
}

/// What a dataset says of one country, year and variable.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    Value(Observation),
    /// No row, inside the span in which that means zero.
    Zero,
    Gap(Gap),
}

impl Dataset {
    /// Reads and judges a package of observations.
    ///
    /// # Errors
    /// Every fault of its files at its place.
    pub fn read(folder: &Folder, package: Package, atlas: &Atlas) -> (Option<Self>, Findings) {
        let (variables, unsure, mut findings) = variable::read(folder, &package);
        let mut variables: BTreeMap<String, Variable> =
            variables.into_iter().map(|variable| (variable.name.clone(), variable)).collect();
        for (list, country) in
            package.blind_lists.iter().flat_map(|(name, list)| list.countries.iter().map(move |c| (name, c)))
        {
            if !atlas.has(*country) {
                let found = format!("`{country}` in the blind list `{list}` is not a known country.");
                let finding = Finding::fault("unknown-country", found).help(atlas.unknown(country.as_str()));
                findings.push(finding.in_file(&folder.path(package::PACKAGE)));
            }
        }
        let name = package.path_of("observations");
        let (text, found) = folder.text(name);
        findings.extend(found);
        // where no variable could be read, every row would look wrong
        if let Some(text) = text.filter(|_| !variables.is_empty() || !findings.has_fault()) {
            findings.extend(observation::read(&folder.path(name), &text, atlas, &mut variables, &unsure));
        }
        for variable in variables.values() {
            if variable.observations.is_empty() && !findings.has_fault() {
                let found = format!("The variable `{}` has no observation.", variable.name);
                let path = folder.path(package.path_of("variables"));
                findings.push(Finding::doubtful("unused-variable", found).in_file(&path).help("remove its row"));
            }
        }
        let dataset = (!findings.has_fault()).then_some(Self { package, variables });
        (dataset, findings)
    }

    /// What the dataset says; a variable that it does not have is a gap.
    pub fn look(&self, variable: &str, country: Country, year: Year, atlas: &Atlas) -> Reading {
        let Some(found) = self.variables.get(variable) else { return Reading::Gap(Gap::NotReported) };
        if !found.span.contains(year) {
            return Reading::Gap(Gap::OutsideSpan);
        }
        match (found.observations.get(&(country, year)), &found.zero) {
            (None, None) => Reading::Gap(Gap::NotReported),
            (Some(observation), None) => Reading::Value(observation.clone()),
            // a zero is believed or refused by the same rule, whether it is written out or follows from no row
            (Some(observation), Some(_)) if observation.value != 0.0 => Reading::Value(observation.clone()),
            (_, Some(rule)) => self.look_at_zero(rule, country, year, atlas),
        }
    }

    fn look_at_zero(&self, rule: &ZeroRule, country: Country, year: Year, atlas: &Atlas) -> Reading {
        if !atlas.is_country(country) {
            return Reading::Gap(Gap::NotApplicable);
        }
        if rule.blind.as_ref().is_some_and(|list| self.package.is_blind(list, country)) {
            return Reading::Gap(Gap::RefusedZero);
        }
        match &rule.only_if {
            Some(other) if self.look(other, country, year, atlas) != Reading::Zero => Reading::Gap(Gap::NotReported),
            _ => Reading::Zero,
        }
    }
}

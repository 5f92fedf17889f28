//! What a plan asks: its conclusions and the targets of its drivers charts, with every name looked up.

use super::audit::{Claim, Stated};
use super::sensitivity::{self, Target};
use crate::assessment::Assessment;
use crate::case::Case;
use crate::group::Group;
use crate::plan::uncertainty::{self as planned, Conclusion, Who};
use crate::words::country::Country;
use crate::words::finding::{Finding, Findings, Place};
use crate::words::keys::Sited;
use crate::words::year::Year;

/// The group of all countries that are in no other of the question.
pub const OTHERS: &str = "others";

/// Looks names up and gathers those that are not known.
#[derive(Debug)]
pub struct Search<'s> {
    pub case: &'s Case,
    pub assessment: &'s Assessment,
    pub findings: Findings,
}

impl<'s> Search<'s> {
    pub fn new(case: &'s Case, assessment: &'s Assessment) -> Self {
        Self { case, assessment, findings: Findings::default() }
    }

    fn not_found<T>(&mut self, finding: Finding, place: &Place) -> Option<T> {
        self.findings.push(finding.at(place.clone()));
        None
    }

    pub fn node(&mut self, id: &Sited<String>) -> Option<usize> {
        self.case.find_node(&id.value).or_else(|| {
            let finding = Finding::fault("unknown-node", format!("The rubric has no `{}`.", id.value));
            let finding = finding.expected("total, or the id of a heading or principle");
            self.not_found(finding.help("`upheld list principles` shows all"), &id.place)
        })
    }

    pub fn year(&mut self, year: &Sited<Year>) -> Option<usize> {
        self.assessment.year(year.value).or_else(|| {
            let found = format!("{} is not among the plan's years.", year.value);
            let finding = Finding::fault("year-outside-plan", found).help("mend it, or widen `years`");
            self.not_found(finding, &year.place)
        })
    }

    pub fn country(&mut self, name: &Sited<String>) -> Option<usize> {
        let atlas = &self.case.evidence().atlas;
        let Some(country) = atlas.find(&name.value) else {
            let finding = Finding::fault("unknown-country", format!("`{}` is not a known country.", name.value));
            return self.not_found(finding.help(atlas.unknown(&name.value)), &name.place);
        };
        self.assessment.country(country).or_else(|| {
            let found = format!("{country} is not among the countries of the plan.");
            let finding = Finding::fault("country-outside-plan", found).help("ask for a country of the plan");
            self.not_found(finding, &name.place)
        })
    }

    /// The members of a group at the end of a year, as positions.
    pub fn members(&mut self, code: &Sited<String>, year: usize) -> Option<Vec<usize>> {
        let evidence = self.case.evidence();
        match Group::find(&code.value, &evidence.atlas, &evidence.parties) {
            Ok(group) => {
                let holds = |country: Country| {
                    group.holds(country, self.assessment.years[year], &evidence.atlas, &evidence.parties)
                };
                let countries = self.assessment.countries.iter().enumerate();
                Some(countries.filter(|(_, country)| holds(**country)).map(|(at, _)| at).collect())
            }
            Err(help) => {
                let finding = Finding::fault("unknown-group", format!("There is no group `{}`.", code.value));
                self.not_found(finding.help(help), &code.place)
            }
        }
    }

    /// A measure of a node and year, both as positions.
    pub fn target(&mut self, measure: &planned::Measure, node: usize, year: usize) -> Option<Target> {
        let measure = match measure {
            planned::Measure::Score(country) => sensitivity::Measure::Score(self.country(country)?),
            planned::Measure::Rank(country) => sensitivity::Measure::Rank(self.country(country)?),
            planned::Measure::Gap([first, second]) => {
                let members = |search: &mut Self, code: &Sited<String>| match code.value == OTHERS {
                    true => Some(None),
                    false => search.members(code, year).map(Some),
                };
                let (first, second) = (members(self, first), members(self, second));
                let (first, second) = (first?, second?);
                let all = 0..self.assessment.countries.len();
                let but = |group: &Option<Vec<usize>>| -> Vec<usize> {
                    let held = |at: &usize| group.as_ref().is_some_and(|group| group.contains(at));
                    all.clone().filter(|at| !held(at)).collect()
                };
                let (one, other) =
                    (first.clone().unwrap_or_else(|| but(&second)), second.unwrap_or_else(|| but(&first)));
                sensitivity::Measure::Gap(one, other)
            }
            planned::Measure::Shift => {
                let place = |country| self.assessment.verdict(node, year, country).place.map(|(place, _)| place);
                sensitivity::Measure::Shift((0..self.assessment.countries.len()).map(place).collect())
            }
        };
        Some(Target { measure, quantity: self.case.formula().quantity(node), year })
    }

    /// A conclusion of the plan.
    pub fn stated(&mut self, conclusion: &Conclusion) -> Option<Stated> {
        let (node, year) = (self.node(&conclusion.of), self.year(&conclusion.year));
        let claim = match &conclusion.claim {
            planned::Claim::Top { country, places } => {
                let country = self.country(country);
                Claim::Top { year: year?, country: country?, places: *places }
            }
            planned::Claim::Improved { who, since } => {
                let since = self.year(since);
                let countries = match who {
                    Who::Country(country) => self.country(country).map(|country| vec![country]),
                    Who::Group(code) => self.members(code, year?),
                };
                Claim::Improved { since: since?, year: year?, countries: countries? }
            }
            planned::Claim::Grade { country, at_least } => {
                let country = self.country(country);
                let grades = &self.case.rubric().instrument.grades;
                let Some(grade) = grades.iter().position(|grade| grade.id == at_least.value) else {
                    let ids: Vec<&str> = grades.iter().map(|grade| grade.id.as_str()).collect();
                    let found = format!("The rubric has no grade `{}`.", at_least.value);
                    let finding = Finding::fault("unknown-word", found).expected(ids.join(", "));
                    return self.not_found(finding.help("choose one of them"), &at_least.place);
                };
                let ceiling = self.case.rubric().instrument.ceiling.filter(|ceiling| ceiling.grade > grade);
                let ceiling = ceiling.map(|ceiling| (self.case.refrain_parts(node.unwrap_or(0)), ceiling.below));
                Claim::Grade { year: year?, country: country?, from: grades[grade].from, ceiling }
            }
            planned::Claim::Ahead { country, of } => {
                let (first, second) = (self.country(country), self.country(of));
                Claim::Ahead { year: year?, first: first?, second: second? }
            }
        };
        Some(Stated { quantity: self.case.formula().quantity(node?), claim })
    }
}

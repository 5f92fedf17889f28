//! Trials: worked cases run through the same arithmetic as every assessment, and what came out held against what was
//! expected.

use std::sync::Arc;

use crate::assessment::{Assessment, assess};
use crate::case::{Case, Scope};
use crate::evidence::Evidence;
use crate::party::bond::Bond;
use crate::party::{Confidence, Fact};
use crate::rubric::Rubric;
use crate::rubric::worked::WorkedCase;
use crate::words::finding::{Finding, Findings};
use crate::words::locale::Lang;
use crate::words::number;
use crate::words::year::{Year, Years};

/// How the worked cases of a rubric came out.
#[derive(Debug, Default)]
pub struct Trials {
    pub run: usize,
    pub findings: Findings,
}

/// Runs every worked case of a rubric.
pub fn run(rubric: &Arc<Rubric>, evidence: &Arc<Evidence>) -> Trials {
    let mut trials = Trials::default();
    let blank = evidence.blank();
    for worked in &rubric.worked {
        trials.run += 1;
        if let Err(findings) = run_one(rubric, evidence, &blank, worked) {
            trials.findings.extend(findings);
        }
    }
    trials
}

fn run_one(
    rubric: &Arc<Rubric>,
    shipped: &Arc<Evidence>,
    blank: &Evidence,
    worked: &WorkedCase,
) -> Result<(), Findings> {
    let mut findings = Findings::default();
    if !shipped.atlas.has(worked.country.value) {
        let found = format!("`{}` is not a known country.", worked.country.value);
        let help = shipped.atlas.unknown(worked.country.value.as_str());
        findings.push(Finding::fault("unknown-country", found).help(help).at(worked.country.place.clone()));
    }
    for given in worked.given.iter().flatten() {
        let variable = shipped.variable(&given.variable.value);
        if let Some(variable) = variable
            && !variable.span.contains(given.year)
        {
            let found = format!("{} is outside the span of `{}`.", given.year, given.variable.value);
            let finding = Finding::fault("outside-span", found).expected(variable.span.to_string());
            findings.push(finding.help("mend the year").at(given.variable.place.clone()));
        }
        if variable.is_none() {
            let found = format!("No dataset has the variable `{}`.", given.variable.value);
            let finding = Finding::fault("unknown-variable", found).help("`upheld list variables` shows all");
            findings.push(finding.at(given.variable.place.clone()));
        }
    }
    if findings.has_fault() {
        return Err(findings);
    }
    let evidence = evidence_of(rubric, shipped, blank, worked);
    // on the shipped figures every country stands beside it, so that relative methods compare as they do in a run
    let all = || shipped.atlas.countries().collect();
    let countries = if worked.given.is_some() { vec![worked.country.value] } else { all() };
    // progress is told from the year of joining on
    let first = match Bond::of(&evidence.parties, &rubric.instrument, worked.country.value, worked.year) {
        Bond::Bound(day) => day.latest().0,
        _ => worked.year,
    };
    let compared = || rubric.baselines();
    let years = Years::span(compared().fold(first, Year::min), compared().fold(worked.year, Year::max));
    let (case, _) = Case::pair(rubric.clone(), evidence, &Scope { years, countries })?;
    hold(&case, &assess(&case), worked)
}

fn evidence_of(rubric: &Arc<Rubric>, shipped: &Arc<Evidence>, blank: &Evidence, worked: &WorkedCase) -> Arc<Evidence> {
    if worked.given.is_none() && worked.joined.is_none() {
        return shipped.clone();
    }
    let mut evidence = if worked.given.is_some() { blank.clone() } else { shipped.as_ref().clone() };
    for given in worked.given.iter().flatten() {
        evidence.put(&given.variable.value, worked.country.value, given.year, given.value);
    }
    if let (Some(day), Some(binding)) = (worked.joined, &rubric.instrument.binding) {
        let status = binding.statuses.first().cloned().unwrap_or_default();
        let fact = Fact { status, day: Some(day), source: String::new(), confidence: Confidence::Confirmed };
        evidence.parties.forget(&binding.parties.value, worked.country.value);
        evidence.parties.add(&binding.parties.value, worked.country.value, fact);
    }
    Arc::new(evidence)
}

fn hold(case: &Case, assessment: &Assessment, worked: &WorkedCase) -> Result<(), Findings> {
    let Some(node) = case.find_node(&worked.node.value) else {
        let found = format!("The rubric has no `{}`.", worked.node.value);
        let finding = Finding::fault("unknown-node", found).expected("total, or the id of a heading or principle");
        return Err(finding.help("mend `node`").at(worked.node.place.clone()).into());
    };
    let country = assessment.country(worked.country.value).unwrap_or(0);
    let year = assessment.year(worked.year).unwrap_or(0);
    let verdict = assessment.verdict(node, year, country);
    let rubric = case.rubric();
    let edges = rubric.edges();
    let score = |score: Option<f64>| score.map_or("none".to_owned(), |score| number::score(score, &edges));
    let mut findings = Findings::default();
    for expected in &worked.expect {
        let came = match expected.what {
            "score" => score(verdict.score),
            "uncapped" => score(verdict.uncapped),
            "grade" => verdict.grade.map_or("none".to_owned(), |grade| rubric.instrument.grades[grade].id.clone()),
            "gate" => verdict.gate.map_or("none", |gate| gate.key()).to_owned(),
            "breach" => verdict.breach.key().to_owned(),
            "coverage" => number::percent(verdict.coverage.covered()),
            "law" => score(verdict.law),
            "practice" => score(verdict.practice),
            "without-proxies" => score(verdict.direct),
            "clauses" => verdict.clauses.0.to_string(),
            "breaches" => verdict.breaches.to_string(),
            "bond" => assessment.bond(year, country).key().to_owned(),
            "progress" => verdict.progress.map_or("none".to_owned(), |progress| number::signed(progress.points)),
            _ => verdict.standing.key().to_owned(),
        };
        if came != expected.value.value {
            let found = format!(
                "The worked case `{}` came out otherwise: {} is {came}. ({})",
                worked.id,
                expected.what,
                worked.says.get(Lang::En)
            );
            let finding = Finding::fault("worked-case-fails", found).expected(expected.value.value.clone());
            let help = "mend the rubric, or the case if it is the case that is wrong";
            findings.push(finding.help(help).at(expected.value.place.clone()));
        }
    }
    if findings.has_fault() { Err(findings) } else { Ok(()) }
}

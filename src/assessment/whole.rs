//! How a heading or the total came about: its principles, and what each adds.

use std::collections::BTreeMap;

use super::Assessment;
use super::verdict::Verdict;
use crate::case::Case;
use crate::formula::NodeKind;
use crate::party::bond::Bond;
use crate::words::country::Country;
use crate::words::locale::{Lang, Text};
use crate::words::year::Year;

/// Everything behind one verdict above the principles. Labels are in every language, numbers unrounded.
#[derive(Clone, Debug)]
pub struct Whole {
    pub country: Country,
    pub name: Text,
    pub year: Year,
    /// The formula's.
    pub node: usize,
    pub verdict: Verdict,
    pub bond: Bond,
    /// Its principles in their order; positions stand among them and add nothing.
    pub parts: Vec<WholePart>,
}

/// One principle of it.
#[derive(Clone, Debug)]
pub struct WholePart {
    pub principle: usize,
    pub verdict: Verdict,
    /// Points of the score, where parts are averaged.
    pub contribution: Option<f64>,
}

impl Whole {
    /// Of a heading or the total (the formula's node) for a country and year, given as positions in the assessment.
    pub fn of(case: &Case, assessment: &Assessment, node: usize, year: usize, country: usize) -> Self {
        let formula = case.formula();
        let verdict = *assessment.verdict(node, year, country);
        let mut points = BTreeMap::new();
        if verdict.score.is_some() {
            let score = |part: usize| assessment.verdict(part, year, country).score;
            contribute(case, &score, node, 1.0, &mut points);
        }
        let parts = formula.clauses_of(node).into_iter().filter_map(|quantity| {
            let part = quantity - formula.slots.len();
            let NodeKind::Principle(principle) = formula.nodes[part].kind else { return None };
            let verdict = *assessment.verdict(part, year, country);
            Some(WholePart { principle, verdict, contribution: points.get(&part).copied() })
        });
        let beside = case.positions(node).into_iter().map(|(principle, part)| WholePart {
            principle,
            verdict: *assessment.verdict(part, year, country),
            contribution: None,
        });
        let mut parts: Vec<WholePart> = parts.chain(beside).collect();
        parts.sort_by_key(|part| (case.rubric().principles[part.principle].heading, part.principle));
        let code = assessment.countries[country];
        let [en, zh_tw] = Lang::ALL.map(|lang| case.evidence().atlas.name(code, lang));
        Self {
            country: code,
            name: Text::new(en, zh_tw),
            year: assessment.years[year],
            node,
            verdict,
            bond: assessment.bond(year, country),
            parts,
        }
    }
}

/// What each clause adds to a node that is a share of the whole: nothing is said below a method that averages no parts.
fn contribute(
    case: &Case,
    score: &impl Fn(usize) -> Option<f64>,
    node: usize,
    share: f64,
    points: &mut BTreeMap<usize, f64>,
) {
    let formula = case.formula();
    let rule = &formula.nodes[node];
    if let NodeKind::Principle(_) = rule.kind {
        points.extend(score(node).map(|score| (node, share * score)));
        return;
    }
    if rule.aggregate.name() != "arithmetic" {
        return;
    }
    let edges = rule.edges.clone().map(|edge| (formula.weights[edge], formula.parts[edge] - formula.slots.len()));
    let scored: Vec<(f64, usize)> = edges.filter(|(_, part)| score(*part).is_some()).collect();
    let weight: f64 = scored.iter().map(|(weight, _)| weight).sum();
    for (own, part) in scored {
        contribute(case, score, part, share * own / weight, points);
    }
}

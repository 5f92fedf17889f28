//! How a heading or the total came about: its principles, and what each adds.

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
        let rule = &formula.nodes[node];
        let verdict = *assessment.verdict(node, year, country);
        let edges =
            || rule.edges.clone().map(|edge| (formula.weights[edge], formula.parts[edge] - formula.slots.len()));
        let score = |part: usize| assessment.verdict(part, year, country).score;
        let weight: f64 = edges().filter(|(_, part)| score(*part).is_some()).map(|(weight, _)| weight).sum();
        let averaged = rule.aggregate.name() == "arithmetic" && verdict.score.is_some();
        let parts = edges().filter_map(|(own, part)| match formula.nodes[part].kind {
            NodeKind::Principle(principle) => Some(WholePart {
                principle,
                verdict: *assessment.verdict(part, year, country),
                contribution: score(part).filter(|_| averaged).map(|score| score * own / weight),
            }),
            _ => None,
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

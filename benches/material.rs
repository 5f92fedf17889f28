//! What is measured: a complete table of 200 countries × 50 indicators × 3 levels in one year, and the built-in rubric on
//! the built-in figures with its gaps, slots and gates; and the plain baseline.

#![allow(dead_code, reason = "no bench uses all of it")]

use std::path::Path;
use std::sync::Arc;

use upheld::case::{Case, Scope};
use upheld::evidence::Evidence;
use upheld::formula::{FillingRule, Formula, Needs, Node, NodeKind, SlotRule};
use upheld::methods::aggregate::Aggregate;
use upheld::methods::normalise::goalposts::Goalposts;
use upheld::methods::normalise::{Direction, Normalise};
use upheld::panel::{Panel, SlotColumn, State};
use upheld::rubric::{Facet, Rubric};
use upheld::shelf::{self, Kind};
use upheld::words::country::Country;
use upheld::words::year::Years;

/// 200 countries × 50 indicators in 10 principles under 5 headings.
pub fn complete() -> (Formula, Panel) {
    let normalise = Normalise::Goalposts(Goalposts::between(0.0, 1.0));
    let filling = FillingRule { treat: None, transform: None, normalise, direction: Direction::Higher };
    let slot = SlotRule { fillings: vec![filling], facet: Facet::Practice, proxy: false };
    let mut formula =
        Formula { slots: vec![slot; 50], nodes: vec![], gates: vec![], weights: vec![], parts: vec![], principles: 10 };
    let mut add = |kind, parts: Vec<usize>| {
        let first = formula.parts.len();
        formula.weights.extend(parts.iter().map(|part| 1.0 + (part % 3) as f64));
        // a principle stands on its slots, a heading asks for nothing
        let one_of = if matches!(kind, NodeKind::Principle(_)) { parts.clone() } else { vec![] };
        formula.parts.extend(parts);
        let edges = first..formula.parts.len();
        let (aggregate, threshold, needs) = (Aggregate::Arithmetic, 0.5, Needs { one_of, all: vec![] });
        let node = Node { kind, edges, aggregate, threshold, needs, gates: 0..0, condition: None };
        formula.nodes.push(node);
        49 + formula.nodes.len()
    };
    let mut headings = Vec::new();
    for heading in 0..5 {
        let own = (2 * heading..2 * heading + 2)
            .map(|at| add(NodeKind::Principle(at), (5 * at..5 * at + 5).collect()))
            .collect();
        headings.push(add(NodeKind::Heading(heading), own));
    }
    add(NodeKind::Total, headings);
    let column = |slot: usize| SlotColumn {
        imputed: vec![],
        values: (0..200).map(|at| ((at * 7919 + slot * 104_729) % 1000) as f64 / 1000.0).collect(),
        states: vec![State::Observed; 200],
        filling: vec![0; 200],
        origin: vec![2023; 200],
    };
    let code = |at: usize| {
        Country::parse(&format!("A{}{}", (b'A' + (at / 26) as u8) as char, (b'A' + (at % 26) as u8) as char))
    };
    let countries = (0..200).filter_map(code).collect();
    (formula, Panel { years: vec![2023], countries, slots: (0..50).map(column).collect(), gates: vec![] })
}

/// The built-in rubric on the built-in figures, in these years.
pub fn shipped(years: &str) -> Case {
    let find = |kind, name: &str| shelf::find(kind, name, Path::new("")).unwrap();
    let folders: Vec<_> = shelf::built_in(Kind::Dataset).iter().map(|name| find(Kind::Dataset, name)).collect();
    let evidence = Evidence::gather(&folders).0.unwrap();
    let rubric = Rubric::read(&find(Kind::Rubric, "dfi"), &shelf::referred).0.unwrap();
    let scope = Scope { years: Years::parse(years).unwrap(), countries: evidence.atlas.countries().collect() };
    Case::pair(Arc::new(rubric), Arc::new(evidence), &scope).unwrap().0
}

/// The plain baseline: one country at a time, a fresh list for every node, as one would write it first.
pub fn plainly(formula: &Formula, scores: &[Vec<f64>], weights: &[f64], country: usize) -> f64 {
    let mut done: Vec<f64> = scores.iter().map(|column| column[country]).collect();
    for node in &formula.nodes {
        let parts: Vec<(f64, f64)> =
            node.edges.clone().map(|edge| (weights[edge], done[formula.parts[edge]])).collect();
        let sum: f64 = parts.iter().map(|(weight, score)| weight * score).sum();
        done.push(sum / parts.iter().map(|(weight, _)| weight).sum::<f64>());
    }
    done[done.len() - 1]
}

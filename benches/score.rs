//! How fast the arithmetic is: `cargo bench`. Every figure stands beside a plain writing of the same work, measured in
//! the same run, because machines differ and are noisy.
//!
//! `complete`: 200 countries × 50 indicators × 3 levels, one year, no gap. `dfi as shipped`: the built-in rubric and
//! figures, all years, with gaps, slots and gates.

#![allow(clippy::unwrap_used, reason = "a bench that cannot set itself up should stop")]

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use upheld::case::{Case, Scope};
use upheld::evidence::Evidence;
use upheld::formula::{FillingRule, Formula, Needs, Node, NodeKind, SlotRule};
use upheld::methods::aggregate::Aggregate;
use upheld::methods::normalise::goalposts::Goalposts;
use upheld::methods::normalise::{Direction, Normalise};
use upheld::panel::{Panel, SlotColumn, State};
use upheld::rubric::{Facet, Rubric};
use upheld::score::choice::Choice;
use upheld::score::outcome::Outcome;
use upheld::shelf::{self, Kind};
use upheld::uncertainty::doubt::Doubt;
use upheld::uncertainty::replicate;
use upheld::uncertainty::tally::Tally;
use upheld::words::country::Country;
use upheld::words::year::Years;

const REPLICATES: u64 = 10_000;
const DOUBT: [Doubt; 1] = [Doubt::Weights { spread: 0.25 }];

/// 200 countries × 50 indicators in 10 principles under 5 headings.
fn complete() -> (Formula, Panel) {
    let normalise = Normalise::Goalposts(Goalposts { worst: 0.0, best: 1.0 });
    let filling = FillingRule { transform: None, normalise, direction: Direction::Higher };
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

fn shipped() -> Case {
    let find = |kind, name: &str| shelf::find(kind, name, Path::new("")).unwrap();
    let folders: Vec<_> = shelf::built_in(Kind::Dataset).iter().map(|name| find(Kind::Dataset, name)).collect();
    let evidence = Evidence::gather(&folders).0.unwrap();
    let rubric = Rubric::read(&find(Kind::Rubric, "dfi"), &shelf::referred).0.unwrap();
    let scope = Scope { years: Years::parse("2016..2025").unwrap(), countries: evidence.atlas.countries().collect() };
    Case::pair(Arc::new(rubric), Arc::new(evidence), &scope).unwrap().0
}

/// The plain baseline: one country at a time, a fresh list for every node, as one would write it first.
fn plainly(formula: &Formula, scores: &[Vec<f64>], weights: &[f64], country: usize) -> f64 {
    let mut done: Vec<f64> = scores.iter().map(|column| column[country]).collect();
    for node in &formula.nodes {
        let parts: Vec<(f64, f64)> =
            node.edges.clone().map(|edge| (weights[edge], done[formula.parts[edge]])).collect();
        let sum: f64 = parts.iter().map(|(weight, score)| weight * score).sum();
        done.push(sum / parts.iter().map(|(weight, _)| weight).sum::<f64>());
    }
    done[done.len() - 1]
}

/// The smallest tally that keeps the work alive.
struct Seen(u64);

impl Tally for Seen {
    fn see(&mut self, _: u64, outcome: &Outcome) {
        self.0 = self.0.wrapping_add(black_box(outcome).scores(0)[0].to_bits());
    }

    fn merge(&mut self, other: Self) {
        self.0 = self.0.wrapping_add(other.0);
    }
}

fn nominal(c: &mut Criterion) {
    let mut group = c.benchmark_group("one score");
    let ((formula, panel), case) = (complete(), shipped());
    group.bench_function("complete", |b| b.iter(|| black_box(formula.score(&panel, &Choice::nominal()))));
    group.bench_function("dfi as shipped", |b| {
        b.iter(|| black_box(case.formula().score(case.panel(), &Choice::nominal())));
    });
    let scores: Vec<Vec<f64>> =
        panel.slots.iter().map(|column| column.values.iter().map(|value| 100.0 * value).collect()).collect();
    group.bench_function("complete, plain baseline", |b| {
        b.iter(|| (0..200).map(|at| plainly(&formula, &scores, &formula.weights, at)).collect::<Vec<f64>>());
    });
    group.finish();
}

fn weights(c: &mut Criterion) {
    let mut group = c.benchmark_group("10,000 choices with drawn weights, one thread");
    group.sample_size(10).throughput(Throughput::Elements(REPLICATES));
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let ((formula, panel), case) = (complete(), shipped());
    let ready = formula.ready(&panel);
    group.bench_function("complete", |b| {
        b.iter(|| one.install(|| replicate(&ready, &DOUBT, 0, 0..REPLICATES, || Seen(0)).0));
    });
    let of_case = case.formula().ready(case.panel());
    group.bench_function("dfi as shipped, all years", |b| {
        b.iter(|| one.install(|| replicate(&of_case, &DOUBT, 0, 0..REPLICATES, || Seen(0)).0));
    });
    let scores: Vec<Vec<f64>> =
        panel.slots.iter().map(|column| column.values.iter().map(|value| 100.0 * value).collect()).collect();
    group.bench_function("complete, plain baseline", |b| {
        b.iter(|| {
            let mut draw = upheld::uncertainty::draw::Draw::new(&formula, &DOUBT, 0);
            (0..REPLICATES)
                .map(|at| {
                    let drawn = draw.choice(at).weights.unwrap_or(&formula.weights).to_vec();
                    (0..200).map(|country| plainly(&formula, &scores, &drawn, country)).sum::<f64>()
                })
                .sum::<f64>()
        });
    });
    group.finish();
}

criterion_group!(benches, nominal, weights);
criterion_main!(benches);

//! How many replicates a second: `cargo bench --bench replicates`. Places are ranked in every one, because nobody runs
//! replicates to throw them away. Each figure stands beside a plain baseline of the same run.

#![allow(clippy::unwrap_used, reason = "a bench that cannot set itself up should stop")]

mod material;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use material::{complete, plainly, shipped};
use upheld::case::Case;
use upheld::doubt::Family;
use upheld::formula::{Formula, NodeKind};
use upheld::panel::Panel;
use upheld::score::Ready;
use upheld::score::outcome::Outcome;
use upheld::uncertainty::correlated::{Correlation, Row};
use upheld::uncertainty::distribution::dirichlet::within;
use upheld::uncertainty::distribution::split_normal::SplitNormal;
use upheld::uncertainty::draw::{Draw, Standings};
use upheld::uncertainty::model::errors::Uncertain;
use upheld::uncertainty::model::{Effect, Errors, Factor, Model, NodeWeights, ShiftedPosts, Target, model};
use upheld::uncertainty::ranges::{Kept, RangeTally};
use upheld::uncertainty::stream::{Block, Stream};
use upheld::uncertainty::tally::Tally;
use upheld::uncertainty::tally::places::Placing;
use upheld::uncertainty::{Run, Watch};
use upheld::words::score::{Rounding, places};

const REPLICATES: u64 = 2_000;
const WEIGHTS: Block = Block::of(1);

/// Every weight within ± a quarter.
fn weights(formula: &Formula) -> Factor {
    let node = |node: &upheld::formula::Node| NodeWeights::Within { edges: node.edges.clone(), share: 0.25 };
    let effect = Effect::Weights(formula.nodes.iter().map(node).collect());
    Factor { doubt: 0, block: WEIGHTS, family: Family::Method, effect }
}

/// Weights, goalposts, one indicator less, and an error for each of the 10,000 values.
fn all_doubts(formula: &Formula, panel: &Panel) -> Model {
    let mut uncertain = Vec::new();
    for (slot, column) in panel.slots.iter().enumerate() {
        for (country, value) in column.values.iter().enumerate() {
            let law = SplitNormal::of_widths(*value, (0.05, 0.05), (Some(0.0), Some(1.0)));
            let targets = vec![Target { column: slot as u32, cell: country as u32 }];
            let row = Row { variable: slot as u32, year: 2023 };
            uncertain.push(Uncertain { row, country, value: *value, law, targets });
        }
    }
    let correlation = Correlation { years: 0.8, variables: 0.3, countries: 0.0 };
    let errors = Errors::new(correlation, &(0..200).collect::<Vec<_>>(), uncertain);
    let posts = upheld::methods::normalise::goalposts::Goalposts::between(0.0, 1.0);
    let shifted = |slot: usize| ShiftedPosts { slot, filling: 0, at: 2 * slot, posts, worst: 0.1, best: 0.1 };
    let effects = [
        (Family::Measurement, Effect::Errors(Box::new(errors))),
        (Family::Method, Effect::Posts((0..formula.slots.len()).map(shifted).collect())),
        (Family::Method, Effect::LeaveOneOut { chance: 0.5 }),
    ];
    let others = effects.into_iter().zip(2..).map(|((family, effect), at)| Factor {
        doubt: at,
        block: Block::of(at as u32),
        family,
        effect,
    });
    Model { factors: [weights(formula)].into_iter().chain(others).collect(), drawn: (0..formula.slots.len()).collect() }
}

/// Ranks the total and keeps the work alive.
struct Ranked {
    total: usize,
    countries: usize,
    placing: Placing,
    sum: u64,
}

impl Ranked {
    fn of(formula: &Formula, panel: &Panel) -> Self {
        let total = formula.quantity(formula.find(NodeKind::Total).unwrap_or(0));
        Self { total, countries: panel.countries.len(), placing: Placing::new(Rounding::FINEST), sum: 0 }
    }
}

impl Tally for Ranked {
    fn see(&mut self, _: u64, outcome: &Outcome) {
        let (scores, masks) = (outcome.scores(self.total), outcome.masks(self.total));
        for (scores, masks) in scores.chunks(self.countries).zip(masks.chunks(self.countries)) {
            self.sum = self.sum.wrapping_add(u64::from(black_box(self.placing.of(scores, masks))[0]));
        }
    }

    fn merge(&mut self, other: Self) {
        self.sum = self.sum.wrapping_add(other.sum);
    }
}

fn ranked(ready: &Ready<'_>, model: &Model) -> u64 {
    let run = Run { ready, model, seed: 0 };
    let ranked = || Ranked::of(ready.formula, ready.panel);
    run.replicate(0..REPLICATES, &Watch::default(), ranked).map_or(0, |ranked| ranked.sum)
}

fn threads(c: &mut Criterion, name: &str, ready: &Ready<'_>, models: &[(&str, &Model)]) {
    let mut group = c.benchmark_group(name);
    group.sample_size(10).throughput(Throughput::Elements(REPLICATES));
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        for (doubts, model) in models {
            group.bench_function(format!("{doubts}, threads: {threads}"), |b| {
                b.iter(|| pool.install(|| ranked(ready, model)));
            });
        }
    }
    group.finish();
}

fn on_complete(c: &mut Criterion) {
    let (formula, panel) = complete();
    let ready = formula.ready(&panel);
    let only = Model { factors: vec![weights(&formula)], drawn: vec![] };
    let all = all_doubts(&formula, &panel);
    threads(c, "complete table", &ready, &[("weights", &only), ("every doubt", &all)]);
    baseline(c, &formula, &panel);
}

/// One allocation-happy replicate at a time: weights drawn, a fresh list for every node of every country, a sort.
fn baseline(c: &mut Criterion, formula: &Formula, panel: &Panel) {
    let mut group = c.benchmark_group("complete table");
    group.sample_size(10).throughput(Throughput::Elements(REPLICATES));
    let scores: Vec<Vec<f64>> =
        panel.slots.iter().map(|column| column.values.iter().map(|value| 100.0 * value).collect()).collect();
    let stream = Stream::new(0);
    group.bench_function("weights, plain baseline, threads: 1", |b| {
        b.iter(|| {
            let one = |replicate| {
                let mut uniforms = vec![0.0; formula.weights.len()];
                stream.fill(replicate, WEIGHTS, &mut uniforms);
                let drawn: Vec<f64> =
                    formula.weights.iter().zip(&uniforms).map(|(weight, u)| within(*weight, 0.25, *u)).collect();
                let totals: Vec<Option<f64>> =
                    (0..200).map(|country| Some(plainly(formula, &scores, &drawn, country))).collect();
                places(&totals, Rounding::FINEST)[0].unwrap_or(0)
            };
            (0..REPLICATES).map(one).sum::<usize>()
        });
    });
    group.finish();
}

fn declared(case: &Case, ready: &Ready<'_>) -> Model {
    model(case, ready, &case.rubric().doubts).unwrap()
}

fn on_shipped(c: &mut Criterion) {
    for (name, years) in [("DFI as shipped, 2023", "2023"), ("DFI as shipped, 2016 to 2025", "2016..2025")] {
        let case = shipped(years);
        let ready = case.formula().ready(case.panel());
        let all = declared(&case, &ready);
        let only = Model { factors: vec![weights(case.formula())], drawn: vec![] };
        threads(c, name, &ready, &[("weights", &only), ("every doubt", &all)]);
    }
    stages(c);
}

/// What a replicate of every doubt, of all years, is spent on.
fn stages(c: &mut Criterion) {
    let case = shipped("2016..2025");
    let ready = case.formula().ready(case.panel());
    let model = declared(&case, &ready);
    let standings = Standings::default();
    let mut group = c.benchmark_group("one replicate of DFI as shipped, 2016 to 2025");
    let (mut draw, mut replicate) = (Draw::new(&ready, &model, &standings, 0), 0);
    let mut outcome = ready.score(&draw.replicate(0));
    group.bench_function("draw", |b| {
        b.iter(|| {
            replicate = (replicate + 1) % 10_000;
            black_box(draw.replicate(replicate));
        });
    });
    let choice = draw.replicate(7);
    group.bench_function("score", |b| b.iter(|| ready.score_into(&choice, &mut outcome)));
    let kept = Kept::everything(&case, &ready, &[]);
    let mut tally = RangeTally::new(&kept);
    group.bench_function("tally of scores, places and grades", |b| b.iter(|| tally.see(0, &outcome)));
    group.finish();
}

criterion_group!(benches, on_complete, on_shipped);
criterion_main!(benches);

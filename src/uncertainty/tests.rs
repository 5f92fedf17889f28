//! What must hold for every run, on made-up panels with every kind of doubt.

use super::correlated::{Correlation, Row};
use super::distribution::dirichlet::Dirichlet;
use super::distribution::split_normal::SplitNormal;
use super::draw::{Draw, Source, Standings};
use super::model::errors::Uncertain;
use super::model::hidden::{Doubtful, Trigger};
use super::model::{Effect, Errors, Factor, Hidden, NodeWeights, OtherPosts, Refill, ShiftedPosts, Target};
use super::stream::Block;
use super::*;
use crate::doubt::Family;
use crate::formula::Formula;
use crate::methods::aggregate::Aggregate;
use crate::methods::fill::Recipe;
use crate::methods::normalise::goalposts::Goalposts;
use crate::panel::Panel;
use crate::score::choice::Refilled;
use crate::score::fixture;
use crate::score::outcome::Outcome;

const POSTS: Goalposts = Goalposts::between(-1.0, 1.0);

/// Every kind of doubt with a width; of width 0 none of them changes anything.
fn model(formula: &Formula, panel: &Panel, width: f64) -> Model {
    let width_of = |node: &crate::formula::Node| match width {
        0.0 => Dirichlet::around(&formula.weights[node.edges.clone()], f64::INFINITY),
        _ => Dirichlet::around(&formula.weights[node.edges.clone()], 1.0 / width),
    };
    let weights = formula
        .nodes
        .iter()
        .map(|node| NodeWeights::Dirichlet { edges: node.edges.clone(), shares: width_of(node) })
        .collect();
    let shifted = (0..formula.slots.len())
        .map(|slot| ShiftedPosts {
            slot,
            filling: 0,
            at: 2 * slot,
            posts: POSTS,
            worst: 0.2 * width,
            best: 0.2 * width,
        })
        .collect();
    let other = Goalposts::between(-1.0 - width, 1.0);
    let nodes: Vec<usize> = (0..formula.nodes.len()).collect();
    let alternatives = if width > 0.0 { vec![Aggregate::Minimum] } else { vec![Aggregate::Arithmetic] };
    let zero = |year: i32, country: usize| {
        let cell = (year - 2021) as usize * panel.countries.len() + country;
        Doubtful {
            year,
            place: country as u32,
            chance: width,
            targets: vec![Target { column: 1, cell: cell as u32 }],
            triggers: vec![Trigger { gate: 0, cell: cell as u32, country: country as u32, undetermined: false }],
        }
    };
    let zeros = panel.years.iter().flat_map(|year| (0..10).map(move |country| zero(*year, country))).collect();
    let effects = [
        Effect::Errors(Box::new(errors(panel, width))),
        Effect::Hidden(Box::new(Hidden::new(zeros))),
        Effect::Weights(weights),
        Effect::Posts(shifted),
        Effect::OtherPosts(OtherPosts { fillings: vec![(3, 0)], posts: vec![if width > 0.0 { other } else { POSTS }] }),
        Effect::Aggregation { nodes: nodes.clone(), alternatives },
        Effect::Gates { off: 0.5 * width, cap: 10.0 * width },
        Effect::Coverage { nodes, alternatives: vec![if width > 0.0 { 0.9 } else { 0.5 }] },
        Effect::LeaveOneOut { chance: width },
        Effect::Correlation { errors: 0, none: 0.5 },
        Effect::Fill { alternatives: vec![refill(panel, width)] },
    ];
    let factor = |(at, effect): (usize, Effect)| {
        let family = if matches!(at, 0 | 1 | 9) { Family::Measurement } else { Family::Method };
        Factor { doubt: at, block: Block::of(at as u32 + 1), family, effect }
    };
    Model { factors: effects.into_iter().enumerate().map(factor).collect(), drawn: vec![0, 1] }
}

/// The gaps of a slot as the rubric fills them, or with the value of a country that has one.
fn refill(panel: &Panel, width: f64) -> Refill {
    let column = &panel.slots[1];
    let known = column.states.iter().position(|state| state.is_evidence()).unwrap();
    let other = |(cell, _): &(usize, Recipe)| (*cell, Recipe::Sum(vec![(known, 1.0)]));
    let recipes = if width > 0.0 { column.imputed.iter().map(other).collect() } else { column.imputed.clone() };
    Refill { name: "other", slots: vec![Refilled { slot: 1, recipes }] }
}

/// The cells of two slots, each with an error; a carried cell has that of its origin.
fn errors(panel: &Panel, width: f64) -> Errors {
    let places: Vec<u32> = (0..10).collect();
    let mut uncertain = Vec::new();
    for column in 0..2 {
        for (cell, value) in panel.slots[column].values.iter().enumerate() {
            let law = SplitNormal::of_widths(*value, (0.1 * width, 0.2 * width), (Some(-1.5), Some(1.5)));
            let row = Row { variable: column as u32, year: panel.years[cell / 10] };
            let targets = vec![Target { column: column as u32, cell: cell as u32 }];
            uncertain.push(Uncertain { row, country: cell % 10, value: *value, law, targets });
        }
    }
    Errors::new(Correlation { years: 0.8, variables: 0.3, countries: 0.0 }, &places, uncertain)
}

/// How many replicates were seen, and which of them differ from the nominal outcome in any bit.
struct Differing {
    nominal: Vec<u64>,
    seen: u64,
    differing: u64,
}

impl Tally for Differing {
    fn see(&mut self, _: u64, outcome: &Outcome) {
        self.seen += 1;
        self.differing += u64::from(outcome.bits() != self.nominal);
    }

    fn merge(&mut self, other: Self) {
        self.seen += other.seen;
        self.differing += other.differing;
    }
}

fn differing(change: impl Fn(Model) -> Model, width: f64) -> (u64, u64) {
    let (formula, panel) = fixture::with_gaps(7);
    let ready = formula.ready(&panel);
    let nominal = ready.score(&Choice::nominal()).bits();
    let model = change(model(&formula, &panel, width));
    let run = Run { ready: &ready, model: &model, seed: 0 };
    let empty = || Differing { nominal: nominal.clone(), seen: 0, differing: 0 };
    let tally = run.replicate(0..200, &Watch::default(), empty).unwrap();
    (tally.seen, tally.differing)
}

#[test]
fn with_every_doubt_off_each_replicate_is_the_nominal_outcome_bit_for_bit() {
    assert_eq!(differing(|_| Model::default(), 1.0), (200, 0));
}

#[test]
fn a_doubt_of_no_width_changes_no_bit() {
    assert_eq!(differing(|model| model, 0.0), (200, 0));
}

#[test]
fn every_kind_of_doubt_changes_replicates_by_itself() {
    for at in 0..9 {
        let alone = |model: Model| Model { factors: vec![model.factors[at].clone()], ..model };
        let (seen, differing) = differing(alone, 1.0);
        assert!(seen == 200 && differing >= 60, "{at}: {differing}");
    }
}

/// A hash over all outcomes that does not depend on their order.
struct Mark(u64);

impl Tally for Mark {
    fn see(&mut self, replicate: u64, outcome: &Outcome) {
        let fold = |hash: u64, bits: u64| (hash ^ bits).wrapping_mul(0x0100_0000_01b3);
        self.0 = self.0.wrapping_add(outcome.bits().into_iter().fold(replicate, fold));
    }

    fn merge(&mut self, other: Self) {
        self.0 = self.0.wrapping_add(other.0);
    }
}

#[test]
fn threads_and_continued_runs_change_nothing_and_the_seed_does() {
    let (formula, panel) = fixture::with_gaps(7);
    let ready = formula.ready(&panel);
    let model = model(&formula, &panel, 0.5);
    let run = |seed, range| {
        let run = Run { ready: &ready, model: &model, seed };
        run.replicate(range, &Watch::default(), || Mark(0)).unwrap().0
    };
    let whole = run(0, 0..300);
    for threads in [1, 2, 7] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        assert_eq!(pool.install(|| run(0, 0..300)), whole, "{threads} threads");
    }
    assert_eq!(run(0, 0..120).wrapping_add(run(0, 120..300)), whole);
    assert_ne!(run(1, 0..300), whole);
}

#[test]
fn a_doubt_switched_off_moves_no_draw_of_another() {
    let (formula, panel) = fixture::with_gaps(7);
    let ready = formula.ready(&panel);
    let both = model(&formula, &panel, 0.5);
    let run = |model: &Model| {
        let run = Run { ready: &ready, model, seed: 0 };
        run.replicate(0..50, &Watch::default(), || Mark(0)).unwrap().0
    };
    let with =
        |at: &[usize]| Model { factors: at.iter().map(|at| both.factors[*at].clone()).collect(), ..both.clone() };
    // an effect that changes nothing stands before and behind
    let mut idle = both.factors[6].clone();
    idle.effect = Effect::Gates { off: 0.0, cap: 0.0 };
    let padded = Model { factors: vec![idle.clone(), both.factors[2].clone(), idle], ..both.clone() };
    assert_eq!(run(&with(&[2])), run(&padded));
    let measurement = both.only(Family::Measurement);
    assert_eq!(run(&measurement), run(&with(&[0, 1, 9])).wrapping_add(0));
    assert!(both.only(Family::Method).drawn.is_empty());
}

/// The bits that every run of a list of sources gives: with one draw for all of them, or with a new one for each.
fn drawn(ready: &Ready<'_>, model: &Model, runs: &[Vec<Option<Source>>], anew: bool) -> Vec<Vec<u64>> {
    let standings = Standings::default();
    let mut draw = Draw::new(ready, model, &standings, 0);
    let run = |sources: &Vec<Option<Source>>| {
        if anew {
            draw = Draw::new(ready, model, &standings, 0);
        }
        ready.score(&draw.choice(|factor| sources[factor])).bits()
    };
    runs.iter().map(run).collect()
}

#[test]
fn what_a_run_has_of_the_one_before_is_what_it_would_have_drawn() {
    let (formula, panel) = fixture::with_gaps(7);
    let ready = formula.ready(&panel);
    let model = model(&formula, &panel, 0.5);
    let count = model.factors.len();
    let (a, b) = (vec![Some(Source::of(1)); count], vec![Some(Source::of(2)); count]);
    // every factor swapped, and every factor off, between runs that are alike
    let swapped = (0..count).map(|factor| [&a[..factor], &b[factor..=factor], &a[factor + 1..]].concat());
    let off = (0..count).map(|factor| [&a[..factor], &[None], &a[factor + 1..]].concat());
    let runs: Vec<Vec<Option<Source>>> =
        [a.clone(), b.clone()].into_iter().chain(swapped).flat_map(|run| [run, a.clone()]).chain(off).collect();
    assert_eq!(drawn(&ready, &model, &runs, false), drawn(&ready, &model, &runs, true));
}

#[test]
fn two_datasets_may_both_have_errors_that_do_not_go_together() {
    let (formula, panel) = fixture::with_gaps(7);
    let ready = formula.ready(&panel);
    let one = model(&formula, &panel, 0.5);
    let block = |at: u32| Block::of(40 + at);
    let factor = |at: u32, effect: Effect| Factor { block: block(at), effect, ..one.factors[0].clone() };
    let errors = || Effect::Errors(Box::new(errors(&panel, 0.5)));
    let with = |none: [f64; 2]| {
        let correlations = [0, 1].map(|errors| Effect::Correlation { errors, none: none[errors] });
        let effects = [errors(), errors()].into_iter().chain(correlations);
        let factors = (0..).zip(effects).map(|(at, effect)| factor(at, effect)).collect();
        let model = Model { factors, drawn: one.drawn.clone() };
        drawn(&ready, &model, &[vec![Some(Source::of(3)); 4]], true)
    };
    let both = with([1.0, 1.0]);
    assert!(both != with([1.0, 0.0]) && both != with([0.0, 1.0]));
}

#[test]
fn a_stopped_run_says_how_far_it_came() {
    let (formula, panel) = fixture::with_gaps(7);
    let ready = formula.ready(&panel);
    let watch = Watch::default();
    watch.stop();
    let model = Model::default();
    let stopped = Run { ready: &ready, model: &model, seed: 0 }.replicate(0..100, &watch, || Mark(0)).err();
    assert_eq!(stopped, Some(Stopped { done: 0 }));
}

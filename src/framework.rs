//! The framework: an instrument as a tree of total, headings, principles and indicators, each with its effective weight.
//!
//! An effective weight is the share of the total that a part has when every indicator has a value: the product of its
//! shares on the way up, w / Σw of the parts beside it that can have a score. Where parts are combined by anything but a
//! weighted mean, it is a share of the weights and not of what a part moves.

use crate::case::Case;
use crate::formula::{Formula, NodeKind};
use crate::methods::aggregate::Aggregate;
use crate::rubric::Rubric;

/// The parts in reading order: the total, then each heading before its principles, each principle before its indicators.
#[derive(Clone, Debug)]
pub struct Framework {
    pub parts: Vec<Part>,
}

/// One part of the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub kind: Kind,
    /// Its whole, as an index into the parts; the total has none.
    pub whole: Option<usize>,
    /// How its own parts are combined; an indicator has none.
    pub aggregate: Option<Aggregate>,
    /// Its weight as declared beside its siblings.
    pub weight: f64,
    /// Share of the total; `None` where it takes no part in it.
    pub share: Option<f64>,
}

/// What a part is; the numbers are indices into the rubric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Total,
    Heading(usize),
    Principle(usize),
    Indicator { principle: usize, slot: usize },
}

impl Kind {
    /// The word for its level.
    pub fn level(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Heading(_) => "heading",
            Self::Principle(_) => "principle",
            Self::Indicator { .. } => "indicator",
        }
    }

    /// How many levels lie above it.
    pub fn depth(self) -> usize {
        match self {
            Self::Total => 0,
            Self::Heading(_) => 1,
            Self::Principle(_) => 2,
            Self::Indicator { .. } => 3,
        }
    }
}

impl Framework {
    /// The framework of a case's rubric.
    pub fn of(case: &Case) -> Self {
        let (rubric, formula) = (case.rubric(), case.formula());
        let shares = shares(rubric, formula);
        let mut tree = Self { parts: Vec::new() };
        tree.node(case, NodeKind::Total, None, &shares);
        for heading in 0..rubric.instrument.headings.len() {
            let Some(at) = tree.node(case, NodeKind::Heading(heading), Some(0), &shares) else { continue };
            let first = tree.parts.len();
            for principle in (0..rubric.principles.len()).filter(|at| rubric.principles[*at].heading == heading) {
                tree.principle(case, principle, at, &shares);
            }
            // over principles, a heading has no weight of its own: it stands for what is under it
            let below = tree.parts[first..].iter().filter(|part| part.whole == Some(at));
            let shares: Vec<f64> = below.filter_map(|part| part.share).collect();
            tree.parts[at].share = (!shares.is_empty()).then(|| shares.iter().sum());
        }
        tree
    }

    /// Adds a total, heading or principle.
    fn node(&mut self, case: &Case, kind: NodeKind, whole: Option<usize>, shares: &[Option<f64>]) -> Option<usize> {
        let formula = case.formula();
        let node = formula.find(kind)?;
        let quantity = formula.quantity(node);
        let edge = formula.parts.iter().position(|part| *part == quantity);
        self.parts.push(Part {
            kind: match kind {
                NodeKind::Total => Kind::Total,
                NodeKind::Heading(at) => Kind::Heading(at),
                NodeKind::Principle(at) => Kind::Principle(at),
            },
            whole,
            aggregate: Some(formula.nodes[node].aggregate),
            weight: edge.map_or(1.0, |edge| formula.weights[edge]),
            share: shares[quantity],
        });
        Some(self.parts.len() - 1)
    }

    fn principle(&mut self, case: &Case, principle: usize, whole: usize, shares: &[Option<f64>]) {
        let Some(at) = self.node(case, NodeKind::Principle(principle), Some(whole), shares) else { return };
        let formula = case.formula();
        for (slot, &quantity) in formula.slots_of(principle).iter().enumerate() {
            let edge = formula.parts.iter().position(|part| *part == quantity);
            self.parts.push(Part {
                kind: Kind::Indicator { principle, slot },
                whole: Some(at),
                aggregate: None,
                weight: edge.map_or(1.0, |edge| formula.weights[edge]),
                share: shares[quantity],
            });
        }
    }

    /// The parts right under one, as indices.
    pub fn below(&self, whole: usize) -> impl Iterator<Item = usize> {
        (0..self.parts.len()).filter(move |&at| self.parts[at].whole == Some(whole))
    }

    /// How parts are combined anywhere that the total comes from, other than by a weighted mean.
    pub fn other_methods(&self) -> Vec<&'static str> {
        let shared = self.parts.iter().filter(|part| part.share.is_some());
        let mut names: Vec<&str> = shared.filter_map(|part| part.aggregate).map(|method| method.name()).collect();
        names.retain(|name| *name != Aggregate::Arithmetic.name());
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// The share of the total of every quantity: what it has under each whole that has one, added up.
fn shares(rubric: &Rubric, formula: &Formula) -> Vec<Option<f64>> {
    let counts = counts(rubric, formula);
    let mut shares = vec![0.0; formula.quantities()];
    if let Some(total) = shares.last_mut() {
        *total = 1.0;
    }
    for (at, node) in formula.nodes.iter().enumerate().rev() {
        let own = shares[formula.quantity(at)];
        let edges = node.edges.clone().filter(|&edge| counts[formula.parts[edge]]);
        let whole: f64 = edges.clone().map(|edge| formula.weights[edge]).sum();
        for edge in edges.filter(|_| whole > 0.0) {
            shares[formula.parts[edge]] += own * formula.weights[edge] / whole;
        }
    }
    let taken = |(share, counts): (f64, bool)| (counts && share > 0.0).then_some(share);
    shares.into_iter().zip(counts).map(taken).collect()
}

/// Which quantities can ever have a score.
fn counts(rubric: &Rubric, formula: &Formula) -> Vec<bool> {
    let mut counts = vec![true; formula.slots.len()];
    for node in &formula.nodes {
        let own = match node.kind {
            NodeKind::Principle(at) => rubric.principles[at].can_be_judged(),
            NodeKind::Heading(_) | NodeKind::Total => {
                formula.parts[node.edges.clone()].iter().any(|&part| counts[part])
            }
        };
        counts.push(own);
    }
    counts
}

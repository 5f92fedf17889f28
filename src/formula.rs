//! The formula: a rubric compiled once into plain arrays. No strings, no files, nothing that can fail.

mod filling;

use std::ops::Range;

pub use filling::{Axes, FillingRule};

use crate::evidence::Evidence;
use crate::methods::aggregate::Aggregate;
use crate::methods::normalise::Direction;
use crate::rubric::{Closeness, Facet, Rubric, TotalOver};

/// Slots and nodes share one numbering, the *quantities*: slots first, then the nodes in post-order (every principle of
/// a heading, the heading, …, at last the total), so that a part always comes before its whole.
#[derive(Clone, Debug)]
pub struct Formula {
    pub slots: Vec<SlotRule>,
    pub nodes: Vec<Node>,
    pub gates: Vec<GateRule>,
    /// One per edge from a node to a part; nodes own consecutive edges.
    pub weights: Vec<f64>,
    /// The quantity at the end of each edge.
    pub parts: Vec<usize>,
    /// How many principles there are.
    pub principles: usize,
}

/// How a slot's raw cells become scores.
#[derive(Clone, Debug)]
pub struct SlotRule {
    pub fillings: Vec<FillingRule>,
    pub facet: Facet,
    /// It only stands in for what the clause says.
    pub proxy: bool,
}

/// A conditional clause: where the practice scores below `below`, abuse is seen, and the law scores no more than the
/// practice. Both are edges of the node.
#[derive(Clone, Debug)]
pub struct Condition {
    pub below: f64,
    pub law: Vec<usize>,
    pub practice: Vec<usize>,
}

#[derive(Clone, Debug)]
pub struct Node {
    pub kind: NodeKind,
    pub edges: Range<usize>,
    pub aggregate: Aggregate,
    /// Share of the declared slot weight below which there is no score.
    pub threshold: f64,
    pub needs: Needs,
    pub gates: Range<usize>,
    pub condition: Option<Condition>,
}

/// Slots without which a principle has no score, whatever its coverage. Headings and the total ask for nothing.
#[derive(Clone, Debug, Default)]
pub struct Needs {
    /// At least one of them must have a value: a refrain principle is never judged without practice, and no principle by
    /// its law alone.
    pub one_of: Vec<usize>,
    /// Each of them must have a value wherever it applies.
    pub all: Vec<usize>,
}

/// Which part of the instrument a node is; the number is an index into the rubric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    Principle(usize),
    Heading(usize),
    Total,
}

#[derive(Clone, Copy, Debug)]
pub struct GateRule {
    pub at_least: f64,
    pub undetermined_at_least: f64,
    pub cap: f64,
    pub holds_for: u32,
}

impl Formula {
    /// Compiles a rubric. `evidence` only gives the direction of variables under relative methods.
    pub fn of(rubric: &Rubric, evidence: &Evidence) -> Self {
        let mut formula = Self {
            slots: vec![],
            nodes: vec![],
            gates: vec![],
            weights: vec![],
            parts: vec![],
            principles: rubric.principles.len(),
        };
        for slot in rubric.principles.iter().flat_map(|principle| &principle.slots) {
            let fillings = slot.fillings.iter().map(|filling| {
                let first = filling.measure.variables().first().and_then(|name| evidence.variable(&name.value));
                let direction = first.and_then(|variable| variable.direction).unwrap_or(Direction::Higher);
                FillingRule::of(filling, direction)
            });
            let proxy = slot.closeness == Closeness::Proxy;
            formula.slots.push(SlotRule { fillings: fillings.collect(), facet: slot.facet, proxy });
        }
        let first_slot: Vec<usize> = rubric
            .principles
            .iter()
            .scan(0, |next, principle| {
                let first = *next;
                *next += principle.slots.len();
                Some(first)
            })
            .collect();
        // gates are numbered as the rubric has them, whatever the order of its headings
        let mut gates_of = Vec::new();
        for principle in &rubric.principles {
            let first = formula.gates.len();
            formula.gates.extend(principle.gates.iter().map(|gate| GateRule {
                at_least: gate.when.at_least,
                undetermined_at_least: gate.undetermined_when.as_ref().map_or(f64::INFINITY, |when| when.at_least),
                cap: gate.cap,
                holds_for: gate.holds_for,
            }));
            gates_of.push(first..formula.gates.len());
        }
        let (levels, shares) = (rubric.instrument.aggregate, rubric.instrument.coverage);
        let mut all = Vec::new();
        for (heading, rule) in rubric.instrument.headings.iter().enumerate() {
            let (mut within, mut any) = (Vec::new(), false);
            for (at, principle) in rubric.principles.iter().enumerate().filter(|(_, p)| p.heading == heading) {
                let slots = first_slot[at]..first_slot[at] + principle.slots.len();
                let suffices = |slot: &usize| principle.duty.is_judged_by(formula.slots[*slot].facet);
                let needs = Needs {
                    one_of: slots.clone().filter(suffices).collect(),
                    all: slots.clone().filter(|&slot| principle.slots[slot - first_slot[at]].required).collect(),
                };
                let weighted = slots.map(|slot| (slot, principle.slots[slot - first_slot[at]].weight)).collect();
                let kind = NodeKind::Principle(at);
                let gates = gates_of[at].clone();
                let quantity = formula.node(kind, weighted, levels.principle, shares.principle, needs, gates);
                if principle.conditional {
                    formula.put_condition(rubric.instrument.abuse_below);
                }
                any = true;
                // a position is placed beside the duties, and takes no part in what becomes of them
                if !principle.is_position() {
                    within.push((quantity, principle.weight));
                }
            }
            let over_headings = rubric.instrument.total_over == TotalOver::Headings;
            if !over_headings {
                all.extend(within.iter().copied());
            }
            if any {
                // a heading of positions alone takes no part either
                let part = over_headings && !within.is_empty();
                let quantity = formula.node(
                    NodeKind::Heading(heading),
                    within,
                    rule.aggregate.unwrap_or(levels.heading),
                    shares.heading,
                    Needs::default(),
                    0..0,
                );
                all.extend(part.then_some((quantity, rule.weight)));
            }
        }
        formula.node(NodeKind::Total, all, levels.total, shares.total, Needs::default(), 0..0);
        formula
    }

    /// Adds a node and gives its quantity.
    fn node(
        &mut self,
        kind: NodeKind,
        parts: Vec<(usize, f64)>,
        aggregate: Aggregate,
        threshold: f64,
        needs: Needs,
        gates: Range<usize>,
    ) -> usize {
        let first = self.parts.len();
        self.parts.extend(parts.iter().map(|(part, _)| *part));
        self.weights.extend(parts.iter().map(|(_, weight)| *weight));
        let edges = first..self.parts.len();
        self.nodes.push(Node { kind, edges, aggregate, threshold, needs, gates, condition: None });
        self.slots.len() + self.nodes.len() - 1
    }

    /// Makes the newest node conditional.
    fn put_condition(&mut self, abuse_below: Option<f64>) {
        let (Some(below), Some(node)) = (abuse_below, self.nodes.last_mut()) else { return };
        let of = |facet| node.edges.clone().filter(|&edge| self.slots[self.parts[edge]].facet == facet).collect();
        node.condition = Some(Condition { below, law: of(Facet::Law), practice: of(Facet::Practice) });
    }

    /// How many quantities there are: slots and nodes.
    pub fn quantities(&self) -> usize {
        self.slots.len() + self.nodes.len()
    }

    /// The quantity of a node.
    pub fn quantity(&self, node: usize) -> usize {
        self.slots.len() + node
    }

    /// The node of a principle, heading or the total.
    pub fn find(&self, kind: NodeKind) -> Option<usize> {
        self.nodes.iter().position(|node| node.kind == kind)
    }

    /// Whether no slot stands under a node, so that no country can ever have a score there. Positions do not count.
    pub fn is_silent(&self, node: usize) -> bool {
        let below = self.parts[self.nodes[node].edges.clone()].iter();
        below.map(|part| part.checked_sub(self.slots.len())).all(|part| part.is_some_and(|node| self.is_silent(node)))
    }

    /// The principles that a node is made of, as quantities: itself, or those under its parts. Positions are in none.
    pub fn clauses_of(&self, node: usize) -> Vec<usize> {
        if let NodeKind::Principle(_) = self.nodes[node].kind {
            return vec![self.quantity(node)];
        }
        let parts = self.parts[self.nodes[node].edges.clone()].iter();
        parts.flat_map(|part| self.clauses_of(part - self.slots.len())).collect()
    }

    /// The weight of a part of a node.
    pub fn weight_of(&self, node: usize, part: usize) -> f64 {
        let edge = self.nodes[node].edges.clone().find(|&edge| self.parts[edge] == part);
        edge.map_or(0.0, |edge| self.weights[edge])
    }

    /// The slots of a principle, as quantities.
    pub fn slots_of(&self, principle: usize) -> &[usize] {
        self.find(NodeKind::Principle(principle)).map_or(&[], |node| &self.parts[self.nodes[node].edges.clone()])
    }
}

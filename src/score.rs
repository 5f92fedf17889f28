//! The arithmetic: the only place that normalises, aggregates and gates. Sequential and pure.
//!
//! Nominal assessment, replicates, contributions, leave-one-out and envelopes are all `score` with another `Choice`, so
//! that with every doubt off a replicate equals the nominal result bit for bit.

pub mod choice;
#[cfg(test)]
pub(crate) mod fixture;
pub mod gate;
pub mod outcome;
pub mod standing;

use std::borrow::Cow;
use std::sync::Arc;

use choice::{Choice, Fill, Refilled};
use gate::{GateState, Seen};
use outcome::Outcome;
use standing::Standing;

use crate::formula::{Axes, Condition, FillingRule, Formula, Node};
use crate::methods::aggregate::{Aggregate, Others, Parts};
use crate::panel::Panel;
use crate::words::score::reaches;

/// A formula made ready for one panel: columns that no choice touches are normalised once, and what stands nominally is
/// known.
#[derive(Clone, Debug)]
pub struct Ready<'r> {
    pub formula: &'r Formula,
    pub panel: &'r Panel,
    cells: usize,
    /// The slots' scores, slot-major; 0 where there is no value.
    scores: Vec<f64>,
    /// For each edge, where the column of its part starts.
    starts: Vec<usize>,
    gates: Arc<[GateState]>,
    nominal: Arc<Standing>,
    /// For each slot and filling: 1 where the cell has its value from there, else 0.
    present: Vec<Vec<Vec<f64>>>,
    /// Of each node, whether the score of one of its slots may leave 0 to 100.
    open: Vec<bool>,
}

impl Formula {
    /// One score of the whole panel. For many, keep what `ready` gives.
    pub fn score(&self, panel: &Panel, choice: &Choice<'_>) -> Outcome {
        self.ready(panel).score(choice)
    }

    /// Prepares a panel for many choices.
    pub fn ready<'r>(&'r self, panel: &'r Panel) -> Ready<'r> {
        let cells = panel.cells();
        let slots = panel.slots.iter().zip(&self.slots);
        let present: Vec<Vec<Vec<f64>>> = slots
            .map(|(column, rule)| (0..rule.fillings.len()).map(|filling| column.present(filling)).collect())
            .collect();
        let mut scores = vec![0.0; self.slots.len() * cells];
        for (slot, column) in panel.slots.iter().enumerate() {
            let out = &mut scores[slot * cells..(slot + 1) * cells];
            normalise(&self.slots[slot].fillings, &present[slot], axes(panel), &column.values, out);
        }
        Ready {
            formula: self,
            panel,
            cells,
            scores,
            starts: self.parts.iter().map(|part| part * cells).collect(),
            gates: gate::states(self, panel).into(),
            nominal: Arc::new(Standing::of(self, panel, &Choice::nominal())),
            present,
            open: self.nodes.iter().map(|node| self.is_open(node)).collect(),
        }
    }

    fn is_open(&self, node: &Node) -> bool {
        let slots = self.parts[node.edges.clone()].iter().filter_map(|&part| self.slots.get(part));
        slots.flat_map(|slot| &slot.fillings).any(|filling| filling.normalise.leaves_scale())
    }
}

fn axes(panel: &Panel) -> Axes<'_> {
    Axes { years: &panel.years, countries: &panel.countries }
}

fn normalise(rules: &[FillingRule], present: &[Vec<f64>], axes: Axes<'_>, values: &[f64], out: &mut [f64]) {
    for (rule, present) in rules.iter().zip(present) {
        rule.apply(values, present, axes, out);
    }
}

fn held_within_scale(scores: &[f64]) -> Vec<f64> {
    scores.iter().map(|score| score.clamp(0.0, 100.0)).collect()
}

impl Ready<'_> {
    /// What stands under a choice, for many scores with it.
    pub fn standing(&self, choice: &Choice<'_>) -> Arc<Standing> {
        Arc::new(Standing::of(self.formula, self.panel, choice))
    }

    /// What of `open` still stands without a slot. Coverage keeps its status: only what has nothing left goes, or nothing
    /// left that its duty asks for.
    pub fn standing_without(&self, slot: usize, open: &Standing) -> Arc<Standing> {
        let without: Vec<bool> = (0..self.formula.slots.len()).map(|other| other == slot).collect();
        let choice =
            Choice { without: Some(&without), only: Some(&open.masks), thresholds: false, ..Choice::nominal() };
        let masks = self.standing(&choice).masks.clone();
        Arc::new(Standing { masks, ..open.clone() })
    }

    /// A slot's nominal scores, one per cell; 0 where there is no value.
    pub fn slot_scores(&self, slot: usize) -> &[f64] {
        &self.scores[slot * self.cells..(slot + 1) * self.cells]
    }

    /// What stands nominally.
    pub fn nominal(&self) -> &Arc<Standing> {
        &self.nominal
    }

    /// The states of the gates as observed, gate-major.
    pub fn gates(&self) -> &[GateState] {
        &self.gates
    }

    pub fn score(&self, choice: &Choice<'_>) -> Outcome {
        let mut outcome = Outcome::empty(self.formula, self.cells, &self.nominal, &self.gates);
        self.score_into(choice, &mut outcome);
        outcome
    }

    /// Scores into an outcome that an earlier score of the same `Ready` made, so that replicates need no new memory.
    pub fn score_into(&self, choice: &Choice<'_>, outcome: &mut Outcome) {
        let (formula, cells) = (self.formula, self.cells);
        outcome.standing = match choice.standing {
            Some(standing) => standing.clone(),
            None if choice.keeps_standing() => self.nominal.clone(),
            None => Arc::new(Standing::of(formula, self.panel, choice)),
        };
        let slots = formula.slots.len() * cells;
        for (slot, values, rules) in self.moved(choice) {
            let out = &mut outcome.scores[slot * cells..(slot + 1) * cells];
            let values = self.imputed(slot, values, choice.refilled);
            normalise(rules, &self.present[slot], axes(self.panel), &values, out);
        }
        self.restore(choice, outcome);
        if let Some(fill) = choice.fill {
            self.fill(fill, &mut outcome.scores[..slots]);
            outcome.moved.fill(true);
        }
        let as_they_are = self.others(choice);
        let weights = choice.weights.unwrap_or(&formula.weights);
        for (at, node) in formula.nodes.iter().enumerate() {
            if let (true, Some(condition)) = (choice.conditions, &node.condition) {
                self.restrain(condition, weights, outcome);
            }
            let (before, after) = outcome.scores.split_at_mut(slots + at * cells);
            let out = &mut after[..cells];
            let aggregate = choice.aggregate(formula, at);
            // a mean alone makes sense of parts beyond the ends of the scale
            let held = (self.open[at] && aggregate != Aggregate::Arithmetic).then(|| held_within_scale(before));
            let parts = Parts {
                weights: &weights[node.edges.clone()],
                starts: &self.starts[node.edges.clone()],
                scores: held.as_deref().unwrap_or(before),
                masks: &outcome.standing.masks,
                stands: outcome.standing.masks_of(formula.quantity(at), cells),
                cells,
                width: self.panel.countries.len(),
                others: as_they_are.as_ref().map(|others| Others {
                    scores: &others.scores,
                    masks: &others.standing.masks,
                    stands: others.masks(formula.quantity(at)),
                }),
            };
            aggregate.apply(parts, out);
            if self.open[at] {
                out.iter_mut().for_each(|score| *score = score.clamp(0.0, 100.0));
            }
            if !node.gates.is_empty() {
                outcome.uncapped[at].copy_from_slice(out);
                if choice.gates {
                    self.cap(node.gates.clone(), choice, out);
                }
            }
        }
    }

    /// What a filled country is compared with, if any method compares countries: an envelope says what a country's own
    /// gaps may hide, not what all gaps at once may.
    fn others(&self, choice: &Choice<'_>) -> Option<Outcome> {
        let relative = (0..self.formula.nodes.len()).any(|node| choice.aggregate(self.formula, node).is_relative());
        (choice.fill.is_some() && relative).then(|| self.score(&choice.as_observed()))
    }

    /// Gives back their nominal scores to the slots that an earlier choice has moved and this one does not.
    fn restore(&self, choice: &Choice<'_>, outcome: &mut Outcome) {
        for (slot, ..) in self.moved(choice) {
            outcome.moved[slot] = false;
        }
        let columns =
            outcome.scores.chunks_exact_mut(self.cells.max(1)).zip(self.scores.chunks_exact(self.cells.max(1)));
        for ((own, nominal), moved) in columns.zip(&mut outcome.moved) {
            if std::mem::take(moved) {
                own.copy_from_slice(nominal);
            }
        }
        for (slot, ..) in self.moved(choice) {
            outcome.moved[slot] = true;
        }
    }

    /// The slots that a choice normalises anew: with what raw values, by what rules.
    fn moved<'m>(&'m self, choice: &Choice<'m>) -> impl Iterator<Item = (usize, &'m [f64], &'m [FillingRule])> {
        let Choice { columns, refilled, .. } = *choice;
        let own = |slot: usize| self.formula.slots[slot].fillings.as_slice();
        let redrawn = columns.iter().map(move |column| {
            let rules = column.rules.as_deref().unwrap_or_else(|| own(column.slot));
            (column.slot, column.values.as_slice(), rules)
        });
        let alone = refilled.iter().filter(|own| columns.iter().all(|column| column.slot != own.slot));
        redrawn.chain(alone.map(move |it| (it.slot, self.panel.slots[it.slot].values.as_slice(), own(it.slot))))
    }

    /// A slot's raw values with its gaps filled in from them.
    fn imputed<'v>(&self, slot: usize, values: &'v [f64], refilled: &[Refilled]) -> Cow<'v, [f64]> {
        let column = &self.panel.slots[slot];
        if column.imputed.is_empty() {
            return Cow::Borrowed(values);
        }
        let mut values = values.to_vec();
        let others = refilled.iter().filter(|other| other.slot == slot).flat_map(|other| &other.recipes);
        for (cell, recipe) in column.imputed.iter().chain(others) {
            values[*cell] = recipe.value(&values);
        }
        Cow::Owned(values)
    }

    fn fill(&self, fill: Fill, scores: &mut [f64]) {
        let columns = self.panel.slots.iter().zip(scores.chunks_exact_mut(self.cells.max(1)));
        for (slot, (column, scores)) in columns.enumerate() {
            let score = fill.of(slot);
            for (state, out) in column.states.iter().zip(scores) {
                // what is filled in is missing evidence all the same
                if !state.is_evidence() {
                    *out = score;
                }
            }
        }
    }

    /// Where the practice of a conditional clause shows abuse, its law scores no more than that practice.
    fn restrain(&self, condition: &Condition, weights: &[f64], outcome: &mut Outcome) {
        for &edge in &condition.law {
            if let Some(moved) = outcome.moved.get_mut(self.formula.parts[edge]) {
                *moved = true;
            }
        }
        for cell in 0..self.cells {
            let (mut sum, mut total) = (0.0, 0.0);
            for &edge in &condition.practice {
                let own = self.starts[edge] + cell;
                let weight = weights[edge] * outcome.standing.masks[own];
                sum += weight * outcome.scores[own];
                total += weight;
            }
            let practice = sum / total;
            if total > 0.0 && !reaches(practice, condition.below) {
                for &edge in &condition.law {
                    let law = &mut outcome.scores[self.starts[edge] + cell];
                    *law = law.min(practice);
                }
            }
        }
    }

    fn cap(&self, gates: std::ops::Range<usize>, choice: &Choice<'_>, out: &mut [f64]) {
        for gate in gates {
            let cap = choice.caps.map_or(self.formula.gates[gate].cap, |caps| caps[gate]);
            let states = &choice.states.unwrap_or(&self.gates)[gate * self.cells..(gate + 1) * self.cells];
            for (state, out) in states.iter().zip(out.iter_mut()) {
                if state.caps() || (choice.undetermined_fires && state.seen == Seen::Undetermined) {
                    *out = out.min(cap);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;

//! An outcome: the score of every slot and node in every cell, under one choice.

use std::sync::Arc;

use super::gate::GateState;
use super::standing::Standing;
use crate::formula::Formula;

/// What one run of the arithmetic gave.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Length of a column.
    pub cells: usize,
    /// Quantity-major; what stands under a 0 mask is not a score.
    pub(super) scores: Vec<f64>,
    /// Per node with gates, its column before the cap; empty for the others.
    pub(super) uncapped: Vec<Vec<f64>>,
    pub(super) standing: Arc<Standing>,
    pub(super) gates: Arc<[GateState]>,
    /// Slots whose columns are not the nominal ones.
    pub(super) moved: Vec<bool>,
    slots: usize,
}

impl Outcome {
    pub(super) fn empty(formula: &Formula, cells: usize, standing: &Arc<Standing>, gates: &Arc<[GateState]>) -> Self {
        let gated = |node: &crate::formula::Node| if node.gates.is_empty() { vec![] } else { vec![0.0; cells] };
        Self {
            cells,
            scores: vec![0.0; formula.quantities() * cells],
            uncapped: formula.nodes.iter().map(gated).collect(),
            standing: standing.clone(),
            gates: gates.clone(),
            moved: vec![true; formula.slots.len()],
            slots: formula.slots.len(),
        }
    }

    /// The column of a quantity, whether or not it stands; see `masks`.
    pub fn scores(&self, quantity: usize) -> &[f64] {
        &self.scores[quantity * self.cells..(quantity + 1) * self.cells]
    }

    /// 1 where the quantity has a score, 0 where not.
    pub fn masks(&self, quantity: usize) -> &[f64] {
        &self.standing.masks[quantity * self.cells..(quantity + 1) * self.cells]
    }

    /// The score of a quantity in a cell, if it stands.
    pub fn score(&self, quantity: usize, cell: usize) -> Option<f64> {
        (self.masks(quantity)[cell] != 0.0).then(|| self.scores(quantity)[cell])
    }

    /// The score before any cap, if the quantity stands.
    pub fn uncapped(&self, quantity: usize, cell: usize) -> Option<f64> {
        let column =
            quantity.checked_sub(self.slots).map(|node| &self.uncapped[node]).filter(|column| !column.is_empty());
        match column {
            Some(column) => (self.masks(quantity)[cell] != 0.0).then(|| column[cell]),
            None => self.score(quantity, cell),
        }
    }

    /// Share of the applicable declared slot weight that has a value.
    pub fn coverage(&self, quantity: usize, cell: usize) -> f64 {
        self.standing.coverage[quantity * self.cells + cell]
    }

    /// Whether the quantity applies to the country at all.
    pub fn applies(&self, quantity: usize, cell: usize) -> bool {
        self.standing.applies[quantity * self.cells + cell] != 0.0
    }

    /// As observed, whatever the choice.
    pub fn gate(&self, gate: usize, cell: usize) -> GateState {
        self.gates[gate * self.cells + cell]
    }

    /// What stands under this outcome's choice.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// Every score and mask as bits, for proofs that two outcomes are the same.
    pub fn bits(&self) -> Vec<u64> {
        self.scores.iter().chain(&self.standing.masks).map(|value| value.to_bits()).collect()
    }
}

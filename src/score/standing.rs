//! What stands: coverage multiplied down the tree, and which quantities have a score because of it.

use std::sync::Arc;

use super::choice::Choice;
use crate::formula::{Formula, Node, NodeKind};
use crate::panel::{Panel, State};

/// A coverage of exactly the threshold passes, whatever the last bit says.
const COVERAGE_GRAIN: f64 = 1e-9;

/// One value per quantity and cell, quantity-major.
#[derive(Clone, Debug)]
pub struct Standing {
    /// 1 where the quantity has a score, 0 where not.
    pub masks: Vec<f64>,
    /// 1 where it applies to the country at all.
    pub applies: Arc<Vec<f64>>,
    /// Share of the applicable declared slot weight that has evidence.
    pub coverage: Arc<Vec<f64>>,
    /// For the slots alone: 1 where there is evidence. What is filled in takes part in a score and is none.
    pub evidence: Arc<Vec<f64>>,
}

impl Standing {
    /// The mask of a quantity in a panel of so many cells.
    pub fn masks_of(&self, quantity: usize, cells: usize) -> &[f64] {
        &self.masks[quantity * cells..(quantity + 1) * cells]
    }

    pub(super) fn of(formula: &Formula, panel: &Panel, choice: &Choice<'_>) -> Self {
        let cells = panel.cells();
        let slots = formula.slots.len();
        let counts = |slot: usize| choice.without.is_none_or(|without| !without[slot]);
        let kept = |own: usize| choice.only.is_none_or(|only| only[own] != 0.0);
        let (mut masks, mut applies) =
            (vec![0.0; formula.quantities() * cells], vec![0.0; formula.quantities() * cells]);
        let mut evidence = vec![0.0; slots * cells];
        for slot in (0..slots).filter(|&slot| counts(slot)) {
            for (cell, state) in panel.slots[slot].states.iter().enumerate() {
                let applied = *state != State::NotApplicable;
                let own = slot * cells + cell;
                let has = applied && (state.has_value() || choice.fill.is_some()) && kept(own);
                applies[own] = f64::from(u8::from(applied));
                masks[own] = f64::from(u8::from(has));
                evidence[own] = f64::from(u8::from(has && (state.is_evidence() || choice.fill.is_some())));
            }
        }
        spread_any(formula, cells, &mut applies);
        let coverage = spread(formula, &applies, &evidence, cells);
        let mut standing =
            Self { masks, applies: Arc::new(applies), coverage: Arc::new(coverage), evidence: Arc::new(evidence) };
        for (at, node) in formula.nodes.iter().enumerate() {
            let own = formula.quantity(at) * cells;
            let threshold = choice.shares.map_or(node.threshold, |shares| shares[at]);
            for cell in 0..cells {
                let any =
                    formula.parts[node.edges.clone()].iter().any(|&part| standing.masks[part * cells + cell] != 0.0);
                let enough = standing.coverage[own + cell] + COVERAGE_GRAIN >= threshold;
                let needed = has_what_it_needs(node, &standing.evidence, cells, cell);
                let required = node.needs.all.iter().all(|&slot| standing.has_or_does_not_apply(slot * cells + cell));
                let stands = any
                    && kept(own + cell)
                    && (enough || !choice.thresholds)
                    && ((needed && required) || !choice.duties);
                standing.masks[own + cell] = f64::from(u8::from(stands));
            }
        }
        standing
    }

    /// Of a slot's cell. What cannot apply to a country is not asked of it.
    pub fn has_or_does_not_apply(&self, at: usize) -> bool {
        self.evidence[at] != 0.0 || self.applies[at] == 0.0
    }
}

/// Headings and the total ask for nothing; a principle none of whose slots suffices, one of law alone, never stands.
fn has_what_it_needs(node: &Node, evidence: &[f64], cells: usize, cell: usize) -> bool {
    let is_principle = matches!(node.kind, NodeKind::Principle(_));
    !is_principle || node.needs.one_of.iter().any(|&slot| evidence[slot * cells + cell] != 0.0)
}

/// A node applies where any of its parts does.
fn spread_any(formula: &Formula, cells: usize, applies: &mut [f64]) {
    for (at, node) in formula.nodes.iter().enumerate() {
        let own = formula.quantity(at) * cells;
        for &part in &formula.parts[node.edges.clone()] {
            for cell in 0..cells {
                applies[own + cell] = applies[own + cell].max(applies[part * cells + cell]);
            }
        }
    }
}

/// Shares of slots (slot-major, one per cell) multiplied down the tree with the rubric's weights; what does not apply
/// does not count. One value per quantity and cell.
pub fn spread(formula: &Formula, applies: &[f64], slots: &[f64], cells: usize) -> Vec<f64> {
    let mut shares = vec![0.0; formula.quantities() * cells];
    shares[..slots.len()].copy_from_slice(slots);
    for (at, node) in formula.nodes.iter().enumerate() {
        let own = formula.quantity(at) * cells;
        for cell in 0..cells {
            let (mut sum, mut total) = (0.0, 0.0);
            for edge in node.edges.clone() {
                let from = formula.parts[edge] * cells + cell;
                let weight = formula.weights[edge] * applies[from];
                sum += weight * shares[from];
                total += weight;
            }
            shares[own + cell] = if total > 0.0 { sum / total } else { 0.0 };
        }
    }
    shares
}

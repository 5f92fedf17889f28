//! A choice: what one run of the arithmetic changes against the nominal assessment.

use std::sync::Arc;

use super::gate::GateState;
use super::standing::Standing;
use crate::formula::{FillingRule, Formula};
use crate::methods::aggregate::Aggregate;
use crate::methods::fill::Recipe;

/// `nominal()` changes nothing.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'c> {
    /// One weight per edge of the formula, in place of the rubric's.
    pub weights: Option<&'c [f64]>,
    /// Slots that are normalised anew.
    pub columns: &'c [Redrawn],
    /// Slots whose gaps are filled in otherwise.
    pub refilled: &'c [Refilled],
    /// One aggregation method per node, in place of the rubric's.
    pub aggregates: Option<&'c [Aggregate]>,
    /// One cap per gate, in place of the rubric's.
    pub caps: Option<&'c [f64]>,
    /// Other states of the gates, gate-major.
    pub states: Option<&'c [GateState]>,
    /// What stands in place of what stands nominally; see `Ready::standing`.
    pub standing: Option<&'c Arc<Standing>>,
    /// Every missing value has this score.
    pub fill: Option<Fill>,
    /// Slots that do not count at all, by slot.
    pub without: Option<&'c [bool]>,
    /// A further 0/1 mask, one per quantity and cell (quantity-major): what has a 0 is as if it were missing.
    pub only: Option<&'c [f64]>,
    /// One coverage threshold per node, in place of the rubric's.
    pub shares: Option<&'c [f64]>,
    /// Whether coverage below a threshold takes the score away.
    pub thresholds: bool,
    /// Whether what the duty asks for must be there: practice, participation, more than law, required parts. It stays
    /// so in the envelope: where only practice was asked for, filling it in is what lets the score stand.
    pub duties: bool,
    /// Whether a conditional clause's law counts for less where abuse is seen.
    pub conditions: bool,
    /// Whether gates cap.
    pub gates: bool,
    /// Whether an undetermined gate caps too: the lower end of the envelope.
    pub undetermined_fires: bool,
}

/// One slot with other raw values, other rules, or both.
#[derive(Clone, Debug)]
pub struct Redrawn {
    pub slot: usize,
    /// Raw values in place of the panel's, one per cell. Cells without a value stay without.
    pub values: Vec<f64>,
    /// One rule per filling, in place of the formula's.
    pub rules: Option<Vec<FillingRule>>,
}

/// One slot whose gaps are made of other cells than the rubric says; those that it names no recipe for stay as they are.
#[derive(Clone, Debug)]
pub struct Refilled {
    pub slot: usize,
    pub recipes: Vec<(usize, Recipe)>,
}

/// What missing values count as: 0 and 100 give the ends of the envelope.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fill {
    pub score: f64,
    /// A slot whose missing values have another score.
    pub except: Option<(usize, f64)>,
}

impl Fill {
    pub fn all(score: f64) -> Self {
        Self { score, except: None }
    }

    /// The score of a slot's missing values.
    pub(super) fn of(self, slot: usize) -> f64 {
        self.except.filter(|(except, _)| *except == slot).map_or(self.score, |(_, score)| score)
    }
}

impl Choice<'_> {
    pub fn nominal() -> Self {
        Self {
            weights: None,
            columns: &[],
            refilled: &[],
            aggregates: None,
            caps: None,
            states: None,
            standing: None,
            fill: None,
            without: None,
            only: None,
            shares: None,
            thresholds: true,
            duties: true,
            conditions: true,
            gates: true,
            undetermined_fires: false,
        }
    }

    /// The lower end of the envelope: all missing evidence is 0, and what is undetermined is a violation.
    pub fn worst() -> Self {
        Self { fill: Some(Fill::all(0.0)), thresholds: false, undetermined_fires: true, ..Self::nominal() }
    }

    /// The upper end of the envelope: all missing evidence is 100.
    pub fn best() -> Self {
        Self { fill: Some(Fill::all(100.0)), thresholds: false, ..Self::nominal() }
    }

    /// The same without what makes it an end of the envelope.
    pub(super) fn as_observed(&self) -> Self {
        Self { fill: None, standing: None, thresholds: true, undetermined_fires: false, ..*self }
    }

    /// The method that a node's parts are put together with.
    pub(super) fn aggregate(&self, formula: &Formula, node: usize) -> Aggregate {
        self.aggregates.map_or(formula.nodes[node].aggregate, |aggregates| aggregates[node])
    }

    /// Whether what stands is what stands nominally: coverage is nominal unless it is the doubt.
    pub(super) fn keeps_standing(&self) -> bool {
        self.fill.is_none()
            && self.without.is_none()
            && self.only.is_none()
            && self.shares.is_none()
            && self.thresholds
            && self.duties
    }
}

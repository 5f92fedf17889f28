//! A model: doubts compiled against a formula and a panel into plain arrays. `Draw` takes its numbers from it.

mod compile;
pub mod errors;
pub mod hidden;
mod posts;
mod weights;

use std::ops::Range;

pub use compile::{judge, model};
pub use errors::Errors;
pub use hidden::Hidden;
pub use posts::{OtherPosts, ShiftedPosts};
pub use weights::NodeWeights;

use super::stream::Block;
use crate::doubt::Family;
use crate::methods::aggregate::Aggregate;
use crate::score::choice::Refilled;

/// Every doubt of a run. Without any, each replicate is the nominal outcome.
#[derive(Clone, Debug, Default)]
pub struct Model {
    pub factors: Vec<Factor>,
    /// Slots whose raw values some doubt moves, ascending.
    pub drawn: Vec<usize>,
}

/// One doubt: a block of uniforms that vary together, and what they do.
#[derive(Clone, Debug)]
pub struct Factor {
    /// Its place among the doubts that were declared.
    pub doubt: usize,
    /// Its number comes from the doubt's id, so that another doubt switched on or off moves none of its draws.
    pub block: Block,
    pub family: Family,
    pub effect: Effect,
}

/// What a factor does to the choice of a replicate.
#[derive(Clone, Debug)]
pub enum Effect {
    /// One uniform per edge of the formula.
    Weights(Vec<NodeWeights>),
    /// Two uniforms per filling.
    Posts(Vec<ShiftedPosts>),
    /// One uniform: the rubric's posts, or one of the others.
    OtherPosts(OtherPosts),
    /// One uniform: the rubric's methods, or one of these for every node named.
    Aggregation { nodes: Vec<usize>, alternatives: Vec<Aggregate> },
    /// Two uniforms: whether gates cap at all, and by how much every cap moves.
    Gates { off: f64, cap: f64 },
    /// One uniform: the rubric's thresholds, or one of these for every node named.
    Coverage { nodes: Vec<usize>, alternatives: Vec<f64> },
    /// One uniform: the rubric's fills, or one of these.
    Fill { alternatives: Vec<Refill> },
    /// One uniform: no slot, or one of them.
    LeaveOneOut { chance: f64 },
    /// The errors of one dataset.
    Errors(Box<Errors>),
    /// One uniform: whether the errors of a factor (its place in the model) have nothing in common.
    Correlation { errors: usize, none: f64 },
    /// One uniform per country and year of a register.
    Hidden(Box<Hidden>),
}

impl Effect {
    /// Whether it takes a single uniform, for which a low-discrepancy point can stand in.
    pub fn is_switch(&self) -> bool {
        match self {
            Self::OtherPosts(_)
            | Self::Aggregation { .. }
            | Self::Coverage { .. }
            | Self::Fill { .. }
            | Self::LeaveOneOut { .. }
            | Self::Correlation { .. } => true,
            Self::Weights(_) | Self::Posts(_) | Self::Gates { .. } | Self::Errors(_) | Self::Hidden(_) => false,
        }
    }
}

impl Model {
    /// The doubts of one family alone; their draws stay as they are.
    pub fn only(&self, family: Family) -> Self {
        let kept: Vec<usize> =
            (0..self.factors.len()).filter(|&factor| self.factors[factor].family == family).collect();
        let moved = |effect: &Effect| match effect {
            Effect::Correlation { errors, none } => {
                let errors = kept.iter().position(|kept| kept == errors).unwrap_or(usize::MAX);
                Effect::Correlation { errors, none: *none }
            }
            other => other.clone(),
        };
        let factor = |&at: &usize| Factor { effect: moved(&self.factors[at].effect), ..self.factors[at].clone() };
        let drawn = if family == Family::Measurement { self.drawn.clone() } else { Vec::new() };
        Self { factors: kept.iter().map(factor).collect(), drawn }
    }

    pub fn is_empty(&self) -> bool {
        self.factors.is_empty()
    }
}

/// Another way in which all gaps that the rubric fills are filled.
#[derive(Clone, Debug)]
pub struct Refill {
    pub name: &'static str,
    pub slots: Vec<Refilled>,
}

/// Where a drawn value lands: a slot that is drawn (its place in `Model::drawn`) and a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    pub column: u32,
    pub cell: u32,
}

/// Targets of one origin cell, as a range of a list.
pub(crate) type Targets = Range<u32>;

/// Which of `count` equally likely things a uniform means; 0 is the rubric's own.
pub fn pick(uniform: f64, count: usize) -> usize {
    ((uniform * count as f64) as usize).min(count.saturating_sub(1))
}

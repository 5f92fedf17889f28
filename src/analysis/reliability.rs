//! Reliability: Cronbach's alpha of the indicators of each principle, the principles of each heading and of the total.

use super::{Sample, parts};
use crate::statistics::complete;
use crate::statistics::cronbach::alpha;

/// Alpha of one node's parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Reliability {
    pub node: usize,
    /// Parts with a score anywhere in the sample, of those that the rubric has.
    pub items: (usize, usize),
    /// Countries in which every such part has one.
    pub n: usize,
    pub alpha: Option<f64>,
}

/// Of every node given that has two parts or more.
pub fn reliabilities(sample: &Sample<'_>, nodes: &[usize]) -> Vec<Reliability> {
    let of = |&node: &usize| {
        let all = parts(sample.case(), node);
        let items = sample.scored_among(all.iter().copied());
        let columns: Vec<Vec<Option<f64>>> = items.iter().map(|&item| sample.scores(item)).collect();
        let rows = complete(&columns);
        let n = rows.first().map_or(0, Vec::len);
        Reliability { node, items: (items.len(), all.len()), n, alpha: alpha(&rows) }
    };
    nodes.iter().map(of).filter(|found| found.items.1 > 1).collect()
}

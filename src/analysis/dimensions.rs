//! Dimensions: principal components of a node's parts, over the countries in which all of them have a score.

use super::{Sample, parts};
use crate::statistics::principal::{Principal, principal};
use crate::statistics::{complete, vary};

/// The components of a node's parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Dimensions {
    pub node: usize,
    /// The parts that took part, as quantities, in the order of the loadings.
    pub items: Vec<usize>,
    /// Parts without a score in the sample, or all of whose scores there are the same.
    pub left_out: Vec<usize>,
    /// Countries in which every item has a score.
    pub n: usize,
    /// `None` of fewer than two items or three countries.
    pub found: Option<Principal>,
}

/// Of the parts right under a node.
pub fn of_parts(sample: &Sample<'_>, node: usize) -> Dimensions {
    dimensions(sample, node, parts(sample.case(), node))
}

fn dimensions(sample: &Sample<'_>, node: usize, parts: &[usize]) -> Dimensions {
    let mut items = sample.scored_among(parts.iter().copied());
    let mut rows = rows(sample, &items);
    // without one that does not vary there may be more rows, in which another does not
    while let Some(flat) = rows.iter().position(|column| !column.is_empty() && !vary(column)) {
        items.remove(flat);
        rows = self::rows(sample, &items);
    }
    let left_out = parts.iter().copied().filter(|part| !items.contains(part)).collect();
    Dimensions { node, left_out, n: rows.first().map_or(0, Vec::len), found: principal(&rows), items }
}

fn rows(sample: &Sample<'_>, items: &[usize]) -> Vec<Vec<f64>> {
    complete(&items.iter().map(|&item| sample.scores(item)).collect::<Vec<_>>())
}

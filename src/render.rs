//! Renderers: an assessment as the bytes of a file format. Nothing here writes or prints.

pub mod analysis;
pub mod explanation;
pub mod framework;
pub mod json;
pub mod judgement;
pub mod paint;
pub mod revision;
pub mod scores;
pub mod table;
pub mod uncertainty;
pub mod words;

use crate::case::Case;

/// The nodes as a reader expects them: the total, then each heading before its principles.
pub fn reading_order(case: &Case) -> Vec<usize> {
    use crate::formula::NodeKind;
    let nodes = &case.formula().nodes;
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by_key(|&node| match nodes[node].kind {
        NodeKind::Total => (0, 0, 0),
        NodeKind::Heading(at) => (1, at, 0),
        NodeKind::Principle(at) => (1, case.rubric().principles[at].heading, 1 + at),
    });
    order
}

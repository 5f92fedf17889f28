//! Aggregation: the scores of a node's parts become the node's score, column by column.
//!
//! To add a method: one new file, then its variant here, with an arm in `read`, `apply` and `name`.

pub mod arithmetic;
pub mod geometric;
pub mod minimum;

use crate::methods::normalise::unknown_method;
use crate::words::keys::Value;

/// The parts of one node, in file order: for part `k` its weight and its columns of scores and of masks (1 present,
/// 0 absent). A score under a 0 mask must be finite; it does not count.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'p> {
    pub weights: &'p [f64],
    /// For each part, where its columns start in `scores` and `masks`.
    pub starts: &'p [usize],
    pub scores: &'p [f64],
    pub masks: &'p [f64],
    /// The node's own mask, one per cell: under a 0 any finite score will do, and a costly one need not be worked out.
    pub stands: &'p [f64],
    /// Length of a column.
    pub cells: usize,
}

impl<'p> Parts<'p> {
    /// Of each part the weight and, from a cell on, `N` scores and masks.
    fn cells<const N: usize>(&self, from: usize) -> impl Iterator<Item = (f64, &'p [f64; N], &'p [f64; N])> {
        let Self { weights, starts, scores, masks, .. } = *self;
        let cells = move |own: &'p [f64], start: usize| own.get(start + from..)?.first_chunk();
        let parts = weights.iter().zip(starts);
        parts.filter_map(move |(&weight, &start)| Some((weight, cells(scores, start)?, cells(masks, start)?)))
    }

    fn each(&self) -> impl Iterator<Item = (f64, &'p [f64], &'p [f64])> {
        let Self { weights, starts, scores, masks, cells, .. } = *self;
        weights
            .iter()
            .zip(starts)
            .map(move |(&weight, &start)| (weight, &scores[start..start + cells], &masks[start..start + cells]))
    }
}

/// An aggregation method.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Aggregate {
    Arithmetic,
    /// With the score that a 0 is lifted to, if the rubric declares one.
    Geometric {
        floor: Option<f64>,
    },
    Minimum,
}

impl Aggregate {
    pub const NAMES: [&'static str; 3] = ["arithmetic", "geometric", "minimum"];

    /// Reads `"arithmetic"`, `{ geometric = { floor = 1 } }` and so on.
    pub fn read(value: Value<'_>) -> Option<Self> {
        let (name, under) = value.method()?;
        match (name.value.as_str(), under) {
            ("arithmetic", None) => Some(Self::Arithmetic),
            ("minimum", None) => Some(Self::Minimum),
            ("geometric", None) => Some(Self::Geometric { floor: None }),
            ("geometric", Some(under)) => {
                let floor =
                    under.keys(|keys| keys.need("floor", |value| value.number_within(f64::MIN_POSITIVE, 100.0)))?;
                Some(Self::Geometric { floor: Some(floor) })
            }
            ("arithmetic" | "minimum", Some(under)) => under.fault(
                "needless-parameter",
                format!("`{}` takes no parameters.", name.value),
                "its bare name",
                "write the name in quotes",
            ),
            _ => unknown_method(value, &name.value, &Self::NAMES),
        }
    }

    pub fn name(&self) -> &'static str {
        match self {
            Self::Arithmetic => "arithmetic",
            Self::Geometric { .. } => "geometric",
            Self::Minimum => "minimum",
        }
    }

    /// Writes the node's column to `out`: 0 where no part is present.
    pub fn apply(&self, parts: Parts<'_>, out: &mut [f64]) {
        match self {
            Self::Arithmetic => arithmetic::apply(parts, out),
            Self::Geometric { floor } => geometric::apply(parts, *floor, out),
            Self::Minimum => minimum::apply(parts, out),
        }
    }
}

#[cfg(test)]
pub(crate) mod fixture {
    use super::*;

    /// One cell: (weight, score) of each part; `None` is absent.
    pub fn one(method: Aggregate, parts: &[(f64, Option<f64>)]) -> f64 {
        let weights: Vec<f64> = parts.iter().map(|(weight, _)| *weight).collect();
        let starts: Vec<usize> = (0..parts.len()).collect();
        let scores: Vec<f64> = parts.iter().map(|(_, score)| score.unwrap_or(77.0)).collect();
        let masks: Vec<f64> = parts.iter().map(|(_, score)| f64::from(u8::from(score.is_some()))).collect();
        let mut out = [f64::NAN];
        let parts =
            Parts { weights: &weights, starts: &starts, scores: &scores, masks: &masks, stands: &[1.0], cells: 1 };
        method.apply(parts, &mut out);
        out[0]
    }
}

//! What an aggregation method is given: the parts of one node, and the countries that a relative method compares.

use std::ops::Range;

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
    /// How many cells a year has: a relative method compares them among each other.
    pub width: usize,
    /// The other countries, where they are not what these columns say: in an envelope a country's gaps are filled, and
    /// it is compared with the others as they are.
    pub others: Option<Others<'p>>,
}

/// The same columns without a fill.
#[derive(Clone, Copy, Debug)]
pub struct Others<'p> {
    pub scores: &'p [f64],
    pub masks: &'p [f64],
    pub stands: &'p [f64],
}

impl<'p> Parts<'p> {
    /// Of each part the weight and, from a cell on, `N` scores and masks.
    pub(super) fn cells<const N: usize>(
        &self,
        from: usize,
    ) -> impl Iterator<Item = (f64, &'p [f64; N], &'p [f64; N])> + Clone + use<'p, N> {
        let Self { weights, starts, scores, masks, .. } = *self;
        let cells = move |own: &'p [f64], start: usize| own.get(start + from..)?.first_chunk();
        let parts = weights.iter().zip(starts);
        parts.filter_map(move |(&weight, &start)| Some((weight, cells(scores, start)?, cells(masks, start)?)))
    }

    pub(super) fn each(&self) -> impl Iterator<Item = (f64, &'p [f64], &'p [f64])> + use<'p> {
        let Self { weights, starts, scores, masks, cells, .. } = *self;
        weights
            .iter()
            .zip(starts)
            .map(move |(&weight, &start)| (weight, &scores[start..start + cells], &masks[start..start + cells]))
    }

    /// Weight and score of the parts that count in a cell.
    pub(super) fn present(&self, cell: usize) -> impl Iterator<Item = (f64, f64)> + use<'p> {
        let counted = |(weight, [score], [mask]): (f64, &[f64; 1], &[f64; 1])| (weight * mask, *score);
        self.cells(cell).map(counted).filter(|(weight, _)| *weight > 0.0)
    }

    /// The countries that a relative method compares with.
    pub(super) fn others(&self) -> Self {
        match self.others {
            Some(Others { scores, masks, stands }) => Self { scores, masks, stands, ..*self },
            None => *self,
        }
    }

    pub(super) fn stands(&self, cell: usize) -> bool {
        self.stands[cell] != 0.0
    }

    /// The cells of each year.
    pub(super) fn years(&self) -> impl Iterator<Item = Range<usize>> + use<> {
        let (cells, width) = (self.cells, self.width.max(1));
        (0..cells).step_by(width).map(move |from| from..cells.min(from + width))
    }

    /// Works out cell by cell, where the node stands.
    pub(super) fn each_standing(&self, out: &mut [f64], score: impl Fn(usize) -> f64) {
        for (cell, out) in out.iter_mut().enumerate() {
            *out = if self.stands(cell) { score(cell) } else { 0.0 };
        }
    }
}

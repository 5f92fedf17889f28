//! Ranges: where every score, place and grade lies over the replicates.
//!
//! A simulated range holds 90 % of the replicates: 5, 50 and 95 %. Countries are alike where neither is ahead of the
//! other in 95 % of the replicates; a country's own range of places runs over those that are alike to it. A confidence set
//! of places comes from measurement error alone: it leaves out the places that some country surely holds, with an error of
//! at most 10 % over all pairs of the country together (Bonferroni).
//!
//! Reference: OECD/JRC Handbook (2008), step 7; M. Mogstad, J. P. Romano, A. Shaikh and D. Wilhelm (2024), Inference for
//! ranks with applications to mobility across neighbourhoods and academic achievement across countries, Review of
//! Economic Studies 91, 476–518, for places from pairwise comparisons.

use super::tally::Tally;
use super::tally::column::{Column, ColumnTally, Wanted};
use super::tally::pairs::Pair;
use super::tally::places::Placing;
use crate::case::Case;
use crate::rubric::Ceiling;
use crate::score::Ready;
use crate::score::outcome::Outcome;
use crate::words::score::Rounding;

/// The ends and the middle of a simulated range.
pub const QUANTILES: [f64; 3] = [0.05, 0.5, 0.95];
/// One country is ahead of another where it is in this share of the replicates.
pub const AHEAD: f64 = 0.95;
/// What a confidence set may err by.
const ERROR: f64 = 0.10;

/// Where a number lies: 5, 50 and 95 % of the replicates do not exceed these.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval<T> {
    pub low: T,
    pub middle: T,
    pub high: T,
}

/// What of a run is kept.
#[derive(Clone, Debug)]
pub struct Kept {
    years: usize,
    countries: usize,
    rounding: Rounding,
    /// The lower edges of the grades.
    edges: Vec<f64>,
    ceiling: Option<Ceiling>,
    columns: Vec<KeptColumn>,
}

/// One node in one year in which a country has a score.
#[derive(Clone, Debug)]
struct KeptColumn {
    node: usize,
    year: usize,
    quantity: usize,
    /// The countries that have a score as the evidence stands, ascending.
    countries: Vec<u32>,
    wanted: Wanted,
    /// The refrain clauses whose failure lowers its grades, as quantities.
    refrain: Vec<usize>,
}

impl Kept {
    /// Scores, grades and places of every node, and every pair of some nodes and years; `ready` is the case's.
    pub fn everything(case: &Case, ready: &Ready<'_>, pairs: &[(usize, usize)]) -> Self {
        Self::of(case, ready, pairs, true)
    }

    /// Scores alone, and every pair of some nodes and years.
    pub fn scores(case: &Case, ready: &Ready<'_>, pairs: &[(usize, usize)]) -> Self {
        Self::of(case, ready, pairs, false)
    }

    fn of(case: &Case, ready: &Ready<'_>, pairs: &[(usize, usize)], all: bool) -> Self {
        let (formula, panel, instrument) = (case.formula(), case.panel(), &case.rubric().instrument);
        let mut columns = Vec::new();
        for node in 0..formula.nodes.len() {
            let quantity = formula.quantity(node);
            let masks = ready.nominal().masks_of(quantity, panel.cells()).chunks_exact(panel.countries.len().max(1));
            for (year, masks) in masks.enumerate() {
                let stands = masks.iter().zip(0..).filter(|(mask, _)| **mask != 0.0);
                let countries: Vec<u32> = stands.map(|(_, country)| country).collect();
                let grades = all && !case.is_position(node);
                let refrain = if grades && instrument.ceiling.is_some() { case.refrain_parts(node) } else { vec![] };
                let (ceilings, pairs) = (!refrain.is_empty(), pairs.contains(&(node, year)));
                let wanted = Wanted { grades, ceilings, ranks: all, pairs };
                if !countries.is_empty() {
                    columns.push(KeptColumn { node, year, quantity, countries, wanted, refrain });
                }
            }
        }
        Self {
            years: panel.years.len(),
            countries: panel.countries.len(),
            rounding: instrument.rounding,
            edges: case.rubric().edges(),
            ceiling: instrument.ceiling,
            columns,
        }
    }
}

/// Counts what is kept.
#[derive(Debug)]
pub struct RangeTally<'k> {
    kept: &'k Kept,
    columns: Vec<ColumnTally>,
    placing: Placing,
    seen: u64,
    scores: Vec<f64>,
    places: Vec<u32>,
    ceilings: Vec<u8>,
}

impl<'k> RangeTally<'k> {
    pub fn new(kept: &'k Kept) -> Self {
        let tally = |own: &KeptColumn| ColumnTally::new(own.wanted, own.countries.len(), kept.countries, &kept.edges);
        Self {
            kept,
            columns: kept.columns.iter().map(tally).collect(),
            placing: Placing::new(kept.rounding),
            seen: 0,
            scores: Vec::new(),
            places: Vec::new(),
            ceilings: Vec::new(),
        }
    }

    /// What was seen, ready to be read.
    pub fn finish(self) -> Ranges {
        let mut at = vec![None; self.kept.years * self.kept.columns.last().map_or(0, |column| column.node + 1)];
        for (position, column) in self.kept.columns.iter().enumerate() {
            at[column.node * self.kept.years + column.year] = Some(position);
        }
        let columns = self.kept.columns.iter().zip(self.columns);
        Ranges {
            years: self.kept.years,
            columns: columns.map(|(kept, tally)| (kept.countries.clone(), tally.finish())).collect(),
            at,
            replicates: self.seen,
        }
    }
}

/// The best grade that each country of a column may have in this replicate; false where none is lowered in any.
fn see_ceilings(kept: &Kept, column: &KeptColumn, outcome: &Outcome, ceilings: &mut Vec<u8>) -> bool {
    let Some(ceiling) = kept.ceiling.filter(|_| column.wanted.ceilings) else {
        return false;
    };
    ceilings.clear();
    ceilings.resize(column.countries.len(), 0);
    let cells = column.year * kept.countries..(column.year + 1) * kept.countries;
    for &part in &column.refrain {
        let (scores, masks) = (&outcome.scores(part)[cells.clone()], &outcome.masks(part)[cells.clone()]);
        for (own, &country) in ceilings.iter_mut().zip(&column.countries) {
            let lowers = masks[country as usize] != 0.0 && ceiling.lowers(scores[country as usize]);
            *own = if lowers { ceiling.grade as u8 } else { *own };
        }
    }
    true
}

impl Tally for RangeTally<'_> {
    fn see(&mut self, _: u64, outcome: &Outcome) {
        self.seen += 1;
        for (kept, tally) in self.kept.columns.iter().zip(&mut self.columns) {
            let cells = kept.year * self.kept.countries..(kept.year + 1) * self.kept.countries;
            let (scores, masks) = (&outcome.scores(kept.quantity)[cells.clone()], &outcome.masks(kept.quantity)[cells]);
            let score = |&country: &u32| {
                let at = country as usize;
                if masks[at] != 0.0 { scores[at] } else { f64::NAN }
            };
            self.scores.clear();
            self.scores.extend(kept.countries.iter().map(score));
            let lowered = see_ceilings(self.kept, kept, outcome, &mut self.ceilings);
            tally.see_scores(&self.scores, lowered.then_some(self.ceilings.as_slice()));
            if kept.wanted.ranks || kept.wanted.pairs {
                // among all that have a score in this replicate
                let places = self.placing.of(scores, masks);
                self.places.clear();
                self.places.extend(kept.countries.iter().map(|&country| places[country as usize]));
                tally.see_places(&self.places);
            }
        }
    }

    fn merge(&mut self, other: Self) {
        self.seen += other.seen;
        self.columns.iter_mut().zip(other.columns).for_each(|(own, other)| own.merge(other));
    }
}

/// Where everything lies. Nodes, years and countries are positions, as in the assessment. Of a country without a score
/// as the evidence stands nothing is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranges {
    years: usize,
    /// The countries of a column, ascending, and what was seen of them.
    columns: Vec<(Vec<u32>, Column)>,
    /// Node by node and year by year, the place of its column.
    at: Vec<Option<usize>>,
    pub replicates: u64,
}

impl Ranges {
    fn column(&self, node: usize, year: usize) -> Option<(&[u32], &Column)> {
        let (countries, column) = &self.columns[(*self.at.get(node * self.years + year)?)?];
        Some((countries, column))
    }

    fn cell(&self, node: usize, year: usize, country: usize) -> Option<(usize, &Column)> {
        let (countries, column) = self.column(node, year)?;
        Some((countries.binary_search(&(country as u32)).ok()?, column))
    }

    /// Where the score lies among the replicates that have one.
    pub fn score(&self, node: usize, year: usize, country: usize) -> Option<Interval<f64>> {
        let (cell, column) = self.cell(node, year, country)?;
        let [low, middle, high] = QUANTILES.map(|p| column.scores.quantile(cell, p));
        Some(Interval { low: low?, middle: middle?, high: high? })
    }

    /// Share of the replicates that have a score.
    pub fn scored(&self, node: usize, year: usize, country: usize) -> f64 {
        let Some((cell, column)) = self.cell(node, year, country).filter(|_| self.replicates > 0) else { return 0.0 };
        1.0 - column.scores.without(cell) as f64 / self.replicates as f64
    }

    /// Where the place lies among the replicates that give one.
    pub fn place(&self, node: usize, year: usize, country: usize) -> Option<Interval<usize>> {
        let (cell, column) = self.cell(node, year, country)?;
        let ranks = column.ranks.as_ref()?;
        let [low, middle, high] = QUANTILES.map(|p| ranks.quantile(cell, p));
        Some(Interval { low: low?, middle: middle?, high: high? })
    }

    /// Share of all replicates with each grade, best first; what is missing to 1 has none.
    pub fn odds(&self, node: usize, year: usize, country: usize) -> Option<Vec<f64>> {
        let (cell, column) = self.cell(node, year, country).filter(|_| self.replicates > 0)?;
        let (_, graded) = column.grades.as_ref()?.counts(cell).split_last()?;
        let share = |count: &u32| f64::from(*count) / self.replicates as f64;
        graded.iter().any(|count| *count > 0).then(|| graded.iter().map(share).collect())
    }

    /// Whether every pair of this node and year was counted.
    pub fn has_pairs(&self, node: usize, year: usize) -> bool {
        self.column(node, year).is_some_and(|(_, column)| column.pairs.is_some())
    }

    /// P(first ahead of second), where pairs were counted.
    pub fn ahead(&self, node: usize, year: usize, first: usize, second: usize) -> Option<f64> {
        if first == second {
            return None;
        }
        let ((first, column), (second, _)) = (self.cell(node, year, first)?, self.cell(node, year, second)?);
        column.pairs.as_ref()?.pair(first, second).share_ahead()
    }

    /// The pairs of a country with each other one of its column, as positions.
    fn others(&self, node: usize, year: usize, country: usize) -> Option<impl Iterator<Item = (usize, Pair)>> {
        let (countries, column) = self.column(node, year)?;
        let (own, pairs) = (countries.binary_search(&(country as u32)).ok()?, column.pairs.as_ref()?);
        let others = countries.iter().enumerate().filter(move |(at, _)| *at != own);
        Some(others.map(move |(at, &other)| (other as usize, pairs.pair(own, at))))
    }

    /// The places of the countries that are alike to this one, from the first to the last; `places` are the nominal ones.
    pub fn alike(&self, node: usize, year: usize, country: usize, places: &[Option<usize>]) -> Option<(usize, usize)> {
        let (others, own) = (self.others(node, year, country)?, places[country]?);
        let alike = |(_, pair): &(usize, Pair)| {
            let (ahead, behind) = (pair.share_ahead(), pair.turned().share_ahead());
            ahead.zip(behind).is_some_and(|(ahead, behind)| ahead < AHEAD && behind < AHEAD)
        };
        let alike = others.filter(alike).filter_map(|(other, _)| places[other]);
        Some(alike.fold((own, own), |(from, to), place| (from.min(place), to.max(place))))
    }

    /// A confidence set for the place, first and last; only of a run of measurement error alone.
    pub fn confidence(&self, node: usize, year: usize, country: usize) -> Option<(usize, usize)> {
        let others = self.others(node, year, country)?.map(|(_, pair)| pair);
        let others: Vec<Pair> = others.filter(|pair| pair.together() > 0).collect();
        if others.is_empty() {
            return None;
        }
        // each of the 2 (n − 1) one-sided comparisons may err by this
        let error = ERROR / (2.0 * others.len() as f64);
        let surely = |against: u32, together: u64| f64::from(against) <= error * together as f64;
        let before = others.iter().filter(|pair| surely(pair.ahead + pair.level, pair.together())).count();
        let after = others.iter().filter(|pair| surely(pair.behind + pair.level, pair.together())).count();
        Some((1 + before, 1 + others.len() - after))
    }
}

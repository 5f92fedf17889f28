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
use super::tally::grades::Grades;
use super::tally::pairs::AllPairs;
use super::tally::places::Placing;
use super::tally::ranks::{RankTally, Ranks};
use super::tally::scores::{ScoreTally, Scores};
use crate::case::Case;
use crate::rubric::Ceiling;
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
    cells: usize,
    years: usize,
    countries: usize,
    rounding: Rounding,
    /// The lower edges of the grades.
    edges: Vec<f64>,
    ceiling: Option<Ceiling>,
    nodes: Vec<KeptNode>,
    /// Node and year, as positions, of which every pair is counted.
    pairs: Vec<(usize, usize)>,
}

#[derive(Clone, Debug)]
struct KeptNode {
    quantity: usize,
    /// Whether any country may have a score.
    scored: bool,
    graded: bool,
    ranked: bool,
    /// The refrain clauses whose failure lowers its grade, as quantities.
    refrain: Vec<usize>,
}

impl Kept {
    /// Scores, grades and places of every node, and every pair of some nodes and years.
    pub fn everything(case: &Case, pairs: Vec<(usize, usize)>) -> Self {
        Self::of(case, pairs, true)
    }

    /// Scores alone, and every pair of some nodes and years.
    pub fn scores(case: &Case, pairs: Vec<(usize, usize)>) -> Self {
        Self::of(case, pairs, false)
    }

    fn of(case: &Case, pairs: Vec<(usize, usize)>, all: bool) -> Self {
        let (formula, panel, instrument) = (case.formula(), case.panel(), &case.rubric().instrument);
        let node = |at: usize| KeptNode {
            quantity: formula.quantity(at),
            scored: !formula.is_silent(at),
            graded: all && !case.is_position(at),
            ranked: all,
            refrain: case.refrain_parts(at),
        };
        Self {
            cells: panel.cells(),
            years: panel.years.len(),
            countries: panel.countries.len(),
            rounding: instrument.rounding,
            edges: case.rubric().edges(),
            ceiling: instrument.ceiling,
            nodes: (0..formula.nodes.len()).map(node).collect(),
            pairs,
        }
    }
}

/// Counts what is kept.
#[derive(Debug)]
pub struct RangeTally<'k> {
    kept: &'k Kept,
    scores: Vec<ScoreTally>,
    grades: Vec<Grades>,
    /// Node by node and year by year, made where a country first has a place.
    ranks: Vec<Option<RankTally>>,
    pairs: Vec<AllPairs>,
    placing: Placing,
    ceilings: Vec<u8>,
    seen: u64,
}

impl<'k> RangeTally<'k> {
    pub fn new(kept: &'k Kept) -> Self {
        let cells = |wanted: bool| if wanted { kept.cells } else { 0 };
        Self {
            kept,
            scores: kept.nodes.iter().map(|node| ScoreTally::new(cells(node.scored))).collect(),
            grades: kept.nodes.iter().map(|node| Grades::new(cells(node.graded && node.scored), &kept.edges)).collect(),
            ranks: vec![None; kept.nodes.len() * kept.years],
            pairs: kept.pairs.iter().map(|_| AllPairs::new(kept.countries)).collect(),
            placing: Placing::new(kept.rounding),
            ceilings: vec![0; kept.cells],
            seen: 0,
        }
    }

    /// The best grade that each cell may have in this replicate.
    fn see_ceilings(&mut self, node: &KeptNode, outcome: &Outcome) -> bool {
        let Some(ceiling) = self.kept.ceiling.filter(|_| !node.refrain.is_empty()) else { return false };
        self.ceilings.fill(0);
        for &part in &node.refrain {
            let parts = outcome.scores(part).iter().zip(outcome.masks(part));
            for (own, (score, mask)) in self.ceilings.iter_mut().zip(parts) {
                if *mask != 0.0 && ceiling.lowers(*score) {
                    *own = ceiling.grade as u8;
                }
            }
        }
        true
    }

    /// What was seen, ready to be read.
    pub fn finish(self) -> Ranges {
        Ranges {
            years: self.kept.years,
            countries: self.kept.countries,
            grade_count: self.kept.edges.len(),
            scores: self.scores.into_iter().map(ScoreTally::finish).collect(),
            grades: self.grades,
            ranks: self.ranks.into_iter().map(|ranks| ranks.map(RankTally::finish)).collect(),
            pairs: self.kept.pairs.iter().copied().zip(self.pairs).collect(),
            replicates: self.seen,
        }
    }
}

impl Tally for RangeTally<'_> {
    fn see(&mut self, _: u64, outcome: &Outcome) {
        self.seen += 1;
        let kept = self.kept;
        let width = kept.countries;
        for (at, node) in kept.nodes.iter().enumerate().filter(|(_, node)| node.scored) {
            let (scores, masks) = (outcome.scores(node.quantity), outcome.masks(node.quantity));
            self.scores[at].see(scores, masks);
            if node.graded {
                let lowered = self.see_ceilings(node, outcome);
                self.grades[at].see(scores, masks, lowered.then_some(self.ceilings.as_slice()));
            }
            for year in 0..kept.years {
                let cells = year * width..(year + 1) * width;
                let pairs = kept.pairs.iter().position(|pair| *pair == (at, year));
                if (!node.ranked && pairs.is_none()) || masks[cells.clone()].iter().all(|mask| *mask == 0.0) {
                    continue;
                }
                let places = self.placing.of(&scores[cells.clone()], &masks[cells]);
                if node.ranked {
                    self.ranks[at * kept.years + year].get_or_insert_with(|| RankTally::new(width)).see(places);
                }
                if let Some(pairs) = pairs {
                    self.pairs[pairs].see(places);
                }
            }
        }
    }

    fn merge(&mut self, other: Self) {
        self.seen += other.seen;
        self.scores.iter_mut().zip(other.scores).for_each(|(own, other)| own.merge(other));
        self.grades.iter_mut().zip(&other.grades).for_each(|(own, other)| own.merge(other));
        self.pairs.iter_mut().zip(&other.pairs).for_each(|(own, other)| own.merge(other));
        for (own, other) in self.ranks.iter_mut().zip(other.ranks) {
            match (own, other) {
                (Some(own), Some(other)) => own.merge(other),
                (own @ None, other) => *own = other,
                (Some(_), None) => {}
            }
        }
    }
}

/// Where everything lies. Nodes, years and countries are positions, as in the assessment.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranges {
    years: usize,
    countries: usize,
    grade_count: usize,
    scores: Vec<Scores>,
    grades: Vec<Grades>,
    ranks: Vec<Option<Ranks>>,
    pairs: Vec<((usize, usize), AllPairs)>,
    pub replicates: u64,
}

impl Ranges {
    fn cell(&self, node: usize, year: usize, country: usize) -> Option<usize> {
        (self.scores[node].cells() > 0).then_some(year * self.countries + country)
    }

    /// Where the score lies among the replicates that have one.
    pub fn score(&self, node: usize, year: usize, country: usize) -> Option<Interval<f64>> {
        let cell = self.cell(node, year, country)?;
        let [low, middle, high] = QUANTILES.map(|p| self.scores[node].quantile(cell, p));
        Some(Interval { low: low?, middle: middle?, high: high? })
    }

    /// Share of the replicates that have a score.
    pub fn scored(&self, node: usize, year: usize, country: usize) -> f64 {
        let Some(cell) = self.cell(node, year, country).filter(|_| self.replicates > 0) else { return 0.0 };
        1.0 - self.scores[node].without(cell) as f64 / self.replicates as f64
    }

    /// Where the place lies among the replicates that give one.
    pub fn place(&self, node: usize, year: usize, country: usize) -> Option<Interval<usize>> {
        let ranks = self.ranks[node * self.years + year].as_ref()?;
        let [low, middle, high] = QUANTILES.map(|p| ranks.quantile(country, p));
        Some(Interval { low: low?, middle: middle?, high: high? })
    }

    /// Share of all replicates with each grade, best first; what is missing to 1 has none.
    pub fn odds(&self, node: usize, year: usize, country: usize) -> Option<Vec<f64>> {
        let cell = self.cell(node, year, country)?;
        let grades = &self.grades[node];
        if grades.is_empty() || self.replicates == 0 {
            return None;
        }
        let counts = &grades.counts(cell)[..self.grade_count];
        let share = |count: &u32| f64::from(*count) / self.replicates as f64;
        counts.iter().any(|count| *count > 0).then(|| counts.iter().map(share).collect())
    }

    fn pairs(&self, node: usize, year: usize) -> Option<&AllPairs> {
        self.pairs.iter().find(|(of, _)| *of == (node, year)).map(|(_, pairs)| pairs)
    }

    /// Whether every pair of this node and year was counted.
    pub fn has_pairs(&self, node: usize, year: usize) -> bool {
        self.pairs(node, year).is_some()
    }

    /// P(first ahead of second), where pairs were counted.
    pub fn ahead(&self, node: usize, year: usize, first: usize, second: usize) -> Option<f64> {
        if first == second {
            return None;
        }
        self.pairs(node, year)?.pair(first, second).share_ahead()
    }

    /// The places of the countries that are alike to this one, from the first to the last; `places` are the nominal ones.
    pub fn alike(&self, node: usize, year: usize, country: usize, places: &[Option<usize>]) -> Option<(usize, usize)> {
        let (pairs, own) = (self.pairs(node, year)?, places[country]?);
        let alike = |other: &usize| {
            let pair = pairs.pair(country, *other);
            let (ahead, behind) = (pair.share_ahead(), pair.turned().share_ahead());
            ahead.zip(behind).is_some_and(|(ahead, behind)| ahead < AHEAD && behind < AHEAD)
        };
        let others = (0..self.countries).filter(|other| *other != country).filter(alike);
        Some(
            others
                .filter_map(|other| places[other])
                .fold((own, own), |(from, to), place| (from.min(place), to.max(place))),
        )
    }

    /// A confidence set for the place, first and last; only of a run of measurement error alone.
    pub fn confidence(&self, node: usize, year: usize, country: usize) -> Option<(usize, usize)> {
        let pairs = self.pairs(node, year)?;
        let others: Vec<_> = (0..self.countries)
            .filter(|other| *other != country)
            .map(|other| pairs.pair(country, other))
            .filter(|pair| pair.together() > 0)
            .collect();
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

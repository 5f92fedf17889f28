//! The audit of stated conclusions: in what share of the replicates each survives, and under which choices it fails.
//!
//! The share is one of the declared choices, not a probability that the conclusion is true.
//!
//! Reference: S. Steegen, F. Tuerlinckx, A. Gelman and W. Vanpaemel (2016), Increasing transparency through a multiverse
//! analysis, Perspectives on Psychological Science 11, 702–712.

use super::model::{Effect, Model, pick};
use super::stream::Stream;
use super::tally::Tally;
use super::tally::places::Placing;
use crate::score::outcome::Outcome;
use crate::words::score::{Rounding, reaches};

/// Of a choice that fewer replicates made nothing is said.
const FEWEST: u64 = 50;

/// What is claimed, of a column of one node; years and countries are positions.
#[derive(Clone, Debug, PartialEq)]
pub enum Claim {
    /// The country has one of the first places.
    Top { year: usize, country: usize, places: usize },
    /// The mean over the countries that have a score in both years is higher in the later one.
    Improved { since: usize, year: usize, countries: Vec<usize> },
    /// The country's score reaches the lower edge of a grade, and no failed refrain clause keeps it below.
    Grade { year: usize, country: usize, from: f64, ceiling: Option<(Vec<usize>, f64)> },
    /// The first country has a better place than the second.
    Ahead { year: usize, first: usize, second: usize },
}

impl Claim {
    /// The years that it speaks of.
    pub fn years(&self) -> Vec<usize> {
        match self {
            Self::Improved { since, year, .. } => vec![*since, *year],
            Self::Top { year, .. } | Self::Grade { year, .. } | Self::Ahead { year, .. } => vec![*year],
        }
    }
}

/// A claim and the quantity that it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    pub quantity: usize,
    pub claim: Claim,
}

/// A choice among few that a replicate made: a factor of the model and which of its options.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Taken {
    pub factor: usize,
    pub option: usize,
}

/// In how many replicates a claim held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// In which it could be judged: what it speaks of had scores.
    pub judged: u64,
    pub held: u64,
}

impl Held {
    pub fn share(self) -> Option<f64> {
        (self.judged > 0).then(|| self.held as f64 / self.judged as f64)
    }

    fn see(&mut self, holds: bool) {
        self.judged += 1;
        self.held += u64::from(holds);
    }

    fn merge(&mut self, other: Self) {
        self.judged += other.judged;
        self.held += other.held;
    }
}

/// What became of one claim.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Audited {
    pub whole: Held,
    /// Nominally, without any doubt; `None` where it cannot be judged.
    pub nominal: Option<bool>,
    /// By choice.
    pub by: std::collections::BTreeMap<Taken, Held>,
    pub replicates: u64,
}

impl Audited {
    /// The choices under which it fails clearly more often than over all: by 5 points or more, the worst first.
    pub fn failing(&self) -> Vec<(Taken, f64)> {
        let Some(overall) = self.whole.share() else { return Vec::new() };
        let enough = self.by.iter().filter(|(_, held)| held.judged >= FEWEST);
        let shares = enough.filter_map(|(taken, held)| Some((*taken, held.share()?)));
        let mut failing: Vec<(Taken, f64)> = shares.filter(|(_, share)| share + 0.05 <= overall).collect();
        failing.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        failing
    }
}

/// Follows every claim through the replicates.
#[derive(Debug)]
pub struct Audit<'a> {
    stated: &'a [Stated],
    model: &'a Model,
    stream: Stream,
    slots: usize,
    countries: usize,
    placing: Placing,
    audited: Vec<Audited>,
}

impl<'a> Audit<'a> {
    /// `slots` and `countries` are the panel's.
    pub fn new(
        stated: &'a [Stated],
        model: &'a Model,
        seed: u64,
        (slots, countries): (usize, usize),
        rounding: Rounding,
        nominal: &Outcome,
    ) -> Self {
        let mut placing = Placing::new(rounding);
        let start = |stated: &Stated| {
            let nominal = stated.holds(nominal, countries, &mut placing);
            Audited { nominal, ..Audited::default() }
        };
        let audited = stated.iter().map(start).collect();
        Self { stated, model, stream: Stream::new(seed), slots, countries, placing, audited }
    }

    pub fn finish(self) -> Vec<Audited> {
        self.audited
    }

    /// The choices among few that a replicate made: the same numbers that its draw used.
    fn taken(&self, replicate: u64) -> Vec<Taken> {
        let factors = self.model.factors.iter().enumerate();
        let option = |(factor, rule): (usize, &super::model::Factor)| {
            let uniform = self.stream.uniform(replicate, rule.block, 0);
            let option = match &rule.effect {
                Effect::OtherPosts(other) => pick(uniform, other.posts.len() + 1),
                Effect::Aggregation { alternatives, .. } => pick(uniform, alternatives.len() + 1),
                Effect::Coverage { alternatives, .. } => pick(uniform, alternatives.len() + 1),
                Effect::Fill { alternatives } => pick(uniform, alternatives.len() + 1),
                Effect::Gates { off, .. } => usize::from(uniform < *off),
                Effect::LeaveOneOut { chance } if uniform < *chance => 1 + pick(uniform / chance, self.slots),
                Effect::LeaveOneOut { .. } => 0,
                Effect::Correlation { none, .. } => usize::from(uniform < *none),
                Effect::Weights(_) | Effect::Posts(_) | Effect::Errors(_) | Effect::Hidden(_) => return None,
            };
            Some(Taken { factor, option })
        };
        factors.filter_map(option).collect()
    }
}

impl Tally for Audit<'_> {
    fn see(&mut self, replicate: u64, outcome: &Outcome) {
        if self.stated.is_empty() {
            return;
        }
        let taken = self.taken(replicate);
        for (stated, audited) in self.stated.iter().zip(&mut self.audited) {
            audited.replicates += 1;
            if let Some(holds) = stated.holds(outcome, self.countries, &mut self.placing) {
                audited.whole.see(holds);
                taken.iter().for_each(|taken| audited.by.entry(*taken).or_default().see(holds));
            }
        }
    }

    fn merge(&mut self, other: Self) {
        for (own, other) in self.audited.iter_mut().zip(other.audited) {
            own.whole.merge(other.whole);
            own.replicates += other.replicates;
            other.by.into_iter().for_each(|(taken, held)| own.by.entry(taken).or_default().merge(held));
        }
    }
}

impl Stated {
    /// The same where years have other positions.
    pub fn at(mut self, position: impl Fn(usize) -> usize) -> Self {
        match &mut self.claim {
            Claim::Improved { since, year, .. } => (*since, *year) = (position(*since), position(*year)),
            Claim::Top { year, .. } | Claim::Grade { year, .. } | Claim::Ahead { year, .. } => *year = position(*year),
        }
        self
    }

    /// Whether it holds in an outcome; `None` where what it speaks of has no score.
    fn holds(&self, outcome: &Outcome, countries: usize, placing: &mut Placing) -> Option<bool> {
        let cells = |year: usize| year * countries..(year + 1) * countries;
        let score = |year: usize, country: usize| outcome.score(self.quantity, year * countries + country);
        let mut places = |year: usize| {
            let (scores, masks) = (outcome.scores(self.quantity), outcome.masks(self.quantity));
            placing.of(&scores[cells(year)], &masks[cells(year)]).to_vec()
        };
        match &self.claim {
            Claim::Top { year, country, places: top } => {
                let place = places(*year)[*country] as usize;
                (place != 0).then_some(place <= *top)
            }
            Claim::Improved { since, year, countries } => {
                let changes: Vec<f64> = countries
                    .iter()
                    .filter_map(|&country| Some(score(*year, country)? - score(*since, country)?))
                    .collect();
                (!changes.is_empty()).then(|| changes.iter().sum::<f64>() > 0.0)
            }
            Claim::Grade { year, country, from, ceiling } => {
                let own = score(*year, *country)?;
                let failed = ceiling.as_ref().is_some_and(|(parts, below)| {
                    let part = |part: &usize| outcome.score(*part, year * countries + country);
                    parts.iter().filter_map(part).any(|score| !reaches(score, *below))
                });
                Some(reaches(own, *from) && !failed)
            }
            Claim::Ahead { year, first, second } => {
                let places = places(*year);
                let (first, second) = (places[*first], places[*second]);
                (first != 0 && second != 0).then_some(first < second)
            }
        }
    }
}

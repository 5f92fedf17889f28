//! Sensitivity: how much of a target's variance each doubt brings, by Sobol' indices over a design of runs.
//!
//! One factor per doubt, swapped whole. Doubts of a single uniform take Sobol' points, the others seeded streams.

use super::draw::Source;
use super::share::design::Design;
use super::share::indices::{Bootstrap, Indices, Refusal, indices};
use super::tally::Tally;
use super::tally::places::Placing;
use super::{Run, Stopped, Watch};
use crate::score::outcome::Outcome;
use crate::words::score::Rounding;

/// Base rows where nobody asks for more.
pub const ROWS: u32 = 1024;
/// Resamples of the base rows behind an interval.
const RESAMPLES: u32 = 1000;
/// Probability that an interval of a share holds.
pub const LEVEL: f64 = 0.90;

/// What is asked about, in a column of one node and year; countries are positions.
#[derive(Clone, Debug, PartialEq)]
pub enum Measure {
    /// A country's score, in points.
    Score(usize),
    /// A country's place.
    Rank(usize),
    /// Mean score of the first less that of the second, over those that have a score.
    Gap(Vec<usize>, Vec<usize>),
    /// Mean distance between a country's place and its nominal one, over those that have both.
    Shift(Vec<Option<usize>>),
}

/// A measure and where it is taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    pub measure: Measure,
    /// The node's, among quantities.
    pub quantity: usize,
    /// Position of the year.
    pub year: usize,
}

/// What came of a target.
#[derive(Clone, Debug, PartialEq)]
pub struct Shares {
    /// In the order of the model's factors.
    pub indices: Result<Indices, Refusal>,
    /// What the target is on average over the two base samples; `None` where it never has a value.
    pub mean: Option<f64>,
}

/// The design for a run, with how many runs it takes.
///
/// `None` with more factors than there are points for; the compiler of doubts refuses those.
pub fn design(run: &Run<'_>, rows: u32) -> Option<Design> {
    Design::new(run.model.factors.len(), rows, run.seed)
}

/// The shares of every target.
///
/// # Errors
/// How far it came, if the watch stopped it.
pub fn shares(
    run: &Run<'_>,
    design: &Design,
    rounding: Rounding,
    targets: &[Target],
    watch: &Watch,
) -> Result<Vec<Shares>, Stopped> {
    let countries = run.ready.panel.countries.len();
    let source = |at: u64, factor: usize| match run.model.factors[factor].effect.is_switch() {
        true => Some(design.source(at, factor)),
        false => Some(Source { point: None, ..design.source(at, factor) }),
    };
    let empty = || Values { targets, countries, placing: Placing::new(rounding), values: Vec::new() };
    let mut values = run.each(0..design.runs(), source, watch, empty)?.values;
    values.sort_by_key(|(at, _)| *at);
    let bootstrap = Bootstrap { resamples: RESAMPLES, level: LEVEL, seed: run.seed };
    let of_target = |target: usize| {
        let column: Vec<Option<f64>> = values.iter().map(|(_, values)| values[target]).collect();
        let width = design.factors() + 2;
        let base: Vec<f64> = column.chunks(width).flat_map(|row| &row[..2]).copied().flatten().collect();
        let mean = (!base.is_empty()).then(|| base.iter().sum::<f64>() / base.len() as f64);
        Shares { indices: indices(&column, design.factors(), bootstrap), mean }
    };
    Ok((0..targets.len()).map(of_target).collect())
}

/// Keeps the value of every target in every run.
struct Values<'t> {
    targets: &'t [Target],
    countries: usize,
    placing: Placing,
    values: Vec<(u64, Vec<Option<f64>>)>,
}

impl Tally for Values<'_> {
    fn see(&mut self, run: u64, outcome: &Outcome) {
        let (countries, placing) = (self.countries, &mut self.placing);
        let values = self.targets.iter().map(|target| target.value(outcome, countries, placing)).collect();
        self.values.push((run, values));
    }

    fn merge(&mut self, other: Self) {
        self.values.extend(other.values);
    }
}

impl Target {
    fn value(&self, outcome: &Outcome, countries: usize, placing: &mut Placing) -> Option<f64> {
        let cells = self.year * countries..(self.year + 1) * countries;
        let (scores, masks) = (&outcome.scores(self.quantity)[cells.clone()], &outcome.masks(self.quantity)[cells]);
        let stands = |country: &usize| masks[*country] != 0.0;
        match &self.measure {
            Measure::Score(country) => stands(country).then(|| scores[*country]),
            Measure::Rank(country) => stands(country).then(|| f64::from(placing.of(scores, masks)[*country])),
            Measure::Gap(first, second) => {
                let mean = |group: &[usize]| {
                    let scored: Vec<f64> =
                        group.iter().filter(|country| stands(country)).map(|at| scores[*at]).collect();
                    (!scored.is_empty()).then(|| scored.iter().sum::<f64>() / scored.len() as f64)
                };
                Some(mean(first)? - mean(second)?)
            }
            Measure::Shift(nominal) => {
                let places = placing.of(scores, masks).iter().zip(nominal);
                let shifts: Vec<f64> = places
                    .filter(|(place, _)| **place != 0)
                    .filter_map(|(place, nominal)| Some((f64::from(*place) - (*nominal)? as f64).abs()))
                    .collect();
                (!shifts.is_empty()).then(|| shifts.iter().sum::<f64>() / shifts.len() as f64)
            }
        }
    }
}

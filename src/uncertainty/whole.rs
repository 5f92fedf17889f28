//! The uncertainty of an assessment: both families of doubts together, each alone, and what became of the conclusions.

use super::audit::{Audit, Audited, Stated};
use super::draw::Source;
use super::model::Model;
use super::ranges::{Interval, Kept, RangeTally, Ranges};
use super::tally::Tally;
use super::{Run, Stopped, Watch};
use crate::assessment::Assessment;
use crate::case::Case;
use crate::doubt::{Doubt, Family};
use crate::score::Ready;
use crate::score::choice::Choice;
use crate::score::outcome::Outcome;
use crate::words::country::Country;
use crate::words::year::Year;

/// What is asked of the replicates.
#[derive(Clone, Debug, Default)]
pub struct Question {
    pub replicates: u64,
    pub seed: u64,
    /// One family of doubts alone.
    pub only: Option<Family>,
    /// Whether each family is run by itself as well, with a quarter of the replicates, to be shown apart.
    pub apart: bool,
    /// Nodes and years, as positions, of which every pair of countries is counted.
    pub pairs: Vec<(usize, usize)>,
    pub stated: Vec<Stated>,
}

/// Where everything lies.
#[derive(Clone, Debug)]
pub struct Uncertainty {
    /// All that were declared; the model's factors say which took part.
    pub doubts: Vec<Doubt>,
    pub seed: u64,
    pub only: Option<Family>,
    pub ranges: Ranges,
    /// From measurement doubts alone, and from method doubts alone; `None` where not asked for, or none is declared.
    pub measurement: Option<Ranges>,
    pub method: Option<Ranges>,
    /// In the order of the question's.
    pub audited: Vec<Audited>,
    /// The model, for what the options of a doubt are.
    pub model: Model,
    years: Vec<Year>,
    countries: Vec<Country>,
}

/// What the replicates say of one verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Spread {
    /// Among the replicates that have a score.
    pub score: Interval<f64>,
    /// Share of the replicates that have one.
    pub scored: f64,
    pub place: Option<Interval<usize>>,
    /// First and last place of the countries that are alike to this one.
    pub alike: Option<(usize, usize)>,
    /// Confidence set of the place, from measurement error alone.
    pub confidence: Option<(usize, usize)>,
    /// Share of the replicates with each grade, best first.
    pub odds: Option<Vec<f64>>,
    /// The score under the doubts of one family alone.
    pub measurement: Option<Interval<f64>>,
    pub method: Option<Interval<f64>>,
}

impl Uncertainty {
    /// Years and countries are positions in the assessment, which may have more of them than were run. `None` where no
    /// replicate has a score, and where the assessment has none: a score that is not given has no interval.
    pub fn spread(&self, assessment: &Assessment, node: usize, year: usize, country: usize) -> Option<Spread> {
        assessment.verdict(node, year, country).score?;
        let (at, own) = self.position(assessment, year, country)?;
        let ranges = &self.ranges;
        let alone = |ranges: &Option<Ranges>| ranges.as_ref().and_then(|ranges| ranges.score(node, at, own));
        let place = |country: usize| {
            let country = assessment.country(self.countries[country])?;
            assessment.verdict(node, year, country).place.map(|(place, _)| place)
        };
        let alike = || {
            let places: Vec<Option<usize>> = (0..self.countries.len()).map(place).collect();
            ranges.alike(node, at, own, &places)
        };
        let confident = |ranges: &Ranges| ranges.confidence(node, at, own);
        Some(Spread {
            score: ranges.score(node, at, own)?,
            scored: ranges.scored(node, at, own),
            place: ranges.place(node, at, own),
            alike: ranges.has_pairs(node, at).then(alike).flatten(),
            confidence: self.measurement.as_ref().and_then(confident),
            odds: ranges.odds(node, at, own),
            measurement: alone(&self.measurement),
            method: alone(&self.method),
        })
    }

    /// P(first ahead of second), where pairs were counted.
    pub fn ahead(&self, assessment: &Assessment, node: usize, year: usize, pair: (usize, usize)) -> Option<f64> {
        let (at, first) = self.position(assessment, year, pair.0)?;
        let (_, second) = self.position(assessment, year, pair.1)?;
        self.ranges.ahead(node, at, first, second)
    }

    fn position(&self, assessment: &Assessment, year: usize, country: usize) -> Option<(usize, usize)> {
        let at = self.years.iter().position(|own| *own == assessment.years[year])?;
        let own = self.countries.binary_search(&assessment.countries[country]).ok()?;
        Some((at, own))
    }
}

impl Question {
    /// How many replicates each family is run with by itself: it is shown beside the whole, and no place hangs on it.
    fn apart_replicates(&self) -> u64 {
        self.replicates.div_ceil(4)
    }

    /// How many runs a model takes.
    pub fn runs(&self, model: &Model) -> u64 {
        let apart = if self.runs_apart(model) { 2 * self.apart_replicates() } else { 0 };
        self.replicates + apart
    }

    fn runs_apart(&self, model: &Model) -> bool {
        let has = |wanted: Family| model.factors.iter().any(|factor| factor.family == wanted);
        self.apart && self.only.is_none() && Family::ALL.into_iter().all(has)
    }

    /// Which replicate a run is, and of which family alone. The first replicates are run three times each, one after the
    /// other: what a family by itself has in common with the whole is then drawn once.
    fn part(&self, run: u64, apart: bool) -> (u64, Option<Family>) {
        let thrice = if apart { self.apart_replicates() } else { 0 };
        match run.checked_sub(3 * thrice) {
            Some(after) => (thrice + after, None),
            None => (run / 3, [Some(Family::Method), None, Some(Family::Measurement)][(run % 3) as usize]),
        }
    }
}

/// Runs the replicates of a case. `model` is of its doubts.
///
/// # Errors
/// How far it came, if the watch stopped it.
pub fn uncertainty(
    case: &Case,
    ready: &Ready<'_>,
    (doubts, model): (&[Doubt], &Model),
    question: &Question,
    watch: &Watch,
) -> Result<Uncertainty, Stopped> {
    let model = question.only.map_or_else(|| model.clone(), |family| model.only(family));
    let nominal = ready.score(&Choice::nominal());
    let kept = Kept::everything(case, ready, &question.pairs);
    let sizes = (ready.formula.slots.len(), ready.panel.countries.len());
    let rounding = case.rubric().instrument.rounding;
    let run = Run { ready, model: &model, seed: question.seed };
    let apart = question.runs_apart(&model);
    // confidence sets of places come from measurement alone
    let alone = [Kept::scores(case, ready, &question.pairs), Kept::scores(case, ready, &[])];
    let source = |run: u64, factor: usize| {
        let (replicate, only) = question.part(run, apart);
        only.is_none_or(|family| family == model.factors[factor].family).then(|| Source::of(replicate))
    };
    let seen = run.each(0..question.runs(&model), source, watch, || Parts {
        question,
        ranges: RangeTally::new(&kept),
        audit: Audit::new(&question.stated, &model, question.seed, sizes, rounding, &nominal),
        alone: apart.then(|| alone.each_ref().map(RangeTally::new)),
    })?;
    let (ranges, audited) = (seen.ranges.finish(), seen.audit.finish());
    let (mut measurement, method) = match seen.alone {
        Some([measurement, method]) => (Some(measurement.finish()), Some(method.finish())),
        None => (None, None),
    };
    // where there is nothing else, the whole is measurement alone
    if measurement.is_none() && model.factors.iter().all(|factor| factor.family == Family::Measurement) {
        measurement = Some(ranges.clone());
    }
    let doubts = doubts.to_vec();
    let (years, countries) = (ready.panel.years.clone(), ready.panel.countries.clone());
    Ok(Uncertainty {
        doubts,
        seed: question.seed,
        only: question.only,
        ranges,
        measurement,
        method,
        audited,
        model,
        years,
        countries,
    })
}

/// Every tally of one run.
struct Parts<'p> {
    question: &'p Question,
    ranges: RangeTally<'p>,
    audit: Audit<'p>,
    /// Measurement and method by themselves.
    alone: Option<[RangeTally<'p>; 2]>,
}

impl Tally for Parts<'_> {
    fn see(&mut self, run: u64, outcome: &Outcome) {
        let (replicate, only) = self.question.part(run, self.alone.is_some());
        match (only, &mut self.alone) {
            (Some(Family::Measurement), Some([measurement, _])) => measurement.see(replicate, outcome),
            (Some(Family::Method), Some([_, method])) => method.see(replicate, outcome),
            _ => {
                self.ranges.see(replicate, outcome);
                self.audit.see(replicate, outcome);
            }
        }
    }

    fn merge(&mut self, other: Self) {
        self.ranges.merge(other.ranges);
        self.audit.merge(other.audit);
        for (own, other) in self.alone.iter_mut().flatten().zip(other.alone.into_iter().flatten()) {
            own.merge(other);
        }
    }
}

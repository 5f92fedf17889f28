//! The uncertainty of an assessment: both families of doubts together, each alone, and what became of the conclusions.

use super::audit::{Audit, Audited, Stated};
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

    /// How many replicates a model takes.
    pub fn runs(&self, model: &Model) -> u64 {
        let families = Family::ALL.into_iter().filter(|family| self.runs_apart(model, *family)).count();
        self.replicates + self.apart_replicates() * families as u64
    }

    fn runs_apart(&self, model: &Model, family: Family) -> bool {
        let of = |wanted: bool| model.factors.iter().any(|factor| (factor.family == family) == wanted);
        self.apart && self.only.is_none() && of(true) && of(false)
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
    let both = run.replicate(0..question.replicates, watch, || Both {
        ranges: RangeTally::new(&kept),
        audit: Audit::new(&question.stated, &model, question.seed, sizes, rounding, &nominal),
    })?;
    let alone = |family: Family| -> Result<Option<Ranges>, Stopped> {
        if !question.runs_apart(&model, family) {
            return Ok(None);
        }
        // confidence sets of places come from measurement alone
        let pairs = if family == Family::Measurement { question.pairs.as_slice() } else { &[] };
        let (model, kept) = (model.only(family), Kept::scores(case, ready, pairs));
        let run = Run { ready, model: &model, seed: question.seed };
        Ok(Some(run.replicate(0..question.apart_replicates(), watch, || RangeTally::new(&kept))?.finish()))
    };
    let (mut measurement, method) = (alone(Family::Measurement)?, alone(Family::Method)?);
    let (ranges, audited) = (both.ranges.finish(), both.audit.finish());
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

/// Both tallies of one run.
struct Both<'b> {
    ranges: RangeTally<'b>,
    audit: Audit<'b>,
}

impl Tally for Both<'_> {
    fn see(&mut self, replicate: u64, outcome: &Outcome) {
        self.ranges.see(replicate, outcome);
        self.audit.see(replicate, outcome);
    }

    fn merge(&mut self, other: Self) {
        self.ranges.merge(other.ranges);
        self.audit.merge(other.audit);
    }
}

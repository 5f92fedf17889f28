//! The lines of a trend: whose scores each of them shows, in which years, and which of these can be compared.

use crate::assessment::basis::Basis;
use crate::assessment::verdict::{Standing, Verdict};
use crate::chart::trend::{Join, Point};
use crate::report::job::{Line, Lines};
use crate::report::view::View;

/// Two years that differ in more than this share of the evidence are joined by dashes.
const ALIKE: f64 = 0.1;
/// A year in which fewer of the members have a score has no mean: it would be one of the few that are easy to measure.
const ENOUGH: f64 = 0.5;
/// From this share of carried figures on a point is drawn empty.
const CARRIED: f64 = 0.5;

/// A line as it will be drawn; years are positions in the assessment.
pub struct Drawn<'l> {
    pub line: &'l Line,
    /// The countries whose scores it is the mean of: the same in every year.
    pub members: Vec<usize>,
    /// How many more could be assessed, and lack a score in some year.
    pub left_out: usize,
    /// Countries of the group that can never be assessed.
    pub never: Vec<usize>,
    /// Years in which too few members have a score.
    pub too_few: Vec<usize>,
    pub points: Vec<Point>,
    pub breaks: Vec<Break>,
}

/// A year from which another variable fills some slots.
pub struct Break {
    pub year: usize,
    pub slots: Vec<usize>,
}

/// The years of the job from the first in which any country has a score to the last.
pub fn scored(view: &View<'_>, years: &[usize]) -> Vec<usize> {
    let countries = 0..view.assessment.countries.len();
    let any = |year: &&usize| countries.clone().any(|country| at(view, **year, country).score.is_some());
    let (first, last) = (years.iter().find(any), years.iter().rev().find(any));
    let within = |year: &&usize| first.zip(last).is_some_and(|(first, last)| (first..=last).contains(year));
    years.iter().filter(within).copied().collect()
}

/// Every line of the job. The view's year is the one whose members a group has.
pub fn drawn<'l>(view: &View<'_>, job: &'l Lines, years: &[usize]) -> Vec<Drawn<'l>> {
    let basis = Basis::of(view.case.formula(), view.case.panel(), view.node);
    job.lines
        .iter()
        .map(|line| {
            let mut drawn = match line {
                Line::Country(country) => alone(view, line, *country, years),
                _ => mean(view, line, &members(view, line, &job.lines), years),
            };
            drawn.join(view, &basis);
            drawn
        })
        .collect()
}

/// The countries of the plan that a line is about, at the end of the view's year.
pub fn members(view: &View<'_>, line: &Line, lines: &[Line]) -> Vec<usize> {
    let (evidence, year) = (view.case.evidence(), view.assessment.years[view.year]);
    let within = |line: &Line, country: usize| match line {
        Line::Group(group) => group.holds(view.assessment.countries[country], year, &evidence.atlas, &evidence.parties),
        _ => false,
    };
    let belongs = |country: &usize| match line {
        Line::Country(own) => own == country,
        Line::Group(_) => within(line, *country),
        Line::All => true,
        Line::Others => !lines.iter().any(|line| within(line, *country)),
    };
    (0..view.assessment.countries.len()).filter(belongs).collect()
}

fn at<'v>(view: &'v View<'_>, year: usize, country: usize) -> &'v Verdict {
    view.assessment.verdict(view.node, year, country)
}

fn alone<'l>(view: &View<'_>, line: &'l Line, country: usize, years: &[usize]) -> Drawn<'l> {
    let scored = years.iter().filter(|year| at(view, **year, country).score.is_some());
    let points = scored.map(|&year| point(view, year, &[country])).collect();
    Drawn { line, members: vec![country], left_out: 0, never: vec![], too_few: vec![], points, breaks: vec![] }
}

fn mean<'l>(view: &View<'_>, line: &'l Line, all: &[usize], years: &[usize]) -> Drawn<'l> {
    let applies =
        |country: &usize| years.iter().any(|&year| at(view, year, *country).standing != Standing::NotApplicable);
    let (possible, never): (Vec<usize>, Vec<usize>) = all.iter().copied().partition(applies);
    let has = |year: usize, country: usize| at(view, year, country).score.is_some();
    let enough = |year: &usize| {
        let scored = possible.iter().filter(|country| has(*year, **country)).count();
        scored > 0 && scored as f64 >= ENOUGH * possible.len() as f64
    };
    let (years, too_few): (Vec<usize>, Vec<usize>) = years.iter().copied().partition(enough);
    let constant = |country: &usize| !years.is_empty() && years.iter().all(|&year| has(year, *country));
    let mut members: Vec<usize> = possible.iter().copied().filter(constant).collect();
    // gaps in other years of other countries may leave the few that are easy to measure: then there is no mean
    if (members.len() as f64) < ENOUGH * possible.len() as f64 {
        members.clear();
    }
    let points = years.iter().filter(|_| !members.is_empty()).map(|&year| point(view, year, &members)).collect();
    Drawn { line, left_out: possible.len() - members.len(), members, never, too_few, points, breaks: vec![] }
}

/// The mean of countries that all have a score in the year.
fn point(view: &View<'_>, year: usize, countries: &[usize]) -> Point {
    let mean = |of: &dyn Fn(&Verdict) -> f64| {
        countries.iter().map(|&country| of(at(view, year, country))).sum::<f64>() / countries.len() as f64
    };
    let carried = mean(&|verdict| verdict.coverage.carried / verdict.coverage.covered());
    // the range of a mean is not the mean of ranges, and replicates are kept country by country
    let interval = || match countries {
        [country] => {
            let spread = view.uncertainty?.spread(view.assessment, view.node, year, *country)?;
            Some((spread.score.low, spread.score.high))
        }
        _ => None,
    };
    let ends = |verdict: &Verdict| verdict.envelope.or(verdict.score.zip(verdict.score)).unwrap_or_default();
    Point {
        year: view.assessment.years[year],
        score: mean(&|verdict| verdict.score.unwrap_or(f64::NAN)),
        range: match view.uncertainty {
            Some(_) => interval(),
            None => Some((mean(&|verdict| ends(verdict).0), mean(&|verdict| ends(verdict).1))),
        },
        carried: carried >= CARRIED,
        join: Join::Line,
    }
}

impl Drawn<'_> {
    /// Says of every point how it compares with those before it. One member measured on another scale breaks a mean.
    fn join(&mut self, view: &View<'_>, basis: &Basis<'_>) {
        let position = |point: &Point| view.assessment.year(point.year).unwrap_or_default();
        let years: Vec<usize> = self.points.iter().map(position).collect();
        for (n, point) in self.points.iter_mut().enumerate() {
            let steps: Vec<_> =
                self.members.iter().map(|&country| basis.step(country, &years[..n], years[n])).collect();
            let mut slots: Vec<usize> = steps.iter().flat_map(|step| step.refilled.iter().copied()).collect();
            slots.sort_unstable();
            slots.dedup();
            let changed = steps.iter().map(|step| step.changed).sum::<f64>() / steps.len() as f64;
            point.join = match changed {
                _ if !slots.is_empty() => Join::Nothing,
                changed if changed > ALIKE => Join::Dashes,
                _ => Join::Line,
            };
            if !slots.is_empty() {
                self.breaks.push(Break { year: years[n], slots });
            }
        }
    }
}

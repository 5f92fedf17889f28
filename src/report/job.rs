//! What is to be drawn: the charts of a plan, with every name that they hold looked up.

mod lines;
mod statistics;

use crate::assessment::Assessment;
use crate::case::Case;
use crate::formula::NodeKind;
use crate::group::Group;
use crate::plan::Plan;
use crate::plan::chart::{self as planned, ChartPlan, Level, Shows};
use crate::plan::uncertainty::Measure;
use crate::statistics::correlation::Coefficient;
use crate::uncertainty::asked;
use crate::uncertainty::sensitivity::Target;
use crate::words::finding::{Finding, Findings, Place};
use crate::words::keys::Sited;
use crate::words::year::Years;

/// A chart of the plan whose names have been found.
#[derive(Clone, Debug)]
pub struct ChartJob {
    pub node: usize,
    pub scene: Scene,
    /// File name without language and ending.
    pub name: String,
}

/// What the picture shows, by its kind.
#[derive(Clone, Debug)]
pub enum Scene {
    Ranking(Snapshot),
    Heatmap(Snapshot),
    Trend(Lines),
    RankRanges(Snapshot),
    GradeOdds(Snapshot),
    Drivers(Drivers),
    Framework,
    Correlations(Correlations),
    Availability(Span),
}

/// How the parts of the node go together.
#[derive(Clone, Debug)]
pub struct Correlations {
    pub countries: Snapshot,
    pub level: Level,
    pub coefficient: Coefficient,
    /// Full names of variables.
    pub against: Vec<String>,
}

/// The countries of a group at the end of the last of some years.
#[derive(Clone, Debug)]
pub struct Span {
    /// Positions in the assessment, ascending.
    pub years: Vec<usize>,
    pub countries: Snapshot,
}

/// What the shares are of, as the plan says it and looked up.
#[derive(Clone, Debug)]
pub struct Drivers {
    pub measure: Measure,
    pub target: Target,
}

impl Scene {
    /// What a picture of one year shows.
    pub fn snapshot(&self) -> Option<&Snapshot> {
        match self {
            Self::Ranking(snapshot)
            | Self::Heatmap(snapshot)
            | Self::RankRanges(snapshot)
            | Self::GradeOdds(snapshot) => Some(snapshot),
            Self::Correlations(correlations) => Some(&correlations.countries),
            Self::Trend(_) | Self::Drivers(_) | Self::Framework | Self::Availability(_) => None,
        }
    }

    /// What a drivers chart is about.
    pub fn target(&self) -> Option<&Target> {
        match self {
            Self::Drivers(drivers) => Some(&drivers.target),
            _ => None,
        }
    }
}

/// The countries of a group in one year.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Position in the assessment.
    pub year: usize,
    /// Every country of the plan where there is none.
    pub group: Option<Group>,
}

/// Lines over years.
#[derive(Clone, Debug)]
pub struct Lines {
    /// Positions in the assessment, ascending.
    pub years: Vec<usize>,
    pub lines: Vec<Line>,
}

/// What one line shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// Position in the assessment.
    Country(usize),
    /// The mean of a group.
    Group(Group),
    /// The mean of every country of the plan.
    All,
    /// The mean of the countries of the plan that are in no group of the chart.
    Others,
}

/// Finds the nodes, years, countries and groups that a plan's charts name.
///
/// # Errors
/// Every name that is not known, at its place in the plan.
pub fn jobs(plan: &Plan, case: &Case, assessment: &Assessment) -> Result<Vec<ChartJob>, Findings> {
    let mut search = Search { case, assessment, asked: asked::Search::new(case, assessment) };
    let mut jobs: Vec<ChartJob> = Vec::new();
    for chart in &plan.charts {
        let Some(job) = search.job(chart, &plan.years) else { continue };
        if jobs.iter().any(|earlier| earlier.name == job.name) {
            let finding = Finding::fault("repeated-chart", format!("Two charts would be called `{}`.", job.name));
            let finding = finding.help("remove one of them, or give one a `name` of its own");
            search.asked.findings.push(finding.at(chart.of.place.clone()));
        }
        jobs.push(job);
    }
    let findings = search.asked.findings;
    if findings.has_fault() { Err(findings) } else { Ok(jobs) }
}

/// Looks names up and gathers those that are not known.
struct Search<'s> {
    case: &'s Case,
    assessment: &'s Assessment,
    asked: asked::Search<'s>,
}

impl Search<'_> {
    fn found(&mut self, finding: Finding, place: &Place) {
        self.asked.findings.push(finding.at(place.clone()));
    }

    fn job(&mut self, chart: &ChartPlan, years: &Years) -> Option<ChartJob> {
        let node = self.asked.node(&chart.of);
        if let Some(node) = node {
            self.judge_position(chart, node);
        }
        let of_year = |plan: &planned::Snapshot| {
            let group = plan.group.as_ref().map_or("all", |group| group.value.as_str());
            format!("{}-{group}", plan.year.value)
        };
        let (scene, end) = match &chart.shows {
            Shows::Ranking(plan) => (self.snapshot(plan).map(Scene::Ranking), of_year(plan)),
            Shows::Heatmap(plan) => (self.snapshot(plan).map(Scene::Heatmap), of_year(plan)),
            Shows::RankRanges(plan) => (self.snapshot(plan).map(Scene::RankRanges), of_year(plan)),
            Shows::GradeOdds(plan) => (self.snapshot(plan).map(Scene::GradeOdds), of_year(plan)),
            // the same in every year
            Shows::Framework => (Some(Scene::Framework), String::new()),
            Shows::Drivers(plan) => {
                let year = self.asked.year(&plan.year);
                let place = node.zip(year);
                let target = place.and_then(|(node, year)| self.asked.target(&plan.measure, node, year));
                let measure = plan.measure.clone();
                let drivers = target.map(|target| Scene::Drivers(Drivers { measure, target }));
                (drivers, format!("{}-{}", plan.year.value, plan.measure.word()))
            }
            Shows::Correlations(plan) => {
                let method = if plan.coefficient == Coefficient::Pearson { "" } else { plan.coefficient.word() };
                let level = if plan.level == Level::Indicators { "indicators" } else { "" };
                let end = [of_year(&plan.countries).as_str(), level, method].map(str::to_owned);
                let end = end.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
                (self.correlations(plan).map(Scene::Correlations), end)
            }
            Shows::Availability(plan) => {
                let years = plan.years.as_ref().map_or(years, |years| &years.value);
                let group = plan.group.as_ref().map_or("all", |group| group.value.as_str());
                let end = format!("{}-{}-{group}", years.first(), years.last());
                (self.span(plan, &chart.of.place, years).map(Scene::Availability), end)
            }
            Shows::Trend(plan) => {
                let years = plan.years.as_ref().map_or(years, |years| &years.value);
                (
                    self.lines(plan, &chart.of.place, years).map(Scene::Trend),
                    format!("{}-{}", years.first(), years.last()),
                )
            }
        };
        let end = chart.name.as_ref().unwrap_or(&end);
        let parts = [chart.shows.word(), &chart.of.value, end];
        let name = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
        Some(ChartJob { node: node?, scene: scene?, name })
    }

    /// A position has a score and no grade; a heading or total over positions alone has neither.
    fn judge_position(&mut self, chart: &ChartPlan, node: usize) {
        let principle = matches!(self.case.formula().nodes[node].kind, NodeKind::Principle(_));
        let coloured_by_grade = matches!(chart.shows, Shows::Heatmap(_) | Shows::GradeOdds(_));
        if !self.case.is_position(node) || (principle && !coloured_by_grade) {
            return;
        }
        let found = if principle {
            format!("`{}` is a position: it has no grade to colour a {} with.", chart.of.value, chart.shows.word())
        } else {
            format!("`{}` holds nothing but positions, and they make no score together.", chart.of.value)
        };
        let finding = Finding::fault("chart-of-position", found).help("draw a ranking or trend of one position");
        self.found(finding, &chart.of.place);
    }

    fn snapshot(&mut self, plan: &planned::Snapshot) -> Option<Snapshot> {
        let year = self.asked.year(&plan.year);
        let group = self.group_if_any(plan.group.as_ref());
        Some(Snapshot { year: year?, group: group? })
    }

    /// `Some(None)` where none is named.
    fn group_if_any(&mut self, code: Option<&Sited<String>>) -> Option<Option<Group>> {
        match code {
            Some(code) => self.group(code).map(Some),
            None => Some(None),
        }
    }

    fn group(&mut self, code: &Sited<String>) -> Option<Group> {
        let evidence = self.case.evidence();
        match Group::find(&code.value, &evidence.atlas, &evidence.parties) {
            Ok(group) => Some(group),
            Err(help) => {
                let finding = Finding::fault("unknown-group", format!("There is no group `{}`.", code.value));
                self.found(finding.help(help), &code.place);
                None
            }
        }
    }
}

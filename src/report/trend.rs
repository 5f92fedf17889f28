//! The words and lines of a trend, from the assessment.

mod lines;
mod moments;
mod notes;

use crate::assessment::Assessment;
use crate::case::Case;
use crate::chart::page::Page;
use crate::chart::trend::{Legend, Series, Trend};
use crate::formula::NodeKind;
use crate::party::bond::Bond;
use crate::report::job::{Line, Lines, Snapshot};
use crate::report::view::View;
use crate::uncertainty::whole::Uncertainty;
use crate::words::locale::Lang;
use crate::words::number;
use lines::Drawn;

/// With more lines than this what a score leaves open would hide the scores.
const MOST_RANGES: usize = 2;

/// What the trend of a node shows, in one language.
pub fn trend(
    case: &Case,
    assessment: &Assessment,
    uncertainty: Option<&Uncertainty>,
    node: usize,
    job: &Lines,
    lang: Lang,
) -> Trend {
    let first = job.years.first().copied().unwrap_or_default();
    let whole = Snapshot { year: first, group: None };
    let years = lines::scored(&View::of(case, assessment, uncertainty, node, &whole, lang), &job.years);
    // groups have the members of the last year drawn
    let last = Snapshot { year: years.last().copied().unwrap_or(first), group: None };
    View::of(case, assessment, uncertainty, node, &last, lang).trend(job, &years)
}

impl View<'_> {
    fn trend(&self, job: &Lines, years: &[usize]) -> Trend {
        let drawn = lines::drawn(self, job, years);
        let last = drawn.iter().flat_map(|line| &line.points).map(|point| point.year).max().unwrap_or_default();
        let series: Vec<Series> = drawn
            .iter()
            .map(|line| self.series(line, last, self.uncertainty.is_some() || drawn.len() <= MOST_RANGES))
            .collect();
        Trend {
            axis: self.axis(),
            range: None,
            bands: self.bands(),
            moments: self.moments(&drawn),
            legend: Legend {
                carried: self.some("trend-carried"),
                range: match self.uncertainty {
                    Some(_) => Some(self.say("trend-interval", &[("replicates", self.replicates())])),
                    None => self.some("chart-legend-range"),
                },
                dashes: self.some("trend-dashes"),
            },
            page: Page {
                lang: self.lang.tag().to_owned(),
                title: self.trend_title(),
                subtitle: self.trend_subtitle(job, &drawn),
                empty: self.say("trend-empty", &[]),
                unscored: self.lines_without(&drawn),
                notes: self.trend_notes(job, &drawn),
                source: self.source(),
                description: self.trend_description(&drawn, &series),
            },
            series,
        }
    }

    fn series(&self, drawn: &Drawn<'_>, last: i32, ranges: bool) -> Series {
        let mut points = drawn.points.clone();
        points.iter_mut().filter(|_| !ranges).for_each(|point| point.range = None);
        let end = points.last();
        let name = match end.filter(|end| end.year < last) {
            Some(end) => self.say("trend-until", &[("name", self.line(drawn)), ("year", end.year.to_string())]),
            None => self.line(drawn),
        };
        let label = end.map_or_else(String::new, |point| number::score(point.score, &self.edges));
        Series { name, label, strong: !matches!(drawn.line, Line::Country(_)), points }
    }

    /// What a line is called: a country with what is to be said of its status, or a group with how many it is a mean of.
    pub(super) fn line(&self, drawn: &Drawn<'_>) -> String {
        let title = match drawn.line {
            Line::Country(country) => {
                let tag = self.status(*country).map(|tag| format!(" · {}", self.say(tag, &[])));
                return self.name(*country) + &tag.unwrap_or_default();
            }
            line => self.group_title(line),
        };
        self.say("trend-mean", &[("group", title), ("n", drawn.members.len().to_string())])
    }

    pub(super) fn group_title(&self, line: &Line) -> String {
        match line {
            Line::Country(country) => self.name(*country),
            Line::Group(group) => group.title.get(self.lang).to_owned(),
            Line::All => self.say("all-countries", &[]),
            Line::Others => self.say("trend-others", &[]),
        }
    }

    /// The tag of a status that is less than sure.
    pub(super) fn status(&self, country: usize) -> Option<&'static str> {
        match self.assessment.bond(self.year, country) {
            Bond::Disputed(_) => Some("tag-disputed"),
            Bond::Unconfirmed(_) | Bond::Undated => Some("tag-unconfirmed"),
            _ => None,
        }
    }

    fn trend_title(&self) -> String {
        if self.kind() == NodeKind::Total && self.binds() {
            return self.say("trend-title-total", &[("instrument", self.title_of_node())]);
        }
        self.say("trend-title-node", &[("title", self.title_of_node())])
    }

    fn trend_subtitle(&self, job: &Lines, drawn: &[Drawn<'_>]) -> String {
        let rubric = self.case.rubric();
        let asked = job.years.iter().map(|&at| self.assessment.years[at]);
        let years: Vec<i32> = drawn.iter().flat_map(|line| &line.points).map(|point| point.year).collect();
        let years = if years.is_empty() { asked.collect() } else { years };
        let year = |year: Option<&i32>| year.map_or_else(String::new, i32::to_string);
        let countries = drawn.iter().filter(|drawn| matches!(drawn.line, Line::Country(_))).count();
        let values = [
            ("short", rubric.instrument.short.get(self.lang).to_owned()),
            ("id", self.case.node_id(self.kind()).to_owned()),
            ("assessed", rubric.scored().to_string()),
            ("all", rubric.clauses().to_string()),
            ("first", year(years.iter().min())),
            ("last", year(years.iter().max())),
        ];
        let key = if self.kind() == NodeKind::Total { "trend-subtitle-total" } else { "trend-subtitle-node" };
        let mut subtitle = self.say(key, &values);
        for (key, n) in [("trend-countries", countries), ("trend-means", drawn.len() - countries)] {
            if n > 0 {
                subtitle.push_str(" · ");
                subtitle.push_str(&self.say(key, &[("n", n.to_string())]));
            }
        }
        subtitle
    }

    fn trend_description(&self, drawn: &[Drawn<'_>], series: &[Series]) -> String {
        let said = drawn.iter().zip(series).filter_map(|(drawn, series)| {
            let (first, last) = (drawn.points.first()?, drawn.points.last()?);
            let values = [
                ("name", self.line(drawn)),
                ("first_score", number::score(first.score, &self.edges)),
                ("first", first.year.to_string()),
                ("last_score", series.label.clone()),
                ("last", last.year.to_string()),
            ];
            Some(self.say("trend-description-line", &values))
        });
        let said: Vec<String> = said.collect();
        if said.is_empty() {
            return self.say("trend-empty", &[]);
        }
        self.say("trend-description", &[("n", said.len().to_string()), ("lines", said.join(self.separator()))])
    }
}

//! One chart of a plan: what kind of picture, of what, and over which years, countries and groups.

use super::uncertainty::{self, Measure};
use crate::statistics::correlation::Coefficient;
use crate::words::keys::{Keys, Sited, Value};
use crate::words::year::{Year, Years};

/// A name longer than this makes file names that some systems refuse.
pub const LONGEST_NAME: usize = 60;

/// One picture of a plan.
#[derive(Clone, Debug)]
pub struct ChartPlan {
    /// `total`, or the id of a heading or principle.
    pub of: Sited<String>,
    /// Ends the file's name in place of the years and group, so that two charts of one kind and node can stand together.
    pub name: Option<String>,
    pub shows: Shows,
}

/// What the picture shows, by its kind.
#[derive(Clone, Debug)]
pub enum Shows {
    Ranking(Snapshot),
    Heatmap(Snapshot),
    Trend(Lines),
    RankRanges(Snapshot),
    GradeOdds(Snapshot),
    Drivers(Drivers),
    /// What the score is made of.
    Framework,
    Correlations(Correlations),
    Availability(Span),
}

/// How the parts of a node go together in one year.
#[derive(Clone, Debug)]
pub struct Correlations {
    pub countries: Snapshot,
    /// Principles where nothing is said; under a principle there are indicators alone.
    pub level: Level,
    pub coefficient: Coefficient,
    /// Variables beside the total, by their full names.
    pub against: Vec<Sited<String>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Principles,
    Indicators,
}

/// Many countries over years.
#[derive(Clone, Debug)]
pub struct Span {
    /// The plan's own years where nothing is said.
    pub years: Option<Sited<Years>>,
    pub group: Option<Sited<String>>,
}

/// What brings the uncertainty of one thing.
#[derive(Clone, Debug)]
pub struct Drivers {
    pub year: Sited<Year>,
    pub measure: Measure,
}

/// Many countries in one year.
#[derive(Clone, Debug)]
pub struct Snapshot {
    pub year: Sited<Year>,
    pub group: Option<Sited<String>>,
}

/// Few countries and means of groups over years.
#[derive(Clone, Debug)]
pub struct Lines {
    /// The plan's own years where nothing is said.
    pub years: Option<Sited<Years>>,
    pub countries: Vec<Sited<String>>,
    pub groups: Vec<Sited<String>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    Ranking,
    Heatmap,
    Trend,
    RankRanges,
    GradeOdds,
    Drivers,
    Framework,
    Correlations,
    Availability,
}

impl ChartKind {
    pub const ALL: [(&'static str, Self); 9] = [
        ("ranking", Self::Ranking),
        ("heatmap", Self::Heatmap),
        ("trend", Self::Trend),
        ("rank-ranges", Self::RankRanges),
        ("grade-odds", Self::GradeOdds),
        ("drivers", Self::Drivers),
        ("framework", Self::Framework),
        ("correlations", Self::Correlations),
        ("availability", Self::Availability),
    ];
}

impl Shows {
    /// Its word in plans and file names.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Ranking(_) => "ranking",
            Self::Heatmap(_) => "heatmap",
            Self::Trend(_) => "trend",
            Self::RankRanges(_) => "rank-ranges",
            Self::GradeOdds(_) => "grade-odds",
            Self::Drivers(_) => "drivers",
            Self::Framework => "framework",
            Self::Correlations(_) => "correlations",
            Self::Availability(_) => "availability",
        }
    }
}

/// Reads a `[[chart]]`. Each kind has keys of its own; without a kind any of them may be meant.
pub(super) fn chart(keys: &mut Keys<'_>) -> Option<ChartPlan> {
    let kind = keys.need("kind", |value| value.word(&ChartKind::ALL));
    let of = keys.need("of", Value::sited_text);
    let name = keys.take("name", name);
    let shows = match kind {
        Some(ChartKind::Ranking) => snapshot(keys).map(Shows::Ranking),
        Some(ChartKind::Heatmap) => snapshot(keys).map(Shows::Heatmap),
        Some(ChartKind::Trend) => lines(keys).map(Shows::Trend),
        Some(ChartKind::RankRanges) => snapshot(keys).map(Shows::RankRanges),
        Some(ChartKind::GradeOdds) => snapshot(keys).map(Shows::GradeOdds),
        Some(ChartKind::Drivers) => drivers(keys).map(Shows::Drivers),
        Some(ChartKind::Framework) => Some(Shows::Framework),
        Some(ChartKind::Correlations) => correlations(keys).map(Shows::Correlations),
        Some(ChartKind::Availability) => Some(Shows::Availability(span(keys))),
        None => {
            for key in ["year", "group", "years", "countries", "groups", "measure", "level", "method", "against"] {
                keys.take(key, |_| Some(()));
            }
            None
        }
    };
    Some(ChartPlan { of: of?, name, shows: shows? })
}

pub(super) fn sited_year(value: Value<'_>) -> Option<Sited<Year>> {
    let place = value.place();
    value.whole(1, 9999).map(|year| Sited { value: year as Year, place })
}

fn drivers(keys: &mut Keys<'_>) -> Option<Drivers> {
    let year = keys.need("year", sited_year);
    let measure = keys.need("measure", uncertainty::measure);
    Some(Drivers { year: year?, measure: measure? })
}

fn snapshot(keys: &mut Keys<'_>) -> Option<Snapshot> {
    let year = keys.need("year", sited_year);
    let group = keys.take("group", Value::sited_text);
    Some(Snapshot { year: year?, group })
}

fn correlations(keys: &mut Keys<'_>) -> Option<Correlations> {
    let countries = snapshot(keys);
    let levels = [("principles", Level::Principles), ("indicators", Level::Indicators)];
    let level = keys.take("level", |value| value.word(&levels)).unwrap_or(Level::Principles);
    let coefficient = keys.take("method", |value| value.word(&Coefficient::ALL)).unwrap_or_default();
    let against = keys.take("against", super::some_texts).unwrap_or_default();
    Some(Correlations { countries: countries?, level, coefficient, against })
}

fn span(keys: &mut Keys<'_>) -> Span {
    Span { years: keys.take("years", sited_years), group: keys.take("group", Value::sited_text) }
}

fn sited_years(value: Value<'_>) -> Option<Sited<Years>> {
    let place = value.place();
    value.years().map(|years| Sited { value: years, place })
}

fn lines(keys: &mut Keys<'_>) -> Option<Lines> {
    let years = keys.take("years", sited_years);
    let [countries, groups] = ["countries", "groups"].map(|key| keys.take(key, super::some_texts));
    if !keys.has("countries") && !keys.has("groups") {
        let found = "This trend has no line.";
        keys.fault("no-lines", found, "`countries`, `groups` or both", "name the countries and groups to be drawn");
    }
    Some(Lines { years, countries: countries.unwrap_or_default(), groups: groups.unwrap_or_default() })
}

/// Part of a file's name: plain enough for every system.
fn name(value: Value<'_>) -> Option<String> {
    let name = value.sited_text()?;
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if name.value.len() <= LONGEST_NAME && name.value.bytes().all(plain) {
        return Some(name.value);
    }
    let expected = format!("small letters, digits and hyphens, at most {LONGEST_NAME}");
    value.fault("bad-name", "This cannot be part of a file's name.", &expected, "e.g. name = \"baltic-states\"")
}

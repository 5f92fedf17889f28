//! The words of the charts that show how sure a result is.

use crate::assessment::Assessment;
use crate::case::Case;
use crate::chart::drivers::{self, Drivers};
use crate::chart::grade_odds::{self, GradeOdds};
use crate::chart::page::Page;
use crate::chart::rank_ranges::{self, RankRanges};
use crate::formula::NodeKind;
use crate::group::Group;
use crate::plan::uncertainty::Measure;
use crate::render::uncertainty as render;
use crate::report::job::{self, ChartJob, Scene, Snapshot};
use crate::report::view::View;
use crate::uncertainty::asked::OTHERS;
use crate::uncertainty::sensitivity::Shares;
use crate::uncertainty::share::indices::Share;
use crate::uncertainty::whole::Uncertainty;
use crate::words::locale::Lang;
use crate::words::number;
use crate::words::year::Year;

/// Which places of a node can be told apart, in one language.
pub fn rank_ranges(
    case: &Case,
    assessment: &Assessment,
    uncertainty: Option<&Uncertainty>,
    node: usize,
    snapshot: &Snapshot,
    lang: Lang,
) -> RankRanges {
    View::of(case, assessment, uncertainty, node, snapshot, lang).rank_ranges()
}

/// The chance of each grade at a node, in one language.
pub fn grade_odds(
    case: &Case,
    assessment: &Assessment,
    uncertainty: Option<&Uncertainty>,
    node: usize,
    snapshot: &Snapshot,
    lang: Lang,
) -> GradeOdds {
    View::of(case, assessment, uncertainty, node, snapshot, lang).grade_odds()
}

/// What drives a target, in one language.
pub fn drivers(
    case: &Case,
    assessment: &Assessment,
    found: Option<(&Uncertainty, &Shares)>,
    node: usize,
    job: &job::Drivers,
    lang: Lang,
) -> Drivers {
    let snapshot = Snapshot { year: job.target.year, group: None };
    let view = View::of(case, assessment, found.map(|(own, _)| own), node, &snapshot, lang);
    view.drivers(found, &job.measure)
}

/// What a drivers chart is called.
pub fn title_of(case: &Case, assessment: &Assessment, job: &ChartJob, lang: Lang) -> String {
    match &job.scene {
        Scene::Drivers(drivers) => {
            target_title(case, &drivers.measure, job.node, assessment.years[drivers.target.year], lang)
        }
        _ => job.name.clone(),
    }
}

impl View<'_> {
    /// The page of a chart about the countries of a group.
    fn page(&self, title: String, notes: Vec<String>, description: String) -> Page {
        let (all, scored) = self.countries();
        let (unscored, inapplicable) = self.without(&all);
        let empty = if all.is_empty() { "chart-empty-group" } else { "chart-empty" };
        Page {
            lang: self.lang.tag().to_owned(),
            title,
            subtitle: self.subtitle(all.len(), scored.len()),
            // without replicates there is nothing to draw, whatever the scores are
            empty: self.say(if self.uncertainty.is_none() { "chart-no-replicates" } else { empty }, &[]),
            unscored,
            notes: inapplicable.into_iter().chain(notes).chain(self.clauses_left_out()).collect(),
            source: self.source(),
            description,
        }
    }

    fn shown(&self) -> Vec<usize> {
        let scored = self.countries().1;
        scored.into_iter().filter(|&country| self.spread(country).is_some()).collect()
    }

    fn rank_ranges(&self) -> RankRanges {
        let shown = self.shown();
        let worst = self.case.rubric().instrument.grades.len() - 1;
        let placed = shown.first().and_then(|&at| self.verdict(at).place).map_or(0, |place| place.1);
        let row = |&country: &usize| {
            let (verdict, spread) = (self.verdict(country), self.spread(country));
            let spread = spread.as_ref();
            let alike = spread.and_then(|own| own.alike);
            rank_ranges::Row {
                name: self.name(country),
                tag: self.tag(country),
                place: verdict.place.map_or(0, |place| place.0),
                place_label: self.place(country, &shown),
                range: spread.and_then(|own| own.place).map(|place| (place.low, place.high)),
                alike,
                sure: spread.and_then(|own| own.confidence),
                label: alike.map_or_else(String::new, render::places),
                grade: worst - verdict.grade.unwrap_or(worst),
            }
        };
        let replicates = [("replicates", self.replicates())];
        let title = self.say("rank-ranges-title", &[("title", self.title_of_node())]);
        let notes = vec![self.say("rank-ranges-note", &[])];
        RankRanges {
            page: self.page(title, notes, self.say("rank-ranges-description", &[("n", shown.len().to_string())])),
            axis: self.say("rank-ranges-axis", &[("placed", placed.to_string())]),
            alike_header: self.say("range-alike", &[]),
            rows: shown.iter().map(row).collect(),
            last: placed,
            grades: worst + 1,
            legend: rank_ranges::Legend {
                place: self.some("rank-ranges-place"),
                range: Some(self.say("rank-ranges-range", &replicates)),
                alike: self.some("rank-ranges-alike"),
                sure: self.some("rank-ranges-sure"),
            },
        }
    }

    fn grade_odds(&self) -> GradeOdds {
        let shown = self.shown();
        let row = |&country: &usize| {
            let odds = self.spread(country).and_then(|spread| spread.odds).unwrap_or_default();
            grade_odds::Row {
                name: self.name(country),
                tag: self.tag(country),
                odds: odds.into_iter().rev().collect(),
                score_label: self
                    .verdict(country)
                    .score
                    .map_or_else(String::new, |own| number::score(own, &self.edges)),
            }
        };
        let grades = self.case.rubric().instrument.grades.iter().rev();
        let title = self.say("grade-odds-title", &[("title", self.title_of_node())]);
        let note = self.say("grade-odds-note", &[]);
        GradeOdds {
            page: self.page(title, vec![note], self.say("grade-odds-description", &[("n", shown.len().to_string())])),
            axis: self.say("grade-odds-axis", &[("replicates", self.replicates())]),
            score_header: self.say("score", &[]),
            grades: grades.map(|grade| grade.title.get(self.lang).to_owned()).collect(),
            none: self.say("grade-odds-none", &[]),
            rows: shown.iter().map(row).collect(),
        }
    }

    fn drivers(&self, found: Option<(&Uncertainty, &Shares)>, measure: &Measure) -> Drivers {
        let title = target_title(self.case, measure, self.node, self.assessment.years[self.year], self.lang);
        let (mut rows, mut notes, mut empty) = (Vec::new(), Vec::new(), self.say("chart-no-replicates", &[]));
        if let Some((own, shares)) = found {
            match &shares.indices {
                Err(refusal) => empty = render::why(refusal, self.lang),
                Ok(indices) => {
                    let mut order: Vec<usize> = (0..own.model.factors.len()).collect();
                    let heavy = |at: &usize| indices.total[*at].estimate;
                    order.sort_by(|a, b| heavy(b).total_cmp(&heavy(a)));
                    let share =
                        |share: &Share| drivers::Share { estimate: share.estimate, low: share.low, high: share.high };
                    let label =
                        |share: &Share| format!("{:.0} %", (100.0 * share.estimate).round() + 0.0).replace('-', "−");
                    rows.extend(order.into_iter().map(|at| {
                        let doubt = &own.doubts[own.model.factors[at].doubt];
                        let (first, total) = (&indices.first[at], &indices.total[at]);
                        drivers::Row {
                            name: doubt.title.get(self.lang).to_owned(),
                            family: self.some(&format!("family-{}", doubt.vary.family().key())),
                            first: share(first),
                            total: share(total),
                            first_label: label(first),
                            total_label: label(total),
                        }
                    }));
                    let two = |value: f64| number::fixed(value, 1);
                    let mean = shares.mean.map_or_else(String::new, two);
                    let values = [
                        ("mean", mean),
                        ("deviation", two(indices.variance.sqrt())),
                        ("rows", number::grouped(indices.rows as u64)),
                    ];
                    notes.push(self.say("driver-note", &values));
                }
            }
        }
        let heaviest = rows.first().map_or_else(String::new, |row| row.name.clone());
        let description = self.say("drivers-description", &[("title", title.clone()), ("heaviest", heaviest)]);
        let subtitle =
            self.say("drivers-subtitle", &[("short", self.case.rubric().instrument.short.get(self.lang).to_owned())]);
        Drivers {
            page: Page {
                lang: self.lang.tag().to_owned(),
                title,
                subtitle,
                empty,
                notes,
                source: self.source(),
                description,
                ..Page::default()
            },
            axis: self.say("drivers-axis", &[]),
            first_header: self.say("driver-first", &[]),
            total_header: self.say("driver-total", &[]),
            rows,
        }
    }
}

/// What a target is called: "What drives the place of Taiwan · total, 2023".
pub fn target_title(case: &Case, measure: &Measure, node: usize, year: Year, lang: Lang) -> String {
    let (rubric, evidence) = (case.rubric(), case.evidence());
    let node = match case.formula().nodes[node].kind {
        NodeKind::Total => lang.say("total", &[]),
        NodeKind::Heading(at) => rubric.instrument.headings[at].title.get(lang).to_owned(),
        NodeKind::Principle(at) => format!("{} {}", rubric.principles[at].id, rubric.principles[at].title.get(lang)),
    };
    let year = year.to_string();
    let country =
        |text: &str| evidence.atlas.find(text).map_or_else(|| text.to_owned(), |code| evidence.atlas.name(code, lang));
    let group = |text: &str| match Group::find(text, &evidence.atlas, &evidence.parties) {
        _ if text == OTHERS => lang.say("trend-others", &[]),
        Ok(group) => group.title.get(lang).to_owned(),
        Err(_) => text.to_owned(),
    };
    let place = [("node", node.as_str()), ("year", year.as_str())];
    match measure {
        Measure::Score(of) => lang.say("target-score", &[place[0], place[1], ("country", &country(&of.value))]),
        Measure::Rank(of) => lang.say("target-rank", &[place[0], place[1], ("country", &country(&of.value))]),
        Measure::Gap([first, second]) => {
            let (first, second) = (group(&first.value), group(&second.value));
            lang.say("target-gap", &[place[0], place[1], ("first", &first), ("second", &second)])
        }
        Measure::Shift => lang.say("target-shift", &place),
    }
}

//! A table for the terminal: countries down, the node asked for across.

use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};

use super::paint::Paint;
use super::uncertainty::points;
use super::{judgement, reading_order, words};
use crate::assessment::Assessment;
use crate::assessment::verdict::{Breach, Verdict};
use crate::case::Case;
use crate::formula::NodeKind;
use crate::party::bond::Bond;
use crate::uncertainty::whole::Uncertainty;
use crate::words::locale::{Lang, Text};
use crate::words::number::{self, percent};

/// What a table shows: one year, some countries (positions in the assessment), one node, and the nodes beside it.
#[derive(Clone, Debug)]
pub struct View {
    pub year: usize,
    pub countries: Vec<usize>,
    /// The node that orders the rows.
    pub node: usize,
    /// Further nodes whose scores stand beside it.
    pub beside: Vec<usize>,
}

/// The table with its heading and a note on what its marks mean.
pub fn table(
    case: &Case,
    assessment: &Assessment,
    uncertainty: Option<&Uncertainty>,
    view: &View,
    lang: Lang,
    paint: Paint,
) -> String {
    let writer = Writer { case, assessment, uncertainty, view, lang, edges: case.rubric().edges() };
    let rubric = case.rubric();
    let year = assessment.years[view.year].to_string();
    let what = writer.title(view.node);
    let heading = lang
        .say("year-heading", &[("instrument", rubric.instrument.short.get(lang)), ("what", &what), ("year", &year)]);
    if view.countries.is_empty() {
        return format!("{}\n{}\n", paint.bold(&heading), lang.say("no-rows", &[]));
    }
    let assessed = view.countries.iter().filter(|&&at| writer.verdict(view.node, at).score.is_some()).count();
    let placed = view.countries.iter().find_map(|&at| writer.verdict(view.node, at).place).map_or(0, |place| place.1);
    let values = [
        ("assessed", assessed.to_string()),
        ("countries", view.countries.len().to_string()),
        ("placed", placed.to_string()),
    ];
    let mut notes = lang.say("assess-note", &values.each_ref().map(|(key, value)| (*key, value.as_str())));
    if let Some(common) = view.countries.iter().find_map(|&at| writer.verdict(view.node, at).common) {
        notes.push(' ');
        notes.push_str(&lang.say("assess-note-common", &[("clauses", &common.clauses.to_string())]));
    }
    if let Some(rounded) = words::rounded(rubric.instrument.rounding, lang) {
        notes.push(' ');
        notes.push_str(&rounded);
    }
    if let Some(uncertainty) = uncertainty {
        notes.push(' ');
        let replicates = number::grouped(uncertainty.ranges.replicates);
        notes.push_str(&lang.say("assess-note-range", &[("replicates", &replicates)]));
    }
    for note in writer.positions() {
        notes.push('\n');
        notes.push_str(&note);
    }
    for note in writer.judgements() {
        notes.push('\n');
        notes.push_str(&note);
    }
    let marks = paint.dim(&lang.say("not-assessed-mark", &[]));
    format!("{}\n{}\n{notes}\n{marks}\n", paint.bold(&heading), writer.table())
}

struct Writer<'w> {
    case: &'w Case,
    assessment: &'w Assessment,
    uncertainty: Option<&'w Uncertainty>,
    view: &'w View,
    lang: Lang,
    edges: Vec<f64>,
}

impl Writer<'_> {
    fn verdict(&self, node: usize, country: usize) -> &Verdict {
        self.assessment.verdict(node, self.view.year, country)
    }

    fn title(&self, node: usize) -> String {
        words::node(self.case, node, self.lang)
    }

    fn table(&self) -> String {
        let mut table = Table::new();
        table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
        let say = |key: &str| self.lang.say(key, &[]);
        let grade = say(if self.position().is_some() { "position-followed" } else { "grade" });
        let mut header = vec![say("place"), say("country"), say("score")];
        header.extend(self.uncertainty.map(|_| say("range-score")));
        let ranges = header.len() - 3;
        header.extend([grade, say("envelope"), say("coverage")]);
        header.extend(match self.case.formula().nodes[self.view.node].kind {
            NodeKind::Principle(_) if self.position().is_some() => vec![],
            NodeKind::Principle(_) => vec![say("uncapped"), say("gate"), say("breach")],
            _ => vec![say("clauses"), say("breaches"), say("without-proxies"), say("common-place")],
        });
        let first_beside = header.len();
        header.extend(self.view.beside.iter().map(|&node| {
            let mark = if self.case.is_position(node) { " ◇" } else { "" };
            format!("{}{mark}", self.case.node_id(self.case.formula().nodes[node].kind))
        }));
        let last = header.len();
        if self.binds() {
            header.push(say("binding"));
        }
        let of_whole = !matches!(self.case.formula().nodes[self.view.node].kind, NodeKind::Principle(_));
        // from the grade on, as if there were no ranges
        let later = |at: usize| at.saturating_sub(ranges);
        let numeric = |at: usize| {
            let fixed = matches!(at, 0 | 2) || (3..3 + ranges).contains(&at) || (at > 3 && matches!(later(at), 4..=6));
            (fixed || at >= first_beside || (later(at) >= 7 && of_whole)) && at < last
        };
        let align = |at: usize, text: String| {
            Cell::new(text).set_alignment(if numeric(at) { CellAlignment::Right } else { CellAlignment::Left })
        };
        table.set_header(header.into_iter().enumerate().map(|(at, text)| align(at, text)));
        for &country in &self.view.countries {
            let row = self.row(country);
            table.add_row(row.into_iter().enumerate().map(|(at, text)| align(at, text)));
        }
        table.trim_fmt()
    }

    /// Which practice the node asks for, if it is a position.
    fn position(&self) -> Option<&Text> {
        match self.case.formula().nodes[self.view.node].kind {
            NodeKind::Principle(at) => self.case.rubric().principles[at].asks_for.as_ref(),
            _ => None,
        }
    }

    /// What a reader must know of the positions in the table.
    fn positions(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if let Some(practice) = self.position() {
            notes.push(self.lang.say("position-note", &[("practice", practice.get(self.lang))]));
        } else if self.case.is_position(self.view.node) {
            notes.push(self.lang.say("position", &[]));
        }
        if self.view.beside.iter().any(|&node| self.case.is_position(node)) {
            notes.push(self.lang.say("position-mark", &[]));
        }
        notes
    }

    /// What a reader must know of the scores that rest on people's judgement.
    fn judgements(&self) -> Vec<String> {
        let nodes = || self.view.beside.iter().chain([&self.view.node]);
        let shown = || self.view.countries.iter().flat_map(|&at| nodes().map(move |&node| self.verdict(node, at)));
        let mut notes = Vec::new();
        if shown().any(|verdict| verdict.coverage.judged > 0.0) {
            let packages = judgement::packages(self.case, None, self.lang);
            notes.push(self.lang.say("judged-mark", &[("packages", &packages)]));
        }
        if shown().any(|verdict| verdict.coverage.unreliable > 0.0) {
            let subjects = judgement::unreliable(self.case, None, self.lang);
            notes.push(self.lang.say("doubtful-judgements", &[("subjects", &subjects)]));
        }
        notes
    }

    fn row(&self, country: usize) -> Vec<String> {
        let verdict = self.verdict(self.view.node, country);
        let atlas = &self.case.evidence().atlas;
        let code = self.assessment.countries[country];
        let bond = self.assessment.bond(self.view.year, country);
        let unsure = matches!(bond, Bond::Disputed(_) | Bond::Unconfirmed(_) | Bond::Undated);
        let name = format!("{}{}", atlas.name(code, self.lang), if unsure { " !" } else { "" });
        let grades = &self.case.rubric().instrument.grades;
        let lowered = if verdict.lowered { " ‡" } else { "" };
        let grade = match (verdict.grade, verdict.score) {
            (Some(grade), _) => format!("{}{lowered}", grades[grade].title.get(self.lang)),
            (None, Some(score)) => self.lang.say("follows-to", &[("score", &self.plain_score(score))]),
            (None, None) => "·".to_owned(),
        };
        let place = verdict.place.map_or("·".to_owned(), |place| place.0.to_string());
        let envelope = verdict
            .envelope
            .map(|(low, high)| (self.plain_score(low), self.plain_score(high)))
            // where nothing is missing the envelope is the score
            .filter(|(low, high)| low != high)
            .map_or_else(String::new, |(low, high)| format!("{low}–{high}"));
        let mut row = vec![place, name, self.score(verdict)];
        row.extend(self.uncertainty.map(|uncertainty| {
            let spread = uncertainty.spread(self.assessment, self.view.node, self.view.year, country);
            spread.map_or_else(|| "·".to_owned(), |spread| points(&spread.score, &self.edges))
        }));
        row.extend([grade, envelope, percent(verdict.coverage.covered())]);
        row.extend(self.judgement(verdict));
        row.extend(self.view.beside.iter().map(|&node| self.score(self.verdict(node, country))));
        if self.binds() {
            row.push(words::short_bond(bond, self.lang));
        }
        row
    }

    /// An index binds nobody, and has no column that says of whom.
    fn binds(&self) -> bool {
        self.case.rubric().instrument.binding.is_some()
    }

    /// What stands between the evidence and the clauses beside: of a position, nothing.
    fn judgement(&self, verdict: &Verdict) -> Vec<String> {
        let whole = match self.case.formula().nodes[self.view.node].kind {
            NodeKind::Principle(_) if self.position().is_some() => return Vec::new(),
            NodeKind::Principle(_) => {
                let uncapped = verdict.uncapped.map_or("·".to_owned(), |score| self.plain_score(score));
                let gate = verdict.gate.map_or("·".to_owned(), |gate| self.lang.say(gate.key(), &[]));
                let breach = match verdict.breach {
                    Breach::None => "·".to_owned(),
                    breach => self.lang.say(&format!("short-breach-{}", breach.key()), &[]),
                };
                return vec![uncapped, gate, breach];
            }
            NodeKind::Heading(_) => verdict.clauses.1,
            NodeKind::Total => self.case.rubric().clauses(),
        };
        let breaches = if verdict.breaches > 0 { verdict.breaches.to_string() } else { "·".to_owned() };
        let direct = verdict.direct.map_or("·".to_owned(), |score| self.plain_score(score));
        let common = verdict.common.map_or("·".to_owned(), |common| common.place.to_string());
        vec![format!("{}/{whole}", verdict.clauses.0), breaches, direct, common]
    }

    fn plain_score(&self, score: f64) -> String {
        crate::words::number::score(score, &self.edges)
    }

    /// The score with its mark.
    fn score(&self, verdict: &Verdict) -> String {
        let Some(score) = verdict.score else { return "·".to_owned() };
        let capped = verdict.uncapped.is_some_and(|uncapped| uncapped > score);
        let possible = verdict.breach == Breach::Possible;
        let mark = if capped {
            "†"
        } else if possible {
            "?"
        } else {
            ""
        };
        let judged = if verdict.coverage.judged > 0.0 { "§" } else { "" };
        format!("{}{mark}{judged}", self.plain_score(score))
    }
}

/// More columns than this do not fit beside the others.
const MOST_BESIDE: usize = 8;

/// The principles under a heading or the total; none under a principle.
pub fn principles_under(case: &Case, node: usize) -> Vec<usize> {
    let nodes = &case.formula().nodes;
    let kind = nodes[node].kind;
    let under = |at: &usize| match (kind, nodes[*at].kind) {
        (NodeKind::Total, NodeKind::Principle(_)) => true,
        (NodeKind::Heading(own), NodeKind::Principle(principle)) => case.rubric().principles[principle].heading == own,
        _ => false,
    };
    reading_order(case).into_iter().filter(under).collect()
}

/// The nodes that stand beside a node: the principles under it, or the headings where those are too many.
pub fn beside(case: &Case, node: usize) -> Vec<usize> {
    let nodes = &case.formula().nodes;
    let principles = principles_under(case, node);
    if nodes[node].kind != NodeKind::Total || principles.len() <= MOST_BESIDE {
        return principles;
    }
    let is_heading = |at: &usize| matches!(nodes[*at].kind, NodeKind::Heading(_));
    reading_order(case).into_iter().filter(is_heading).collect()
}

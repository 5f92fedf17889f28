//! An explanation as text: the tree from the grade to the observations.

mod gates;
mod indicators;
mod judged;
mod shown;
mod sure;
mod whole;

use std::fmt::Write as _;

pub use sure::Sure;
pub use whole::explanation_of_whole;

use super::paint::Paint;
use super::words;
use crate::assessment::trace::{PartTrace, Trace};
use crate::assessment::verdict::{Standing, Verdict};
use crate::case::Case;
use crate::formula::NodeKind;
use crate::party::bond::Bond;
use crate::words::locale::{Lang, Text};
use crate::words::number::{counted, percent, plain, signed};
use crate::words::year::Year;

/// The explanation of one principle for one country and year.
pub fn explanation(case: &Case, trace: &Trace, sure: Option<&Sure<'_>>, lang: Lang, paint: Paint) -> String {
    let pen = Pen::new(case, lang, paint);
    let mut text = pen.head_of_principle(trace);
    text.push_str(&pen.verdict_of_principle(trace, sure));
    if pen.asks_for(trace).is_none() {
        text.push_str(&pen.gates(trace));
    }
    text.push_str(&pen.indicators(trace));
    text.push_str(&pen.shown(trace));
    text.push_str(&pen.history(trace));
    text
}

/// What every part of an explanation is written with.
struct Pen<'p> {
    case: &'p Case,
    lang: Lang,
    paint: Paint,
    edges: Vec<f64>,
}

/// Aligned lines: a key and what is said of it.
type Lines = Vec<(String, String)>;

impl<'p> Pen<'p> {
    fn new(case: &'p Case, lang: Lang, paint: Paint) -> Self {
        Self { case, lang, paint, edges: case.rubric().edges() }
    }

    fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.lang.say(key, values)
    }

    fn score(&self, score: f64) -> String {
        crate::words::number::score(score, &self.edges)
    }

    fn heading(&self, key: &str) -> String {
        format!("\n{}\n", self.paint.bold(&self.say(key, &[])))
    }

    fn amount(&self, part: &PartTrace) -> String {
        let unit = part.unit.get(self.lang);
        part.value.map_or_else(|| "·".to_owned(), |value| counted(value, unit))
    }

    /// Who, what and when; below it the instrument, what is said of the node, and the rubric.
    fn head(&self, name: &str, what: &str, year: Year, said: Option<String>) -> String {
        let rubric = self.case.rubric();
        let version = self.say("rubric-is", &[("id", &rubric.instrument.id), ("version", &rubric.instrument.version)]);
        let title = rubric.instrument.title.get(self.lang).to_owned();
        let below: Vec<String> = [Some(title), said, Some(version)].into_iter().flatten().collect();
        let head = format!("{name} · {what} · {year}");
        format!("{}\n{}\n\n", self.paint.bold(&head), self.paint.dim(&below.join(" · ")))
    }

    fn lines(&self, lines: &Lines) -> String {
        let width = lines.iter().map(|(key, _)| shown_width(key)).max().unwrap_or(0);
        let mut text = String::new();
        for (key, said) in lines {
            let space = " ".repeat(width - shown_width(key) + 2);
            let _ = writeln!(text, "{}{space}{said}", self.paint.bold(key));
        }
        text
    }

    fn line(&self, key: &str, said: String) -> (String, String) {
        (self.say(key, &[]), said)
    }

    fn head_of_principle(&self, trace: &Trace) -> String {
        let principle = &self.case.rubric().principles[trace.principle];
        let duty = self.say(&format!("duty-{}", principle.duty.key()), &[]);
        let condition =
            if principle.conditional { format!(", {}", self.say("conditional", &[])) } else { String::new() };
        let what = format!("{} {}", principle.id, principle.title.get(self.lang));
        self.head(trace.name.get(self.lang), &what, trace.year, Some(format!("{duty}{condition}")))
    }

    /// Which practice it asks for, if it is a position.
    fn asks_for(&self, trace: &Trace) -> Option<&Text> {
        self.case.rubric().principles[trace.principle].asks_for.as_ref()
    }

    fn verdict_of_principle(&self, trace: &Trace, sure: Option<&Sure<'_>>) -> String {
        let (verdict, asks_for) = (&trace.verdict, self.asks_for(trace));
        let asked = asks_for.map(|practice| self.line("asks-for", practice.get(self.lang).to_owned()));
        let mut lines: Lines = asked.into_iter().chain([self.score_line(verdict)]).collect();
        lines.extend(self.aggregation_line(NodeKind::Principle(trace.principle), verdict));
        lines.extend(sure.into_iter().flat_map(|sure| self.sure_lines(sure)));
        if let (Some(score), Some(uncapped), None) = (verdict.score, verdict.uncapped, asks_for) {
            lines
                .push(self.line("uncapped", format!("{}  {}", self.score(uncapped), self.cap(trace, score, uncapped))));
        }
        if let Some(silent) = &self.case.rubric().principles[trace.principle].silent {
            lines.push(self.line("why-silent", silent.reason.get(self.lang).to_owned()));
            lines.push(self.line("would-serve", silent.would_serve.get(self.lang).to_owned()));
        }
        lines.extend(self.place_line(verdict));
        lines.extend(self.evidence_lines(verdict));
        lines.extend(self.rests_on(verdict.coverage, Some(trace.principle)));
        if let Some(progress) = verdict.progress {
            let (points, since) = (signed(progress.points), progress.since.to_string());
            let values = [("points", points.as_str()), ("since", &since), ("share", &percent(progress.share))];
            lines.push(self.line("progress", self.say("progress-is", &values)));
        }
        // nobody is bound by a stance; who holds it stands in the history
        if asks_for.is_none() {
            lines.push(self.binding_line(trace.bond));
            lines.push(self.line("breach", self.say(&format!("breach-{}", verdict.breach.key()), &[])));
        }
        self.lines(&lines)
    }

    fn score_line(&self, verdict: &Verdict) -> (String, String) {
        let said = match verdict.score {
            Some(score) if verdict.standing == Standing::Position => self.follows_to(score),
            Some(score) => {
                format!("{} {}  {}", self.score(score), self.say("of-100", &[]), self.grade(verdict, score))
            }
            None => self.say(verdict.standing.key(), &[]),
        };
        self.line("score", said)
    }

    /// How the parts were put together, where that is no mean to which each adds its points.
    fn aggregation_line(&self, kind: NodeKind, verdict: &Verdict) -> Option<(String, String)> {
        verdict.score?;
        let method = self.case.formula().nodes[self.case.formula().find(kind)?].aggregate;
        let key = match method.name() {
            "arithmetic" => return None,
            _ if method.is_relative() => "aggregation-compares",
            _ => "aggregation-is",
        };
        Some(self.line("aggregation", self.say(key, &[("method", &method.wording())])))
    }

    fn follows_to(&self, score: f64) -> String {
        self.say("follows-to", &[("score", &self.paint.bold(&self.score(score)))])
    }

    /// Where it is defined, if that is elsewhere.
    fn same_as(&self, reference: Option<&String>) -> String {
        let said = |reference: &String| format!(" · {}", self.say("same-as", &[("reference", reference)]));
        reference.map_or_else(String::new, said)
    }

    fn place_line(&self, verdict: &Verdict) -> Option<(String, String)> {
        let (place, of) = verdict.place.map(|(place, of)| (place.to_string(), of.to_string()))?;
        let mut said = self.say("place-of", &[("place", &place), ("of", &of)]);
        if let Some(common) = verdict.common {
            let values = [("place", common.place.to_string()), ("clauses", common.clauses.to_string())];
            said.push_str(&self.say("place-common", &values.each_ref().map(|(key, value)| (*key, value.as_str()))));
        }
        if let Some(rounded) = words::rounded(self.case.rubric().instrument.rounding, self.lang) {
            said.push_str(&format!(" · {rounded}"));
        }
        Some(self.line("place", said))
    }

    /// The envelope, the coverage, and law and practice apart.
    fn evidence_lines(&self, verdict: &Verdict) -> Lines {
        let mut lines = Vec::new();
        if let Some((low, high)) = verdict.envelope {
            let said = self.say("envelope-is", &[("low", &self.score(low)), ("high", &self.score(high))]);
            lines.push(self.line("envelope", said));
        }
        if !matches!(verdict.standing, Standing::Silent | Standing::NotApplicable) {
            let coverage = verdict.coverage;
            let shares = [coverage.observed, coverage.carried, coverage.missing, coverage.judged].map(percent);
            let values = [("observed", shares[0].as_str()), ("carried", &shares[1]), ("missing", &shares[2])];
            let judged = self.say("coverage-judged", &[("judged", &shares[3])]);
            let judged = if coverage.judged > 0.0 { judged } else { String::new() };
            let mut said = format!("{judged}{}", self.say("coverage-is", &values));
            if coverage.imputed > 0.0 {
                said.push_str(&self.say("coverage-imputed", &[("imputed", &percent(coverage.imputed))]));
            }
            lines.push(self.line("coverage", said));
        }
        match (verdict.law, verdict.practice) {
            (Some(law), Some(practice)) => {
                let values = [("law", self.score(law)), ("practice", self.score(practice))];
                let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
                lines.push(self.line("law-practice", self.say("law-practice-is", &values)));
            }
            // where nothing else is known, what the law says still shows
            (Some(law), None) if verdict.score.is_none() => lines.push(self.line("facet-law-alone", self.score(law))),
            _ => {}
        }
        lines
    }

    fn binding_line(&self, bond: Bond) -> (String, String) {
        self.line("binding", words::bond(bond, self.lang))
    }

    fn grade(&self, verdict: &Verdict, score: f64) -> String {
        let grades = &self.case.rubric().instrument.grades;
        let Some(at) = verdict.grade else { return String::new() };
        if verdict.lowered {
            return format!("{} ({})", self.paint.bold(grades[at].title.get(self.lang)), self.say("lowered-is", &[]));
        }
        let distance = match at.checked_sub(1).map(|better| &grades[better]) {
            Some(better) if better.from - score <= score - grades[at].from => {
                let points = self.distance(better.from - score);
                self.say("to-next-grade", &[("points", &points), ("grade", better.title.get(self.lang))])
            }
            _ if grades[at].from > 0.0 => {
                self.say("above-edge", &[("points", &self.distance(score - grades[at].from))])
            }
            Some(better) => {
                let points = self.distance(better.from - score);
                self.say("to-next-grade", &[("points", &points), ("grade", better.title.get(self.lang))])
            }
            None => String::new(),
        };
        let title = self.paint.bold(grades[at].title.get(self.lang));
        // the only grade there is has no edge to be near
        if distance.is_empty() { title } else { format!("{title} ({distance})") }
    }

    /// Points to an edge; what is not 0 is not printed as 0.
    fn distance(&self, points: f64) -> String {
        crate::words::number::score(points, &[])
    }

    fn cap(&self, trace: &Trace, score: f64, uncapped: f64) -> String {
        let caps = trace.gates.iter().filter(|gate| gate.caps).map(|gate| gate.cap);
        match caps.min_by(f64::total_cmp) {
            Some(cap) if score < uncapped => self.say("capped-at", &[("cap", &plain(cap))]),
            Some(cap) => self.say("cap-idle", &[("cap", &plain(cap))]),
            None => self.say("no-cap", &[]),
        }
    }
}

/// Columns on a terminal: Han and full-width characters take two.
fn shown_width(text: &str) -> usize {
    text.chars().map(|c| if crate::figure::measure::is_han(c) { 2 } else { 1 }).sum()
}

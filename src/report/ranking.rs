//! The words and rows of a ranking, from the assessment.

use crate::assessment::Assessment;
use crate::case::Case;
use crate::chart::ranking::{Legend, Ranking, Row};
use crate::formula::NodeKind;
use crate::report::ChartJob;
use crate::report::view::View;
use crate::words::locale::{Lang, Text};
use crate::words::number;

/// What the ranking of a job shows, in one language.
pub fn ranking(case: &Case, assessment: &Assessment, job: &ChartJob, lang: Lang) -> Ranking {
    View::of(case, assessment, job, lang).ranking()
}

impl View<'_> {
    fn ranking(&self) -> Ranking {
        let (all, scored) = self.countries();
        let rows: Vec<Row> = scored.iter().map(|&country| self.row(country, &scored)).collect();
        let (unscored, inapplicable) = self.without(&all);
        Ranking {
            lang: self.lang.tag().to_owned(),
            title: self.title(),
            subtitle: self.subtitle(all.len(), scored.len()),
            axis: self.say(self.axis(), &[]),
            score_header: self.say("score", &[]),
            coverage_header: self.say("coverage", &[]),
            bands: if self.position().is_some() { Vec::new() } else { self.bands() },
            legend: self.legend(),
            empty: self.say(if all.is_empty() { "chart-empty-group" } else { "chart-empty" }, &[]),
            unscored,
            notes: self.notes(&scored, inapplicable),
            source: self.source(),
            description: self.description(&scored),
            rows,
        }
    }

    /// Which practice the node asks for, if it is a position.
    fn position(&self) -> Option<&Text> {
        match self.kind() {
            NodeKind::Principle(at) => self.case.rubric().principles[at].asks_for.as_ref(),
            _ => None,
        }
    }

    fn axis(&self) -> &'static str {
        match self.position() {
            Some(_) => "chart-axis-position",
            None if self.binds() => "chart-axis",
            None => "chart-axis-index",
        }
    }

    fn title(&self) -> String {
        let rubric = self.case.rubric();
        let (label, key, placeholder) = match self.kind() {
            NodeKind::Total => (&rubric.instrument.title, "chart-title-total", "instrument"),
            NodeKind::Heading(at) => (&rubric.instrument.headings[at].title, "chart-title-node", "title"),
            NodeKind::Principle(at) => {
                let key = if self.position().is_some() { "chart-title-position" } else { "chart-title-node" };
                (&rubric.principles[at].title, key, "title")
            }
        };
        let label = label.get(self.lang).to_owned();
        // nobody keeps or breaks an index
        if self.binds() { self.say(key, &[(placeholder, label)]) } else { label }
    }

    fn row(&self, country: usize, scored: &[usize]) -> Row {
        let verdict = self.verdict(country);
        let score = verdict.score.unwrap_or(f64::NAN);
        let worst = self.case.rubric().instrument.grades.len() - 1;
        Row {
            place: self.place(country, scored),
            name: self.name(country),
            score,
            label: number::score(score, &self.edges),
            grade: worst - verdict.grade.unwrap_or(worst),
            uncapped: verdict.uncapped.filter(|uncapped| *uncapped > score),
            range: verdict.envelope,
            coverage: verdict.coverage.covered(),
            carried: verdict.coverage.carried,
            coverage_label: number::percent(verdict.coverage.covered()),
            gate: self.mark(self.job.node, country),
            tag: self.tag(country),
        }
    }

    fn legend(&self) -> Legend {
        Legend {
            score: self.some(if self.position().is_some() { "chart-legend-position" } else { "chart-legend-score" }),
            uncapped: self.some("chart-legend-uncapped"),
            range: self.some("chart-legend-range"),
            gate_fired: self.some("chart-legend-fired"),
            gate_held: self.some("chart-legend-held"),
            gate_undetermined: self.some("chart-legend-undetermined"),
            tags: self.tags(),
        }
    }

    fn notes(&self, scored: &[usize], inapplicable: Option<String>) -> Vec<String> {
        let mut notes: Vec<String> = inapplicable.into_iter().collect();
        let asks_for = self.position().map(|asks_for| asks_for.get(self.lang).to_owned());
        notes.extend(asks_for.map(|practice| self.say("chart-note-position", &[("practice", practice)])));
        let placed = scored.first().and_then(|&at| self.verdict(at).place).map_or(0, |place| place.1);
        if placed > scored.len() {
            notes.push(self.say("chart-note-places", &[("placed", placed.to_string())]));
        }
        notes.extend(self.rounded());
        let carried: f64 = scored.iter().map(|&at| self.verdict(at).coverage.carried).sum();
        if carried > 0.0 {
            let share = number::percent(carried / scored.len() as f64);
            notes.push(self.say("chart-note-carried", &[("carried", share)]));
        }
        let rubric = self.case.rubric();
        let (have, all) = (rubric.scored(), rubric.clauses());
        if self.kind() == NodeKind::Total && have < all {
            let values = [("assessed", have.to_string()), ("all", all.to_string())];
            notes.push(self.say("chart-note-clauses", &values));
        }
        notes
    }

    fn description(&self, scored: &[usize]) -> String {
        let (Some(&first), Some(&last)) = (scored.first(), scored.last()) else {
            return self.say("chart-description-empty", &[]);
        };
        let score =
            |at: usize| self.verdict(at).score.map_or_else(String::new, |score| number::score(score, &self.edges));
        let values = [
            ("n", scored.len().to_string()),
            ("first", self.name(first)),
            ("first_score", score(first)),
            ("last", self.name(last)),
            ("last_score", score(last)),
        ];
        self.say("chart-description", &values)
    }
}

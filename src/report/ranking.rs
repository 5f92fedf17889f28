//! The words and rows of a ranking, from the assessment.

use crate::assessment::Assessment;
use crate::case::Case;
use crate::chart::page::Page;
use crate::chart::ranking::{Legend, Ranking, Row};
use crate::formula::NodeKind;
use crate::report::job::Snapshot;
use crate::report::view::View;
use crate::uncertainty::whole::Uncertainty;
use crate::words::locale::Lang;
use crate::words::number;

/// What the ranking of a node shows, in one language.
pub fn ranking(
    case: &Case,
    assessment: &Assessment,
    uncertainty: Option<&Uncertainty>,
    node: usize,
    snapshot: &Snapshot,
    lang: Lang,
) -> Ranking {
    View::of(case, assessment, uncertainty, node, snapshot, lang).ranking()
}

impl View<'_> {
    fn ranking(&self) -> Ranking {
        let (all, scored) = self.countries();
        let rows: Vec<Row> = scored.iter().map(|&country| self.row(country, &scored)).collect();
        let (unscored, inapplicable) = self.without(&all);
        Ranking {
            page: Page {
                lang: self.lang.tag().to_owned(),
                title: self.title(),
                subtitle: self.subtitle(all.len(), scored.len()),
                empty: self.say(if all.is_empty() { "chart-empty-group" } else { "chart-empty" }, &[]),
                unscored,
                notes: self.notes(&scored, inapplicable),
                source: self.source(),
                description: self.description(&scored),
            },
            axis: self.axis(),
            score_header: self.say("score", &[]),
            coverage_header: self.say("coverage", &[]),
            bands: self.bands(),
            legend: self.legend(),
            rows,
        }
    }

    fn title(&self) -> String {
        let (key, placeholder) = match self.kind() {
            // nobody keeps or breaks an index
            _ if !self.binds() => return self.title_of_node(),
            NodeKind::Total => ("chart-title-total", "instrument"),
            _ if self.position().is_some() => ("chart-title-position", "title"),
            _ => ("chart-title-node", "title"),
        };
        self.say(key, &[(placeholder, self.title_of_node())])
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
            interval: self.spread(country).map(|spread| (spread.score.low, spread.score.high)),
            coverage: verdict.coverage.covered(),
            carried: verdict.coverage.carried,
            coverage_label: number::percent(verdict.coverage.covered()),
            gate: self.mark(self.node, country),
            tag: self.tag(country),
        }
    }

    fn legend(&self) -> Legend {
        Legend {
            score: self.some(if self.position().is_some() { "chart-legend-position" } else { "chart-legend-score" }),
            uncapped: self.some("chart-legend-uncapped"),
            range: self.some("chart-legend-range"),
            interval: Some(self.say("chart-legend-interval", &[("replicates", self.replicates())])),
            gate_fired: self.some("chart-legend-fired"),
            gate_held: self.some("chart-legend-held"),
            gate_undetermined: self.some("chart-legend-undetermined"),
            tags: self.tags(),
        }
    }

    fn notes(&self, scored: &[usize], inapplicable: Option<String>) -> Vec<String> {
        let mut notes: Vec<String> = inapplicable.into_iter().collect();
        notes.extend(self.what_is_followed());
        notes.extend(self.placed(scored));
        notes.extend(self.rounded());
        let carried: f64 = scored.iter().map(|&at| self.verdict(at).coverage.carried).sum();
        if carried > 0.0 {
            let share = number::percent(carried / scored.len() as f64);
            notes.push(self.say("chart-note-carried", &[("carried", share)]));
        }
        notes.extend(self.clauses_left_out());
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

//! The words and cells of a heatmap, from the assessment.

use crate::assessment::Assessment;
use crate::assessment::verdict::{Standing, Verdict};
use crate::case::Case;
use crate::chart::heatmap::{Cell, CellState, Column, Heatmap, Legend, MANY, Row};
use crate::chart::page::Page;
use crate::formula::NodeKind;
use crate::render::table::principles_under;
use crate::report::job::Snapshot;
use crate::report::view::View;
use crate::words::locale::Lang;
use crate::words::number;

/// What the heatmap of a node shows, in one language: its node, then every principle under it.
pub fn heatmap(case: &Case, assessment: &Assessment, node: usize, snapshot: &Snapshot, lang: Lang) -> Heatmap {
    View::of(case, assessment, None, node, snapshot, lang).heatmap()
}

impl View<'_> {
    fn heatmap(&self) -> Heatmap {
        let (all, scored) = self.countries();
        // cells are coloured by grade, and a position has none
        let clauses = principles_under(self.case, self.node).into_iter().filter(|&node| !self.case.is_position(node));
        let nodes: Vec<usize> = std::iter::once(self.node).chain(clauses).collect();
        let score = if nodes.len() < MANY { number::score } else { number::whole_score };
        let row = |country: usize| Row {
            place: self.place(country, &scored),
            name: self.name(country),
            tag: self.tag(country),
            cells: nodes.iter().map(|&node| self.cell(node, country, score)).collect(),
        };
        // a country without a score here may have one in a clause; one without any is named under the chart
        let any = |country: &usize| nodes.iter().any(|&node| self.at(node, *country).score.is_some());
        let rest = all.iter().copied().filter(|at| !scored.contains(at));
        let (mut partly, nothing): (Vec<usize>, Vec<usize>) = rest.partition(any);
        partly.sort_by_key(|&country| self.name(country));
        let (unscored, inapplicable) = self.without(&nothing);
        let instrument = &self.case.rubric().instrument;
        Heatmap {
            page: Page {
                lang: self.lang.tag().to_owned(),
                title: self.heatmap_title(),
                subtitle: self.subtitle(all.len(), scored.len()),
                empty: self.say(if all.is_empty() { "chart-empty-group" } else { "chart-empty" }, &[]),
                unscored,
                notes: self.heatmap_notes(&scored, inapplicable),
                source: self.source(),
                description: self.say("heatmap-description", &[("n", (scored.len() + partly.len()).to_string())]),
            },
            columns: nodes.iter().map(|&node| self.column(node)).collect(),
            groups: instrument.headings.iter().map(|heading| heading.title.get(self.lang).to_owned()).collect(),
            rows: scored.iter().chain(&partly).map(|&country| row(country)).collect(),
            bands: self.bands(),
            legend: self.signs(),
        }
    }

    fn heatmap_notes(&self, scored: &[usize], inapplicable: Option<String>) -> Vec<String> {
        let left_out = [self.clauses_left_out(), self.left_aside()];
        [inapplicable, self.placed(scored), self.rounded()].into_iter().chain(left_out).flatten().collect()
    }

    fn heatmap_title(&self) -> String {
        let title = self.case.rubric().instrument.title.get(self.lang).to_owned();
        if self.binds() { self.say("heatmap-title", &[("instrument", title)]) } else { title }
    }

    fn at(&self, node: usize, country: usize) -> &Verdict {
        self.assessment.verdict(node, self.year, country)
    }

    /// Which positions under the node are not in the picture.
    fn left_aside(&self) -> Option<String> {
        let positions = self.case.positions(self.node).into_iter();
        let ids: Vec<String> =
            positions.map(|(principle, _)| self.case.rubric().principles[principle].id.clone()).collect();
        (!ids.is_empty()).then(|| self.say("heatmap-positions", &[("positions", self.lang.list(&ids))]))
    }

    fn column(&self, node: usize) -> Column {
        let rubric = self.case.rubric();
        match self.case.formula().nodes[node].kind {
            NodeKind::Total => Column { title: self.say("total", &[]), strong: true, ..Column::default() },
            NodeKind::Heading(at) => {
                let heading = &rubric.instrument.headings[at];
                let title = heading.title.get(self.lang).to_owned();
                Column { id: heading.id.clone(), title, group: None, strong: true }
            }
            NodeKind::Principle(at) => {
                let principle = &rubric.principles[at];
                // one heading over all columns would say what the title says
                let group = (self.kind() == NodeKind::Total).then_some(principle.heading);
                let title = principle.title.get(self.lang).to_owned();
                Column { id: principle.id.clone(), title, group, strong: false }
            }
        }
    }

    /// `print` is how scores are printed.
    fn cell(&self, node: usize, country: usize, print: fn(f64, &[f64]) -> String) -> Cell {
        let verdict = self.at(node, country);
        let worst = self.case.rubric().instrument.grades.len() - 1;
        let judged = match self.case.formula().nodes[node].kind {
            NodeKind::Principle(at) => self.case.rubric().principles[at].can_be_judged(),
            _ => true,
        };
        let state = match verdict.standing {
            _ if !judged => CellState::NoRubric,
            Standing::Assessed | Standing::Position => CellState::Assessed,
            Standing::NotApplicable => CellState::NotApplicable,
            Standing::Silent => CellState::NoRubric,
            Standing::BelowCoverage
            | Standing::RequiredMissing
            | Standing::WithoutPractice
            | Standing::LawAlone
            | Standing::WithoutParticipation => CellState::NotAssessed,
        };
        Cell {
            score: verdict.score,
            label: verdict.score.map_or_else(String::new, |score| print(score, &self.edges)),
            grade: worst - verdict.grade.unwrap_or(worst),
            capped: verdict.uncapped.zip(verdict.score).is_some_and(|(uncapped, score)| uncapped > score),
            mark: self.mark(node, country),
            state,
        }
    }

    fn signs(&self) -> Legend {
        Legend {
            not_assessed: self.some("heatmap-not-assessed"),
            not_applicable: self.some("not-applicable"),
            no_rubric: self.some("heatmap-unassessable"),
            fired: self.some("heatmap-fired"),
            held: self.some("chart-legend-held"),
            fired_below: self.some("heatmap-fired-below"),
            undetermined: self.some("chart-legend-undetermined"),
            tags: self.tags(),
        }
    }
}

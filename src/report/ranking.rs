//! The words and rows of a ranking, from the assessment.

use crate::assessment::Assessment;
use crate::assessment::verdict::{Breach, Standing, Verdict};
use crate::case::Case;
use crate::chart::ranking::{Band, GateMark, Legend, Ranking, Row};
use crate::formula::NodeKind;
use crate::party::bond::Bond;
use crate::report::ChartJob;
use crate::score::gate::{GateState, Seen};
use crate::words::locale::Lang;
use crate::words::number;

/// More names than this are counted rather than listed.
const MOST_NAMES: usize = 40;

/// What the ranking of a job shows, in one language.
pub fn ranking(case: &Case, assessment: &Assessment, job: &ChartJob, lang: Lang) -> Ranking {
    Writer { case, assessment, job, lang, edges: case.rubric().edges() }.ranking()
}

struct Writer<'w> {
    case: &'w Case,
    assessment: &'w Assessment,
    job: &'w ChartJob,
    lang: Lang,
    edges: Vec<f64>,
}

impl Writer<'_> {
    fn say(&self, key: &str, values: &[(&str, String)]) -> String {
        let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
        self.lang.say(key, &values)
    }

    fn some(&self, key: &str) -> Option<String> {
        Some(self.say(key, &[]))
    }

    fn verdict(&self, country: usize) -> &Verdict {
        self.assessment.verdict(self.job.node, self.job.year, country)
    }

    fn name(&self, country: usize) -> String {
        self.case.evidence().atlas.name(self.assessment.countries[country], self.lang)
    }

    fn kind(&self) -> NodeKind {
        self.case.formula().nodes[self.job.node].kind
    }

    /// Positions of the countries that belong, and of those the scored ones by score and name.
    fn countries(&self) -> (Vec<usize>, Vec<usize>) {
        let (evidence, year) = (self.case.evidence(), self.assessment.years[self.job.year]);
        let belongs = |country: &usize| {
            let code = self.assessment.countries[*country];
            self.job.group.as_ref().is_none_or(|group| group.holds(code, year, &evidence.atlas, &evidence.parties))
        };
        let all: Vec<usize> = (0..self.assessment.countries.len()).filter(belongs).collect();
        let mut scored: Vec<usize> = all.iter().copied().filter(|&at| self.verdict(at).score.is_some()).collect();
        scored.sort_by(|&a, &b| {
            let key = |at: usize| self.verdict(at).place.map(|place| place.0);
            key(a).cmp(&key(b)).then_with(|| self.name(a).cmp(&self.name(b)))
        });
        (all, scored)
    }

    fn ranking(&self) -> Ranking {
        let (all, scored) = self.countries();
        let rows: Vec<Row> = scored.iter().map(|&country| self.row(country, &scored)).collect();
        let without = |inapplicable: bool| -> Vec<String> {
            let is = |at: &&usize| (self.verdict(**at).standing == Standing::NotApplicable) == inapplicable;
            let unscored = all.iter().filter(|at| self.verdict(**at).score.is_none());
            let mut names: Vec<String> = unscored.filter(is).map(|&at| self.name(at)).collect();
            names.sort();
            names
        };
        let (unscored, inapplicable) = (without(false), without(true));
        let unscored = match unscored.len() {
            0 => None,
            1..=MOST_NAMES => Some(self.say("chart-unscored", &[("countries", self.lang.list(&unscored))])),
            n => Some(self.say("chart-unscored-many", &[("n", n.to_string())])),
        };
        Ranking {
            lang: self.lang.tag().to_owned(),
            title: self.title(),
            subtitle: self.subtitle(all.len(), scored.len()),
            axis: self.say("chart-axis", &[]),
            score_header: self.say("score", &[]),
            coverage_header: self.say("coverage", &[]),
            bands: self.bands(),
            legend: self.legend(),
            empty: self.say(if all.is_empty() { "chart-empty-group" } else { "chart-empty" }, &[]),
            unscored,
            notes: self.notes(&scored, &inapplicable),
            source: self.source(),
            description: self.description(&scored),
            rows,
        }
    }

    fn title(&self) -> String {
        let rubric = self.case.rubric();
        match self.kind() {
            NodeKind::Total => {
                self.say("chart-title-total", &[("instrument", rubric.instrument.title.get(self.lang).to_owned())])
            }
            NodeKind::Heading(at) => {
                let title = rubric.instrument.headings[at].title.get(self.lang).to_owned();
                self.say("chart-title-node", &[("title", title)])
            }
            NodeKind::Principle(at) => {
                self.say("chart-title-node", &[("title", rubric.principles[at].title.get(self.lang).to_owned())])
            }
        }
    }

    fn subtitle(&self, all: usize, scored: usize) -> String {
        let instrument = &self.case.rubric().instrument;
        let group = self.job.group.as_ref();
        let group = group.map_or_else(|| self.say("all-countries", &[]), |group| group.title.get(self.lang).to_owned());
        let values = [
            ("short", instrument.short.get(self.lang).to_owned()),
            ("id", self.case.node_id(self.kind()).to_owned()),
            ("assessed", self.case.rubric().scored().to_string()),
            ("all", instrument.principles.to_string()),
            ("year", self.assessment.years[self.job.year].to_string()),
            ("n", scored.to_string()),
            ("countries", all.to_string()),
            ("group", group),
        ];
        let key = if self.kind() == NodeKind::Total { "chart-subtitle-total" } else { "chart-subtitle-node" };
        self.say(key, &values)
    }

    fn bands(&self) -> Vec<Band> {
        let grades = &self.case.rubric().instrument.grades;
        let upper = |at: usize| at.checked_sub(1).map_or(100.0, |better| grades[better].from);
        (0..grades.len())
            .rev()
            .map(|at| Band {
                from: grades[at].from,
                to: upper(at),
                label: grades[at].title.get(self.lang).to_owned(),
                grade: grades.len() - 1 - at,
            })
            .collect()
    }

    fn row(&self, country: usize, scored: &[usize]) -> Row {
        let verdict = self.verdict(country);
        let score = verdict.score.unwrap_or(f64::NAN);
        let worst = self.case.rubric().instrument.grades.len() - 1;
        let shares = |place: usize| {
            scored.iter().filter(|&&at| self.verdict(at).place.is_some_and(|p| p.0 == place)).count() > 1
        };
        let place = verdict
            .place
            .map_or_else(String::new, |(place, _)| if shares(place) { format!("={place}") } else { place.to_string() });
        Row {
            place,
            name: self.name(country),
            score,
            label: number::score(score, &self.edges),
            grade: worst - verdict.grade.unwrap_or(worst),
            uncapped: verdict.uncapped.filter(|uncapped| *uncapped > score),
            range: verdict.envelope,
            coverage: verdict.coverage.covered(),
            carried: verdict.coverage.carried,
            coverage_label: number::percent(verdict.coverage.covered()),
            gate: self.mark(country),
            tag: self.tag(country),
        }
    }

    /// The gravest gate of the principle, or of any principle under a heading or the total.
    fn mark(&self, country: usize) -> GateMark {
        let formula = self.case.formula();
        let node = &formula.nodes[self.job.node];
        let own = |verdict: &Verdict| verdict.gate;
        let states: Vec<GateState> = match node.kind {
            NodeKind::Principle(_) => own(self.verdict(country)).into_iter().collect(),
            _ => formula.parts[node.edges.clone()]
                .iter()
                .filter_map(|part| own(self.assessment.verdict(part - formula.slots.len(), self.job.year, country)))
                .collect(),
        };
        match GateState::gravest(states.into_iter()) {
            Some(GateState { seen: Seen::Fired, .. }) => GateMark::Fired,
            Some(GateState { seen: Seen::Undetermined, .. }) => GateMark::Undetermined,
            Some(state) if state.held() => GateMark::Held,
            _ => GateMark::None,
        }
    }

    fn tag(&self, country: usize) -> Option<String> {
        let breached = self.verdict(country).breaches > 0 || self.verdict(country).breach == Breach::Called;
        match self.assessment.bond(self.job.year, country) {
            _ if breached => self.some("tag-breach"),
            _ if self.verdict(country).lowered => self.some("tag-lowered"),
            Bond::Disputed(_) => self.some("tag-disputed"),
            Bond::Unconfirmed(_) | Bond::Undated => self.some("tag-unconfirmed"),
            Bond::Joining(_) => self.some("tag-joining"),
            _ => None,
        }
    }

    fn legend(&self) -> Legend {
        let tag = |key: &str| (self.say(key, &[]), self.say(&format!("{key}-means"), &[]));
        Legend {
            score: self.some("chart-legend-score"),
            uncapped: self.some("chart-legend-uncapped"),
            range: self.some("chart-legend-range"),
            gate_fired: self.some("chart-legend-fired"),
            gate_held: self.some("chart-legend-held"),
            gate_undetermined: self.some("chart-legend-undetermined"),
            tags: ["tag-breach", "tag-lowered", "tag-disputed", "tag-unconfirmed", "tag-joining"].map(tag).to_vec(),
        }
    }

    fn notes(&self, scored: &[usize], inapplicable: &[String]) -> Vec<String> {
        let mut notes = Vec::new();
        if !inapplicable.is_empty() {
            notes.push(self.say("chart-inapplicable", &[("countries", self.lang.list(inapplicable))]));
        }
        let placed = scored.first().and_then(|&at| self.verdict(at).place).map_or(0, |place| place.1);
        if placed > scored.len() {
            notes.push(self.say("chart-note-places", &[("placed", placed.to_string())]));
        }
        let carried: f64 = scored.iter().map(|&at| self.verdict(at).coverage.carried).sum();
        if carried > 0.0 {
            let share = number::percent(carried / scored.len() as f64);
            notes.push(self.say("chart-note-carried", &[("carried", share)]));
        }
        let rubric = self.case.rubric();
        let (have, all) = (rubric.scored(), rubric.instrument.principles);
        if self.kind() == NodeKind::Total && have < all {
            let values = [("assessed", have.to_string()), ("all", all.to_string())];
            notes.push(self.say("chart-note-clauses", &values));
        }
        notes
    }

    /// Only the datasets that this node reads are named.
    fn source(&self) -> String {
        let (rubric, evidence) = (self.case.rubric(), self.case.evidence());
        let principles = rubric.principles.iter().enumerate().filter(|(at, principle)| match self.kind() {
            NodeKind::Total => true,
            NodeKind::Heading(heading) => principle.heading == heading,
            NodeKind::Principle(own) => *at == own,
        });
        let mut names: Vec<&str> = principles
            .flat_map(|(_, principle)| &principle.slots)
            .flat_map(|slot| &slot.fillings)
            .flat_map(|filling| filling.measure.variables())
            .filter_map(|variable| variable.value.split_once('.').map(|(dataset, _)| dataset))
            .collect();
        names.sort_unstable();
        names.dedup();
        let sources: Vec<&str> = names
            .iter()
            .filter_map(|name| evidence.datasets.get(*name))
            .map(|dataset| dataset.package.short_source.get(self.lang))
            .collect();
        // a changed copy of a rubric must not pass for the one that is built in
        let mut rubric_version = rubric.instrument.version.clone();
        if rubric.origin != "built-in" {
            rubric_version.push_str(&format!(" ({}, {})", rubric.origin, &rubric.sha256[..8]));
        }
        let separator = if self.lang == Lang::En { "; " } else { "；" };
        let values = [
            ("sources", sources.join(separator)),
            ("version", env!("CARGO_PKG_VERSION").to_owned()),
            ("rubric", rubric.instrument.id.clone()),
            ("rubric_version", rubric_version),
        ];
        self.say("chart-source", &values)
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

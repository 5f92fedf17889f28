//! What every chart of the report says alike: which countries it shows, how they are called and marked, and its source.

use crate::assessment::Assessment;
use crate::assessment::verdict::{Breach, Standing, Verdict};
use crate::case::Case;
use crate::chart::ranking::{Band, GateMark};
use crate::formula::NodeKind;
use crate::group::Group;
use crate::party::bond::Bond;
use crate::render::words;
use crate::report::job::Snapshot;
use crate::rubric::Measure;
use crate::score::gate::{GateState, Seen};
use crate::uncertainty::whole::{Spread, Uncertainty};
use crate::words::locale::{Lang, Text};
use crate::words::number;

/// More names than this are counted rather than listed.
const MOST_NAMES: usize = 40;

/// A node in a year, and the countries of a group, in one language.
pub(super) struct View<'w> {
    pub(super) case: &'w Case,
    pub(super) assessment: &'w Assessment,
    pub(super) uncertainty: Option<&'w Uncertainty>,
    pub(super) node: usize,
    /// Position in the assessment.
    pub(super) year: usize,
    /// Every country of the plan where there is none.
    pub(super) group: Option<&'w Group>,
    pub(super) lang: Lang,
    pub(super) edges: Vec<f64>,
}

impl<'w> View<'w> {
    pub(super) fn of(
        case: &'w Case,
        assessment: &'w Assessment,
        uncertainty: Option<&'w Uncertainty>,
        node: usize,
        snapshot: &'w Snapshot,
        lang: Lang,
    ) -> Self {
        let (year, group) = (snapshot.year, snapshot.group.as_ref());
        Self { case, assessment, uncertainty, node, year, group, lang, edges: case.rubric().edges() }
    }

    /// What the replicates say of a country.
    pub(super) fn spread(&self, country: usize) -> Option<Spread> {
        self.uncertainty?.spread(self.assessment, self.node, self.year, country)
    }

    /// How many replicates stand behind the ranges; empty without any.
    pub(super) fn replicates(&self) -> String {
        self.uncertainty.map_or_else(String::new, |own| number::grouped(own.ranges.replicates))
    }

    pub(super) fn say(&self, key: &str, values: &[(&str, String)]) -> String {
        let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
        self.lang.say(key, &values)
    }

    pub(super) fn some(&self, key: &str) -> Option<String> {
        Some(self.say(key, &[]))
    }

    /// Between the parts of an enumeration that hold commas themselves.
    pub(super) fn separator(&self) -> &'static str {
        if self.lang == Lang::En { "; " } else { "；" }
    }

    /// Between two sentences.
    pub(super) fn space(&self) -> &'static str {
        if self.lang == Lang::En { " " } else { "" }
    }

    pub(super) fn verdict(&self, country: usize) -> &Verdict {
        self.assessment.verdict(self.node, self.year, country)
    }

    pub(super) fn name(&self, country: usize) -> String {
        self.case.evidence().atlas.name(self.assessment.countries[country], self.lang)
    }

    pub(super) fn kind(&self) -> NodeKind {
        self.case.formula().nodes[self.node].kind
    }

    /// What the instrument, heading or principle is called.
    pub(super) fn title_of_node(&self) -> String {
        let rubric = self.case.rubric();
        let title = match self.kind() {
            NodeKind::Total => &rubric.instrument.title,
            NodeKind::Heading(at) => &rubric.instrument.headings[at].title,
            NodeKind::Principle(at) => &rubric.principles[at].title,
        };
        title.get(self.lang).to_owned()
    }

    /// Whether the instrument is a promise to anybody; an index is not.
    pub(super) fn binds(&self) -> bool {
        self.case.rubric().instrument.binding.is_some()
    }

    pub(super) fn rounded(&self) -> Option<String> {
        words::rounded(self.case.rubric().instrument.rounding, self.lang)
    }

    /// Positions of the countries that belong, and of those the scored ones by score and name.
    pub(super) fn countries(&self) -> (Vec<usize>, Vec<usize>) {
        let (evidence, year) = (self.case.evidence(), self.assessment.years[self.year]);
        let belongs = |country: &usize| {
            let code = self.assessment.countries[*country];
            self.group.is_none_or(|group| group.holds(code, year, &evidence.atlas, &evidence.parties))
        };
        let all: Vec<usize> = (0..self.assessment.countries.len()).filter(belongs).collect();
        let mut scored: Vec<usize> = all.iter().copied().filter(|&at| self.verdict(at).score.is_some()).collect();
        scored.sort_by(|&a, &b| {
            let key = |at: usize| self.verdict(at).place.map(|place| place.0);
            key(a).cmp(&key(b)).then_with(|| self.name(a).cmp(&self.name(b)))
        });
        (all, scored)
    }

    pub(super) fn subtitle(&self, all: usize, scored: usize) -> String {
        let instrument = &self.case.rubric().instrument;
        let group =
            self.group.map_or_else(|| self.say("all-countries", &[]), |group| group.title.get(self.lang).to_owned());
        let values = [
            ("short", instrument.short.get(self.lang).to_owned()),
            ("id", self.case.node_id(self.kind()).to_owned()),
            ("assessed", self.case.rubric().scored().to_string()),
            ("all", self.case.rubric().clauses().to_string()),
            ("year", self.assessment.years[self.year].to_string()),
            ("n", scored.to_string()),
            ("countries", all.to_string()),
            ("group", group),
        ];
        let key = if self.kind() == NodeKind::Total { "chart-subtitle-total" } else { "chart-subtitle-node" };
        self.say(key, &values)
    }

    /// Which practice the node asks for, if it is a position.
    pub(super) fn position(&self) -> Option<&Text> {
        match self.kind() {
            NodeKind::Principle(at) => self.case.rubric().principles[at].asks_for.as_ref(),
            _ => None,
        }
    }

    /// What the axis of scores says.
    pub(super) fn axis(&self) -> String {
        let key = match self.position() {
            Some(_) => "chart-axis-position",
            None if self.binds() => "chart-axis",
            None => "chart-axis-index",
        };
        self.say(key, &[])
    }

    /// That a position is neither kept nor broken, and what it asks for.
    pub(super) fn what_is_followed(&self) -> Option<String> {
        let asks_for = self.position()?.get(self.lang).to_owned();
        Some(self.say("chart-note-position", &[("practice", asks_for)]))
    }

    /// Spans of the grades, worst to best; a position has none.
    pub(super) fn bands(&self) -> Vec<Band> {
        if self.position().is_some() {
            return Vec::new();
        }
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

    /// The gravest gate of the principle, or of any principle under a heading or the total.
    pub(super) fn mark(&self, node: usize, country: usize) -> GateMark {
        let formula = self.case.formula();
        let gate = |part: usize| self.assessment.verdict(part - formula.slots.len(), self.year, country).gate;
        let states = formula.clauses_of(node).into_iter().filter_map(gate);
        match GateState::gravest(states) {
            Some(GateState { seen: Seen::Fired, .. }) => GateMark::Fired,
            Some(GateState { seen: Seen::Undetermined, .. }) => GateMark::Undetermined,
            Some(state) if state.held() => GateMark::Held,
            _ => GateMark::None,
        }
    }

    pub(super) fn tag(&self, country: usize) -> Option<String> {
        let breached = self.verdict(country).breaches > 0 || self.verdict(country).breach == Breach::Called;
        match self.assessment.bond(self.year, country) {
            _ if breached => self.some("tag-breach"),
            _ if self.verdict(country).lowered => self.some("tag-lowered"),
            Bond::Disputed(_) => self.some("tag-disputed"),
            Bond::Unconfirmed(_) | Bond::Undated => self.some("tag-unconfirmed"),
            // nobody is bound by a position
            Bond::Joining(_) if !self.case.is_position(self.node) => self.some("tag-joining"),
            _ => None,
        }
    }

    /// Only the datasets that this node reads are named.
    pub(super) fn source(&self) -> String {
        self.source_with(&[])
    }

    /// The same with those of further variables, by their full names.
    pub(super) fn source_with(&self, further: &[String]) -> String {
        let (rubric, evidence) = (self.case.rubric(), self.case.evidence());
        let principles = rubric.principles.iter().enumerate().filter(|(at, principle)| match self.kind() {
            NodeKind::Total => !principle.is_position(),
            NodeKind::Heading(heading) => !principle.is_position() && principle.heading == heading,
            NodeKind::Principle(own) => *at == own,
        });
        let slots = principles.flat_map(|(_, principle)| &principle.slots);
        let measures: Vec<&Measure> = slots.flat_map(|slot| &slot.fillings).map(|filling| &filling.measure).collect();
        let statuses = measures.iter().any(|measure| matches!(measure, Measure::Status(_)));
        let mut names: Vec<&str> = measures
            .iter()
            .flat_map(|measure| measure.variables())
            .map(|variable| &variable.value)
            .chain(further)
            .filter_map(|full| full.split_once('.').map(|(dataset, _)| dataset))
            .collect();
        names.sort_unstable();
        names.dedup();
        let sources: Vec<&str> = names
            .iter()
            .filter_map(|name| evidence.datasets.get(*name))
            .map(|dataset| dataset.package.short_source.get(self.lang))
            .chain(statuses.then(|| evidence.parties.package.short_source.get(self.lang)))
            .collect();
        // a changed copy of a rubric must not pass for the one that is built in
        let mut rubric_version = rubric.instrument.version.clone();
        if rubric.origin != "built-in" {
            rubric_version.push_str(&format!(" ({}, {})", rubric.origin, &rubric.sha256[..8]));
        }
        let values = [
            ("sources", sources.join(self.separator())),
            ("version", env!("CARGO_PKG_VERSION").to_owned()),
            ("rubric", rubric.instrument.id.clone()),
            ("rubric_version", rubric_version),
        ];
        self.say("chart-source", &values)
    }

    /// One sentence that names or counts the countries that lack the evidence for a score, and one that names those to
    /// which nothing here applies.
    pub(super) fn without(&self, all: &[usize]) -> (Option<String>, Option<String>) {
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
        let inapplicable = (!inapplicable.is_empty())
            .then(|| self.say("chart-inapplicable", &[("countries", self.lang.list(&inapplicable))]));
        (unscored, inapplicable)
    }

    /// Among how many countries the places are, where more have one than are shown.
    pub(super) fn placed(&self, scored: &[usize]) -> Option<String> {
        let placed = scored.first().and_then(|&at| self.verdict(at).place).map_or(0, |place| place.1);
        (placed > scored.len()).then(|| self.say("chart-note-places", &[("placed", placed.to_string())]))
    }

    /// That clauses without a figure are not in the total, while there are any.
    pub(super) fn clauses_left_out(&self) -> Option<String> {
        let rubric = self.case.rubric();
        let (have, all) = (rubric.scored(), rubric.clauses());
        let values = [("assessed", have.to_string()), ("all", all.to_string())];
        (self.kind() == NodeKind::Total && have < all).then(|| self.say("chart-note-clauses", &values))
    }

    /// The place as it is printed; countries that share one have a sign.
    pub(super) fn place(&self, country: usize, scored: &[usize]) -> String {
        let shares = |place: usize| {
            scored.iter().filter(|&&at| self.verdict(at).place.is_some_and(|other| other.0 == place)).count() > 1
        };
        match self.verdict(country).place {
            Some((place, _)) if shares(place) => format!("={place}"),
            Some((place, _)) => place.to_string(),
            None => String::new(),
        }
    }

    /// The words for the tags after names.
    pub(super) fn tags(&self) -> Vec<(String, String)> {
        let tag = |key: &str| (self.say(key, &[]), self.say(&format!("{key}-means"), &[]));
        ["tag-breach", "tag-lowered", "tag-disputed", "tag-unconfirmed", "tag-joining"].map(tag).to_vec()
    }
}

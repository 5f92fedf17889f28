//! A trace: how one score came about, from the grade down to each observation and its source.

mod evidence;

use serde::Serialize;

use super::Assessment;
use super::verdict::Verdict;
use crate::case::Case;
use crate::formula::NodeKind;
use crate::judgement::Judged;
use crate::panel::State;
use crate::party::Fact;
use crate::party::bond::Bond;
use crate::rubric::{Filling, Gate, Measure, Slot, Trigger};
use crate::score::choice::Choice;
use crate::score::outcome::Outcome;
use crate::words::country::Country;
use crate::words::gap::Gap;
use crate::words::keys::Sited;
use crate::words::locale::{Lang, Text};
use crate::words::year::Year;

/// Everything behind one verdict on a principle. Labels are in every language, numbers unrounded.
#[derive(Clone, Debug)]
pub struct Trace {
    pub country: Country,
    pub name: Text,
    pub year: Year,
    pub principle: usize,
    pub verdict: Verdict,
    pub bond: Bond,
    pub history: Vec<Fact>,
    pub gates: Vec<GateTrace>,
    pub slots: Vec<SlotTrace>,
    pub shown: Vec<PartTrace>,
    pub lists: Vec<ListTrace>,
}

/// One gate: what it looked at, and what would lift its cap.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct GateTrace {
    pub id: String,
    /// Where it is defined, if that is elsewhere: `dfi/2.1#state-ordered-cut`.
    pub same_as: Option<String>,
    pub title: Text,
    pub state: &'static str,
    /// Whether the cap applies in this year.
    pub caps: bool,
    pub cap: f64,
    pub at_least: f64,
    pub looked_at: PartTrace,
    pub undetermined: Option<PartTrace>,
    /// Principles whose gates may have fired on the very same events.
    pub same_events_as: Vec<String>,
    /// The latest year up to this one in which the violation was observed, while the cap applies.
    pub violated_in: Option<Year>,
    /// Clear years that are still needed before the cap lifts.
    pub clear_years_needed: u32,
}

/// One indicator.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct SlotTrace {
    pub id: String,
    /// Where it is defined, if that is elsewhere: `dfi/2.1#reported-cuts`.
    pub same_as: Option<String>,
    pub title: Text,
    pub facet: &'static str,
    pub proxy: bool,
    pub weight: f64,
    /// Without its value the principle has no score.
    pub required: bool,
    /// Share of the weight among the indicators that have a value.
    pub share: f64,
    /// In the unit of the variable.
    pub value: Option<f64>,
    pub at_least: bool,
    pub unit: Text,
    /// Year of the observation, and years since.
    pub origin: Option<Year>,
    pub age: u32,
    /// What the value counts as, where treatment of outliers moves it.
    pub treated: Option<f64>,
    /// Where the value is filled in, from how many cells.
    pub imputed_from: Option<usize>,
    /// By people, in this very year.
    pub judged: bool,
    pub gap: Option<&'static str>,
    pub gap_year: Option<Year>,
    pub reason: Option<Text>,
    pub rule: String,
    pub score: Option<f64>,
    /// What the rule gives a law of a conditional clause, where abuse is seen and it therefore counts for less.
    pub before_condition: Option<f64>,
    /// Points of the uncapped score, where parts are averaged.
    pub contribution: Option<f64>,
    pub parts: Vec<PartTrace>,
    pub rationale: String,
    pub weakness: String,
}

/// One variable in one year, as its publisher gives it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct PartTrace {
    pub variable: String,
    pub title: Text,
    pub year: Year,
    pub value: Option<f64>,
    /// Where a status is read: the word, empty for a country that is not on the list.
    pub status: Option<String>,
    pub lower: Option<f64>,
    pub upper: Option<f64>,
    pub interval_level: Option<f64>,
    /// No row, where that means zero.
    pub implied_zero: bool,
    pub gap: Option<&'static str>,
    pub unit: Text,
    pub edition: String,
    pub source: String,
    pub dataset: String,
    pub is_not: String,
    pub note: String,
    /// Where people judged it: who, how, and how far they agree.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub judged: Option<Judged>,
}

/// What is known of a country under an instrument whose list is shown as evidence.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ListTrace {
    pub list: Text,
    pub title: Text,
    /// Up to the end of the year, oldest first; undated ones before all others.
    pub facts: Vec<Fact>,
    /// Whether a country without a fact is known not to be on the list in this year.
    pub absence_is_no: bool,
    pub note: String,
    pub is_not: String,
}

impl Trace {
    /// The trace of a principle, with its node of the formula, for a country and year given as positions in the
    /// assessment.
    pub fn of(
        case: &Case,
        assessment: &Assessment,
        node: usize,
        principle: usize,
        year: usize,
        country: usize,
    ) -> Self {
        let ready = case.formula().ready(case.panel());
        let outcome = ready.score(&Choice::nominal());
        let tracer = Tracer {
            case,
            outcome: &outcome,
            unconditional: &ready.score(&Choice { conditions: false, ..Choice::nominal() }),
            country: assessment.countries[country],
            year: assessment.years[year],
            cell: case.panel().cell(year, country),
        };
        let rule = &case.rubric().principles[principle];
        let (parties, binding) = (&case.evidence().parties, case.rubric().instrument.binding.as_ref());
        let gates = case.formula().nodes[node].gates.clone();
        let atlas = &case.evidence().atlas;
        let [en, zh_tw] = Lang::ALL.map(|lang| atlas.name(tracer.country, lang));
        Self {
            country: tracer.country,
            name: Text::new(en, zh_tw),
            year: tracer.year,
            principle,
            verdict: *assessment.verdict(node, year, country),
            bond: assessment.bond(year, country),
            history: binding.map_or_else(Vec::new, |to| parties.history(&to.parties.value, tracer.country).to_vec()),
            gates: rule.gates.iter().zip(gates).map(|(gate, at)| tracer.gate(gate, at)).collect(),
            slots: tracer.slots(principle, &rule.slots),
            shown: rule.evidence.iter().filter_map(|shown| tracer.shown(shown)).collect(),
            lists: rule.evidence.iter().filter_map(|shown| tracer.list(shown)).collect(),
        }
    }
}

struct Tracer<'t> {
    case: &'t Case,
    outcome: &'t Outcome,
    /// As if no clause were conditional.
    unconditional: &'t Outcome,
    country: Country,
    year: Year,
    cell: usize,
}

impl Tracer<'_> {
    fn gate(&self, gate: &Gate, at: usize) -> GateTrace {
        let state = self.outcome.gate(at, self.cell);
        GateTrace {
            id: gate.id.clone(),
            same_as: gate.same_as.as_ref().map(ToString::to_string),
            title: gate.title.clone(),
            state: state.key(),
            caps: state.caps(),
            cap: gate.cap,
            at_least: gate.when.at_least,
            looked_at: self.looked_at(&gate.when),
            undetermined: gate.undetermined_when.as_ref().map(|when| self.looked_at(when)),
            same_events_as: gate.same_events_as.iter().map(|other| other.value.clone()).collect(),
            violated_in: state.violated,
            clear_years_needed: state.clear_years_needed,
        }
    }

    /// What a gate looks at: its variable, or the first of a sum with the sum's value.
    fn looked_at(&self, trigger: &Trigger) -> PartTrace {
        let measured = self.case.evidence().measure(&trigger.measure, self.country, self.year);
        let first = trigger.measure.variables().first().map_or("", |variable| &variable.value);
        PartTrace {
            variable: trigger.measure.wording(),
            value: measured.value.ok(),
            gap: measured.value.err().map(Gap::key),
            ..self.part(first, self.year)
        }
    }

    fn slots(&self, principle: usize, slots: &[Slot]) -> Vec<SlotTrace> {
        let formula = self.case.formula();
        let (quantities, node) = (formula.slots_of(principle), formula.find(NodeKind::Principle(principle)));
        let weight = |quantity: usize| node.map_or(0.0, |node| formula.weight_of(node, quantity));
        let present = |quantity: &usize| self.outcome.score(*quantity, self.cell).is_some();
        let total: f64 = quantities.iter().copied().filter(present).map(weight).sum();
        let both = slots.iter().zip(quantities);
        both.map(|(slot, quantity)| self.slot(slot, *quantity, (weight(*quantity), total))).collect()
    }

    /// With its weight, and that of all indicators of the principle that have a value.
    fn slot(&self, slot: &Slot, quantity: usize, (weight, total): (f64, f64)) -> SlotTrace {
        let column = &self.case.panel().slots[quantity];
        let (state, origin) = (column.states[self.cell], column.origin[self.cell]);
        let filling = &slot.fillings[usize::from(column.filling[self.cell])];
        let score = self.outcome.score(quantity, self.cell);
        let before_condition = self.unconditional.score(quantity, self.cell).filter(|before| Some(*before) != score);
        let share = if score.is_some() && total > 0.0 { weight / total } else { 0.0 };
        let averaged = self.case.rubric().instrument.aggregate.principle.name() == "arithmetic";
        let measured = self.case.evidence().measure(&filling.measure, self.country, origin);
        let (gap, gap_year) = match state {
            State::Missing(Gap::TooOld(year)) | State::Imputed(Gap::TooOld(year)) => {
                (Some(Gap::TooOld(year)), Some(year))
            }
            State::Missing(gap) | State::Imputed(gap) => (Some(gap), None),
            State::NotApplicable => (Some(Gap::NotApplicable), None),
            State::Observed | State::Judged | State::Carried(_) => (None, None),
        };
        let reason = slot.not_applicable.as_ref().filter(|_| state == State::NotApplicable);
        // where nothing fills the slot, every variable that could have is shown with its gap
        let measures: Vec<&Measure> = if gap.is_some() {
            slot.fillings.iter().map(|filling| &filling.measure).collect()
        } else {
            vec![&filling.measure]
        };
        let divided_by = filling.denominate.as_ref().map(|by| self.part(&by.value, origin));
        SlotTrace {
            id: slot.id.clone(),
            same_as: slot.same_as.as_ref().map(ToString::to_string),
            title: slot.title.clone(),
            facet: slot.facet.key(),
            proxy: slot.closeness == crate::rubric::Closeness::Proxy,
            weight,
            required: slot.required,
            share,
            value: score.map(|_| column.values[self.cell]),
            at_least: gap.is_none() && measured.at_least,
            unit: self.unit(filling),
            origin: gap.is_none().then_some(origin),
            age: (self.year - origin).unsigned_abs(),
            treated: self.treated(quantity).filter(|_| score.is_some()),
            imputed_from: column.imputed.iter().find(|(cell, _)| *cell == self.cell).map(|(_, from)| from.sources()),
            judged: state == State::Judged,
            gap: gap.map(Gap::key),
            gap_year,
            reason: reason.map(|rule| rule.reason.clone()),
            rule: filling.rule(),
            score,
            before_condition,
            contribution: score.filter(|_| averaged).map(|score| share * score),
            parts: measures.iter().flat_map(|measure| self.parts(measure, origin)).chain(divided_by).collect(),
            rationale: slot.rationale.clone(),
            weakness: slot.weakness.clone(),
        }
    }

    /// A quotient has the units of both.
    fn unit(&self, filling: &Filling) -> Text {
        let unit = |name: &Sited<String>| self.case.evidence().variable(&name.value).map(|variable| &variable.unit);
        let above = filling.measure.variables().first().and_then(unit).cloned().unwrap_or_default();
        match filling.denominate.as_ref().and_then(unit) {
            Some(below) => {
                let [en, zh_tw] = Lang::ALL.map(|lang| format!("{} / {}", above.get(lang), below.get(lang)));
                Text::new(en, zh_tw)
            }
            None => above,
        }
    }

    /// What a slot's value counts as, where treatment moves it.
    fn treated(&self, slot: usize) -> Option<f64> {
        let treated = self.case.treated(slot)?[self.cell];
        Some(treated).filter(|value| *value != self.case.panel().slots[slot].values[self.cell])
    }
}

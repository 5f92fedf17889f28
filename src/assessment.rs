//! The assessment: the tree of the instrument with, per country and year, score, grade, coverage, gate state and breach.

pub mod trace;
pub mod verdict;

use rayon::prelude::*;
use verdict::{Breach, Coverage, Standing, Verdict};

use crate::case::Case;
use crate::formula::{Node, NodeKind};
use crate::panel::State;
use crate::party::bond::Bond;
use crate::rubric::{Duty, Facet};
use crate::score::choice::Choice;
use crate::score::gate::GateState;
use crate::score::outcome::Outcome;
use crate::score::standing::spread;
use crate::words::country::Country;
use crate::words::score::{places, reaches};
use crate::words::year::Year;

/// All verdicts of a case, by node (the formula's order), year and country.
#[derive(Clone, Debug)]
pub struct Assessment {
    pub years: Vec<Year>,
    pub countries: Vec<Country>,
    verdicts: Vec<Verdict>,
    bonds: Vec<Bond>,
}

/// Scores a case and puts the outcome into words.
pub fn assess(case: &Case) -> Assessment {
    let outcome = case.formula().score(case.panel(), &Choice::nominal());
    Assessment::of(case, &outcome)
}

/// The outcomes that stand beside the nominal one in every verdict.
struct Beside<'b> {
    case: &'b Case,
    nominal: &'b Outcome,
    worst: Outcome,
    best: Outcome,
    law: Outcome,
    practice: Outcome,
    observed: Vec<f64>,
    carried: Vec<f64>,
}

impl Assessment {
    /// Puts an outcome of the case into verdicts: years in parallel, collected in order.
    pub fn of(case: &Case, outcome: &Outcome) -> Self {
        let beside = Beside::of(case, outcome);
        let panel = case.panel();
        let by_year: Vec<(Vec<Verdict>, Vec<Bond>)> =
            (0..panel.years.len()).into_par_iter().map(|year| beside.year(year)).collect();
        let nodes = case.formula().nodes.len();
        let mut verdicts = Vec::with_capacity(nodes * panel.cells());
        for node in 0..nodes {
            let width = panel.countries.len();
            for (of_year, _) in &by_year {
                verdicts.extend_from_slice(&of_year[node * width..(node + 1) * width]);
            }
        }
        let bonds = by_year.into_iter().flat_map(|(_, bonds)| bonds).collect();
        Self { years: panel.years.clone(), countries: panel.countries.clone(), verdicts, bonds }
    }

    /// `node` is the formula's, `year` and `country` are positions in this assessment.
    pub fn verdict(&self, node: usize, year: usize, country: usize) -> &Verdict {
        &self.verdicts[(node * self.years.len() + year) * self.countries.len() + country]
    }

    pub fn bond(&self, year: usize, country: usize) -> Bond {
        self.bonds[year * self.countries.len() + country]
    }

    pub fn year(&self, year: Year) -> Option<usize> {
        self.years.iter().position(|known| *known == year)
    }

    pub fn country(&self, country: Country) -> Option<usize> {
        self.countries.iter().position(|known| *known == country)
    }
}

impl<'b> Beside<'b> {
    fn of(case: &'b Case, nominal: &'b Outcome) -> Self {
        let (formula, panel) = (case.formula(), case.panel());
        let ready = formula.ready(panel);
        let without = |facets: &[Facet]| -> Vec<bool> {
            formula.slots.iter().map(|slot| !facets.contains(&slot.facet)).collect()
        };
        // a law on paper is not gated by what was done; what was done is
        let (all_but_law, all_but_practice) = (without(&[Facet::Law]), without(&[Facet::Practice]));
        let part = |without: &[bool], gates| {
            ready.score(&Choice { without: Some(without), thresholds: false, gates, ..Choice::nominal() })
        };
        let share = |counts: fn(State) -> bool| {
            let slots: Vec<f64> = panel
                .slots
                .iter()
                .flat_map(|column| column.states.iter().map(|state| f64::from(u8::from(counts(*state)))))
                .collect();
            spread(formula, &nominal.standing().applies, &slots, panel.cells())
        };
        Self {
            case,
            nominal,
            worst: ready.score(&Choice::worst()),
            best: ready.score(&Choice::best()),
            law: part(&all_but_law, false),
            practice: part(&all_but_practice, true),
            observed: share(|state| state == State::Observed),
            carried: share(|state| matches!(state, State::Carried(_))),
        }
    }

    fn year(&self, year: usize) -> (Vec<Verdict>, Vec<Bond>) {
        let (formula, panel) = (self.case.formula(), self.case.panel());
        let (parties, instrument) = (&self.case.evidence().parties, &self.case.rubric().instrument);
        let bonds: Vec<Bond> =
            panel.countries.iter().map(|country| Bond::of(parties, instrument, *country, panel.years[year])).collect();
        let width = panel.countries.len();
        let mut verdicts: Vec<Verdict> = Vec::with_capacity(formula.nodes.len() * width);
        for (at, node) in formula.nodes.iter().enumerate() {
            for (country, &bond) in bonds.iter().enumerate() {
                let verdict = self.verdict(at, node, panel.cell(year, country), bond);
                let verdict = self.with_parts(verdict, node, &verdicts, width, country);
                verdicts.push(verdict);
            }
            let own = &mut verdicts[at * width..];
            let scores: Vec<Option<f64>> = own.iter().map(|verdict| verdict.score).collect();
            let of = scores.iter().flatten().count();
            for (verdict, place) in own.iter_mut().zip(places(&scores)) {
                verdict.place = place.map(|place| (place, of));
            }
        }
        (verdicts, bonds)
    }

    /// What a node's own cell says, before its parts are looked at.
    fn verdict(&self, at: usize, node: &Node, cell: usize, bond: Bond) -> Verdict {
        let quantity = self.case.formula().quantity(at);
        let own = quantity * self.nominal.cells + cell;
        let score = self.nominal.score(quantity, cell);
        let gate = GateState::gravest(node.gates.clone().map(|gate| self.nominal.gate(gate, cell)));
        let covered = self.nominal.coverage(quantity, cell);
        let missing = if self.nominal.applies(quantity, cell) { (1.0 - covered).max(0.0) } else { 0.0 };
        let coverage = Coverage { observed: self.observed[own], carried: self.carried[own], missing };
        let standing = match score {
            Some(_) => Standing::Assessed,
            None if self.case.formula().is_silent(at) => Standing::Silent,
            None if !self.nominal.applies(quantity, cell) => Standing::NotApplicable,
            None if covered + 1e-9 < node.threshold || covered == 0.0 => Standing::BelowCoverage,
            None => self.needed(node),
        };
        // A part without a score of its own is left out of the mean above it, but enters the ends with what is known of
        // it; the envelope is widened to hold the score all the same.
        let ends = self.worst.score(quantity, cell).zip(self.best.score(quantity, cell));
        let envelope = ends.map(|(low, high)| (score.map_or(low, |s| low.min(s)), score.map_or(high, |s| high.max(s))));
        let breach = match node.kind {
            NodeKind::Principle(principle) if self.case.rubric().principles[principle].duty == Duty::Refrain => {
                Breach::of(gate, bond)
            }
            _ => Breach::None,
        };
        Verdict {
            score,
            uncapped: self.nominal.uncapped(quantity, cell),
            standing,
            grade: score.map(|score| self.grade(score)),
            lowered: false,
            coverage,
            envelope,
            gate,
            breach,
            law: self.law.score(quantity, cell),
            practice: self.practice.score(quantity, cell),
            place: None,
            clauses: (0, 0),
            breaches: 0,
        }
    }

    /// Enough of the weight is covered, but not what the duty asks for.
    fn needed(&self, node: &Node) -> Standing {
        match node.kind {
            NodeKind::Principle(at) if self.case.rubric().principles[at].duty == Duty::Refrain => {
                Standing::WithoutPractice
            }
            NodeKind::Principle(_) => Standing::LawAlone,
            _ => Standing::BelowCoverage,
        }
    }

    fn grade(&self, score: f64) -> usize {
        let grades = &self.case.rubric().instrument.grades;
        grades.iter().position(|grade| reaches(score, grade.from)).unwrap_or(grades.len() - 1)
    }

    /// Clauses, breaches and the ceiling of a heading or the total, from its principles' verdicts.
    fn with_parts(&self, mut verdict: Verdict, node: &Node, done: &[Verdict], width: usize, country: usize) -> Verdict {
        let (formula, rubric) = (self.case.formula(), self.case.rubric());
        if matches!(node.kind, NodeKind::Principle(_)) {
            verdict.clauses = (usize::from(verdict.score.is_some()), 1);
            verdict.breaches = u32::from(verdict.breach == Breach::Called);
            return verdict;
        }
        let parts = formula.parts[node.edges.clone()].iter().map(|part| part - formula.slots.len());
        for part in parts {
            let below = &done[part * width + country];
            verdict.clauses.0 += below.clauses.0;
            verdict.clauses.1 += below.clauses.1;
            verdict.breaches += below.breaches;
            let NodeKind::Principle(principle) = formula.nodes[part].kind else { continue };
            let refrain = rubric.principles[principle].duty == Duty::Refrain;
            if let (true, Some(ceiling)) = (refrain, rubric.instrument.ceiling)
                && below.score.is_some_and(|score| !reaches(score, ceiling.below))
                && verdict.grade.is_some_and(|grade| grade < ceiling.grade)
            {
                verdict.grade = Some(ceiling.grade);
                verdict.lowered = true;
            }
        }
        verdict
    }
}

//! The assessment: the tree of the instrument with, per country and year, score, grade, coverage, gate state and breach.

pub mod basis;
mod beside;
pub mod progress;
pub mod trace;
pub mod verdict;
pub mod whole;

use beside::Beside;
use progress::Progress;
use rayon::prelude::*;
use verdict::{Breach, Common, Coverage, Standing, Verdict};

use crate::case::Case;
use crate::formula::{Node, NodeKind};
use crate::party::bond::Bond;
use crate::rubric::Duty;
use crate::score::choice::Choice;
use crate::score::gate::{GateState, Seen};
use crate::score::outcome::Outcome;
use crate::words::country::Country;
use crate::words::score::{Rounding, places, reaches};
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

impl Beside<'_> {
    fn year(&self, year: usize) -> (Vec<Verdict>, Vec<Bond>) {
        let (formula, panel) = (self.case.formula(), self.case.panel());
        let (parties, instrument) = (&self.case.evidence().parties, &self.case.rubric().instrument);
        let bonds: Vec<Bond> =
            panel.countries.iter().map(|country| Bond::of(parties, instrument, *country, panel.years[year])).collect();
        let width = panel.countries.len();
        let progress = progress::of_year(self.case, &self.ready, year, &bonds);
        let mut verdicts: Vec<Verdict> = Vec::with_capacity(formula.nodes.len() * width);
        for (at, node) in formula.nodes.iter().enumerate() {
            for (country, &bond) in bonds.iter().enumerate() {
                let cell = panel.cell(year, country);
                let mut verdict = self.verdict(at, node, cell, bond);
                match node.kind {
                    NodeKind::Principle(principle) => {
                        self.as_principle(&mut verdict, principle, progress[principle * width + country]);
                    }
                    _ => self.with_parts(&mut verdict, at, &verdicts[country..], width, cell),
                }
                verdicts.push(verdict);
            }
            put_places(&mut verdicts[at * width..], instrument.rounding);
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
        let coverage = Coverage {
            observed: self.observed[own],
            judged: self.judged[own],
            carried: self.carried[own],
            missing,
            imputed: self.imputed[own],
            unreliable: self.unreliable[own],
        };
        let position = self.case.is_position(at);
        let principle = matches!(node.kind, NodeKind::Principle(_));
        let standing = match score {
            _ if position && (score.is_some() || !principle) => Standing::Position,
            Some(_) => Standing::Assessed,
            None if self.case.formula().is_silent(at) => Standing::Silent,
            None if !self.nominal.applies(quantity, cell) => Standing::NotApplicable,
            None if covered + 1e-9 < node.threshold || covered == 0.0 => Standing::BelowCoverage,
            None => self.needed(node, cell),
        };
        // A part without a score of its own is left out of the mean above it, but enters the ends with what is known of
        // it; the envelope is widened to hold the score all the same.
        let ends = self.worst.score(quantity, cell).zip(self.best.score(quantity, cell));
        let envelope = ends.map(|(low, high)| (score.map_or(low, |s| low.min(s)), score.map_or(high, |s| high.max(s))));
        let breach = match node.kind {
            NodeKind::Principle(principle) if self.case.rubric().principles[principle].can_be_breached() => {
                Breach::of(gate, bond)
            }
            _ => Breach::None,
        };
        Verdict {
            score,
            uncapped: self.nominal.uncapped(quantity, cell),
            standing,
            grade: score.filter(|_| !position).map(|score| self.grade(score)),
            lowered: false,
            coverage,
            envelope,
            gate,
            breach,
            law: self.law.score(quantity, cell),
            practice: self.practice.score(quantity, cell),
            direct: self.direct.score(quantity, cell),
            place: None,
            common: None,
            progress: None,
            clauses: (0, 0),
            breaches: 0,
        }
    }

    /// Enough of the weight is covered, but not what the rubric or the duty asks for.
    fn needed(&self, node: &Node, cell: usize) -> Standing {
        let NodeKind::Principle(at) = node.kind else { return Standing::BelowCoverage };
        let missing = |slot: &usize| !self.nominal.standing().has_or_does_not_apply(slot * self.nominal.cells + cell);
        match self.case.rubric().principles[at].duty {
            _ if node.needs.all.iter().any(missing) => Standing::RequiredMissing,
            Duty::Refrain => Standing::WithoutPractice,
            Duty::Promote | Duty::Position => Standing::LawAlone,
            Duty::Cooperate => Standing::WithoutParticipation,
        }
    }

    fn grade(&self, score: f64) -> usize {
        let grades = &self.case.rubric().instrument.grades;
        grades.iter().position(|grade| reaches(score, grade.from)).unwrap_or(grades.len() - 1)
    }

    fn as_principle(&self, verdict: &mut Verdict, principle: usize, progress: Option<Progress>) {
        let clause = !self.case.rubric().principles[principle].is_position();
        verdict.clauses = (usize::from(verdict.score.is_some() && clause), usize::from(clause));
        verdict.breaches = u32::from(verdict.breach == Breach::Called);
        verdict.progress = progress.filter(|_| verdict.score.is_some());
    }

    /// Clauses, breaches, the ceiling and the common clauses of a heading or the total, from its principles' verdicts:
    /// `done` holds this country's at every `width`-th place.
    fn with_parts(&self, verdict: &mut Verdict, at: usize, done: &[Verdict], width: usize, cell: usize) {
        let (formula, rubric) = (self.case.formula(), self.case.rubric());
        let node = &formula.nodes[at];
        let common = self.common_of(node.kind);
        let (mut breached, mut shared) = (Vec::new(), 0);
        for quantity in formula.clauses_of(at) {
            let part = quantity - formula.slots.len();
            let below = &done[part * width];
            verdict.clauses.0 += below.clauses.0;
            verdict.clauses.1 += below.clauses.1;
            shared += usize::from(common.score(quantity, cell).is_some());
            let NodeKind::Principle(principle) = formula.nodes[part].kind else { continue };
            if below.breach == Breach::Called {
                breached.push(principle);
            }
            let refrain = rubric.principles[principle].duty == Duty::Refrain;
            if let (true, Some(ceiling)) = (refrain, rubric.instrument.ceiling)
                && below.score.is_some_and(|score| ceiling.lowers(score))
                && verdict.grade.is_some_and(|grade| grade < ceiling.grade)
            {
                verdict.grade = Some(ceiling.grade);
                verdict.lowered = true;
            }
        }
        verdict.breaches = self.distinct(&breached, cell);
        let score = common.score(formula.quantity(at), cell).filter(|_| verdict.score.is_some());
        verdict.common = score.map(|score| Common { score, clauses: shared, place: 0 });
    }

    /// How many facts stand behind the breached principles: clauses that share their events, whichever of them says so,
    /// count once.
    fn distinct(&self, breached: &[usize], cell: usize) -> u32 {
        let told = |principle: usize, by: usize| {
            let rule = &self.case.rubric().principles[by];
            let node = self.case.formula().find(NodeKind::Principle(by));
            let gates = node.map_or(0..0, |node| self.case.formula().nodes[node].gates.clone());
            let mut fired =
                rule.gates.iter().zip(gates).filter(|(_, at)| self.nominal.gate(*at, cell).seen == Seen::Fired);
            let id = &self.case.rubric().principles[principle].id;
            // a gate of its own events makes a fact of its own
            fired.all(|(gate, _)| gate.same_events_as.iter().any(|other| other.value == *id))
        };
        let mut facts: Vec<Vec<usize>> = Vec::new();
        for &principle in breached {
            let shares = |fact: &Vec<usize>| fact.iter().any(|&other| told(principle, other) || told(other, principle));
            let (shared, apart): (Vec<_>, Vec<_>) = facts.into_iter().partition(shares);
            facts = apart;
            facts.push(shared.into_iter().flatten().chain([principle]).collect());
        }
        facts.len() as u32
    }
}

/// Places by score, and beside them by the score over the common clauses.
fn put_places(verdicts: &mut [Verdict], rounding: Rounding) {
    let scores: Vec<Option<f64>> = verdicts.iter().map(|verdict| verdict.score).collect();
    let common: Vec<Option<f64>> = verdicts.iter().map(|verdict| verdict.common.map(|common| common.score)).collect();
    let of = scores.iter().flatten().count();
    let [own, beside] = [scores, common].map(|scores| places(&scores, rounding));
    for (verdict, (place, beside)) in verdicts.iter_mut().zip(own.into_iter().zip(beside)) {
        verdict.place = place.map(|place| (place, of));
        verdict.common = verdict.common.zip(beside).map(|(common, place)| Common { place, ..common });
    }
}

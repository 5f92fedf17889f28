//! Indicators that say the same: one variable in two principles, and scores that go together almost perfectly.
//!
//! Pearson's correlation over the cells observed in both (OECD/JRC Handbook, 2008, step 4). A high one is no fault: it says
//! that two indicators weigh like one.

use crate::case::Case;
use crate::panel::State;
use crate::rubric::{Principle, Slot};
use crate::statistics::correlation::Coefficient;
use crate::words::finding::{Finding, Findings};
use crate::words::number::{fixed, grouped};

/// From here on two indicators hardly differ.
const NEARLY_ONE: f64 = 0.95;
/// Of fewer cells a correlation says little.
const FEWEST: usize = 30;

struct Scored<'r> {
    principle: &'r Principle,
    slot: &'r Slot,
    scores: &'r [f64],
    observed: Vec<bool>,
}

pub(super) fn judge(case: &Case, findings: &mut Findings) {
    let ready = case.formula().ready(case.panel());
    let principles = case.rubric().principles.iter();
    let slots = principles.flat_map(|principle| principle.slots.iter().map(move |slot| (principle, slot)));
    let scored: Vec<Scored> = slots
        .zip(&case.panel().slots)
        .enumerate()
        .map(|(at, ((principle, slot), column))| {
            let observed = column.states.iter().map(|state| *state == State::Observed).collect();
            Scored { principle, slot, scores: ready.slot_scores(at), observed }
        })
        // a position asks for what others call worse, by the same figures
        .filter(|own| !own.principle.is_position())
        .collect();
    for (at, later) in scored.iter().enumerate() {
        for earlier in &scored[..at] {
            if let Some(finding) = shared(earlier, later).unwrap_or_else(|| correlated(earlier, later)) {
                findings.push(finding);
            }
        }
    }
}

/// Whether both read one variable; that it is meant is said by `same-as`.
fn shared(earlier: &Scored, later: &Scored) -> Option<Option<Finding>> {
    let names = |own: &Scored| {
        let measures = own.slot.fillings.iter().flat_map(|filling| filling.measure.variables());
        measures.map(|variable| variable.value.clone()).collect::<Vec<_>>()
    };
    let known = names(earlier);
    let variable = names(later).into_iter().find(|name| known.contains(name))?;
    let declared = earlier.slot.same_as.is_some() || later.slot.same_as.is_some();
    if declared || earlier.principle.id == later.principle.id {
        return Some(None);
    }
    let (id, principle) = (&earlier.slot.id, &earlier.principle.id);
    let found = format!("`{variable}` is scored in `{principle}` too, by `{id}`.");
    let help = format!("if that is meant, say so: same-as = \"{principle}#{id}\" where it is scored alike");
    Some(Some(Finding::note("shared-variable", found).help(help).at(later.slot.place.clone())))
}

fn correlated(earlier: &Scored, later: &Scored) -> Option<Finding> {
    let [before, after] = [earlier, later].map(|own| {
        own.scores.iter().zip(&own.observed).map(|(score, is)| is.then_some(*score)).collect::<Vec<Option<f64>>>()
    });
    let correlation = Coefficient::Pearson.of(&before, &after);
    let r = correlation.value.filter(|r| correlation.n >= FEWEST && r.abs() > NEARLY_ONE)?;
    let n = correlation.n as u64;
    let found = format!(
        "`{}` and `{}` of `{}` correlate at {} over {} values: they weigh like one indicator.",
        later.slot.id,
        earlier.slot.id,
        earlier.principle.id,
        fixed(r, 2),
        grouped(n)
    );
    let help = "leave one out, or halve their weights; keep both where each is needed for a clause of its own";
    Some(Finding::note("correlated-indicators", found).help(help).at(later.slot.place.clone()))
}

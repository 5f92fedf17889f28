//! Indicators that say the same: one variable in two principles, and scores that go together almost perfectly.
//!
//! Pearson's r = Σ(x − x̄)(y − ȳ) / √(Σ(x − x̄)² Σ(y − ȳ)²) over the cells observed in both (Handbook on Constructing
//! Composite Indicators, OECD/JRC 2008, step 4). A high r is no fault: it says that two indicators weigh like one.

use crate::case::Case;
use crate::panel::State;
use crate::rubric::{Principle, Slot};
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
    let both = |cell: &usize| earlier.observed[*cell] && later.observed[*cell];
    let cells: Vec<usize> = (0..later.scores.len()).filter(both).collect();
    let pairs: Vec<(f64, f64)> = cells.iter().map(|&cell| (earlier.scores[cell], later.scores[cell])).collect();
    let r = pearson(&pairs).filter(|r| pairs.len() >= FEWEST && r.abs() > NEARLY_ONE)?;
    let found = format!(
        "`{}` and `{}` of `{}` correlate at {} over {} values: they weigh like one indicator.",
        later.slot.id,
        earlier.slot.id,
        earlier.principle.id,
        fixed(r, 2),
        grouped(pairs.len() as u64)
    );
    let help = "leave one out, or halve their weights; keep both where each is needed for a clause of its own";
    Some(Finding::note("correlated-indicators", found).help(help).at(later.slot.place.clone()))
}

/// `None` where one of the two does not vary.
fn pearson(pairs: &[(f64, f64)]) -> Option<f64> {
    let n = pairs.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / n;
    let (x, y) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let (mut xy, mut xx, mut yy) = (0.0, 0.0, 0.0);
    for (a, b) in pairs {
        xy += (a - x) * (b - y);
        xx += (a - x) * (a - x);
        yy += (b - y) * (b - y);
    }
    (xx > 0.0 && yy > 0.0).then(|| xy / (xx * yy).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        // deviations −1, 0, 1 and −1, 1, 0: 1 / √(2 · 2)
        assert_eq!(pearson(&[(1.0, 1.0), (2.0, 3.0), (3.0, 2.0)]), Some(0.5));
        assert_eq!(pearson(&[(1.0, 4.0), (2.0, 2.0), (3.0, 0.0)]), Some(-1.0));
        assert_eq!((pearson(&[(1.0, 4.0), (1.0, 2.0)]), pearson(&[])), (None, None));
    }
}

//! Goalposts and ladders that many observed values lie beyond: what lies beyond scores as if it lay at the end.

use crate::case::Case;
use crate::formula::{Axes, FillingRule};
use crate::panel::State;
use crate::words::finding::{Finding, Findings};
use crate::words::number::percent;

/// A larger share of the observed values beyond the ends is worth a note.
const MOST: f64 = 0.25;
/// Of fewer values a share says little.
const FEWEST: usize = 30;

pub(super) fn judge(case: &Case, findings: &mut Findings) {
    let slots = case.rubric().principles.iter().flat_map(|principle| &principle.slots);
    for ((slot, column), rule) in slots.zip(&case.panel().slots).zip(&case.formula().slots) {
        for (at, filling) in slot.fillings.iter().enumerate() {
            let marks = filling.normalise.marks();
            let low = marks.iter().copied().fold(f64::INFINITY, f64::min);
            let high = marks.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let own =
                |cell: &usize| column.states[*cell] == State::Observed && usize::from(column.filling[*cell]) == at;
            let values: Vec<f64> = (0..column.values.len()).filter(own).map(|cell| column.values[cell]).collect();
            if marks.is_empty() || values.len() < FEWEST {
                continue;
            }
            let share = |beyond: &dyn Fn(f64) -> bool, end: f64| {
                let clipped = values.iter().filter(|value| beyond(**value) && alike(&rule.fillings[at], **value, end));
                clipped.count() as f64 / values.len() as f64
            };
            let (below, above) = (share(&|value| value < low, low), share(&|value| value > high, high));
            if below + above > MOST {
                let found = format!(
                    "{} of the observed values of `{}` lie beyond the ends ({} below, {} above), and score like them.",
                    percent(below + above),
                    filling.measure.wording(),
                    percent(below),
                    percent(above)
                );
                let help = "move the ends apart, or say in `weakness` why what lies beyond them is alike";
                findings.push(Finding::note("clipped-values", found).help(help).at(filling.place.clone()));
            }
        }
    }
}

/// Whether a value scores like the end that it lies beyond.
fn alike(rule: &FillingRule, value: f64, end: f64) -> bool {
    let mut scores = [0.0; 2];
    rule.apply(&[value, end], &[1.0; 2], Axes { years: &[], countries: &[] }, &mut scores);
    scores[0] == scores[1]
}
